#include "engine/datasets/patient_split.h"

#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace roentgen::datasets {

namespace {

// FNV-1a, then splitmix64's finalizer: the same on every machine, close names land far apart.
uint64_t patientHash(const std::string& patient, int64_t seed) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (unsigned char c : patient)
        hash = (hash ^ c) * 0x100000001b3u;
    hash += uint64_t(seed) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}

// How many of the patients a fraction is: rounded, but at least one where it is not 0 and one remains for training.
size_t share(double fraction, size_t patients, size_t taken) {
    if (fraction <= 0 || patients <= taken + 1)
        return 0;
    const auto wanted = size_t(std::lround(fraction * double(patients)));
    return std::min(std::max(wanted, size_t(1)), patients - taken - 1);
}

// Patients in the order of their hashes; the first are for validation, the next for test.
std::map<std::string, std::string> drawParts(const std::set<std::string>& patients, double validation, double test,
                                             int64_t seed) {
    std::vector<std::pair<uint64_t, std::string>> order;
    for (const std::string& patient : patients)
        order.emplace_back(patientHash(patient, seed), patient);
    std::sort(order.begin(), order.end());
    const size_t forValidation = share(validation, order.size(), 0);
    const size_t forTest = share(test, order.size(), forValidation);
    std::map<std::string, std::string> parts;
    for (size_t i = 0; i < order.size(); ++i)
        parts[order[i].second] = i < forValidation ? "validation" : i < forValidation + forTest ? "test" : "train";
    return parts;
}

using Parts = Result<std::vector<std::string>>;

Parts fractionParts(const std::vector<StudyImage>& images, const SplitOptions& options) {
    std::set<std::string> patients;
    for (const StudyImage& image : images)
        patients.insert(patientOf(image));
    const auto drawn = drawParts(patients, options.validationFraction, options.testFraction, options.seed);
    std::vector<std::string> parts;
    for (const StudyImage& image : images)
        parts.push_back(drawn.at(patientOf(image)));
    return parts;
}

// Validation comes out of the official training part, unless the layout has one of its own.
Parts officialParts(const std::vector<StudyImage>& images, const SplitOptions& options, ProblemList& problems) {
    std::set<std::string> held, trained;
    bool ownValidation = false;
    for (const StudyImage& image : images) {
        if (image.split == "test" || image.split == "validation")
            held.insert(patientOf(image));
        else if (image.split == "train")
            trained.insert(patientOf(image));
        ownValidation = ownValidation || image.split == "validation";
    }
    if (trained.empty() || held.empty())
        return dataError("The data set has no official split", "data.split", "choose fraction or file");
    for (const std::string& patient : held)
        trained.erase(patient);
    const auto drawn = drawParts(trained, ownValidation ? 0 : options.validationFraction, 0, options.seed);
    std::vector<std::string> parts;
    for (const StudyImage& image : images) {
        const auto found = drawn.find(patientOf(image));
        const bool leaks = image.split == "train" && found == drawn.end();
        if (leaks)
            problems.add("patient_in_two_parts", image.image);
        else if (image.split.empty())
            problems.add("not_in_split", image.image);
        parts.push_back(leaks ? "" : image.split == "train" ? found->second : image.split);
    }
    return parts;
}

Parts fileParts(const std::vector<StudyImage>& images, const SplitOptions& options, ProblemList& problems) {
    const Result<LabelTable> table = LabelTable::open(options.file);
    if (!table)
        return table.error();
    const int split = table->column("Split"), image = table->column("Image Index"),
              patient = table->column("Patient ID");
    if (split < 0 || (image < 0 && patient < 0))
        return dataError("The split file lacks a column", options.file,
                         "its header is \"Image Index,Split\" or \"Patient ID,Split\"");
    std::map<std::string, std::string, std::less<>> named;
    const bool byImage = image >= 0;
    table->forEachRow(problems, [&](const CsvRow& row) {
        const std::string part(trimmed(row.fields[size_t(split)]));
        if (part != "train" && part != "validation" && part != "test")
            return false;
        named.emplace(std::string(trimmed(row.fields[size_t(byImage ? image : patient)])), part);
        return true;
    });
    std::map<std::string, std::string> partOfPatient;
    std::vector<std::string> parts;
    for (const StudyImage& each : images) {
        const auto found = named.find(byImage ? each.image : patientOf(each));
        parts.push_back(found == named.end() ? "" : found->second);
        if (parts.back().empty()) {
            problems.add("not_in_split", each.image);
            continue;
        }
        const auto [known, isNew] = partOfPatient.emplace(patientOf(each), parts.back());
        if (!isNew && known->second != parts.back())
            return dataError("Patient " + patientOf(each) + " is in two parts: " + known->second + " and " +
                                 parts.back(),
                             options.file, "put all images of a patient into one part");
    }
    return parts;
}

} // namespace

Parts splitByPatient(const std::vector<StudyImage>& images, const SplitOptions& options, ProblemList& problems) {
    switch (options.kind) {
    case SplitOptions::Kind::Official:
        return officialParts(images, options, problems);
    case SplitOptions::Kind::File:
        return fileParts(images, options, problems);
    case SplitOptions::Kind::Fraction:
        break;
    }
    return fractionParts(images, options);
}

} // namespace roentgen::datasets
