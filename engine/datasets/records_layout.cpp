#include "engine/datasets/records_layout.h"

#include "engine/datasets/patient_identity.h"
#include "engine/datasets/record_samples.h"
#include "engine/protocol/text_file.h"
#include "engine/records/film_record.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace roentgen::datasets {

namespace {

constexpr int64_t mostLabelValues = 1000; // of one foreign feature
constexpr size_t mostForeignLabels = 64;  // features of a set

struct Film {
    StudyImage image;
    FilmRecord record;
    std::map<std::string, int64_t> foreignLabels;
};

// The classes of the set, in the order in which records name them.
class ClassList {
public:
    void add(const std::vector<std::string>& names) {
        for (const std::string& name : names)
            if (m_known.insert(name).second)
                m_names.push_back(name);
    }
    const std::vector<std::string>& names() const { return m_names; }

private:
    std::vector<std::string> m_names;
    std::unordered_set<std::string> m_known;
};

void takeLabels(const records::FilmFacts& facts, Film& film) {
    const size_t count = std::min(facts.labels.size(), facts.classes.size());
    for (size_t i = 0; i < count; ++i) {
        if (facts.labels[i] == 1)
            film.image.labels.push_back(facts.classes[i]);
        else if (facts.labels[i] == records::uncertainLabel)
            film.image.uncertain.push_back(facts.classes[i]);
        else if (facts.labels[i] != 0)
            film.image.unknown.push_back(facts.classes[i]);
    }
    film.image.labelled = count > film.image.unknown.size();
}

// Others' sets: whole numbers called label or label_something.
void takeForeignLabels(const records::ExampleView& example, Film& film) {
    for (const records::FeatureView& feature : example.features)
        if (feature.name.rfind("label", 0) == 0 && feature.name != "labels" && feature.integers.size() == 1 &&
            isUtf8(feature.name))
            film.foreignLabels[std::string(feature.name)] = feature.integers.front();
    film.image.labelled = !film.foreignLabels.empty();
}

// 0 and 1: a class of the feature's name. More values: a class each, "label 1", "label 2" …; 0 is none of them, below
// it is unknown.
Status nameForeignLabels(std::vector<Film>& films, ClassList& classes, const std::string& folder) {
    std::map<std::string, int64_t> largest;
    for (const Film& film : films)
        for (const auto& [name, value] : film.foreignLabels)
            largest[name] = std::max(largest[name], std::min(value, mostLabelValues));
    if (largest.size() > mostForeignLabels)
        return dataError("The records have " + std::to_string(largest.size()) + " features called label…", folder,
                         "at most " + std::to_string(mostForeignLabels) + " are taken for classes");
    const auto className = [&](const std::string& name, int64_t value) {
        return largest[name] <= 1 ? name : name + " " + std::to_string(value);
    };
    for (const auto& [name, most] : largest)
        for (int64_t value = 1; value <= std::max(most, int64_t(1)); ++value)
            classes.add({className(name, value)});
    for (Film& film : films)
        for (const auto& [name, value] : film.foreignLabels) {
            if (value > 0 && value <= mostLabelValues)
                film.image.labels.push_back(className(name, value));
            for (int64_t each = 1; value < 0 && each <= std::max(largest[name], int64_t(1)); ++each)
                film.image.unknown.push_back(className(name, each));
        }
    return Done{};
}

// Whether everything in it can be shown and written down.
bool isText(const records::FilmFacts& facts) {
    const bool known =
        facts.split.empty() || facts.split == "train" || facts.split == "validation" || facts.split == "test";
    return known && isUtf8(facts.path) && isUtf8(facts.patient) && isUtf8(facts.patientRule) && isUtf8(facts.view) &&
           isUtf8(facts.modality) && isUtf8(facts.laterality) &&
           std::all_of(facts.classes.begin(), facts.classes.end(),
                       [](const std::string& name) { return isUtf8(name); });
}

// path: "" in others' sets.
bool isStemOf(std::string_view name, std::string_view path) {
    return !path.empty() && name == stemOf(path.substr(path.find_last_of('/') + 1));
}

Film filmOf(const records::ExampleView& example, const records::FilmFacts& facts, const FilmRecord& record,
            ClassList& classes, ProblemList& problems) {
    Film film;
    film.record = record;
    film.image.image = filmNameOf(example, record);
    film.image.path = record.file->path() + ":" + std::to_string(record.number);
    takePatientId(film.image, facts.patient);
    if (!facts.patient.empty() && !facts.patientRule.empty())
        film.image.patientRule = facts.patientRule;
    else if (!facts.patient.empty() && isStemOf(facts.patient, facts.path))
        film.image.patientRule = patient_rule::film; // of a version that did not write the rule
    film.image.study = facts.patient;
    film.image.split = facts.split;
    film.image.modality = facts.modality;
    film.image.view = facts.view;
    film.image.laterality = facts.laterality;
    film.image.rows = record.height;
    film.image.columns = record.width;
    if (facts.path.empty())
        problems.add("unnamed_record", film.image.image);
    if (!facts.classes.empty()) {
        classes.add(facts.classes);
        takeLabels(facts, film);
    } else {
        takeForeignLabels(example, film);
    }
    if (!film.image.labelled)
        problems.add("unlabelled_image", film.image.image);
    return film;
}

} // namespace

Result<IndexedFolder> readRecordsLayout(const FolderListing& listing, ProblemList& problems) {
    std::vector<Film> films;
    ClassList classes;
    const Status read =
        forEachRecord(listing.root, problems, [&](const records::ExampleView& example, const FilmRecord& record) {
            const records::FilmFacts facts = records::factsOf(example);
            if (isText(facts))
                films.push_back(filmOf(example, facts, record, classes, problems));
            else
                problems.add("bad_row", record.file->nameOf(record.number));
        });
    if (!read)
        return read.error();
    if (Status named = nameForeignLabels(films, classes, listing.root); !named)
        return named.error();
    std::stable_sort(films.begin(), films.end(),
                     [](const Film& a, const Film& b) { return a.image.image < b.image.image; });
    IndexedFolder folder;
    folder.index.header.classes = classes.names();
    for (Film& film : films) {
        if (!folder.index.images.empty() && folder.index.images.back().image == film.image.image) {
            problems.add("duplicate_name", film.image.path);
            continue;
        }
        folder.officialSplit = folder.officialSplit || !film.image.split.empty();
        folder.index.images.push_back(std::move(film.image));
        folder.records.push_back(film.record);
    }
    return folder;
}

} // namespace roentgen::datasets
