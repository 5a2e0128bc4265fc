#include "engine/training/training_films.h"

#include "engine/pipeline/film_look.h"
#include "engine/pipeline/record_film.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <type_traits>

namespace roentgen::training {

namespace {

using pipeline::MeasuredFilm;

// Between two looks for a stop, of a rank.
constexpr size_t FilmsARound = 16;

std::optional<MeasuredFilm> measure(const datasets::Sample& sample, const uint8_t* kept,
                                    const pipeline::LoaderOptions& options) {
    MeasuredFilm film;
    if (kept != nullptr) {
        film.look = pipeline::lookOf(kept, options.storedSize);
        film.tags = pipeline::tagsOf(sample.path);
    } else if (const auto prepared = pipeline::prepareSample(sample, options.storedSize, options.pad)) {
        film.look = pipeline::lookOf(prepared->pixels.data(), options.storedSize);
        // A record lost the film's size, which its own file still says.
        film.tags = sample.record.file ? pipeline::tagsOf(sample.path) : prepared->tags;
    } else {
        return std::nullopt;
    }
    if (film.tags.modality.empty())
        film.tags.modality = sample.modality;
    if (film.tags.view.empty())
        film.tags.view = sample.view;
    return film;
}

// A film on its way to rank 0: plain bytes.
struct SentFilm {
    struct Word {
        char text[40] = {}; // cut, it is still longer than what counts as a word
        explicit Word(const std::string& value = {}) { value.copy(text, sizeof text - 1); }
    };
    size_t place = 0; // among those chosen
    FilmLook look;
    Word modality, bodyPart, view;
    int rows = 0, columns = 0;

    SentFilm() = default;
    SentFilm(size_t at, const MeasuredFilm& film)
        : place(at)
        , look(film.look)
        , modality(film.tags.modality)
        , bodyPart(film.tags.bodyPart)
        , view(film.tags.view)
        , rows(film.tags.rows)
        , columns(film.tags.columns) {}
    MeasuredFilm film() const { return {{modality.text, bodyPart.text, view.text, rows, columns}, look}; }
};
static_assert(std::is_trivially_copyable_v<SentFilm>);

// Calls work(0 … count - 1) on so many threads, this one among them. What one call throws costs that call alone.
void forEach(size_t count, int threads, const std::function<void(size_t)>& work) {
    std::atomic<size_t> next{0};
    const auto go = [&] {
        for (size_t i; (i = next++) < count;)
            try {
                work(i);
            } catch (const std::exception&) {
            }
    };
    std::vector<std::thread> helping;
    try {
        for (int i = 1; i < threads; ++i)
            helping.emplace_back(go);
    } catch (const std::exception&) { // no more threads here: with fewer, then
    }
    go();
    for (std::thread& thread : helping)
        thread.join();
}

} // namespace

Result<TrainedOn> measureTrainingFilms(const std::vector<datasets::Sample>& samples,
                                       const pipeline::LoaderOptions& options, const pipeline::ImageCache& films,
                                       distributed::Communicator& ranks, Interruption* interruption) {
    const size_t count = std::min(samples.size(), MostFilmsMeasured);
    const size_t ofARound = FilmsARound * size_t(ranks.size()), first = FilmsARound * size_t(ranks.rank());
    std::vector<SentFilm> mine;
    if (interruption)
        interruption->restart();
    for (size_t round = 0; round < count; round += ofARound) {
        const size_t begin = std::min(round + first, count), end = std::min(begin + FilmsARound, count);
        std::vector<std::optional<SentFilm>> measured(end - begin);
        forEach(measured.size(), options.decodeThreads, [&](size_t i) {
            const size_t sample = (begin + i) * samples.size() / count;
            if (const auto film = measure(samples[sample], films.find(sample), options))
                measured[i].emplace(begin + i, *film);
        });
        for (const auto& film : measured)
            if (film)
                mine.push_back(*film);
        const StepSignals all = interruption ? interruption->look(false) : StepSignals();
        if (all.stop || all.stopNow)
            return stopped(*interruption->asked());
    }
    auto gathered = ranks.gatherValues(mine);
    if (ranks.rank() != 0)
        return TrainedOn{};
    std::sort(gathered.begin(), gathered.end(), [](const SentFilm& a, const SentFilm& b) { return a.place < b.place; });
    std::vector<MeasuredFilm> all;
    for (const SentFilm& film : gathered)
        all.push_back(film.film());
    return pipeline::summariseFilms(int64_t(samples.size()), all);
}

} // namespace roentgen::training
