// A TFRecord file in memory's address space: its records are found by an index beside it or by walking, and checked
// when they are read. A record is: uint64 length (little-endian), masked CRC-32C of these 8 bytes, data, masked CRC-32C
// of the data (TensorFlow, core/lib/io/record_writer.h).
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen::records {

constexpr uint64_t recordHead = 12, recordTail = 4; // bytes before and behind the data

// A whole record in its file, head and tail included: as NVIDIA DALI's tfrecord2idx writes it, "offset size" a line.
struct RecordPlace {
    uint64_t offset = 0, size = 0;
};

class RecordFile {
public:
    // Maps the file. Its index (indexPathOf) is used where it is there and fits the file to the byte; else the lengths
    // are walked, each checked. Data errors name the file and the offset: absent, cut off, a damaged length.
    static Result<std::shared_ptr<const RecordFile>> open(const std::string& path);
    ~RecordFile();
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    const std::string& path() const { return m_path; }
    uint64_t bytes() const { return m_size; }
    size_t count() const { return m_places.size(); }
    const RecordPlace& place(size_t number) const { return m_places[number]; }
    // There is an index and it is damaged, or of another file: it was not used.
    const std::optional<Error>& indexProblem() const { return m_indexProblem; }

    // The record's data, lengths and sums checked; lives as long as the file. Thread-safe. Data errors name file and
    // offset: another length, a wrong sum, a file that has become shorter since it was opened. A disk that fails, or a
    // file cut off during the call, ends the process (SIGBUS), as mappings do.
    Result<std::string_view> read(size_t number) const;
    // Asks the kernel to bring the record from the disk; returns at once. Thread-safe.
    void askFor(size_t number) const;
    // "FILE:NUMBER (byte OFFSET)", for errors about what is in the record.
    std::string nameOf(size_t number) const;

private:
    RecordFile() = default;
    bool useIndex();
    bool map(int file, uint64_t size);
    Status walk();
    bool isShorterThan(uint64_t bytes) const;
    // The data's length, from the head at offset; nullopt where its sum is wrong or it does not fit the file.
    std::optional<uint64_t> lengthAt(uint64_t offset) const;
    Error damaged(const std::string& what, uint64_t offset) const;

    std::string m_path;
    uint64_t m_device = 0, m_inode = 0; // no descriptor is kept: a set may have thousands of files
    const uint8_t* m_data = nullptr;
    uint64_t m_size = 0;
    std::vector<RecordPlace> m_places;
    std::optional<Error> m_indexProblem;
};

// "a.tfrecord" → "a.idx"; a name without such an ending gets ".idx" behind it.
std::string indexPathOf(const std::string& recordPath);
// Beside our own files: the same examples without their images (film_record.h), "a.facts".
std::string factsPathOf(const std::string& recordPath);
// True where the name ends in .tfrecord or .tfrecords.
bool hasRecordExtension(std::string_view name);
// A regular file that begins with the sound head of a record that fits it.
bool beginsLikeRecords(const std::string& path);

// "DIR/a.tfrecord:12", as one record is named where a path is wanted; nullopt for other texts.
struct RecordName {
    std::string file;
    size_t number = 0;
};
std::optional<RecordName> parseRecordName(const std::string& path);

} // namespace roentgen::records
