#include "engine/imaging/dicom_tables.h"

#include "engine/imaging/refusal.h"

#include <algorithm>
#include <cmath>

namespace roentgen::imaging {

namespace {

// Some files hold the sequence with nothing in it.
DcmItem* tableItem(DcmItem& dataset, const DcmTagKey& sequence) {
    DcmItem* item = dicomSequenceItem(dataset, sequence);
    return item && !dicomText(*item, DCM_LUTDescriptor).empty() ? item : nullptr;
}

void applyTable(const LookupTable& table, ImageData& data) {
    GreyImage result;
    result.rows = data.image.rows;
    result.columns = data.image.columns;
    result.type = PixelType::UInt16;
    result.bytes.resize(result.pixelCount() * 2);
    for (size_t pixel = 0; pixel < result.pixelCount(); ++pixel) {
        const double value = storedValue(data.image, pixel) * data.rescaleSlope + data.rescaleIntercept;
        result.pixels<uint16_t>()[pixel] = table.at(std::lround(std::clamp(value, -1e6, 1e6)));
    }
    data.image = std::move(result);
    data.bitsStored = table.bits;
    data.rescaleSlope = 1;
    data.rescaleIntercept = 0;
}

} // namespace

Result<LookupTable> readLookupTable(DcmItem& item, const DcmTagKey& descriptor, const DcmTagKey& data, bool isSigned,
                                    const std::string& refusal, const std::string& path) {
    const std::vector<double> numbers = dicomNumbers(item, descriptor);
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (numbers.size() != 3 || numbers[2] < 1 || numbers[2] > 16 ||
        item.findAndGetUint16Array(data, words, &count).bad() || !words || count == 0)
        return refusalError(refusal, path);
    const size_t entries = numbers[0] == 0 ? 65536 : size_t(std::clamp(numbers[0], 1.0, 65536.0));
    LookupTable table;
    table.first = isSigned ? int16_t(long(std::clamp(numbers[1], -32768.0, 65535.0))) : long(numbers[1]);
    table.bits = int(numbers[2]);
    const bool packed = table.bits <= 8 && count * 2 >= entries && count < entries; // two entries a word
    const uint16_t mask = uint16_t((1u << table.bits) - 1);
    for (size_t index = 0; index < (packed ? entries : std::min<size_t>(entries, count)); ++index)
        table.entries.push_back(uint16_t(packed ? words[index / 2] >> (index % 2 * 8) : words[index]) & mask);
    return table;
}

int storedValue(const GreyImage& image, size_t pixel) {
    return image.type == PixelType::UInt8    ? image.bytes[pixel]
           : image.type == PixelType::UInt16 ? image.pixels<uint16_t>()[pixel]
                                             : image.pixels<int16_t>()[pixel];
}

Status applyLookupTables(DcmItem& dataset, const std::string& path, ImageData& data) {
    const bool isSigned = data.image.type == PixelType::Int16;
    if (DcmItem* item = tableItem(dataset, DCM_ModalityLUTSequence)) {
        auto table = readLookupTable(*item, DCM_LUTDescriptor, DCM_LUTData, isSigned, "modality_table", path);
        if (!table)
            return table.error();
        data.rescaleSlope = 1;
        data.rescaleIntercept = 0;
        applyTable(*table, data);
    }
    DcmItem* item = data.windows.empty() ? tableItem(dataset, DCM_VOILUTSequence) : nullptr;
    if (!item)
        return Done{};
    const bool negative = isSigned || data.rescaleIntercept < 0;
    auto table = readLookupTable(*item, DCM_LUTDescriptor, DCM_LUTData, negative, "voi_table", path);
    if (!table)
        return table.error();
    applyTable(*table, data);
    const double range = double(1u << data.bitsStored);
    data.voiFunction = "LINEAR";
    data.windows = {{range / 2, range, dicomText(*item, DCM_LUTExplanation)}};
    return Done{};
}

} // namespace roentgen::imaging
