// SHA-256 (FIPS 180-4): names experiments, data sets and weights by their content.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace roentgen {

// Fed in pieces of any size; hex() ends it. One thread at a time.
class Sha256 {
public:
    Sha256();
    void update(std::string_view bytes);
    std::string hex(); // 64 lower-case digits; feed nothing afterwards

private:
    void compress(const unsigned char* block);

    std::array<uint32_t, 8> m_state;
    std::array<unsigned char, 64> m_block{};
    size_t m_filled = 0;
    uint64_t m_bytes = 0;
};

std::string sha256Hex(std::string_view bytes);

} // namespace roentgen
