// A DICOM file on its way into DCMTK, whose parser calls itself once for every sequence within a sequence. Not for
// other rooms: it shows DCMTK's types.
#pragma once

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmf.h>

#include <cstdint>
#include <string>

namespace roentgen::imaging {

// Ends, as if the file did, once the parser stands too deep: whatever it recurses into (any transfer syntax, UN, the
// inflated bytes of a deflated file, the meta header), it asks this stream for the next bytes from there. Half a
// megabyte of stack is about 350 levels of DCMTK 3.6.7; real files have fewer than twenty. Also refuses deflated files
// over 1 MiB, for they are inflated into memory while they are read. Construct it in the thread and near the frame that
// starts the parser.
class DicomStream : public DcmInputFileStream {
public:
    explicit DicomStream(const std::string& path);

    // What was refused and what to do about it; empty: nothing was.
    struct Refusal {
        std::string message, hint;
    };
    const Refusal& refusal() const { return m_refusal; }

    OFBool good() const override;
    OFCondition status() const override;
    OFBool eos() override;
    offile_off_t avail() override;
    offile_off_t read(void* buffer, offile_off_t size) override;
    OFCondition installCompressionFilter(E_StreamCompression filter) override;

private:
    bool isTooDeep();

    const std::string m_path;
    const uintptr_t m_top; // of the stack that the parser may use
    Refusal m_refusal;
};

} // namespace roentgen::imaging
