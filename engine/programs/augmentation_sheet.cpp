#include "engine/programs/augmentation_sheet.h"

#include "engine/pipeline/loader_options.h"
#include "engine/pipeline/record_film.h"
#include "engine/pipeline/shown_input.h"

#include <cstring>

namespace roentgen::programs {

namespace {

using Pixels = std::shared_ptr<const std::vector<uint8_t>>;

// What a sheet depends on: the rest of an experiment may be unfinished.
Experiment essence(const Experiment& experiment) {
    Experiment asked;
    asked.experiment.seed = experiment.experiment.seed;
    asked.data = experiment.data;
    asked.augment = experiment.augment;
    return asked;
}

std::string keyOf(Experiment experiment, const std::string& workspace) {
    experiment.augment = Experiment{}.augment;
    return workspace + "\n" + writeExperiment(experiment, WriteKeys::All);
}

} // namespace

struct AugmentationSheets::Films {
    datasets::Dataset dataset;
    std::mutex mutex;
    std::map<int64_t, Pixels> prepared; // by sample

    Result<Pixels> film(int64_t sample, const pipeline::LoaderOptions& options) {
        const std::lock_guard<std::mutex> lock(mutex);
        Pixels& pixels = prepared[sample];
        if (!pixels) {
            auto read = pipeline::prepareSample(dataset.train[size_t(sample)], options.storedSize, options.pad);
            if (!read)
                return read.error();
            pixels = std::make_shared<const std::vector<uint8_t>>(std::move(read->pixels));
        }
        return pixels;
    }
};

Result<std::shared_ptr<AugmentationSheets::Films>> AugmentationSheets::open(const Experiment& experiment,
                                                                            const std::string& workspace) {
    const std::string key = keyOf(experiment, workspace);
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_films && m_key == key)
        return m_films;
    auto dataset = datasets::openDataset(experiment, workspace);
    if (!dataset)
        return dataset.error();
    m_films = std::make_shared<Films>();
    m_films->dataset = std::move(*dataset);
    m_key = key;
    return m_films;
}

Result<AugmentationSheet> AugmentationSheets::make(const Experiment& experiment, const std::string& workspace,
                                                   const SheetRequest& request) {
    const Experiment asked = essence(experiment);
    if (Status status = checkExperiment(asked); !status)
        return status.error();
    auto films = open(asked, workspace);
    if (!films)
        return films.error();
    pipeline::LoaderOptions training = pipeline::loaderOptions(asked, true, 0, 1), plain = training;
    plain.training = false;
    AugmentationSheet sheet;
    sheet.size = training.imageSize;
    sheet.trainingImages = int64_t((*films)->dataset.train.size());
    const auto add = [&](const std::vector<uint8_t>& greys, int64_t sample, int64_t epoch) {
        sheet.greys.insert(sheet.greys.end(), greys.begin(), greys.end());
        sheet.tiles.push_back({(*films)->dataset.train[size_t(sample)].image, epoch});
    };
    for (const int64_t sample : pipeline::samplesToShow(sheet.trainingImages, training, request.films)) {
        if (request.cancelled())
            return Error{ErrorCode::Stopped, "cancelled", {}, {}};
        const auto film = (*films)->film(sample, training);
        if (!film)
            return film.error();
        if (request.asItIs)
            add(pipeline::shownInput((*film)->data(), plain, 0, sample), sample, 0);
        for (int64_t epoch = request.firstEpoch; epoch < request.firstEpoch + request.epochs; ++epoch)
            add(pipeline::shownInput((*film)->data(), training, epoch, sample), sample, epoch);
    }
    return sheet;
}

imaging::GreyImage sheetImage(const AugmentationSheet& sheet, size_t tilesInRow) {
    constexpr size_t gap = 4;
    constexpr uint8_t gapGrey = 96;
    const size_t size = size_t(sheet.size), rows = (sheet.tiles.size() + tilesInRow - 1) / tilesInRow;
    imaging::GreyImage image;
    image.rows = int(rows * (size + gap) + gap);
    image.columns = int(tilesInRow * (size + gap) + gap);
    image.bytes.assign(image.pixelCount(), gapGrey);
    for (size_t tile = 0; tile < sheet.tiles.size(); ++tile)
        for (size_t y = 0; y < size; ++y) {
            const size_t row = tile / tilesInRow * (size + gap) + gap + y;
            const size_t column = tile % tilesInRow * (size + gap) + gap;
            std::memcpy(image.bytes.data() + row * size_t(image.columns) + column,
                        sheet.greys.data() + (tile * size + y) * size, size);
        }
    return image;
}

} // namespace roentgen::programs
