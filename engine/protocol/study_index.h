// The table of images that `roentgen-data index` writes and the Studies page reads: one line an image.
// Format: a line of JSON (StudyIndexHeader), then per image the fields below separated by tabs, with
// \t \n \\ escaped; lists joined by '|', boxes as class,x,y,w,h joined by ';'. UTF-8.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace roentgen {

struct LabelBox {
    std::string label;
    double x = 0, y = 0, width = 0, height = 0; // pixels of the image as stored, origin top left
};

struct StudyImage {
    std::string path;    // absolute
    std::string image;   // its name in the label table ("Image Index"), else the path below the folder
    std::string patient; // id, or what stands for one; may be empty
    std::string patientName;
    std::string study; // id or Study Instance UID
    std::string series;
    std::string modality;                  // "CR" "DX" "MG" "CT" …; "" where unknown
    std::string view;                      // "PA" "AP" "LL" "CC" "MLO" …
    std::string laterality;                // "L" "R" "B" or ""
    std::string date;                      // YYYY-MM-DD or ""
    std::string sex;                       // "F" "M" "O" or ""
    int age = -1;                          // years; -1 unknown
    int rows = 0, columns = 0, frames = 1; // 0 where unknown
    std::vector<std::string> labels;       // findings present; empty: none
    bool labelled = false;                 // a label row exists (so "no finding" is told from "unknown")
    std::string split;                     // "train" "validation" "test" or ""
    std::vector<LabelBox> boxes;
    std::vector<std::string> uncertain; // findings that the labels call uncertain (-1)
    std::vector<std::string> unknown;   // findings of which a label row says nothing
    std::string patientRule;            // by what patient is known: engine/datasets/patient_identity.h
    std::string refusal; // why its pixels cannot be shown, as ImageHeader::refusal; "": nothing is known against them
};

// Something that was counted, not swallowed: "12 images named in the labels are absent".
struct DataProblem {
    struct Example {
        std::string place; // a file, or file:line
        std::string why;   // what is wrong with it, where that is known; of "refused_pixels" StudyImage::refusal's code
        std::string kind = {}; // of an error that says why: as Error's
    };
    std::string code; // "missing_image" "unreadable_image" "bad_row" "not_utf8" "duplicate_name" "wrong_extension" …
    std::string message; // a whole sentence
    int64_t count = 0;
    std::vector<Example> examples; // in an index all of them, up to 100,000; elsewhere at most 20
};

struct StudyIndexHeader {
    static constexpr int currentMaker = 4;
    int maker = currentMaker; // that of an older version knows less: no refusals, other patients, no reasons or no
                              // kinds of them
    std::string folder;       // as indexed, absolute
    std::string layout;       // "nih" "class_folders" "plain" "dicom" "dataset_toml"
    std::string name;
    std::vector<std::string> classes; // in the data set's order
    int64_t images = 0;
    std::vector<DataProblem> problems;
};

struct StudyIndex {
    StudyIndexHeader header;
    std::vector<StudyImage> images;
};

Status writeStudyIndex(const std::string& path, const StudyIndex& index); // atomically
Result<StudyIndex> readStudyIndex(const std::string& path);
// Row by row, without keeping them (112,120 rows: well under a second).
Result<StudyIndexHeader> readStudyIndex(const std::string& path, const std::function<void(StudyImage&&)>& row);

} // namespace roentgen
