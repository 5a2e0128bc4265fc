#include "engine/training/training_films.h"

#include "engine/pipeline/film_look.h"
#include "engine/pipeline/record_film.h"

#include <algorithm>
#include <optional>

namespace roentgen::training {

namespace {

using pipeline::MeasuredFilm;

std::optional<MeasuredFilm> measure(const datasets::Sample& sample, const uint8_t* kept,
                                    const pipeline::LoaderOptions& options) {
    MeasuredFilm film;
    if (kept != nullptr) {
        film.look = pipeline::lookOf(kept, options.storedSize);
    } else {
        const auto prepared = pipeline::prepareSample(sample, options.storedSize, options.pad);
        if (!prepared)
            return std::nullopt;
        film.look = pipeline::lookOf(prepared->pixels.data(), options.storedSize);
    }
    film.tags = pipeline::tagsOf(sample.path);
    if (film.tags.modality.empty())
        film.tags.modality = sample.modality;
    if (film.tags.view.empty())
        film.tags.view = sample.view;
    return film;
}

} // namespace

TrainedOn measureTrainingFilms(const std::vector<datasets::Sample>& samples, const pipeline::LoaderOptions& options,
                               const pipeline::ImageCache& films) {
    const size_t count = std::min(samples.size(), MostFilmsMeasured);
    std::vector<MeasuredFilm> measured;
    for (size_t i = 0; i < count; ++i) {
        const size_t at = i * samples.size() / count;
        if (const auto film = measure(samples[at], films.find(at), options))
            measured.push_back(*film);
    }
    return pipeline::summariseFilms(int64_t(samples.size()), measured);
}

} // namespace roentgen::training
