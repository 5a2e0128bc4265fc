#include "engine/pipeline/film_look.h"

#include "engine/imaging/resize_area.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace roentgen::pipeline {

namespace {

constexpr int Steps = 32;      // of the histogram
constexpr int BlackBelow = 26; // of 255
constexpr size_t Cells = size_t(FilmLook::Side) * FilmLook::Side;

void layOut(const uint8_t* pixels, int storedSize, FilmLook& look) {
    imaging::GreyImage film;
    film.rows = film.columns = storedSize;
    film.bytes.assign(pixels, pixels + film.pixelCount());
    const imaging::GreyImage small = imaging::resizeArea(film, FilmLook::Side, FilmLook::Side);
    double sum = 0, squares = 0;
    for (const uint8_t value : small.bytes) {
        sum += value;
        squares += double(value) * value;
    }
    const double mean = sum / double(Cells), variance = squares / double(Cells) - mean * mean;
    for (size_t i = 0; i < Cells; ++i)
        look.layout[i] = variance > 1e-9 ? float((small.bytes[i] - mean) / std::sqrt(variance)) : 0.f;
}

double quantile(const std::vector<double>& sorted, double q) {
    const double place = q * double(sorted.size() - 1);
    const size_t below = size_t(place), above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - double(below)) * (sorted[above] - sorted[below]);
}

Percentiles spreadOf(std::vector<double> values) {
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    return {quantile(values, 0.01), quantile(values, 0.5), quantile(values, 0.99)};
}

template <typename Figure>
Percentiles spreadOver(const std::vector<MeasuredFilm>& films, Figure figure) {
    std::vector<double> values;
    for (const MeasuredFilm& film : films)
        values.push_back(figure(film));
    return spreadOf(std::move(values));
}

// A table or header may hold anything; what is kept in weights is a word.
bool isWord(const std::string& value) {
    return !value.empty() && value.size() <= 32 &&
           std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= 32 && c < 127; });
}

void count(std::map<std::string, int64_t>& counts, const std::string& value) {
    if (isWord(value))
        ++counts[upperCase(value)];
}

void summariseLooks(const std::vector<MeasuredFilm>& films, TrainedOn& trained) {
    trained.mean = spreadOver(films, [](const MeasuredFilm& film) { return film.look.mean; });
    trained.deviation = spreadOver(films, [](const MeasuredFilm& film) { return film.look.deviation; });
    trained.black = spreadOver(films, [](const MeasuredFilm& film) { return film.look.black; });
    trained.tones = spreadOver(films, [](const MeasuredFilm& film) { return film.look.tones; });
    trained.layout.assign(Cells, 0.f);
    for (const MeasuredFilm& film : films)
        for (size_t i = 0; i < Cells; ++i)
            trained.layout[i] += film.look.layout[i] / float(films.size());
    trained.agreement = spreadOver(
        films, [&](const MeasuredFilm& film) { return alike(trained.layout.data(), film.look.layout.data()); });
}

} // namespace

std::string upperCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    return text;
}

FilmLook lookOf(const uint8_t* pixels, int storedSize) {
    const size_t count = size_t(storedSize) * size_t(storedSize);
    std::array<size_t, 256> histogram{};
    for (size_t i = 0; i < count; ++i)
        ++histogram[pixels[i]];
    FilmLook look;
    double squares = 0;
    std::array<double, Steps> steps{};
    for (size_t value = 0; value < histogram.size(); ++value) {
        const double share = double(histogram[value]) / double(count), grey = double(value) / 255;
        look.mean += share * grey;
        squares += share * grey * grey;
        look.black += value < size_t(BlackBelow) ? share : 0;
        steps[value * Steps / 256] += share;
    }
    look.deviation = std::sqrt(std::max(0.0, squares - look.mean * look.mean));
    for (const double share : steps)
        look.tones -= share > 0 ? share * std::log2(share) : 0;
    layOut(pixels, storedSize, look);
    return look;
}

TrainedOn summariseFilms(int64_t films, const std::vector<MeasuredFilm>& measured) {
    TrainedOn trained;
    trained.films = films;
    trained.measured = int64_t(measured.size());
    std::vector<double> shortSides, shapes;
    for (const MeasuredFilm& film : measured) {
        count(trained.modalities, film.tags.modality);
        count(trained.bodyParts, film.tags.bodyPart);
        count(trained.views, film.tags.view);
        if (film.tags.rows > 0 && film.tags.columns > 0) {
            shortSides.push_back(std::min(film.tags.rows, film.tags.columns));
            shapes.push_back(double(film.tags.columns) / film.tags.rows);
        }
    }
    trained.shortSide = spreadOf(std::move(shortSides));
    trained.shape = spreadOf(std::move(shapes));
    if (measured.size() >= FewestFilms)
        summariseLooks(measured, trained);
    return trained;
}

} // namespace roentgen::pipeline
