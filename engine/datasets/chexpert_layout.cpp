#include "engine/datasets/chexpert_layout.h"

#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_map>

namespace roentgen::datasets {

namespace {

// Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,<class>…
struct ChexpertColumns {
    int path, sex, age, side, projection;
    std::vector<std::pair<int, std::string>> classes;

    explicit ChexpertColumns(const LabelTable& table)
        : path(table.column("Path"))
        , sex(table.column("Sex"))
        , age(table.column("Age"))
        , side(table.column("Frontal/Lateral"))
        , projection(table.column("AP/PA")) {
        const int described[] = {path, sex, age, side, projection, table.column("No Finding")};
        for (size_t i = 0; i < table.columns().size(); ++i)
            if (std::find(std::begin(described), std::end(described), int(i)) == std::end(described))
                classes.emplace_back(int(i), table.columns()[i]);
    }
    bool areThere() const { return path == 0 && side > 0 && !classes.empty(); }
};

std::string_view cellOf(const CsvRow& row, int column) {
    return column >= 0 ? trimmed(row.fields[size_t(column)]) : std::string_view();
}

// Every film of the set is called view1_frontal.jpg: they are found by their paths. The table's begin with the set's
// own folder, which may be the one that is read, or above it.
class FilmPaths {
public:
    explicit FilmPaths(const FolderListing& listing) {
        for (const ListedFile& file : listing.files)
            if (hasImageExtension(file.name))
                m_files.emplace(listing.relativePath(file), &file);
    }
    const ListedFile* find(std::string_view path) const {
        for (;;) {
            if (const auto found = m_files.find(std::string(path)); found != m_files.end())
                return found->second;
            const size_t slash = path.find('/');
            if (slash == std::string_view::npos)
                return nullptr;
            path.remove_prefix(slash + 1);
        }
    }
    // Of which no row has spoken, by their paths.
    std::vector<const ListedFile*> without(const std::set<const ListedFile*>& taken) const {
        std::vector<const ListedFile*> left;
        for (const auto& [path, file] : m_files)
            if (!taken.count(file))
                left.push_back(file);
        return left;
    }

private:
    std::unordered_map<std::string, const ListedFile*> m_files;
};

std::string partOf(const std::string& table) {
    const std::string name = std::filesystem::path(table).stem().string();
    return name.rfind("train", 0) == 0  ? "train"
           : name.rfind("val", 0) == 0  ? "validation"
           : name.rfind("test", 0) == 0 ? "test"
                                        : "";
}

// A finding that the report does not mention is taken for absent, as the set's own models do.
bool readFindings(const CsvRow& row, const ChexpertColumns& columns, StudyImage& image) {
    for (const auto& [column, name] : columns.classes) {
        const LabelCell cell = labelCell(row.fields[size_t(column)]);
        if (cell == LabelCell::Bad)
            return false;
        if (cell == LabelCell::Present)
            image.labels.push_back(name);
        else if (cell == LabelCell::Uncertain)
            image.uncertain.push_back(name);
    }
    image.labelled = true;
    return true;
}

// train/patient00001/study1/view1_frontal.jpg
void takePlace(StudyImage& image, const FolderListing& listing, const ListedFile& file) {
    image.image = listing.relativePath(file);
    image.path = listing.absolutePath(file);
    takePatientFromPlace(image, listing.folders[file.folder], file.name);
    if (image.patientRule == patient_rule::folder) // which is what the set's documentation calls the patient
        image.patientRule = patient_rule::id;
    image.study = listing.folders[file.folder];
    image.modality = "CR";
}

class ChexpertReader {
public:
    ChexpertReader(const FolderListing& listing, ProblemList& problems)
        : m_listing(listing)
        , m_problems(problems)
        , m_films(listing) {}

    Status read(const std::string& path) {
        const Result<LabelTable> table = LabelTable::open(path);
        if (!table)
            return table.error();
        const ChexpertColumns columns(*table);
        if (!columns.areThere())
            return ofKind("label_table_columns Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,<class>,<class>…",
                          dataError("The label table has not CheXpert's columns", path,
                                    "its header is Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,<class>,<class>…"));
        for (const auto& [column, name] : columns.classes)
            if (std::find(m_classes.begin(), m_classes.end(), name) == m_classes.end())
                m_classes.push_back(name);
        const std::string part = partOf(path);
        m_parts.insert(part);
        table->forEachRow(m_problems,
                          [&](const CsvRow& row) { return readRow(row, columns, part, table->place(row)); });
        return Done{};
    }

    IndexedFolder finish() {
        for (const ListedFile* file : m_films.without(m_taken)) {
            takePlace(m_images.emplace_back(), m_listing, *file);
            m_problems.add("unlabelled_image", m_listing.relativePath(*file));
        }
        sortByImageName(m_images);
        IndexedFolder folder;
        folder.officialSplit = m_parts.count("train") && m_parts.size() > 1;
        folder.index.header.classes = std::move(m_classes);
        folder.index.images = std::move(m_images);
        return folder;
    }

private:
    bool readRow(const CsvRow& row, const ChexpertColumns& columns, const std::string& part, const std::string& place) {
        StudyImage image;
        const std::string_view path = cellOf(row, columns.path);
        if (path.empty() || !readFindings(row, columns, image))
            return false;
        const ListedFile* file = m_films.find(path);
        if (!file || !m_taken.insert(file).second) {
            m_problems.add(file ? "duplicate_row" : "missing_image", std::string(path) + " (" + place + ")");
            return true;
        }
        takePlace(image, m_listing, *file);
        image.split = part;
        image.view = equalIgnoringCase(cellOf(row, columns.side), "Lateral") ? "LL" : cellOf(row, columns.projection);
        image.age = ageFromText(cellOf(row, columns.age));
        image.sex = sexFromText(cellOf(row, columns.sex));
        m_images.push_back(std::move(image));
        return true;
    }

    const FolderListing& m_listing;
    ProblemList& m_problems;
    const FilmPaths m_films;
    std::set<const ListedFile*> m_taken;
    std::set<std::string> m_parts;
    std::vector<std::string> m_classes;
    std::vector<StudyImage> m_images;
};

} // namespace

std::vector<std::string> findChexpertTables(const FolderListing& listing) {
    std::vector<std::string> tables;
    for (const ListedFile& file : listing.files) {
        if (file.folder != 0 || lowerExtensionOf(file.name) != "csv" || partOf(file.name).empty())
            continue;
        const Result<LabelTable> table = LabelTable::open(listing.absolutePath(file));
        if (table && ChexpertColumns(*table).areThere())
            tables.push_back(table->path());
    }
    return tables;
}

Result<IndexedFolder> readChexpertLayout(const FolderListing& listing, const std::string& labelTable,
                                         ProblemList& problems) {
    const auto tables = labelTable.empty() ? findChexpertTables(listing) : std::vector<std::string>{labelTable};
    if (tables.empty())
        return ofKind("no_label_table train.csv, valid.csv, test.csv",
                      dataError("There is no label table of CheXpert's", listing.root,
                                "it needs train.csv, valid.csv or test.csv with the columns Path and Frontal/Lateral"));
    ChexpertReader reader(listing, problems);
    for (const std::string& table : tables)
        if (Status read = reader.read(table); !read)
            return read.error();
    return reader.finish();
}

} // namespace roentgen::datasets
