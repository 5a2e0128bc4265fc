#include "engine/imaging/pgm_file.h"

#include "engine/imaging/file_bytes.h"
#include "engine/imaging/refusal.h"

#include <algorithm>
#include <cctype>

namespace roentgen::imaging {

namespace {

// Numbers separated by blanks and by comments from # to the end of the line (pgm(5)).
class Tokens {
public:
    Tokens(const std::vector<uint8_t>& bytes, size_t position)
        : m_bytes(bytes)
        , m_position(position) {}

    // -1 where there is no number, or one over a million.
    int64_t next() {
        skipBlanks();
        int64_t value = -1;
        while (m_position < m_bytes.size() && std::isdigit(m_bytes[m_position])) {
            value = std::max<int64_t>(value, 0) * 10 + (m_bytes[m_position++] - '0');
            if (value > 1000000)
                return -1;
        }
        return value;
    }
    size_t position() const { return m_position; }

private:
    void skipBlanks() {
        while (m_position < m_bytes.size()) {
            if (m_bytes[m_position] == '#')
                while (m_position < m_bytes.size() && m_bytes[m_position] != '\n')
                    ++m_position;
            else if (!std::isspace(m_bytes[m_position]))
                return;
            else
                ++m_position;
        }
    }

    const std::vector<uint8_t>& m_bytes;
    size_t m_position;
};

struct PgmHeader {
    int64_t columns = 0, rows = 0, maximum = 0;
    size_t pixels = 0; // offset of the first pixel
    bool text = false; // P2
};

Result<PgmHeader> parseHeader(const std::vector<uint8_t>& bytes, const std::string& path) {
    PgmHeader header;
    header.text = bytes[1] == '2';
    Tokens tokens(bytes, 2);
    header.columns = tokens.next();
    header.rows = tokens.next();
    header.maximum = tokens.next();
    header.pixels = tokens.position() + 1;
    if (header.columns < 0 || header.rows < 0 || header.maximum < 1 || header.maximum > 65535)
        return refusalError("pgm_header", path);
    return header;
}

ImageHeader toHeader(const PgmHeader& pgm) {
    ImageHeader header;
    header.format = FileFormat::Pgm;
    header.rows = int(pgm.rows);
    header.columns = int(pgm.columns);
    return header;
}

int bitsFor(int64_t maximum) {
    int bits = 1;
    while ((int64_t(1) << bits) <= maximum)
        ++bits;
    return bits;
}

Error endsEarly(const std::string& path) {
    return refusalError("pgm_ends_early", path);
}

// Stored values in 0…maximum; a larger one is an error.
Result<std::vector<uint16_t>> readSamples(const std::vector<uint8_t>& bytes, const PgmHeader& header,
                                          const std::string& path) {
    const size_t count = size_t(header.rows) * size_t(header.columns);
    const size_t width = header.maximum > 255 ? 2 : 1;
    if (header.pixels > bytes.size() || (bytes.size() - header.pixels) / (header.text ? 1 : width) < count)
        return endsEarly(path);
    std::vector<uint16_t> samples(count);
    Tokens tokens(bytes, header.pixels);
    const uint8_t* source = bytes.data() + header.pixels;
    for (size_t index = 0; index < count; ++index) {
        const int64_t value = header.text  ? tokens.next()
                              : width == 2 ? source[2 * index] << 8 | source[2 * index + 1]
                                           : source[index];
        if (value < 0)
            return endsEarly(path);
        if (value > header.maximum)
            return refusalError("pgm_pixel " + std::to_string(index), path);
        samples[index] = uint16_t(value);
    }
    return samples;
}

} // namespace

Result<ImageHeader> readPgmHeader(const std::vector<uint8_t>& bytes, const std::string& path) {
    auto header = parseHeader(bytes, path);
    if (!header)
        return header.error();
    return toHeader(*header);
}

Result<ImageData> readPgm(const std::vector<uint8_t>& bytes, const std::string& path) {
    auto header = parseHeader(bytes, path);
    if (!header)
        return header.error();
    auto size = checkImageSize(uint64_t(header->rows), uint64_t(header->columns), header->maximum > 255 ? 2 : 1,
                               bytes.size(), path);
    if (!size)
        return size.error();
    auto samples = readSamples(bytes, *header, path);
    if (!samples)
        return samples.error();

    ImageData data;
    data.header = toHeader(*header);
    data.image.rows = data.header.rows;
    data.image.columns = data.header.columns;
    const bool deep = header->maximum > 255;
    data.bitsStored = deep ? bitsFor(header->maximum) : 8;
    data.image.type = deep ? PixelType::UInt16 : PixelType::UInt8;
    data.image.bytes.resize(data.image.pixelCount() * bytesPerPixel(data.image.type));
    if (deep)
        std::copy(samples->begin(), samples->end(), data.image.pixels<uint16_t>());
    else
        std::transform(samples->begin(), samples->end(), data.image.bytes.begin(), [&](uint32_t value) {
            return uint8_t((value * 255 + uint32_t(header->maximum) / 2) / uint32_t(header->maximum));
        });
    return data;
}

} // namespace roentgen::imaging
