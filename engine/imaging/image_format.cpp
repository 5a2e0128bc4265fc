#include "engine/imaging/image_format.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace roentgen::imaging {

namespace {

bool startsWith(const uint8_t* start, size_t size, const char* magic, size_t length) {
    return size >= length && std::memcmp(start, magic, length) == 0;
}

// A data element of group 0002 or 0008 whose explicit VR is two capitals, or whose implicit length is short.
bool looksLikeBareDicom(const uint8_t* start, size_t size) {
    if (size < 8)
        return false;
    const bool littleEndian = (start[0] == 0x02 || start[0] == 0x08) && start[1] == 0;
    const bool bigEndian = start[0] == 0 && (start[1] == 0x02 || start[1] == 0x08);
    if (!littleEndian && !bigEndian)
        return false;
    const bool explicitVr = std::isupper(start[4]) && std::isupper(start[5]);
    const bool implicitLength = littleEndian && start[5] == 0 && start[6] == 0 && start[7] == 0;
    return (explicitVr && start[6] == 0) || (explicitVr && bigEndian) || (explicitVr && start[7] == 0) ||
           (implicitLength && start[3] == 0);
}

FileFormat formatOfExtension(std::string extension) {
    for (char& letter : extension)
        letter = char(std::tolower(static_cast<unsigned char>(letter)));
    if (extension == "png")
        return FileFormat::Png;
    if (extension == "jpg" || extension == "jpeg")
        return FileFormat::Jpeg;
    if (extension == "pgm")
        return FileFormat::Pgm;
    if (extension == "dcm" || extension == "dicom")
        return FileFormat::Dicom;
    return FileFormat::Unknown;
}

} // namespace

FileFormat sniffFormat(const uint8_t* start, size_t size) {
    if (startsWith(start, size, "\x89PNG\r\n\x1a\n", 8))
        return FileFormat::Png;
    if (startsWith(start, size, "\xff\xd8\xff", 3))
        return FileFormat::Jpeg;
    if (size >= 3 && start[0] == 'P' && (start[1] == '2' || start[1] == '5') &&
        (std::isspace(start[2]) || start[2] == '#'))
        return FileFormat::Pgm;
    if (size >= 132 && std::memcmp(start + 128, "DICM", 4) == 0)
        return FileFormat::Dicom;
    return looksLikeBareDicom(start, size) ? FileFormat::Dicom : FileFormat::Unknown;
}

std::string unreadFormatName(const uint8_t* start, size_t size) {
    struct Magic {
        const char* bytes;
        size_t length;
        const char* name;
    };
    constexpr Magic magics[] = {{"\0\0\0\x0cJXL \r\n\x87\n", 12, "JPEG XL"},
                                {"\xff\x0a", 2, "JPEG XL"}, // a bare code stream
                                {"\0\0\0\x0cjP  \r\n\x87\n", 12, "JPEG 2000"},
                                {"\xff\x4f\xff\x51", 4, "JPEG 2000"},
                                {"II*\0", 4, "TIFF"},
                                {"MM\0*", 4, "TIFF"},
                                {"GIF8", 4, "GIF"},
                                {"BM", 2, "BMP"},
                                {"NRRD000", 7, "NRRD"}};
    for (const Magic& magic : magics)
        if (startsWith(start, size, magic.bytes, magic.length))
            return magic.name;
    const bool isRiff = startsWith(start, size, "RIFF", 4) && size >= 12;
    return isRiff && std::memcmp(start + 8, "WEBP", 4) == 0 ? "WebP" : "";
}

std::string unreadFormatOfExtension(const std::string& extension) {
    constexpr std::pair<const char*, const char*> names[] = {
        {"jxl", "JPEG XL"}, {"jp2", "JPEG 2000"}, {"j2k", "JPEG 2000"}, {"tif", "TIFF"},
        {"tiff", "TIFF"},   {"gif", "GIF"},       {"bmp", "BMP"},       {"webp", "WebP"},
        {"heic", "HEIF"},   {"nrrd", "NRRD"},     {"mha", "MetaImage"}, {"nii", "NIfTI"}};
    for (const auto& [known, name] : names)
        if (extension == known)
            return name;
    return {};
}

const char* formatName(FileFormat format) {
    switch (format) {
    case FileFormat::Png:
        return "PNG";
    case FileFormat::Jpeg:
        return "JPEG";
    case FileFormat::Pgm:
        return "PGM";
    case FileFormat::Dicom:
        return "DICOM";
    case FileFormat::Unknown:
        break;
    }
    return "unknown";
}

bool extensionMisleads(const std::string& path, FileFormat format) {
    const size_t slash = path.rfind('/');
    const size_t dot = path.rfind('.');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash))
        return false;
    const FileFormat promised = formatOfExtension(path.substr(dot + 1));
    return promised != FileFormat::Unknown && promised != format;
}

} // namespace roentgen::imaging
