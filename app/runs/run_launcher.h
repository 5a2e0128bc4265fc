// Asks roentgen-run to start, stop and resume runs. The window never starts a trainer itself: a run belongs to its
// folder and outlives the window. Argument vectors only, no shell. GUI thread only.
#pragma once

#include "app/engine_call.h"
#include "engine/protocol/messages/launch_messages.h"
#include "engine/protocol/messages/sweep_messages.h"

namespace roentgen::app {

struct LaunchAnswer {
    bool ok = false;
    QString error;   // one line: what, where, what to do
    QString tooMuch; // what Memory::Checked refused and Memory::Forced starts, one line; "": nothing
    // What was asked for: of start and resume, of a sweep, of probe.
    StartAnswer start = {};
    SweepStartAnswer sweep = {};
    ProbeAnswer machine = {};
};

class RunLauncher : public QObject {
    Q_OBJECT
public:
    // Called once, on the GUI thread, never after context is gone.
    using Done = std::function<void(const LaunchAnswer& answer)>;

    RunLauncher(const QString& binFolder, QString workspace, QObject* parent = nullptr);

    // What needs more memory than the machine has is refused, or started all the same.
    enum class Memory { Checked, Forced };
    void start(const QString& experimentFile, Memory memory, QObject* context, Done done);
    // A run of Slurm with the id and the edited script of dryRun()'s answer.
    void startScript(const QString& experimentFile, const QString& runId, const QString& script, QObject* context,
                     Done done);
    // What start would do; starts nothing.
    void dryRun(const QString& experimentFile, QObject* context, Done done);
    // Works through a sweep in the background, or goes on with it. The file, or a sweep's name.
    void sweep(const QString& experiment, Memory memory, QObject* context, Done done);
    void sweepDryRun(const QString& experimentFile, QObject* context, Done done); // starts nothing
    // A run's id, or a sweep's name.
    void stop(const QString& runId, QObject* context, Done done);    // with a checkpoint
    void stopNow(const QString& runId, QObject* context, Done done); // without
    void resume(const QString& runId, QObject* context, Done done);
    void probe(QObject* context, Done done); // this machine

    int underWay() const { return m_underWay; }

private:
    using Take = std::function<Status(const std::string& printed, LaunchAnswer& answer)>;
    static QStringList forced(QStringList arguments, Memory memory);
    void run(const QStringList& arguments, QObject* context, Done done, EngineCall::Effect effect, Take take);

    QString m_program, m_workspace;
    int m_underWay = 0;
};

} // namespace roentgen::app
