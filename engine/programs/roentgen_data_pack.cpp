// roentgen-data pack: a data set's films, prepared once and written into record files.
#include "engine/pipeline/record_pack.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"
#include "engine/protocol/messages/dataset_messages.h"

#include <chrono>
#include <csignal>
#include <unistd.h>

namespace roentgen::programs {

namespace {

volatile std::sig_atomic_t stopAsked = 0;

void askToStop(int) {
    stopAsked = 1;
}

// On a terminal one line that changes, twice a second; else a line for each tenth.
class ProgressLine {
public:
    void show(double fraction, const std::string& text) {
        const auto now = std::chrono::steady_clock::now();
        const int tenth = int(fraction * 10);
        if (m_isTerminal ? fraction < 1 && now - m_last < std::chrono::milliseconds(500) : tenth == m_tenth)
            return;
        m_last = now;
        m_tenth = tenth;
        std::fprintf(stderr, m_isTerminal ? "\r%3.0f %%  %s " : "%3.0f %%  %s\n", fraction * 100, text.c_str());
        m_open = m_isTerminal;
    }
    ~ProgressLine() {
        if (m_open)
            std::fputc('\n', stderr);
    }

private:
    const bool m_isTerminal = ::isatty(STDERR_FILENO) == 1;
    std::chrono::steady_clock::time_point m_last;
    int m_tenth = 0;
    bool m_open = false;
};

PackAnswer answerOf(const pipeline::PackSummary& summary, const PackVerbOptions& options, double seconds) {
    PackAnswer answer;
    answer.out = options.out;
    answer.images = summary.images;
    answer.records = summary.records;
    answer.shards = summary.shards;
    answer.shardsKept = summary.keptShards;
    answer.bytes = int64_t(summary.bytes);
    answer.size = options.size;
    answer.bits = options.bits;
    answer.resize = options.resize;
    answer.unreadable = summary.unreadable;
    answer.seconds = seconds;
    return answer;
}

void print(const pipeline::PackSummary& summary, const PackVerbOptions& options, double seconds) {
    std::printf("%s: %lld films of %d px in %d files, %.1f MB, %.1f s\n", options.out.c_str(),
                static_cast<long long>(summary.records), options.size, summary.shards, double(summary.bytes) / 1e6,
                seconds);
    if (summary.keptShards > 0)
        std::printf("kept      %d files from before\n", summary.keptShards);
    for (const DataProblem& problem : summary.problems)
        std::printf("problem   %s\n", problem.message.c_str());
    if (!summary.unreadable.empty())
        std::printf("problem   %zu films could not be read and are left out\n", summary.unreadable.size());
    for (size_t i = 0; i < summary.unreadable.size() && i < 20; ++i)
        std::printf("          %s\n", summary.unreadable[i].c_str());
}

} // namespace

int packDataSet(const PackVerbOptions& options) {
    // A limit on the size of files is an error to tell, not a signal to die of.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    const auto start = std::chrono::steady_clock::now();
    pipeline::PackOptions pack;
    pack.dataset = options.dataset;
    pack.out = options.out;
    pack.size = options.size;
    pack.bits = options.bits;
    pack.pad = options.resize == "pad";
    pack.shards = options.shards;
    pack.shardMegabytes = options.shardMegabytes;
    pack.threads = options.threads;
    pack.cancelled = [] { return stopAsked != 0; };
    const auto summary = [&] {
        ProgressLine progress;
        pack.progress = [&](double fraction, const std::string& text) { progress.show(fraction, text); };
        return pipeline::packRecords(pack);
    }();
    if (!summary)
        return printError("roentgen-data", summary.error());
    for (const std::string& reason : summary->reasons)
        std::fprintf(stderr, "left out: %s\n", reason.c_str());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (options.json)
        printMessage(answerOf(*summary, options, seconds));
    else
        print(*summary, options, seconds);
    return ExitDone;
}

} // namespace roentgen::programs
