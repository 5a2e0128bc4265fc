#include "engine/training/metrics_file.h"

#include "engine/protocol/csv_field.h"
#include "engine/protocol/text_file.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>

namespace roentgen::training {

namespace {

std::string number(double value) {
    if (!std::isfinite(value))
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

std::string number(const std::optional<double>& value) {
    return value ? number(*value) : std::string();
}

constexpr const char* timesOfAnEpoch = ",training_seconds,validation_seconds,writing_seconds";

std::string header(const std::vector<std::string>& classes) {
    std::string line = "epoch,step,train_loss,val_loss,mean_auc";
    for (const std::string& name : classes)
        line += "," + csvField("auc_" + name);
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

Status appendMetrics(const RunFolder& run, const std::vector<std::string>& classes, const MetricsRow& row) {
    std::string text;
    if (auto kept = readTextFile(run.metricsFile()))
        text = withTimes(kept.take());
    if (text.empty())
        text = header(classes);
    text += std::to_string(row.epoch) + "," + std::to_string(row.step) + "," + number(row.trainLoss) + "," +
            number(row.validationLoss) + "," + number(row.meanAuc);
    for (const auto& auc : row.auc)
        text += "," + number(auc);
    text += "," + number(row.learningRate) + "," + number(row.imagesPerSecond) + "," + number(row.seconds) + "," +
            number(row.trainingSeconds) + "," + number(row.validationSeconds) + "," + number(row.writingSeconds) + "\n";
    return writeFileAtomically(run.metricsFile(), text);
}

Status writePredictions(const std::string& path, const std::vector<std::string>& classes,
                        const std::vector<PredictedPart>& parts) {
    std::string text = "Image Index,Patient ID,Split";
    for (const std::string& name : classes)
        text += "," + csvField(name);
    text += "\n";
    for (const PredictedPart& part : parts) {
        const float* row = part.probabilities.data();
        for (const datasets::Sample& sample : *part.samples) {
            text += csvField(sample.image) + "," + csvField(sample.patient) + "," + part.split;
            for (size_t k = 0; k < classes.size(); ++k)
                text += "," + number(double(*row++));
            text += "\n";
        }
    }
    return writeFileAtomically(path, text);
}

} // namespace roentgen::training
