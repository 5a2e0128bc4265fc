#include "engine/records/record_writer.h"

#include "engine/protocol/text_file.h"
#include "engine/records/crc32c.h"
#include "engine/records/record_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace roentgen::records {

namespace {

template <typename Number>
void putLittleEndian(std::string& to, Number value) {
    for (size_t i = 0; i < sizeof value; ++i)
        to += char((value >> (8 * i)) & 255);
}

std::string partOf(const std::string& path) {
    return path + ".part";
}

} // namespace

RecordWriter::RecordWriter(std::string path, int file, RecordIndex index)
    : m_path(std::move(path))
    , m_file(file)
    , m_index(index) {}

RecordWriter::RecordWriter(RecordWriter&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_file(std::exchange(other.m_file, -1))
    , m_index(other.m_index)
    , m_buffer(std::move(other.m_buffer))
    , m_indexText(std::move(other.m_indexText))
    , m_bytes(other.m_bytes)
    , m_count(other.m_count) {}

RecordWriter::~RecordWriter() {
    if (m_file < 0)
        return;
    ::close(m_file);
    ::unlink(partOf(m_path).c_str());
}

Error RecordWriter::failed(int number) const {
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return environmentError(std::string("Could not write the record file: ") + std::strerror(number), m_path,
                            full ? "make room on that disk and try again: finished files are kept"
                                 : "check the folder's permissions");
}

Result<RecordWriter> RecordWriter::create(const std::string& path, RecordIndex index) {
    RecordWriter writer(path, -1, index);
    writer.m_file = ::open(partOf(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (writer.m_file < 0)
        return writer.failed(errno);
    return writer;
}

Status RecordWriter::add(std::string_view data) {
    constexpr size_t flushedAt = size_t(1) << 20;
    const size_t head = m_buffer.size();
    putLittleEndian(m_buffer, uint64_t(data.size()));
    putLittleEndian(m_buffer, maskedCrc(crc32c(m_buffer.data() + head, 8)));
    m_buffer += data;
    putLittleEndian(m_buffer, maskedCrc(crc32c(data.data(), data.size())));
    const uint64_t size = data.size() + recordHead + recordTail;
    if (m_index == RecordIndex::Written)
        m_indexText += std::to_string(m_bytes) + ' ' + std::to_string(size) + '\n';
    m_bytes += size;
    ++m_count;
    return m_buffer.size() < flushedAt ? Status(Done{}) : flush();
}

Status RecordWriter::flush() {
    for (size_t done = 0; done < m_buffer.size();) {
        const ssize_t written = ::write(m_file, m_buffer.data() + done, m_buffer.size() - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed(errno);
        done += size_t(written);
    }
    m_buffer.clear();
    return Done{};
}

Status RecordWriter::finish() {
    if (Status flushed = flush(); !flushed)
        return flushed;
    if (::fsync(m_file) != 0)
        return failed(errno);
    if (m_index == RecordIndex::Written)
        if (Status written = writeFileAtomically(indexPathOf(m_path), m_indexText); !written)
            return written;
    if (::rename(partOf(m_path).c_str(), m_path.c_str()) != 0)
        return failed(errno);
    ::close(std::exchange(m_file, -1));
    flushFolderOf(m_path);
    return Done{};
}

} // namespace roentgen::records
