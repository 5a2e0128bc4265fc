// Every compressed transfer syntax × fragments of a frame × offset tables × frames, against DCMTK's own decoding of
// each frame by itself (JPEG 2000: opj_decompress), bit for bit.
#include "engine/imaging/image_file.h"
#include "tests/imaging/coded_frames.h"

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

constexpr int frameCount = 3;

struct Table {
    const char* name;
    OffsetTable kind;
};
const Table tables[] = {{"no table", OffsetTable::None},
                        {"a basic table", OffsetTable::Basic},
                        {"an extended table", OffsetTable::Extended},
                        {"a basic table between fragments", OffsetTable::BasicBetween},
                        {"a basic table of other fragments", OffsetTable::BasicShifted},
                        {"a basic table too short", OffsetTable::BasicShort},
                        {"a basic table too long", OffsetTable::BasicLong},
                        {"a wrong extended table", OffsetTable::ExtendedWrong}};

constexpr size_t fragmentCounts[] = {1, 3};

} // namespace

class DicomEncapsulatedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsEveryFrameAsDcmtkDoes_data();
    void readsEveryFrameAsDcmtkDoes();
    void triedEveryCase();
    void refusesWhatEndsEarly_data() { listCodings(); }
    void refusesWhatEndsEarly();
    void chooseAmongMarkersByTheTable_data();
    void chooseAmongMarkersByTheTable();
    void refusesFramesThatItCannotTellApart_data() { listCodings(); }
    void refusesFramesThatItCannotTellApart();
    void chromaIsSharedInUncompressedPixelsOnly();
    void refusesUncompressedPixelsInFragments();
    void emptyFragmentsCostNothing_data();
    void emptyFragmentsCostNothing();

private:
    void listCodings();
    // The truth through the reader of uncompressed films, which other tests prove.
    std::vector<uint8_t> expected(const Coding& coding, const Frame& frame);

    QTemporaryDir m_folder;
    std::vector<std::vector<Frame>> m_frames; // [coding][frame]
    size_t m_cases = 0, m_wholeFilms = 0;
};

void DicomEncapsulatedTest::initTestCase() {
    registerEncoders();
    Film film;
    QVERIFY(readImage(film.save(m_folder))); // registers the decoders as the program has them
    for (const Coding& coding : codings()) {
        m_frames.emplace_back();
        for (int frame = 0; frame < frameCount; ++frame) {
            m_frames.back().push_back(makeFrame(coding, frame, m_folder));
            const Frame& made = m_frames.back().back();
            QVERIFY2(made.stream.size() > 128, coding.name);
            QCOMPARE(made.truth.size(),
                     size_t(codedRows * codedColumns * coding.samples * (coding.bitsStored > 8 ? 2 : 1)));
        }
        QVERIFY(m_frames.back()[0].truth != m_frames.back()[1].truth);
    }
}

std::vector<uint8_t> DicomEncapsulatedTest::expected(const Coding& coding, const Frame& frame) {
    std::vector<Uint16> samples;
    const bool isByte = coding.bitsStored == 8;
    for (size_t i = 0; i < frame.truth.size(); i += isByte ? 1 : 2)
        samples.push_back(isByte ? frame.truth[i] : Uint16(frame.truth[i] | frame.truth[i + 1] << 8));
    auto film = nativeFilm(coding, samples);
    film->getDataset()->putAndInsertString(DCM_PhotometricInterpretation, frame.photometric.c_str());
    const std::string path = m_folder.filePath(QStringLiteral("truth.dcm")).toStdString();
    film->saveFile(path.c_str(), EXS_LittleEndianExplicit);
    const Result<ImageData> data = readImage(path);
    return data ? data->image.bytes : std::vector<uint8_t>();
}

void DicomEncapsulatedTest::listCodings() {
    QTest::addColumn<int>("coding");
    for (size_t i = 0; i < codings().size(); ++i)
        QTest::newRow(codings()[i].name) << int(i);
}

void DicomEncapsulatedTest::readsEveryFrameAsDcmtkDoes_data() {
    QTest::addColumn<int>("coding");
    QTest::addColumn<int>("table");
    QTest::addColumn<int>("fragments");
    QTest::addColumn<int>("frames");
    for (size_t coding = 0; coding < codings().size(); ++coding)
        for (size_t table = 0; table < std::size(tables); ++table)
            for (const size_t fragments : fragmentCounts)
                for (const int frames : {1, frameCount})
                    QTest::addRow("%s, %s, %zu fragments a frame, %d frames", codings()[coding].name,
                                  tables[table].name, fragments, frames)
                        << int(coding) << int(table) << int(fragments) << frames;
}

void DicomEncapsulatedTest::readsEveryFrameAsDcmtkDoes() {
    QFETCH(int, coding);
    QFETCH(int, table);
    QFETCH(int, fragments);
    QFETCH(int, frames);
    const Coding& coded = codings()[size_t(coding)];
    const OffsetTable kind = tables[size_t(table)].kind;
    const std::vector<Frame>& made = m_frames[size_t(coding)];
    std::vector<std::vector<CodeStream>> streams;
    for (int frame = 0; frame < frames; ++frame) {
        streams.push_back(cut(made[size_t(frame)].stream, size_t(fragments)));
        QCOMPARE(streams.back().size(), size_t(fragments));
    }
    DcmDataset& description = *made[0].description->getDataset();
    const std::string path = saveEncapsulated(description, coded.syntax, streams, kind, m_folder);
    std::vector<uint8_t> all;
    for (int frame = 0; frame < frames; ++frame) {
        const Result<ImageData> data = readImage(path, frame);
        QVERIFY2(data, why(data));
        QVERIFY(data->image.bytes == expected(coded, made[size_t(frame)]));
        all.insert(all.end(), made[size_t(frame)].truth.begin(), made[size_t(frame)].truth.end());
    }
    ++m_cases;
    // DCMTK on the film as it is, where its shape is one that DCMTK takes.
    DcmFileFormat whole;
    std::string photometric;
    if (coded.openjpeg || kind != OffsetTable::Basic || whole.loadFile(path.c_str()).bad())
        return;
    std::vector<uint8_t> decoded = decodedByDcmtk(*whole.getDataset(), photometric);
    QVERIFY(!decoded.empty());
    decoded.resize(all.size());
    QVERIFY(decoded == all);
    ++m_wholeFilms;
}

void DicomEncapsulatedTest::triedEveryCase() {
    const size_t shapes = std::size(fragmentCounts) * 2;
    QCOMPARE(m_cases, codings().size() * std::size(tables) * shapes);
    QVERIFY(m_cases >= 21 * 8 * 4);
    size_t ofDcmtk = 0;
    for (const Coding& coding : codings())
        ofDcmtk += coding.openjpeg ? 0 : 1;
    QCOMPARE(m_wholeFilms, ofDcmtk * shapes);
}

void DicomEncapsulatedTest::refusesWhatEndsEarly() {
    QFETCH(int, coding);
    const Coding& coded = codings()[size_t(coding)];
    const Frame& frame = m_frames[size_t(coding)][0];
    for (const size_t divisor : {2, 3}) {
        CodeStream half = frame.stream;
        half.resize(half.size() / divisor & ~size_t(1));
        const std::string path =
            saveEncapsulated(*frame.description->getDataset(), coded.syntax, {{half}}, OffsetTable::None, m_folder);
        const Result<ImageData> data = readImage(path);
        QVERIFY2(!data, "pixels were made up");
        QCOMPARE(data.error().exitCode(), int(ExitData));
    }
}

void DicomEncapsulatedTest::chooseAmongMarkersByTheTable_data() {
    QTest::addColumn<int>("table");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("basic") << int(OffsetTable::Basic) << true;
    QTest::newRow("extended") << int(OffsetTable::Extended) << true;
    QTest::newRow("none") << int(OffsetTable::None) << false;
    QTest::newRow("wrong") << int(OffsetTable::BasicBetween) << false;
}

// A comment holds the end and the start of a JPEG, and the fragments are cut between them.
void DicomEncapsulatedTest::chooseAmongMarkersByTheTable() {
    QFETCH(int, table);
    QFETCH(bool, isRead);
    const size_t coding = 4;
    QCOMPARE(codings()[coding].syntax, EXS_JPEGProcess1);
    std::vector<std::vector<CodeStream>> streams;
    for (int frame = 0; frame < 2; ++frame) {
        const CodeStream& stream = m_frames[coding][size_t(frame)].stream;
        CodeStream first{0xff, 0xd8, 0xff, 0xfe, 0, 10, 0xff, 0xd9}, second{0xff, 0xd8, 0xff, 0xe0, 0, 0};
        second.insert(second.end(), stream.begin() + 2, stream.end());
        streams.push_back({first, second});
    }
    const std::string path = saveEncapsulated(*m_frames[coding][0].description->getDataset(), EXS_JPEGProcess1, streams,
                                              OffsetTable(table), m_folder);
    for (int frame = 0; frame < 2; ++frame) {
        const Result<ImageData> data = readImage(path, frame);
        QVERIFY2(bool(data) == isRead, why(data));
        if (isRead)
            QVERIFY(data->image.bytes == expected(codings()[coding], m_frames[coding][size_t(frame)]));
        else
            QVERIFY2(data.error().message.find("cannot be told apart") != std::string::npos, why(data));
    }
}

void DicomEncapsulatedTest::refusesFramesThatItCannotTellApart() {
    QFETCH(int, coding);
    const std::vector<Frame>& made = m_frames[size_t(coding)];
    CodeStream headless = made[1].stream;
    headless[0] ^= 0x55;
    const std::string path = saveEncapsulated(*made[0].description->getDataset(), codings()[size_t(coding)].syntax,
                                              {cut(made[0].stream, 3), cut(headless, 3), cut(made[2].stream, 3)},
                                              OffsetTable::None, m_folder);
    const Result<ImageData> data = readImage(path, 1);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("cannot be told apart") != std::string::npos, why(data));
}

// Decoders give every pixel its three samples, whatever the header says of the chroma.
void DicomEncapsulatedTest::chromaIsSharedInUncompressedPixelsOnly() {
    int tried = 0;
    for (size_t coding = 0; coding < codings().size(); ++coding) {
        const E_TransferSyntax syntax = codings()[coding].syntax;
        if (codings()[coding].samples != 3 || (syntax != EXS_RLELossless && syntax != EXS_JPEG2000LosslessOnly))
            continue;
        const Frame& frame = m_frames[coding][0];
        DcmFileFormat description(*frame.description);
        description.getDataset()->putAndInsertString(DCM_PhotometricInterpretation, "YBR_FULL_422");
        const Result<ImageData> data = readImage(
            saveEncapsulated(*description.getDataset(), syntax, {{frame.stream}}, OffsetTable::None, m_folder));
        QVERIFY2(data, why(data));
        for (size_t pixel = 0; pixel < data->image.pixelCount(); ++pixel)
            QCOMPARE(data->image.bytes[pixel], frame.truth[3 * pixel]);
        ++tried;
    }
    QCOMPARE(tried, 2);
}

// Encapsulated Uncompressed Explicit VR Little Endian (1.2.840.10008.1.2.1.98) is unknown to DCMTK 3.6.7.
void DicomEncapsulatedTest::refusesUncompressedPixelsInFragments() {
    const Frame& frame = m_frames[1][0];
    const std::string path = saveEncapsulated(*frame.description->getDataset(), EXS_RLELossless, {{frame.truth}},
                                              OffsetTable::None, m_folder);
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf("1.2.840.10008.1.2.5");
    QVERIFY(at > 0);
    const QByteArray name("1.2.840.10008.1.2.1.98");
    bytes.replace(at - 2, 22, QByteArray("\x16\0", 2) + name);
    bytes[140] = char(bytes[140] + 2); // the group's length
    file.seek(0);
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const Result<ImageData> data = readImage(path);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("1.2.840.10008.1.2.1.98") != std::string::npos, why(data));
}

void DicomEncapsulatedTest::emptyFragmentsCostNothing_data() {
    QTest::addColumn<int>("frames");
    QTest::newRow("one frame") << 1;
    QTest::newRow("three frames") << frameCount;
}

// Each fragment had been sought from the first one on: minutes for a file of 2.4 MB.
void DicomEncapsulatedTest::emptyFragmentsCostNothing() {
    QFETCH(int, frames);
    constexpr size_t empty = 300000;
    const Coding& coded = codings().front();
    std::vector<std::vector<CodeStream>> streams;
    for (int frame = 0; frame < frames; ++frame) {
        streams.push_back({m_frames[0][size_t(frame)].stream});
        streams.back().resize(1 + empty / size_t(frames));
    }
    const std::string path = saveEncapsulated(*m_frames[0][0].description->getDataset(), coded.syntax, streams,
                                              OffsetTable::Basic, m_folder);
    QVERIFY(QFileInfo(QString::fromStdString(path)).size() >= qint64(8 * empty));
    QElapsedTimer timer;
    timer.start();
    for (int frame = 0; frame < frames; ++frame) {
        const Result<ImageData> data = readImage(path, frame);
        QVERIFY2(data, why(data));
        QVERIFY(data->image.bytes == expected(coded, m_frames[0][size_t(frame)]));
    }
    qInfo("%d frame(s) among %zu empty fragments: %lld ms", frames, empty, static_cast<long long>(timer.elapsed()));
    QVERIFY(timer.elapsed() < 30000);
}

QTEST_GUILESS_MAIN(DicomEncapsulatedTest)
#include "dicom_encapsulated_test.moc"
