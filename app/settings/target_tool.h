// Asks `roentgen-run target VERB NAME --json`, one question at a time; the window itself never connects. GUI thread.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace roentgen::app {

// A key that ssh does not know yet, as the failed login showed it. fingerprint is empty where there is none to trust:
// the login went well, failed otherwise, or the key has changed.
struct UnknownHostKey {
    QString host, type, fingerprint; // "gpu-box" "ED25519" "SHA256:…"
};

// One line of `target test`: what was looked for, whether it is there, what was found, what to do.
struct TargetFact {
    QString name; // "login" "engine" …
    bool good = false;
    QString value, hint;
    UnknownHostKey hostKey = {};
};

QList<TargetFact> targetFacts(const QJsonObject& answer);
UnknownHostKey unknownHostKey(const QList<TargetFact>& facts); // the one that there is

class TargetTool : public QObject {
    Q_OBJECT
public:
    TargetTool(const QString& binFolder, QString workspace, QObject* parent = nullptr);
    ~TargetTool() override; // ends what still goes on

    bool isBusy() const { return m_process.state() != QProcess::NotRunning; }
    QString target() const { return m_target; } // of the question that goes on, or of the last
    // verb: "test" "install" "trust". Ignored while one goes on.
    void ask(const QString& verb, const QString& target, const QStringList& more = {});
    void cancel(); // the program, and with it the ssh that it started; canceled() follows

Q_SIGNALS:
    // answer is empty where nothing was printed; error is one line then.
    void answered(const QString& verb, const QJsonObject& answer, const QString& error);
    void canceled();

private:
    void finish();

    QString m_program, m_workspace, m_verb, m_target;
    QProcess m_process;
    bool m_canceled = false;
};

} // namespace roentgen::app
