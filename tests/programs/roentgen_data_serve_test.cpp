// The program as the window meets it: a worker on its pipes.
#include "engine/imaging/image_file.h"
#include "engine/protocol/study_index.h"
#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/test_files.h"
#include "tests/programs/documented_answer.h"

#include <QDir>
#include <QProcess>

#include <map>
#include <nlohmann/json.hpp>

using namespace roentgen;
using nlohmann::json;

namespace {

const QString program = QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data");

// A worker on its pipes; what it says is kept by request.
class Worker {
public:
    explicit Worker(const QStringList& arguments = {}) {
        m_process.start(program, QStringList{QStringLiteral("serve")} + arguments);
    }
    void send(const json& request) { sendText(QByteArray::fromStdString(request.dump())); }
    void sendText(const QByteArray& line) { m_process.write(line + '\n'); }
    // Reads until that many answers (not progress) have come in all; false after a minute.
    bool waitForAnswers(int count) {
        QElapsedTimer timer;
        timer.start();
        while (answers.size() < size_t(count) && timer.elapsed() < 60000) {
            if (!m_process.canReadLine())
                m_process.waitForReadyRead(100);
            while (m_process.canReadLine())
                keep(json::parse(m_process.readLine().toStdString()));
        }
        return answers.size() == size_t(count);
    }
    bool waitForProgress() {
        while (progress.empty() && m_process.waitForReadyRead(60000))
            while (m_process.canReadLine())
                keep(json::parse(m_process.readLine().toStdString()));
        return !progress.empty();
    }
    int finish() {
        m_process.closeWriteChannel();
        return m_process.waitForFinished(60000) ? m_process.exitCode() : -1;
    }
    json answerTo(const json& id) const {
        for (const json& answer : answers)
            if (answer.at("id") == id)
                return answer;
        return {};
    }

    std::vector<json> answers, progress;

private:
    void keep(const json& message) { (message.contains("progress") ? progress : answers).push_back(message); }

    QProcess m_process;
};

QStringList membersOf(const json& answer) {
    QStringList members;
    for (const auto& [member, value] : answer.items())
        members << QString::fromStdString(member);
    return members;
}

} // namespace

class RoentgenDataServeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void servesPixelsInAFile();
    void servesThumbnails();
    void thumbnailsHaveSquarePixels();
    void servesHeadersIndexesAndPhantoms();
    void answersEachRequestOnceWhateverItSays();
    void obeysCancel();
    void keepsItsPrivateScratchPrivateAndRemovesIt();
    void everyMemberOfAnAnswerIsDocumented();

private:
    std::string file(const char* name) const {
        return (m_folder.path() + QLatin1Char('/') + QLatin1String(name)).toStdString();
    }
    QString path(const char* name) const { return QString::fromStdString(file(name)); }

    QTemporaryDir m_folder;
};

void RoentgenDataServeTest::initTestCase() {
    QVERIFY2(QFile::exists(program), "build the target roentgen-data first");
    writeBytes(m_folder, "deep.pgm", bytesOf("P2 4 2 4095 0 1000 2000 4095 10 20 30 40"));
    writeBytes(m_folder, "film.pgm", bytesOf("P2 2 2 255 0 50 100 200"));
    writeBytes(m_folder, "broken.png", bytesOf("\x89PNG\r\n\x1a\n"));
}

void RoentgenDataServeTest::servesPixelsInAFile() {
    Worker worker({QStringLiteral("--scratch"), path("scratch")});
    worker.send({{"id", "a"}, {"op", "decode"}, {"path", file("deep.pgm")}});
    QVERIFY(worker.waitForAnswers(1));
    const json answer = worker.answerTo("a");
    QVERIFY2(answer.value("ok", false), answer.dump().c_str());
    QCOMPARE(answer["type"].get<std::string>(), std::string("u16"));
    QCOMPARE(answer["rows"].get<int>(), 2);
    QCOMPARE(answer["columns"].get<int>(), 4);
    QCOMPARE(answer["bytes"].get<int>(), 16);
    QCOMPARE(answer["bits_stored"].get<int>(), 12);
    QVERIFY(answer["spacing_mm"].is_null());
    QCOMPARE(answer["header"]["format"].get<std::string>(), std::string("pgm"));
    QFile pixels(QString::fromStdString(answer["file"].get<std::string>()));
    QVERIFY(pixels.fileName().startsWith(path("scratch")));
    QVERIFY(pixels.open(QIODevice::ReadOnly));
    const QByteArray bytes = pixels.readAll();
    const uint16_t expected[] = {0, 1000, 2000, 4095, 10, 20, 30, 40};
    QCOMPARE(bytes, QByteArray(reinterpret_cast<const char*>(expected), sizeof expected));
    QCOMPARE(worker.finish(), 0);
    QVERIFY(pixels.exists()); // the window's to delete
}

void RoentgenDataServeTest::servesThumbnails() {
    Worker worker;
    std::string film = "P2 40 20 255";
    for (int pixel = 0; pixel < 800; ++pixel)
        film += pixel % 40 < 20 ? " 10" : " 90";
    worker.send({{"id", 1},
                 {"op", "thumbnail"},
                 {"path", writeBytes(m_folder, "wide.pgm", bytesOf(film))},
                 {"size", 4},
                 {"out", file("wide.thumb")}});
    worker.send({{"id", 2}, {"op", "thumbnail"}, {"path", file("broken.png")}, {"size", 4}, {"out", file("no.thumb")}});
    worker.send({{"id", 3}, {"op", "thumbnail"}, {"path", file("wide.pgm")}, {"size", 0}, {"out", file("no.thumb")}});
    QVERIFY(worker.waitForAnswers(3));
    QVERIFY2(worker.answerTo(1).value("ok", false), worker.answerTo(1).dump().c_str());
    QFile thumbnail(path("wide.thumb"));
    QVERIFY(thumbnail.open(QIODevice::ReadOnly));
    QCOMPARE(thumbnail.readAll(), QByteArray("RTHUMB1 2 4\n\x0a\x0a\x5a\x5a\x0a\x0a\x5a\x5a"));
    QCOMPARE(worker.answerTo(2)["error"]["code"].get<std::string>(), std::string("data"));
    QCOMPARE(worker.answerTo(3)["error"]["code"].get<std::string>(), std::string("usage"));
    QVERIFY(!QFile::exists(path("no.thumb")));
    QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("*.tmp-*")}).size(), 0);
    QCOMPARE(worker.finish(), 0);
}

// Pixels of 0.5 × 0.25 mm: twice as high as wide, as the viewer shows them.
void RoentgenDataServeTest::thumbnailsHaveSquarePixels() {
    imaging::DicomBytes bytes({});
    for (imaging::Element element : imaging::plainFilm()) {
        if (element.tag == 0x00280100)
            bytes.add({0x00280030, "DS", "0.5\\0.25"});
        if (element.tag == 0x00280010)
            element.words = {40};
        if (element.tag == 0x00280011)
            element.words = {40};
        if (element.tag == 0x7fe00010)
            element.words.assign(1600, 1000);
        bytes.add(element);
    }
    const std::string film =
        writeBytes(m_folder, "tall.dcm", bytesOf(imaging::dicomMeta("1.2.840.10008.1.2.1") + bytes.bytes()));
    Worker worker;
    worker.send({{"id", 1}, {"op", "thumbnail"}, {"path", film}, {"size", 20}, {"out", file("tall.thumb")}});
    QVERIFY(worker.waitForAnswers(1));
    QVERIFY2(worker.answerTo(1).value("ok", false), worker.answerTo(1).dump().c_str());
    QCOMPARE(worker.answerTo(1)["rows"].get<int>(), 20);
    QCOMPARE(worker.answerTo(1)["columns"].get<int>(), 10);
    QCOMPARE(worker.finish(), 0);
}

void RoentgenDataServeTest::servesHeadersIndexesAndPhantoms() {
    Worker worker;
    worker.send({{"id", 1}, {"op", "header"}, {"path", file("film.pgm")}});
    worker.send({{"id", 2}, {"op", "phantom"}, {"count", 8}, {"out", file("demo")}, {"seed", 1}, {"size", 64}});
    QVERIFY(worker.waitForAnswers(2));
    QCOMPARE(worker.answerTo(1)["rows"].get<int>(), 2);
    QCOMPARE(worker.answerTo(1)["extension_misleads"].get<bool>(), false);
    QVERIFY2(worker.answerTo(2).value("ok", false), worker.answerTo(2).dump().c_str());
    QVERIFY(!worker.progress.empty());
    worker.send({{"id", 3}, {"op", "index"}, {"folder", file("demo")}, {"out", file("demo.index")}});
    QVERIFY(worker.waitForAnswers(3));
    QCOMPARE(worker.answerTo(3)["images"].get<int>(), 8);
    QCOMPARE(worker.answerTo(3)["layout"].get<std::string>(), std::string("nih"));
    QVERIFY(readStudyIndex(file("demo.index")));
    QCOMPARE(worker.finish(), 0);
}

void RoentgenDataServeTest::answersEachRequestOnceWhateverItSays() {
    Worker worker;
    worker.sendText("{bad json");
    worker.sendText("[1,2]");
    worker.send({{"id", 1}, {"op", "nonsense"}});
    worker.send({{"id", 2}, {"op", "decode"}});
    worker.send({{"id", 3}, {"op", "decode"}, {"path", 7}});
    worker.send({{"id", 4}, {"op", "decode"}, {"path", "/nowhere.png"}});
    worker.send({{"id", 5}, {"op", "index"}, {"folder", "/nowhere"}, {"out", file("x.index")}});
    for (int id = 100; id < 160; ++id)
        worker.send({{"id", id}, {"op", "header"}, {"path", file("film.pgm")}});
    QVERIFY(worker.waitForAnswers(67));
    QCOMPARE(worker.finish(), 0);
    std::map<std::string, int> count;
    for (const json& answer : worker.answers)
        ++count[answer["id"].dump()];
    QCOMPARE(count["null"], 2);
    for (int id = 100; id < 160; ++id)
        QCOMPARE(count[std::to_string(id)], 1);
    const std::pair<int, const char*> codes[] = {{1, "usage"}, {2, "usage"}, {3, "usage"}, {4, "data"}, {5, "data"}};
    for (const auto& [id, code] : codes) {
        const json answer = worker.answerTo(id);
        QCOMPARE(answer["ok"].get<bool>(), false);
        QCOMPARE(answer["error"]["code"].get<std::string>(), std::string(code));
        QVERIFY(!answer["error"]["message"].get<std::string>().empty());
    }
    QVERIFY(!QFile::exists(path("x.index")));
}

void RoentgenDataServeTest::obeysCancel() {
    Worker worker;
    worker.send({{"id", 1}, {"op", "phantom"}, {"count", 100000}, {"out", file("endless")}, {"seed", 1}});
    QVERIFY(worker.waitForProgress());
    worker.send({{"op", "cancel"}, {"id", 1}});
    QVERIFY(worker.waitForAnswers(1));
    QCOMPARE(worker.answers.front()["ok"].get<bool>(), false);
    QCOMPARE(worker.answers.front()["error"]["code"].get<std::string>(), std::string("stopped"));
    QCOMPARE(worker.finish(), 0);
}

void RoentgenDataServeTest::keepsItsPrivateScratchPrivateAndRemovesIt() {
    Worker worker;
    worker.send({{"id", 1}, {"op", "decode"}, {"path", file("film.pgm")}});
    QVERIFY(worker.waitForAnswers(1));
    const QFileInfo pixels(QString::fromStdString(worker.answerTo(1)["file"].get<std::string>()));
    QVERIFY(pixels.exists());
    const QFileInfo folder(pixels.absolutePath());
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(pixels.permissions() & others));
    QVERIFY(!(folder.permissions() & others));
    QCOMPARE(worker.finish(), 0);
    QVERIFY(!QFileInfo::exists(folder.absoluteFilePath()));
}

void RoentgenDataServeTest::everyMemberOfAnAnswerIsDocumented() {
    Worker worker;
    const std::string films = file("documented");
    const std::string toml = "name = \"d\"\nfolder = \"" + films + "\"\nlayout = \"nih\"\n";
    const std::string experiment = "[data]\ndataset = \"" + films + "\"\nsplit = \"fraction\"\nimage_size = 64\n";
    worker.send({{"id", "phantom"}, {"op", "phantom"}, {"count", 24}, {"out", films}, {"size", 64}});
    QVERIFY(worker.waitForAnswers(1));
    const std::vector<json> requests = {
        {{"op", "index"}, {"folder", films}, {"out", file("documented.index")}},
        {{"op", "preview"}, {"toml", toml}},
        {{"op", "header"}, {"path", file("film.pgm")}},
        {{"op", "decode"}, {"path", file("film.pgm")}},
        {{"op", "thumbnail"}, {"path", file("film.pgm")}, {"size", 2}, {"out", file("film.thumb")}},
        {{"op", "split"}, {"experiment", experiment}},
        {{"op", "augment"}, {"experiment", experiment}, {"films", 1}}};
    for (json request : requests) {
        request["id"] = request["op"];
        worker.send(request);
    }
    QVERIFY(worker.waitForAnswers(1 + int(requests.size())));
    QCOMPARE(worker.finish(), 0);
    for (const json& answer : worker.answers) {
        QVERIFY2(answer.value("ok", false), answer.dump().c_str());
        const QByteArray operation = QByteArray::fromStdString(answer.at("id").get<std::string>());
        const QStringList absent = tests::undocumentedMembers("roentgen-data", operation, membersOf(answer));
        QVERIFY2(absent.isEmpty(), (operation + ": " + absent.join(QLatin1Char(' ')).toUtf8()).constData());
    }
}

QTEST_GUILESS_MAIN(RoentgenDataServeTest)
#include "roentgen_data_serve_test.moc"
