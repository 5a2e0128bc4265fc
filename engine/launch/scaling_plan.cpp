#include "engine/launch/scaling_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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

ScalingPoint predict(const ScalingMeasurement& measured, const Compute& compute, const Link& link, int hosts,
                     double localBatch) {
    ScalingPoint point;
    point.hosts = hosts;
    point.ranks = hosts * measured.ranksPerHost;
    const double busy = compute.at(localBatch);
    double free = 0; // when the link is
    for (const ScalingMeasurement::Bucket& bucket : measured.buckets) {
        const double seconds = ringSeconds(bucket.bytes * link.wireBytes / 4, hosts, link);
        free = std::max(free, bucket.readyShare * busy) + seconds;
        point.sumSeconds += seconds;
    }
    point.exposedSeconds = std::max(0.0, free - busy);
    point.stepSeconds = busy + point.exposedSeconds + compute.update;
    return point;
}

} // namespace

double ringSeconds(double bytes, int hosts, const Link& link) {
    return 2.0 * (hosts - 1) * (link.latencySeconds + bytes / hosts / link.bytesPerSecond);
}

Result<ScalingMeasurement> readMeasurement(const std::vector<std::string>& benchmarks) {
    ScalingMeasurement measured;
    const auto damaged = [] {
        return dataError("This is no benchmark of roentgen-train", "measurement", "measure again, with --json");
    };
    for (const std::string& text : benchmarks) {
        const auto json = nlohmann::json::parse(text, nullptr, false);
        try {
            if (json.is_discarded())
                return damaged();
            const Step step{json.at("local_batch"), json.at("step_seconds"), json.at("update_seconds")};
            const std::string architecture = json.at("architecture"), precision = json.at("precision");
            if (step.localBatch < 1 || !(step.seconds > step.updateSeconds) || !(step.updateSeconds >= 0))
                return damaged();
            if (!measured.steps.empty() && (architecture != measured.architecture || precision != measured.precision ||
                                            json.at("ranks") != measured.ranksPerHost))
                return dataError("The benchmarks are of different models or ranks", architecture,
                                 "measure both with the same experiment");
            measured.architecture = architecture;
            measured.precision = precision;
            measured.ranksPerHost = json.at("ranks");
            measured.threadsPerRank = json.at("threads_per_rank");
            measured.hostSumSeconds = std::max(measured.hostSumSeconds, json.at("sum_seconds").get<double>());
            measured.steps.push_back(step);
            measured.buckets.clear(); // of the last one
            for (const auto& bucket : json.at("buckets"))
                measured.buckets.push_back({bucket.at("bytes"), std::clamp(bucket.at("ready_seconds").get<double>() /
                                                                               (step.seconds - step.updateSeconds),
                                                                           0.0, 1.0)});
        } catch (const nlohmann::json::exception&) {
            return damaged();
        }
    }
    if (measured.steps.empty() || measured.buckets.empty())
        return damaged();
    return measured;
}

std::vector<ScalingPoint> planScaling(const ScalingMeasurement& measured, const Link& link, Scaling scaling,
                                      int64_t localBatch, const std::vector<int>& hosts) {
    const Compute compute = fitCompute(measured);
    const ScalingPoint one = predict(measured, compute, link, 1, double(localBatch));
    const double oneHostRate = double(localBatch * one.ranks) / one.stepSeconds;
    std::vector<ScalingPoint> points;
    for (int count : hosts) {
        const double local = scaling == Scaling::Weak ? double(localBatch) : double(localBatch) / count;
        if (local < 1)
            continue;
        ScalingPoint point = predict(measured, compute, link, count, local);
        point.localBatch = int64_t(local);
        point.globalBatch = scaling == Scaling::Weak ? localBatch * point.ranks : localBatch * one.ranks;
        point.imagesPerSecond = double(point.globalBatch) / point.stepSeconds;
        point.speedup = point.imagesPerSecond / oneHostRate;
        point.efficiency = point.speedup / count;
        points.push_back(point);
    }
    return points;
}

} // namespace roentgen::launch
