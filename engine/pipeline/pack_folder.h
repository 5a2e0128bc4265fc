// The folder that a pack writes into, and what is there of an earlier attempt.
#pragma once

#include "engine/protocol/result.h"
#include "engine/records/record_manifest.h"

#include <optional>
#include <set>
#include <string>

namespace roentgen::pipeline {

// Locked for this process while it lives.
class PackFolder {
public:
    // Makes it where it is absent, removes what a killed pack has left unfinished, and writes the manifest into an
    // empty one. Usage errors: it holds other files, or records whose manifest was not made from the same. Environment
    // errors: it cannot be made, or another pack is at work in it.
    static Result<PackFolder> open(const std::string& path, const records::RecordManifest& manifest);
    PackFolder(PackFolder&& other) noexcept;
    PackFolder& operator=(PackFolder&&) = delete;
    ~PackFolder();

    // Environment error where the disk has less than that.
    Status checkRoom(uint64_t bytes) const;

    struct Shard {
        records::RecordManifest::Shard entry;
        std::set<std::string> films;
    };
    // nullopt unless the shard is there, with index and facts, and sound to the last byte: every record is read.
    std::optional<Shard> wholeShard(const std::string& name) const;

    const std::string& path() const { return m_path; }

private:
    explicit PackFolder(std::string path)
        : m_path(std::move(path)) {}
    Status lock();
    Status clear(bool isKnown) const;

    std::string m_path;
    int m_file = -1;
};

} // namespace roentgen::pipeline
