// Keeps `roentgen-run sync --all --follow` going while the window is open, so that runs elsewhere fill by themselves;
// nothing where the workspace has neither a target nor a run elsewhere. It ends with the window: by its input that
// closes, also where the window is killed. GUI thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

namespace roentgen::app {

class RemoteSync : public QObject {
    Q_OBJECT
public:
    RemoteSync(const QString& binFolder, QString workspace, QObject* parent = nullptr);
    ~RemoteSync() override;

    void look(); // whether it is needed; itself every few seconds
    bool isGoing() const { return m_process.state() != QProcess::NotRunning; }
    int waitMilliseconds() const { return m_wait; } // before it starts again after it died

private:
    bool isNeeded() const;
    void begin();
    void takeEnd();

    QString m_program, m_workspace;
    QProcess m_process;
    QTimer m_look, m_again;
    QElapsedTimer m_going;
    int m_wait;
};

} // namespace roentgen::app
