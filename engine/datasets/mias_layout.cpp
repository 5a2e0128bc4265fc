#include "engine/datasets/mias_layout.h"

#include "engine/datasets/label_table.h"
#include "engine/datasets/patient_identity.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace roentgen::datasets {

namespace {

int numberOf(std::string_view name) // "mdb007" -> 7, -1 for another name
{
    int number = -1;
    if (name.size() == 6 && name.substr(0, 3) == "mdb")
        std::from_chars(name.data() + 3, name.data() + 6, number);
    return number;
}

std::string threeDigits(int number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

void describe(StudyImage& image, int number) {
    const int right = number - 1 + number % 2; // films come in pairs: right (odd), left (even)
    image.patient = "mdb" + threeDigits(right) + "-" + threeDigits(right + 1);
    image.patientRule = patient_rule::filmPair;
    image.study = image.patient;
    image.laterality = number % 2 == 0 ? "L" : "R";
    image.view = "MLO";
    image.modality = "MG";
    image.sex = "F";
}

void addLabel(StudyImage& image, const std::string& label) {
    if (std::find(image.labels.begin(), image.labels.end(), label) == image.labels.end())
        image.labels.push_back(label);
}

// A row's finding and its circle. False where a value is none of MIAS's.
bool addFinding(StudyImage& image, const CsvRow& row) {
    const std::string finding(trimmed(row.fields[2])), severity(trimmed(row.fields[3]));
    image.labelled = true;
    if (finding == "NORM")
        return true;
    if (finding.empty() || (severity != "B" && severity != "M"))
        return false;
    addLabel(image, finding);
    addLabel(image, severity == "M" ? "Malignant" : "Benign");
    double x = 0, y = 0, radius = 0;
    if (row.fields[4].empty() || row.fields[4].front() == '*') // widespread calcifications have no circle
        return true;
    if (!parseNumber(row.fields[4], x) || !parseNumber(row.fields[5], y) || !parseNumber(row.fields[6], radius))
        return false;
    image.boxes.push_back({finding, x, y, 2 * radius, 2 * radius});
    return true;
}

} // namespace

Result<IndexedFolder> readMiasLayout(const FolderListing& listing, const std::string& labelTable,
                                     ProblemList& problems) {
    const ListedFile* own = listing.find("labels_converted.csv");
    const Result<LabelTable> table = LabelTable::open(!labelTable.empty() ? labelTable
                                                      : own               ? listing.absolutePath(*own)
                                                                          : "labels_converted.csv");
    if (!table)
        return table.error();
    if (table->columns().size() < 7)
        return ofKind("label_table_columns Name,Background Tissue,Abnormality,Type,x,y,r",
                      dataError("MIAS's table needs seven columns", table->path(),
                                "Name,Background Tissue,Abnormality,Type,x,y,r"));
    std::map<int, StudyImage> byNumber;
    for (const ListedFile& file : listing.files) {
        const int number = numberOf(stemOf(file.name));
        if (number < 1 || !hasImageExtension(file.name))
            continue;
        StudyImage& image = byNumber[number];
        if (!image.path.empty()) {
            problems.add("duplicate_name", listing.relativePath(file));
            continue;
        }
        image.image = file.name;
        image.path = listing.absolutePath(file);
        describe(image, number);
    }
    table->forEachRow(problems, [&](const CsvRow& row) {
        const int number = numberOf(trimmed(row.fields[0]));
        if (number < 1)
            return false;
        const auto found = byNumber.find(number);
        if (found == byNumber.end()) {
            problems.add("missing_image", std::string(row.fields[0]) + ".pgm (" + table->place(row) + ")");
            return true;
        }
        return addFinding(found->second, row);
    });
    IndexedFolder folder;
    std::vector<std::string>& classes = folder.index.header.classes;
    for (auto& [number, image] : byNumber) {
        if (!image.labelled)
            problems.add("unlabelled_image", image.image);
        folder.index.images.push_back(std::move(image));
    }
    for (const char* name : {"CALC", "CIRC", "SPIC", "MISC", "ARCH", "ASYM", "Benign", "Malignant"})
        for (const StudyImage& image : folder.index.images)
            if (std::find(image.labels.begin(), image.labels.end(), name) != image.labels.end()) {
                classes.push_back(name);
                break;
            }
    sortByImageName(folder.index.images);
    return folder;
}

} // namespace roentgen::datasets
