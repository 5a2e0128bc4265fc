#include "engine/imaging/frame_fragments.h"

#include "engine/imaging/refusal.h"
#include "engine/imaging/rle_frame.h"

#include <dcmtk/dcmdata/dcfcache.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <algorithm>
#include <cstring>

namespace roentgen::imaging {

namespace {

// What can be told of a fragment from its ends.
struct Fragment {
    uint64_t offset = 0;       // of its item from the first fragment's, as offset tables count
    bool beginsFrame = false;  // with the marker of a frame
    bool followsFrame = false; // the fragment before ends with an end marker, or has none to end with
};

bool beginsFrame(const std::vector<uint8_t>& bytes, const EncapsulatedFrames& frames) {
    static const uint8_t jpeg[] = {0xff, 0xd8, 0xff}, codeStream[] = {0xff, 0x4f, 0xff, 0x51},
                         jp2[] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
    const auto starts = [&](const auto& magic) {
        return bytes.size() >= sizeof magic && std::memcmp(bytes.data(), magic, sizeof magic) == 0;
    };
    switch (frames.coding) {
    case FrameCoding::Rle:
        return beginsRleFrame(bytes.data(), bytes.size(), frames.rleSegments);
    case FrameCoding::Jpeg:
        return starts(jpeg);
    case FrameCoding::Jpeg2000:
        return starts(codeStream) || starts(jp2);
    }
    return false;
}

// EOI and EOC are both FFD9; padding may follow. Run lengths have no end.
bool endsFrame(std::vector<uint8_t> bytes, FrameCoding coding) {
    if (coding == FrameCoding::Rle)
        return true;
    while (!bytes.empty() && bytes.back() == 0)
        bytes.pop_back();
    return bytes.size() >= 2 && bytes[bytes.size() - 2] == 0xff && bytes.back() == 0xd9;
}

// The fragment's bytes from `begin` on, at most `count`, without loading the rest of it.
std::vector<uint8_t> peek(DcmPixelItem& fragment, uint64_t begin, size_t count, DcmFileCache& cache) {
    std::vector<uint8_t> bytes(std::min<size_t>(count, fragment.getLength() - size_t(begin)));
    if (!bytes.empty() &&
        fragment.getPartialValue(bytes.data(), Uint32(begin), Uint32(bytes.size()), &cache, EBO_LittleEndian).bad())
        bytes.clear();
    return bytes;
}

using Items = std::vector<DcmPixelItem*>;

// Without getItem(), which counts from the first one each time.
Items itemsOf(DcmPixelSequence& sequence) {
    Items items;
    for (DcmObject* each = sequence.nextInContainer(nullptr); each; each = sequence.nextInContainer(each)) {
        auto* item = dynamic_cast<DcmPixelItem*>(each);
        if (!item)
            break;
        items.push_back(item);
    }
    return items;
}

// In the order of the file, from item 1 on: item 0 is the basic offset table.
std::vector<Fragment> describeFragments(const Items& items, const EncapsulatedFrames& frames) {
    std::vector<Fragment> fragments;
    DcmFileCache cache;
    uint64_t offset = 0;
    bool ended = true;
    for (size_t item = 1; item < items.size(); ++item) {
        DcmPixelItem& stored = *items[item];
        const uint64_t length = stored.getLength();
        fragments.push_back({offset, beginsFrame(peek(stored, 0, 64, cache), frames), ended});
        ended = endsFrame(peek(stored, length - std::min<uint64_t>(length, 16), 16, cache), frames.coding);
        offset += 8 + length;
    }
    return fragments;
}

std::vector<uint64_t> extendedTable(DcmItem& dataset) {
    const Uint64* offsets = nullptr;
    unsigned long count = 0;
    if (dataset.findAndGetUint64Array(DCM_ExtendedOffsetTable, offsets, &count).bad() || !offsets)
        return {};
    return {offsets, offsets + count};
}

std::vector<uint64_t> basicTable(const Items& items) {
    Uint8* bytes = nullptr;
    std::vector<uint64_t> offsets;
    if (items.empty() || items.front()->getUint8Array(bytes).bad() || !bytes)
        return offsets;
    for (Uint32 at = 0; at + 4 <= items.front()->getLength(); at += 4)
        offsets.push_back(uint64_t(bytes[at]) | uint64_t(bytes[at + 1]) << 8 | uint64_t(bytes[at + 2]) << 16 |
                          uint64_t(bytes[at + 3]) << 24);
    return offsets;
}

using Starts = std::vector<size_t>; // of the frames, as indices of fragments

template <typename Condition>
Starts startsWhere(const std::vector<Fragment>& fragments, Condition condition) {
    Starts starts;
    for (size_t i = 0; i < fragments.size(); ++i)
        if (condition(fragments[i]))
            starts.push_back(i);
    return starts;
}

// Empty where an entry is no fragment that begins a frame.
Starts startsOfTable(const std::vector<Fragment>& fragments, const std::vector<uint64_t>& table) {
    Starts starts;
    for (const uint64_t offset : table) {
        const auto found =
            std::lower_bound(fragments.begin(), fragments.end(), offset,
                             [](const Fragment& fragment, uint64_t wanted) { return fragment.offset < wanted; });
        const auto index = size_t(found - fragments.begin());
        if (found == fragments.end() || found->offset != offset || !found->beginsFrame ||
            (!starts.empty() && index <= starts.back()))
            return {};
        starts.push_back(index);
    }
    return starts;
}

Result<Starts> findFrames(DcmItem& dataset, const Items& items, const EncapsulatedFrames& frames,
                          const std::string& path) {
    if (frames.frames == 1)
        return Starts{0};
    const std::vector<Fragment> fragments = describeFragments(items, frames);
    const Starts begun = startsWhere(fragments, [](const Fragment& fragment) { return fragment.beginsFrame; });
    const Starts afterEnd =
        startsWhere(fragments, [](const Fragment& fragment) { return fragment.beginsFrame && fragment.followsFrame; });
    for (const Starts& starts : {afterEnd, startsOfTable(fragments, extendedTable(dataset)),
                                 startsOfTable(fragments, basicTable(items)), begun})
        if (starts.size() == size_t(frames.frames) && starts.front() == 0)
            return starts;
    return refusalError("frames_apart", path,
                        std::to_string(begun.size()) + " of " + std::to_string(fragments.size()) +
                            " fragments begin one, the header says " + std::to_string(frames.frames));
}

} // namespace

Result<std::vector<uint8_t>> frameBytes(DcmItem& dataset, DcmPixelData& pixels, const EncapsulatedFrames& frames,
                                        int index, const std::string& path) {
    DcmPixelSequence* sequence = nullptr;
    const OFCondition condition = pixels.getEncapsulatedRepresentation(frames.syntax, nullptr, sequence);
    if (condition.bad() || !sequence)
        return refusalError("no_capsule", path);
    const Items items = itemsOf(*sequence);
    auto starts = findFrames(dataset, items, frames, path);
    if (!starts)
        return starts.error();
    const size_t first = (*starts)[size_t(index)];
    const bool isLast = size_t(index) + 1 == starts->size();
    const size_t end = isLast ? items.size() - std::min<size_t>(items.size(), 1) : (*starts)[size_t(index) + 1];
    std::vector<uint8_t> bytes;
    for (size_t fragment = first; fragment < end; ++fragment) {
        DcmPixelItem* item = items[fragment + 1];
        Uint8* data = nullptr;
        if (item->getUint8Array(data).bad())
            return refusalError("fragment_ends_early " + std::to_string(fragment + 1), path);
        if (data)
            bytes.insert(bytes.end(), data, data + item->getLength());
        item->compact();
    }
    if (bytes.empty())
        return refusalError("empty_pixel_data", path);
    return bytes;
}

} // namespace roentgen::imaging
