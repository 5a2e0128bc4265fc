// The imaging room's own door to DCMTK: a file opened, its text as UTF-8, its numbers as optionals.
// Not for other rooms: it shows DCMTK's types.
#pragma once

#include "engine/protocol/result.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roentgen::imaging {

class ReadObserver;

enum class DicomPart { Header, Everything };

// Of the pixel data element (7FE0,0010), what can be known without its value.
struct PixelElement {
    bool present = false;
    bool encapsulated = false; // of undefined length
    uint64_t bytes = 0;        // of its value that the file holds, where it isn't encapsulated
};

struct OpenDicom {
    std::unique_ptr<DcmFileFormat> file;
    PixelElement pixels; // filled where the header alone was read
};

// Large values stay in the file until they are asked for; of a deflated file they are inflated into memory, within a
// bound. The first call registers the decoders and silences DCMTK's own log (what goes wrong is in the error).
// Thread-safe.
// observer: is told of what is read, now and when a large value is asked for.
Result<OpenDicom> openDicom(const std::string& path, DicomPart part, ReadObserver* observer = nullptr);

// All values of the element, separated by backslashes, as UTF-8 without padding; "" where absent.
// What its character set cannot explain is shown as U+FFFD.
std::string dicomText(DcmItem& item, const DcmTagKey& tag);
// The first value; numbers that do not parse are absent.
std::optional<double> dicomNumber(DcmItem& item, const DcmTagKey& tag);
std::vector<double> dicomNumbers(DcmItem& item, const DcmTagKey& tag);
std::optional<int> dicomInteger(DcmItem& item, const DcmTagKey& tag);

// "CT Image Storage"; the UID where it is unknown.
std::string dicomClassName(DcmItem& item);

// First item of a sequence within an item; null where absent.
DcmItem* dicomSequenceItem(DcmItem& item, const DcmTagKey& sequence, long index = 0);
// The functional group macro that holds for `frame`: the frame's own, else the shared one (PS3.3 C.7.6.16); else null.
DcmItem* functionalGroup(DcmItem& dataset, const DcmTagKey& macro, int frame);

} // namespace roentgen::imaging
