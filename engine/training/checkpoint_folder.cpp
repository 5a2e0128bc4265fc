#include "engine/training/checkpoint_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::training {

namespace {

namespace fs = std::filesystem;

Error diskError(const std::string& what, const std::string& path) {
    const int reason = errno;
    return environmentError(what + ": " + std::strerror(reason), path,
                            reason == ENOSPC || reason == EDQUOT || reason == EFBIG
                                ? "free space on this disk, then resume the run"
                                : "check the run folder's disk and permissions, then resume the run");
}

Status flushFolder(const std::string& path) {
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return diskError("cannot open the folder", path);
    const bool flushed = fsync(folder) == 0 || errno == EINVAL; // some file systems cannot, and need not
    close(folder);
    if (!flushed)
        return diskError("cannot flush the folder", path);
    return Done{};
}

Status writeFlushed(const std::string& path, const std::string& bytes) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0)
        return diskError("cannot write the checkpoint", path);
    size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = write(file, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        done += size_t(n);
    }
    if (done < bytes.size() || fsync(file) != 0) {
        const Error error = diskError("cannot write the checkpoint", path);
        close(file);
        return error;
    }
    close(file);
    return Done{};
}

Status linkOrCopy(const std::string& from, const std::string& to) {
    std::error_code failed;
    fs::create_hard_link(from, to, failed);
    if (!failed)
        return Done{};
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    if (failed)
        return environmentError("cannot keep the best weights: " + failed.message(), to,
                                "check the run folder's disk, then resume the run");
    return Done{};
}

struct Places {
    std::string root, last, fresh, previous;
    explicit Places(const RunFolder& run)
        : root(run.checkpointsFolder())
        , last(run.checkpointFolder())
        , fresh(root + "/new")
        , previous(root + "/previous") {}
};

// A folder is complete once it was flushed under its name: "new" never counts, whatever it holds.
Status exchange(const Places& at) {
    std::error_code ignored;
    if (!fs::exists(at.last)) {
        if (rename(at.fresh.c_str(), at.last.c_str()) != 0)
            return diskError("cannot put the checkpoint in its place", at.last);
        return flushFolder(at.root);
    }
#ifdef RENAME_EXCHANGE
    if (renameat2(AT_FDCWD, at.fresh.c_str(), AT_FDCWD, at.last.c_str(), RENAME_EXCHANGE) == 0) {
        auto flushed = flushFolder(at.root);
        fs::remove_all(at.fresh, ignored);
        return flushed;
    }
#endif
    fs::remove_all(at.previous, ignored);
    if (rename(at.last.c_str(), at.previous.c_str()) != 0 || rename(at.fresh.c_str(), at.last.c_str()) != 0)
        return diskError("cannot put the checkpoint in its place", at.last);
    auto flushed = flushFolder(at.root);
    fs::remove_all(at.previous, ignored);
    return flushed;
}

} // namespace

Status writeCheckpointFolder(const RunFolder& run, const CheckpointFiles& files) {
    const Places at(run);
    std::error_code failed;
    fs::remove_all(at.fresh, failed);
    fs::create_directories(at.fresh, failed);
    if (failed)
        return environmentError("cannot make the checkpoint's folder: " + failed.message(), at.fresh,
                                "check the run folder's disk and permissions, then resume the run");
    const Status written = [&]() -> Status {
        for (const auto& [name, bytes] : files)
            if (auto one = writeFlushed(at.fresh + "/" + name, bytes); !one)
                return one;
        if (fs::exists(run.bestWeights()))
            if (auto linked = linkOrCopy(run.bestWeights(), at.fresh + "/" + run_files::bestWeights); !linked)
                return linked;
        if (auto flushed = flushFolder(at.fresh); !flushed)
            return flushed;
        return exchange(at);
    }();
    if (!written)
        fs::remove_all(at.fresh, failed);
    return written;
}

Status recoverCheckpointFolder(const RunFolder& run) {
    const Places at(run);
    std::error_code failed;
    if (!fs::exists(at.last) && fs::exists(at.previous) && rename(at.previous.c_str(), at.last.c_str()) != 0)
        return diskError("cannot put the checkpoint back in its place", at.last);
    fs::remove_all(at.fresh, failed);
    fs::remove_all(at.previous, failed);
    return Done{};
}

bool hasCheckpoint(const RunFolder& run) {
    return fs::exists(run.checkpointFolder());
}

Status restoreBestWeights(const RunFolder& run) {
    const std::string kept = run.checkpointFolder() + "/" + run_files::bestWeights;
    const std::string fresh = run.bestWeights() + ".restored";
    std::error_code failed;
    if (!fs::exists(kept)) {
        fs::remove(run.bestWeights(), failed);
        return Done{};
    }
    fs::remove(fresh, failed);
    if (auto linked = linkOrCopy(kept, fresh); !linked)
        return linked;
    // rename() does nothing where both names are links of one file already.
    if (rename(fresh.c_str(), run.bestWeights().c_str()) != 0)
        return diskError("cannot restore the best weights", run.bestWeights());
    fs::remove(fresh, failed);
    return Done{};
}

} // namespace roentgen::training
