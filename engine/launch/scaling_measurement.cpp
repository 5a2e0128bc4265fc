#include "engine/launch/scaling_measurement.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace roentgen::launch {

namespace {

using Json = nlohmann::json;
using Step = ScalingMeasurement::Step;

Error damaged() {
    return dataError("This is no benchmark of roentgen-train", "measurement", "measure again, with --json");
}

Result<Step> readStep(const Json& json) {
    const double whole = json.at("step_seconds");
    const Step step{json.at("local_batch"), std::min(whole, json.value("compute_seconds", whole)),
                    json.at("update_seconds")};
    if (step.localBatch < 1 || !(step.seconds > step.updateSeconds) || !(step.updateSeconds >= 0))
        return damaged();
    return step;
}

Status readBuckets(const Json& json, const Step& step, ScalingMeasurement& measured) {
    measured.buckets.clear(); // of the last one
    for (const Json& bucket : json.at("buckets")) {
        const double share = bucket.at("ready_seconds").get<double>() / (step.seconds - step.updateSeconds);
        measured.buckets.push_back({bucket.at("bytes"), std::clamp(share, 0.0, 1.0)});
    }
    return measured.buckets.empty() ? Status(damaged()) : Status(Done{});
}

Status readAlone(const Json& json, ScalingMeasurement& measured) {
    const Result<Step> step = readStep(json);
    if (!step)
        return step.error();
    const std::string architecture = json.at("architecture"), precision = json.at("precision");
    if (!measured.steps.empty() && (architecture != measured.architecture || precision != measured.precision ||
                                    json.at("ranks") != measured.ranksPerHost))
        return dataError("The benchmarks are of different models or ranks", architecture,
                         "measure both with the same experiment");
    measured.architecture = architecture;
    measured.precision = precision;
    measured.ranksPerHost = json.at("ranks");
    measured.threadsPerRank = json.at("threads_per_rank");
    measured.overlaps = json.value("device", "cpu") != "cuda";
    measured.steps.push_back(*step);
    return readBuckets(json, *step, measured);
}

Status readCrowd(const Json& json, ScalingMeasurement& measured) {
    const Result<Step> step = readStep(json);
    if (!step)
        return step.error();
    const auto alone = std::find_if(measured.steps.begin(), measured.steps.end(),
                                    [&](const Step& each) { return each.localBatch == step->localBatch; });
    if (alone == measured.steps.end() || json.at("architecture") != measured.architecture)
        return dataError("A benchmark of several at once has none alone to compare with", "measurement",
                         "measure again, with --json");
    const int ranks = json.at("copies").get<int>() * json.at("ranks").get<int>();
    measured.crowds.push_back({ranks, std::max(1.0, step->seconds / alone->seconds)});
    return Done{};
}

} // namespace

Result<ScalingMeasurement> readMeasurement(const std::vector<std::string>& benchmarks) {
    ScalingMeasurement measured;
    std::vector<Json> crowds;
    try {
        for (const std::string& text : benchmarks) {
            const Json json = Json::parse(text, nullptr, false);
            if (json.is_discarded() || !json.is_object())
                return damaged();
            if (json.value("copies", 1) > 1)
                crowds.push_back(json);
            else if (const Status read = readAlone(json, measured); !read)
                return read.error();
        }
        for (const Json& json : crowds)
            if (const Status read = readCrowd(json, measured); !read)
                return read.error();
    } catch (const Json::exception&) {
        return damaged();
    }
    if (measured.steps.empty())
        return damaged();
    std::sort(measured.crowds.begin(), measured.crowds.end(),
              [](const auto& a, const auto& b) { return a.ranks < b.ranks; });
    return measured;
}

Result<double> readLinkBytesPerSecond(const std::string& benchmark, double latencySeconds) {
    const Json json = Json::parse(benchmark, nullptr, false);
    try {
        if (json.is_discarded())
            return damaged();
        const int hosts = json.at("ranks");
        double all = 0, bytes = 0; // of the last bucket
        for (const Json& bucket : json.at("buckets"))
            all += bytes = bucket.at("bytes");
        if (hosts < 2 || bytes < 0.8 * all || !(bytes > 0))
            return dataError("The link cannot be told from this benchmark", "link measurement",
                             "measure with one rank on each of two hosts and --set distributed.bucket_mb=1024");
        const double messages = 2.0 * (hosts - 1);
        const double seconds = json.at("reduce_seconds").get<double>() - messages * latencySeconds;
        if (!(seconds > 0))
            return damaged();
        return messages * bytes / hosts / seconds;
    } catch (const Json::exception&) {
        return damaged();
    }
}

} // namespace roentgen::launch
