#include "engine/distributed/ring_sum.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace roentgen::distributed {

namespace {

constexpr size_t segmentValues = size_t(1) << 17; // added up while the next one is on its way

// Round to nearest, ties to even; NaN stays NaN.
uint16_t toBf16(float value) {
    uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    if ((bits & 0x7fffffffu) > 0x7f800000u)
        return uint16_t((bits >> 16) | 0x40u);
    return uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

float fromBf16(uint16_t value) {
    const uint32_t bits = uint32_t(value) << 16;
    float result = 0;
    std::memcpy(&result, &bits, sizeof result);
    return result;
}

// How values stand in a message.
struct FloatWire {
    using Type = float;
    static void pack(const float* from, size_t n, float* to) { std::copy_n(from, n, to); }
    static void unpack(const float* from, size_t n, float* to) { std::copy_n(from, n, to); }
    static void add(const float* __restrict from, size_t n, float* __restrict to) {
        for (size_t k = 0; k < n; ++k)
            to[k] += from[k];
    }
};

struct Bf16Wire {
    using Type = uint16_t;
    static void pack(const float* from, size_t n, uint16_t* to) { std::transform(from, from + n, to, toBf16); }
    static void unpack(const uint16_t* from, size_t n, float* to) { std::transform(from, from + n, to, fromBf16); }
    static void add(const uint16_t* __restrict from, size_t n, float* __restrict to) {
        for (size_t k = 0; k < n; ++k)
            to[k] += fromBf16(from[k]);
    }
};

template <typename W>
class Ring {
public:
    using T = typename W::Type;

    Ring(float* values, size_t count, int rank, int ranks, const RingNeighbours& neighbours)
        : m_values(values)
        , m_count(count)
        , m_rank(rank)
        , m_ranks(ranks)
        , m_neighbours(neighbours)
        , m_out(count / size_t(ranks) + 1)
        , m_in(m_out.size()) {}

    void run() {
        for (int step = 0; step + 1 < m_ranks; ++step)
            exchange(m_rank - step, m_rank - step - 1, &W::add);
        // The part that this rank has added up, as the others will see it.
        const Part own = part(m_rank + 1);
        W::pack(m_values + own.begin, own.size(), m_out.data());
        W::unpack(m_out.data(), own.size(), m_values + own.begin);
        for (int step = 0; step + 1 < m_ranks; ++step)
            exchange(m_rank + 1 - step, m_rank - step, &W::unpack);
    }

private:
    struct Part {
        size_t begin, end;
        size_t size() const { return end - begin; }
    };
    Part part(int number) const {
        const size_t k = size_t((number % m_ranks + m_ranks) % m_ranks);
        return {m_count * k / size_t(m_ranks), m_count * (k + 1) / size_t(m_ranks)};
    }

    // Part `gone` to the next rank, part `coming` from the one before, taken up segment by segment.
    void exchange(int gone, int coming, void (*take)(const T*, size_t, float*)) {
        const Part out = part(gone), in = part(coming);
        std::vector<int> arriving, leaving;
        for (size_t at = 0; at < in.size(); at += segmentValues)
            arriving.push_back(
                m_neighbours.receive(m_in.data() + at, std::min(segmentValues, in.size() - at) * sizeof(T)));
        for (size_t at = 0; at < out.size(); at += segmentValues) {
            const size_t n = std::min(segmentValues, out.size() - at);
            W::pack(m_values + out.begin + at, n, m_out.data() + at);
            leaving.push_back(m_neighbours.send(m_out.data() + at, n * sizeof(T)));
        }
        for (size_t k = 0; k < arriving.size(); ++k) {
            m_neighbours.wait(arriving[k]);
            const size_t at = k * segmentValues;
            take(m_in.data() + at, std::min(segmentValues, in.size() - at), m_values + in.begin + at);
        }
        for (int ticket : leaving)
            m_neighbours.wait(ticket);
    }

    float* m_values;
    size_t m_count;
    int m_rank, m_ranks;
    const RingNeighbours& m_neighbours;
    std::vector<T> m_out, m_in;
};

} // namespace

void ringSum(float* values, size_t count, int rank, int ranks, Wire wire, const RingNeighbours& neighbours) {
    if (wire == Wire::Bf16)
        Ring<Bf16Wire>(values, count, rank, ranks, neighbours).run();
    else
        Ring<FloatWire>(values, count, rank, ranks, neighbours).run();
}

} // namespace roentgen::distributed
