#include "engine/imaging/dicom_file.h"

#include "engine/imaging/dicom_frame.h"
#include "engine/imaging/dicom_header.h"
#include "engine/imaging/dicom_tables.h"

namespace roentgen::imaging {

Result<ImageHeader> readDicomHeader(const std::string& path) {
    auto file = openDicom(path, DicomPart::Header);
    if (!file)
        return file.error();
    return dicomHeader(**file, path);
}

Result<ImageData> readDicom(const std::string& path, int frame) {
    auto file = openDicom(path, DicomPart::Everything);
    if (!file)
        return file.error();
    auto header = dicomHeader(**file, path);
    if (!header)
        return header.error();
    if (frame < 0 || frame >= header->frames)
        return dataError("frame " + std::to_string(frame) + " does not exist: the file has " +
                             std::to_string(header->frames),
                         path, "frames count from 0");
    ImageData data;
    data.header = header.take();
    auto stored = readDicomFrame(**file, data.header, frame, path);
    if (!stored)
        return stored.error();
    DcmItem& dataset = *(*file)->getDataset();
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
