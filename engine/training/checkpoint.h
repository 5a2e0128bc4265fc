// All that a run needs to go on as if it had never stopped.
#pragma once

#include "engine/training/checkpoint_folder.h"
#include "engine/training/divergence.h"
#include "engine/training/learning_rate.h"
#include "engine/training/train_step.h"

#include <optional>

namespace roentgen::training {

// Where a run is. Plain values, the same on every rank.
struct Progress {
    int64_t epoch = 1;                    // the epoch under way, from 1; epochs + 1: all done
    int64_t stepInEpoch = 0;              // steps of it that are done
    int64_t step = 0;                     // global
    int64_t partInStep = 0;               // of the accumulation under way, done
    double epochLoss = 0;                 // sum over the epoch's steps
    int64_t epochLosses = 0;              // that it is of
    double epochSeconds = 0, seconds = 0; // of the epoch's steps; of the run
    double writingSeconds = 0;            // of checkpoints and snapshots since the epoch before ended
    LearningRate::State rate;
    int64_t bestEpoch = 0;      // 0: none yet
    std::optional<double> best; // of the task's headline
    double bestLoss = 0;        // where that is undefined
    int64_t snapshots = 0;      // taken so far
    GuardState guard;
};

struct CheckpointTraits { // what must be equal on resume
    std::string datasetSha256;
    std::string headline; // of the task
    int ranks = 1;
};

// Writes checkpoints/last: rank 0 gathers what each rank has of its own (running statistics and their averages, random
// state; in the middle of an accumulation its gradient so far).
// The same error on every rank. Collective.
Status writeCheckpoint(const RunFolder& run, TrainStep& step, const Progress& progress, const CheckpointTraits& traits,
                       distributed::Communicator& ranks);

// Restores everything from rank 0's disk. Data error: damaged, or of another model; Usage error: other ranks, Data
// error: another data set. Collective.
Result<Progress> readCheckpoint(const RunFolder& run, TrainStep& step, const CheckpointTraits& traits,
                                distributed::Communicator& ranks);

} // namespace roentgen::training
