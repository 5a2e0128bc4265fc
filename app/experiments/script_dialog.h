// The sbatch script of a run that is about to be submitted: to be read, and changed for this one run. It stays open
// until Slurm has taken the script, so that no edit is lost. GUI thread.
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace roentgen::app {

class ScriptDialog : public QDialog {
    Q_OBJECT
public:
    ScriptDialog(const QString& runId, const QString& generated, QWidget* parent = nullptr);

    QPlainTextEdit* editor() const { return m_editor; }
    QString script() const; // always with a last newline
    // It was not taken, and why: it can be tried again.
    void showError(const QString& error);
    QString error() const;

Q_SIGNALS:
    void launchRequested(const QString& script);

private:
    void setupButtons();
    void textChanged();

    const QString m_generated;
    QPlainTextEdit* m_editor;
    QLabel* m_error;
    QPushButton *m_restore, *m_launch;
};

} // namespace roentgen::app
