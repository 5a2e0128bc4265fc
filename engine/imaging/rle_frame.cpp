#include "engine/imaging/rle_frame.h"

#include "engine/imaging/refusal.h"

#include <algorithm>

namespace roentgen::imaging {

namespace {

constexpr size_t headerBytes = 64, maximumSegments = 15;

uint32_t headerWord(const uint8_t* bytes, size_t index) {
    const uint8_t* at = bytes + 4 * index;
    return uint32_t(at[0]) | uint32_t(at[1]) << 8 | uint32_t(at[2]) << 16 | uint32_t(at[3]) << 24;
}

// Calls put(value) for every byte of the segment until `wanted` came; returns how many did.
template <typename Put>
size_t unpackSegment(const uint8_t* at, const uint8_t* end, size_t wanted, Put put) {
    size_t done = 0;
    while (at < end && done < wanted) {
        const size_t control = *at++;
        if (control == 128)
            continue;
        if (control > 128) {
            if (at == end)
                break;
            for (const size_t stop = std::min(wanted, done + 257 - control); done < stop; ++done)
                put(*at);
            ++at;
        } else {
            const size_t run = std::min({control + 1, wanted - done, size_t(end - at)});
            for (size_t i = 0; i < run; ++i, ++done)
                put(at[i]);
            at += run;
        }
    }
    return done;
}

} // namespace

bool beginsRleFrame(const uint8_t* bytes, size_t size, int segments) {
    if (size < headerBytes || headerWord(bytes, 0) != uint32_t(segments) || headerWord(bytes, 1) != headerBytes)
        return false;
    for (size_t index = 2; index <= maximumSegments; ++index) {
        const bool used = index <= size_t(segments);
        if (used ? headerWord(bytes, index) <= headerWord(bytes, index - 1) : headerWord(bytes, index) != 0)
            return false;
    }
    return true;
}

Result<std::vector<uint8_t>> decodeRle(const std::vector<uint8_t>& frame, size_t pixels, int samples,
                                       int bytesPerSample, const std::string& where) {
    const size_t segments = size_t(samples) * size_t(bytesPerSample);
    if (frame.size() < headerBytes || headerWord(frame.data(), 0) != segments)
        return refusalError("rle_header " + std::to_string(segments), where);
    std::vector<uint8_t> result(pixels * segments);
    for (size_t segment = 0; segment < segments; ++segment) {
        const size_t begin = headerWord(frame.data(), segment + 1);
        const size_t end = segment + 1 < segments ? headerWord(frame.data(), segment + 2) : frame.size();
        if (begin < headerBytes || begin > end || end > frame.size())
            return refusalError("rle_ends_early " + std::to_string(segment + 1), where);
        // The segment of the most significant byte comes first.
        const size_t sample = segment / size_t(bytesPerSample);
        const size_t shift = 8 * (size_t(bytesPerSample) - 1 - segment % size_t(bytesPerSample));
        uint8_t* target = result.data() + sample * pixels * size_t(bytesPerSample);
        size_t pixel = 0;
        const auto put = [&](uint8_t value) {
            if (bytesPerSample == 1)
                target[pixel++] = value;
            else
                reinterpret_cast<uint16_t*>(target)[pixel++] |= uint16_t(value << shift);
        };
        if (unpackSegment(frame.data() + begin, frame.data() + end, pixels, put) < pixels)
            return refusalError("rle_ends_early " + std::to_string(segment + 1), where);
    }
    return result;
}

} // namespace roentgen::imaging
