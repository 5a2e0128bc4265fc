#include "engine/imaging/dicom_stream.h"

#include <dcmtk/dcmdata/dcerror.h>

#include <sys/stat.h>

namespace roentgen::imaging {

namespace {

constexpr uintptr_t maximumStackBytes = 512u << 10;
constexpr off_t maximumDeflatedBytes = 1 << 20;

// Where the stack stands now, to within a frame.
uintptr_t stackPosition() {
    return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
}

} // namespace

DicomStream::DicomStream(const std::string& path)
    : DcmInputFileStream(path.c_str())
    , m_path(path)
    , m_top(stackPosition()) {}

bool DicomStream::isTooDeep() {
    const uintptr_t here = stackPosition();
    const uintptr_t used = m_top > here ? m_top - here : here - m_top;
    if (used > maximumStackBytes && m_refusal.message.empty())
        m_refusal = {"sequences within sequences, hundreds of levels deep", "the file is damaged or hostile"};
    return !m_refusal.message.empty();
}

OFBool DicomStream::good() const {
    return m_refusal.message.empty() && DcmInputFileStream::good();
}

OFCondition DicomStream::status() const {
    return m_refusal.message.empty() ? DcmInputFileStream::status() : OFCondition(EC_CorruptedData);
}

OFBool DicomStream::eos() {
    return isTooDeep() || DcmInputFileStream::eos();
}

offile_off_t DicomStream::avail() {
    return isTooDeep() ? 0 : DcmInputFileStream::avail();
}

offile_off_t DicomStream::read(void* buffer, offile_off_t size) {
    return isTooDeep() ? 0 : DcmInputFileStream::read(buffer, size);
}

OFCondition DicomStream::installCompressionFilter(E_StreamCompression filter) {
    struct stat file = {};
    if (::stat(m_path.c_str(), &file) != 0 || file.st_size > maximumDeflatedBytes) {
        m_refusal = {"deflated DICOM files over 1 MiB are not read", "store it in an uncompressed transfer syntax"};
        return EC_CorruptedData;
    }
    return DcmInputFileStream::installCompressionFilter(filter);
}

} // namespace roentgen::imaging
