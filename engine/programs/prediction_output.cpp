#include "engine/programs/prediction_output.h"

#include "engine/imaging/image_file.h"
#include "engine/inference/overlay.h"
#include "engine/inference/prediction_answer.h"
#include "engine/programs/error_output.h"

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
        m_answer.errors.push_back({path, prediction.error().toLine()});
        return Done{};
    }
    m_unlike += prediction->warnings.empty() ? 0 : 1;
    if (m_options.json) {
        inference::Prediction shown = *prediction;
        if (!m_options.heatmaps)
            shown.heatmaps.clear();
        m_answer.results.push_back(inference::predictionAnswer(path, m_classes, shown));
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
    if (!prediction.warnings.empty())
        std::printf("  Warning: unlike the films that the model was trained on\n");
    for (const FilmWarning& warning : prediction.warnings)
        std::printf("    %s\n", warning.message.c_str());
    for (size_t i : mostProbableFirst(prediction.probabilities))
        std::printf("  %-*s  %.3f\n", int(width), m_classes[i].c_str(), double(prediction.probabilities[i]));
}

// A finding that was asked for by name, else the most probable one where it counts as found: a map takes its full
// colour from its own maximum, however little that is.
std::vector<size_t> PredictionOutput::drawnClasses(const inference::Prediction& prediction) const {
    std::vector<size_t> drawn(m_classes.size());
    std::iota(drawn.begin(), drawn.end(), size_t(0));
    if (m_options.overlayClass == "all")
        return drawn;
    if (!m_options.overlayClass.empty())
        return {size_t(std::find(m_classes.begin(), m_classes.end(), m_options.overlayClass) - m_classes.begin())};
    const size_t first = mostProbableFirst(prediction.probabilities).front();
    return double(prediction.probabilities[first]) >= m_options.threshold ? std::vector<size_t>{first}
                                                                          : std::vector<size_t>{};
}

Status PredictionOutput::drawOverlays(const std::string& path, const inference::Prediction& prediction) {
    const std::vector<size_t> drawn = drawnClasses(prediction);
    if (drawn.empty() && !m_options.json)
        std::printf("  no heatmap: no finding reaches the threshold of %.2f (--overlay-class draws one all the same)\n",
                    m_options.threshold);
    if (drawn.empty())
        return Done{};
    const auto film = imaging::readGrey8(path);
    if (!film)
        return film.error();
    for (size_t finding : drawn) {
        const auto file = drawOverlay(path, *film, finding, prediction);
        if (!file)
            return file.error();
        const double highest = double(inference::highestOf(prediction.heatmaps[finding]));
        if (m_options.json)
            m_answer.results.back().overlays.emplace_back(m_classes[finding], OverlayFile{*file, highest});
        else if (highest > 0)
            std::printf("  heatmap of %s: %s (full colour: %.3g, this map's maximum; clear: 0 and below)\n",
                        m_classes[finding].c_str(), file->c_str(), highest);
        else
            std::printf("  heatmap of %s: %s (clear: nothing speaks for it)\n", m_classes[finding].c_str(),
                        file->c_str());
    }
    return Done{};
}

Result<std::string> PredictionOutput::drawOverlay(const std::string& path, const imaging::GreyImage& film,
                                                  size_t finding, const inference::Prediction& prediction) {
    const auto picture = inference::drawOverlay(film, prediction.heatmaps[finding], prediction.area);
    // Films of the same name from different folders keep apart.
    const std::string stem = fs::path(path).stem().string() + "_" + fileNameOf(m_classes[finding]);
    std::string name = stem + ".png";
    for (int number = 2; !m_files.insert(name).second; ++number)
        name = stem + "-" + std::to_string(number) + ".png";
    const std::string file = (fs::path(m_options.overlayFolder) / name).string();
    if (auto status = imaging::writeColorPng(file, picture.rows, picture.columns, picture.rgb); !status)
        return status.error();
    return file;
}

void PredictionOutput::end() {
    if (m_options.json) {
        m_answer.trainedOn = inference::trainedOnAnswer(m_trained);
        printMessage(m_answer);
        return;
    }
    if (m_trained == nullptr)
        std::printf("The weights do not say what films the model was trained on: whether these are like them is not "
                    "known.\n");
    else if (m_trained->layout.empty())
        std::printf("The weights are of too few films (%lld) to say how they look: whether these look like them is not "
                    "known.\n",
                    static_cast<long long>(m_trained->measured));
    if (m_unlike > 0)
        std::printf("Unlike the films that the model was trained on: %lld of %lld, see the warnings above.\n",
                    static_cast<long long>(m_unlike), static_cast<long long>(m_films - m_failed));
    std::printf("%lld of %lld films. Research use only: not for diagnosis.\n",
                static_cast<long long>(m_films - m_failed), static_cast<long long>(m_films));
}

} // namespace roentgen::programs
