#include "engine/training/metrics_file.h"

#include "engine/protocol/csv_field.h"
#include "engine/protocol/csv_reader.h"
#include "engine/protocol/text_file.h"

#include <filesystem>
#include <map>
#include <sstream>

namespace roentgen::training {

namespace {

constexpr const char* timesOfAnEpoch = ",training_seconds,validation_seconds,writing_seconds";

std::string header(const Metrics& metrics) {
    std::string line = "epoch,step,train_loss,val_loss";
    for (const Metric& metric : metrics.list)
        line += "," + csvField(metric.name);
    return line + ",learning_rate,images_per_second,seconds" + timesOfAnEpoch + "\n";
}

// What version 0.1.0 began is gone on with.
std::string withTimes(const std::string& text) {
    const size_t end = text.find('\n');
    if (end == std::string::npos || text.substr(0, end).find(timesOfAnEpoch) != std::string::npos)
        return text;
    std::istringstream lines(text);
    std::string longer, line;
    while (std::getline(lines, line))
        longer += line + (longer.empty() ? timesOfAnEpoch : ",,,") + "\n";
    return longer;
}

} // namespace

Status cutMetrics(const RunFolder& run, int64_t epochs) {
    if (!std::filesystem::exists(run.metricsFile()))
        return Done{};
    auto text = readTextFile(run.metricsFile());
    if (!text)
        return text.error();
    std::istringstream lines(*text);
    std::string kept, line;
    for (bool first = true; std::getline(lines, line) && !lines.eof(); first = false)
        if (first || std::strtoll(line.c_str(), nullptr, 10) <= epochs)
            kept += line + "\n";
    return writeFileAtomically(run.metricsFile(), kept);
}

// A cell a column that the file has: another version may have begun it, with more metrics or fewer.
Status appendMetrics(const RunFolder& run, const MetricsRow& row) {
    std::string text;
    if (auto kept = readTextFile(run.metricsFile()))
        text = withTimes(kept.take());
    if (text.empty())
        text = header(row.metrics);
    std::map<std::string, std::string> cells{{"epoch", std::to_string(row.epoch)},
                                             {"step", std::to_string(row.step)},
                                             {"train_loss", csvNumber(row.trainLoss)},
                                             {"val_loss", csvNumber(row.validationLoss)},
                                             {"learning_rate", csvNumber(row.learningRate)},
                                             {"images_per_second", csvNumber(row.imagesPerSecond)},
                                             {"seconds", csvNumber(row.seconds)},
                                             {"training_seconds", csvNumber(row.trainingSeconds)},
                                             {"validation_seconds", csvNumber(row.validationSeconds)},
                                             {"writing_seconds", csvNumber(row.writingSeconds)}};
    for (const Metric& metric : row.metrics.list)
        if (metric.value)
            cells.emplace(metric.name, csvNumber(*metric.value));
    const std::string header = text.substr(0, text.find('\n'));
    CsvReader reader(header);
    CsvRow columns;
    reader.next(columns);
    for (size_t k = 0; k < columns.fields.size(); ++k)
        text += (k ? "," : "") + cells[std::string(columns.fields[k])];
    return writeFileAtomically(run.metricsFile(), text + "\n");
}

} // namespace roentgen::training
