// One cache of prepared images for all ranks of a host.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/pipeline/image_cache.h"

#include <memory>
#include <string>

namespace roentgen::training {

struct HostImageCache {
    std::shared_ptr<pipeline::ImageCache> images;
    std::string problem; // on rank 0: why ranks of a host do not share; then each has its part of the limit
};

// size.bytesLimit: of a host, as its first rank says it; where only some of its ranks see each other's processes
// (a container a rank), those share their part of it. Collective.
HostImageCache openHostImageCache(const pipeline::ImageCache::Size& size, distributed::Communicator& ranks);

} // namespace roentgen::training
