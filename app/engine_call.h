// One question to a program of the engine that answers and ends (`roentgen-run probe --json`). GUI thread.
#pragma once

#include "app/engine_error.h"
#include "engine/protocol/messages/error_message.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <functional>
#include <memory>

namespace roentgen::app {

struct EngineOutcome {
    bool ok = false;   // the program ended with 0
    QByteArray answer; // what it printed: a message of engine/protocol/messages/
    EngineError error; // of one that is not ok
};

class EngineCall : public QObject {
    Q_OBJECT
public:
    // What becomes of a program whose owner goes: one that only answers is ended, also where the window is killed; one
    // that changes runs is waited for and after some seconds left to itself (killed halfway it would leave a run's
    // folder without its process).
    enum class Effect { OnlyAsks, ChangesRuns };
    using Ended = std::function<void(const EngineOutcome& outcome)>;

    // Starts at once; ended is called once, not before the event loop runs and never after the owner is gone. The call
    // belongs to its owner and deletes itself when it has ended.
    EngineCall(const QString& program, const QStringList& arguments, Effect effect, QObject* owner, Ended ended);
    ~EngineCall() override;

    // Asks the program to end, makes it after some seconds; the outcome's error is cancelled then, whatever it said.
    void cancel();
    // Ended with an error where it has not answered by then.
    void limit(int milliseconds);

Q_SIGNALS:
    void progressed(const roentgen::Progress& progress); // of programs that say it

private:
    void hear();
    void finish(bool hasStarted);
    EngineError failure(bool hasStarted) const;

    QString m_program;
    Effect m_effect;
    Ended m_ended;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_answer, m_said; // on standard output; on standard error
    qsizetype m_heard = 0;       // of m_said
    int m_limitSeconds = 0;
    bool m_cancelled = false, m_overdue = false;
};

} // namespace roentgen::app
