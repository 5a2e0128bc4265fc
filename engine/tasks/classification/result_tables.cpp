#include "engine/tasks/classification/result_tables.h"

#include "engine/evaluation/classification_report.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/text_file.h"

#include <cstdio>
#include <sstream>

namespace roentgen::tasks {

namespace {

std::string rounded(const std::optional<double>& value) {
    char text[32] = "undefined";
    if (value)
        std::snprintf(text, sizeof text, "%.3f", *value);
    return text;
}

// A cell of a Markdown table.
std::string cell(std::string text) {
    for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}

void writePart(std::ostringstream& out, const ScoredPart& part, const std::vector<std::string>& classes) {
    out << "### " << part.split
        << "\n\n| finding | AUC | 95 % interval | positive | negative |\n|---|---|---|---|---|\n";
    evaluation::ScoredFilms films(classes.size());
    for (size_t k = 0; k < part.films->size(); ++k)
        films.add(part.probabilities.data() + k * classes.size(), (*part.films)[k].labels.data());
    const auto report = evaluation::reportClasses(classes, films);
    for (const evaluation::ClassResult& result : report.classes)
        out << "| " << cell(result.name) << " | " << rounded(result.auc) << " | "
            << (result.aucLow ? rounded(result.aucLow) + " to " + rounded(result.aucHigh) : "undefined") << " | "
            << result.positives << " | " << result.negatives << " |\n";
    out << "| mean | " << rounded(report.meanAuc) << " | | | |\n\n";
}

} // namespace

Status writeScores(const std::string& path, const std::vector<std::string>& classes,
                   const std::vector<ScoredPart>& parts) {
    std::string text = "Image Index,Patient ID,Split";
    for (const std::string& name : classes)
        text += "," + csvField(name);
    text += "\n";
    for (const ScoredPart& part : parts) {
        const float* row = part.probabilities.data();
        for (const datasets::Sample& sample : *part.films) {
            text += csvField(sample.image) + "," + csvField(sample.patient) + "," + part.split;
            for (size_t k = 0; k < classes.size(); ++k)
                text += "," + csvNumber(double(*row++));
            text += "\n";
        }
    }
    return writeFileAtomically(path, text);
}

std::string scoreTables(const std::vector<std::string>& classes, const std::vector<ScoredPart>& parts) {
    std::ostringstream out;
    for (const ScoredPart& part : parts)
        if (!part.films->empty())
            writePart(out, part, classes);
    return out.str();
}

} // namespace roentgen::tasks
