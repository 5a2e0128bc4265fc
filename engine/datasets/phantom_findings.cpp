#include "engine/datasets/phantom_findings.h"

#include "engine/datasets/phantom.h"

#include <algorithm>
#include <optional>

namespace roentgen::datasets {

const std::vector<std::string>& phantomFindings() {
    static const std::vector<std::string> findings = {"Atelectasis", "Cardiomegaly", "Effusion",           "Mass",
                                                      "Nodule",      "Pneumothorax", "Consolidation",      "Edema",
                                                      "Emphysema",   "Fibrosis",     "Pleural_Thickening", "Hernia"};
    return findings;
}

const std::vector<std::string>& smallPhantomFindings() {
    static const std::vector<std::string> findings = {"Atelectasis",  "Mass",   "Nodule",
                                                      "Pneumothorax", "Hernia", "Pleural_Thickening"};
    return findings;
}

namespace {

// What is not seen together: each would hide or undo the other.
bool excludes(const std::string& a, const std::string& b) {
    const auto pair = [&](const char* x, const char* y) { return (a == x && b == y) || (a == y && b == x); };
    return a == b || pair("Emphysema", "Cardiomegaly") || pair("Emphysema", "Edema") ||
           pair("Emphysema", "Atelectasis");
}

std::optional<PhantomSign> anotherSign(PhantomRandom& random, const std::vector<std::string>& findings,
                                       const std::vector<PhantomSign>& present) {
    PhantomSign sign;
    sign.finding = findings[size_t(random.below(int(findings.size())))];
    sign.side = random.chance(0.5f) ? 1 : -1;
    sign.severity = random.uniform();
    sign.seed = random.next();
    for (const PhantomSign& other : present) {
        const bool pleura = (sign.finding == "Effusion" && other.finding == "Pneumothorax") ||
                            (sign.finding == "Pneumothorax" && other.finding == "Effusion");
        if (excludes(sign.finding, other.finding))
            return std::nullopt;
        if (pleura)
            sign.side = -other.side;
    }
    return sign;
}

std::vector<PhantomSign> freshSigns(PhantomRandom& random, const std::vector<std::string>& findings) {
    const float many = random.uniform();
    const int wanted = many < 0.52f ? 1 : many < 0.86f ? 2 : 3;
    std::vector<PhantomSign> signs;
    for (int attempt = 0; attempt < 4 * wanted && int(signs.size()) < wanted; ++attempt)
        if (const auto sign = anotherSign(random, findings, signs))
            signs.push_back(*sign);
    return signs;
}

} // namespace

std::vector<std::vector<PhantomSign>> drawFindings(const PhantomPatient& patient, int films,
                                                   const std::vector<std::string>& findings, float prevalence) {
    PhantomRandom random = PhantomRandom::stream(patient.seed, 7);
    std::vector<std::vector<PhantomSign>> all;
    for (int visit = 0; visit < films; ++visit) {
        // Half of the later films follow the earlier one, the others are of another illness.
        std::vector<PhantomSign> signs;
        if (visit > 0 && random.chance(0.5f)) {
            for (PhantomSign sign : all.back()) {
                sign.severity = clamped(sign.severity + 0.3f * random.normal(), 0, 1);
                signs.push_back(sign);
            }
        } else if (random.chance(prevalence)) {
            signs = freshSigns(random, findings);
        }
        all.push_back(signs);
    }
    return all;
}

void deform(PhantomFilmSetup& film, const PhantomSign& sign) {
    PhantomRandom random(sign.seed);
    const size_t side = sign.side < 0 ? 0 : 1;
    if (sign.finding == "Cardiomegaly") {
        film.heartRatio = 0.57f + 0.11f * sign.severity;
    } else if (sign.finding == "Atelectasis") { // volume loss
        film.diaphragm[side] -= 0.7f + 0.9f * sign.severity;
    } else if (sign.finding == "Emphysema") {
        film.domeHeight = 0.18f + 0.2f * (1 - sign.severity);
        for (float& dome : film.diaphragm)
            dome += 1.3f + 1.2f * sign.severity;
        film.heartRatio *= 0.80f;
        film.lucency *= 1.06f + 0.08f * sign.severity;
        film.vesselStrength *= 0.62f;
        film.patient.ribSlope *= 0.55f;
    } else if (sign.finding == "Edema") {
        film.heartRatio = clamped(film.heartRatio + 0.02f, 0.37f, 0.5f);
        film.vesselWidth *= 1.35f;
        film.vesselStrength *= 1.15f;
    }
}

} // namespace roentgen::datasets
