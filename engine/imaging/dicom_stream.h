// A DICOM file on its way into DCMTK, whose parser calls itself once for every sequence within a sequence. Not for
// other rooms: it shows DCMTK's types.
#pragma once

#include "engine/imaging/dicom_dataset.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmf.h>

#include <array>
#include <cstdint>
#include <string>

namespace roentgen::imaging {

// Ends, as if the file did, once the parser stands too deep: whatever it recurses into (any transfer syntax, UN, the
// inflated bytes of a deflated file, the meta header), it asks this stream for the next bytes from there. Half a
// megabyte of stack is about 350 levels of DCMTK 3.6.7; real files have fewer than twenty. A deflated file is inflated
// into memory while it is read, and refused where that comes to more than `maximumInflated` bytes. Construct it in the
// thread and near the frame that starts the parser.
class DicomStream : public DcmInputFileStream {
public:
    DicomStream(const std::string& path, uint64_t maximumInflated, ReadObserver* observer);

    const std::string& refusal() const { return m_refusal; } // refusal.h; empty: nothing was refused

    // Of the parser that stopped before the value of the pixel data element: what it read last was that element's
    // head. Absent where it was not, since the file ended before.
    PixelElement pixelElement(uint64_t fileBytes, bool bigEndian);

    OFBool good() const override;
    OFCondition status() const override;
    OFBool eos() override;
    offile_off_t avail() override;
    offile_off_t read(void* buffer, offile_off_t size) override;
    offile_off_t skip(offile_off_t size) override;
    OFCondition installCompressionFilter(E_StreamCompression filter) override;
    DcmInputStreamFactory*
    newFactory() const override; // of values that stay in the file: their reading is observed, too

private:
    bool isTooDeep();
    offile_off_t withinBound(offile_off_t size) const;
    void countInflated(offile_off_t bytes);

    const uintptr_t m_top; // of the stack that the parser may use
    const uint64_t m_maximumInflated;
    ReadObserver* const m_observer; // may be nullptr
    uint64_t m_inflated = 0;
    bool m_isDeflated = false;
    std::array<uint8_t, 12> m_last = {}; // bytes that were read
    std::string m_refusal;
};

} // namespace roentgen::imaging
