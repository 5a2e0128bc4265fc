#include "engine/imaging/jpeg_file.h"

#include "engine/imaging/file_bytes.h"
#include "engine/imaging/refusal.h"

#include <cstring>
#include <memory>
#include <turbojpeg.h>
#include <type_traits>

namespace roentgen::imaging {

namespace {

struct DestroyHandle {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<std::remove_pointer_t<tjhandle>, DestroyHandle>;

Error jpegError(tjhandle handle, const std::string& path) {
    const std::string message = tjGetErrorStr2(handle);
    if (message.find("Premature end") != std::string::npos)
        return refusalError("jpeg_ends_early", path);
    return refusalError("jpeg_damaged", path, message);
}

// libjpeg-turbo's warnings mean wrong pixels, but for stray bytes between markers, which cameras write.
bool isHarmless(tjhandle handle) {
    return tjGetErrorCode(handle) == TJERR_WARNING && std::strstr(tjGetErrorStr2(handle), "extraneous bytes");
}

struct JpegSize {
    int columns = 0, rows = 0, subsampling = 0, colourSpace = 0;
};

Result<JpegSize> openJpeg(tjhandle handle, const std::vector<uint8_t>& bytes, const std::string& path) {
    JpegSize size;
    if (tjDecompressHeader3(handle, bytes.data(), bytes.size(), &size.columns, &size.rows, &size.subsampling,
                            &size.colourSpace) != 0 &&
        !isHarmless(handle))
        return jpegError(handle, path);
    if (size.columns < 1 || size.rows < 1) // what it says of a file that ends before its frame header
        return refusalError("jpeg_ends_early", path);
    if (size.colourSpace == TJCS_CMYK || size.colourSpace == TJCS_YCCK)
        return refusalError("jpeg_print_colours", path);
    return size;
}

ImageHeader toHeader(const JpegSize& size) {
    ImageHeader header;
    header.format = FileFormat::Jpeg;
    header.rows = size.rows;
    header.columns = size.columns;
    return header;
}

} // namespace

Result<ImageHeader> readJpegHeader(const std::vector<uint8_t>& bytes, const std::string& path) {
    const Handle handle(tjInitDecompress());
    auto size = openJpeg(handle.get(), bytes, path);
    if (!size)
        return size.error();
    return toHeader(*size);
}

Result<ImageData> readJpeg(const std::vector<uint8_t>& bytes, const std::string& path) {
    const Handle handle(tjInitDecompress());
    auto size = openJpeg(handle.get(), bytes, path);
    if (!size)
        return size.error();
    auto allowed = checkImageSize(uint64_t(size->rows), uint64_t(size->columns), 1, bytes.size(), path);
    if (!allowed)
        return allowed.error();

    ImageData data;
    data.header = toHeader(*size);
    data.image.rows = size->rows;
    data.image.columns = size->columns;
    data.image.bytes.resize(data.image.pixelCount());
    // Progressive files may hold thousands of empty scans; 500 is libjpeg-turbo's limit against that.
    const int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
    if (tjDecompress2(handle.get(), bytes.data(), bytes.size(), data.image.bytes.data(), size->columns, 0, size->rows,
                      TJPF_GRAY, flags) != 0 &&
        !isHarmless(handle.get()))
        return jpegError(handle.get(), path);
    return data;
}

} // namespace roentgen::imaging
