// A workspace is a folder: datasets/ experiments/ weights/ runs/ and the window's library.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>

namespace roentgen::launch {

// Makes the folder and its sub-folders where they are missing.
Status makeWorkspace(const std::string& workspace);

std::string absolutePath(const std::string& path); // against the current folder; not resolving links

struct ResolvedWeights {
    std::string file; // absolute; empty: from scratch
    std::string says; // "from scratch: weights/densenet121-imagenet.safetensors is not there"
};
// "", a file, a run's id, or "imagenet": weights/ARCHITECTURE-imagenet.safetensors, else from scratch, and says so.
Result<ResolvedWeights> resolveWeights(const Experiment& experiment, const std::string& workspace);

} // namespace roentgen::launch
