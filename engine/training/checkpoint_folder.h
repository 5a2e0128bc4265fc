// The folder checkpoints/last of a run: complete or absent, whenever the process is killed. No torch here.
#pragma once

#include "engine/protocol/run_folder.h"

#include <map>
#include <string>

namespace roentgen::training {

using CheckpointFiles = std::map<std::string, std::string>; // file name → bytes

// Writes the files to checkpoints/new, flushes them, and exchanges that folder with checkpoints/last
// (renameat2 RENAME_EXCHANGE; where the file system has none: last → previous, new → last). best.safetensors of the
// run, where it exists, goes along as a hard link. On failure (Environment) the last checkpoint is untouched.
Status writeCheckpointFolder(const RunFolder& run, const CheckpointFiles& files);

// Puts a checkpoint that a kill left under another name back to its place, and removes what was half written.
Status recoverCheckpointFolder(const RunFolder& run);
bool hasCheckpoint(const RunFolder& run); // after recovery

// The run's best.safetensors as it was at the last checkpoint (absent where there was none). Atomic.
Status restoreBestWeights(const RunFolder& run);

} // namespace roentgen::training
