// tf.train.Example: what one record holds. Written and read through protobuf; read without copying what is large.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen::records {

enum class FeatureKind { None, Bytes, Floats, Integers };

// One feature as read: bytes point into the record. Those of another kind are empty.
struct FeatureView {
    std::string_view name;
    FeatureKind kind = FeatureKind::None;
    std::vector<std::string_view> bytes;
    std::vector<float> floats;
    std::vector<int64_t> integers;
};

struct ExampleView {
    std::vector<FeatureView> features; // in the order of the record

    const FeatureView* find(std::string_view name) const; // nullptr where there is none
    std::string_view text(std::string_view name) const;   // the first of its bytes; "" where there is none
    // Its only integer; otherwise, or where there is none, `otherwise`.
    int64_t integer(std::string_view name, int64_t otherwise) const;
};

// The largest record that is taken for an example at all.
constexpr uint64_t largestExample = 1ull << 30;

// data must outlive the view. Lists may be packed or not, unknown fields are passed over, of two features with one name
// the later counts. Data error (where: the byte): no example, a field that ends beyond its message. Thread-safe.
Result<ExampleView> readExample(const void* data, uint64_t size);

// What is written of an example; of each feature one kind.
struct ExampleContent {
    std::map<std::string, std::vector<std::string_view>> bytes;
    std::map<std::string, std::vector<int64_t>> integers;
};
// The same content gives the same bytes. Data error: larger than largestExample.
Result<std::string> writeExample(const ExampleContent& content);

} // namespace roentgen::records
