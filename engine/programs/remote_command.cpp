#include "engine/programs/remote_command.h"

#include "engine/launch/run_sync.h"
#include "engine/programs/error_output.h"
#include "engine/protocol/shell_line.h"

#include <csignal>
#include <list>
#include <map>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace roentgen::programs {

using namespace launch;

namespace {

std::atomic<bool> endAsked{false};

void askForEnd(int) {
    endAsked = true;
}

bool inputEnded() {
    pollfd input = {0, POLLIN, 0};
    char byte = 0;
    return ::poll(&input, 1, 0) > 0 && ::read(0, &byte, 1) <= 0;
}

struct Worker {
    std::thread thread;
    std::atomic<bool> done{false};
};

// One thread a run, as long as the run needs it.
class SyncCrew {
public:
    explicit SyncCrew(const SyncArguments& arguments)
        : m_arguments(arguments) {}
    ~SyncCrew() {
        for (auto& [path, worker] : m_workers)
            worker.thread.join();
    }
    void lookForWork() {
        for (auto it = m_workers.begin(); it != m_workers.end();) {
            if (it->second.done) {
                it->second.thread.join();
                it = m_workers.erase(it);
            } else {
                ++it;
            }
        }
        for (const RunFolder& run : wanted())
            if (needsSync(run) && m_workers.find(run.path) == m_workers.end())
                begin(run);
    }
    bool idle() const { return m_workers.empty(); }

private:
    std::vector<RunFolder> wanted() const {
        if (!m_arguments.runs.empty())
            return m_arguments.runs;
        std::vector<RunFolder> runs;
        for (const std::string& id : listRunIds(m_arguments.workspace))
            runs.push_back({m_arguments.workspace + "/runs/" + id});
        return runs;
    }
    void begin(const RunFolder& run) {
        Worker& worker = m_workers[run.path];
        worker.thread = std::thread([this, run, &worker] {
            SyncOptions options;
            options.follow = m_arguments.follow;
            options.cancel = &endAsked;
            const Status status = syncRun(run, options);
            if (!status && status.error().code != ErrorCode::Usage)
                std::fprintf(stderr, "roentgen-run: %s: %s\n", run.id().c_str(), status.error().toLine().c_str());
            worker.done = true;
        });
    }

    const SyncArguments& m_arguments;
    std::map<std::string, Worker> m_workers; // by folder
};

} // namespace

Status runSync(const SyncArguments& arguments) {
    for (int signal : {SIGINT, SIGTERM})
        std::signal(signal, askForEnd);
    if (arguments.runs.size() == 1 && !arguments.follow) {
        SyncOptions options;
        options.resultsNow = arguments.resultsNow;
        options.cancel = &endAsked;
        return syncRun(arguments.runs.front(), options);
    }
    if (!arguments.follow) {
        std::vector<RunFolder> runs;
        for (const std::string& id : listRunIds(arguments.workspace))
            runs.push_back({arguments.workspace + "/runs/" + id});
        bringUpToDate(runs);
        return Done{};
    }
    SyncCrew crew(arguments);
    for (int turn = 0; !endAsked; ++turn) {
        if (turn % 8 == 0)
            crew.lookForWork();
        // A run that was named has an end; all of a workspace have none.
        if (!arguments.runs.empty() && crew.idle())
            break;
        if (arguments.untilInputEnds && inputEnded())
            endAsked = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(125));
    }
    return Done{};
}

void bringUpToDate(const std::vector<RunFolder>& runs) {
    std::list<std::thread> threads;
    for (const RunFolder& run : runs)
        if (needsSync(run))
            threads.emplace_back([run] {
                const Status status = syncRun(run, {});
                if (!status && status.error().code != ErrorCode::Usage)
                    std::fprintf(stderr, "roentgen-run: %s: %s\n", run.id().c_str(), status.error().toLine().c_str());
            });
    for (std::thread& thread : threads)
        thread.join();
}

void printStarted(const StartedRun& started, const std::string& target, bool dryRun, bool json,
                  const LaunchNotes& notes) {
    const std::string line = quoteForShell(started.command);
    if (json) {
        StartAnswer answer{started.run.id(), started.run.path, started.command, line, started.startsFrom};
        answer.started = !dryRun;
        answer.target = target;
        answer.script = started.script;
        addNotes(answer, notes);
        printMessage(answer);
        return;
    }
    if (dryRun && !started.script.empty()) {
        std::printf("%s", started.script.c_str());
        return;
    }
    std::printf("run      %s\ntarget   %s\nstarts   %s\ncommand  %s\n", started.run.path.c_str(), target.c_str(),
                started.startsFrom.c_str(), line.c_str());
}

struct SyncInBackground::State {
    std::atomic<bool> end{false};
    std::thread thread;
};

SyncInBackground::SyncInBackground(const RunFolder& run) {
    if (!needsSync(run))
        return;
    m_state = std::make_unique<State>();
    m_state->thread = std::thread([run, state = m_state.get()] {
        SyncOptions options;
        options.follow = true;
        options.cancel = &state->end;
        // Where another process does it, it may end before the run does.
        while (!state->end && needsSync(run)) {
            if (const Status status = syncRun(run, options); !status)
                std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
    });
}

SyncInBackground::~SyncInBackground() {
    if (!m_state)
        return;
    m_state->end = true;
    m_state->thread.join();
}

} // namespace roentgen::programs
