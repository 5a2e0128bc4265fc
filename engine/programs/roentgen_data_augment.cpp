// roentgen-data augment: films as training would see them, on one sheet.
#include "engine/imaging/image_file.h"
#include "engine/programs/augmentation_sheet.h"
#include "engine/programs/program_main.h"
#include "engine/programs/roentgen_data_verbs.h"
#include "engine/protocol/messages/augment_messages.h"

namespace roentgen::programs {

namespace {

struct Written {
    AugmentationSheet sheet;
    imaging::GreyImage image;
};

Result<Written> writeSheet(const AugmentOptions& options) {
    auto experiment = readExperiment(options.experiment);
    if (!experiment)
        return experiment.error();
    for (const std::string& assignment : options.overrides)
        if (Status status = applyOverride(*experiment, assignment); !status)
            return status.error();
    AugmentationSheets sheets;
    SheetRequest request;
    request.films = options.films;
    request.firstEpoch = options.firstEpoch;
    request.epochs = options.epochs;
    auto sheet = sheets.make(*experiment, options.workspace, request);
    if (!sheet)
        return sheet.error();
    Written written{std::move(*sheet), {}};
    written.image = sheetImage(written.sheet, size_t(options.epochs) + 1);
    if (Status status = imaging::writePng(options.out, written.image); !status)
        return status.error();
    return written;
}

} // namespace

int showAugmentation(const AugmentOptions& options) {
    const auto written = writeSheet(options);
    if (!written)
        return printError("roentgen-data", written.error());
    const auto& tiles = written->sheet.tiles;
    const size_t tilesInRow = size_t(options.epochs) + 1;
    std::vector<std::string> films;
    for (size_t tile = 0; tile < tiles.size(); tile += tilesInRow)
        films.push_back(tiles[tile].image);
    if (options.json) {
        printMessage(AugmentSheetAnswer{options.out, written->image.rows, written->image.columns, written->sheet.size,
                                        films, options.firstEpoch, options.epochs});
        return ExitDone;
    }
    std::printf("%s: %zu films, each as it is and then in epochs %lld to %lld\n", options.out.c_str(), films.size(),
                static_cast<long long>(options.firstEpoch),
                static_cast<long long>(options.firstEpoch + options.epochs - 1));
    for (const std::string& film : films)
        std::printf("  %s\n", film.c_str());
    return ExitDone;
}

} // namespace roentgen::programs
