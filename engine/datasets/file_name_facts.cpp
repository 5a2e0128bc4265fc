#include "engine/datasets/file_name_facts.h"

#include "engine/datasets/folder_listing.h"

#include <algorithm>

namespace roentgen::datasets {

namespace {

size_t digitsAt(std::string_view text, size_t at) {
    size_t count = 0;
    while (at + count < text.size() && text[at + count] >= '0' && text[at + count] <= '9')
        ++count;
    return count;
}

// Length of a prefix "WORDdigits", 0 where the text does not begin so.
size_t numberedPrefix(std::string_view text, std::string_view word) {
    if (text.substr(0, word.size()) != word)
        return 0;
    const size_t digits = digitsAt(text, word.size());
    return digits ? word.size() + digits : 0;
}

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
    return result;
}

std::string lateralityOf(const std::string& word) {
    return word == "L" || word == "LEFT" ? "L" : word == "R" || word == "RIGHT" ? "R" : "";
}

bool isMammogramView(const std::string& word) {
    constexpr const char* views[] = {"CC", "MLO", "ML", "LM", "LMO", "XCCL", "XCCM"}; // DICOM PS3.16 CID 4014
    return std::find(std::begin(views), std::end(views), word) != std::end(views);
}

// The words between _ - . and blanks; those that say view and side are taken out of the patient's name.
bool readMammogramWords(std::string_view stem, FileNameFacts& facts) {
    std::string patient, laterality, view;
    while (!stem.empty()) {
        const size_t end = std::min(stem.find_first_of("_-. "), stem.size());
        const std::string word = upper(stem.substr(0, end));
        const std::string side = lateralityOf(word);
        // LCC, RMLO: both in one word
        const bool joined = word.size() > 2 && (word[0] == 'L' || word[0] == 'R') && isMammogramView(word.substr(1)) &&
                            !isMammogramView(word);
        if (laterality.empty() && !side.empty()) {
            laterality = side;
        } else if (view.empty() && isMammogramView(word)) {
            view = word;
        } else if (view.empty() && laterality.empty() && joined) {
            laterality = word.substr(0, 1);
            view = word.substr(1);
        } else if (!word.empty()) {
            patient += (patient.empty() ? "" : "_") + std::string(stem.substr(0, end));
        }
        stem.remove_prefix(std::min(end + 1, stem.size()));
    }
    if (view.empty() || laterality.empty() || patient.empty())
        return false; // an "L" alone may be anything
    facts = {patient, laterality, view, true};
    return true;
}

} // namespace

FileNameFacts factsFromFileName(std::string_view fileName) {
    const std::string_view stem = stemOf(fileName);
    FileNameFacts facts;
    for (std::string_view word : {"person", "NORMAL2-IM-", "IM-"}) {
        const size_t length = numberedPrefix(stem, word);
        if (length) {
            facts.patient = stem.substr(0, length);
            facts.namesPatient = true;
            return facts;
        }
    }
    if (stem.size() == 12 && digitsAt(stem, 0) == 8 && stem[8] == '_' && digitsAt(stem, 9) == 3) {
        const size_t first = std::min(stem.find_first_not_of('0'), size_t(7));
        facts.patient = stem.substr(first, 8 - first); // as in the table's column "Patient ID"
        facts.namesPatient = true;
        return facts;
    }
    if (!readMammogramWords(stem, facts))
        facts.patient = stem;
    return facts;
}

} // namespace roentgen::datasets
