// What a list needs of a run's events, kept beside them in events.digest, so that no list reads a long log twice.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/run_folder.h"

namespace roentgen {

// Which file, and how it was: another one, or one that has changed, has another stamp. All 0 where there is none.
struct FileStamp {
    int64_t inode = 0, bytes = 0, modifiedNanoseconds = 0;
    bool operator==(const FileStamp& other) const {
        return inode == other.inode && bytes == other.bytes && modifiedNanoseconds == other.modifiedNanoseconds;
    }
};
FileStamp stampOf(const std::string& path);

struct RunDigest {
    // Whole but for old steps, what validations say of single classes, warnings and ensembles; of hello
    // only epochs, steps, ranks, threads, host and headline, of epochs how long they trained. Of old steps there are
    // their sums.
    RunHistory history;
    bool forgotSteps = false;        // there were steps before history.steps
    int64_t offset = 0, nextSeq = 1; // where EventReader goes on
    FileStamp log;                   // when it was read up to there
    std::string name;                // of the experiment
    FileStamp experiment;            // whose name that is
};

std::string digestFile(const RunFolder& run);

// nullopt where there is none, where it is torn, of another version, or of another log than the run's: that must be as
// it was (the same file, size and time), or be longer and read the same shortly before the offset.
std::optional<RunDigest> readRunDigest(const RunFolder& run);
// Nothing is said where it cannot be written: the log has everything. Any thread, any process.
void writeRunDigest(const RunFolder& run, const RunDigest& digest);

} // namespace roentgen
