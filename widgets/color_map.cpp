#include "widgets/color_map.h"

#include <QCoreApplication>

#include <algorithm>

namespace roentgen::widgets {
namespace {

using Stops = std::array<QRgb, 10>; // at 0, 1/9 … 1
constexpr Stops Inferno = {0x000004, 0x1B0C41, 0x4A0C6B, 0x781C6D, 0xA52C60,
                           0xCF4446, 0xED6925, 0xFB9B06, 0xF7D13D, 0xFCFFA4};
constexpr Stops Viridis = {0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E,
                           0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725};
constexpr Stops Cividis = {0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173,
                           0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFEE838};

const Stops& stopsOf(ColorMap map) {
    switch (map) {
    case ColorMap::Viridis:
        return Viridis;
    case ColorMap::Cividis:
        return Cividis;
    case ColorMap::Inferno:
        break;
    }
    return Inferno;
}

} // namespace

QString colorMapName(ColorMap map) {
    switch (map) {
    case ColorMap::Viridis:
        return QCoreApplication::translate("ColorMap", "Viridis");
    case ColorMap::Cividis:
        return QCoreApplication::translate("ColorMap", "Cividis (colour-blind)");
    case ColorMap::Inferno:
        break;
    }
    return QCoreApplication::translate("ColorMap", "Inferno");
}

QRgb colorOf(ColorMap map, double value) {
    const Stops& stops = stopsOf(map);
    const double position = std::clamp(value, 0.0, 1.0) * double(stops.size() - 1);
    const size_t first = std::min(size_t(position), stops.size() - 2);
    const double part = position - double(first);
    const auto mix = [part](int a, int b) { return int(a + (b - a) * part + 0.5); };
    const QRgb a = stops[first], b = stops[first + 1];
    return qRgb(mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b)));
}

} // namespace roentgen::widgets
