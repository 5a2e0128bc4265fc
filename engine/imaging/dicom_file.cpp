#include "engine/imaging/dicom_file.h"

#include "engine/imaging/dicom_grey.h"
#include "engine/imaging/dicom_header.h"
#include "engine/imaging/dicom_tables.h"
#include "engine/imaging/file_bytes.h"
#include "engine/imaging/pixel_refusal.h"
#include "engine/imaging/refusal.h"

namespace roentgen::imaging {

Result<ImageHeader> readDicomHeader(const std::string& path) {
    auto open = openDicom(path, DicomPart::Header);
    if (!open)
        return open.error();
    auto header = dicomHeader(*open->file, path);
    if (header)
        header->refusal = pixelRefusal(*open->file, *header, open->pixels, fileSize(path));
    return header;
}

Result<ImageData> readDicom(const std::string& path, int frame, ReadObserver* observer) {
    auto open = openDicom(path, DicomPart::Everything, observer);
    if (!open) { // what the header says against the pixels is the better reason
        const auto header = readDicomHeader(path);
        return header && !header->refusal.empty() ? refusalError(header->refusal, path) : open.error();
    }
    DcmFileFormat& file = *open->file;
    auto header = dicomHeader(file, path);
    if (!header)
        return header.error();
    if (frame < 0 || frame >= header->frames)
        return refusalError("no_frame " + std::to_string(frame) + "/" + std::to_string(header->frames), path);
    ImageData data;
    data.header = header.take();
    auto stored = readDicomFrame(file, data.header, frame, path);
    if (!stored)
        return stored.error();
    DcmItem& dataset = *file.getDataset();
    auto status = frameToGrey(dataset, *stored, path, data);
    if (!status)
        return status.error();
    if (auto scale = readGreyScale(dataset, frame, path, data); !scale)
        return scale.error();
    if (stored->samplesPerPixel == 1)
        if (auto applied = applyLookupTables(dataset, path, data); !applied)
            return applied.error();
    if (data.image.type == PixelType::UInt8 && stored->samplesPerPixel == 3) // a window is for grey images only
        data.windows.clear();
    return data;
}

} // namespace roentgen::imaging
