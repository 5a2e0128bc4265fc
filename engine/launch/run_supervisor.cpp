#include "engine/launch/run_supervisor.h"

#include "engine/launch/run_processes.h"
#include "engine/protocol/memory_kill.h"
#include "engine/protocol/run_watch.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds LookEvery(250);
constexpr milliseconds StopNowGrace(5000);   // from the word to the first signal
constexpr milliseconds LostRanksGrace(3000); // a living mpirun asks after an ended rank at once
constexpr milliseconds TermGrace(1000);      // for mpirun, which clears up after itself where it can

// How long something has been so.
class Since {
public:
    bool isLongerThan(bool isSo, milliseconds duration) {
        if (!isSo)
            m_begin.reset();
        else if (!m_begin)
            m_begin = Clock::now();
        return m_begin && Clock::now() - *m_begin >= duration;
    }

private:
    std::optional<Clock::time_point> m_begin;
};

class Supervisor {
public:
    Supervisor(const RunFolder& run, const std::vector<std::string>& command)
        : m_run(run)
        , m_command(command)
        , m_isParallel(std::find(command.begin(), command.end(), "mpirun") != command.end()) {}

    int work() {
        takeSignals();
        nameThisProcess();
        markAsProcessOf(m_run);
        if (!start())
            return 127;
        while (m_child > 0 && !m_reason)
            look();
        if (m_child > 0)
            end();
        m_killedForMemory = wasKilledForMemory();
        // What the command has left behind belongs to nobody any more.
        if (!killProcessesOf(m_run))
            say("processes of the run cannot be ended; see ps");
        else if (m_reason || m_killedForMemory)
            writeDown();
        return m_reason ? lastWord() : m_exitCode;
    }

private:
    enum class Reason { StopNow, RankGone, RanksGone };

    // Blocked: each is waited for.
    void takeSignals() {
        ::sigemptyset(&m_signals);
        for (int number : {SIGUSR1, SIGUSR2, SIGTERM, SIGINT, SIGHUP, SIGCHLD})
            ::sigaddset(&m_signals, number);
        ::sigprocmask(SIG_BLOCK, &m_signals, &m_before);
    }

    // Where nobody has done it before: in a job of Slurm. A trainer of this attempt has not begun yet, so that what is
    // asked from now on is for it.
    void nameThisProcess() {
        const auto known = readProcessRecord(m_run);
        if (known && known->launcherPid == ::getpid() && isAlive(*known))
            return;
        ProcessRecord record;
        record.host = thisHostName();
        record.bootId = thisBootId();
        record.launcherPid = ::getpid();
        record.launcherStartTicks = processStartTicks(::getpid());
        record.started = secondsSince1970();
        record.command = m_command;
        for (const Status& status : {writeProcessRecord(m_run, record), reopenControl(m_run)})
            if (!status)
                say(status.error().toLine());
    }

    bool start() {
        m_logBefore = stampOf(m_run.logFile()).bytes;
        m_killsBefore = readOomKills();
        std::vector<char*> arguments;
        for (const std::string& argument : m_command)
            arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        const pid_t parent = ::getpid();
        m_child = ::fork();
        if (m_child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // whoever ends the supervisor with -9 ends the run, as without one
            ::sigprocmask(SIG_SETMASK, &m_before, nullptr);
            if (::getppid() == parent)
                ::execvp(arguments[0], arguments.data());
            say("could not start " + m_command.front() + ": " + std::strerror(errno));
            ::_exit(127);
        }
        if (m_child < 0)
            say(std::string("could not start a process: ") + std::strerror(errno));
        return m_child > 0;
    }

    void look() {
        takeSignal(LookEvery);
        if (m_child <= 0)
            return;
        if (m_stopNow.isLongerThan(pendingStop(m_run) == ControlCommand::StopNow, StopNowGrace))
            m_reason = Reason::StopNow;
        if (!m_isParallel)
            return;
        const Children ranks = childrenOf(m_child);
        m_hadRanks |= ranks.alive > 0;
        if (m_rankGone.isLongerThan(ranks.zombies > 0 && isMpirunItself(), LostRanksGrace))
            m_reason = Reason::RankGone;
        else if (m_ranksGone.isLongerThan(m_hadRanks && ranks.alive + ranks.zombies == 0, LostRanksGrace))
            m_reason = Reason::RanksGone;
    }

    // A script of that name may leave its children unasked for as long as it likes.
    bool isMpirunItself() const {
        char path[4096];
        const std::string link = "/proc/" + std::to_string(m_child) + "/exe";
        const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
        const std::string program(path, size_t(std::max<ssize_t>(length, 0)));
        const std::string name = program.substr(program.rfind('/') + 1);
        return name == "orterun" || name == "mpirun" || name == "prterun" || name == "mpiexec.hydra";
    }

    void takeSignal(milliseconds longest) {
        const timespec pause = {longest.count() / 1000, (longest.count() % 1000) * 1000000};
        const int number = ::sigtimedwait(&m_signals, nullptr, &pause);
        if (number == SIGUSR1 || number == SIGTERM || number == SIGINT)
            askToStop(number);
        int status = 0;
        if (::waitpid(m_child, &status, WNOHANG) != m_child)
            return;
        m_child = -1;
        m_exitCode = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

    // Through the control file, which a trainer also hears when it was not ready yet; a signal could end it then.
    void askToStop(int number) {
        const bool again = m_asked && number != SIGUSR1;
        m_asked |= number != SIGUSR1; // Slurm sends SIGTERM, and the job's script SIGUSR1, for one and the same stop
        const Status asked = appendControl(m_run, again ? ControlCommand::StopNow : ControlCommand::Stop);
        if (!asked)
            ::kill(m_child, again ? SIGTERM : SIGUSR1);
    }

    // With SIGTERM mpirun also removes its files; where it cannot, its daemons elsewhere notice that it is gone.
    void end() {
        say(why() + ": its processes are ended");
        ::kill(m_child, SIGTERM);
        for (const auto begin = Clock::now(); m_child > 0 && Clock::now() - begin < TermGrace;)
            takeSignal(milliseconds(50));
        if (m_child <= 0)
            return;
        ::kill(m_child, SIGKILL);
        for (const auto begin = Clock::now(); m_child > 0 && Clock::now() - begin < TermGrace;)
            takeSignal(milliseconds(50));
    }

    std::string why() const {
        switch (*m_reason) {
        case Reason::StopNow:
            return "stopped at once on request";
        case Reason::RankGone:
            return "A rank has ended, and mpirun did not notice for 3 s";
        case Reason::RanksGone:
            break;
        }
        return "All ranks have ended, and mpirun went on for 3 s";
    }

    bool wasKilledForMemory() const {
        const bool itself = !m_reason && m_exitCode == 128 + SIGKILL; // else it was this process that ended it
        const bool aRank = m_isParallel && tellsOfSigkill(m_run.logFile(), m_logBefore);
        return m_reason != Reason::StopNow && isMemoryKill(m_killsBefore, readOomKills(), itself || aRank);
    }

    RunEvent::Body verdict() const {
        if (m_reason == Reason::StopNow)
            return StoppedEvent{why(), "now"};
        if (m_killedForMemory)
            return WarningEvent{KilledForMemory, memoryKillError(m_run).toLine()};
        return WarningEvent{EndedBySupervisor, why() + ": it was ended."};
    }

    RunHistory ofThisAttempt() const {
        RunWatch log(m_run);
        log.readEvents();
        const auto record = readProcessRecord(m_run);
        return record && hasSaidItsLast(log.history(), record->started) ? log.history() : RunHistory();
    }

    // Nobody else writes any more.
    void writeDown() const {
        const RunHistory history = ofThisAttempt();
        if (history.finished || history.stopped || history.error)
            return;
        Result<EventWriter> events = EventWriter::open(m_run.eventsFile());
        const Status written = events ? events->append(verdict()) : Status(events.error());
        if (!written)
            say(written.error().toLine());
    }

    int lastWord() const {
        const RunHistory history = ofThisAttempt();
        if (history.finished)
            return ExitDone;
        if (history.error)
            return Error{errorCodeFromName(history.error->code), {}, {}, {}}.exitCode();
        return history.stopped ? int(ExitStopped) : 128 + SIGKILL;
    }

    static void say(const std::string& what) { std::fprintf(stderr, "roentgen-run supervise: %s\n", what.c_str()); }

    const RunFolder m_run;
    const std::vector<std::string> m_command;
    const bool m_isParallel;
    sigset_t m_signals{}, m_before{};
    pid_t m_child = -1; // -1 once it has ended
    int m_exitCode = 127;
    int64_t m_logBefore = 0; // bytes
    OomKills m_killsBefore;
    bool m_killedForMemory = false;
    bool m_asked = false; // by SIGTERM or SIGINT
    bool m_hadRanks = false;
    Since m_stopNow, m_rankGone, m_ranksGone;
    std::optional<Reason> m_reason;
};

} // namespace

int superviseRun(const RunFolder& run, const std::vector<std::string>& command) {
    return Supervisor(run, command).work();
}

std::string supervisorBeside(const std::string& trainer) {
    const size_t slash = trainer.rfind('/');
    return slash == std::string::npos ? "roentgen-run" : trainer.substr(0, slash) + "/roentgen-run";
}

std::vector<std::string> supervisedCommand(const std::string& supervisor, const RunFolder& run,
                                           const std::vector<std::string>& command) {
    std::vector<std::string> all = {supervisor, "supervise", run.path, "--"};
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

} // namespace roentgen::launch
