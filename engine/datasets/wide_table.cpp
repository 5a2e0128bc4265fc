#include "engine/datasets/wide_table.h"

#include "engine/datasets/file_name_facts.h"
#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"

#include <algorithm>

namespace roentgen::datasets {

namespace {

// Columns that describe the image; every other column is a class.
struct WideColumns {
    int image, patient, split, view, laterality, age, sex, date;
    std::vector<std::pair<int, std::string>> classes;

    explicit WideColumns(const LabelTable& table)
        : image(table.column("Image Index"))
        , patient(table.column("Patient ID"))
        , split(table.column("Split"))
        , view(table.column("View Position"))
        , laterality(table.column("Laterality"))
        , age(table.column("Patient Age"))
        , sex(table.column("Patient Gender"))
        , date(table.column("Date")) {
        const int described[] = {image, patient, split, view, laterality, age, sex, date, table.column("No Finding")};
        for (size_t i = 0; i < table.columns().size(); ++i)
            if (std::find(std::begin(described), std::end(described), int(i)) == std::end(described))
                classes.emplace_back(int(i), table.columns()[i]);
    }
};

std::string textOf(const CsvRow& row, int column) {
    return column < 0 ? std::string() : std::string(trimmed(row.fields[size_t(column)]));
}

// False where a cell is none of 1, 0, -1 and nothing.
bool readLabels(const CsvRow& row, const WideColumns& columns, StudyImage& image) {
    for (const auto& [column, name] : columns.classes) {
        const LabelCell cell = labelCell(row.fields[size_t(column)]);
        if (cell == LabelCell::Bad)
            return false;
        if (cell == LabelCell::Present)
            image.labels.push_back(name);
        else if (cell == LabelCell::Uncertain)
            image.uncertain.push_back(name);
        else if (cell == LabelCell::Blank)
            image.unknown.push_back(name);
    }
    image.labelled = image.unknown.size() < columns.classes.size();
    return true;
}

bool readSplit(std::string text, std::string& split) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    split = text == "val" || text == "valid" ? "validation" : text;
    return split.empty() || split == "train" || split == "validation" || split == "test";
}

} // namespace

// The folder's own table: a CSV whose first column is "Image Index"; "" where there is none.
std::string findWideTable(const FolderListing& listing) {
    for (const ListedFile& file : listing.files) {
        if (file.folder != 0 || lowerExtensionOf(file.name) != "csv")
            continue;
        const Result<LabelTable> table = LabelTable::open(listing.absolutePath(file));
        if (table && table->column("Image Index") == 0 && table->column("Finding Labels") < 0 &&
            table->columns().size() > 1 && file.name.rfind("BBox_List", 0) != 0)
            return table->path();
    }
    return {};
}

Result<IndexedFolder> readWideTable(const FolderListing& listing, const std::string& labelTable,
                                    ProblemList& problems) {
    const std::string path = labelTable.empty() ? findWideTable(listing) : labelTable;
    if (path.empty())
        return ofKind("no_label_table *.csv (Image Index,<class>,<class>…)",
                      dataError("There is no label table", listing.root,
                                "it needs a CSV file with the columns \"Image Index\" and one for each class"));
    const Result<LabelTable> table = LabelTable::open(path);
    if (!table)
        return table.error();
    const WideColumns columns(*table);
    if (columns.image < 0 || columns.classes.empty())
        return ofKind("label_table_columns Image Index,<class>,<class>…",
                      dataError("The label table has no column \"Image Index\", or no class", path,
                                "its header is Image Index,<class>,<class>…"));
    IndexedFolder folder;
    ImageMatcher matcher(listing, problems);
    bool everySplit = columns.split >= 0;
    table->forEachRow(problems, [&](const CsvRow& row) {
        StudyImage image;
        const std::string name = textOf(row, columns.image);
        if (name.empty() || !readLabels(row, columns, image) || !readSplit(textOf(row, columns.split), image.split))
            return false;
        const ListedFile* file = matcher.take(name, table->place(row));
        if (!file)
            return true;
        const FileNameFacts facts = factsFromFileName(file->name);
        image.image = file->name;
        image.path = listing.absolutePath(*file);
        takePatientFromPlace(image, listing.folders[file->folder], file->name);
        takePatientId(image, textOf(row, columns.patient));
        image.study = image.patient;
        image.view = columns.view < 0 ? facts.view : textOf(row, columns.view);
        image.laterality = columns.laterality < 0 ? facts.laterality : textOf(row, columns.laterality);
        image.modality = facts.view.empty() ? "" : "MG";
        image.age = ageFromText(textOf(row, columns.age));
        image.sex = sexFromText(textOf(row, columns.sex));
        image.date = textOf(row, columns.date);
        if (!image.labelled)
            problems.add("unlabelled_image", name + " (" + table->place(row) + ")");
        everySplit = everySplit && !image.split.empty();
        folder.index.images.push_back(std::move(image));
        return true;
    });
    for (const ListedFile* file : matcher.untaken()) {
        StudyImage& image = folder.index.images.emplace_back();
        image.image = file->name;
        image.path = listing.absolutePath(*file);
        takePatientFromPlace(image, listing.folders[file->folder], file->name);
        problems.add("unlabelled_image", listing.relativePath(*file));
    }
    sortByImageName(folder.index.images);
    folder.officialSplit = everySplit;
    for (const auto& [column, name] : columns.classes)
        folder.index.header.classes.push_back(name);
    return folder;
}

} // namespace roentgen::datasets
