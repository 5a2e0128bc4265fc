#include "engine/datasets/patient_identity.h"

#include "engine/datasets/file_name_facts.h"
#include "engine/imaging/image_file.h"
#include "engine/protocol/csv_reader.h"
#include "engine/protocol/sha256.h"

#include <algorithm>

namespace roentgen::datasets {

namespace {

constexpr const char* rulesInOrder[] = {
    patient_rule::id,       patient_rule::issuerAndId, patient_rule::nameAndBirthDate,
    patient_rule::filmPair, patient_rule::pattern,     patient_rule::fileName,
    patient_rule::folder,   patient_rule::studyUid,    patient_rule::film};

struct Warning {
    const char *rule, *code;
};
constexpr Warning warnings[] = {{patient_rule::nameAndBirthDate, "patient_by_name"},
                                {patient_rule::folder, "patient_by_folder"},
                                {patient_rule::studyUid, "patient_by_study"},
                                {patient_rule::film, "patient_by_film"}};

constexpr const char* namePrefix = "name-";
constexpr size_t shownHashDigits = 12; // short enough to be read and compared

// The larger, the weaker; what is not known counts as a film of its own.
size_t weaknessOf(const std::string& rule) {
    const auto* found = std::find(std::begin(rulesInOrder), std::end(rulesInOrder), rule);
    return size_t(found - std::begin(rulesInOrder));
}

bool isDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// DICOM's names may end in empty parts and differ in case.
std::string plainName(std::string_view name) {
    name = trimmed(name);
    while (!name.empty() && (name.back() == '^' || name.back() == '=' || name.back() == ' '))
        name.remove_suffix(1);
    std::string plain(name);
    for (char& c : plain)
        c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
    return plain;
}

std::string_view firstPart(std::string_view path) {
    return path.substr(0, path.find('/'));
}

bool hasId(const StudyImage& image) {
    return image.patientRule == patient_rule::id || image.patientRule == patient_rule::issuerAndId;
}

// Without an ID, and still someone whose films may lie in several studies.
bool isPerson(const StudyImage& image) {
    return image.patientRule == patient_rule::nameAndBirthDate || image.patientRule == patient_rule::folder;
}

// Which patients are one since they share a study; the surest stands for the others. An ID never stands for another.
class SamePatients {
public:
    void unite(const StudyImage& weaker, const StudyImage& surer) {
        const std::string from = add(weaker), to = add(surer);
        const size_t fromWeakness = weaknessOf(m_known[from].rule), toWeakness = weaknessOf(m_known[to].rule);
        if (from == to || (fromWeakness <= surestPerson && toWeakness <= surestPerson))
            return;
        fromWeakness < toWeakness ? m_known[to].parent = from : m_known[from].parent = to;
    }
    void give(StudyImage& image) {
        const Known& known = m_known[add(image)];
        image.patient = known.patient;
        image.patientRule = known.rule;
    }

private:
    struct Known {
        std::string patient, rule, parent;
    };
    static constexpr size_t surestPerson = 1; // of the rules: ID, issuer and ID

    // The one that stands for it.
    std::string add(const StudyImage& image) {
        const std::string key = image.patientRule + '\n' + image.patient;
        m_known.emplace(key, Known{image.patient, image.patientRule, {}});
        std::string root = key;
        while (!m_known[root].parent.empty())
            root = m_known[root].parent;
        if (root != key)
            m_known[key].parent = root;
        return root;
    }

    std::map<std::string, Known> m_known;
};

} // namespace

bool isPatientFolder(std::string_view name) {
    if (isDigits(name))
        return name.size() >= 3;
    for (const std::string_view word : {"patient", "subject", "person", "case", "subj", "pat", "sub", "p"}) {
        if (!equalIgnoringCase(name.substr(0, word.size()), word))
            continue;
        std::string_view number = name.substr(word.size());
        if (!number.empty() && (number[0] == '-' || number[0] == '_' || number[0] == ' '))
            number.remove_prefix(1);
        if (isDigits(number) && (word.size() > 1 || number.size() > 1))
            return true;
    }
    return false;
}

void takePatientFromPlace(StudyImage& image, const std::string& folder, const std::string& fileName) {
    const FileNameFacts facts = factsFromFileName(fileName);
    image.patient = facts.patient;
    image.patientRule = facts.namesPatient ? patient_rule::fileName : patient_rule::film;
    for (std::string_view rest = folder; !facts.namesPatient && !rest.empty();) {
        const size_t slash = std::min(rest.find('/'), rest.size());
        std::string_view name = rest.substr(0, slash); // the outermost: a patient's studies lie below
        rest.remove_prefix(std::min(slash + 1, rest.size()));
        if (!isPatientFolder(name))
            continue;
        // p10/p10000032: the patients whose numbers begin so.
        for (std::string_view next = firstPart(rest);
             !isDigits(name) && next.substr(0, name.size()) == name && isPatientFolder(next); next = firstPart(rest)) {
            name = next;
            rest.remove_prefix(std::min(next.size() + 1, rest.size()));
        }
        image.patient = name;
        image.patientRule = patient_rule::folder;
        return;
    }
}

void takePatientId(StudyImage& image, std::string id) {
    if (id.empty())
        return;
    image.patient = std::move(id);
    image.patientRule = patient_rule::id;
}

Status takePatientsFromPattern(std::vector<StudyImage>& images, const std::string& root, const PatientPattern& pattern,
                               const std::function<bool()>& cancelled, ProblemList& problems) {
    for (StudyImage& image : images) {
        if (cancelled && cancelled())
            return Error{ErrorCode::Stopped, "Stopped on request", root, ""};
        const bool isBelow = !root.empty() && image.path.compare(0, root.size() + 1, root + '/') == 0;
        const std::string patient =
            pattern.patientIn(isBelow ? std::string_view(image.path).substr(root.size() + 1) : image.image);
        if (patient.empty()) {
            problems.add("no_patient_match", image.path);
            continue;
        }
        image.study = image.study == image.patient ? patient : image.study;
        image.patient = patient;
        image.patientRule = patient_rule::pattern;
    }
    return Done{};
}

void DicomPatients::take(StudyImage& image, size_t number, const imaging::ImageHeader& header) {
    if (!header.studyUid.empty())
        m_studies[header.studyUid].push_back(number);
    if (const std::string id(trimmed(header.patientId)); !id.empty()) {
        takePatientId(image, id);
        m_issued[id][std::string(trimmed(header.patientIdIssuer))].push_back(number);
        return;
    }
    if (image.patientRule == patient_rule::id) // a table's
        return;
    const std::string name = plainName(header.patientName);
    if (!name.empty() && !header.patientBirthDate.empty()) {
        Sha256 sum;
        sum.update(name + '\n' + header.patientBirthDate);
        const std::string hash = sum.hex(), shortHash = hash.substr(0, shownHashDigits);
        image.patient = namePrefix + shortHash;
        image.patientRule = patient_rule::nameAndBirthDate;
        m_named[shortHash][hash].push_back(number);
    } else if (!header.studyUid.empty() && image.patientRule != patient_rule::folder) { // it may hold several studies
        image.patient = "study-" + header.studyUid;
        image.patientRule = patient_rule::studyUid;
    }
}

void DicomPatients::tellIssuersApart(std::vector<StudyImage>& images) const {
    for (const auto& [id, issuers] : m_issued) {
        const size_t named = issuers.size() - issuers.count("");
        if (named < 2)
            continue;
        for (const auto& [issuer, numbers] : issuers)
            for (const size_t number : numbers)
                if (!issuer.empty()) {
                    images[number].patient = id + "^^^" + issuer; // as HL7 writes it
                    images[number].patientRule = patient_rule::issuerAndId;
                }
    }
}

void DicomPatients::tellNamesApart(std::vector<StudyImage>& images) const {
    for (const auto& [shortHash, people] : m_named) {
        if (people.size() < 2)
            continue;
        for (const auto& [hash, numbers] : people)
            for (const size_t number : numbers)
                images[number].patient = namePrefix + hash;
    }
}

void DicomPatients::keepStudiesTogether(std::vector<StudyImage>& images) const {
    std::map<std::string, size_t> surest; // of each study
    SamePatients same;
    for (const auto& [study, numbers] : m_studies) {
        const size_t best = *std::min_element(numbers.begin(), numbers.end(), [&](size_t a, size_t b) {
            return weaknessOf(images[a].patientRule) < weaknessOf(images[b].patientRule);
        });
        surest[study] = best;
        for (const size_t number : numbers)
            if (isPerson(images[number]))
                same.unite(images[number], images[best]);
    }
    std::vector<bool> inStudy(images.size());
    for (const auto& [study, numbers] : m_studies) {
        StudyImage known;
        known.patient = images[surest[study]].patient;
        known.patientRule = images[surest[study]].patientRule;
        if (isPerson(known))
            same.give(known);
        for (const size_t number : numbers) {
            inStudy[number] = true;
            if (!hasId(images[number])) {
                images[number].patient = known.patient;
                images[number].patientRule = known.patientRule;
            }
        }
    }
    for (size_t i = 0; i < images.size(); ++i) // films without a study, in the same folder
        if (!inStudy[i] && isPerson(images[i]))
            same.give(images[i]);
}

std::string patientOf(const StudyImage& image) {
    return image.patient.empty() ? "image " + image.image : image.patient;
}

void PatientCount::add(const StudyImage& image) {
    const std::string rule =
        image.patient.empty() || image.patientRule.empty() ? patient_rule::film : image.patientRule;
    const auto [known, isNew] = m_rules.emplace(patientOf(image), Known{rule, image.image});
    if (!isNew && weaknessOf(rule) > weaknessOf(known->second.rule))
        known->second.rule = rule;
}

std::map<std::string, int64_t> PatientCount::byRule() const {
    std::map<std::string, int64_t> counts;
    for (const auto& [patient, known] : m_rules)
        ++counts[known.rule];
    return counts;
}

void PatientCount::warn(ProblemList& problems, bool wholeStems) const {
    for (const auto& [patient, known] : m_rules)
        for (const Warning& warning : warnings)
            if (known.rule == warning.rule && (wholeStems || known.rule != patient_rule::film))
                problems.add(warning.code, known.firstImage);
}

} // namespace roentgen::datasets
