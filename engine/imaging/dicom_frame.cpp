#include "engine/imaging/dicom_frame.h"

#include "engine/imaging/file_bytes.h"
#include "engine/imaging/jpeg2000.h"

#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcfcache.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <cstring>
#include <sys/stat.h>

namespace roentgen::imaging {

namespace {

uint64_t fileSize(const std::string& path) {
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? uint64_t(status.st_size) : 0;
}

Result<DicomFrame> describeFrame(DcmItem& dataset, const ImageHeader& header, const std::string& path) {
    DicomFrame frame;
    frame.rows = header.rows;
    frame.columns = header.columns;
    frame.samplesPerPixel = dicomInteger(dataset, DCM_SamplesPerPixel).value_or(1);
    frame.bitsAllocated = dicomInteger(dataset, DCM_BitsAllocated).value_or(8);
    frame.photometric = header.photometric;
    if (frame.samplesPerPixel != 1 && frame.samplesPerPixel != 3)
        return dataError("pixels of " + std::to_string(frame.samplesPerPixel) + " samples (0028,0002) are not read",
                         path);
    const bool bits = frame.bitsAllocated == 8 || frame.bitsAllocated == 16 ||
                      (frame.bitsAllocated == 1 && frame.samplesPerPixel == 1);
    if (!bits)
        return dataError("pixels of " + std::to_string(frame.bitsAllocated) + " bits (0028,0100) are not read", path,
                         "8 and 16 bits are");
    frame.bitsStored = dicomInteger(dataset, DCM_BitsStored).value_or(frame.bitsAllocated);
    if (frame.bitsStored < 1 || frame.bitsStored > frame.bitsAllocated)
        frame.bitsStored = frame.bitsAllocated;
    frame.highBit = dicomInteger(dataset, DCM_HighBit).value_or(frame.bitsStored - 1);
    if (frame.highBit < frame.bitsStored - 1 || frame.highBit >= frame.bitsAllocated)
        frame.highBit = frame.bitsStored - 1;
    frame.isSigned = dicomInteger(dataset, DCM_PixelRepresentation).value_or(0) == 1;
    frame.byPlane = frame.samplesPerPixel == 3 && dicomInteger(dataset, DCM_PlanarConfiguration).value_or(0) == 1;
    auto size =
        checkImageSize(uint64_t(frame.rows), uint64_t(frame.columns),
                       uint64_t(frame.samplesPerPixel) * (frame.bitsAllocated == 16 ? 2 : 1), fileSize(path), path);
    if (!size)
        return size.error();
    return frame;
}

Result<DcmPixelData*> findPixelData(DcmItem& dataset, const std::string& path) {
    DcmElement* element = nullptr;
    if (dataset.findAndGetElement(DCM_PixelData, element).good() && element)
        if (auto* pixels = dynamic_cast<DcmPixelData*>(element))
            return pixels;
    if (dataset.tagExists(DCM_FloatPixelData) || dataset.tagExists(DCM_DoubleFloatPixelData))
        return dataError("floating-point pixels are not read", path);
    return dataError("this DICOM file holds no pixel data (7FE0,0010)", path);
}

bool isJpeg2000(E_TransferSyntax syntax) {
    return syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000;
}

// Bits of one frame as stored uncompressed; 4:2:2 chroma shares two samples between two pixels.
uint64_t nativeFrameBits(const DicomFrame& frame) {
    const uint64_t pixels = uint64_t(frame.rows) * uint64_t(frame.columns);
    const uint64_t samples = frame.photometric == "YBR_FULL_422" ? 2 : uint64_t(frame.samplesPerPixel);
    return pixels * samples * uint64_t(frame.bitsAllocated);
}

Status readNative(DcmPixelData& pixels, int index, const std::string& path, DicomFrame& frame) {
    const uint64_t begin = uint64_t(index) * nativeFrameBits(frame), end = begin + nativeFrameBits(frame);
    const uint64_t firstByte = begin / 8, lastByte = (end + 7) / 8;
    if (lastByte > pixels.getLength())
        return dataError("the pixel data (7FE0,0010) ends early: " + std::to_string(pixels.getLength()) + " of " +
                             std::to_string(lastByte) + " bytes",
                         path, "copy or export it again");
    std::vector<uint8_t> bytes(size_t(lastByte - firstByte));
    DcmFileCache cache;
    const OFCondition condition =
        pixels.getPartialValue(bytes.data(), Uint32(firstByte), Uint32(bytes.size()), &cache, gLocalByteOrder);
    if (condition.bad())
        return dataError(std::string("cannot read the pixel data (7FE0,0010): ") + condition.text(), path);
    if (frame.bitsAllocated != 1) {
        frame.bytes = std::move(bytes);
        return Done{};
    }
    frame.bytes.resize(size_t(frame.rows) * size_t(frame.columns)); // packed from the lowest bit on (PS3.5 8.1.1)
    for (size_t pixel = 0; pixel < frame.bytes.size(); ++pixel) {
        const uint64_t bit = begin % 8 + pixel;
        frame.bytes[pixel] = (bytes[size_t(bit / 8)] >> (bit % 8)) & 1;
    }
    return Done{};
}

// The fragments [first, last) of the pixel sequence that make up a frame; item 0 is the offset table.
struct FragmentRange {
    unsigned long first = 0, last = 0;
};

Result<FragmentRange> findFragments(DcmPixelSequence& sequence, int index, int frames, const std::string& path) {
    const unsigned long items = sequence.card();
    if (frames == 1 && items > 1)
        return FragmentRange{1, items};
    if (items == unsigned(frames) + 1)
        return FragmentRange{unsigned(index) + 1, unsigned(index) + 2};
    Uint32 start = 0;
    if (DcmCodec::determineStartFragment(Uint32(index), frames, &sequence, start).bad())
        return dataError("the frames of the pixel data (7FE0,0010) cannot be told apart", path);
    Uint32 next = Uint32(items);
    if (index + 1 < frames && DcmCodec::determineStartFragment(Uint32(index) + 1, frames, &sequence, next).bad())
        next = Uint32(items);
    return FragmentRange{start, next};
}

Result<std::vector<uint8_t>> readFragments(DcmPixelData& pixels, E_TransferSyntax syntax, int index, int frames,
                                           const std::string& path) {
    DcmPixelSequence* sequence = nullptr;
    const OFCondition condition = pixels.getEncapsulatedRepresentation(syntax, nullptr, sequence);
    if (condition.bad() || !sequence)
        return dataError("the pixel data (7FE0,0010) is not encapsulated as its transfer syntax says", path);
    auto range = findFragments(*sequence, index, frames, path);
    if (!range)
        return range.error();
    std::vector<uint8_t> bytes;
    for (unsigned long item = range->first; item < range->last; ++item) {
        DcmPixelItem* fragment = nullptr;
        Uint8* data = nullptr;
        if (sequence->getItem(fragment, item).bad() || !fragment || fragment->getUint8Array(data).bad())
            return dataError("the pixel data (7FE0,0010) ends early in fragment " + std::to_string(item), path);
        if (data)
            bytes.insert(bytes.end(), data, data + fragment->getLength());
    }
    if (bytes.empty())
        return dataError("the pixel data (7FE0,0010) is empty", path);
    return bytes;
}

Status readJpeg2000(DcmPixelData& pixels, E_TransferSyntax syntax, int index, int frames, const std::string& path,
                    DicomFrame& frame) {
    auto bytes = readFragments(pixels, syntax, index, frames, path);
    if (!bytes)
        return bytes.error();
    auto decoded = decodeJpeg2000(*bytes, frame.rows, frame.columns, path);
    if (!decoded)
        return decoded.error();
    if (decoded->components < frame.samplesPerPixel)
        return dataError("the JPEG 2000 frame has fewer components than the header says", path);
    if (decoded->precision > frame.bitsAllocated)
        return dataError("the JPEG 2000 frame has more bits than the header says", path);
    frame.byPlane = frame.samplesPerPixel == 3;
    frame.bitsStored = decoded->precision; // the code stream is right where the header disagrees
    frame.highBit = frame.bitsStored - 1;
    if (frame.photometric == "YBR_RCT" || frame.photometric == "YBR_ICT")
        frame.photometric = "RGB";
    const size_t samples = size_t(frame.rows) * size_t(frame.columns) * size_t(frame.samplesPerPixel);
    frame.bytes.resize(samples * size_t(frame.bitsAllocated / 8));
    for (size_t sample = 0; sample < samples; ++sample) {
        const int32_t value = decoded->samples[sample];
        if (frame.bitsAllocated == 8)
            frame.bytes[sample] = uint8_t(value);
        else
            reinterpret_cast<uint16_t*>(frame.bytes.data())[sample] = uint16_t(value);
    }
    return Done{};
}

Status readWithDcmtk(DcmFileFormat& file, DcmPixelData& pixels, E_TransferSyntax syntax, int index,
                     const std::string& path, DicomFrame& frame) {
    const DcmXfer transfer(syntax);
    if (!DcmCodecList::canChangeCoding(syntax, EXS_LittleEndianExplicit))
        return dataError(std::string("the transfer syntax ") + transfer.getXferName() + " is not read", path,
                         "store it uncompressed or as JPEG, JPEG-LS, JPEG 2000 or RLE");
    const size_t size = size_t(nativeFrameBits(frame) / 8);
    const size_t whole = size_t(frame.rows) * size_t(frame.columns) * size_t(frame.samplesPerPixel) *
                         size_t(frame.bitsAllocated / 8); // decoders undo 4:2:2
    frame.bytes.resize(std::max(size, whole) + 1);
    OFString colourModel;
    Uint32 fragment = 0;
    const OFCondition condition =
        pixels.getUncompressedFrame(file.getDataset(), Uint32(index), fragment, frame.bytes.data(),
                                    Uint32(frame.bytes.size() & ~size_t(1)), colourModel);
    if (condition.bad())
        return dataError(std::string("cannot decode the ") + transfer.getXferName() + " frame: " + condition.text(),
                         path, "copy or export it again");
    frame.bytes.resize(whole);
    if (!colourModel.empty())
        frame.photometric = colourModel.c_str();
    if (frame.photometric == "YBR_FULL_422")
        frame.photometric = "YBR_FULL";
    if (syntax != EXS_RLELossless)
        frame.byPlane = false; // as the decoders were registered
    return Done{};
}

} // namespace

Result<DicomFrame> readDicomFrame(DcmFileFormat& file, const ImageHeader& header, int index, const std::string& path) {
    DcmItem& dataset = *file.getDataset();
    auto pixels = findPixelData(dataset, path);
    if (!pixels)
        return pixels.error();
    auto frame = describeFrame(dataset, header, path);
    if (!frame)
        return frame;
    const E_TransferSyntax syntax = file.getDataset()->getOriginalXfer();
    const bool encapsulated = DcmXfer(syntax).isEncapsulated();
    if (encapsulated && frame->bitsAllocated == 1)
        return dataError("compressed pixels of 1 bit are not read", path);
    auto status = !encapsulated        ? readNative(**pixels, index, path, *frame)
                  : isJpeg2000(syntax) ? readJpeg2000(**pixels, syntax, index, header.frames, path, *frame)
                                       : readWithDcmtk(file, **pixels, syntax, index, path, *frame);
    if (!status)
        return status.error();
    return frame;
}

} // namespace roentgen::imaging
