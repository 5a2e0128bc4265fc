// Gradients summed over ranks while the backward pass goes on: in buckets, as they are ready, by a thread of its own.
#pragma once

#include "engine/distributed/device_sum.h"
#include "engine/distributed/flat_parameters.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace roentgen::distributed {

struct ReducerOptions {
    size_t firstBucketBytes = size_t(1) << 20; // small, so that the first sum begins early
    size_t bucketBytes = size_t(16) << 20;
    Wire wire = Wire::Float;
    bool timed = false; // bucketTimes() also where there is one rank
};

// Part of the flat gradients, between starts of parameters.
struct GradientBucket {
    int64_t begin = 0, end = 0; // of the flat buffer
    int parameters = 0;         // whose gradients it waits for
};

struct BucketTime {
    size_t bytes = 0;
    double readySeconds = 0; // after open(): its last gradient was there
};

// From the last parameter on towards `first`, as a backward pass makes them. Parameters of one group, whose gradients
// come together, stay together; a bucket ends with the group that fills it, the first one earlier.
std::vector<GradientBucket> makeBuckets(const std::vector<ParameterSpan>& spans, int64_t first,
                                        const ReducerOptions& options);

// Between open() and finish() the ranks say nothing else to each other: the thread has the communicator. Every rank
// sums the same buckets in the same order, whenever its gradients are ready. Without several ranks, or with gradients
// on a GPU, there is no thread: NCCL's sums are queued on a stream of their own, other ways begin in finish().
class GradientReducer {
public:
    GradientReducer(FlatParameters& parameters, Communicator& ranks, const ReducerOptions& options);
    ~GradientReducer();
    GradientReducer(const GradientReducer&) = delete;
    GradientReducer& operator=(const GradientReducer&) = delete;

    // The last backward pass of a step comes next: a bucket is summed as soon as its gradients and all before it are
    // there. first: place in the flat buffer before which nothing has a gradient.
    void open(int64_t first = 0);
    // Sums what is left, then the tail; returns when all of it is there. Collective.
    void finish(int64_t first = 0);

    // How the sums are made; empty with one rank.
    std::string way() const;
    // Of the last step that was opened, in the order of the sums.
    std::vector<BucketTime> bucketTimes() const;
    // Of the last step: the thread's time in sums, its waits for late ranks included.
    double sumSeconds() const { return m_sumSeconds; }
    // Of these, what the thread had a processor for: no overlap hides it where every core computes.
    double sumProcessorSeconds() const { return m_sumProcessorSeconds; }

private:
    void cutInto(int64_t first);
    void gradientIsThere(size_t span);
    void work();
    void queueBuckets();
    void finishOnDevice(int64_t first);
    torch::Tensor part(int64_t begin, int64_t end) const;

    FlatParameters& m_parameters;
    Communicator& m_ranks;
    const ReducerOptions m_options;
    std::unique_ptr<DeviceSum> m_onDevice;             // of gradients on a GPU
    std::vector<std::shared_ptr<void>> m_accumulators; // the nodes that call the hooks

    mutable std::mutex m_mutex;
    std::condition_variable m_change;
    std::vector<GradientBucket> m_buckets;
    std::optional<int64_t> m_first;  // what m_buckets were cut for
    std::vector<int> m_bucketOfSpan; // -1: none
    std::vector<int> m_missing;      // gradients, of each bucket
    std::vector<BucketTime> m_times;
    std::chrono::steady_clock::time_point m_opened;
    size_t m_next = 0; // bucket to be summed
    bool m_open = false, m_closing = false;
    double m_sumSeconds = 0, m_sumProcessorSeconds = 0;
    std::thread m_thread;
};

} // namespace roentgen::distributed
