#include "engine/imaging/grey_levels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::imaging {

namespace {

// Every stored value has its place in a table of 256 or 65,536 entries; signed values are offset by 32,768.
int tableSize(PixelType type) {
    return type == PixelType::UInt8 ? 256 : 65536;
}
int lowestValue(PixelType type) {
    return type == PixelType::Int16 ? -32768 : 0;
}

template <typename Visit>
void forEachPixel(const GreyImage& image, Visit visit) {
    const size_t count = image.pixelCount();
    if (image.type == PixelType::UInt8)
        for (size_t i = 0; i < count; ++i)
            visit(i, image.bytes[i]);
    else if (image.type == PixelType::UInt16)
        for (size_t i = 0; i < count; ++i)
            visit(i, image.pixels<uint16_t>()[i]);
    else
        for (size_t i = 0; i < count; ++i)
            visit(i, int(image.pixels<int16_t>()[i]) + 32768);
}

// Output units of the modality transform between which all but 0.5 % of the pixels at each end lie.
std::pair<double, double> percentileRange(const ImageData& data) {
    std::vector<uint64_t> histogram(size_t(tableSize(data.image.type)), 0);
    forEachPixel(data.image, [&](size_t, int entry) { ++histogram[size_t(entry)]; });
    const double tail = 0.005 * double(data.image.pixelCount());
    const auto reach = [&](auto begin, auto end) {
        double passed = 0;
        for (auto it = begin; it != end; ++it) {
            passed += double(*it);
            if (passed > tail)
                return it - begin;
        }
        return end - begin - 1;
    };
    const auto low = reach(histogram.begin(), histogram.end());
    const auto high = tableSize(data.image.type) - 1 - reach(histogram.rbegin(), histogram.rend());
    const auto modality = [&](double entry) {
        return (entry + lowestValue(data.image.type)) * data.rescaleSlope + data.rescaleIntercept;
    };
    return std::minmax(modality(double(low)), modality(double(high)));
}

} // namespace

ShownSize shownSize(const ImageData& data) {
    const auto [row, column] = data.spacingMm.value_or(std::pair{1.0, 1.0});
    const auto believable = [](double mm) { return mm > 1e-4 && mm < 100; };
    const double aspect = believable(row) && believable(column) ? row / column : 1;
    if (aspect > 20 || aspect < 1 / 20.0)
        return {double(data.image.rows), double(data.image.columns)};
    return {data.image.rows * std::max(1.0, aspect), data.image.columns * std::max(1.0, 1 / aspect)};
}

double windowedValue(double value, const Window& window, const std::string& voiFunction) {
    const double center = window.center, width = window.width;
    if (voiFunction == "SIGMOID")
        return 255.0 / (1.0 + std::exp(-4.0 * (value - center) / std::max(width, 1e-9)));
    if (voiFunction == "LINEAR_EXACT") {
        if (value <= center - width / 2)
            return 0;
        if (value > center + width / 2)
            return 255;
        return ((value - center) / width + 0.5) * 255.0;
    }
    if (value <= center - 0.5 - (width - 1) / 2)
        return 0;
    if (value > center - 0.5 + (width - 1) / 2)
        return 255;
    return ((value - (center - 0.5)) / (width - 1) + 0.5) * 255.0;
}

Window defaultWindow(const ImageData& data) {
    if (!data.windows.empty())
        return data.windows.front();
    if (data.image.type == PixelType::UInt8 && data.bitsStored == 8 && data.rescaleSlope == 1 &&
        data.rescaleIntercept == 0)
        return {128, 256, {}};
    const auto [low, high] = percentileRange(data);
    // LINEAR maps [center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2] to the whole range.
    return {(low + high) / 2 + 0.5, high - low + 1, {}};
}

namespace {

// As shown, 0…white; type holds it.
template <typename Grey>
GreyImage render(const ImageData& data, const Window& window, PixelType type) {
    constexpr double white = std::numeric_limits<Grey>::max();
    std::vector<Grey> table(size_t(tableSize(data.image.type)));
    for (size_t entry = 0; entry < table.size(); ++entry) {
        const double stored = double(entry) + lowestValue(data.image.type);
        const double shown =
            windowedValue(stored * data.rescaleSlope + data.rescaleIntercept, window, data.voiFunction) * (white / 255);
        const auto grey = Grey(shown > 0 ? std::lround(std::min(shown, white)) : 0); // not a number: black
        table[entry] = data.inverted ? Grey(white - grey) : grey;
    }
    GreyImage result;
    result.rows = data.image.rows;
    result.columns = data.image.columns;
    result.type = type;
    result.bytes.resize(result.pixelCount() * sizeof(Grey));
    forEachPixel(data.image, [&](size_t index, int entry) { result.pixels<Grey>()[index] = table[size_t(entry)]; });
    return result;
}

} // namespace

GreyImage renderGrey8(const ImageData& data, const Window& window) {
    return render<uint8_t>(data, window, PixelType::UInt8);
}

GreyImage renderGrey16(const ImageData& data, const Window& window) {
    return render<uint16_t>(data, window, PixelType::UInt16);
}

} // namespace roentgen::imaging
