// What an experiment will come to: images, batches, steps, and time where a run like it was measured.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace roentgen::app {

struct SplitCounts {
    int64_t trainImages = 0, validationImages = 0, testImages = 0;
    int64_t trainPatients = 0, validationPatients = 0, testPatients = 0;
    QStringList warnings; // of the data set's name and of how its patients are known
};

// Speed of an earlier run of the same model, input, batch, ranks and threads on this machine, or at the same target.
struct MeasuredSpeed {
    QString runId;
    double imagesPerSecond = 0; // of all ranks; validation and checkpoints counted in
};

int64_t globalBatchOf(const Experiment& experiment);
// Training drops what does not fill a global batch, but makes at least one step (engine/pipeline/batch_loader.h).
int64_t stepsPerEpochOf(const Experiment& experiment, int64_t trainImages);
double estimatedSeconds(const Experiment& experiment, int64_t trainImages, const MeasuredSpeed& speed);

// True where speed measured with one is the speed of the other.
bool sameSpeed(const Experiment& a, const Experiment& b);
// Whether a run tells what others like it will take: it was started here or from here, and did not fail or get lost.
bool isMeasure(const RunFolder& folder, const Experiment& itsExperiment);
// Of such a run, on this machine or at a target, that has made enough steps. Reads its folder: not on the GUI thread.
std::optional<MeasuredSpeed> measuredSpeedOf(const RunFolder& folder, const Experiment& itsExperiment);
// From the newest such run in the workspace that has made enough steps. Reads run folders: not on the GUI thread.
std::optional<MeasuredSpeed> findMeasuredSpeed(const QString& workspace, const Experiment& experiment);

// The keys on which the split depends, as one text: equal texts, equal splits.
std::string splitKeys(const Experiment& experiment);

} // namespace roentgen::app
