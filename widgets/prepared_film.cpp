#include "widgets/prepared_film.h"

#include "widgets/window_function.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace roentgen::widgets {
namespace {

constexpr int CodeCount = 65536;
constexpr int MostPresets = 9;

// Number of film pixels that cell `index` of a level covers along one axis (the last may be cut).
int cellExtent(int index, int level, int filmSize) {
    const int size = 1 << level;
    return std::min(size, filmSize - index * size);
}

// One row of the next level out of two rows of this one (the same row twice where the film ends).
void meanOfRows(const uint16_t* upper, const uint16_t* lower, int columns, uint16_t* out) {
    const int whole = columns / 2;
    for (int c = 0; c < whole; ++c)
        out[c] = uint16_t((uint32_t(upper[2 * c]) + upper[2 * c + 1] + lower[2 * c] + lower[2 * c + 1] + 2) >> 2);
}

uint16_t weightedMean(std::initializer_list<std::pair<uint16_t, double>> parts) {
    double sum = 0, weight = 0;
    for (const auto& [value, part] : parts) {
        sum += value * part;
        weight += part;
    }
    return uint16_t(std::lround(sum / weight));
}

} // namespace

std::shared_ptr<const PreparedFilm> PreparedFilm::make(Film film) {
    const bool sized = film.rows > 0 && film.columns > 0;
    if (!sized || film.bytes.size() != size_t(film.rows) * size_t(film.columns) * bytesPerPixel(film.type))
        return nullptr;
    std::shared_ptr<PreparedFilm> prepared(new PreparedFilm);
    prepared->m_film = std::move(film);
    prepared->fillFirstLevel();
    prepared->addLevels();
    prepared->measureDistribution();
    return prepared;
}

void PreparedFilm::fillFirstLevel() {
    Level level{m_film.rows, m_film.columns, std::vector<uint16_t>(size_t(m_film.rows) * size_t(m_film.columns))};
    const size_t count = level.codes.size();
    if (m_film.type == PixelType::UInt8) {
        for (size_t i = 0; i < count; ++i)
            level.codes[i] = uint16_t(m_film.bytes[i] << 8);
    } else {
        std::memcpy(level.codes.data(), m_film.bytes.data(), count * 2);
        if (m_film.type == PixelType::Int16)
            for (uint16_t& code : level.codes)
                code ^= 0x8000; // two's complement plus 32768
    }
    m_levels.push_back(std::move(level));
    std::vector<uint8_t>().swap(m_film.bytes);
}

void PreparedFilm::addLevels() {
    while (m_levels.back().rows > 1 || m_levels.back().columns > 1) {
        const Level& fine = m_levels.back();
        const int depth = int(m_levels.size()) - 1; // of `fine`
        Level coarse{(fine.rows + 1) / 2, (fine.columns + 1) / 2, {}};
        coarse.codes.resize(size_t(coarse.rows) * size_t(coarse.columns));
        const auto fineAt = [&](int r, int c) { return fine.codes[size_t(r) * fine.columns + c]; };

        // Cells at the right and lower edge cover cut or single cells: their mean is weighted by what those cover.
        const auto edgeCell = [&](int r, int c) {
            const int r0 = 2 * r, r1 = std::min(2 * r + 1, fine.rows - 1);
            const int c0 = 2 * c, c1 = std::min(2 * c + 1, fine.columns - 1);
            const double h0 = cellExtent(r0, depth, m_film.rows), h1 = r1 > r0 ? cellExtent(r1, depth, m_film.rows) : 0;
            const double w0 = cellExtent(c0, depth, m_film.columns);
            const double w1 = c1 > c0 ? cellExtent(c1, depth, m_film.columns) : 0;
            return weightedMean({{fineAt(r0, c0), h0 * w0},
                                 {fineAt(r0, c1), h0 * w1},
                                 {fineAt(r1, c0), h1 * w0},
                                 {fineAt(r1, c1), h1 * w1}});
        };
        for (int r = 0; r < coarse.rows; ++r) {
            uint16_t* out = coarse.codes.data() + size_t(r) * coarse.columns;
            const bool lastRow = r == coarse.rows - 1;
            if (!lastRow) {
                const uint16_t* upper = fine.codes.data() + size_t(2 * r) * fine.columns;
                meanOfRows(upper, upper + fine.columns, fine.columns, out);
            }
            for (int c = lastRow ? 0 : coarse.columns - 1; c < coarse.columns; ++c)
                out[c] = edgeCell(r, c);
        }
        m_levels.push_back(std::move(coarse));
    }
}

double PreparedFilm::valueOfCode(double code) const {
    const double stored = m_film.type == PixelType::UInt8   ? code / 256
                          : m_film.type == PixelType::Int16 ? code - 32768
                                                            : code;
    return stored * m_film.slope + m_film.intercept;
}

void PreparedFilm::fillWindowTable(double center, double width, bool invertedByReader, uint8_t* table) const {
    const bool turned = m_film.inverted != invertedByReader;
    for (int code = m_lowestCode; code <= m_highestCode; ++code) {
        const double brightness = windowBrightness(valueOfCode(code), center, width, m_film.voiFunction);
        table[code] = uint8_t((turned ? 1 - brightness : brightness) * 255 + 0.5);
    }
    // Codes that the film does not hold are never looked up, but stay defined.
    std::fill(table, table + m_lowestCode, table[m_lowestCode]);
    std::fill(table + m_highestCode, table + CodeCount, table[m_highestCode]);
}

void PreparedFilm::measureDistribution() {
    const auto [low, high] = std::minmax_element(m_levels[0].codes.begin(), m_levels[0].codes.end());
    m_lowestCode = *low;
    m_highestCode = *high;

    // Percentiles of 4×4 means are near enough for a preset, and sixteen times cheaper.
    std::vector<uint16_t> sample = m_levels[std::min<size_t>(2, m_levels.size() - 1)].codes;
    std::sort(sample.begin(), sample.end());
    const auto percentile = [&](double p) { return valueOfCode(sample[size_t(p / 100 * double(sample.size() - 1))]); };
    const auto span = [&](double a, double b, const char* name) {
        FilmWindow window{(a + b) / 2 + 0.5, std::max(std::abs(b - a) + 1, 2.0),
                          QCoreApplication::translate("PreparedFilm", name)};
        if (m_film.voiFunction == VoiFunction::LinearExact)
            window = {(a + b) / 2, std::max(std::abs(b - a), 1.0), window.name};
        return window;
    };

    FilmWindow first = m_film.defaultWindow;
    if (first.name.isEmpty())
        first.name = QCoreApplication::translate("PreparedFilm", "Default");
    m_presets = {first};
    for (const FilmWindow& window : m_film.windows)
        if (window.center != first.center || window.width != first.width)
            m_presets.push_back(window);
    if (m_presets.size() > 5)
        m_presets.resize(5);
    m_presets.push_back(
        span(valueOfCode(m_lowestCode), valueOfCode(m_highestCode), QT_TRANSLATE_NOOP("PreparedFilm", "Full range")));
    m_presets.push_back(span(percentile(5), percentile(95), QT_TRANSLATE_NOOP("PreparedFilm", "More contrast")));
    m_presets.push_back(span(percentile(1), percentile(60), QT_TRANSLATE_NOOP("PreparedFilm", "Low values")));
    m_presets.push_back(span(percentile(40), percentile(99.5), QT_TRANSLATE_NOOP("PreparedFilm", "High values")));
    if (m_presets.size() > MostPresets)
        m_presets.resize(MostPresets);
}

size_t PreparedFilm::memoryBytes() const {
    size_t bytes = sizeof(*this);
    for (const Level& level : m_levels)
        bytes += level.codes.size() * 2;
    return bytes;
}

} // namespace roentgen::widgets
