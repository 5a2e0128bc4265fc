// What training sees of films: roentgen-data augment, on the command line and as a service.
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

struct AugmentedTile {
    std::string image;
    int64_t epoch = 0; // 0: as it is
};
void describe(Fields& f, AugmentedTile& tile);

struct AugmentAnswer {
    std::string file, type = "u8";
    int64_t rows = 0, columns = 0, bytes = 0;
    std::vector<AugmentedTile> tiles;
    int64_t trainingImages = 0;
};
void describe(Fields& f, AugmentAnswer& answer);

struct AugmentRequest {
    static constexpr const char* op = "augment";
    using Answer = AugmentAnswer;
    std::string experiment, workspace;
    int64_t films = 6, epoch = 1, epochs = 1;
    bool asItIs = false;
    std::string subject() const { return {}; }
};
void describe(Fields& f, AugmentRequest& request);

// roentgen-data augment --json
struct AugmentSheetAnswer {
    std::string out;
    int rows = 0, columns = 0, imageSize = 0;
    std::vector<std::string> films;
    int64_t firstEpoch = 1, epochs = 1;
};
void describe(Fields& f, AugmentSheetAnswer& answer);

} // namespace roentgen
