#include "engine/records/record_manifest.h"

#include "engine/protocol/sha256.h"
#include "engine/protocol/text_file.h"
#include "engine/records/record_file.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace roentgen::records {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int version = 1;

json toJson(const RecordManifest& manifest) {
    json shards = json::array();
    for (const auto& shard : manifest.shards)
        shards.push_back({{"name", shard.name}, {"records", shard.records}, {"bytes", shard.bytes}});
    return {{"format", "roentgen-records"},
            {"version", version},
            {"dataset", manifest.dataset},
            {"made_from", manifest.madeFrom},
            {"size", manifest.size},
            {"bits", manifest.bits},
            {"resize", manifest.resize},
            {"shard_count", manifest.shardCount},
            {"complete", manifest.complete},
            {"shards", shards},
            {"unreadable", manifest.unreadable}};
}

RecordManifest fromJson(const json& text) {
    RecordManifest manifest;
    manifest.dataset = text.at("dataset");
    manifest.madeFrom = text.at("made_from");
    manifest.size = text.at("size");
    manifest.bits = text.at("bits");
    manifest.resize = text.at("resize");
    manifest.shardCount = text.at("shard_count");
    manifest.complete = text.at("complete");
    for (const json& shard : text.at("shards"))
        manifest.shards.push_back({shard.at("name"), shard.at("records"), shard.at("bytes")});
    manifest.unreadable = text.at("unreadable").get<std::vector<std::string>>();
    return manifest;
}

std::string dumped(const json& text) {
    return text.dump(1, ' ', false, json::error_handler_t::replace);
}

// The files of a set that somebody else has written: shards without an ending are known by their first bytes.
Result<std::vector<std::string>> foreignFilesIn(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
        const std::string name = entry.path().filename().string();
        const std::string extension = entry.path().extension().string();
        std::error_code ignored;
        if (name.front() == '.' || !entry.is_regular_file(ignored))
            continue;
        if (hasRecordExtension(name) ||
            ((extension.empty() || name.find("-of-") != std::string::npos) && extension != ".idx" &&
             extension != ".facts" && extension != ".part" && beginsLikeRecords(entry.path().string())))
            files.push_back(entry.path().string());
    }
    if (failure)
        return dataError("Could not open the folder: " + failure.message(), folder,
                         "check that it exists and may be read");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::string shardName(int shard, int shardCount) {
    char name[64];
    std::snprintf(name, sizeof name, "films-%05d-of-%05d.tfrecord", shard, shardCount);
    return name;
}

std::string formatManifest(const RecordManifest& manifest) {
    json text = toJson(manifest);
    text["sha256"] = sha256Hex(dumped(text));
    return dumped(text) + "\n";
}

Result<std::optional<RecordManifest>> readManifest(const std::string& folder) {
    const std::string path = folder + "/" + manifestName;
    std::error_code failure;
    if (!fs::exists(path, failure))
        return std::optional<RecordManifest>();
    const auto file = readTextFile(path);
    if (!file)
        return file.error();
    try {
        json text = json::parse(*file);
        const std::string sum = text.at("sha256");
        text.erase("sha256");
        const auto& shards = text.at("shards");
        const bool named = std::all_of(shards.begin(), shards.end(), [](const json& shard) {
            return shard.at("name").get<std::string>().find('/') == std::string::npos;
        });
        if (named && text.at("format") == "roentgen-records" && text.at("version") == version &&
            sum == sha256Hex(dumped(text)))
            return std::optional(fromJson(text));
    } catch (const json::exception&) {
    }
    return dataError("The description of the records is damaged, or of a newer version", path,
                     "pack again into another folder; without this file the records are read as a foreign set");
}

Status writeManifest(const std::string& folder, const RecordManifest& manifest) {
    return writeFileAtomically(folder + "/" + manifestName, formatManifest(manifest));
}

Result<std::vector<std::string>> recordFilesIn(const std::string& folder) {
    const auto manifest = readManifest(folder);
    if (!manifest)
        return manifest.error();
    if (!*manifest)
        return foreignFilesIn(folder);
    if (!(*manifest)->complete)
        return dataError("These records are not all written yet", folder, "run the same roentgen-data pack again");
    std::vector<std::string> files;
    for (const auto& shard : (*manifest)->shards) {
        const std::string path = folder + "/" + shard.name;
        std::error_code failure;
        const auto bytes = fs::file_size(path, failure);
        if (failure)
            return dataError("A record file is absent", path, "copy it too, or pack again");
        if (bytes != shard.bytes)
            return dataError("The record file has " + std::to_string(bytes) + " bytes instead of " +
                                 std::to_string(shard.bytes),
                             path, "copy it again, or delete it and pack again");
        files.push_back(path);
    }
    return files;
}

} // namespace roentgen::records
