#include "engine/pipeline/record_film.h"

#include "engine/records/film_record.h"

#include <chrono>
#include <cstring>

namespace roentgen::pipeline {

namespace {

using records::FilmPixels;
using records::RecordFile;

Error inRecord(const RecordFile& file, size_t number, const Error& error) {
    return dataError(error.message, file.nameOf(number) + (error.where.empty() ? "" : ", " + error.where),
                     "copy or pack the file again");
}

struct Film {
    records::ExampleView example;
    FilmPixels pixels;
};

Result<Film> readFilm(const RecordFile& file, size_t number, ReadingTurns* turns = nullptr) {
    const ReadingTurns::Turn turn(turns);
    if (number >= file.count())
        return dataError("The record file has no record " + std::to_string(number), file.path(),
                         "it has " + std::to_string(file.count()) + ", counted from 0");
    const auto data = file.read(number);
    if (!data)
        return data.error();
    auto example = records::readExample(data->data(), data->size());
    if (!example)
        return inRecord(file, number, example.error());
    const auto pixels = records::pixelsOf(*example);
    if (!pixels)
        return inRecord(file, number, pixels.error());
    return Film{std::move(*example), *pixels};
}

imaging::GreyImage greyImageOf(const FilmPixels& pixels) {
    imaging::GreyImage image;
    image.rows = pixels.height;
    image.columns = pixels.width;
    image.type = pixels.bits == 16 ? imaging::PixelType::UInt16 : imaging::PixelType::UInt8;
    image.bytes.assign(pixels.data, pixels.data + image.pixelCount() * imaging::bytesPerPixel(image.type));
    return image;
}

std::vector<uint8_t> toEightBits(const std::vector<uint8_t>& sixteen) {
    std::vector<uint8_t> eight(sixteen.size() / 2);
    for (size_t i = 0; i < eight.size(); ++i)
        eight[i] = uint8_t((sixteen[2 * i] + 256u * sixteen[2 * i + 1] + 128u) / 257u);
    return eight;
}

} // namespace

Result<const uint8_t*> mappedFilm(const datasets::Sample& sample, int storedSize, ReadingTurns* turns) {
    const auto film = readFilm(*sample.record.file, sample.record.number, turns);
    if (!film)
        return film.error();
    const std::string_view name = film->example.text("path");
    if (!name.empty() && name != sample.image)
        return inRecord(*sample.record.file, sample.record.number,
                        dataError("The record is of another film (" + std::string(name) + ") than " + sample.image));
    const FilmPixels& pixels = film->pixels;
    if (pixels.height != sample.record.height || pixels.width != sample.record.width ||
        pixels.bits != sample.record.bits)
        return inRecord(*sample.record.file, sample.record.number,
                        dataError("The record has another size than the facts beside its file say"));
    return pixels.bits == 8 && pixels.height == storedSize && pixels.width == storedSize ? pixels.data : nullptr;
}

Result<PreparedImage> prepareRecord(const RecordFile& file, size_t number, int storedSize, bool pad,
                                    ReadingTurns* turns) {
    const auto start = std::chrono::steady_clock::now();
    const auto film = readFilm(file, number, turns);
    if (!film)
        return film.error();
    PreparedImage prepared;
    prepared.filmRows = film->pixels.height;
    prepared.filmColumns = film->pixels.width;
    prepared.tags.modality = film->example.text("modality");
    prepared.tags.view = film->example.text("view");
    prepared.pixels = shrinkFilm(greyImageOf(film->pixels), storedSize, pad);
    if (film->pixels.bits == 16)
        prepared.pixels = toEightBits(prepared.pixels);
    prepared.decodeSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return prepared;
}

Result<PreparedImage> prepareSample(const datasets::Sample& sample, int storedSize, bool pad, ReadingTurns* turns) {
    return sample.record ? prepareRecord(*sample.record.file, sample.record.number, storedSize, pad, turns)
                         : prepareFilm(sample.path, storedSize, pad, turns);
}

Result<imaging::ImageData> readFilmImage(const std::string& path, int frame) {
    const auto name = records::parseRecordName(path);
    if (!name)
        return imaging::readImage(path, frame);
    const auto file = RecordFile::open(name->file);
    if (!file)
        return file.error();
    const auto film = readFilm(**file, name->number);
    if (!film)
        return film.error();
    imaging::ImageData data;
    data.image = greyImageOf(film->pixels);
    data.bitsStored = film->pixels.bits;
    data.windows = {{film->pixels.bits == 16 ? 32768. : 128., film->pixels.bits == 16 ? 65536. : 256., {}}};
    data.header.rows = film->pixels.height;
    data.header.columns = film->pixels.width;
    data.header.viewPosition = film->example.text("view");
    data.header.laterality = film->example.text("laterality");
    data.header.modality = film->example.text("modality");
    data.header.patientId = film->example.text("patient");
    return data;
}

Result<imaging::ImageHeader> readFilmHeader(const std::string& path) {
    if (!records::parseRecordName(path))
        return imaging::readImageHeader(path);
    auto data = readFilmImage(path);
    if (!data)
        return data.error();
    return std::move(data->header);
}

} // namespace roentgen::pipeline
