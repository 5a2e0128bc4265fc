#include "engine/datasets/indexed_folder.h"

#include "engine/datasets/file_name_facts.h"
#include "engine/datasets/patient_identity.h"

namespace roentgen::datasets {

StudyImage imageOf(const FolderListing& listing, const ListedFile& file, const std::string& folderOfPatients) {
    StudyImage image;
    image.image = listing.relativePath(file);
    image.path = listing.absolutePath(file);
    const FileNameFacts facts = factsFromFileName(file.name);
    takePatientFromPlace(image, folderOfPatients, file.name);
    image.study = image.patient;
    image.laterality = facts.laterality;
    image.view = facts.view;
    image.modality = facts.view.empty() ? "" : "MG";
    return image;
}

void keepImages(IndexedFolder& folder, const std::function<bool(size_t)>& keep) {
    std::vector<StudyImage>& images = folder.index.images;
    size_t kept = 0;
    for (size_t i = 0; i < images.size(); ++i) {
        if (!keep(i))
            continue;
        if (kept != i) {
            images[kept] = std::move(images[i]);
            if (!folder.records.empty())
                folder.records[kept] = std::move(folder.records[i]);
        }
        ++kept;
    }
    images.resize(kept);
    if (!folder.records.empty())
        folder.records.resize(kept);
}

} // namespace roentgen::datasets
