// What more ranks and hosts would do, from what one host did: a model of data-parallel training whose sums over ranks
// run behind the backward pass. docs/scaling.md says where it holds.
#pragma once

#include "engine/launch/scaling_measurement.h"

namespace roentgen::launch {

struct Link {                         // between hosts
    double latencySeconds = 50e-6;    // of a message, one way
    double bytesPerSecond = 10e9 / 8; // each way
    double wireBytes = 4;             // of a value: 2 with distributed.compression = bf16
};

struct Memory { // of a host, through which its ranks sum where there is no other host
    double bytesPerSecond = 10e9;
    double barrierSeconds = 100e-6; // until all ranks are there: two before and after each sum
};

enum class Scaling { Weak, Strong }; // the local batch stays; the global batch stays

struct RankLayout {
    int hosts = 1, ranksPerHost = 1;
    int ranks() const { return hosts * ranksPerHost; }
};

struct ScalingPoint {
    int hosts = 1, ranksPerHost = 1, ranks = 1;
    bool oversubscribed = false; // more threads than cores: they take turns
    int64_t localBatch = 0, globalBatch = 0;
    double stepSeconds = 0, imagesPerSecond = 0;
    double sumSeconds = 0;              // of the link, or of the memory
    double exposedSeconds = 0;          // of that what the step waits for
    double speedup = 1, efficiency = 1; // against `base` with the same local (Weak) or global (Strong) batch
};

// Seconds of an all-reduce around a ring (Patarasu and Yuan 2009): 2 (n - 1) messages, one after the other, of
// bytes / n each. All ranks are in the ring, those of a host beside each other, so that a link carries one of them.
double ringSeconds(double bytes, int ranks, const Link& link);
// Seconds of a sum in the memory of one host: every rank's block is read once and written once, between two barriers.
double memorySumSeconds(double bytes, int ranks, const Memory& memory);

// Compute: a fixed part and one that grows with the local batch, from the measured steps (one step: all of it grows),
// slower in a crowd (linear between what was measured); where threads outnumber the cores they share them evenly.
// Sums: each bucket's begins when its gradients are there and the one before is through. On one host whose cores all
// compute nothing hides them: they are processor time, and as much of it is spent on each of several hosts. No layout
// is faster than the base times its ranks: what would be is the scatter of what was measured.
// localBatch: of a rank of `base`, the layout that counts as 100 %. Strong: layouts that would have less than one image
// a rank are left out; globalBatch is what `base` has.
std::vector<ScalingPoint> planScaling(const ScalingMeasurement& measured, const Link& link, const Memory& memory,
                                      Scaling scaling, int64_t localBatch, const RankLayout& base,
                                      const std::vector<RankLayout>& layouts);

} // namespace roentgen::launch
