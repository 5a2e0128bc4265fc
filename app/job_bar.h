// The 28 px bar at the bottom: what goes on, progress, time left, cancel; else the last message and the workspace.
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace roentgen::app {

class BackgroundJobs;

class JobBar : public QFrame {
    Q_OBJECT
public:
    JobBar(BackgroundJobs* jobs, const QString& workspace, QWidget* parent = nullptr);
    void showMessage(const QString& text); // stays for ten seconds while no job runs

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void setText(const QString& text);

    BackgroundJobs* m_jobs;
    QString m_workspace, m_message, m_text;
    QLabel* m_what;
    QProgressBar* m_progress;
    QLabel* m_left;
    QToolButton* m_cancel;
    QTimer m_messageTimer;
    QTimer m_clock; // the time left runs down between two progress reports
};

// "12 min left", "40 s left"; empty for a negative number.
QString timeLeftText(double seconds);

} // namespace roentgen::app
