// Who the patient of a film is, and by what that is known: what splits by patient rest on.
#pragma once

#include "engine/datasets/folder_listing.h"
#include "engine/datasets/problem_list.h"
#include "engine/protocol/patient_pattern.h"
#include "engine/protocol/study_index.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace roentgen::imaging {
struct ImageHeader;
}

namespace roentgen::datasets {

// Values of StudyImage::patientRule, from the surest to the weakest.
namespace patient_rule {
inline constexpr const char* id = "patient_id";                     // of a table, a DICOM file or a record
inline constexpr const char* issuerAndId = "issuer_and_patient_id"; // where several issuers gave the same ID
inline constexpr const char* nameAndBirthDate = "name_and_birth_date";
inline constexpr const char* filmPair = "film_pair"; // MIAS: two films in a row
inline constexpr const char* pattern = "pattern";    // the data set file's own
inline constexpr const char* fileName = "file_name"; // personN_…, NNNNNNNN_VVV and the like
inline constexpr const char* folder = "folder";      // patient00001/, P12/, 0007/
inline constexpr const char* studyUid = "study_uid"; // each study a patient of its own
inline constexpr const char* film = "film";          // each film a patient of its own, called by its stem
} // namespace patient_rule

// Of a film that only its place tells of: the file's name, a folder that is called after a patient, else its own stem.
// folder: relative, the part of the path that names classes or splits already taken off.
void takePatientFromPlace(StudyImage& image, const std::string& folder, const std::string& fileName);
// A table's or record's own word; nothing where id is empty.
void takePatientId(StudyImage& image, std::string id);
// By the data set file's pattern (DatasetFile::patient) in the images' paths below root, or in their names where root
// is
// "" (films in record files); before all else. Counts the images that it says nothing of and leaves them as they are.
// Stopped where cancelled.
Status takePatientsFromPattern(std::vector<StudyImage>& images, const std::string& root, const PatientPattern& pattern,
                               const std::function<bool()>& cancelled, ProblemList& problems);
// "patient00001", "Subject 7", "P-0012", "0007": a folder that is one patient's.
bool isPatientFolder(std::string_view name);

// The identities of DICOM files: Patient ID (with its issuer where several issuers gave the same one), else name and
// birth date (as a hash: it goes into tables), else a folder that is called after a patient, else Study Instance UID,
// else what was known before.
class DicomPatients {
public:
    void take(StudyImage& image, size_t number, const imaging::ImageHeader& header);
    // After the last file. images as numbered in take().
    void finish(std::vector<StudyImage>& images) const {
        tellIssuersApart(images);
        tellNamesApart(images);
        keepStudiesTogether(images);
    }

private:
    void tellIssuersApart(std::vector<StudyImage>& images) const;
    // Two people whose hashes begin alike get the whole of them.
    void tellNamesApart(std::vector<StudyImage>& images) const;
    // Files without an ID are the surest patient's of their study.
    void keepStudiesTogether(std::vector<StudyImage>& images) const;

    std::map<std::string, std::map<std::string, std::vector<size_t>>> m_issued; // ID → issuer → images
    std::map<std::string, std::map<std::string, std::vector<size_t>>> m_named;  // short hash → whole hash → images
    std::map<std::string, std::vector<size_t>> m_studies;                       // Study Instance UID → images
};

// Its patient; where nothing is known, the film is one of its own.
std::string patientOf(const StudyImage& image);

// Patients by rule; one that several rules tell of counts by the weakest. The sum is the number of patients.
class PatientCount {
public:
    void add(const StudyImage& image);
    std::map<std::string, int64_t> byRule() const;
    size_t patients() const { return m_rules.size(); }
    // Counts the patients who are known by less than an ID or a name of a known pattern; a split of them may let the
    // films of one person into two parts. wholeStems: those too of whom no name tells.
    void warn(ProblemList& problems, bool wholeStems) const;

private:
    struct Known {
        std::string rule, firstImage;
    };
    std::map<std::string, Known> m_rules;
};

} // namespace roentgen::datasets
