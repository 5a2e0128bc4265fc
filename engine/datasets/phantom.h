// Made-up frontal chest films with planted findings, in NIH ChestX-ray14's layout: for demo, tests and benchmarks.
// docs/phantoms.md shows what is drawn and how hard it is.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace roentgen::datasets {

struct PhantomOptions {
    std::string kind = "chest";
    int count = 0;   // films, 1…999,999
    std::string out; // folder; made where it is absent, must not hold a data set yet
    uint64_t seed = 1;
    int size = 512;                    // pixels of a side, 64…2048
    std::vector<std::string> findings; // a selection of phantomFindings(); empty: all of them
    double prevalence = 0.55;          // share of films with a finding, 0…1
    int threads = 0;                   // 0: the processors there are; the bytes are the same for any number
    std::function<void(double fraction, const std::string& text)> progress; // may be empty
    std::function<bool()> cancelled;                                        // may be empty
};

struct PhantomSummary {
    int films = 0, patients = 0, boxes = 0, withoutFinding = 0, testFilms = 0;
    std::vector<std::pair<std::string, int>> positives; // per finding, in CheXNet's order
};

// The findings that can be planted, in CheXNet's order.
const std::vector<std::string>& phantomFindings();
// Those whose box takes at most 5 % of the film and that a linear look at the film must not find.
const std::vector<std::string>& smallPhantomFindings();

// Writes images/NNNNNNNN_VVV.png, Data_Entry_2017_v2020.csv, BBox_List_2017.csv, train_val_list.txt and test_list.txt
// (about 80:20 by patient); the tables come last. The same options give the same bytes.
// Usage errors: options out of range. Environment: the disk.
Result<PhantomSummary> makePhantoms(const PhantomOptions& options);

} // namespace roentgen::datasets
