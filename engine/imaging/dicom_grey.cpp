#include "engine/imaging/dicom_frame.h"
#include "engine/imaging/luma.h"

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

int storedValue(const GreyImage& image, size_t pixel) {
    return image.type == PixelType::UInt8    ? image.bytes[pixel]
           : image.type == PixelType::UInt16 ? image.pixels<uint16_t>()[pixel]
                                             : image.pixels<int16_t>()[pixel];
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
    const bool shared = frame.photometric == "YBR_FULL_422"; // Y1 Y2 CB CR
    for (size_t pixel = 0; pixel < count; ++pixel) {
        const size_t at = shared ? pixel / 2 * 4 + pixel % 2 : pixel * layout.pixelStep;
        image.pixels<T>()[pixel] = lumaFirst ? T(sampleAt(frame, at))
                                             : luma(sampleAt(frame, at), sampleAt(frame, at + layout.sampleStep),
                                                    sampleAt(frame, at + 2 * layout.sampleStep));
    }
}

// One of the three palettes: the output of stored value v is entries[clamp(v - first)] (PS3.3 C.7.6.3.1.5).
struct Palette {
    int first = 0;
    std::vector<uint8_t> entries; // the upper 8 bits
};

Result<Palette> readPalette(DcmItem& dataset, const DcmTagKey& descriptor, const DcmTagKey& dataTag,
                            const std::string& path) {
    const std::vector<double> numbers = dicomNumbers(dataset, descriptor);
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (numbers.size() != 3 || dataset.findAndGetUint16Array(dataTag, words, &count).bad() || !words || count == 0)
        return dataError("the colour palette (0028,1201) is missing or segmented", path);
    const size_t entries = numbers[0] == 0 ? 65536 : size_t(std::clamp(numbers[0], 1.0, 65536.0));
    const bool wide = numbers[2] > 8;
    Palette palette;
    palette.first = int(numbers[1]);
    if (!wide && count * 2 >= entries && count < entries) // two 8-bit entries a word
        for (size_t index = 0; index < entries; ++index)
            palette.entries.push_back(uint8_t(words[index / 2] >> (index % 2 * 8)));
    else
        for (size_t index = 0; index < std::min<size_t>(entries, count); ++index)
            palette.entries.push_back(uint8_t(wide ? words[index] >> 8 : words[index]));
    return palette;
}

Status paletteValues(DcmItem& dataset, const DicomFrame& frame, const std::string& path, ImageData& data) {
    auto red = readPalette(dataset, DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData, path);
    auto green =
        readPalette(dataset, DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData, path);
    auto blue =
        readPalette(dataset, DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData, path);
    for (const auto* palette : {&red, &green, &blue})
        if (!*palette)
            return palette->error();
    greyValues(frame, data);
    const auto look = [](const Palette& palette, int value) {
        return palette.entries[size_t(std::clamp(value - palette.first, 0, int(palette.entries.size()) - 1))];
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
                       frame.photometric == "YBR_FULL_422" || frame.photometric == "YBR_PARTIAL_422";
    if (!known)
        return dataError("colour stored as \"" + frame.photometric + "\" (0028,0004) is not read", path);
    setShape(frame, frame.bitsAllocated == 16 ? PixelType::UInt16 : PixelType::UInt8, data);
    data.bitsStored = frame.bitsStored;
    if (frame.bitsAllocated == 16)
        colourValues<uint16_t>(frame, data.image, luma16);
    else
        colourValues<uint8_t>(frame, data.image, luma8);
    return Done{};
}

Status applyModalityTable(DcmItem& dataset, const std::string& path, ImageData& data) {
    DcmItem* item = dicomSequenceItem(dataset, DCM_ModalityLUTSequence);
    if (!item || dicomText(*item, DCM_LUTDescriptor).empty()) // some files hold the sequence with nothing in it
        return Done{};
    const std::vector<double> descriptor = dicomNumbers(*item, DCM_LUTDescriptor);
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (descriptor.size() != 3 || descriptor[2] < 1 || descriptor[2] > 16 ||
        item->findAndGetUint16Array(DCM_LUTData, words, &count).bad() || !words || count == 0)
        return dataError("the modality LUT (0028,3000) is damaged", path);
    // The first mapped value is signed where the pixels are.
    const int first = data.image.type == PixelType::Int16 ? int16_t(int(descriptor[1])) : int(descriptor[1]);
    GreyImage result;
    result.rows = data.image.rows;
    result.columns = data.image.columns;
    result.type = PixelType::UInt16;
    result.bytes.resize(result.pixelCount() * 2);
    for (size_t pixel = 0; pixel < result.pixelCount(); ++pixel) {
        const long entry = std::clamp(storedValue(data.image, pixel) - long(first), 0L, long(count) - 1);
        result.pixels<uint16_t>()[pixel] = words[entry];
    }
    data.image = std::move(result);
    data.bitsStored = int(descriptor[2]);
    data.rescaleSlope = 1;
    data.rescaleIntercept = 0;
    return Done{};
}

} // namespace roentgen::imaging
