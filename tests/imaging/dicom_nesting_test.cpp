// Sequences within sequences: what real files have is read, what would overflow the stack is refused, however it is
// encoded.
#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/test_files.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <libdeflate.h>
#include <optional>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

const Encoding implicitVr{false, false, "1.2.840.10008.1.2"}, bigEndian{true, true, "1.2.840.10008.1.2.2"},
    littleEndian{};

// The same as UN: what is inside is implicit VR little endian, whatever the file is (CP-246).
std::string unknown(const Encoding& encoding, int depth, bool definedLengths) {
    DicomBytes inside(implicitVr);
    const std::string deeper = nested(implicitVr, depth - 1, definedLengths);
    inside.head(0xfffee000, "", definedLengths ? uint32_t(deeper.size()) : 0xffffffff);
    inside.raw(deeper);
    if (!definedLengths)
        inside.head(0xfffee00d, "", 0);
    DicomBytes bytes(encoding);
    bytes.head(nestedTag, "UN", definedLengths ? uint32_t(inside.bytes().size()) : 0xffffffff);
    if (!definedLengths)
        inside.head(0xfffee0dd, "", 0);
    bytes.raw(inside.bytes());
    return bytes.bytes();
}

std::string deflated(const std::string& bytes) {
    std::string result(bytes.size() + bytes.size() / 16 + 1024, '\0');
    libdeflate_compressor* compressor = libdeflate_alloc_compressor(9);
    result.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), result.data(), result.size()));
    libdeflate_free_compressor(compressor);
    return result;
}

// The plain film with `inside` before its pixels.
std::string film(const Encoding& encoding, const std::string& inside, const std::string& after = {}) {
    DicomBytes bytes(encoding);
    for (const Element& element : plainFilm()) {
        if (element.tag == 0x00280002)
            bytes.raw(inside);
        bytes.add(element);
    }
    bytes.raw(after);
    return bytes.bytes();
}

struct Read {
    const std::string* path;
    std::optional<Result<ImageHeader>> header;
    std::optional<Result<ImageData>> data;
};

// In a thread with a small stack: what is refused too late crashes here first.
Read readWithSmallStack(const std::string& path) {
    Read read{&path, {}, {}};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    const auto work = [](void* data) -> void* {
        auto* wanted = static_cast<Read*>(data);
        wanted->header = readImageHeader(*wanted->path);
        wanted->data = readImage(*wanted->path);
        return nullptr;
    };
    if (pthread_create(&thread, &attributes, work, &read) != 0)
        qFatal("no thread");
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    return read;
}

using Write = std::function<std::string(int depth)>;

struct Way {
    const char* name;
    Write write;
    bool inHeader = true; // before the pixels
};

const std::vector<Way>& ways() {
    static const std::vector<Way> all = {
        {"explicit, undefined lengths",
         [](int depth) {
             return dicomMeta(littleEndian.syntax) + film(littleEndian, nested(littleEndian, depth, false));
         }},
        {"explicit, defined lengths",
         [](int depth) {
             return dicomMeta(littleEndian.syntax) + film(littleEndian, nested(littleEndian, depth, true));
         }},
        {"big endian, undefined lengths",
         [](int depth) { return dicomMeta(bigEndian.syntax) + film(bigEndian, nested(bigEndian, depth, false)); }},
        {"big endian, defined lengths",
         [](int depth) { return dicomMeta(bigEndian.syntax) + film(bigEndian, nested(bigEndian, depth, true)); }},
        {"implicit, undefined lengths",
         [](int depth) { return dicomMeta(implicitVr.syntax) + film(implicitVr, nested(implicitVr, depth, false)); }},
        {"implicit, defined lengths",
         [](int depth) { return dicomMeta(implicitVr.syntax) + film(implicitVr, nested(implicitVr, depth, true)); }},
        {"implicit, an unknown tag of undefined length",
         [](int depth) {
             return dicomMeta(implicitVr.syntax) + film(implicitVr, nested(implicitVr, depth, false, "SQ", 0x00091010));
         }},
        {"UN of undefined length",
         [](int depth) {
             return dicomMeta(littleEndian.syntax) + film(littleEndian, unknown(littleEndian, depth, false));
         }},
        {"UN of a defined length",
         [](int depth) {
             return dicomMeta(littleEndian.syntax) + film(littleEndian, unknown(littleEndian, depth, true));
         }},
        {"UN of undefined length, big endian",
         [](int depth) { return dicomMeta(bigEndian.syntax) + film(bigEndian, unknown(bigEndian, depth, false)); }},
        {"UN of a defined length, big endian",
         [](int depth) { return dicomMeta(bigEndian.syntax) + film(bigEndian, unknown(bigEndian, depth, true)); }},
        {"deflated, undefined lengths",
         [](int depth) {
             return dicomMeta("1.2.840.10008.1.2.1.99") +
                    deflated(film(littleEndian, nested(littleEndian, depth, false)));
         }},
        {"deflated, defined lengths",
         [](int depth) {
             return dicomMeta("1.2.840.10008.1.2.1.99") +
                    deflated(film(littleEndian, nested(littleEndian, depth, true)));
         }},
        {"no preamble, explicit", [](int depth) { return film(littleEndian, nested(littleEndian, depth, false)); }},
        {"no preamble, big endian", [](int depth) { return film(bigEndian, nested(bigEndian, depth, false)); }},
        {"no preamble, implicit", [](int depth) { return film(implicitVr, nested(implicitVr, depth, true)); }},
        {"in the meta header",
         [](int depth) {
             return dicomMeta(littleEndian.syntax, nested(littleEndian, depth, true, "SQ", 0x00020102)) +
                    film(littleEndian, {});
         }},
        {"behind the pixels",
         [](int depth) {
             return dicomMeta(littleEndian.syntax) +
                    film(littleEndian, {}, nested(littleEndian, depth, false, "SQ", 0xfffafffa));
         },
         false},
        {"in the private element of a known creator",
         [](int depth) {
             DicomBytes creator(littleEndian);
             creator.add({0x00290010, "LO", "SIEMENS CSA HEADER"});
             return dicomMeta(littleEndian.syntax) +
                    film(littleEndian, creator.bytes() + nested(littleEndian, depth, false, "SQ", 0x00291010));
         }},
    };
    return all;
}

} // namespace

class DicomNestingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAFewLevels_data() { listWays(); }
    void readsAFewLevels();
    void refusesWhatWouldOverflowTheStack_data() { listWays(); }
    void refusesWhatWouldOverflowTheStack();
    void triedEveryWay();
    void readsLargeDeflatedFiles();
    void refusesDeflatedFilesThatComeToTooMuch();
    void refusesADeflatedValueBeforeItIsInMemory();

private:
    void listWays();

    QTemporaryDir m_folder;
    size_t m_read = 0, m_refused = 0;
};

void DicomNestingTest::listWays() {
    QTest::addColumn<int>("way");
    for (size_t i = 0; i < ways().size(); ++i)
        QTest::newRow(ways()[i].name) << int(i);
}

void DicomNestingTest::readsAFewLevels() {
    QFETCH(int, way);
    const std::string path = writeBytes(m_folder, "film", bytesOf(ways()[size_t(way)].write(64)));
    const Read read = readWithSmallStack(path);
    QVERIFY2(*read.header, why(*read.header));
    QVERIFY2(*read.data, why(*read.data));
    QCOMPARE(valuesOf((*read.data)->image), (std::vector<int>{0, 1000, 2000, 3000, 4000, 4095}));
    ++m_read;
}

void DicomNestingTest::refusesWhatWouldOverflowTheStack() {
    QFETCH(int, way);
    for (const int depth : {5000, 50000, 400000}) {
        const std::string path = writeBytes(m_folder, "film", bytesOf(ways()[size_t(way)].write(depth)));
        const Read read = readWithSmallStack(path);
        QCOMPARE(bool(*read.header), !ways()[size_t(way)].inHeader);
        QVERIFY(!*read.data);
        const std::string& message = read.data->error().message;
        QVERIFY2(message.find("sequences within sequences") != std::string::npos, why(*read.data));
        QCOMPARE(read.data->error().where, path);
        QCOMPARE(read.data->error().exitCode(), int(ExitData));
        ++m_refused;
    }
}

void DicomNestingTest::triedEveryWay() {
    QCOMPARE(m_read, ways().size());
    QCOMPARE(m_refused, 3 * ways().size());
}

// Noise, which deflate leaves as large as it is.
void DicomNestingTest::readsLargeDeflatedFiles() {
    DicomBytes bytes(littleEndian);
    std::vector<uint16_t> noise(1000 * 1200);
    uint32_t state = 1;
    for (uint16_t& value : noise) {
        state = state * 1664525 + 1013904223;
        value = uint16_t(state >> 20);
    }
    for (Element element : plainFilm()) {
        if (element.tag == 0x00280010)
            element.words = {1000};
        if (element.tag == 0x00280011)
            element.words = {1200};
        if (element.tag == 0x7fe00010)
            element.words = noise;
        bytes.add(element);
    }
    const std::string packed = dicomMeta("1.2.840.10008.1.2.1.99") + deflated(bytes.bytes());
    QVERIFY(packed.size() > (3u << 19)); // one and a half MiB
    const std::string path = writeBytes(m_folder, "film", bytesOf(packed));
    const Result<ImageHeader> header = readImageHeader(path);
    QVERIFY2(header, why(header));
    QCOMPARE(header->refusal, std::string());
    const Result<ImageData> data = readImage(path);
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), std::vector<int>(noise.begin(), noise.end()));
}

void DicomNestingTest::refusesDeflatedFilesThatComeToTooMuch() {
    DicomBytes large(littleEndian);
    large.add({0x00080018, "UI", "1.2.3"});
    large.head(0x00090010, "OB", 80u << 20);
    large.raw(std::string(80u << 20, '\0'));
    const std::string packed = dicomMeta("1.2.840.10008.1.2.1.99") + deflated(film(littleEndian, large.bytes()));
    QVERIFY(packed.size() < (1u << 20));
    const Result<ImageHeader> header = readImageHeader(writeBytes(m_folder, "film", bytesOf(packed)));
    QVERIFY(!header);
    QVERIFY2(header.error().message.find("larger than 64 MiB") != std::string::npos, why(header));
}

// The parser asks for a value as a whole, however long its head says it is.
void DicomNestingTest::refusesADeflatedValueBeforeItIsInMemory() {
    constexpr uint32_t bombBytes = 400u << 20;
    std::string path;
    {
        DicomBytes head(littleEndian);
        head.add({0x00080018, "UI", "1.2.3"});
        head.head(0x00090010, "OB", bombBytes);
        std::string large = head.bytes();
        large.resize(large.size() + bombBytes);
        path = writeBytes(m_folder, "bomb", bytesOf(dicomMeta("1.2.840.10008.1.2.1.99") + deflated(large)));
    }
    QVERIFY(std::filesystem::file_size(path) < (1u << 20));
    const pid_t child = fork(); // whose peak is its own
    if (child == 0) {
        const Result<ImageHeader> header = readImageHeader(path);
        _exit(!header && header.error().message.find("larger than 64 MiB") != std::string::npos ? 0 : 1);
    }
    QVERIFY(child > 0);
    int status = -1;
    rusage used{};
    QCOMPARE(wait4(child, &status, 0, &used), child);
    QCOMPARE(status, 0);
    QVERIFY2(used.ru_maxrss < 200 << 10, qPrintable(QStringLiteral("%1 KiB").arg(used.ru_maxrss)));
}

QTEST_GUILESS_MAIN(DicomNestingTest)
#include "dicom_nesting_test.moc"
