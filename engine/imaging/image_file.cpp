#include "engine/imaging/image_file.h"

#include "engine/imaging/dicom_file.h"
#include "engine/imaging/file_bytes.h"
#include "engine/imaging/grey_levels.h"
#include "engine/imaging/image_format.h"
#include "engine/imaging/jpeg_file.h"
#include "engine/imaging/pgm_file.h"
#include "engine/imaging/png_file.h"
#include "engine/imaging/read_observer.h"
#include "engine/imaging/refusal.h"

#include <exception>

namespace roentgen::imaging {

namespace {

// Enough for all but JPEG files with thumbnails and profiles of many megabytes, which are read whole.
constexpr size_t headerBytes = 256 * 1024;

Error unknownFormat(const std::vector<uint8_t>& start, const std::string& path) {
    const std::string name = unreadFormatName(start.data(), start.size());
    return refusalError(name.empty() ? "unknown_format" : "unread_format " + name, path);
}

Result<ImageHeader> readHeaderOf(const std::vector<uint8_t>& start, const std::string& path) {
    switch (sniffFormat(start.data(), start.size())) {
    case FileFormat::Png:
        return readPngHeader(start, path);
    case FileFormat::Jpeg:
        return readJpegHeader(start, path);
    case FileFormat::Pgm:
        return readPgmHeader(start, path);
    case FileFormat::Dicom:
        return readDicomHeader(path);
    case FileFormat::Unknown:
        break;
    }
    return unknownFormat(start, path);
}

Result<ImageData> readPixelsOf(const std::vector<uint8_t>& bytes, FileFormat format, const std::string& path) {
    switch (format) {
    case FileFormat::Png:
        return readPng(bytes, path);
    case FileFormat::Jpeg:
        return readJpeg(bytes, path);
    case FileFormat::Pgm:
        return readPgm(bytes, path);
    default:
        return unknownFormat(bytes, path);
    }
}

Result<std::vector<uint8_t>> readBytes(const std::string& path, ReadObserver* observer) {
    const ReadScope reading(observer);
    return readFileBytes(path);
}

// The libraries' exceptions (no memory above all) end here.
template <typename Value, typename Read>
Result<Value> guarded(const std::string& path, Read read) {
    try {
        return read();
    } catch (const std::bad_alloc&) {
        Error error = refusalError("no_memory", path);
        error.code = ErrorCode::Environment;
        return error;
    } catch (const std::exception& exception) {
        return refusalError("undecodable", path, exception.what());
    }
}

} // namespace

Result<ImageHeader> readImageHeader(const std::string& path) {
    return guarded<ImageHeader>(path, [&]() -> Result<ImageHeader> {
        auto start = readFileStart(path, headerBytes);
        if (!start)
            return start.error();
        auto header = readHeaderOf(*start, path);
        if (!header && start->size() == headerBytes && sniffFormat(start->data(), start->size()) == FileFormat::Jpeg) {
            auto whole = readFileBytes(path);
            if (!whole)
                return whole.error();
            header = readHeaderOf(*whole, path);
        }
        if (header)
            header->extensionMisleads = extensionMisleads(path, header->format);
        return header;
    });
}

Result<ImageData> readImage(const std::string& path, int frame, ReadObserver* observer) {
    return guarded<ImageData>(path, [&]() -> Result<ImageData> {
        auto start = [&] {
            const ReadScope reading(observer);
            return readFileStart(path, 132);
        }();
        if (!start)
            return start.error();
        const FileFormat format = sniffFormat(start->data(), start->size());
        if (format == FileFormat::Dicom) {
            auto data = readDicom(path, frame, observer);
            if (data)
                data->header.extensionMisleads = extensionMisleads(path, format);
            return data;
        }
        if (format == FileFormat::Unknown)
            return unknownFormat(*start, path);
        if (frame != 0)
            return refusalError("no_frame " + std::to_string(frame) + "/1", path);
        auto bytes = readBytes(path, observer);
        if (!bytes)
            return bytes.error();
        auto data = readPixelsOf(*bytes, format, path);
        if (data)
            data->header.extensionMisleads = extensionMisleads(path, format);
        return data;
    });
}

GreyImage grey8Of(ImageData&& data) {
    if (data.image.type != PixelType::UInt8 || data.bitsStored < 8)
        return renderGrey8(data, defaultWindow(data));
    if (data.inverted)
        for (uint8_t& value : data.image.bytes)
            value = uint8_t(255 - value);
    return std::move(data.image);
}

Result<GreyImage> readGrey8(const std::string& path) {
    auto data = readImage(path);
    if (!data)
        return data.error();
    return grey8Of(data.take());
}

Result<GreyImage> readGrey16(const std::string& path) {
    const auto data = readImage(path);
    if (!data)
        return data.error();
    return renderGrey16(*data, defaultWindow(*data));
}

} // namespace roentgen::imaging
