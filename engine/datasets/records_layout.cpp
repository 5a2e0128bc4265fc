// A folder of record files as a data set: labels, patients and split out of the examples themselves.
#include "engine/datasets/layout.h"
#include "engine/datasets/record_samples.h"
#include "engine/protocol/text_file.h"
#include "engine/records/film_record.h"

#include <algorithm>
#include <map>

namespace roentgen::datasets {

namespace {

constexpr int64_t mostLabelValues = 1000; // of one foreign feature

struct Film {
    StudyImage image;
    std::vector<std::string> unknown;
    FilmRecord record;
    std::map<std::string, int64_t> foreignLabels;
};

// The classes of the set, in the order in which records name them.
class ClassList {
public:
    void add(const std::vector<std::string>& names) {
        for (const std::string& name : names)
            if (std::find(m_names.begin(), m_names.end(), name) == m_names.end())
                m_names.push_back(name);
    }
    const std::vector<std::string>& names() const { return m_names; }

private:
    std::vector<std::string> m_names;
};

void takeLabels(const records::FilmFacts& facts, Film& film) {
    const size_t count = std::min(facts.labels.size(), facts.classes.size());
    for (size_t i = 0; i < count; ++i) {
        if (facts.labels[i] == 1)
            film.image.labels.push_back(facts.classes[i]);
        else if (facts.labels[i] != 0)
            film.unknown.push_back(facts.classes[i]);
    }
    film.image.labelled = count > film.unknown.size();
}

// Others' sets: whole numbers called label or label_something.
void takeForeignLabels(const records::ExampleView& example, Film& film) {
    for (const records::FeatureView& feature : example.features)
        if (feature.name.rfind("label", 0) == 0 && feature.name != "labels" && feature.integers.size() == 1)
            film.foreignLabels[std::string(feature.name)] = feature.integers.front();
    film.image.labelled = !film.foreignLabels.empty();
}

// 0 and 1: a class of the feature's name. More values: a class each, "label 1", "label 2" …; 0 is none of them, below
// it is unknown.
void nameForeignLabels(std::vector<Film>& films, ClassList& classes) {
    std::map<std::string, int64_t> largest;
    for (const Film& film : films)
        for (const auto& [name, value] : film.foreignLabels)
            largest[name] = std::max(largest[name], std::min(value, mostLabelValues));
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
                film.unknown.push_back(className(name, each));
        }
}

Film filmOf(const records::ExampleView& example, const FilmRecord& record, ClassList& classes, ProblemList& problems) {
    const records::FilmFacts facts = records::factsOf(example);
    Film film;
    film.record = record;
    film.image.image = filmNameOf(example, record);
    film.image.path = record.file->path() + ":" + std::to_string(record.number);
    film.image.patient = film.image.study = facts.patient;
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

bool isText(const Film& film) {
    return isUtf8(film.image.image) && isUtf8(film.image.patient) && isUtf8(film.image.view) &&
           isUtf8(film.image.modality) && isUtf8(film.image.laterality) &&
           (film.image.split.empty() || film.image.split == "train" || film.image.split == "validation" ||
            film.image.split == "test");
}

} // namespace

Result<IndexedFolder> readRecordsLayout(const FolderListing& listing, ProblemList& problems) {
    std::vector<Film> films;
    ClassList classes;
    const Status read =
        forEachRecord(listing.root, problems, [&](const records::ExampleView& example, FilmRecord record) {
            Film film = filmOf(example, record, classes, problems);
            if (isText(film))
                films.push_back(std::move(film));
            else
                problems.add("bad_row", record.file->nameOf(record.number));
        });
    if (!read)
        return read.error();
    nameForeignLabels(films, classes);
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
        folder.unknownLabels.push_back(std::move(film.unknown));
        folder.records.push_back(film.record);
    }
    return folder;
}

} // namespace roentgen::datasets
