#include "app/film_file.h"
#include "engine/protocol/messages/message_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::app;
using nlohmann::json;

namespace {

json goodAnswer() {
    return {{"file", "/tmp/x"},
            {"type", "s16"},
            {"rows", 3},
            {"columns", 2},
            {"bytes", 12},
            {"slope", 2.0},
            {"intercept", -1024.0},
            {"inverted", true},
            {"windows", {{{"center", 40.0}, {"width", 400.0}, {"name", "soft"}}}},
            {"default_window", {{"center", 50.0}, {"width", 300.0}, {"name", ""}}},
            {"voi_function", "SIGMOID"},
            {"spacing_mm", {0.2, 0.1}},
            {"spacing_source", "PixelSpacing"},
            {"header", {{"patient_id", "7"}, {"frames", 4}, {"patient_orientation", "P\\L"}}}};
}

Result<DecodedFilm> readDecoded(const json& answer) {
    const auto read = readMessage<DecodeAnswer>(answer.dump());
    return read ? decodedFilm(*read) : Result<DecodedFilm>(read.error());
}

} // namespace

class FilmFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheWorkerSays();
    void refusesAnswersThatMakeNoSense_data();
    void refusesAnswersThatMakeNoSense();
    void unknownSpacingIsLeftOut();
    void takesThePixelsAndRemovesTheFile();
    void refusesFilesThatAreNotWhatWasAnnounced_data();
    void refusesFilesThatAreNotWhatWasAnnounced();

private:
    QTemporaryDir m_folder;
};

void FilmFileTest::readsWhatTheWorkerSays() {
    const Result<DecodedFilm> decoded = readDecoded(goodAnswer());
    QVERIFY(bool(decoded));
    const widgets::Film& film = decoded->film;
    QCOMPARE(film.rows, 3);
    QCOMPARE(film.columns, 2);
    QVERIFY(film.type == widgets::PixelType::Int16);
    QCOMPARE(film.slope, 2.0);
    QCOMPARE(film.intercept, -1024.0);
    QVERIFY(film.inverted);
    QVERIFY(film.voiFunction == widgets::VoiFunction::Sigmoid);
    QCOMPARE(film.windows.size(), size_t(1));
    QCOMPARE(film.windows[0].name, QStringLiteral("soft"));
    QCOMPARE(film.defaultWindow.width, 300.0);
    QCOMPARE(film.rowSpacingMm, 0.2);
    QCOMPARE(film.columnSpacingMm, 0.1);
    QCOMPARE(decoded->bytes, qint64(12));
    QCOMPARE(decoded->header.frames, 4);
    QCOMPARE(decoded->header.patientOrientation, QStringLiteral("P\\L"));
}

void FilmFileTest::refusesAnswersThatMakeNoSense_data() {
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value"); // JSON; empty: the member is absent
    QTest::newRow("no file") << "file"
                             << "";
    QTest::newRow("file is a number") << "file"
                                      << "3";
    QTest::newRow("no rows") << "rows"
                             << "";
    QTest::newRow("negative rows") << "rows"
                                   << "-3";
    QTest::newRow("rows is no whole number") << "rows"
                                             << "3.5";
    QTest::newRow("rows as text") << "rows"
                                  << "\"3\"";
    QTest::newRow("as many rows as overflow") << "rows"
                                              << "9223372036854775807";
    QTest::newRow("more pixels than allowed") << "columns"
                                              << "99999999";
    QTest::newRow("unknown type") << "type"
                                  << "\"f32\"";
    QTest::newRow("bytes do not agree") << "bytes"
                                        << "11";
    QTest::newRow("bytes negative") << "bytes"
                                    << "-12";
    QTest::newRow("slope is null") << "slope"
                                   << "null";
    QTest::newRow("no default window") << "default_window"
                                       << "";
    QTest::newRow("default window is a list") << "default_window"
                                              << "[1,2]";
    QTest::newRow("a window without a width") << "windows"
                                              << "[{\"center\":1}]";
}

void FilmFileTest::refusesAnswersThatMakeNoSense() {
    QFETCH(QString, member);
    QFETCH(QString, value);
    json answer = goodAnswer();
    if (value.isEmpty())
        answer.erase(member.toStdString());
    else
        answer[member.toStdString()] = json::parse(value.toStdString());
    const Result<DecodedFilm> decoded = readDecoded(answer);
    QVERIFY(!decoded);
    QVERIFY(!decoded.error().message.empty());
}

void FilmFileTest::unknownSpacingIsLeftOut() {
    for (const char* spacing : {"null", "[0, 0.1]", "[1]", "[1, 2, 3]", "[-1, 1]", "[0.1, 50]"}) {
        json answer = goodAnswer();
        answer["spacing_mm"] = json::parse(spacing);
        const Result<DecodedFilm> decoded = readDecoded(answer);
        QVERIFY2(bool(decoded) && decoded->film.columnSpacingMm == 0, spacing);
    }
}

void FilmFileTest::takesThePixelsAndRemovesTheFile() {
    json answer = goodAnswer();
    const QString path = m_folder.filePath(QStringLiteral("pixels"));
    answer["file"] = path.toStdString();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const int16_t values[6] = {-5, 0, 5, 100, -32768, 32767};
    file.write(reinterpret_cast<const char*>(values), 12);
    file.close();
    const Result<LoadedFilm> loaded = takeFilm(*readDecoded(answer));
    QVERIFY(bool(loaded));
    QCOMPARE(loaded->film->valueAt(0, 0), -5 * 2.0 - 1024);
    QCOMPARE(loaded->film->valueAt(1, 1), 100 * 2.0 - 1024);
    QCOMPARE(loaded->film->valueAt(2, 0), -32768 * 2.0 - 1024);
    QVERIFY(!QFile::exists(path));
}

void FilmFileTest::refusesFilesThatAreNotWhatWasAnnounced_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"absent", "too short", "too long", "folder", "link", "pipe"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void FilmFileTest::refusesFilesThatAreNotWhatWasAnnounced() {
    QFETCH(QString, kind);
    const QString path = m_folder.filePath(QStringLiteral("bad ") + kind);
    const QByteArray name = QFile::encodeName(path);
    const auto write = [](const QString& file, int size) {
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(QByteArray(size, 'x')) == size;
    };
    if (kind == QLatin1String("too short"))
        QVERIFY(write(path, 11));
    else if (kind == QLatin1String("too long"))
        QVERIFY(write(path, 13));
    else if (kind == QLatin1String("folder"))
        QCOMPARE(mkdir(name.constData(), 0700), 0);
    else if (kind == QLatin1String("pipe"))
        QCOMPARE(mkfifo(name.constData(), 0600), 0); // opening it must not wait for a writer
    else if (kind == QLatin1String("link")) {
        QVERIFY(write(m_folder.filePath(QStringLiteral("target")), 12));
        QCOMPARE(symlink(QFile::encodeName(m_folder.filePath(QStringLiteral("target"))).constData(), name.constData()),
                 0);
    }
    json answer = goodAnswer();
    answer["file"] = path.toStdString();
    const Result<LoadedFilm> loaded = takeFilm(*readDecoded(answer));
    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.size() > 10);
    QCOMPARE(QFileInfo::exists(path), kind != QLatin1String("absent")); // nothing else's file is removed
}

QTEST_GUILESS_MAIN(FilmFileTest)
#include "film_file_test.moc"
