#include "engine/protocol/messages/plan_messages.h"

namespace roentgen {

void describe(Fields& f, BenchmarkReport::Bucket& bucket) {
    f.required("bytes", bucket.bytes, "", fromZero);
    f.required("ready_seconds", bucket.readySeconds, "after the step's last part began; median, rank 0");
}

void describe(Fields& f, BenchmarkReport& report) {
    f.optional("images_per_second", report.imagesPerSecond, "of all ranks, by the median step", fromZero);
    f.required("step_seconds", report.stepSeconds, "median over steps of the slowest rank, like all seconds below",
               fromZero);
    f.optional("peak_memory_bytes", report.peakMemoryBytes, "of the largest rank", fromZero);
    f.optional("reduce_seconds", report.reduceSeconds, "that a step waits for the sum over ranks", fromZero);
    f.optional("sum_seconds", report.sumSeconds, "that the sums take, hidden or not", fromZero);
    f.optional("sum_processor_seconds", report.sumProcessorSeconds, "of these, on a processor", fromZero);
    f.unlessEmpty("compute_seconds", report.computeSeconds, "of a step without its sums", fromZero);
    f.required("update_seconds", report.updateSeconds, "of that the optimizer");
    f.optional("buckets", report.buckets, "gradients that are summed together, in the order of the sums");
    f.required("ranks", report.ranks, "", fromOne);
    f.required("threads_per_rank", report.threadsPerRank, "", fromOne);
    f.optional("sums_by", report.sumsBy, "how gradients are summed over ranks");
    f.required("precision", report.precision, "`fp32`, `bf16`; of the pipeline alone `input`");
    f.required("local_batch", report.localBatch, "", fromOne);
    f.optional("image_size", report.imageSize, "pixels", fromZero);
    f.required("architecture", report.architecture, "");
    f.optional("device", report.device, "");
    f.optional("steps", report.steps, "that were timed", fromZero);
    f.optional("last_loss", report.lastLoss, "null: it was no number");
    if (report.copies > 1 || f.isReading())
        f.optional("copies", report.copies, "measured at the same time, each for itself; this is the slowest", fromOne);
}

void describe(Fields& f, PlanMeasurement& measurement) {
    f.required("host", measurement.host, "");
    f.required("time", measurement.time, "seconds since 1970; 0: not said", fromZero);
    f.required("cores", measurement.cores, "0: not said", fromZero);
    f.required("memory_bytes_per_second", measurement.memoryBytesPerSecond, "0: not measured", fromZero);
    f.required("load", measurement.load, "the machine's load average just before", fromZero);
    std::optional<std::vector<std::pair<std::string, std::string>>> settings = measurement.settings;
    if (settings->empty())
        settings.reset();
    f.optional("settings", settings, "section.key → value: what it depends on; null: not kept");
    f.required("benchmarks", measurement.benchmarks, "what `roentgen-train --benchmark --json` printed");
    if (f.isReading())
        measurement.settings = settings.value_or(decltype(measurement.settings)());
}

void describe(Fields& f, PlanPoint& point) {
    f.required("scaling", point.scaling, "`weak` `strong`");
    f.required("hosts", point.hosts, "", fromOne);
    f.optional("ranks_per_host", point.ranksPerHost, "", fromOne);
    f.required("ranks", point.ranks, "", fromOne);
    f.optional("oversubscribed", point.oversubscribed, "more threads than cores: they take turns");
    f.optional("local_batch", point.localBatch, "", fromZero);
    f.optional("global_batch", point.globalBatch, "", fromZero);
    f.required("step_seconds", point.stepSeconds, "", fromZero);
    f.required("images_per_second", point.imagesPerSecond, "", fromZero);
    f.optional("sum_seconds", point.sumSeconds, "of the link, or of the memory", fromZero);
    f.required("exposed_seconds", point.exposedSeconds, "of that what the step waits for", fromZero);
    f.optional("speedup", point.speedup, "", fromZero);
    f.required("efficiency", point.efficiency, "1 is ideal", fromZero);
}

void describe(Fields& f, PlanAnswer& answer) {
    f.required("architecture", answer.architecture, "");
    f.required("precision", answer.precision, "");
    f.required("ranks_per_host", answer.ranksPerHost, "that were measured", fromOne);
    f.required("threads_per_rank", answer.threadsPerRank, "", fromOne);
    f.required("scaling", answer.scaling, "`weak` `strong` `both`");
    f.required("latency_us", answer.latencyUs, "of a message between hosts", fromZero);
    f.required("bandwidth_gbit", answer.bandwidthGbit, "of the link, each way", fromZero);
    f.required("memory_gbyte", answer.memoryGbyte, "10^9 bytes a second", fromZero);
    f.required("points", answer.points, "predicted");
    f.required("measurement", answer.measurement, "that they rest on; `--measurement` reads it again");
}

void describe(Fields& f, KeptMeasurement& kept) {
    f.required("measurement", kept.measurement, "");
}

} // namespace roentgen
