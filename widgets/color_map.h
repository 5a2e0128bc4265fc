// Perceptual colour maps for heatmaps.
#pragma once

#include <QRgb>
#include <QString>

#include <array>

namespace roentgen::widgets {

// Lightness rises evenly along each. Inferno and Viridis are matplotlib's (S. van der Walt and N. Smith, CC0),
// Cividis is Nuñez, Anderton and Renslow's (PLoS ONE 13(7), 2018), made for red-green blindness.
enum class ColorMap { Inferno, Viridis, Cividis };
constexpr std::array<ColorMap, 3> AllColorMaps = {ColorMap::Inferno, ColorMap::Viridis, ColorMap::Cividis};

QString colorMapName(ColorMap map);       // translated
QRgb colorOf(ColorMap map, double value); // 0…1, opaque

} // namespace roentgen::widgets
