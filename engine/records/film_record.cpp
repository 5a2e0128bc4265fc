#include "engine/records/film_record.h"

#include <algorithm>
#include <cmath>

namespace roentgen::records {

namespace {

constexpr int64_t longestSide = 32768;

const char* const image = "image";

struct TextFeature {
    const char* name;
    std::string FilmFacts::*field;
};
constexpr TextFeature textFeatures[] = {{"path", &FilmFacts::path},
                                        {"patient", &FilmFacts::patient},
                                        {"split", &FilmFacts::split},
                                        {"modality", &FilmFacts::modality},
                                        {"view", &FilmFacts::view},
                                        {"laterality", &FilmFacts::laterality},
                                        {"patient_rule", &FilmFacts::patientRule}};

int sideOf(const ExampleView& example, const char* name) {
    return int(std::clamp(example.integer(name, 0), int64_t(0), longestSide));
}

} // namespace

Result<std::string> writeFilm(const FilmFacts& facts, const uint8_t* pixels) {
    ExampleContent content;
    for (const TextFeature& feature : textFeatures)
        if (!(facts.*feature.field).empty())
            content.bytes[feature.name] = {facts.*feature.field};
    content.bytes["classes"].assign(facts.classes.begin(), facts.classes.end());
    content.integers = {{"height", {facts.height}}, {"width", {facts.width}}, {"bits", {facts.bits}}};
    if (!facts.labels.empty())
        content.integers["labels"] = facts.labels;
    if (pixels)
        content.bytes[image] = {std::string_view(reinterpret_cast<const char*>(pixels),
                                                 size_t(facts.height) * size_t(facts.width) * size_t(facts.bits / 8))};
    return writeExample(content);
}

FilmFacts factsOf(const ExampleView& example) {
    FilmFacts facts;
    for (const TextFeature& feature : textFeatures)
        facts.*feature.field = example.text(feature.name);
    if (const FeatureView* classes = example.find("classes"))
        facts.classes.assign(classes->bytes.begin(), classes->bytes.end());
    if (const FeatureView* labels = example.find("labels"))
        facts.labels = labels->integers;
    facts.height = sideOf(example, "height");
    facts.width = sideOf(example, "width");
    facts.bits = int(example.integer("bits", 8) == 16 ? 16 : 8);
    if (const auto pixels = pixelsOf(example)) {
        facts.height = pixels->height;
        facts.width = pixels->width;
    }
    return facts;
}

Result<FilmPixels> pixelsOf(const ExampleView& example) {
    const FeatureView* feature = example.find(image);
    if (!feature || feature->bytes.size() != 1)
        return dataError("The record has no feature `image` with the film's bytes");
    const std::string_view bytes = feature->bytes.front();
    FilmPixels pixels;
    pixels.data = reinterpret_cast<const uint8_t*>(bytes.data());
    const int64_t bits = example.integer("bits", 8);
    if (bits != 8 && bits != 16)
        return dataError("The record's image has " + std::to_string(bits) + " bits a pixel, neither 8 nor 16");
    pixels.bits = int(bits);
    if (example.find("height") || example.find("width")) {
        pixels.height = sideOf(example, "height");
        pixels.width = sideOf(example, "width");
    } else {
        pixels.height = pixels.width = int(std::lround(std::sqrt(double(bytes.size()) * 8 / double(pixels.bits))));
    }
    const uint64_t expected = uint64_t(pixels.height) * uint64_t(pixels.width) * uint64_t(pixels.bits / 8);
    if (expected == 0 || expected != bytes.size())
        return dataError("The record's image has " + std::to_string(bytes.size()) + " bytes, which is not " +
                         std::to_string(pixels.height) + " x " + std::to_string(pixels.width) + " of " +
                         std::to_string(bits) + " bits");
    return pixels;
}

} // namespace roentgen::records
