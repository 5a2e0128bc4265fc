// The examples of docs/ are good input, and its tables name every key.
#include "engine/protocol/architecture_table.h"
#include "engine/protocol/event_log.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/target.h"
#include "engine/protocol/target_keys.h"
#include "engine/protocol/text_file.h"

#include <QTest>

#include <sstream>

using namespace roentgen;

namespace {

std::string page(const char* name) {
    const auto text = readTextFile(std::string(ROENTGEN_SOURCE_DIR "/docs/") + name);
    return text ? *text : std::string();
}

// The first fenced block of that language, below a heading.
std::string example(const std::string& text, const std::string& language, const std::string& heading = {}) {
    const size_t begin = text.find("```" + language + "\n", text.find(heading));
    if (begin == std::string::npos)
        return {};
    const size_t first = text.find('\n', begin) + 1;
    return text.substr(first, text.find("```", first) - first);
}

} // namespace

class DocumentationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theExampleExperimentIsValid();
    void theExampleSweepIsWhatItSays();
    void everyKeyIsListedWithItsRange();
    void theMemoryOfEveryArchitectureIsListed();
    void theExampleTargetsAreValidAndEveryKeyIsListed();
    void theExampleEventsAreWholeAndInOrder();
};

void DocumentationTest::theExampleExperimentIsValid() {
    const auto experiment = parseExperiment(example(page("experiment.md"), "toml"), "docs/experiment.md");
    QVERIFY2(bool(experiment), experiment ? "" : experiment.error().toLine().c_str());
    QVERIFY(bool(checkExperiment(*experiment)));
    QCOMPARE(experiment->distributed.ranks, int64_t(2));
}

void DocumentationTest::theExampleSweepIsWhatItSays() {
    const auto experiment = parseExperiment(example(page("experiment.md"), "toml", "## [sweep]"), "docs/experiment.md");
    QVERIFY2(bool(experiment), experiment ? "" : experiment.error().toLine().c_str());
    const auto runs = countSweepRuns(*experiment);
    QVERIFY2(bool(runs), runs ? "" : runs.error().toLine().c_str());
    QCOMPARE(*runs, int64_t(2 * 3 * 3 * 5));
    const auto together = parseExperiment(example(page("sweeps.md"), "toml"), "docs/sweeps.md");
    QVERIFY2(bool(together), together ? "" : together.error().toLine().c_str());
    QCOMPARE(*countSweepRuns(*together), int64_t(4));
}

void DocumentationTest::everyKeyIsListedWithItsRange() {
    const std::string text = page("experiment.md");
    for (const ExperimentKey& key : experimentKeys()) {
        const size_t section = text.find("## [" + key.section + "]");
        QVERIFY2(section != std::string::npos, key.section.c_str());
        const size_t row = text.find("| `" + key.name + "` |", section);
        QVERIFY2(row != std::string::npos, key.path().c_str());
        const std::string line = text.substr(row, text.find('\n', row) - row);
        QVERIFY2(line.find("| " + allowedValues(key) + " |") != std::string::npos, line.c_str());
        QVERIFY2(line.find(key.help) != std::string::npos, line.c_str());
    }
}

void DocumentationTest::theMemoryOfEveryArchitectureIsListed() {
    const std::string text = page("performance.md");
    const auto cell = [](double megabytes, bool isThere = true) {
        char text[32];
        std::snprintf(text, sizeof text, " | %.0f MB", megabytes);
        return std::string(isThere ? text : " | –");
    };
    for (const Architecture& row : architectures()) {
        std::string line = std::string("| ") + row.name;
        for (const MemoryPeak& peak : {row.bf16, row.fp32})
            line += cell(peak.baseMb) + cell(peak.filmMb) + cell(peak.otherFilmMb, row.hasNormalization);
        QVERIFY2(text.find(line + " |\n") != std::string::npos, line.c_str());
    }
}

void DocumentationTest::theExampleTargetsAreValidAndEveryKeyIsListed() {
    const std::string text = page("targets.md");
    for (const char* heading : {"# Targets", "## Several machines"}) {
        const auto target = parseTarget(example(text, "toml", heading), "gpu-box", "docs/targets.md");
        QVERIFY2(bool(target), target ? "" : target.error().toLine().c_str());
    }
    for (const TargetKey& key : targetKeys()) {
        const size_t row = text.find("| `" + key.path() + "` |");
        QVERIFY2(row != std::string::npos, key.path().c_str());
        const std::string line = text.substr(row, text.find('\n', row) - row);
        QVERIFY2(line.find("| " + key.allowedValues() + " | " + key.help) != std::string::npos, line.c_str());
    }
}

void DocumentationTest::theExampleEventsAreWholeAndInOrder() {
    std::istringstream lines(example(page("events.md"), "jsonl"));
    int64_t seq = 0;
    RunHistory history;
    for (std::string line; std::getline(lines, line);) {
        const auto event = parseRunEvent(line);
        QVERIFY2(event && *event, line.c_str());
        QCOMPARE((*event)->seq, ++seq);
        history.apply(**event);
    }
    QVERIFY(seq >= 5);
    QVERIFY(history.finished.has_value());
    QCOMPARE(int(history.steps.size()), 1);
}

QTEST_APPLESS_MAIN(DocumentationTest)
#include "documentation_test.moc"
