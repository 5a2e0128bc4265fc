#include "engine/datasets/nih_layout.h"

#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <set>

namespace roentgen::datasets {

const std::vector<std::string>& chestXray14Classes() {
    static const std::vector<std::string> classes = {
        "Atelectasis", "Cardiomegaly", "Effusion",           "Infiltration",  "Mass",
        "Nodule",      "Pneumonia",    "Pneumothorax",       "Consolidation", "Edema",
        "Emphysema",   "Fibrosis",     "Pleural_Thickening", "Hernia"};
    return classes;
}

namespace {

struct NihColumns {
    int image, findings, followUp, patient, age, sex, view;
    explicit NihColumns(const LabelTable& table)
        : image(table.column("Image Index"))
        , findings(table.column("Finding Labels"))
        , followUp(table.column("Follow-up #"))
        , patient(table.column("Patient ID"))
        , age(table.column("Patient Age"))
        , sex(table.column("Patient Gender"))
        , view(table.column("View Position")) {}
};

std::string_view fieldOf(const CsvRow& row, int column) {
    return column >= 0 && size_t(column) < row.fields.size() ? trimmed(row.fields[size_t(column)]) : std::string_view();
}

std::string findingName(std::string_view name) {
    return name == "Infiltrate" ? "Infiltration" : std::string(name); // the box table's word
}

// "A|B" -> {A, B}; "No Finding" -> {}. False where a name is empty.
bool splitFindings(std::string_view text, std::vector<std::string>& findings) {
    while (!text.empty()) {
        const size_t bar = std::min(text.find('|'), text.size());
        const std::string_view name = trimmed(text.substr(0, bar));
        if (name.empty())
            return false;
        if (!equalIgnoringCase(name, "No Finding"))
            findings.push_back(findingName(name));
        text.remove_prefix(std::min(bar + 1, text.size()));
    }
    return true;
}

// The table's file: the newest of NIH's own names, else any table of the folder that has its columns.
std::string findNihTable(const FolderListing& listing) {
    std::string best;
    for (const ListedFile& file : listing.files)
        if (file.name.rfind("Data_Entry_2017", 0) == 0 && lowerExtensionOf(file.name) == "csv")
            best = listing.absolutePath(file);
    return best;
}

void readBoxes(const FolderListing& listing, std::vector<StudyImage>& images, ProblemList& problems) {
    const ListedFile* file = listing.find("BBox_List_2017.csv");
    if (!file)
        return;
    const Result<LabelTable> table = LabelTable::open(listing.absolutePath(*file));
    if (!table) {
        problems.add("bad_box", table.error().toLine());
        return;
    }
    table->forEachRow(problems, [&](const CsvRow& row) {
        double box[4];
        for (size_t i = 0; i < 4; ++i)
            if (row.fields.size() < 6 || !parseNumber(row.fields[2 + i], box[i]))
                return false;
        const std::string_view name = trimmed(row.fields[0]);
        const auto image = std::lower_bound(images.begin(), images.end(), name,
                                            [](const StudyImage& a, std::string_view b) { return a.image < b; });
        if (image == images.end() || image->image != name)
            return true; // a part of the data set: boxes of absent images say nothing new
        if (box[2] <= 0 || box[3] <= 0 || box[0] < 0 || box[1] < 0 || box[0] >= 1024 || box[1] >= 1024)
            problems.add("bad_box", table->place(row));
        else
            image->boxes.push_back({findingName(trimmed(row.fields[1])), box[0], box[1], box[2], box[3]});
        return true;
    });
}

// Marks the images that a list names. The list's last line may lack its newline.
bool readSplitList(const FolderListing& listing, const char* fileName, const char* split,
                   std::vector<StudyImage>& images) {
    const ListedFile* file = listing.find(fileName);
    const Result<std::string> text =
        file ? readTextFile(listing.absolutePath(*file)) : Result<std::string>(dataError("absent"));
    if (!text)
        return false;
    CsvReader reader(*text);
    CsvRow row;
    while (reader.next(row)) {
        const std::string_view name = trimmed(row.fields[0]);
        const auto image = std::lower_bound(images.begin(), images.end(), name,
                                            [](const StudyImage& a, std::string_view b) { return a.image < b; });
        if (image != images.end() && image->image == name)
            image->split = split;
    }
    return true;
}

std::vector<std::string> classesInOrder(const std::set<std::string>& present) {
    std::vector<std::string> classes;
    for (const std::string& name : chestXray14Classes())
        if (present.count(name))
            classes.push_back(name);
    for (const std::string& name : present)
        if (std::find(classes.begin(), classes.end(), name) == classes.end())
            classes.push_back(name);
    return classes;
}

} // namespace

Result<IndexedFolder> readNihLayout(const FolderListing& listing, const std::string& labelTable,
                                    ProblemList& problems) {
    const std::string path = labelTable.empty() ? findNihTable(listing) : labelTable;
    if (path.empty())
        return ofKind("no_label_table Data_Entry_2017*.csv", dataError("There is no Data_Entry_2017*.csv", listing.root,
                                                                       "put NIH's label table into this folder"));
    const Result<LabelTable> table = LabelTable::open(path);
    if (!table)
        return table.error();
    const NihColumns columns(*table);
    if (columns.image < 0 || columns.findings < 0)
        return ofKind("label_table_columns Image Index,Finding Labels",
                      dataError("The label table has no column \"Image Index\" or \"Finding Labels\"", path,
                                "use NIH's own header"));
    IndexedFolder folder;
    std::vector<StudyImage>& images = folder.index.images;
    std::set<std::string> present;
    ImageMatcher matcher(listing, problems);
    table->forEachRow(problems, [&](const CsvRow& row) {
        StudyImage image;
        image.image = fieldOf(row, columns.image);
        const std::string_view findings = fieldOf(row, columns.findings);
        if (image.image.empty() || findings.empty() || !splitFindings(findings, image.labels))
            return false;
        const ListedFile* file = matcher.take(image.image, table->place(row));
        if (!file)
            return true;
        image.path = listing.absolutePath(*file);
        takePatientFromPlace(image, listing.folders[file->folder], file->name);
        takePatientId(image, std::string(fieldOf(row, columns.patient)));
        if (columns.followUp >= 0)
            image.study = image.patient + '-' + std::string(fieldOf(row, columns.followUp));
        image.modality = "CR";
        image.view = fieldOf(row, columns.view);
        image.age = ageFromText(fieldOf(row, columns.age));
        image.sex = sexFromText(fieldOf(row, columns.sex));
        image.labelled = true;
        for (const std::string& label : image.labels)
            if (!present.count(label))
                present.insert(label);
        images.push_back(std::move(image));
        return true;
    });
    for (const ListedFile* file : matcher.untaken()) {
        StudyImage& image = images.emplace_back();
        image.image = file->name;
        image.path = listing.absolutePath(*file);
        image.modality = "CR";
        takePatientFromPlace(image, listing.folders[file->folder], file->name);
        image.study = image.patient;
        problems.add("unlabelled_image", listing.relativePath(*file));
    }
    sortByImageName(images);
    readBoxes(listing, images, problems);
    const bool train = readSplitList(listing, "train_val_list.txt", "train", images);
    const bool test = readSplitList(listing, "test_list.txt", "test", images);
    folder.officialSplit = train && test;
    folder.index.header.classes = classesInOrder(present);
    return folder;
}

} // namespace roentgen::datasets
