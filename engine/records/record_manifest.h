// records.json: what a packed set was made from, so that a pack can be resumed and a set is known to be whole.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roentgen::records {

struct RecordManifest {
    struct Shard {
        std::string name;
        int64_t records = 0;
        uint64_t bytes = 0;
    };
    std::string dataset;  // the name of the data set that was packed
    std::string madeFrom; // SHA-256 of all that decides about the bytes: images, sizes and times of their files, labels
    int size = 0;         // pixels of a side
    int bits = 8;
    std::string resize = "stretch"; // or "pad"
    int shardCount = 0;
    bool complete = false;
    // Of a complete set.
    std::vector<Shard> shards;
    std::vector<std::string> unreadable; // images that are left out
};

constexpr const char* manifestName = "records.json";

std::string formatManifest(const RecordManifest& manifest);
// nullopt: the folder has none. Data error: not JSON, another format, or changed since it was written (it carries a
// SHA-256 of itself).
Result<std::optional<RecordManifest>> readManifest(const std::string& folder);
Status writeManifest(const std::string& folder, const RecordManifest& manifest); // atomically

// "films-00003-of-00008.tfrecord"
std::string shardName(int shard, int shardCount);

// The record files of a folder, in the order of their names: those of the manifest, else all that look like it (by
// ending; other names by their first bytes). Data errors: no such folder, a pack that has not finished, a file of the
// manifest that is absent or of another size. Empty where there is no record file at all.
Result<std::vector<std::string>> recordFilesIn(const std::string& folder);

} // namespace roentgen::records
