// --screenshot: waits until a page has settled and saves what the window shows.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace roentgen::app {

class MainWindow;

class Screenshot : public QObject {
    Q_OBJECT
public:
    // Settled: the page said so five times in a row, a tenth of a second apart. Waits 60 s at most.
    Screenshot(MainWindow* window, QString file, QObject* parent = nullptr);
    void begin();

Q_SIGNALS:
    void finished(bool saved);

private:
    void look();

    MainWindow* m_window;
    QString m_file;
    QTimer m_timer;
    int m_settled = 0;
    int m_looks = 0;
};

} // namespace roentgen::app
