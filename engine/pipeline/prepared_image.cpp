#include "engine/pipeline/prepared_image.h"

#include "engine/imaging/image_file.h"
#include "engine/imaging/read_observer.h"
#include "engine/imaging/resize_area.h"
#include "engine/pipeline/record_film.h"
#include "engine/protocol/elapsed.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>

namespace roentgen::pipeline {

namespace {

// Where the film lies in the padded square.
struct Inner {
    int rows, columns, top, left;
};

Inner innerOf(int filmRows, int filmColumns, int storedSize, bool pad) {
    Inner inner{storedSize, storedSize, 0, 0};
    if (!pad)
        return inner;
    const double scale = double(storedSize) / std::max(filmRows, filmColumns);
    inner.rows = std::clamp(int(std::lround(filmRows * scale)), 1, storedSize);
    inner.columns = std::clamp(int(std::lround(filmColumns * scale)), 1, storedSize);
    inner.top = (storedSize - inner.rows) / 2;
    inner.left = (storedSize - inner.columns) / 2;
    return inner;
}

// Waits for its turn to read, and measures both.
class TimedReading : public imaging::ReadObserver {
public:
    explicit TimedReading(ReadingTurns* turns)
        : m_turns(turns) {}

    void begin() override {
        m_start = std::chrono::steady_clock::now();
        m_turn.emplace(m_turns);
    }
    void end() override {
        m_turn.reset();
        m_seconds += secondsSince(m_start);
    }
    double seconds() const { return m_seconds; }

private:
    ReadingTurns* const m_turns;
    std::optional<ReadingTurns::Turn> m_turn;
    std::chrono::steady_clock::time_point m_start;
    double m_seconds = 0;
};

} // namespace

std::vector<uint8_t> shrinkFilm(const imaging::GreyImage& film, int storedSize, bool pad) {
    const Inner inner = innerOf(film.rows, film.columns, storedSize, pad);
    imaging::GreyImage small = imaging::resizeArea(film, inner.rows, inner.columns);
    if (inner.rows == storedSize && inner.columns == storedSize)
        return std::move(small.bytes);
    const size_t bytes = imaging::bytesPerPixel(film.type), rowBytes = size_t(inner.columns) * bytes;
    std::vector<uint8_t> square(size_t(storedSize) * size_t(storedSize) * bytes, 0);
    for (int row = 0; row < inner.rows; ++row)
        std::memcpy(square.data() + (size_t(inner.top + row) * size_t(storedSize) + size_t(inner.left)) * bytes,
                    small.bytes.data() + size_t(row) * rowBytes, rowBytes);
    return square;
}

Result<PreparedImage> prepareFilm(const std::string& path, int storedSize, bool pad, ReadingTurns* turns) {
    if (const auto record = records::parseRecordName(path)) {
        const auto file = records::RecordFile::open(record->file);
        return file ? prepareRecord(**file, record->number, storedSize, pad, turns)
                    : Result<PreparedImage>(file.error());
    }
    const auto start = std::chrono::steady_clock::now();
    TimedReading reading(turns);
    auto data = imaging::readImage(path, 0, &reading);
    if (!data)
        return data.error();
    PreparedImage prepared;
    prepared.tags = tagsIn(data->header);
    const imaging::GreyImage film = imaging::grey8Of(data.take());
    prepared.filmRows = film.rows;
    prepared.filmColumns = film.columns;
    prepared.pixels = shrinkFilm(film, storedSize, pad);
    prepared.readSeconds = reading.seconds();
    prepared.decodeSeconds = secondsSince(start) - reading.seconds();
    return prepared;
}

Result<std::vector<uint8_t>> prepareImage(const std::string& path, int storedSize, bool pad) {
    auto prepared = prepareFilm(path, storedSize, pad);
    if (!prepared)
        return prepared.error();
    return std::move(prepared->pixels);
}

std::array<double, 4> centerCropArea(int filmRows, int filmColumns, int imageSize, int storedSize, bool pad) {
    const Inner inner = innerOf(filmRows, filmColumns, storedSize, pad);
    const int begin = (storedSize - imageSize) / 2, end = begin + imageSize;
    return {double(begin - inner.left) / inner.columns, double(begin - inner.top) / inner.rows,
            double(end - inner.left) / inner.columns, double(end - inner.top) / inner.rows};
}

} // namespace roentgen::pipeline
