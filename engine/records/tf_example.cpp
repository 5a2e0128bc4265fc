#include "engine/records/tf_example.h"

#include "example.pb.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>

#include <cstring>

namespace roentgen::records {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr uint32_t tagOf(int field, WireFormatLite::WireType type) {
    return uint32_t(field) << 3 | uint32_t(type);
}
constexpr uint32_t lengthDelimited(int field) {
    return tagOf(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
}

// Walks the fields of an example in place: protobuf's own stream and rules, but the image is not copied out.
// Every function is false where the message is damaged.
class Walk {
public:
    Walk(const void* data, int size)
        : m_data(static_cast<const uint8_t*>(data))
        , m_stream(m_data, size) {}

    int position() const { return m_stream.CurrentPosition(); }

    bool example(ExampleView& example) {
        return fields([&](uint32_t tag) {
            return tag == lengthDelimited(1) ? message([&] { return features(example); }) : skip(tag);
        });
    }

private:
    template <typename Field>
    bool fields(Field field) {
        while (const uint32_t tag = m_stream.ReadTag())
            if (!field(tag))
                return false;
        return m_stream.ConsumedEntireMessage();
    }

    template <typename Inner>
    bool message(Inner inner) {
        int length = 0;
        if (!m_stream.ReadVarintSizeAsInt(&length) || length > m_stream.BytesUntilLimit())
            return false;
        const auto limit = m_stream.PushLimit(length);
        const bool whole = inner();
        m_stream.PopLimit(limit);
        return whole;
    }

    bool view(std::string_view& bytes) {
        int length = 0;
        if (!m_stream.ReadVarintSizeAsInt(&length) || length > m_stream.BytesUntilLimit())
            return false;
        bytes = {reinterpret_cast<const char*>(m_data) + m_stream.CurrentPosition(), size_t(length)};
        return m_stream.Skip(length);
    }

    bool skip(uint32_t tag) { return WireFormatLite::SkipField(&m_stream, tag); }

    bool features(ExampleView& example) {
        return fields([&](uint32_t tag) {
            return tag == lengthDelimited(1) ? message([&] { return entry(example.features.emplace_back()); })
                                             : skip(tag);
        });
    }

    // One of the map: name, value.
    bool entry(FeatureView& feature) {
        return fields([&](uint32_t tag) {
            return tag == lengthDelimited(1)   ? view(feature.name)
                   : tag == lengthDelimited(2) ? message([&] { return this->feature(feature); })
                                               : skip(tag);
        });
    }

    bool feature(FeatureView& feature) {
        return fields([&](uint32_t tag) {
            const FeatureKind kind = tag == lengthDelimited(1)   ? FeatureKind::Bytes
                                     : tag == lengthDelimited(2) ? FeatureKind::Floats
                                     : tag == lengthDelimited(3) ? FeatureKind::Integers
                                                                 : FeatureKind::None;
            if (kind == FeatureKind::None)
                return skip(tag);
            if (kind != feature.kind) { // of a oneof the last counts
                feature.bytes.clear();
                feature.floats.clear();
                feature.integers.clear();
                feature.kind = kind;
            }
            return message([&] { return values(feature); });
        });
    }

    bool values(FeatureView& feature) {
        return fields([&](uint32_t tag) {
            if (feature.kind == FeatureKind::Bytes)
                return tag == lengthDelimited(1) ? view(feature.bytes.emplace_back()) : skip(tag);
            if (tag == lengthDelimited(1))
                return message([&] { return packed(feature); });
            const auto single = feature.kind == FeatureKind::Floats ? WireFormatLite::WIRETYPE_FIXED32
                                                                    : WireFormatLite::WIRETYPE_VARINT;
            return tag == tagOf(1, single) ? value(feature) : skip(tag);
        });
    }

    bool packed(FeatureView& feature) {
        while (m_stream.BytesUntilLimit() > 0)
            if (!value(feature))
                return false;
        return true;
    }

    bool value(FeatureView& feature) {
        if (feature.kind == FeatureKind::Floats) {
            uint32_t bits = 0;
            if (!m_stream.ReadLittleEndian32(&bits))
                return false;
            std::memcpy(&feature.floats.emplace_back(), &bits, sizeof bits);
            return true;
        }
        uint64_t number = 0;
        if (!m_stream.ReadVarint64(&number))
            return false;
        feature.integers.push_back(int64_t(number));
        return true;
    }

    const uint8_t* m_data;
    CodedInputStream m_stream;
};

} // namespace

const FeatureView* ExampleView::find(std::string_view name) const {
    for (auto feature = features.rbegin(); feature != features.rend(); ++feature)
        if (feature->name == name)
            return &*feature;
    return nullptr;
}

std::string_view ExampleView::text(std::string_view name) const {
    const FeatureView* feature = find(name);
    return feature && !feature->bytes.empty() ? feature->bytes.front() : std::string_view();
}

int64_t ExampleView::integer(std::string_view name, int64_t otherwise) const {
    const FeatureView* feature = find(name);
    return feature && feature->integers.size() == 1 ? feature->integers.front() : otherwise;
}

Result<ExampleView> readExample(const void* data, uint64_t size) {
    if (size > largestExample)
        return dataError("The record is too large for an example: " + std::to_string(size) + " bytes");
    ExampleView example;
    Walk walk(data, int(size));
    if (!walk.example(example))
        return dataError("The record is not a tf.train.Example", "byte " + std::to_string(walk.position()));
    return example;
}

Result<std::string> writeExample(const ExampleContent& content) {
    tensorflow::Example example;
    auto& features = *example.mutable_features()->mutable_feature();
    for (const auto& [name, values] : content.bytes) {
        auto& list = *features[name].mutable_bytes_list();
        for (const std::string_view value : values)
            list.add_value(value.data(), value.size());
    }
    for (const auto& [name, values] : content.integers) {
        auto& list = *features[name].mutable_int64_list()->mutable_value();
        list.Add(values.begin(), values.end());
    }
    const size_t size = example.ByteSizeLong();
    if (size > largestExample)
        return dataError("The film is too large for a record: " + std::to_string(size) + " bytes");
    std::string bytes;
    bytes.reserve(size);
    {
        google::protobuf::io::StringOutputStream out(&bytes);
        google::protobuf::io::CodedOutputStream coded(&out);
        coded.SetSerializationDeterministic(true); // a map has no order of its own
        example.SerializeWithCachedSizes(&coded);
    }
    return bytes;
}

} // namespace roentgen::records
