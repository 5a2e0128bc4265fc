// What the files themselves say: their size, and all that a DICOM header holds.
#pragma once

#include "engine/datasets/folder_index.h"
#include "engine/datasets/indexed_folder.h"
#include "engine/datasets/layout.h"
#include "engine/datasets/problem_list.h"

namespace roentgen::datasets {

// How a layout's boxes stand until the size of their image is known.
enum class BoxFrame {
    Pixels,           // of the image itself
    Nih1024,          // NIH: a frame of 1024 × 1024 laid over the image
    FromBottomCentre, // MIAS: x, y of a circle's centre counted from the bottom left; width = height = its diameter
};
BoxFrame boxFrameOf(Layout layout);

// Opens files for their size: all with options.readHeaders, else DICOM files and those with boxes. Puts boxes into
// pixels, drops and counts what cannot be read.
Status completeFromHeaders(IndexedFolder& folder, BoxFrame frame, const IndexOptions& options, ProblemList& problems);

} // namespace roentgen::datasets
