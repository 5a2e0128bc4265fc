// A grey image in memory, as stored in its file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace roentgen::imaging {

enum class PixelType { UInt8, UInt16, Int16 };

// Row-major, no padding, top row first. bytes.size() == rows * columns * bytesPerPixel(type), native byte order.
struct GreyImage {
    int rows = 0;
    int columns = 0;
    PixelType type = PixelType::UInt8;
    std::vector<uint8_t> bytes;

    size_t pixelCount() const { return size_t(rows) * size_t(columns); }
    template <typename T>
    T* pixels() {
        return reinterpret_cast<T*>(bytes.data());
    }
    template <typename T>
    const T* pixels() const {
        return reinterpret_cast<const T*>(bytes.data());
    }
};

constexpr size_t bytesPerPixel(PixelType type) {
    return type == PixelType::UInt8 ? 1 : 2;
}

} // namespace roentgen::imaging
