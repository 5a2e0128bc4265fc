#include "engine/inference/film_check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace roentgen::inference {

namespace {

constexpr double Reach = 1.5;      // times the way from the median to the percentile
constexpr double ShapeReach = 1.5; // times narrower or wider than any training film

std::string number(const char* format, double value) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

// Words for the same thing become one; "": says nothing.
std::string modalityKind(const std::string& value) {
    if (value == "DX" || value == "DR" || value == "RG" || value == "XR")
        return "CR";
    return value == "OT" || value == "SC" ? "" : value; // other, secondary capture
}

std::string bodyPartKind(const std::string& value) {
    if (has(value, "CHEST") || has(value, "THORAX") || has(value, "LUNG"))
        return "CHEST";
    if (has(value, "BREAST") || has(value, "MAMM"))
        return "BREAST";
    return has(value, "HEAD") || has(value, "SKULL") || has(value, "BRAIN") ? "HEAD" : value;
}

std::string viewKind(const std::string& value) {
    if (value == "LL" || value == "RL" || has(value, "LAT"))
        return "LATERAL";
    if (value.rfind("PA", 0) == 0 || has(value, "POSTERO"))
        return "PA";
    return value.rfind("AP", 0) == 0 || has(value, "ANTERO") ? "AP" : value;
}

std::string joined(const std::map<std::string, int64_t>& counts) {
    std::string text;
    for (const auto& [value, films] : counts)
        text += (text.empty() ? "" : ", ") + value;
    return text;
}

struct Check {
    std::vector<FilmWarning> warnings;

    void tag(const char* code, const char* what, const std::string& value, const std::map<std::string, int64_t>& counts,
             int64_t measured, std::string (*kindOf)(const std::string&)) {
        const std::string found = pipeline::upperCase(value), kind = kindOf(found);
        int64_t known = 0;
        for (const auto& [trained, films] : counts) {
            if (kindOf(trained) == kind)
                return;
            known += kindOf(trained).empty() ? 0 : films;
        }
        if (kind.empty() || known == 0 || 2 * known < measured) // most of them say nothing
            return;
        warnings.push_back(
            {code, std::string("The film's ") + what + " is " + found + ", of the training films " + joined(counts),
             found, joined(counts)});
    }

    // smallest: no film is taken for outside where it is nearer to the median than that.
    void figure(const char* code, const char* what, double value, const Percentiles& spread, double smallest,
                const char* format, double scale = 1) {
        const double low = spread.middle - std::max(smallest, Reach * (spread.middle - spread.low));
        const double high = spread.middle + std::max(smallest, Reach * (spread.high - spread.middle));
        if (value >= low && value <= high)
            return;
        const std::string found = number(format, scale * value);
        const std::string trained = number(format, scale * spread.low) + " to " + number(format, scale * spread.high);
        warnings.push_back(
            {code, std::string(what) + " is " + found + ", of nearly all training films " + trained, found, trained});
    }

    void layout(const TrainedOn& trained, const FilmLook& look) {
        const Percentiles& spread = trained.agreement;
        const double agreement = alike(trained.layout.data(), look.layout.data());
        if (agreement >= spread.middle - std::max(0.1, Reach * (spread.middle - spread.low)))
            return;
        const std::string found = number("%.2f", agreement), least = number("%.2f", spread.low);
        warnings.push_back({"layout",
                            "Its bright and dark parts lie elsewhere: they agree with the mean training film by " +
                                found + ", those of nearly all training films by more than " + least,
                            found, least});
    }

    void size(const TrainedOn& trained, int imageSize, const pipeline::FilmTags& tags) {
        const double shortSide = std::min(tags.rows, tags.columns);
        if (shortSide <= 0 || trained.shortSide.high <= 0)
            return;
        const std::string pixels = std::to_string(tags.columns) + " × " + std::to_string(tags.rows);
        if (shortSide < imageSize && shortSide < trained.shortSide.low) {
            const std::string least = number("%.0f", trained.shortSide.low);
            warnings.push_back({"size",
                                "The film has " + pixels +
                                    " pixels, fewer than the model looks at; nearly all "
                                    "training films had " +
                                    least + " or more on their short side",
                                pixels, least});
        }
        const double shape = double(tags.columns) / tags.rows;
        if (shape < trained.shape.low / ShapeReach || shape > trained.shape.high * ShapeReach) {
            const std::string found = number("%.2f", shape),
                              usual = number("%.2f", trained.shape.low) + " to " + number("%.2f", trained.shape.high);
            warnings.push_back({"shape",
                                "The film is " + found + " times as wide as high, nearly all training films " + usual,
                                found, usual});
        }
    }
};

} // namespace

std::vector<FilmWarning> checkFilm(const TrainedOn& trained, int imageSize, const pipeline::FilmTags& tags,
                                   const FilmLook& look) {
    Check check;
    check.tag("modality", "modality", tags.modality, trained.modalities, trained.measured, modalityKind);
    check.tag("body_part", "body part", tags.bodyPart, trained.bodyParts, trained.measured, bodyPartKind);
    check.tag("view", "view", tags.view, trained.views, trained.measured, viewKind);
    check.size(trained, imageSize, tags);
    if (trained.layout.empty())
        return check.warnings;
    check.figure("brightness", "Its mean grey", look.mean, trained.mean, 0.05, "%.2f");
    check.figure("contrast", "The deviation of its greys", look.deviation, trained.deviation, 0.03, "%.2f");
    check.figure("black_area", "Its black part", look.black, trained.black, 0.05, "%.0f %%", 100);
    check.figure("tones", "The variety of its greys (entropy in bits)", look.tones, trained.tones, 0.3, "%.1f");
    check.layout(trained, look);
    return check.warnings;
}

} // namespace roentgen::inference
