#include "engine/launch/scaling_plan.h"

#include <algorithm>

namespace roentgen::launch {

namespace {

using Step = ScalingMeasurement::Step;

// Seconds of forward and backward, and of the optimizer.
struct Compute {
    double fixed = 0, image = 0, update = 0;
    double at(double localBatch) const { return fixed + image * localBatch; }
};

// Least squares over the measured steps; never a negative part.
Compute fitCompute(const ScalingMeasurement& measured) {
    Compute fit;
    double n = 0, sumB = 0, sumT = 0, sumBB = 0, sumBT = 0;
    for (const Step& step : measured.steps) {
        const double b = double(step.localBatch), t = step.seconds - step.updateSeconds;
        n += 1;
        sumB += b;
        sumT += t;
        sumBB += b * b;
        sumBT += b * t;
        fit.update += step.updateSeconds / double(measured.steps.size());
    }
    const double spread = n * sumBB - sumB * sumB;
    fit.image = spread > 0 ? (n * sumBT - sumB * sumT) / spread : sumT / sumB;
    fit.fixed = (sumT - fit.image * sumB) / n;
    if (fit.fixed < 0 || fit.image < 0)
        fit = {0, sumT / sumB, fit.update};
    return fit;
}

// Of a step with so many ranks on the host, against the measured one.
double slowdown(const ScalingMeasurement& measured, int ranks) {
    const int threads = std::max(1, measured.threadsPerRank);
    const int atOnce = measured.cores > 0 ? std::max(1, std::min(ranks, measured.cores / threads)) : ranks;
    ScalingMeasurement::Crowd before{measured.ranksPerHost, 1};
    double crowded = 1;
    for (const ScalingMeasurement::Crowd& crowd : measured.crowds) {
        if (atOnce <= before.ranks)
            break;
        const double way = std::min(1.0, double(atOnce - before.ranks) / (crowd.ranks - before.ranks));
        crowded = before.slowdown + way * (crowd.slowdown - before.slowdown);
        before = crowd;
    }
    const double turns = measured.cores > 0 ? double(ranks * threads) / measured.cores : 1;
    return crowded * std::max(1.0, turns);
}

ScalingPoint predict(const ScalingMeasurement& measured, const Compute& compute, const Link& link, const Memory& memory,
                     const RankLayout& layout, double localBatch) {
    ScalingPoint point;
    point.hosts = layout.hosts;
    point.ranksPerHost = layout.ranksPerHost;
    point.ranks = layout.ranks();
    const int threads = layout.ranksPerHost * std::max(1, measured.threadsPerRank);
    point.oversubscribed = measured.cores > 0 && threads > measured.cores;
    const double slower = slowdown(measured, layout.ranksPerHost);
    const double busy = compute.at(localBatch) * slower;
    const bool oneHost = layout.hosts == 1, noCoreLeft = measured.cores > 0 && threads >= measured.cores;
    const bool hidden = measured.overlaps && !(oneHost && noCoreLeft);
    double free = 0;    // when the link is
    double ofCores = 0; // processor time of the ranks' own sums
    for (const ScalingMeasurement::Bucket& bucket : measured.buckets) {
        const double seconds = oneHost ? memorySumSeconds(bucket.bytes, point.ranks, memory)
                                       : ringSeconds(bucket.bytes * link.wireBytes / 4, point.ranks, link);
        free = std::max(free, (hidden ? bucket.readyShare : 1) * busy) + seconds;
        point.sumSeconds += seconds;
        ofCores += noCoreLeft ? memorySumSeconds(bucket.bytes, layout.ranksPerHost, memory) : 0;
    }
    // Several hosts hide behind the link no more of that than one host does.
    point.exposedSeconds = std::max({0.0, free - busy, ofCores});
    point.stepSeconds = busy + point.exposedSeconds + compute.update * slower;
    return point;
}

} // namespace

double ringSeconds(double bytes, int ranks, const Link& link) {
    return 2.0 * (ranks - 1) * (link.latencySeconds + bytes / ranks / link.bytesPerSecond);
}

double memorySumSeconds(double bytes, int ranks, const Memory& memory) {
    return ranks < 2 ? 0 : 2 * memory.barrierSeconds + 2.0 * ranks * bytes / memory.bytesPerSecond;
}

std::vector<ScalingPoint> planScaling(const ScalingMeasurement& measured, const Link& link, const Memory& memory,
                                      Scaling scaling, int64_t localBatch, const RankLayout& base,
                                      const std::vector<RankLayout>& layouts) {
    const Compute compute = fitCompute(measured);
    const int64_t baseBatch = localBatch * base.ranks();
    const ScalingPoint one = predict(measured, compute, link, memory, base, double(localBatch));
    const double baseRate = double(baseBatch) / one.stepSeconds;
    std::vector<ScalingPoint> points;
    for (const RankLayout& layout : layouts) {
        const double share = double(baseBatch) / layout.ranks();
        const double local = scaling == Scaling::Weak ? double(localBatch) : share;
        if (local < 1)
            continue;
        ScalingPoint point = predict(measured, compute, link, memory, layout, local);
        point.localBatch = int64_t(local);
        point.globalBatch = scaling == Scaling::Weak ? localBatch * point.ranks : baseBatch;
        // What would be above it is the scatter of what was measured.
        const double ideal = double(point.globalBatch) / (baseRate * point.ranks / base.ranks());
        point.stepSeconds = std::max(point.stepSeconds, ideal);
        point.imagesPerSecond = double(point.globalBatch) / point.stepSeconds;
        point.speedup = point.imagesPerSecond / baseRate;
        point.efficiency = point.speedup * base.ranks() / point.ranks;
        points.push_back(point);
    }
    return points;
}

} // namespace roentgen::launch
