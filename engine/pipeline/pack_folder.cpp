#include "engine/pipeline/pack_folder.h"

#include "engine/records/record_file.h"
#include "engine/records/tf_example.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace roentgen::pipeline {

namespace {

namespace fs = std::filesystem;
using records::RecordFile;

bool isLeftover(const std::string& name) {
    return name.find(".part") != std::string::npos || name.find(".tmp-") != std::string::npos;
}

} // namespace

PackFolder::PackFolder(PackFolder&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_file(std::exchange(other.m_file, -1)) {}

PackFolder::~PackFolder() {
    if (m_file >= 0)
        ::close(m_file); // and with it the lock
}

Result<PackFolder> PackFolder::open(const std::string& path, const records::RecordManifest& manifest) {
    std::error_code failure;
    fs::create_directories(path, failure);
    if (failure)
        return environmentError("Could not make the folder: " + failure.message(), path,
                                "check the path and its permissions");
    PackFolder folder(path);
    if (Status locked = folder.lock(); !locked)
        return locked.error();
    const auto known = records::readManifest(path);
    if (!known)
        return known.error();
    if (*known && (*known)->madeFrom != manifest.madeFrom)
        return usageError("The folder holds records of another data set, of changed images or of other options", path,
                          "choose another folder, or delete this one");
    if (Status cleared = folder.clear(known->has_value()); !cleared)
        return cleared.error();
    if (!*known)
        if (Status written = records::writeManifest(path, manifest); !written)
            return written.error();
    return folder;
}

Status PackFolder::lock() {
    m_file = ::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_file < 0)
        return environmentError(std::string("Could not open the folder: ") + std::strerror(errno), m_path,
                                "check its permissions");
    if (::flock(m_file, LOCK_EX | LOCK_NB) != 0)
        return environmentError("Another pack is at work in this folder", m_path, "wait for it, or stop it");
    return Done{};
}

Status PackFolder::clear(bool isKnown) const {
    std::error_code failure;
    std::vector<std::string> leftovers;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_path, failure)) {
        const std::string name = entry.path().filename().string();
        if (isLeftover(name))
            leftovers.push_back(entry.path().string());
        else if (!isKnown)
            return usageError("The folder is not empty and holds no records", m_path,
                              "choose a folder that is empty or absent");
    }
    if (failure)
        return environmentError("Could not list the folder: " + failure.message(), m_path, "check its permissions");
    for (const std::string& path : leftovers)
        fs::remove(path, failure);
    return Done{};
}

Status PackFolder::checkRoom(uint64_t bytes) const {
    struct statvfs disk = {};
    if (::statvfs(m_path.c_str(), &disk) != 0)
        return Done{};
    const uint64_t room = uint64_t(disk.f_bavail) * uint64_t(disk.f_frsize);
    if (room >= bytes)
        return Done{};
    return environmentError("No room for the records: about " + std::to_string((bytes >> 20) + 1) + " MB are needed, " +
                                std::to_string(room >> 20) + " MB are free",
                            m_path, "make room on that disk and try again, or pack to a smaller --size");
}

std::optional<PackFolder::Shard> PackFolder::wholeShard(const std::string& name) const {
    const std::string path = m_path + "/" + name;
    std::error_code failure;
    if (!fs::exists(path, failure) || !fs::exists(records::indexPathOf(path), failure))
        return std::nullopt;
    const auto file = RecordFile::open(path);
    const auto facts = RecordFile::open(records::factsPathOf(path));
    if (!file || !facts || (*file)->indexProblem() || (*facts)->count() != (*file)->count())
        return std::nullopt;
    Shard shard{{name, int64_t((*file)->count()), (*file)->bytes()}, {}};
    for (size_t i = 0; i < (*file)->count(); ++i) {
        const auto data = (*facts)->read(i);
        const auto example =
            data ? records::readExample(data->data(), data->size()) : Result<records::ExampleView>(data.error());
        if (!(*file)->read(i) || !example)
            return std::nullopt;
        shard.films.emplace(example->text("path"));
    }
    return shard;
}

} // namespace roentgen::pipeline
