#include "engine/distributed/ring_sum.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

namespace roentgen::distributed {

namespace {

// Added up while the next ones are on their way. Short enough for Open MPI to send it at once (btl_tcp_eager_limit is
// 64 KB with the header): longer messages are announced first, and the answer waits behind the other direction's data.
constexpr size_t segmentValues = 15 * 1024;

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

// How values stand in a message. Floats stand there as they do in the buffer: they are sent from their place and, where
// they are not added up, received in it.
struct FloatWire {
    using Type = float;
    static constexpr bool inPlace = true;
    static void pack(const float*, size_t, float*) {}
    static void unpack(const float*, size_t, float*) {}
    static void add(const float* __restrict from, size_t n, float* __restrict to) {
        for (size_t k = 0; k < n; ++k)
            to[k] += from[k];
    }
};

struct Bf16Wire {
    using Type = uint16_t;
    static constexpr bool inPlace = false;
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

    Ring(float* values, size_t count, int rank, int ranks, const RingNeighbours& neighbours, RingMemory& memory)
        : m_values(values)
        , m_count(count)
        , m_rank(rank)
        , m_ranks(ranks)
        , m_neighbours(neighbours)
        , m_in(place(memory.in))
        , m_out(W::inPlace ? nullptr : place(memory.out)) {}

    void run() {
        for (int step = 0; step + 1 < m_ranks; ++step)
            exchange(m_rank - step, m_rank - step - 1, Taking::Add);
        if (!W::inPlace) { // the part that this rank has added up, as the others will see it
            const Part own = part(m_rank + 1);
            W::pack(m_values + own.begin, own.size(), m_out);
            W::unpack(m_out, own.size(), m_values + own.begin);
        }
        for (int step = 0; step + 1 < m_ranks; ++step)
            exchange(m_rank + 1 - step, m_rank - step, Taking::Keep);
    }

private:
    enum class Taking { Add, Keep };
    struct Part {
        size_t begin, end;
        size_t size() const { return end - begin; }
    };
    Part part(int number) const {
        const size_t k = size_t((number % m_ranks + m_ranks) % m_ranks);
        return {m_count * k / size_t(m_ranks), m_count * (k + 1) / size_t(m_ranks)};
    }
    // Where the largest part has room.
    T* place(std::vector<std::byte>& memory) const {
        const size_t bytes = (m_count / size_t(m_ranks) + 1) * sizeof(T);
        if (memory.size() < bytes)
            memory.resize(bytes);
        return reinterpret_cast<T*>(memory.data());
    }
    // What is sent of a segment of a part.
    const T* leaving(size_t at, size_t segment, size_t n) const {
        if constexpr (W::inPlace) {
            return m_values + at + segment;
        } else {
            W::pack(m_values + at + segment, n, m_out + segment);
            return m_out + segment;
        }
    }
    // Where a segment arrives.
    T* arriving(size_t at, size_t segment, Taking taking) const {
        if constexpr (W::inPlace)
            return taking == Taking::Keep ? m_values + at + segment : m_in + segment;
        else
            return m_in + segment;
    }

    // Part `gone` to the next rank, part `coming` from the one before, taken up segment by segment.
    void exchange(int gone, int coming, Taking taking) {
        const Part out = part(gone), in = part(coming);
        std::vector<int> arrivals, departures;
        for (size_t at = 0; at < in.size(); at += segmentValues)
            arrivals.push_back(m_neighbours.receive(arriving(in.begin, at, taking),
                                                    std::min(segmentValues, in.size() - at) * sizeof(T)));
        for (size_t at = 0; at < out.size(); at += segmentValues) {
            const size_t n = std::min(segmentValues, out.size() - at);
            departures.push_back(m_neighbours.send(leaving(out.begin, at, n), n * sizeof(T)));
        }
        for (size_t k = 0; k < arrivals.size(); ++k) {
            m_neighbours.wait(arrivals[k]);
            const size_t at = k * segmentValues, n = std::min(segmentValues, in.size() - at);
            (taking == Taking::Add ? &W::add : &W::unpack)(m_in + at, n, m_values + in.begin + at);
        }
        for (int ticket : departures)
            m_neighbours.wait(ticket);
    }

    float* m_values;
    size_t m_count;
    int m_rank, m_ranks;
    const RingNeighbours& m_neighbours;
    T *m_in, *m_out;
};

} // namespace

std::vector<int> ringOrder(const std::vector<int>& hostOfRank) {
    std::vector<int> order(hostOfRank.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return hostOfRank[size_t(a)] < hostOfRank[size_t(b)]; });
    return order;
}

void ringSum(float* values, size_t count, int rank, int ranks, Wire wire, const RingNeighbours& neighbours,
             RingMemory& memory) {
    if (wire == Wire::Bf16)
        Ring<Bf16Wire>(values, count, rank, ranks, neighbours, memory).run();
    else
        Ring<FloatWire>(values, count, rank, ranks, neighbours, memory).run();
}

} // namespace roentgen::distributed
