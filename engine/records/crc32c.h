// CRC-32C (Castagnoli, polynomial 0x1EDC6F41, reflected), as iSCSI has it (RFC 3720, appendix B.4) and record files
// use.
#pragma once

#include <cstddef>
#include <cstdint>

namespace roentgen::records {

// Of data [size]. before: the value of what precedes it, so that pieces can be fed one after the other.
// Uses the processor's own instruction where it has one (SSE 4.2), three streams at once; else a table.
uint32_t crc32c(const void* data, size_t size, uint32_t before = 0);

// The same by the table alone, whatever the processor: what the other is tested against.
uint32_t crc32cByTable(const void* data, size_t size, uint32_t before = 0);

// As record files store it, so that a checksum of data that holds checksums stays one: rotated right by 15, plus a
// constant (TensorFlow, core/lib/hash/crc32c.h).
constexpr uint32_t maskedCrc(uint32_t crc) {
    return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

} // namespace roentgen::records
