// A film with a class-activation map laid over it, as a picture.
#pragma once

#include "engine/imaging/grey_image.h"
#include "engine/inference/predictor.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::inference {

// Inferno (S. van der Walt and N. Smith, CC0) at 0…1: lightness rises evenly. r, g, b.
std::array<uint8_t, 3> infernoColor(double value);

// What is drawn in full colour; 0 and below is clear. 0 of an empty map.
float highestOf(const ClassMap& map);

// The map at a place of the film (fractions), bilinear between the middles of its cells, level beyond the outermost
// middles, 0 outside of the area; negative evidence is 0, the map's own maximum 1. As the viewer draws it.
double relativeMapValue(const ClassMap& map, const std::array<double, 4>& area, double x, double y);

struct OverlayOptions {
    double opacity = 0.5; // of the map's maximum; elsewhere in proportion to the value, so that the film stays legible
    int longestSide = 1024; // the picture's; films are not enlarged
};
struct Picture {
    int rows = 0, columns = 0;
    std::vector<uint8_t> rgb; // [rows × columns × 3]
};
// film: UInt8.
Picture drawOverlay(const imaging::GreyImage& film, const ClassMap& map, const std::array<double, 4>& area,
                    const OverlayOptions& options = {});

} // namespace roentgen::inference
