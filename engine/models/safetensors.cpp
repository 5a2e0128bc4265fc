#include "engine/models/safetensors.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>

namespace roentgen::models {

namespace {

using nlohmann::json;
constexpr uint64_t largestHeader = 100'000'000;

// Elements times their size; nullopt where that overflows.
bool tensorBytes(const StoredTensor& tensor, size_t* bytes) {
    size_t count = bytesPerElement(tensor.dtype);
    for (int64_t extent : tensor.shape)
        if (__builtin_mul_overflow(count, size_t(extent), &count))
            return false;
    *bytes = count;
    return true;
}

Result<StoredTensor> readEntry(const std::string& name, const json& entry, size_t dataBytes, const std::string& where) {
    const auto broken = [&](const char* what) {
        return dataError("tensor '" + name + "' " + what, where, "the file is damaged: fetch or write it again");
    };
    if (!entry.is_object() || !entry.contains("dtype") || !entry.contains("shape") || !entry.contains("data_offsets"))
        return broken("has no dtype, shape or data_offsets");
    const json &dtype = entry["dtype"], &shape = entry["shape"], &offsets = entry["data_offsets"];
    const auto isSize = [](const json& v) {
        return v.is_number_unsigned() && v.get<uint64_t>() <= uint64_t(std::numeric_limits<int64_t>::max());
    };
    if (!dtype.is_string() || bytesPerElement(dtype.get<std::string>()) == 0)
        return broken("has an unknown dtype");
    if (!shape.is_array() || !std::all_of(shape.begin(), shape.end(), isSize))
        return broken("has a shape that is not a list of sizes");
    if (!offsets.is_array() || offsets.size() != 2 || !isSize(offsets[0]) || !isSize(offsets[1]))
        return broken("has data_offsets that are not two offsets");

    StoredTensor tensor{name, dtype.get<std::string>(), shape.get<std::vector<int64_t>>(), offsets[0].get<size_t>(),
                        offsets[1].get<size_t>()};
    if (tensor.begin > tensor.end || tensor.end > dataBytes)
        return broken("lies outside the file (truncated?)");
    size_t bytes = 0;
    if (!tensorBytes(tensor, &bytes) || bytes != tensor.end - tensor.begin)
        return broken("has another number of bytes than its shape and dtype need");
    return tensor;
}

Status checkCoverage(const std::vector<StoredTensor>& tensors, size_t dataBytes, const std::string& where) {
    const char* hint = "the file is damaged: fetch or write it again";
    size_t position = 0;
    for (const StoredTensor& tensor : tensors) {
        if (tensor.begin < position)
            return dataError("tensor '" + tensor.name + "' overlaps the one before it", where, hint);
        if (tensor.begin > position)
            return dataError("there is a gap before tensor '" + tensor.name + "'", where, hint);
        position = tensor.end;
    }
    if (position != dataBytes)
        return dataError("there are bytes after the last tensor", where, hint);
    return Done{};
}

} // namespace

size_t bytesPerElement(const std::string& dtype) {
    static const std::map<std::string, size_t> sizes = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},
                                                        {"I32", 4}, {"I16", 2}, {"I8", 1},  {"U8", 1},   {"BOOL", 1}};
    const auto found = sizes.find(dtype);
    return found == sizes.end() ? 0 : found->second;
}

const StoredTensor* SafetensorsFile::find(const std::string& name) const {
    const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

Result<SafetensorsFile> readSafetensors(const std::string& path) {
    auto bytes = readTextFile(path);
    if (!bytes)
        return bytes.error();
    return parseSafetensors(bytes.take(), path);
}

Result<SafetensorsFile> parseSafetensors(std::string bytes, const std::string& where) {
    const char* hint = "is it a .safetensors file, and complete?";
    uint64_t headerBytes = 0;
    if (bytes.size() < sizeof headerBytes)
        return dataError("too short for a weights file", where, hint);
    std::memcpy(&headerBytes, bytes.data(), sizeof headerBytes);
    if (headerBytes > largestHeader)
        return dataError("the header claims more than 100 MB", where, hint);
    if (headerBytes > bytes.size() - sizeof headerBytes)
        return dataError("truncated within the header", where, hint);

    SafetensorsFile file;
    file.dataStart = sizeof headerBytes + headerBytes;
    const json header =
        json::parse(bytes.begin() + sizeof headerBytes, bytes.begin() + std::ptrdiff_t(file.dataStart), nullptr, false);
    if (!header.is_object())
        return dataError("the header is not a JSON object", where, hint);
    const size_t dataBytes = bytes.size() - file.dataStart;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            if (!entry.is_object())
                return dataError("the metadata is not a JSON object", where, hint);
            for (const auto& [key, value] : entry.items())
                if (value.is_string())
                    file.metadata[key] = value.get<std::string>();
            continue;
        }
        auto tensor = readEntry(name, entry, dataBytes, where);
        if (!tensor)
            return tensor.error();
        file.tensors.push_back(tensor.take());
    }
    std::sort(file.tensors.begin(), file.tensors.end(),
              [](const auto& a, const auto& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
    if (auto covered = checkCoverage(file.tensors, dataBytes, where); !covered)
        return covered.error();
    file.bytes = std::move(bytes);
    return file;
}

std::string encodeSafetensors(const std::map<std::string, std::string>& metadata,
                              const std::vector<TensorToStore>& tensors) {
    json header = json::object(); // keys come out sorted: the same arguments, the same bytes
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    size_t position = 0;
    for (const TensorToStore& tensor : tensors) {
        StoredTensor stored{tensor.name, tensor.dtype, tensor.shape};
        size_t bytes = 0;
        tensorBytes(stored, &bytes);
        header[tensor.name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {position, position + bytes}}};
        position += bytes;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data starts at a multiple of eight
    const uint64_t headerBytes = text.size();

    std::string out;
    out.reserve(sizeof headerBytes + text.size() + position);
    out.append(reinterpret_cast<const char*>(&headerBytes), sizeof headerBytes);
    out += text;
    for (const TensorToStore& tensor : tensors) {
        size_t bytes = 0;
        tensorBytes({tensor.name, tensor.dtype, tensor.shape}, &bytes);
        out.append(static_cast<const char*>(tensor.data), bytes);
    }
    return out;
}

} // namespace roentgen::models
