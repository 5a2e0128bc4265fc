#include "engine/distributed/gradient_reducer.h"

#include "engine/models/torch_headers.h"

#include <algorithm>
#include <ctime>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/utils/lambda_post_hook.h>
#include <torch/csrc/autograd/variable.h>

namespace roentgen::distributed {

namespace {

double threadProcessorSeconds() {
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

} // namespace

std::vector<GradientBucket> makeBuckets(const std::vector<ParameterSpan>& spans, int64_t first,
                                        const ReducerOptions& options) {
    std::vector<GradientBucket> buckets;
    bool full = true;
    for (size_t k = spans.size(); k-- > 0 && spans[k].begin >= first;) {
        if (full)
            buckets.push_back({spans[k].begin, spans[k].end, 0});
        GradientBucket& bucket = buckets.back();
        bucket.begin = spans[k].begin;
        ++bucket.parameters;
        const size_t limit = buckets.size() == 1 ? options.firstBucketBytes : options.bucketBytes;
        const bool groupEnds = k == 0 || spans[k - 1].group != spans[k].group;
        full = groupEnds && size_t(bucket.end - bucket.begin) * sizeof(float) >= limit;
    }
    return buckets;
}

GradientReducer::GradientReducer(FlatParameters& parameters, Communicator& ranks, const ReducerOptions& options)
    : m_parameters(parameters)
    , m_ranks(ranks)
    , m_options(options) {
    const torch::Device device = parameters.gradients().device();
    if (!device.is_cpu() && ranks.size() > 1)
        m_onDevice = DeviceSum::open(ranks, device);
    // A GPU is told what to do long before it does it: without sums beside that there is nothing to learn from hooks.
    if (device.is_cpu() ? ranks.size() == 1 && !options.timed : !m_onDevice || !m_onDevice->isQueued())
        return;
    const auto& spans = parameters.spans();
    for (size_t k = 0; k < spans.size(); ++k) {
        auto accumulator = torch::autograd::impl::grad_accumulator(spans[k].parameter);
        accumulator->add_post_hook(std::make_unique<torch::autograd::utils::LambdaPostHook>(
            [this, k](const torch::autograd::variable_list& outputs, const torch::autograd::variable_list&) {
                gradientIsThere(k);
                return outputs;
            }));
        m_accumulators.push_back(accumulator);
    }
    if (ranks.size() > 1 && !m_onDevice)
        m_thread = std::thread([this] { work(); });
}

GradientReducer::~GradientReducer() {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_closing = true;
    }
    m_change.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

// Under the lock, with no bucket under way.
void GradientReducer::cutInto(int64_t first) {
    const auto& spans = m_parameters.spans();
    if (m_first != first) {
        m_first = first;
        m_buckets = makeBuckets(spans, first, m_options);
        m_bucketOfSpan.assign(spans.size(), -1);
        for (size_t k = 0; k < spans.size(); ++k)
            for (size_t b = 0; b < m_buckets.size(); ++b)
                if (spans[k].begin >= m_buckets[b].begin && spans[k].begin < m_buckets[b].end)
                    m_bucketOfSpan[k] = int(b);
    }
    m_missing.clear();
    for (const GradientBucket& bucket : m_buckets)
        m_missing.push_back(bucket.parameters);
    m_next = 0;
    m_sumSeconds = m_sumProcessorSeconds = 0;
}

void GradientReducer::open(int64_t first) {
    if (m_accumulators.empty())
        return;
    const std::lock_guard<std::mutex> lock(m_mutex);
    cutInto(first);
    m_times.clear();
    for (const GradientBucket& bucket : m_buckets)
        m_times.push_back({size_t(bucket.end - bucket.begin) * sizeof(float), 0});
    m_opened = std::chrono::steady_clock::now();
    m_open = true;
}

std::vector<BucketTime> GradientReducer::bucketTimes() const {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_times;
}

void GradientReducer::gradientIsThere(size_t span) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_open || m_bucketOfSpan[span] < 0)
        return;
    const size_t bucket = size_t(m_bucketOfSpan[span]);
    if (--m_missing[bucket] > 0)
        return;
    m_times[bucket].readySeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_opened).count();
    if (m_onDevice)
        queueBuckets();
    m_change.notify_all();
}

torch::Tensor GradientReducer::part(int64_t begin, int64_t end) const {
    return m_parameters.gradients().narrow(0, begin, end - begin);
}

// Under the lock.
void GradientReducer::queueBuckets() {
    for (; m_next < m_buckets.size() && m_missing[m_next] <= 0; ++m_next)
        m_onDevice->sum(part(m_buckets[m_next].begin, m_buckets[m_next].end), m_options.wire);
}

void GradientReducer::finishOnDevice(int64_t first) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (!m_open)
        cutInto(first);
    m_missing.assign(m_buckets.size(), 0); // also what this rank had no images for
    queueBuckets();
    m_onDevice->sum(part(m_parameters.size(), m_parameters.size() + FlatParameters::tailSize), Wire::Float);
    m_onDevice->join();
    m_open = false;
}

std::string GradientReducer::way() const {
    return m_onDevice ? m_onDevice->way() : m_ranks.sumsBy();
}

void GradientReducer::work() {
    std::unique_lock<std::mutex> lock(m_mutex);
    for (;;) {
        m_change.wait(lock,
                      [&] { return m_closing || (m_open && m_next < m_buckets.size() && m_missing[m_next] <= 0); });
        if (m_closing)
            return;
        const GradientBucket bucket = m_buckets[m_next];
        lock.unlock();
        const auto start = std::chrono::steady_clock::now();
        const double processorStart = threadProcessorSeconds();
        m_ranks.sum(m_parameters.gradients().data_ptr<float>() + bucket.begin, size_t(bucket.end - bucket.begin),
                    m_options.wire);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const double processorSeconds = threadProcessorSeconds() - processorStart;
        lock.lock();
        m_sumSeconds += seconds;
        m_sumProcessorSeconds += processorSeconds;
        ++m_next;
        m_change.notify_all();
    }
}

void GradientReducer::finish(int64_t first) {
    if (m_ranks.size() == 1) {
        m_open = false;
        return;
    }
    if (m_onDevice)
        return finishOnDevice(first);
    {
        std::unique_lock<std::mutex> lock(m_mutex);
        if (!m_open)
            cutInto(first);
        m_open = true;
        m_missing.assign(m_buckets.size(), 0); // also what this rank had no images for
        m_change.notify_all();
        m_change.wait(lock, [&] { return m_next == m_buckets.size(); });
        m_open = false;
    }
    m_ranks.sum(m_parameters.gradients().data_ptr<float>() + m_parameters.size(), FlatParameters::tailSize);
}

} // namespace roentgen::distributed
