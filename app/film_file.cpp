#include "app/film_file.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::app {

using widgets::FilmWindow;
using widgets::PixelType;
using widgets::VoiFunction;

namespace {

std::string filmWords(const char* text) {
    return QCoreApplication::translate("FilmFile", text).toStdString();
}

PixelType pixelType(StoredType type) {
    return type == StoredType::UInt8    ? PixelType::UInt8
           : type == StoredType::UInt16 ? PixelType::UInt16
                                        : PixelType::Int16;
}

VoiFunction voiFunction(VoiName name) {
    return name == VoiName::Sigmoid       ? VoiFunction::Sigmoid
           : name == VoiName::LinearExact ? VoiFunction::LinearExact
                                          : VoiFunction::Linear;
}

FilmWindow filmWindow(const GreyWindow& window) {
    return {window.center, std::max(window.width, 1e-3), QString::fromStdString(window.name)};
}

void takeSpacing(const FilmDescription& described, widgets::Film& film) {
    if (!described.spacingMm || described.spacingMm->size() != 2) {
        return;
    }
    const double row = described.spacingMm->at(0), column = described.spacingMm->at(1);
    const auto believable = [](double mm) { return mm > 1e-4 && mm < 100; };
    if (believable(row) && believable(column) && row / column < 20 && column / row < 20) {
        film.rowSpacingMm = row;
        film.columnSpacingMm = column;
        film.spacingSource = QString::fromStdString(described.spacingSource);
    }
}

FilmHeader filmHeader(const FilmFacts& facts) {
    FilmHeader header;
    header.patientId = QString::fromStdString(facts.patientId);
    header.patientName = QString::fromStdString(facts.patientName);
    header.patientSex = QString::fromStdString(facts.patientSex);
    header.patientAge = QString::fromStdString(facts.patientAge);
    header.studyDate = QString::fromStdString(facts.studyDate);
    header.studyDescription = QString::fromStdString(facts.studyDescription);
    header.modality = QString::fromStdString(facts.modality);
    header.viewPosition = QString::fromStdString(facts.viewPosition);
    header.laterality = QString::fromStdString(facts.laterality);
    header.patientOrientation = QString::fromStdString(facts.patientOrientation);
    header.frames = std::min(facts.frames, 100'000);
    return header;
}

// Owns the descriptor.
struct HandedOverFile {
    explicit HandedOverFile(const QString& path)
        : name(QFile::encodeName(path))
        // No link and no waiting at a pipe: the name comes from a process that reads hostile files.
        , descriptor(open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    ~HandedOverFile() {
        if (descriptor >= 0) {
            close(descriptor);
        }
    }
    HandedOverFile(const HandedOverFile&) = delete;
    HandedOverFile& operator=(const HandedOverFile&) = delete;

    QByteArray name;
    int descriptor;
};

bool readWhole(int descriptor, std::vector<uint8_t>& bytes) {
    size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = read(descriptor, bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        done += size_t(got);
    }
    return true;
}

Error unreadable(const char* what, const QString& file) {
    return dataError(filmWords(what), file.toStdString(),
                     filmWords(QT_TRANSLATE_NOOP("FilmFile", "Open the image again.")));
}

} // namespace

Result<DecodedFilm> decodedFilm(const DecodeAnswer& answer) {
    const FilmDescription& described = answer.film;
    DecodedFilm decoded;
    decoded.file = QString::fromStdString(answer.file);
    decoded.bytes = described.bytes;
    decoded.header = filmHeader(described.header);
    widgets::Film& film = decoded.film;
    film.type = pixelType(described.type);
    film.rows = described.rows;
    film.columns = described.columns;
    const qint64 pixels = qint64(film.rows) * film.columns;
    if (decoded.file.isEmpty() || pixels > MostFilmPixels ||
        decoded.bytes != pixels * qint64(widgets::bytesPerPixel(film.type))) {
        return dataError(
            filmWords(QT_TRANSLATE_NOOP("FilmFile", "The worker's answer about this image makes no sense")),
            decoded.file.isEmpty() ? "file" : "rows, columns, bytes");
    }
    film.slope = described.slope;
    film.intercept = described.intercept;
    film.inverted = described.inverted;
    film.voiFunction = voiFunction(described.voiFunction);
    film.defaultWindow = filmWindow(described.defaultWindow);
    for (const GreyWindow& window : described.windows) {
        film.windows.push_back(filmWindow(window));
    }
    takeSpacing(described, film);
    return decoded;
}

Result<std::vector<uint8_t>> takePixels(const QString& path, qint64 bytes) {
    const HandedOverFile file(path);
    if (file.descriptor < 0) {
        return unreadable(QT_TRANSLATE_NOOP("FilmFile", "The decoded image is not there"), path);
    }
    struct stat status = {};
    if (fstat(file.descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size != bytes) {
        return unreadable(QT_TRANSLATE_NOOP("FilmFile", "The decoded image has another size than announced"), path);
    }
    try {
        std::vector<uint8_t> pixels(static_cast<size_t>(bytes));
        if (!readWhole(file.descriptor, pixels)) {
            return unreadable(QT_TRANSLATE_NOOP("FilmFile", "The decoded image ended too early"), path);
        }
        unlink(file.name.constData()); // only what was the announced film: never a file named by mistake
        return pixels;
    } catch (const std::bad_alloc&) {
        return environmentError(filmWords(QT_TRANSLATE_NOOP("FilmFile", "There is not enough memory for this image")));
    }
}

Result<LoadedFilm> takeFilm(const DecodedFilm& decoded) {
    auto pixels = takePixels(decoded.file, decoded.bytes);
    if (!pixels) {
        return pixels.error();
    }
    try {
        widgets::Film film = decoded.film;
        film.bytes = std::move(*pixels);
        return LoadedFilm{widgets::PreparedFilm::make(std::move(film)), decoded.header};
    } catch (const std::bad_alloc&) {
        return environmentError(filmWords(QT_TRANSLATE_NOOP("FilmFile", "There is not enough memory for this image")));
    }
}

} // namespace roentgen::app
