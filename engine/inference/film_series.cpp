#include "engine/inference/film_series.h"

#include <algorithm>
#include <future>

namespace roentgen::inference {

namespace {

struct Film {
    pipeline::PreparedImage image;
    std::vector<FilmWarning> warnings;
};
using Films = std::vector<std::future<Result<Film>>>;

Result<Film> prepare(const Predictor& predictor, const std::string& path, bool check) {
    auto image = predictor.prepare(path);
    if (!image)
        return image.error();
    Film film{image.take(), {}};
    if (check)
        film.warnings = predictor.warningsOf(film.image);
    return film;
}

Films decodeAhead(const Predictor& predictor, const std::vector<std::string>& paths, size_t begin, size_t end,
                  bool check) {
    Films films;
    for (size_t i = begin; i < end; ++i)
        films.push_back(std::async(std::launch::async,
                                   [&predictor, &path = paths[i], check] { return prepare(predictor, path, check); }));
    return films;
}

} // namespace

Status classifySeries(const Predictor& predictor, const std::vector<std::string>& paths, const SeriesOptions& options,
                      const std::function<Status(size_t, Result<Prediction>&&)>& done) {
    const size_t batch = size_t(std::max(1, options.batch));
    const auto endOf = [&](size_t begin) { return std::min(begin + batch, paths.size()); };
    Films next = decodeAhead(predictor, paths, 0, endOf(0), options.check);
    for (size_t begin = 0; begin < paths.size(); begin = endOf(begin)) {
        if (options.cancelled && options.cancelled())
            return Error{ErrorCode::Stopped, "Cancelled", {}, {}};
        std::vector<Result<Film>> films;
        for (auto& film : next)
            films.push_back(film.get());
        next = decodeAhead(predictor, paths, endOf(begin), endOf(endOf(begin)), options.check);

        std::vector<pipeline::PreparedImage> readable;
        for (auto& film : films)
            if (film)
                readable.push_back(std::move(film->image));
        auto predictions = predictor.classify(readable, options.heatmaps);
        if (!predictions)
            return predictions.error();
        size_t at = 0;
        for (size_t i = 0; i < films.size(); ++i) {
            if (films[i])
                (*predictions)[at].warnings = std::move(films[i]->warnings);
            auto status = done(begin + i, films[i] ? Result<Prediction>(std::move((*predictions)[at++]))
                                                   : Result<Prediction>(films[i].error()));
            if (!status)
                return status;
        }
    }
    return Done{};
}

} // namespace roentgen::inference
