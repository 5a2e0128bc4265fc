#include "app/film_file.h"

#include <QCoreApplication>
#include <QFile>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::app {

using nlohmann::json;
using widgets::FilmWindow;
using widgets::PixelType;
using widgets::VoiFunction;

namespace {

struct Badness {
    std::string what;
};

std::string filmWords(const char* text) {
    return QCoreApplication::translate("FilmFile", text).toStdString();
}

const json& member(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) {
        throw Badness{key};
    }
    return *found;
}

double finiteNumber(const json& object, const char* key) {
    const json& value = member(object, key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        throw Badness{key};
    }
    return value.get<double>();
}

qint64 wholeNumber(const json& object, const char* key) {
    const json& value = member(object, key);
    if (!value.is_number_integer()) {
        throw Badness{key};
    }
    return value.get<qint64>();
}

QString text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

PixelType pixelType(const json& answer) {
    const QString name = text(answer, "type");
    if (name == QLatin1String("u8") || name == QLatin1String("uint8")) {
        return PixelType::UInt8;
    }
    if (name == QLatin1String("u16") || name == QLatin1String("uint16")) {
        return PixelType::UInt16;
    }
    if (name == QLatin1String("s16") || name == QLatin1String("int16")) {
        return PixelType::Int16;
    }
    throw Badness{"type"};
}

FilmWindow windowOf(const json& object) {
    if (!object.is_object()) {
        throw Badness{"window"};
    }
    FilmWindow window{finiteNumber(object, "center"), finiteNumber(object, "width"), text(object, "name")};
    window.width = std::max(window.width, 1e-3);
    return window;
}

void readSpacing(const json& answer, widgets::Film& film) {
    const auto spacing = answer.find("spacing_mm");
    if (spacing == answer.end() || !spacing->is_array() || spacing->size() != 2 || !(*spacing)[0].is_number() ||
        !(*spacing)[1].is_number()) {
        return;
    }
    const double row = (*spacing)[0].get<double>(), column = (*spacing)[1].get<double>();
    const auto believable = [](double mm) { return mm > 1e-4 && mm < 100; };
    if (believable(row) && believable(column) && row / column < 20 && column / row < 20) {
        film.rowSpacingMm = row;
        film.columnSpacingMm = column;
        film.spacingSource = text(answer, "spacing_source");
    }
}

FilmHeader headerOf(const json& answer) {
    FilmHeader header;
    const auto found = answer.find("header");
    if (found == answer.end() || !found->is_object()) {
        return header;
    }
    header.patientId = text(*found, "patient_id");
    header.patientName = text(*found, "patient_name");
    header.patientSex = text(*found, "patient_sex");
    header.patientAge = text(*found, "patient_age");
    header.studyDate = text(*found, "study_date");
    header.studyDescription = text(*found, "study_description");
    header.modality = text(*found, "modality");
    header.viewPosition = text(*found, "view_position");
    header.laterality = text(*found, "laterality");
    header.patientOrientation = text(*found, "patient_orientation");
    const auto frames = found->find("frames");
    if (frames != found->end() && frames->is_number_integer()) {
        header.frames = int(std::clamp<qint64>(frames->get<qint64>(), 1, 100'000));
    }
    return header;
}

DecodedFilm decodedFilm(const json& answer) {
    DecodedFilm decoded;
    decoded.file = text(answer, "file");
    if (decoded.file.isEmpty()) {
        throw Badness{"file"};
    }
    widgets::Film& film = decoded.film;
    film.type = pixelType(answer);
    const qint64 rows = wholeNumber(answer, "rows"), columns = wholeNumber(answer, "columns");
    if (rows < 1 || columns < 1 || rows > 100'000 || columns > 100'000 || rows * columns > MostFilmPixels) {
        throw Badness{"rows, columns"};
    }
    film.rows = int(rows);
    film.columns = int(columns);
    decoded.bytes = wholeNumber(answer, "bytes");
    if (decoded.bytes != rows * columns * qint64(widgets::bytesPerPixel(film.type))) {
        throw Badness{"bytes"};
    }
    film.slope = answer.contains("slope") ? finiteNumber(answer, "slope") : 1;
    film.intercept = answer.contains("intercept") ? finiteNumber(answer, "intercept") : 0;
    const auto inverted = answer.find("inverted");
    film.inverted = inverted != answer.end() && inverted->is_boolean() && inverted->get<bool>();
    const QString function = text(answer, "voi_function");
    film.voiFunction = function == QLatin1String("SIGMOID")        ? VoiFunction::Sigmoid
                       : function == QLatin1String("LINEAR_EXACT") ? VoiFunction::LinearExact
                                                                   : VoiFunction::Linear;
    film.defaultWindow = windowOf(member(answer, "default_window"));
    if (const auto windows = answer.find("windows"); windows != answer.end() && windows->is_array()) {
        for (const json& window : *windows) {
            film.windows.push_back(windowOf(window));
        }
    }
    readSpacing(answer, film);
    decoded.header = headerOf(answer);
    return decoded;
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

Result<DecodedFilm> readDecodeAnswer(const json& answer) {
    try {
        return decodedFilm(answer);
    } catch (const Badness& bad) {
        return dataError(
            filmWords(QT_TRANSLATE_NOOP("FilmFile", "The worker's answer about this image makes no sense")), bad.what);
    }
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
