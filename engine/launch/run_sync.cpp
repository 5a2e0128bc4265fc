#include "engine/launch/run_sync.h"

#include "engine/launch/job_watch.h"
#include "engine/launch/remote_shell.h"
#include "engine/launch/run_mirror.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace roentgen::launch {

namespace {

// Held by the one process that writes into the folder; the kernel lets go of it however that ends.
class SyncLock {
public:
    explicit SyncLock(const RunFolder& run)
        : m_file(::open(run.file(run_files::syncLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
        , m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0) {}
    ~SyncLock() {
        if (m_file >= 0)
            ::close(m_file);
    }
    SyncLock(const SyncLock&) = delete;
    SyncLock& operator=(const SyncLock&) = delete;
    bool held() const { return m_held; }

private:
    int m_file;
    bool m_held;
};

bool isCancelled(const SyncOptions& options) {
    return options.cancel && *options.cancel;
}

std::vector<std::string> feedArguments(const RunFolder& run, const RemoteRecord& record, const FeedRequest& request) {
    std::vector<std::string> arguments = {"feed", run.id(), "--workspace", record.workspace};
    if (!request.file.empty()) {
        arguments.insert(arguments.end(),
                         {"--file", request.file, "--file-offset", std::to_string(request.fileOffset)});
        return arguments;
    }
    arguments.insert(arguments.end(), {"--events-offset", std::to_string(request.eventsOffset), "--log-offset",
                                       std::to_string(request.logOffset)});
    if (!request.eventsTail.empty())
        arguments.insert(arguments.end(), {"--events-tail", request.eventsTail});
    if (request.follow)
        arguments.emplace_back("--follow");
    if (request.results)
        arguments.emplace_back("--results");
    return arguments;
}

// One conversation with the far end.
class SyncSession {
public:
    SyncSession(const RunFolder& run, const Target& target, const RemoteRecord& record, const SyncOptions& options)
        : m_run(run)
        , m_target(target)
        , m_options(options)
        , m_mirror(run, record) {}

    RunMirror& mirror() { return m_mirror; }

    Status talk() {
        if (Status status = m_mirror.prepare(); !status)
            return status;
        FeedRequest request = m_mirror.request();
        request.follow = m_options.follow;
        request.results = m_options.resultsNow;
        bool complete = false;
        Status status = listen(request, complete, [this](const FeedHead& head, std::string_view payload) {
            return m_mirror.take(head, payload);
        });
        if (!m_mirror.trouble())
            return m_mirror.trouble();
        if (status && !complete)
            status = environmentError("The connection ended", m_target.name);
        return status;
    }

    Status bringResults() {
        for (const FeedFile& file : m_mirror.results()) {
            if (!isResultName(file.name))
                continue;
            ResultFile result(m_run, file);
            if (result.isHere())
                continue;
            bool complete = false;
            Status status =
                listen(result.request(), complete, [&result](const FeedHead& head, std::string_view payload) {
                    return result.take(head, payload);
                });
            if (status)
                status = result.finish();
            if (!status)
                return status;
        }
        m_mirror.forgetOldSnapshots();
        return Done{};
    }

private:
    Status listen(const FeedRequest& request, bool& complete, const FrameReader::Handler& handler) {
        FrameReader reader([&complete, &handler](const FeedHead& head, std::string_view payload) {
            complete = complete || head.kind == "end";
            return handler(head, payload);
        });
        ChildOptions options;
        options.keepInput = true;
        options.seconds = 0;
        options.silence = request.follow ? 7 : 20; // a feed says something every second
        options.cancel = m_options.cancel;
        options.output = [&reader](std::string_view bytes) { return reader.feed(bytes); };
        const Result<std::string> said = askEngine(m_target, feedArguments(m_run, m_mirror.record(), request), options);
        return said || complete ? Status(Done{}) : Status(said.error());
    }

    const RunFolder& m_run;
    const Target& m_target;
    const SyncOptions& m_options;
    RunMirror m_mirror;
};

// Connects once; whether there is nothing more to do.
Result<bool> syncOnce(const RunFolder& run, const SyncOptions& options) {
    const auto record = readRemoteRecord(run);
    if (!record)
        return true;
    if (record->host.empty()) {
        JobWatch watch(run);
        return !isGoingOn(watch.look());
    }
    const Result<Target> target = targetOfRun(run, *record);
    if (!target)
        return target.error();
    SyncSession session(run, *target, *record, options);
    Status status = session.talk();
    const bool ended = session.mirror().heardState() && session.mirror().ended();
    if (status && ((ended && options.results) || options.resultsNow))
        status = session.bringResults();
    if (!status) {
        if (status.error().code != ErrorCode::Stopped)
            if (Status said = session.mirror().sayUnreachable(status.error().toLine()); !said)
                return said.error();
        return status.error();
    }
    if (ended && options.results)
        if (Status said = session.mirror().sayResultsHere(); !said)
            return said.error();
    return ended;
}

Status followJob(const RunFolder& run, const SyncOptions& options) {
    JobWatch watch(run);
    while (isGoingOn(watch.look()) && !isCancelled(options))
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
    return Done{};
}

} // namespace

bool needsSync(const RunFolder& run) {
    const auto record = readRemoteRecord(run);
    return record && !record->resultsHere;
}

Status changeRemoteRecord(const RunFolder& run, const std::function<void(RemoteRecord&)>& change) {
    for (int turn = 0; turn < 300; ++turn) {
        const SyncLock lock(run);
        auto record = readRemoteRecord(run);
        if (lock.held() && record) {
            change(*record);
            return writeRemoteRecord(run, *record);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return environmentError("Another process keeps this run's folder busy", run.path, "try again");
}

Result<Target> targetOfRun(const RunFolder& run, const RemoteRecord& record) {
    const size_t runs = run.path.rfind("/runs/");
    if (runs != std::string::npos)
        if (Result<Target> target = readTarget(run.path.substr(0, runs), record.target))
            return target;
    const Result<std::string> text = readTextFile(run.targetFile());
    if (!text)
        return usageError("The run's target is not known any more: " + record.target, run.path,
                          "add a target of that name");
    return parseTarget(*text, record.target, run.targetFile());
}

Status syncRun(const RunFolder& run, const SyncOptions& options) {
    const SyncLock lock(run);
    if (!lock.held())
        return usageError("Another process keeps this run in step", run.path);
    double pause = 0.5;
    for (;;) {
        const auto record = readRemoteRecord(run);
        if (record && record->host.empty() && options.follow)
            return followJob(run, options);
        const double begun = secondsSince1970();
        const Result<bool> done = syncOnce(run, options);
        if (done && (*done || !options.follow))
            return Done{};
        if (isCancelled(options))
            return Done{};
        if (!done && !options.follow)
            return done.error();
        pause = secondsSince1970() - begun > 10 ? 0.5 : std::min(pause * 2, 4.0);
        for (double waited = 0; waited < pause && !isCancelled(options); waited += 0.1)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace roentgen::launch
