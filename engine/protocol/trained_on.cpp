#include "engine/protocol/trained_on.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace roentgen {

namespace {

using nlohmann::json;

// Four decimals: what another processor's rounding changes is not kept.
double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

json toJson(const Percentiles& spread) {
    return {rounded(spread.low), rounded(spread.middle), rounded(spread.high)};
}

Percentiles spreadIn(const json& object, const char* key) {
    Percentiles spread;
    if (object.contains(key)) {
        const json& values = object.at(key);
        spread = {values.at(0).get<double>(), values.at(1).get<double>(), values.at(2).get<double>()};
    }
    return spread;
}

} // namespace

double alike(const float* layout, const float* other) {
    constexpr int Cells = FilmLook::Side * FilmLook::Side;
    double sumA = 0, sumB = 0;
    for (int i = 0; i < Cells; ++i) {
        sumA += double(layout[i]);
        sumB += double(other[i]);
    }
    double aa = 0, bb = 0, ab = 0;
    for (int i = 0; i < Cells; ++i) {
        const double a = double(layout[i]) - sumA / Cells, b = double(other[i]) - sumB / Cells;
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

json toJson(const TrainedOn& trained) {
    json layout = json::array();
    for (const float value : trained.layout)
        layout.push_back(rounded(double(value)));
    return {{"films", trained.films},
            {"measured", trained.measured},
            {"modalities", trained.modalities},
            {"body_parts", trained.bodyParts},
            {"views", trained.views},
            {"short_side", toJson(trained.shortSide)},
            {"shape", toJson(trained.shape)},
            {"mean", toJson(trained.mean)},
            {"deviation", toJson(trained.deviation)},
            {"black", toJson(trained.black)},
            {"tones", toJson(trained.tones)},
            {"layout", layout},
            {"agreement", toJson(trained.agreement)}};
}

TrainedOn trainedOnFromJson(const json& object) {
    TrainedOn trained;
    trained.films = object.value("films", trained.films);
    trained.measured = object.value("measured", trained.measured);
    trained.modalities = object.value("modalities", trained.modalities);
    trained.bodyParts = object.value("body_parts", trained.bodyParts);
    trained.views = object.value("views", trained.views);
    trained.shortSide = spreadIn(object, "short_side");
    trained.shape = spreadIn(object, "shape");
    trained.mean = spreadIn(object, "mean");
    trained.deviation = spreadIn(object, "deviation");
    trained.black = spreadIn(object, "black");
    trained.tones = spreadIn(object, "tones");
    trained.layout = object.value("layout", trained.layout);
    if (trained.layout.size() != size_t(FilmLook::Side) * FilmLook::Side)
        trained.layout.clear();
    trained.agreement = spreadIn(object, "agreement");
    return trained;
}

} // namespace roentgen
