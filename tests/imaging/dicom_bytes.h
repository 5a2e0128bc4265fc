// DICOM files written byte by byte from PS3.5, without a library, so that they can say what no library would write.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace roentgen::imaging {

struct Encoding {
    bool explicitVr = true;
    bool bigEndian = false;
    const char* syntax = "1.2.840.10008.1.2.1";
};

struct Element {
    uint32_t tag = 0; // group << 16 | element
    std::string vr;
    std::string text = {};                        // for text
    std::vector<uint16_t> words = {};             // for US, SS, OW
    std::vector<std::vector<Element>> items = {}; // for SQ
    bool asUnknown = false;                       // VR UN, the value as implicit VR little endian (CP-246)
    bool definedLength = false;                   // of a sequence and its items
};

// The bytes of a file as they grow.
class DicomBytes {
public:
    explicit DicomBytes(Encoding encoding)
        : m_encoding(std::move(encoding)) {}

    void number(uint32_t value, int size) {
        for (int i = 0; i < size; ++i)
            m_bytes += char(value >> 8 * (m_encoding.bigEndian ? size - 1 - i : i));
    }
    void raw(const std::string& bytes) { m_bytes += bytes; }
    // Tag, VR where there is one, and length.
    void head(uint32_t tag, const std::string& vr, uint32_t length) {
        number(tag >> 16, 2);
        number(tag & 0xffff, 2);
        const bool isItem = tag >> 16 == 0xfffe;
        if (!m_encoding.explicitVr || isItem)
            return number(length, 4);
        m_bytes += vr;
        if (vr == "OB" || vr == "OW" || vr == "OV" || vr == "SQ" || vr == "UN") {
            number(0, 2);
            number(length, 4);
        } else {
            number(length, 2);
        }
    }
    void add(const Element& element) {
        Encoding inner = m_encoding;
        if (element.asUnknown)
            inner = {false, false, ""};
        const std::string value = valueOf(element, inner);
        const bool undefined = element.vr == "SQ" && !element.definedLength;
        head(element.tag, element.asUnknown ? "UN" : element.vr, undefined ? 0xffffffff : uint32_t(value.size()));
        raw(value);
        if (!undefined)
            return;
        DicomBytes end(inner);
        end.head(0xfffee0dd, "", 0);
        raw(end.bytes());
    }
    const std::string& bytes() const { return m_bytes; }

private:
    static std::string valueOf(const Element& element, const Encoding& encoding) {
        DicomBytes value(encoding);
        for (const std::vector<Element>& item : element.items) {
            DicomBytes inside(encoding);
            for (const Element& each : item)
                inside.add(each);
            value.head(0xfffee000, "", element.definedLength ? uint32_t(inside.bytes().size()) : 0xffffffff);
            value.raw(inside.bytes());
            if (!element.definedLength)
                value.head(0xfffee00d, "", 0);
        }
        for (const uint16_t word : element.words)
            value.number(word, 2);
        value.raw(element.text);
        if (value.m_bytes.size() % 2)
            value.m_bytes += element.vr == "UI" ? '\0' : ' ';
        return value.m_bytes;
    }

    Encoding m_encoding;
    std::string m_bytes;
};

// Preamble and meta header (PS3.10, 7.1).
inline std::string dicomMeta(const std::string& syntax, const std::string& more = {}) {
    DicomBytes rest({});
    rest.raw(more);
    rest.add({0x00020010, "UI", syntax});
    DicomBytes meta({});
    meta.raw(std::string(128, '\0') + "DICM");
    meta.head(0x00020000, "UL", 4);
    meta.number(uint32_t(rest.bytes().size()), 4);
    meta.raw(rest.bytes());
    return meta.bytes();
}

constexpr uint32_t nestedTag = 0x00081140; // Referenced Image Sequence

// A sequence with an item that holds such a sequence, and so on. Written without recursion.
inline std::string nested(const Encoding& encoding, int depth, bool definedLengths, const std::string& vr = "SQ",
                          uint32_t tag = nestedTag) {
    DicomBytes bytes(encoding);
    DicomBytes level(encoding);
    level.head(tag, vr, 0);
    level.head(0xfffee000, "", 0);
    const auto levelSize = uint32_t(level.bytes().size());
    for (int i = 0; i < depth; ++i) {
        const uint32_t inside = uint32_t(depth - 1 - i) * levelSize;
        bytes.head(tag, vr, definedLengths ? inside + 8 : 0xffffffff);
        bytes.head(0xfffee000, "", definedLengths ? inside : 0xffffffff);
    }
    for (int i = 0; i < depth && !definedLengths; ++i) {
        bytes.head(0xfffee00d, "", 0);
        bytes.head(0xfffee0dd, "", 0);
    }
    return bytes.bytes();
}

// 2 × 3 pixels of 12 bits.
inline std::vector<Element> plainFilm() {
    return {{0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7"},
            {0x00280002, "US", {}, {1}},
            {0x00280004, "CS", "MONOCHROME2"},
            {0x00280010, "US", {}, {2}},
            {0x00280011, "US", {}, {3}},
            {0x00280100, "US", {}, {16}},
            {0x00280101, "US", {}, {12}},
            {0x00280102, "US", {}, {11}},
            {0x00280103, "US", {}, {0}},
            {0x7fe00010, "OW", {}, {0, 1000, 2000, 3000, 4000, 4095}}};
}

} // namespace roentgen::imaging
