// The safetensors container (https://github.com/huggingface/safetensors, README "Format"): 8-byte little-endian header
// length, a JSON header, raw tensors. No torch here; the reader is made for files that come from anywhere.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roentgen::models {

struct StoredTensor {
    std::string name;
    std::string dtype; // "F32" "BF16" "I64" …
    std::vector<int64_t> shape;
    size_t begin = 0, end = 0; // bytes within the data part
};

struct SafetensorsFile {
    std::map<std::string, std::string> metadata;
    std::vector<StoredTensor> tensors; // in the order of their bytes
    std::string bytes;                 // the whole file
    size_t dataStart = 0;

    const StoredTensor* find(const std::string& name) const;
    const char* data(const StoredTensor& tensor) const { return bytes.data() + dataStart + tensor.begin; }
};

size_t bytesPerElement(const std::string& dtype); // 0 for a dtype that is not known

// Data errors name the tensor: truncated, header over 100 MB or not JSON, unknown dtype, a size that does not fit the
// shape, overlaps, gaps, bytes after the last tensor.
Result<SafetensorsFile> readSafetensors(const std::string& path);
Result<SafetensorsFile> parseSafetensors(std::string bytes, const std::string& where);

struct TensorToStore {
    std::string name, dtype;
    std::vector<int64_t> shape;
    const void* data = nullptr; // contiguous, native (little-endian) byte order
};
// Tensors keep their order; the same arguments give the same bytes.
std::string encodeSafetensors(const std::map<std::string, std::string>& metadata,
                              const std::vector<TensorToStore>& tensors);

} // namespace roentgen::models
