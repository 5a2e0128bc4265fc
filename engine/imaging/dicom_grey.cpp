#include "engine/imaging/dicom_grey.h"

#include "engine/imaging/dicom_tables.h"
#include "engine/imaging/luma.h"
#include "engine/imaging/refusal.h"

#include <algorithm>

namespace roentgen::imaging {

namespace {

// One sample at a time, whatever its width.
uint32_t sampleAt(const DicomFrame& frame, size_t index) {
    return frame.bitsAllocated == 16 ? reinterpret_cast<const uint16_t*>(frame.bytes.data())[index]
                                     : frame.bytes[index];
}

void setShape(const DicomFrame& frame, PixelType type, ImageData& data) {
    data.image.rows = frame.rows;
    data.image.columns = frame.columns;
    data.image.type = type;
    data.image.bytes.resize(data.image.pixelCount() * bytesPerPixel(type));
}

template <typename T>
void maskValues(const DicomFrame& frame, GreyImage& image) {
    const int shift = frame.highBit + 1 - frame.bitsStored;
    const uint32_t mask = (1u << frame.bitsStored) - 1, sign = 1u << (frame.bitsStored - 1);
    T* target = image.pixels<T>();
    for (size_t pixel = 0, count = image.pixelCount(); pixel < count; ++pixel) {
        const uint32_t value = (sampleAt(frame, pixel) >> shift) & mask;
        target[pixel] = frame.isSigned ? T(int32_t(value ^ sign) - int32_t(sign)) : T(value);
    }
}

void greyValues(const DicomFrame& frame, ImageData& data) {
    const PixelType type = frame.isSigned              ? PixelType::Int16
                           : frame.bitsAllocated == 16 ? PixelType::UInt16
                                                       : PixelType::UInt8;
    setShape(frame, type, data);
    data.bitsStored = frame.bitsStored;
    if (type == PixelType::UInt8)
        maskValues<uint8_t>(frame, data.image);
    else if (type == PixelType::UInt16)
        maskValues<uint16_t>(frame, data.image);
    else
        maskValues<int16_t>(frame, data.image);
}

// Where the three samples of a pixel lie.
struct ColourLayout {
    size_t pixelStep = 3, sampleStep = 1;
};

template <typename T, typename Luma>
void colourValues(const DicomFrame& frame, GreyImage& image, Luma luma) {
    const size_t count = image.pixelCount();
    const ColourLayout layout = frame.byPlane ? ColourLayout{1, count} : ColourLayout{};
    // The first sample of YBR is the luma already (PS3.3 C.7.6.3.1.2).
    const bool lumaFirst = frame.photometric.compare(0, 4, "YBR_") == 0;
    const bool shared = sharesChroma(frame);
    for (size_t pixel = 0; pixel < count; ++pixel) {
        const size_t at = shared ? pixel / 2 * 4 + pixel % 2 : pixel * layout.pixelStep;
        image.pixels<T>()[pixel] = lumaFirst ? T(sampleAt(frame, at))
                                             : luma(sampleAt(frame, at), sampleAt(frame, at + layout.sampleStep),
                                                    sampleAt(frame, at + 2 * layout.sampleStep));
    }
}

// Video levels: black is 16, white 235 (PS3.3 C.7.6.3.1.2, retired).
void widenLuma(GreyImage& image) {
    for (uint8_t& value : image.bytes)
        value = uint8_t(((std::clamp<int>(value, 16, 235) - 16) * 255 + 109) / 219);
}

Status paletteValues(DcmItem& dataset, const DicomFrame& frame, const std::string& path, ImageData& data) {
    const auto read = [&](const DcmTagKey& descriptor, const DcmTagKey& table) {
        return readLookupTable(dataset, descriptor, table, frame.isSigned, "colour_palette", path);
    };
    const auto red = read(DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData);
    const auto green = read(DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData);
    const auto blue = read(DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData);
    for (const auto* palette : {&red, &green, &blue})
        if (!*palette)
            return palette->error();
    greyValues(frame, data);
    const auto look = [](const LookupTable& palette, int value) {
        return palette.at(value) >> std::max(0, palette.bits - 8);
    };
    std::vector<uint8_t> greys(data.image.pixelCount());
    for (size_t pixel = 0; pixel < greys.size(); ++pixel) {
        const int value = storedValue(data.image, pixel);
        greys[pixel] = luma8(look(*red, value), look(*green, value), look(*blue, value));
    }
    data.image.type = PixelType::UInt8;
    data.image.bytes = std::move(greys);
    data.bitsStored = 8;
    return Done{};
}

} // namespace

Status frameToGrey(DcmItem& dataset, const DicomFrame& frame, const std::string& path, ImageData& data) {
    if (frame.photometric == "PALETTE COLOR" && frame.samplesPerPixel == 1)
        return paletteValues(dataset, frame, path, data);
    if (frame.samplesPerPixel == 1) {
        greyValues(frame, data);
        return Done{};
    }
    const bool known = frame.photometric == "RGB" || frame.photometric == "YBR_FULL" ||
                       frame.photometric == "YBR_PARTIAL" || sharesChroma(frame);
    if (!known)
        return refusalError("colour " + frame.photometric, path);
    setShape(frame, frame.bitsAllocated == 16 ? PixelType::UInt16 : PixelType::UInt8, data);
    data.bitsStored = frame.bitsStored;
    if (frame.bitsAllocated == 16)
        colourValues<uint16_t>(frame, data.image, luma16);
    else
        colourValues<uint8_t>(frame, data.image, luma8);
    if (frame.photometric.compare(0, 11, "YBR_PARTIAL") == 0 && data.image.type == PixelType::UInt8)
        widenLuma(data.image);
    return Done{};
}

} // namespace roentgen::imaging
