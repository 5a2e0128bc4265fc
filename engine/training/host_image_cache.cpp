#include "engine/training/host_image_cache.h"

#include "engine/protocol/run_folder.h"

#include <algorithm>
#include <cstdint>
#include <unistd.h>

namespace roentgen::training {

namespace {

using distributed::Communicator;
using pipeline::ImageCache;

// Ranks with the same one see each other's files in /proc.
std::string neighbourhood() {
    char space[64] = {};
    const ssize_t length = ::readlink("/proc/self/ns/pid", space, sizeof space - 1);
    return thisHostName() + " " + thisBootId() + " " + std::string(space, size_t(std::max<ssize_t>(0, length)));
}

std::vector<std::string> gatheredEverywhere(const std::string& mine, Communicator& ranks) {
    std::string lines;
    for (const std::string& line : ranks.gather(mine))
        lines += line + "\n";
    ranks.broadcast(lines);
    std::vector<std::string> all;
    for (size_t at = 0, end; (end = lines.find('\n', at)) != std::string::npos; at = end + 1)
        all.push_back(lines.substr(at, end - at));
    return all;
}

ImageCache::Size partOf(ImageCache::Size size, size_t ranks, size_t ofRanks) {
    if (ranks < ofRanks)
        size.bytesLimit = size.bytesLimit / ofRanks * ranks;
    return size;
}

} // namespace

HostImageCache openHostImageCache(const ImageCache::Size& size, Communicator& ranks) {
    if (ranks.size() == 1)
        return {ImageCache::own(size), {}};
    const std::vector<std::string> all = gatheredEverywhere(neighbourhood(), ranks);
    const std::string& here = all[size_t(ranks.rank())];
    const int maker = int(std::find(all.begin(), all.end(), here) - all.begin());
    const auto neighbours = size_t(std::count(all.begin(), all.end(), here));
    const size_t hostRanks = std::max(neighbours, size_t(ranks.localSize()));

    HostImageCache cache;
    if (neighbours > 1 && maker == ranks.rank())
        cache.images = ImageCache::share(partOf(size, neighbours, hostRanks));
    const std::vector<std::string> names = gatheredEverywhere(cache.images ? cache.images->name() : "", ranks);
    if (neighbours > 1 && maker != ranks.rank())
        cache.images = ImageCache::join(names[size_t(maker)], size);
    // Neighbours share all or not at all, so that the limit holds.
    const std::vector<std::string> shares = gatheredEverywhere(cache.images ? "yes" : "no", ranks);
    bool together = neighbours > 1;
    for (size_t rank = 0; rank < all.size(); ++rank)
        together &= all[rank] != here || shares[rank] == "yes";
    if (!together)
        cache.images = ImageCache::own(partOf(size, 1, hostRanks));
    double apart = (neighbours > 1 && !together) || neighbours < size_t(ranks.localSize()) ? 1 : 0;
    ranks.sum(&apart, 1);
    if (apart > 0 && ranks.rank() == 0)
        cache.problem = std::to_string(int(apart)) + " of " + std::to_string(ranks.size()) +
                        " ranks cannot share prepared images with all others of their host: each part of the host's "
                        "ranks keeps its own, in its part of pipeline.cache_mb";
    return cache;
}

} // namespace roentgen::training
