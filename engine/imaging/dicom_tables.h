// Lookup tables of DICOM files: palettes, modality and VOI LUTs (PS3.3 C.7.6.3.1.5, C.11.1.1, C.11.2.1.1).
#pragma once

#include "engine/imaging/dicom_dataset.h"
#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

struct LookupTable {
    long first = 0; // the value of the first entry; values beyond the ends take the entry at that end
    int bits = 16;  // of an entry
    std::vector<uint16_t> entries;

    uint16_t at(long value) const {
        const long last = long(entries.size()) - 1;
        const long index = value - first;
        return entries[size_t(index < 0 ? 0 : index > last ? last : index)];
    }
};

// refusal: what the error is where the table is missing, segmented or damaged (refusal.h).
Result<LookupTable> readLookupTable(DcmItem& item, const DcmTagKey& descriptor, const DcmTagKey& data, bool isSigned,
                                    const std::string& refusal, const std::string& path);

// The stored value of a pixel, whatever its type.
int storedValue(const GreyImage& image, size_t pixel);

// Puts every value through the file's modality LUT (which replaces the rescale) and, where the file gives no window,
// through its first VOI LUT: the image is then in that table's output units and its window is the table's whole range.
Status applyLookupTables(DcmItem& dataset, const std::string& path, ImageData& data);

} // namespace roentgen::imaging
