// Colour to grey, as ITU-R BT.601 weighs it and as PIL rounds it (Convert.c, L24), so that peers see the same film.
#pragma once

#include <cstdint>

namespace roentgen::imaging {

inline uint8_t luma8(uint32_t red, uint32_t green, uint32_t blue) {
    return uint8_t((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
}

inline uint16_t luma16(uint32_t red, uint32_t green, uint32_t blue) {
    return uint16_t((uint64_t(red) * 19595 + uint64_t(green) * 38470 + uint64_t(blue) * 7471 + 0x8000) >> 16);
}

} // namespace roentgen::imaging
