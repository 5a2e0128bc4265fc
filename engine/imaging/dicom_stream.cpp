#include "engine/imaging/dicom_stream.h"

#include "engine/imaging/read_observer.h"

#include <dcmtk/dcmdata/dcerror.h>

#include <algorithm>
#include <cstring>

namespace roentgen::imaging {

namespace {

constexpr uintptr_t maximumStackBytes = 512u << 10;
constexpr uint32_t undefinedLength = 0xffffffff;

// Where the stack stands now, to within a frame.
uintptr_t stackPosition() {
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
}

uint32_t numberAt(const uint8_t* bytes, bool bigEndian) {
    return bigEndian ? uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3]
                     : uint32_t(bytes[3]) << 24 | uint32_t(bytes[2]) << 16 | uint32_t(bytes[1]) << 8 | bytes[0];
}

// A large value's, when it is asked for.
class ObservedStream : public DcmInputFileStream {
public:
    ObservedStream(const OFFilename& name, offile_off_t offset, ReadObserver& observer)
        : DcmInputFileStream(name, offset)
        , m_observer(observer) {}

    offile_off_t read(void* buffer, offile_off_t size) override {
        const ReadScope reading(&m_observer);
        return DcmInputFileStream::read(buffer, size);
    }

private:
    ReadObserver& m_observer;
};

class ObservedStreamFactory : public DcmInputFileStreamFactory {
public:
    ObservedStreamFactory(const DcmInputFileStreamFactory& plain, ReadObserver& observer)
        : DcmInputFileStreamFactory(plain)
        , m_observer(observer) {}

    DcmInputStream* create() const override { return new ObservedStream(getFilename(), getOffset(), m_observer); }
    DcmInputStreamFactory* clone() const override { return new ObservedStreamFactory(*this); }

private:
    ReadObserver& m_observer;
};

} // namespace

DicomStream::DicomStream(const std::string& path, uint64_t maximumInflated, ReadObserver* observer)
    : DcmInputFileStream(path.c_str())
    , m_top(stackPosition())
    , m_maximumInflated(maximumInflated)
    , m_observer(observer) {}

bool DicomStream::isTooDeep() {
    const uintptr_t here = stackPosition();
    const uintptr_t used = m_top > here ? m_top - here : here - m_top;
    if (used > maximumStackBytes && m_refusal.empty())
        m_refusal = "dicom_nested";
    return !m_refusal.empty();
}

OFBool DicomStream::good() const {
    return m_refusal.empty() && DcmInputFileStream::good();
}

OFCondition DicomStream::status() const {
    return m_refusal.empty() ? DcmInputFileStream::status() : OFCondition(EC_CorruptedData);
}

OFBool DicomStream::eos() {
    return isTooDeep() || DcmInputFileStream::eos();
}

offile_off_t DicomStream::avail() {
    return isTooDeep() ? 0 : DcmInputFileStream::avail();
}

offile_off_t DicomStream::read(void* buffer, offile_off_t size) {
    if (isTooDeep())
        return 0;
    const offile_off_t count = [&] {
        const ReadScope reading(m_observer);
        return DcmInputFileStream::read(buffer, withinBound(size));
    }();
    countInflated(count);
    if (count > 0) {
        const size_t kept = std::min(size_t(count), m_last.size());
        std::copy(m_last.begin() + long(kept), m_last.end(), m_last.begin());
        std::memcpy(m_last.data() + m_last.size() - kept, static_cast<const uint8_t*>(buffer) + size_t(count) - kept,
                    kept);
    }
    return count;
}

offile_off_t DicomStream::skip(offile_off_t size) {
    if (isTooDeep())
        return 0;
    const offile_off_t count = DcmInputFileStream::skip(withinBound(size));
    countInflated(count);
    return count;
}

// One byte past the bound tells that there is more; a value of 4 GiB is asked for in one call.
offile_off_t DicomStream::withinBound(offile_off_t size) const {
    if (!m_isDeflated || size <= 0)
        return size;
    const uint64_t left = m_maximumInflated - std::min(m_inflated, m_maximumInflated) + 1;
    return offile_off_t(std::min(uint64_t(size), left));
}

void DicomStream::countInflated(offile_off_t bytes) {
    m_inflated += m_isDeflated && bytes > 0 ? uint64_t(bytes) : 0;
    if (m_inflated > m_maximumInflated && m_refusal.empty())
        m_refusal = "dicom_inflated " + std::to_string(m_maximumInflated >> 20);
}

PixelElement DicomStream::pixelElement(uint64_t fileBytes, bool bigEndian) {
    // Tag, VR, two bytes of nothing and the length; or, in implicit VR, tag and length.
    constexpr uint8_t little[] = {0xe0, 0x7f, 0x10, 0}, big[] = {0x7f, 0xe0, 0, 0x10};
    const uint8_t* tag = bigEndian ? big : little;
    if (std::memcmp(m_last.data(), tag, 4) != 0 && std::memcmp(m_last.data() + 4, tag, 4) != 0)
        return {};
    const uint32_t length = numberAt(m_last.data() + 8, bigEndian);
    if (length == undefinedLength)
        return {true, true, 0};
    const auto place = uint64_t(std::max<offile_off_t>(tell(), 0)); // in a deflated file, of what was inflated
    const uint64_t rest = m_isDeflated ? length : fileBytes - std::min(fileBytes, place);
    return {true, false, std::min<uint64_t>(length, rest)};
}

DcmInputStreamFactory* DicomStream::newFactory() const {
    DcmInputStreamFactory* const plain = DcmInputFileStream::newFactory(); // nullptr: of a deflated file
    const std::unique_ptr<DcmInputStreamFactory> owned(m_observer ? plain : nullptr);
    return owned ? new ObservedStreamFactory(static_cast<const DcmInputFileStreamFactory&>(*owned), *m_observer)
                 : plain;
}

OFCondition DicomStream::installCompressionFilter(E_StreamCompression filter) {
    m_isDeflated = true;
    return DcmInputFileStream::installCompressionFilter(filter);
}

} // namespace roentgen::imaging
