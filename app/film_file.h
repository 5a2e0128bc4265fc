// Takes a decoded film out of the file in which a worker hands it over. Trusts neither the answer nor the file.
#pragma once

#include "widgets/prepared_film.h"

#include "engine/protocol/messages/film_messages.h"
#include "engine/protocol/result.h"

#include <QString>

#include <memory>
#include <vector>

namespace roentgen::app {

// What an image file says of itself (interfaces: imaging::ImageHeader). Empty where unknown.
struct FilmHeader {
    QString patientId, patientName, patientSex, patientAge, studyDate, studyDescription;
    QString modality, viewPosition, laterality, patientOrientation;
    int frames = 1;
};

// A decoded film as the worker announced it, checked; the pixels are still in the file.
struct DecodedFilm {
    QString file;
    widgets::Film film; // without its bytes
    qint64 bytes = 0;
    FilmHeader header;
};

struct LoadedFilm {
    std::shared_ptr<const widgets::PreparedFilm> film;
    FilmHeader header;
};

// Data error: sizes do not agree, more than MostFilmPixels.
Result<DecodedFilm> decodedFilm(const DecodeAnswer& answer);
constexpr qint64 MostFilmPixels = 400'000'000;

// Reads the file into memory, removes it and prepares the film for drawing. Any thread. Data error: the file is absent,
// no regular file, or not of the size that was announced (it is left alone then).
Result<LoadedFilm> takeFilm(const DecodedFilm& decoded);

// The same for bare pixels: the file's bytes, the file removed.
Result<std::vector<uint8_t>> takePixels(const QString& file, qint64 bytes);

} // namespace roentgen::app
