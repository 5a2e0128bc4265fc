#include "engine/protocol/messages/augment_messages.h"

namespace roentgen {

void describe(Fields& f, AugmentedTile& tile) {
    f.required("image", tile.image, "");
    f.required("epoch", tile.epoch, "0: as it is", fromZero);
}

void describe(Fields& f, AugmentAnswer& answer) {
    f.required("file", answer.file, "its bytes are the tiles' pixels; whoever asked removes it");
    f.optional("type", answer.type, "`u8`");
    f.optional("rows", answer.rows, "of all tiles, one below the other", fromZero);
    f.required("columns", answer.columns, "of a tile, as many as its rows", {1, 4096});
    f.required("bytes", answer.bytes, "", fromZero);
    f.required("tiles", answer.tiles, "");
    f.optional("training_images", answer.trainingImages, "", fromZero);
}

void describe(Fields& f, AugmentRequest& request) {
    f.required("experiment", request.experiment, "TOML text; its `[data]`, `[augment]` and seed matter");
    f.optional("workspace", request.workspace, "that data.dataset refers to");
    f.optional("films", request.films, "the first ones", {1, 64});
    f.optional("epoch", request.epoch, "the first", fromOne);
    f.optional("epochs", request.epochs, "", {0, 64});
    f.optional("as_it_is", request.asItIs, "films as validation sees them come first, too");
}

void describe(Fields& f, AugmentSheetAnswer& answer) {
    f.required("out", answer.out, "the PNG");
    f.required("rows", answer.rows, "pixels", fromZero);
    f.required("columns", answer.columns, "pixels", fromZero);
    f.required("image_size", answer.imageSize, "of a tile's side, pixels", fromZero);
    f.required("films", answer.films, "");
    f.required("first_epoch", answer.firstEpoch, "", fromOne);
    f.required("epochs", answer.epochs, "", fromZero);
}

} // namespace roentgen
