#include "engine/imaging/png_rows.h"

#include <cstdlib>
#include <cstring>
#include <libdeflate.h>
#include <memory>

namespace roentgen::imaging {

namespace {

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

uint32_t bigEndian32(const uint8_t* bytes) {
    return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

// The IDAT chunks one after the other; empty where a checksum is wrong or the file ends early.
std::vector<uint8_t> gatherImageData(const std::vector<uint8_t>& file) {
    std::vector<uint8_t> data;
    data.reserve(file.size());
    for (size_t at = 8; at + 12 <= file.size();) {
        const uint32_t length = bigEndian32(&file[at]);
        if (length > file.size() - at - 12)
            return {};
        const uint8_t* name = &file[at + 4];
        if (std::memcmp(name, "IEND", 4) == 0)
            return data;
        if (std::memcmp(name, "IDAT", 4) == 0) {
            if (libdeflate_crc32(0, name, length + 4) != bigEndian32(name + 4 + length))
                return {};
            data.insert(data.end(), name + 4, name + 4 + length);
        }
        at += 12 + size_t(length);
    }
    return {};
}

// PNG specification 9.4, branch by branch on whole rows. before: the row above, zeros for the first.
uint8_t paeth(int left, int above, int corner) {
    const int toLeft = std::abs(above - corner), toAbove = std::abs(left - corner);
    const int toCorner = std::abs(left + above - 2 * corner);
    const int nearest = toLeft <= toAbove ? left : above;
    return uint8_t(toCorner < (toLeft <= toAbove ? toLeft : toAbove) ? corner : nearest);
}

template <size_t Step>
bool unfilterRow(int filter, const uint8_t* source, const uint8_t* before, uint8_t* row, size_t size) {
    switch (filter) {
    case 0:
        std::memcpy(row, source, size);
        return true;
    case 1:
        std::memcpy(row, source, Step);
        for (size_t i = Step; i < size; ++i)
            row[i] = uint8_t(source[i] + row[i - Step]);
        return true;
    case 2:
        for (size_t i = 0; i < size; ++i)
            row[i] = uint8_t(source[i] + before[i]);
        return true;
    case 3:
        for (size_t i = 0; i < Step; ++i)
            row[i] = uint8_t(source[i] + before[i] / 2);
        for (size_t i = Step; i < size; ++i)
            row[i] = uint8_t(source[i] + (row[i - Step] + before[i]) / 2);
        return true;
    case 4:
        for (size_t i = 0; i < Step; ++i)
            row[i] = uint8_t(source[i] + before[i]);
        for (size_t i = Step; i < size; ++i)
            row[i] = uint8_t(source[i] + paeth(row[i - Step], before[i], before[i - Step]));
        return true;
    default:
        return false;
    }
}

template <int Filter>
uint8_t predict(int left, int above, int corner) {
    return Filter == 3 ? uint8_t((left + above) / 2) : paeth(left, above, corner);
}

// Two rows of one byte a pixel at the same time, the lower one pixel behind: each row waits for its own last pixel, so
// the processor does both in the time of one. Films are filtered like that almost throughout.
template <int Upper, int Lower>
void unfilterPair(const uint8_t* source, const uint8_t* before, uint8_t* row, size_t size) {
    const uint8_t* lowerSource = source + size + 1;
    uint8_t* lowerRow = row + size;
    int left = 0, corner = 0, lowerLeft = 0, lowerCorner = 0;
    for (size_t i = 0; i < size; ++i) {
        const int above = before[i], lowerAbove = left;
        const int value = uint8_t(source[i] + predict<Upper>(left, above, corner));
        if (i > 0) {
            lowerLeft = uint8_t(lowerSource[i - 1] + predict<Lower>(lowerLeft, lowerAbove, lowerCorner));
            lowerRow[i - 1] = uint8_t(lowerLeft);
            lowerCorner = lowerAbove;
        }
        row[i] = uint8_t(value);
        left = value;
        corner = above;
    }
    lowerRow[size - 1] = uint8_t(lowerSource[size - 1] + predict<Lower>(lowerLeft, left, lowerCorner));
}

// True where the row that begins at source and the next one were done.
bool unfilteredAsPair(const uint8_t* source, const uint8_t* before, uint8_t* row, size_t size) {
    const int upper = source[0], lower = source[size + 1];
    if (upper < 3 || upper > 4 || lower < 3 || lower > 4)
        return false;
    const auto pair = upper == 3 ? (lower == 3 ? unfilterPair<3, 3> : unfilterPair<3, 4>)
                                 : (lower == 3 ? unfilterPair<4, 3> : unfilterPair<4, 4>);
    pair(source + 1, before, row, size);
    return true;
}

template <size_t Step>
bool unfilter(const std::vector<uint8_t>& filtered, size_t rowBytes, std::vector<uint8_t>& result) {
    const std::vector<uint8_t> zeros(rowBytes, 0);
    const size_t rows = result.size() / rowBytes;
    for (size_t y = 0; y < rows; ++y) {
        const uint8_t* source = filtered.data() + y * (rowBytes + 1);
        uint8_t* row = result.data() + y * rowBytes;
        const uint8_t* before = y ? row - rowBytes : zeros.data();
        if (Step == 1 && y + 1 < rows && unfilteredAsPair(source, before, row, rowBytes))
            ++y;
        else if (!unfilterRow<Step>(source[0], source + 1, before, row, rowBytes))
            return false;
    }
    return true;
}

bool unfilterBy(size_t step, const std::vector<uint8_t>& filtered, size_t rowBytes, std::vector<uint8_t>& result) {
    switch (step) {
    case 1:
        return unfilter<1>(filtered, rowBytes, result);
    case 2:
        return unfilter<2>(filtered, rowBytes, result);
    case 3:
        return unfilter<3>(filtered, rowBytes, result);
    case 4:
        return unfilter<4>(filtered, rowBytes, result);
    case 6:
        return unfilter<6>(filtered, rowBytes, result);
    case 8:
        return unfilter<8>(filtered, rowBytes, result);
    default:
        return false;
    }
}

void toNativeOrder(std::vector<uint8_t>& bytes) {
    auto* values = reinterpret_cast<uint16_t*>(bytes.data());
    for (size_t i = 0; i < bytes.size() / 2; ++i)
        values[i] = uint16_t(bytes[2 * i] << 8 | bytes[2 * i + 1]);
}

} // namespace

std::optional<std::vector<uint8_t>> readPngRows(const std::vector<uint8_t>& file, const PngShape& shape) {
    const std::vector<uint8_t> compressed = gatherImageData(file);
    if (compressed.empty())
        return std::nullopt;
    const size_t step = size_t(shape.channels) * size_t(shape.bitsPerSample / 8);
    const size_t rowBytes = shape.columns * step;
    std::vector<uint8_t> filtered((rowBytes + 1) * shape.rows);
    const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> inflater(libdeflate_alloc_decompressor());
    if (!inflater || libdeflate_zlib_decompress(inflater.get(), compressed.data(), compressed.size(), filtered.data(),
                                                filtered.size(), nullptr) != LIBDEFLATE_SUCCESS)
        return std::nullopt;
    std::vector<uint8_t> result(rowBytes * shape.rows);
    if (!unfilterBy(step, filtered, rowBytes, result))
        return std::nullopt;
    if (shape.bitsPerSample == 16)
        toNativeOrder(result);
    return result;
}

} // namespace roentgen::imaging
