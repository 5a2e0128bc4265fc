// What public data sets write into the names of their files: patient, laterality, view.
#pragma once

#include <string>
#include <string_view>

namespace roentgen::datasets {

struct FileNameFacts {
    std::string patient;       // never empty for a name that is not
    std::string laterality;    // "L" "R" or ""
    std::string view;          // "CC" "MLO" … or ""
    bool namesPatient = false; // by one of the patterns below; else patient is the whole stem
};

// personN_…, IM-NNNN-…, NORMAL2-IM-NNNN-… (Kermany), NNNNNNNN_VVV (NIH), 1_L_CC and 77_R_MLO (mammograms);
// of any other name the stem is the patient.
FileNameFacts factsFromFileName(std::string_view fileName);

} // namespace roentgen::datasets
