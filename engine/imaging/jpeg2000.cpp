#include "engine/imaging/jpeg2000.h"

#include "engine/imaging/refusal.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <openjpeg.h>

namespace roentgen::imaging {

namespace {

struct DestroyCodec {
    void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct DestroyStream {
    void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct DestroyImage {
    void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};

struct Source {
    const std::vector<uint8_t>* bytes;
    size_t position = 0;
};

OPJ_SIZE_T readSource(void* buffer, OPJ_SIZE_T count, void* data) {
    auto* source = static_cast<Source*>(data);
    const size_t available = std::min<size_t>(count, source->bytes->size() - source->position);
    if (available == 0)
        return OPJ_SIZE_T(-1);
    std::memcpy(buffer, source->bytes->data() + source->position, available);
    source->position += available;
    return available;
}

OPJ_BOOL seekSource(OPJ_OFF_T position, void* data) {
    auto* source = static_cast<Source*>(data);
    if (position < 0 || size_t(position) > source->bytes->size())
        return OPJ_FALSE;
    source->position = size_t(position);
    return OPJ_TRUE;
}

OPJ_OFF_T skipSource(OPJ_OFF_T count, void* data) {
    return seekSource(OPJ_OFF_T(static_cast<Source*>(data)->position) + count, data) ? count : OPJ_OFF_T(-1);
}

void keepMessage(const char* message, void* data) {
    auto* text = static_cast<std::string*>(data);
    if (text->empty())
        *text = message;
}

void ignoreMessage(const char*, void*) {}

std::unique_ptr<opj_stream_t, DestroyStream> openStream(Source& source) {
    std::unique_ptr<opj_stream_t, DestroyStream> stream(opj_stream_create(64 * 1024, OPJ_TRUE));
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes->size());
    opj_stream_set_read_function(stream.get(), readSource);
    opj_stream_set_seek_function(stream.get(), seekSource);
    opj_stream_set_skip_function(stream.get(), skipSource);
    return stream;
}

bool isJp2(const std::vector<uint8_t>& bytes) {
    static const uint8_t box[12] = {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, 0x87, 10};
    return bytes.size() >= sizeof box && std::memcmp(bytes.data(), box, sizeof box) == 0;
}

Status checkShape(const opj_image_t& image, int rows, int columns, const std::string& where) {
    if (image.numcomps < 1 || image.numcomps > 4)
        return refusalError("jpeg2000_components " + std::to_string(image.numcomps), where);
    for (OPJ_UINT32 index = 0; index < image.numcomps; ++index) {
        const opj_image_comp_t& component = image.comps[index];
        if (int64_t(component.w) != columns || int64_t(component.h) != rows || component.dx != 1 || component.dy != 1)
            return refusalError("jpeg2000_size " + std::to_string(component.w) + "×" + std::to_string(component.h) +
                                    "/" + std::to_string(columns) + "×" + std::to_string(rows),
                                where);
        if (component.prec < 1 || component.prec > 16)
            return refusalError("jpeg2000_bits " + std::to_string(component.prec), where);
    }
    return Done{};
}

} // namespace

Result<Jpeg2000Image> decodeJpeg2000(const std::vector<uint8_t>& bytes, int expectedRows, int expectedColumns,
                                     const std::string& where) {
    Source source{&bytes};
    const auto stream = openStream(source);
    const std::unique_ptr<opj_codec_t, DestroyCodec> codec(
        opj_create_decompress(isJp2(bytes) ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
    std::string message;
    opj_set_error_handler(codec.get(), keepMessage, &message);
    opj_set_warning_handler(codec.get(), ignoreMessage, nullptr);
    opj_set_info_handler(codec.get(), ignoreMessage, nullptr);
    const auto failure = [&] {
        message.erase(std::find(message.begin(), message.end(), '\n'), message.end());
        return refusalError("jpeg2000_damaged", where, message.empty() ? "it ends early" : message);
    };

    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* header = nullptr;
    if (!opj_setup_decoder(codec.get(), &parameters) || !opj_read_header(stream.get(), codec.get(), &header))
        return failure();
    const std::unique_ptr<opj_image_t, DestroyImage> image(header);
    auto shape = checkShape(*image, expectedRows, expectedColumns, where);
    if (!shape)
        return shape.error();
    if (!opj_decode(codec.get(), stream.get(), image.get()))
        return failure();

    Jpeg2000Image result;
    result.rows = expectedRows;
    result.columns = expectedColumns;
    result.components = int(image->numcomps);
    result.precision = int(image->comps[0].prec);
    result.isSigned = image->comps[0].sgnd != 0;
    const size_t count = size_t(expectedRows) * size_t(expectedColumns);
    result.samples.reserve(count * image->numcomps);
    for (OPJ_UINT32 index = 0; index < image->numcomps; ++index) {
        if (!image->comps[index].data)
            return failure();
        result.samples.insert(result.samples.end(), image->comps[index].data, image->comps[index].data + count);
    }
    return result;
}

} // namespace roentgen::imaging
