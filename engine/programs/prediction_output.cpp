#include "engine/programs/prediction_output.h"

#include "engine/imaging/image_file.h"
#include "engine/inference/overlay.h"
#include "engine/inference/prediction_json.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <numeric>

namespace roentgen::programs {

namespace {

namespace fs = std::filesystem;

std::vector<size_t> mostProbableFirst(const std::vector<float>& probabilities) {
    std::vector<size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return probabilities[a] > probabilities[b]; });
    return order;
}

// A class's name as part of a file's name.
std::string fileNameOf(std::string name) {
    for (char& letter : name)
        if (letter == '/' || letter == '\\' || letter == ' ' || static_cast<unsigned char>(letter) < 32)
            letter = '_';
    return name;
}

} // namespace

Status PredictionOutput::begin() {
    if (m_options.overlayFolder.empty())
        return Done{};
    const std::string& name = m_options.overlayClass;
    if (!name.empty() && name != "all" && std::find(m_classes.begin(), m_classes.end(), name) == m_classes.end())
        return usageError("The model has no class '" + name + "'", "--overlay-class", "use one of its classes, or all");
    std::error_code failure;
    fs::create_directories(m_options.overlayFolder, failure);
    if (failure)
        return environmentError("The folder for the overlays cannot be made: " + failure.message(),
                                m_options.overlayFolder, "name another with --overlay");
    return Done{};
}

Status PredictionOutput::film(const std::string& path, const Result<inference::Prediction>& prediction) {
    ++m_films;
    if (!prediction) {
        ++m_failed;
        std::fprintf(stderr, "roentgen-predict: %s\n", prediction.error().toLine().c_str());
        m_errors.push_back({{"image", path}, {"error", prediction.error().toLine()}});
        return Done{};
    }
    if (m_options.json) {
        inference::Prediction shown = *prediction;
        if (!m_options.heatmaps)
            shown.heatmaps.clear();
        m_results.push_back(inference::predictionToJson(path, m_classes, shown));
    } else {
        printTable(path, *prediction);
    }
    return m_options.overlayFolder.empty() ? Status(Done{}) : drawOverlays(path, *prediction);
}

void PredictionOutput::printTable(const std::string& path, const inference::Prediction& prediction) const {
    size_t width = 0;
    for (const auto& name : m_classes)
        width = std::max(width, name.size());
    std::printf("%s\n", path.c_str());
    for (size_t i : mostProbableFirst(prediction.probabilities))
        std::printf("  %-*s  %.3f\n", int(width), m_classes[i].c_str(), double(prediction.probabilities[i]));
}

Status PredictionOutput::drawOverlays(const std::string& path, const inference::Prediction& prediction) {
    const auto film = imaging::readGrey8(path);
    if (!film)
        return film.error();
    std::vector<size_t> drawn = {mostProbableFirst(prediction.probabilities).front()};
    if (m_options.overlayClass == "all") {
        drawn.resize(m_classes.size());
        std::iota(drawn.begin(), drawn.end(), size_t(0));
    } else if (!m_options.overlayClass.empty()) {
        drawn = {size_t(std::find(m_classes.begin(), m_classes.end(), m_options.overlayClass) - m_classes.begin())};
    }
    for (size_t i : drawn) {
        const auto picture = inference::drawOverlay(*film, prediction.heatmaps[i], prediction.area);
        // Films of the same name from different folders keep apart.
        const std::string stem = fs::path(path).stem().string() + "_" + fileNameOf(m_classes[i]);
        std::string name = stem + ".png";
        for (int number = 2; !m_files.insert(name).second; ++number)
            name = stem + "-" + std::to_string(number) + ".png";
        const std::string file = (fs::path(m_options.overlayFolder) / name).string();
        if (auto status = imaging::writeColorPng(file, picture.rows, picture.columns, picture.rgb); !status)
            return status;
        if (!m_options.json)
            std::printf("  heatmap of %s: %s\n", m_classes[i].c_str(), file.c_str());
    }
    return Done{};
}

void PredictionOutput::end() {
    if (m_options.json) {
        nlohmann::ordered_json json = {{"results", m_results}};
        if (!m_errors.empty())
            json["errors"] = m_errors;
        std::printf("%s\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
        return;
    }
    std::printf("%lld of %lld films. Research use only: not for diagnosis.\n",
                static_cast<long long>(m_films - m_failed), static_cast<long long>(m_films));
}

} // namespace roentgen::programs
