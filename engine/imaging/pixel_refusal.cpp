#include "engine/imaging/pixel_refusal.h"

#include "engine/imaging/file_bytes.h"

#include <dcmtk/dcmdata/dccodec.h>

#include <utility>

namespace roentgen::imaging {

namespace {

// Newer than DCMTK 3.6.7 (PS3.6, table A-1).
constexpr std::pair<const char*, const char*> newerSyntaxes[] = {
    {"1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"},
    {"1.2.840.10008.1.2.4.110", "JPEG XL Lossless"},
    {"1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"},
    {"1.2.840.10008.1.2.4.112", "JPEG XL"},
    {"1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"},
    {"1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless RPCL"},
    {"1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"},
    {"1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"},
    {"1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"},
    {"1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"},
};

std::string namedSyntax(DcmFileFormat& file) {
    return dicomText(*file.getMetaInfo(), DCM_TransferSyntaxUID);
}

// DCMTK takes a transfer syntax that it does not know for an uncompressed one.
bool isUnknownSyntax(const std::string& uid) {
    return !uid.empty() && DcmXfer(uid.c_str()).getXfer() == EXS_Unknown;
}

bool isDecoded(E_TransferSyntax syntax) {
    return !DcmXfer(syntax).isEncapsulated() || syntax == EXS_RLELossless || syntax == EXS_JPEG2000LosslessOnly ||
           syntax == EXS_JPEG2000 || DcmCodecList::canChangeCoding(syntax, EXS_LittleEndianExplicit);
}

bool isKnownColour(const std::string& photometric) {
    return photometric == "RGB" || photometric == "YBR_FULL" || photometric == "YBR_PARTIAL" ||
           isChromaShared(photometric);
}

} // namespace

std::string transferSyntaxName(DcmFileFormat& file) {
    const std::string uid = namedSyntax(file);
    if (!isUnknownSyntax(uid))
        return DcmXfer(file.getDataset()->getOriginalXfer()).getXferName();
    for (const auto& [newer, name] : newerSyntaxes)
        if (uid == newer)
            return std::string(name) + " (" + uid + ")";
    return uid;
}

std::string pixelRefusal(DcmFileFormat& file, const ImageHeader& header, const PixelElement& pixels,
                         uint64_t fileBytes) {
    DcmItem& dataset = *file.getDataset();
    const E_TransferSyntax syntax = file.getDataset()->getOriginalXfer();
    if (isUnknownSyntax(namedSyntax(file)) || !isDecoded(syntax))
        return "transfer_syntax " + transferSyntaxName(file);
    if (!pixels.present)
        return dataset.tagExists(DCM_FloatPixelData) || dataset.tagExists(DCM_DoubleFloatPixelData) ? "float_pixels"
                                                                                                    : "no_pixel_data";
    const int samples = dicomInteger(dataset, DCM_SamplesPerPixel).value_or(1);
    const int bits = dicomInteger(dataset, DCM_BitsAllocated).value_or(8);
    const bool isCompressed = DcmXfer(syntax).isEncapsulated();
    if (samples != 1 && samples != 3)
        return "samples " + std::to_string(samples);
    if (bits != 8 && bits != 16 && !(bits == 1 && samples == 1))
        return "bits_allocated " + std::to_string(bits);
    if (bits == 1 && isCompressed)
        return "compressed_bits";
    const auto rows = uint64_t(header.rows), columns = uint64_t(header.columns);
    const std::string size = std::to_string(columns) + "×" + std::to_string(rows);
    if (rows * columns > maximumPixels)
        return "too_large " + size;
    if (!checkImageSize(rows, columns, uint64_t(samples) * (bits == 16 ? 2 : 1), fileBytes, {}))
        return "more_than_file " + size;
    if (isCompressed)
        return {};
    const uint64_t stored = isChromaShared(header.photometric) ? 2 : uint64_t(samples);
    const uint64_t wanted = (rows * columns * stored * uint64_t(bits) + 7) / 8;
    if (pixels.encapsulated || pixels.bytes < wanted)
        return "ends_early " + std::to_string(pixels.bytes) + "/" + std::to_string(wanted);
    if (samples == 3 && !isKnownColour(header.photometric))
        return "colour " + header.photometric;
    return {};
}

} // namespace roentgen::imaging
