#include "engine/records/record_file.h"

#include "engine/protocol/text_file.h"
#include "engine/records/crc32c.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::records {

namespace {

template <typename Number>
Number littleEndian(const uint8_t* bytes) {
    Number value = 0;
    for (size_t i = 0; i < sizeof value; ++i)
        value |= Number(bytes[i]) << (8 * i);
    return value;
}

std::string withoutRecordExtension(const std::string& path) {
    return hasRecordExtension(path) ? path.substr(0, path.rfind('.')) : path;
}

std::string atByte(const std::string& path, uint64_t offset) {
    return path + ", byte " + std::to_string(offset);
}

bool parseNumber(const char*& at, const char* end, uint64_t& value) {
    const auto [stop, failure] = std::from_chars(at, end, value);
    at = stop;
    return failure == std::errc();
}

bool headIsSound(const uint8_t* head) {
    return maskedCrc(crc32c(head, 8)) == littleEndian<uint32_t>(head + 8);
}

} // namespace

bool hasRecordExtension(std::string_view name) {
    for (const std::string_view ending : {".tfrecord", ".tfrecords"})
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
            return true;
    return false;
}

std::string indexPathOf(const std::string& recordPath) {
    return withoutRecordExtension(recordPath) + ".idx";
}

std::string factsPathOf(const std::string& recordPath) {
    return withoutRecordExtension(recordPath) + ".facts";
}

bool beginsLikeRecords(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    struct stat status = {};
    uint8_t head[recordHead];
    const bool sound = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                       ::pread(file, head, sizeof head, 0) == ssize_t(sizeof head) && headIsSound(head) &&
                       littleEndian<uint64_t>(head) <= uint64_t(status.st_size) - recordHead;
    ::close(file);
    return sound;
}

std::optional<RecordName> parseRecordName(const std::string& path) {
    const size_t colon = path.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == path.size())
        return std::nullopt;
    uint64_t number = 0;
    const char* at = path.data() + colon + 1;
    if (!parseNumber(at, path.data() + path.size(), number) || at != path.data() + path.size())
        return std::nullopt;
    RecordName name{path.substr(0, colon), size_t(number)};
    if (!hasRecordExtension(name.file) && !beginsLikeRecords(name.file))
        return std::nullopt;
    return name;
}

Error RecordFile::damaged(const std::string& what, uint64_t offset) const {
    return dataError(what, atByte(m_path, offset),
                     "copy or pack the file again; pipeline.damaged = \"skip\" leaves such films out");
}

Result<std::shared_ptr<const RecordFile>> RecordFile::open(const std::string& path) {
    std::shared_ptr<RecordFile> file(new RecordFile);
    file->m_path = path;
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status = {};
    if (opened < 0 || ::fstat(opened, &status) != 0) {
        const int number = errno;
        if (opened >= 0)
            ::close(opened);
        return dataError(std::string("Could not open the record file: ") + std::strerror(number), path,
                         "check the name and the permissions");
    }
    const bool mapped = S_ISREG(status.st_mode) && file->map(opened, uint64_t(status.st_size));
    const int number = errno;
    ::close(opened);
    if (!S_ISREG(status.st_mode))
        return dataError("This is no record file", path, "name a TFRecord file");
    if (!mapped)
        return environmentError(std::string("Could not map the record file: ") + std::strerror(number), path,
                                "raise the limit on address space (ulimit -v)");
    file->m_device = uint64_t(status.st_dev);
    file->m_inode = uint64_t(status.st_ino);
    if (!file->useIndex()) {
        file->m_places.clear();
        if (Status walked = file->walk(); !walked)
            return walked.error();
    }
    return std::shared_ptr<const RecordFile>(std::move(file));
}

RecordFile::~RecordFile() {
    if (m_data)
        ::munmap(const_cast<uint8_t*>(m_data), size_t(m_size));
}

bool RecordFile::map(int file, uint64_t size) {
    m_size = size;
    if (size == 0)
        return true;
    void* mapped = ::mmap(nullptr, size_t(size), PROT_READ, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED)
        return false;
    m_data = static_cast<const uint8_t*>(mapped);
    return true;
}

// Under its name there may be another file by now, or none: the mapping is then still whole.
bool RecordFile::isShorterThan(uint64_t bytes) const {
    struct stat status = {};
    return ::stat(m_path.c_str(), &status) == 0 && uint64_t(status.st_dev) == m_device &&
           uint64_t(status.st_ino) == m_inode && uint64_t(status.st_size) < bytes;
}

// Nothing is taken on trust: the lines must chain from the first byte to the last and be written in the one way there
// is, so that no changed character goes unnoticed.
bool RecordFile::useIndex() {
    const std::string path = indexPathOf(m_path);
    if (::access(path.c_str(), F_OK) != 0)
        return false;
    const Result<std::string> text = readTextFile(path);
    const auto refuse = [&](uint64_t line) {
        m_indexProblem = dataError("The index does not fit its record file", path + ":" + std::to_string(line),
                                   "delete it: the records are then found without it");
        return false;
    };
    if (!text)
        return refuse(0);
    uint64_t offset = 0, line = 0;
    std::string canonical;
    for (const char *at = text->data(), *end = at + text->size(); at != end; ++at) {
        ++line;
        RecordPlace place;
        if (!parseNumber(at, end, place.offset) || at == end || *at++ != ' ' || !parseNumber(at, end, place.size) ||
            at == end || *at != '\n')
            return refuse(line);
        if (place.offset != offset || place.size < recordHead + recordTail || place.size > m_size - offset)
            return refuse(line);
        offset += place.size;
        canonical += std::to_string(place.offset) + ' ' + std::to_string(place.size) + '\n';
        m_places.push_back(place);
    }
    return (offset == m_size && canonical == *text) || refuse(line);
}

std::optional<uint64_t> RecordFile::lengthAt(uint64_t offset) const {
    const uint64_t left = m_size - offset;
    if (left < recordHead + recordTail || !headIsSound(m_data + offset))
        return std::nullopt;
    const auto length = littleEndian<uint64_t>(m_data + offset);
    return length <= left - recordHead - recordTail ? std::optional(length) : std::nullopt;
}

Status RecordFile::walk() {
    for (uint64_t offset = 0; offset < m_size;) {
        const auto length = lengthAt(offset);
        if (!length)
            return damaged("The record file is damaged or cut off: no sound length of a record", offset);
        m_places.push_back({offset, *length + recordHead + recordTail});
        offset += m_places.back().size;
    }
    return Done{};
}

Result<std::string_view> RecordFile::read(size_t number) const {
    const RecordPlace place = m_places.at(number);
    if (isShorterThan(place.offset + place.size))
        return damaged("The record file has become shorter since it was opened", place.offset);
    const auto length = lengthAt(place.offset);
    if (!length || *length + recordHead + recordTail != place.size)
        return damaged("The record's length is damaged", place.offset);
    const uint8_t* data = m_data + place.offset + recordHead;
    if (maskedCrc(crc32c(data, size_t(*length))) != littleEndian<uint32_t>(data + *length))
        return damaged("The record is damaged: its checksum is wrong", place.offset);
    return std::string_view(reinterpret_cast<const char*>(data), size_t(*length));
}

void RecordFile::askFor(size_t number) const {
    const RecordPlace place = m_places.at(number);
    const auto page = uint64_t(::sysconf(_SC_PAGESIZE));
    const uint64_t begin = place.offset / page * page; // of a page, as madvise wants it
    ::madvise(const_cast<uint8_t*>(m_data) + begin, place.offset + place.size - begin, MADV_WILLNEED);
}

std::string RecordFile::nameOf(size_t number) const {
    return m_path + ":" + std::to_string(number) + " (byte " + std::to_string(m_places.at(number).offset) + ")";
}

} // namespace roentgen::records
