#include "engine/datasets/problem_list.h"

#include <algorithm>
#include <cassert>

namespace roentgen::datasets {

namespace {

struct Sentence {
    const char* code;
    const char* one;  // for a count of 1
    const char* many; // after the count
};

constexpr Sentence sentences[] = {
    {"bad_box", "1 box could not be used (its image, its label or its numbers are wrong).",
     "boxes could not be used (their image, label or numbers are wrong)."},
    {"bad_row", "1 label row has a wrong number of fields or a wrong value and was left out.",
     "label rows have a wrong number of fields or a wrong value and were left out."},
    {"damaged_index", "1 file beside a record file is damaged or of another one and was not used.",
     "files beside record files are damaged or of other ones and were not used."},
    {"damaged_record", "1 record is damaged.", "records are damaged."},
    {"duplicate_name", "1 image has the name of another one and was left out.",
     "images have the name of another one and were left out."},
    {"duplicate_row", "1 image is named a second time in the labels; the first row counts.",
     "images are named more than once in the labels; the first row counts."},
    {"missing_image", "1 image named in the labels is absent.", "images named in the labels are absent."},
    {"missing_record", "1 film of the data set is not in the records.",
     "films of the data set are not in the records."},
    {"no_patient_match", "1 image does not follow the data set's rule for patients and goes by what else is known.",
     "images do not follow the data set's rule for patients and go by what else is known."},
    {"not_in_split", "1 labelled image is in no part of the split and was left out.",
     "labelled images are in no part of the split and were left out."},
    {"not_utf8", "1 name or label row is not UTF-8 and was left out; save the table as UTF-8.",
     "names or label rows are not UTF-8 and were left out; save the table as UTF-8."},
    {"patient_by_film", "1 film names no patient and counts as a patient of its own.",
     "films name no patient; each counts as a patient of its own, and films of one person may fall into two parts."},
    {"patient_by_folder", "1 patient is known by the name of a folder alone.",
     "patients are known by the names of folders alone."},
    {"patient_by_name", "1 patient has no Patient ID and goes by name and birth date.",
     "patients have no Patient ID and go by name and birth date."},
    {"patient_by_study", "1 study has no Patient ID and no name with a birth date; it counts as a patient of its own.",
     "studies have no Patient ID and no name with a birth date; each counts as a patient of its own, and studies of "
     "one person may fall into two parts."},
    {"patient_in_two_parts", "1 image was left out of training because its patient is in another part of the split.",
     "images were left out of training because their patient is in another part of the split."},
    {"refused_pixels", "1 image is listed, but its pixels cannot be shown; it is left out of training.",
     "images are listed, but their pixels cannot be shown; they are left out of training."},
    {"shadowed_folder", "1 folder of the workspace has the name of the data set's file; the file counts.",
     "folders of the workspace have the name of the data set's file; the file counts."},
    {"unlabelled_image", "1 image has no label and is left out of training.",
     "images have no label and are left out of training."},
    {"unnamed_record", "1 record names neither film nor patient and counts as a patient of its own.",
     "records name neither film nor patient; each counts as a patient of its own."},
    {"unread_format", "1 file is of an image format that is not read.",
     "files are of image formats that are not read."},
    {"unreadable_image", "1 file could not be read as an image.", "files could not be read as images."},
    {"wrong_extension", "1 file is of another format than its name says; its content counts.",
     "files are of another format than their names say; their content counts."},
};

std::string sentenceOf(const std::string& code, int64_t count) {
    for (const Sentence& sentence : sentences)
        if (code == sentence.code)
            return count == 1 ? sentence.one : std::to_string(count) + ' ' + sentence.many;
    assert(false && "a problem code without its sentence");
    return code;
}

} // namespace

void ProblemList::add(const std::string& code, const std::string& place, const std::string& why,
                      const std::string& kind) {
    DataProblem& problem = m_problems[code];
    problem.code = code;
    ++problem.count;
    if (problem.examples.size() < mostExamples)
        problem.examples.push_back({place, why, kind});
}

void ProblemList::add(const std::string& code, const Error& error) {
    add(code, error.where, Error{error.code, error.message, {}, error.hint}.toLine(), error.kind);
}

int64_t ProblemList::count(const std::string& code) const {
    const auto found = m_problems.find(code);
    return found == m_problems.end() ? 0 : found->second.count;
}

std::vector<DataProblem> ProblemList::problems(size_t examples) const {
    std::vector<DataProblem> all;
    for (const auto& [code, problem] : m_problems) {
        const auto begin = problem.examples.begin();
        const auto count = std::min(examples, problem.examples.size());
        all.push_back({code, sentenceOf(code, problem.count), problem.count, {begin, begin + long(count)}});
    }
    return all;
}

} // namespace roentgen::datasets
