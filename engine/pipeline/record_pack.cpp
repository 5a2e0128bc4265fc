#include "engine/pipeline/record_pack.h"

#include "engine/datasets/folder_index.h"
#include "engine/datasets/indexed_folder.h"
#include "engine/imaging/image_file.h"
#include "engine/pipeline/pack_folder.h"
#include "engine/pipeline/prepared_image.h"
#include "engine/pipeline/work_ahead.h"
#include "engine/protocol/sha256.h"
#include "engine/records/film_record.h"
#include "engine/records/record_file.h"
#include "engine/records/record_manifest.h"
#include "engine/records/record_writer.h"

#include <algorithm>
#include <functional>
#include <new>
#include <optional>
#include <sched.h>
#include <sys/stat.h>

namespace roentgen::pipeline {

namespace {

using records::RecordManifest;

constexpr uint64_t factsBytes = 600; // of a record beside its pixels, roughly

int coresOfThisProcess() {
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(1, CPU_COUNT(&cores)) : 1;
}

std::string fileStamp(const std::string& path) {
    struct stat status = {};
    const auto record = records::parseRecordName(path);
    if (::stat(record ? record->file.c_str() : path.c_str(), &status) != 0)
        return "absent";
    return std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + "." +
           std::to_string(status.st_mtim.tv_nsec);
}

// The films of the shards that are to be written, prepared by several threads and taken in their order.
class FilmsToPack {
public:
    using Prepare = std::function<Result<std::vector<uint8_t>>(const std::string& path)>;

    FilmsToPack(std::vector<std::string> paths, int threads, Prepare prepare)
        : m_paths(std::move(paths))
        , m_prepare(std::move(prepare))
        , m_most(size_t(threads) * 4)
        , m_work(threads) {}

    // The film of the next path; call it once a path.
    Result<std::vector<uint8_t>> next() {
        for (; m_work.size() < m_most && m_begun < m_paths.size(); ++m_begun)
            m_work.add({&m_paths[m_begun], &m_prepare, {}});
        return std::move(*m_work.take().pixels);
    }

private:
    struct Film {
        const std::string* path;
        const Prepare* prepare;
        std::optional<Result<std::vector<uint8_t>>> pixels;

        size_t pieces() const { return 1; }
        void doPiece(size_t) {
            try {
                pixels = (*prepare)(*path);
            } catch (const std::bad_alloc&) {
                pixels = environmentError("Not enough memory to decode the image", *path, "use fewer --threads");
            }
        }
        void finish() {}
    };

    const std::vector<std::string> m_paths;
    const Prepare m_prepare;
    const size_t m_most; // in memory
    size_t m_begun = 0;
    WorkAhead<Film> m_work; // the first that goes: its threads use the rest
};

class Pack {
public:
    explicit Pack(const PackOptions& options)
        : m_options(options) {}

    Result<PackSummary> run() {
        if (Status opened = openDataSet(); !opened)
            return opened.error();
        const auto folder = PackFolder::open(m_options.out, m_manifest);
        if (!folder)
            return folder.error();
        if (Status written = writeShards(*folder); !written)
            return written.error();
        return finish();
    }

private:
    Status openDataSet();
    bool keepShard(const PackFolder& folder, int shard);
    Status writeShards(const PackFolder& folder);
    Status writeShard(int shard, FilmsToPack& films);
    Result<PackSummary> finish();

    size_t firstOf(int shard) const { return m_folder.index.images.size() * size_t(shard) / size_t(m_shards); }
    std::string pathOf(int shard) const { return m_options.out + "/" + records::shardName(shard, m_shards); }
    uint64_t bytesOfFilm() const {
        return uint64_t(m_options.size) * uint64_t(m_options.size) * uint64_t(m_options.bits / 8) + factsBytes;
    }
    records::FilmFacts factsOf(size_t image) const;
    RecordManifest describe() const;
    FilmsToPack::Prepare preparation() const;
    void report() const;

    const PackOptions& m_options;
    datasets::IndexedFolder m_folder;
    int m_shards = 1;
    RecordManifest m_manifest;
    std::vector<bool> m_kept; // per shard
    size_t m_done = 0;        // images
    PackSummary m_summary;
};

Status Pack::openDataSet() {
    datasets::IndexOptions options;
    options.cancelled = m_options.cancelled;
    auto folder = datasets::indexWithSplit(m_options.dataset, options);
    if (!folder)
        return folder.error();
    m_folder = folder.take();
    if (m_options.bits == 16 && !m_folder.records.empty())
        return usageError("Records are packed again in 8 bits only", "--bits", "pack the original data set");
    const size_t images = m_folder.index.images.size();
    const uint64_t perShard = uint64_t(m_options.shardMegabytes) << 20;
    const uint64_t shards =
        m_options.shards > 0 ? uint64_t(m_options.shards) : (images * bytesOfFilm() + perShard - 1) / perShard;
    m_shards = int(std::clamp(shards, uint64_t(1), std::min(uint64_t(images), uint64_t(99999))));
    m_summary.images = int64_t(images);
    m_summary.shards = m_shards;
    m_summary.problems = m_folder.index.header.problems;
    m_manifest = describe();
    return Done{};
}

records::FilmFacts Pack::factsOf(size_t at) const {
    const StudyImage& image = m_folder.index.images[at];
    records::FilmFacts facts{image.image,
                             image.patient,
                             image.split,
                             image.modality,
                             image.view,
                             image.laterality,
                             m_folder.index.header.classes,
                             {},
                             m_options.size,
                             m_options.size,
                             m_options.bits};
    const auto has = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    facts.patientRule = image.patientRule;
    if (image.labelled)
        for (const std::string& name : facts.classes)
            facts.labels.push_back(has(image.labels, name)      ? 1
                                   : has(image.uncertain, name) ? records::uncertainLabel
                                   : has(image.unknown, name)   ? records::unknownLabel
                                                                : 0);
    return facts;
}

RecordManifest Pack::describe() const {
    RecordManifest manifest;
    manifest.dataset = m_folder.index.header.name;
    manifest.size = m_options.size;
    manifest.bits = m_options.bits;
    manifest.resize = m_options.pad ? "pad" : "stretch";
    manifest.shardCount = m_shards;
    Sha256 sum;
    sum.update(manifest.resize + " " + std::to_string(manifest.size) + " " + std::to_string(manifest.bits) + " " +
               std::to_string(m_shards) + "\n");
    for (size_t i = 0; i < m_folder.index.images.size(); ++i) {
        records::FilmFacts known = factsOf(i);
        known.patientRule.clear(); // says how the patient was found, not what the set is
        const auto facts = records::writeFilm(known, nullptr);
        sum.update((facts ? *facts : std::string()) + fileStamp(m_folder.index.images[i].path) + "\n");
    }
    manifest.madeFrom = sum.hex();
    return manifest;
}

// A shard of an earlier attempt. Films of it that are absent could not be read.
bool Pack::keepShard(const PackFolder& folder, int shard) {
    auto whole = folder.wholeShard(records::shardName(shard, m_shards));
    if (!whole)
        return false;
    const size_t count = firstOf(shard + 1) - firstOf(shard);
    std::vector<std::string> absent;
    for (size_t i = firstOf(shard); i < firstOf(shard + 1); ++i)
        if (!whole->films.count(m_folder.index.images[i].image))
            absent.push_back(m_folder.index.images[i].image);
    if (absent.size() + whole->films.size() != count)
        return false;
    m_summary.unreadable.insert(m_summary.unreadable.end(), absent.begin(), absent.end());
    m_manifest.shards[size_t(shard)] = std::move(whole->entry);
    m_done += count;
    return true;
}

FilmsToPack::Prepare Pack::preparation() const {
    const int size = m_options.size;
    const bool pad = m_options.pad;
    if (m_options.bits == 8)
        return [=](const std::string& path) { return prepareImage(path, size, pad); };
    return [=](const std::string& path) -> Result<std::vector<uint8_t>> {
        const auto film = imaging::readGrey16(path);
        if (!film)
            return film.error();
        return shrinkFilm(*film, size, pad);
    };
}

void Pack::report() const {
    if (m_options.progress)
        m_options.progress(double(m_done) / double(m_summary.images),
                           std::to_string(m_done) + " of " + std::to_string(m_summary.images) + " films");
}

Status Pack::writeShards(const PackFolder& folder) {
    m_manifest.shards.resize(size_t(m_shards));
    m_kept.resize(size_t(m_shards));
    std::vector<std::string> paths;
    for (int shard = 0; shard < m_shards; ++shard) {
        if (m_options.cancelled && m_options.cancelled())
            return Error{ErrorCode::Stopped, "Stopped on request", m_options.out, "whole shards are kept"};
        m_kept[size_t(shard)] = keepShard(folder, shard);
        m_summary.keptShards += m_kept[size_t(shard)];
        for (size_t i = firstOf(shard); !m_kept[size_t(shard)] && i < firstOf(shard + 1); ++i)
            paths.push_back(m_folder.index.images[i].path);
        report();
    }
    if (Status room = folder.checkRoom(paths.size() * bytesOfFilm()); !room)
        return room;
    const int threads = m_options.threads > 0 ? m_options.threads : coresOfThisProcess();
    FilmsToPack films(std::move(paths), threads, preparation());
    for (int shard = 0; shard < m_shards; ++shard)
        if (!m_kept[size_t(shard)])
            if (Status written = writeShard(shard, films); !written)
                return written;
    return Done{};
}

Status Pack::writeShard(int shard, FilmsToPack& films) {
    auto writer = records::RecordWriter::create(pathOf(shard), records::RecordIndex::Written);
    if (!writer)
        return writer.error();
    auto factsWriter = records::RecordWriter::create(records::factsPathOf(pathOf(shard)), records::RecordIndex::None);
    if (!factsWriter)
        return factsWriter.error();
    for (size_t i = firstOf(shard); i < firstOf(shard + 1); ++i) {
        if (m_options.cancelled && m_options.cancelled())
            return Error{ErrorCode::Stopped, "Stopped on request", m_options.out, "whole shards are kept"};
        const auto pixels = films.next();
        ++m_done;
        report();
        if (!pixels && pixels.error().code == ErrorCode::Environment)
            return pixels.error();
        if (!pixels) {
            m_summary.unreadable.push_back(m_folder.index.images[i].image);
            m_summary.reasons.push_back(pixels.error().toLine());
            continue;
        }
        const records::FilmFacts facts = factsOf(i);
        const auto record = records::writeFilm(facts, pixels->data());
        const auto alone = records::writeFilm(facts, nullptr);
        if (!record || !alone)
            return record ? alone.error() : record.error();
        if (Status added = writer->add(*record); !added)
            return added;
        if (Status added = factsWriter->add(*alone); !added)
            return added;
    }
    m_manifest.shards[size_t(shard)] = {records::shardName(shard, m_shards), writer->count(), writer->bytes()};
    if (Status finished = factsWriter->finish(); !finished)
        return finished;
    return writer->finish();
}

Result<PackSummary> Pack::finish() {
    for (const RecordManifest::Shard& shard : m_manifest.shards) {
        m_summary.records += shard.records;
        m_summary.bytes += shard.bytes;
    }
    if (m_summary.records == 0)
        return dataError("No film of the data set could be read", m_options.dataset,
                         m_summary.reasons.empty() ? "check the files" : m_summary.reasons.front());
    std::sort(m_summary.unreadable.begin(), m_summary.unreadable.end());
    m_manifest.unreadable = m_summary.unreadable;
    m_manifest.complete = true;
    if (Status written = records::writeManifest(m_options.out, m_manifest); !written)
        return written.error();
    return std::move(m_summary);
}

} // namespace

Result<PackSummary> packRecords(const PackOptions& options) {
    return Pack(options).run();
}

} // namespace roentgen::pipeline
