#include "engine/inference/film_series.h"

#include "engine/pipeline/work_ahead.h"

#include <algorithm>

namespace roentgen::inference {

namespace {

struct Film {
    pipeline::PreparedImage image;
    std::vector<FilmWarning> warnings;
};

Result<Film> prepare(const Predictor& predictor, const std::string& path, bool check) {
    auto image = predictor.prepare(path);
    if (!image)
        return image.error();
    Film film{image.take(), {}};
    if (check)
        film.warnings = predictor.warningsOf(film.image);
    return film;
}

// The films of one forward pass.
struct Pass {
    const Predictor* predictor;
    const std::string* paths;
    bool check;
    std::vector<Result<Film>> films;

    size_t pieces() const { return films.size(); }
    void doPiece(size_t i) { films[i] = prepare(*predictor, paths[i], check); }
    void finish() {}
};

} // namespace

Status classifySeries(const Predictor& predictor, const std::vector<std::string>& paths, const SeriesOptions& options,
                      const std::function<Status(size_t, Result<Prediction>&&)>& done) {
    const size_t batch = size_t(std::max(1, options.batch));
    pipeline::WorkAhead<Pass> passes(int(std::min(batch, paths.size())));
    const auto add = [&](size_t begin) {
        if (begin < paths.size())
            passes.add({&predictor, &paths[begin], options.check,
                        std::vector<Result<Film>>(std::min(batch, paths.size() - begin), Error{})});
    };
    add(0);
    for (size_t begin = 0; begin < paths.size(); begin += batch) {
        if (options.cancelled && options.cancelled())
            return Error{ErrorCode::Stopped, "Cancelled", {}, {}};
        std::vector<Result<Film>> films = passes.take().films;
        add(begin + batch);

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
