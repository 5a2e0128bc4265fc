// Films as training would see them: `roentgen-data augment` and the window's preview.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/imaging/grey_image.h"
#include "engine/protocol/experiment.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roentgen::programs {

struct SheetRequest {
    int64_t films = 4;      // the first that training sees
    int64_t firstEpoch = 1; // from 1
    int64_t epochs = 5;     // 0 and more
    bool asItIs = true;     // before a film's epochs: the film as validation would see it
    std::function<bool()> cancelled = [] { return false; };
};

struct SheetTile {
    std::string image;
    int64_t epoch = 0; // 0: as it is
};

// Film by film, for each the epochs in order.
struct AugmentationSheet {
    int size = 0;                 // pixels of a tile's side
    std::vector<SheetTile> tiles; // as many for each film
    std::vector<uint8_t> greys;   // [tiles, size, size]
    int64_t trainingImages = 0;
};

// Keeps the last data set and its prepared films, so that another setting of [augment] shows at once. Thread-safe.
class AugmentationSheets {
public:
    // Only [data], [augment] and the seed of the experiment matter.
    Result<AugmentationSheet> make(const Experiment& experiment, const std::string& workspace,
                                   const SheetRequest& request);

private:
    struct Films;
    Result<std::shared_ptr<Films>> open(const Experiment& experiment, const std::string& workspace);

    std::mutex m_mutex;
    std::string m_key;
    std::shared_ptr<Films> m_films;
};

// The tiles in a grid, one film a row.
imaging::GreyImage sheetImage(const AugmentationSheet& sheet, size_t tilesInRow);

} // namespace roentgen::programs
