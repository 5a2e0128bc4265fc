#include "engine/imaging/dicom_frame.h"

#include "engine/imaging/file_bytes.h"
#include "engine/imaging/frame_fragments.h"
#include "engine/imaging/jpeg2000.h"
#include "engine/imaging/refusal.h"
#include "engine/imaging/rle_frame.h"

#include <dcmtk/dcmdata/dcfcache.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <cstring>

namespace roentgen::imaging {

namespace {

// Of pixels that pixelRefusal() has nothing against.
DicomFrame describeFrame(DcmItem& dataset, const ImageHeader& header) {
    DicomFrame frame;
    frame.rows = header.rows;
    frame.columns = header.columns;
    frame.samplesPerPixel = dicomInteger(dataset, DCM_SamplesPerPixel).value_or(1);
    frame.bitsAllocated = dicomInteger(dataset, DCM_BitsAllocated).value_or(8);
    frame.photometric = header.photometric;
    frame.bitsStored = dicomInteger(dataset, DCM_BitsStored).value_or(frame.bitsAllocated);
    if (frame.bitsStored < 1 || frame.bitsStored > frame.bitsAllocated)
        frame.bitsStored = frame.bitsAllocated;
    frame.highBit = dicomInteger(dataset, DCM_HighBit).value_or(frame.bitsStored - 1);
    if (frame.highBit < frame.bitsStored - 1 || frame.highBit >= frame.bitsAllocated)
        frame.highBit = frame.bitsStored - 1;
    frame.isSigned = dicomInteger(dataset, DCM_PixelRepresentation).value_or(0) == 1;
    frame.byPlane = frame.samplesPerPixel == 3 && dicomInteger(dataset, DCM_PlanarConfiguration).value_or(0) == 1;
    return frame;
}

// Null where there is none.
DcmPixelData* findPixelData(DcmItem& dataset) {
    DcmElement* element = nullptr;
    return dataset.findAndGetElement(DCM_PixelData, element).good() ? dynamic_cast<DcmPixelData*>(element) : nullptr;
}

bool isJpeg2000(E_TransferSyntax syntax) {
    return syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000;
}

// Bits of one frame as stored uncompressed; 4:2:2 chroma shares two samples between two pixels.
uint64_t nativeFrameBits(const DicomFrame& frame) {
    const uint64_t pixels = uint64_t(frame.rows) * uint64_t(frame.columns);
    const uint64_t samples = sharesChroma(frame) ? 2 : uint64_t(frame.samplesPerPixel);
    return pixels * samples * uint64_t(frame.bitsAllocated);
}

Status readNative(DcmPixelData& pixels, int index, const std::string& path, DicomFrame& frame) {
    const uint64_t begin = uint64_t(index) * nativeFrameBits(frame), end = begin + nativeFrameBits(frame);
    const uint64_t firstByte = begin / 8, lastByte = (end + 7) / 8;
    if (lastByte > pixels.getLength())
        return refusalError("ends_early " + std::to_string(pixels.getLength()) + "/" + std::to_string(lastByte), path);
    std::vector<uint8_t> bytes(size_t(lastByte - firstByte));
    DcmFileCache cache;
    const OFCondition condition =
        pixels.getPartialValue(bytes.data(), Uint32(firstByte), Uint32(bytes.size()), &cache, gLocalByteOrder);
    if (condition.bad())
        return refusalError("unread_pixels", path, condition.text());
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

Status readJpeg2000(const std::vector<uint8_t>& bytes, const std::string& path, DicomFrame& frame) {
    auto decoded = decodeJpeg2000(bytes, frame.rows, frame.columns, path);
    if (!decoded)
        return decoded.error();
    if (decoded->components < frame.samplesPerPixel)
        return refusalError("jpeg2000_components " + std::to_string(decoded->components), path);
    if (decoded->precision > frame.bitsAllocated)
        return refusalError("jpeg2000_more_bits", path);
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

Status readRle(const std::vector<uint8_t>& bytes, const std::string& path, DicomFrame& frame) {
    auto samples = decodeRle(bytes, size_t(frame.rows) * size_t(frame.columns), frame.samplesPerPixel,
                             frame.bitsAllocated / 8, path);
    if (!samples)
        return samples.error();
    frame.bytes = samples.take();
    frame.byPlane = frame.samplesPerPixel == 3;
    return Done{};
}

// A pixel data element whose only frame lies in one fragment: what DCMTK's decoders read whatever the file's shape.
OFCondition holdFrame(DcmPixelData& pixels, E_TransferSyntax syntax, std::vector<uint8_t>& bytes) {
    if (bytes.size() % 2)
        bytes.push_back(0);
    auto sequence = std::make_unique<DcmPixelSequence>(DCM_PixelSequenceTag);
    auto table = std::make_unique<DcmPixelItem>(DCM_PixelItemTag),
         frame = std::make_unique<DcmPixelItem>(DCM_PixelItemTag);
    OFCondition condition = frame->putUint8Array(bytes.data(), static_cast<unsigned long>(bytes.size()));
    if (condition.good() && (condition = sequence->insert(table.get())).good())
        (void)table.release();
    if (condition.good() && (condition = sequence->insert(frame.get())).good())
        (void)frame.release();
    if (condition.good())
        pixels.putOriginalRepresentation(syntax, nullptr, sequence.release());
    return condition;
}

Status readJpegFrame(DcmItem& dataset, E_TransferSyntax syntax, std::vector<uint8_t>& bytes, const std::string& path,
                     DicomFrame& frame) {
    const size_t size = size_t(nativeFrameBits(frame) / 8);
    const size_t whole = size_t(frame.rows) * size_t(frame.columns) * size_t(frame.samplesPerPixel) *
                         size_t(frame.bitsAllocated / 8); // decoders undo 4:2:2
    frame.bytes.resize(std::max(size, whole) + 1);
    OFString colourModel;
    Uint32 fragment = 1;
    DcmPixelData pixels(DCM_PixelData);
    OFCondition condition = holdFrame(pixels, syntax, bytes);
    if (condition.good())
        condition = pixels.getUncompressedFrame(&dataset, 0, fragment, frame.bytes.data(),
                                                Uint32(frame.bytes.size() & ~size_t(1)), colourModel);
    if (condition.bad())
        return refusalError(std::string("damaged_frame ") + DcmXfer(syntax).getXferName(), path, condition.text());
    frame.bytes.resize(whole);
    if (!colourModel.empty())
        frame.photometric = colourModel.c_str();
    frame.byPlane = false; // as the decoders were registered
    return Done{};
}

Status readEncapsulated(DcmItem& dataset, DcmPixelData& pixels, E_TransferSyntax syntax, const ImageHeader& header,
                        int index, const std::string& path, DicomFrame& frame) {
    EncapsulatedFrames frames;
    frames.syntax = syntax;
    frames.coding = syntax == EXS_RLELossless ? FrameCoding::Rle
                    : isJpeg2000(syntax)      ? FrameCoding::Jpeg2000
                                              : FrameCoding::Jpeg;
    frames.frames = header.frames;
    frames.rleSegments = frame.samplesPerPixel * frame.bitsAllocated / 8;
    auto bytes = frameBytes(dataset, pixels, frames, index, path);
    if (!bytes)
        return bytes.error();
    auto status = frames.coding == FrameCoding::Rle        ? readRle(*bytes, path, frame)
                  : frames.coding == FrameCoding::Jpeg2000 ? readJpeg2000(*bytes, path, frame)
                                                           : readJpegFrame(dataset, syntax, *bytes, path, frame);
    if (sharesChroma(frame)) // every decoder gives each pixel its own
        frame.photometric.erase(frame.photometric.size() - 4);
    return status;
}

} // namespace

Result<DicomFrame> readDicomFrame(DcmFileFormat& file, const ImageHeader& header, int index, const std::string& path) {
    DcmItem& dataset = *file.getDataset();
    DcmPixelData* pixels = findPixelData(dataset);
    const E_TransferSyntax syntax = file.getDataset()->getOriginalXfer();
    const bool isEncapsulated = DcmXfer(syntax).isEncapsulated();
    PixelElement element{pixels != nullptr};
    if (pixels && !isEncapsulated)
        element.bytes = pixels->getLength();
    if (const std::string refusal = pixelRefusal(file, header, element, fileSize(path)); !refusal.empty())
        return refusalError(refusal, path);
    DicomFrame frame = describeFrame(dataset, header);
    auto status = isEncapsulated ? readEncapsulated(dataset, *pixels, syntax, header, index, path, frame)
                                 : readNative(*pixels, index, path, frame);
    if (!status)
        return status.error();
    return frame;
}

} // namespace roentgen::imaging
