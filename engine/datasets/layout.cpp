#include "engine/datasets/layout.h"

#include "engine/datasets/chexpert_layout.h"
#include "engine/datasets/class_folders.h"
#include "engine/datasets/plain_folder.h"
#include "engine/datasets/wide_table.h"
#include "engine/protocol/text_file.h"
#include "engine/records/record_manifest.h"

#include <algorithm>

namespace roentgen::datasets {

namespace {

struct LayoutNameOf {
    Layout layout;
    const char* name;
};
constexpr LayoutNameOf layoutNames[] = {{Layout::Nih, "nih"},           {Layout::ClassFolders, "class_folders"},
                                        {Layout::Plain, "plain"},       {Layout::Dicom, "dicom"},
                                        {Layout::Mias, "mias"},         {Layout::WideTable, "wide_table"},
                                        {Layout::Chexpert, "chexpert"}, {Layout::Records, "records"}};

// Files of records in the folder itself.
bool looksLikeRecords(const FolderListing& listing) {
    return std::any_of(listing.files.begin(), listing.files.end(), [&](const ListedFile& file) {
        return file.folder == 0 && (file.name == records::manifestName || records::hasRecordExtension(file.name) ||
                                    (file.name.find("-of-") != std::string::npos &&
                                     records::beginsLikeRecords(listing.absolutePath(file))));
    });
}

// Not worth opening more than a few files of a large folder to learn that it holds DICOM without extensions.
constexpr int filesTried = 20;

} // namespace

const char* layoutName(Layout layout) {
    for (const LayoutNameOf& entry : layoutNames)
        if (entry.layout == layout)
            return entry.name;
    return "";
}

Result<Layout> layoutFromName(const std::string& name) {
    std::vector<std::string> names = {"auto"};
    for (const LayoutNameOf& entry : layoutNames) {
        if (name == entry.name)
            return entry.layout;
        names.push_back(entry.name);
    }
    std::string all;
    for (const std::string& known : names)
        all += (all.empty() ? "" : ", ") + known;
    const std::string nearest = nearestName(name, names);
    return dataError("There is no layout \"" + name + "\"", "layout",
                     (nearest.empty() ? "" : "did you mean \"" + nearest + "\"? ") + ("known: " + all));
}

Result<Layout> detectLayout(const FolderListing& listing) {
    if (looksLikeRecords(listing))
        return Layout::Records;
    int64_t images = 0, dicom = 0, mias = 0;
    int tried = 0;
    for (const ListedFile& file : listing.files) {
        if (file.folder == 0 && file.name.rfind("Data_Entry_2017", 0) == 0 && lowerExtensionOf(file.name) == "csv")
            return Layout::Nih;
        if (hasImageExtension(file.name)) {
            ++images;
            mias += file.name.size() == 10 && file.name.rfind("mdb", 0) == 0;
        } else if (lowerExtensionOf(file.name) == "dcm" ||
                   (mayBeDicom(file.name) && tried++ < filesTried && isDicomFile(listing.absolutePath(file)))) {
            ++dicom;
        }
    }
    if (mias > 0 && mias == images && listing.find("labels_converted.csv"))
        return Layout::Mias;
    if (images + dicom == 0)
        return ofKind("no_image_in_folder", dataError("There is no image in this folder", listing.root,
                                                      "choose a folder with PNG, JPEG, PGM or DICOM files in it"));
    if (!findWideTable(listing).empty())
        return Layout::WideTable;
    if (!findChexpertTables(listing).empty())
        return Layout::Chexpert;
    if (dicom > images)
        return Layout::Dicom;
    return looksLikeClassFolders(listing) ? Layout::ClassFolders : Layout::Plain;
}

} // namespace roentgen::datasets
