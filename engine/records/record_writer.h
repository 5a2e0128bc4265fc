// Writes a TFRecord file that is there whole or not at all.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace roentgen::records {

enum class RecordIndex { Written, None };

// One thread at a time. Grows under PATH.part; finish() flushes it to the disk and gives it its name. Environment
// errors (a full disk) name the file; nothing is left of an unfinished one.
class RecordWriter {
public:
    static Result<RecordWriter> create(const std::string& path, RecordIndex index);
    RecordWriter(RecordWriter&& other) noexcept;
    RecordWriter& operator=(RecordWriter&&) = delete;
    ~RecordWriter();

    Status add(std::string_view data);
    // Index first, file last: where the file is, its index is.
    Status finish();

    uint64_t bytes() const { return m_bytes; }
    int64_t count() const { return m_count; }

private:
    RecordWriter(std::string path, int file, RecordIndex index);
    Status flush();
    Error failed(int number) const;

    std::string m_path;
    int m_file;
    RecordIndex m_index;
    std::string m_buffer, m_indexText;
    uint64_t m_bytes = 0;
    int64_t m_count = 0;
};

} // namespace roentgen::records
