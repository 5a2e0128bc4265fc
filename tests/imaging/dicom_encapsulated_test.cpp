// Every compressed transfer syntax × fragments of a frame × offset tables × frames, against DCMTK's own decoding of
// each frame by itself (JPEG 2000: opj_decompress), bit for bit.
#include "engine/imaging/image_file.h"
#include "tests/imaging/encapsulated_film.h"

#include <QProcess>

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmimage/diregist.h> // colour for the lossy encoder
#include <dcmtk/dcmjpeg/djencode.h>
#include <dcmtk/dcmjpeg/djrplol.h>
#include <dcmtk/dcmjpeg/djrploss.h>
#include <dcmtk/dcmjpls/djencode.h>
#include <dcmtk/dcmjpls/djrparam.h>

#include <memory>
#include <random>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

constexpr int rows = 24, columns = 32, frameCount = 3;

struct Coding {
    const char* name;
    E_TransferSyntax syntax;
    int bitsStored = 12; // 8: one byte a sample
    bool isSigned = false;
    int samples = 1;
    const char* openjpeg = nullptr; // options of opj_compress
};

const Coding codings[] = {
    {"RLE, 8 bits", EXS_RLELossless, 8},
    {"RLE, 12 bits", EXS_RLELossless, 12},
    {"RLE, 16 bits signed", EXS_RLELossless, 16, true},
    {"RLE, colour", EXS_RLELossless, 8, false, 3},
    {"JPEG baseline", EXS_JPEGProcess1, 8},
    {"JPEG baseline, colour", EXS_JPEGProcess1, 8, false, 3},
    {"JPEG extended, 12 bits", EXS_JPEGProcess2_4, 12},
    {"JPEG lossless, process 14", EXS_JPEGProcess14, 12},
    {"JPEG lossless, first-order", EXS_JPEGProcess14SV1, 12},
    {"JPEG lossless, 16 bits", EXS_JPEGProcess14SV1, 16},
    {"JPEG lossless, colour", EXS_JPEGProcess14SV1, 8, false, 3},
    {"JPEG-LS lossless", EXS_JPEGLSLossless, 12},
    {"JPEG-LS lossless, colour", EXS_JPEGLSLossless, 8, false, 3},
    {"JPEG-LS near-lossless", EXS_JPEGLSLossy, 12},
    {"JPEG 2000 lossless, 8 bits", EXS_JPEG2000LosslessOnly, 8, false, 1, "-r 1"},
    {"JPEG 2000 lossless, 12 bits", EXS_JPEG2000LosslessOnly, 12, false, 1, "-r 1"},
    {"JPEG 2000 lossless, 16 bits signed", EXS_JPEG2000LosslessOnly, 16, true, 1, "-r 1"},
    {"JPEG 2000 lossy", EXS_JPEG2000, 12, false, 1, "-I -r 4"},
};

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

// A slope with noise on it, so that every byte of every sample differs.
std::vector<Uint16> samplesOf(const Coding& coding, int frame) {
    std::mt19937 random(unsigned(frame) * 7 + 1);
    std::vector<Uint16> samples;
    const int white = (1 << coding.bitsStored) - 1;
    for (int i = 0; i < rows * columns * coding.samples; ++i)
        samples.push_back(Uint16((i * 37 + frame * 500 + int(random() % 61)) & white));
    return samples;
}

// A frame by itself: as it would be stored uncompressed, compressed, and what DCMTK makes of that.
struct Frame {
    std::unique_ptr<DcmFileFormat> description; // of the compressed film, without its pixels
    CodeStream stream;
    std::vector<uint8_t> truth; // native, by pixel, as DCMTK or OpenJPEG decode it
    std::string photometric;    // of truth
};

std::unique_ptr<DcmFileFormat> nativeFilm(const Coding& coding, const std::vector<Uint16>& samples) {
    Film film;
    const bool isByte = coding.bitsStored == 8;
    film.number(DCM_Rows, rows);
    film.number(DCM_Columns, columns);
    film.number(DCM_SamplesPerPixel, Uint16(coding.samples));
    if (coding.samples == 3) {
        film.set(DCM_PhotometricInterpretation, "RGB");
        film.number(DCM_PlanarConfiguration, 0);
    }
    if (isByte) {
        film.bytes({samples.begin(), samples.end()});
    } else {
        film.words(samples);
    }
    film.number(DCM_BitsStored, Uint16(coding.bitsStored));
    film.number(DCM_HighBit, Uint16(coding.bitsStored - 1));
    film.number(DCM_PixelRepresentation, coding.isSigned ? 1 : 0);
    return std::make_unique<DcmFileFormat>(film.file);
}

const DcmRepresentationParameter* parameterOf(const Coding& coding) {
    static const DcmRLERepresentationParameter rle;
    static const DJ_RPLossy lossy(80);
    static const DJ_RPLossless predictor6(6), predictor1(1);
    static const DJLSRepresentationParameter exact(0, OFTrue), near(3, OFFalse);
    switch (coding.syntax) {
    case EXS_RLELossless:
        return &rle;
    case EXS_JPEGProcess14:
        return &predictor6;
    case EXS_JPEGProcess14SV1:
        return &predictor1;
    case EXS_JPEGLSLossless:
        return &exact;
    case EXS_JPEGLSLossy:
        return &near;
    default:
        return &lossy;
    }
}

// The only frame's fragments, joined.
CodeStream streamOf(DcmDataset& dataset, E_TransferSyntax syntax) {
    DcmElement* element = nullptr;
    DcmPixelSequence* sequence = nullptr;
    dataset.findAndGetElement(DCM_PixelData, element);
    auto* pixels = dynamic_cast<DcmPixelData*>(element);
    E_TransferSyntax current = EXS_Unknown;
    const DcmRepresentationParameter* parameter = nullptr;
    if (pixels)
        pixels->getCurrentRepresentationKey(current, parameter);
    if (current != syntax || pixels->getEncapsulatedRepresentation(syntax, parameter, sequence).bad())
        qFatal("the test's film was not compressed");
    CodeStream stream;
    for (unsigned long i = 1; i < sequence->card(); ++i) {
        DcmPixelItem* item = nullptr;
        Uint8* bytes = nullptr;
        sequence->getItem(item, i);
        item->getUint8Array(bytes);
        stream.insert(stream.end(), bytes, bytes + item->getLength());
    }
    return stream;
}

// All frames of the film, by pixel in native byte order; empty where DCMTK refuses it.
std::vector<uint8_t> decodedByDcmtk(DcmDataset& dataset, std::string& photometric) {
    const Uint8* bytes = nullptr;
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad())
        return {};
    dataset.removeAllButCurrentRepresentations();
    OFString interpretation;
    dataset.findAndGetOFString(DCM_PhotometricInterpretation, interpretation);
    photometric = interpretation.c_str();
    if (dataset.findAndGetUint8Array(DCM_PixelData, bytes, &count).good() && bytes)
        return {bytes, bytes + count};
    if (dataset.findAndGetUint16Array(DCM_PixelData, words, &count).bad() || !words)
        return {};
    const auto* begin = reinterpret_cast<const uint8_t*>(words);
    return {begin, begin + 2 * count};
}

bool runTool(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitCode() == 0;
}

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
    void refusesUncompressedPixelsInFragments();

private:
    void listCodings();
    Frame makeFrame(const Coding& coding, int frame);
    void compressWithOpenJpeg(const Coding& coding, const std::vector<Uint16>& samples, Frame& frame);
    // The truth through the reader of uncompressed films, which other tests prove.
    std::vector<uint8_t> expected(const Coding& coding, const Frame& frame);

    QTemporaryDir m_folder;
    std::vector<std::vector<Frame>> m_frames; // [coding][frame]
    size_t m_cases = 0, m_wholeFilms = 0;
};

void DicomEncapsulatedTest::initTestCase() {
    DcmRLEEncoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
    DJEncoderRegistration::registerCodecs();
    DJLSEncoderRegistration::registerCodecs();
    Film film;
    QVERIFY(readImage(film.save(m_folder))); // registers the decoders as the program has them
    for (const Coding& coding : codings) {
        m_frames.emplace_back();
        for (int frame = 0; frame < frameCount; ++frame) {
            m_frames.back().push_back(makeFrame(coding, frame));
            const Frame& made = m_frames.back().back();
            QVERIFY2(made.stream.size() > 128, coding.name);
            QCOMPARE(made.truth.size(), size_t(rows * columns * coding.samples * (coding.bitsStored > 8 ? 2 : 1)));
        }
        QVERIFY(m_frames.back()[0].truth != m_frames.back()[1].truth);
    }
}

Frame DicomEncapsulatedTest::makeFrame(const Coding& coding, int index) {
    Frame frame;
    const std::vector<Uint16> samples = samplesOf(coding, index);
    frame.description = nativeFilm(coding, samples);
    DcmDataset& dataset = *frame.description->getDataset();
    frame.photometric = coding.samples == 3 ? "RGB" : "MONOCHROME2";
    if (coding.openjpeg) {
        compressWithOpenJpeg(coding, samples, frame);
        return frame;
    }
    if (dataset.chooseRepresentation(coding.syntax, parameterOf(coding)).bad() || !dataset.canWriteXfer(coding.syntax))
        qFatal("cannot compress: %s", coding.name);
    dataset.removeAllButCurrentRepresentations();
    frame.stream = streamOf(dataset, coding.syntax);
    DcmFileFormat decoded(*frame.description);
    frame.truth = decodedByDcmtk(*decoded.getDataset(), frame.photometric);
    return frame;
}

void DicomEncapsulatedTest::compressWithOpenJpeg(const Coding& coding, const std::vector<Uint16>& samples,
                                                 Frame& frame) {
    const QString raw = m_folder.filePath(QStringLiteral("frame.rawl")),
                  stream = m_folder.filePath(QStringLiteral("frame.j2k")),
                  back = m_folder.filePath(QStringLiteral("back.rawl"));
    const int bytesPerSample = coding.bitsStored > 8 ? 2 : 1;
    QByteArray bytes;
    for (const Uint16 sample : samples)
        for (int i = 0; i < bytesPerSample; ++i)
            bytes += char(sample >> 8 * i);
    QFile file(raw);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test's frame");
    file.close();
    const QString shape = QStringLiteral("%1,%2,1,%3,%4")
                              .arg(columns)
                              .arg(rows)
                              .arg(coding.bitsStored)
                              .arg(QLatin1String(coding.isSigned ? "s" : "u"));
    QStringList options{QStringLiteral("-i"), raw,   QStringLiteral("-o"), stream,
                        QStringLiteral("-F"), shape, QStringLiteral("-n"), QStringLiteral("3")};
    options += QString::fromLatin1(coding.openjpeg).split(QLatin1Char(' '));
    if (!runTool(QStringLiteral("opj_compress"), options) ||
        !runTool(QStringLiteral("opj_decompress"), {QStringLiteral("-i"), stream, QStringLiteral("-o"), back}))
        qFatal("opj_compress or opj_decompress failed (package libopenjp2-tools)");
    QFile compressed(stream), decoded(back);
    if (!compressed.open(QIODevice::ReadOnly) || !decoded.open(QIODevice::ReadOnly))
        qFatal("OpenJPEG wrote nothing");
    frame.stream = bytesOf(compressed.readAll().toStdString());
    frame.truth = bytesOf(decoded.readAll().toStdString());
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
    for (size_t i = 0; i < std::size(codings); ++i)
        QTest::newRow(codings[i].name) << int(i);
}

void DicomEncapsulatedTest::readsEveryFrameAsDcmtkDoes_data() {
    QTest::addColumn<int>("coding");
    QTest::addColumn<int>("table");
    QTest::addColumn<int>("fragments");
    QTest::addColumn<int>("frames");
    for (size_t coding = 0; coding < std::size(codings); ++coding)
        for (size_t table = 0; table < std::size(tables); ++table)
            for (const size_t fragments : fragmentCounts)
                for (const int frames : {1, frameCount})
                    QTest::addRow("%s, %s, %zu fragments a frame, %d frames", codings[coding].name, tables[table].name,
                                  fragments, frames)
                        << int(coding) << int(table) << int(fragments) << frames;
}

void DicomEncapsulatedTest::readsEveryFrameAsDcmtkDoes() {
    QFETCH(int, coding);
    QFETCH(int, table);
    QFETCH(int, fragments);
    QFETCH(int, frames);
    const Coding& coded = codings[size_t(coding)];
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
    QCOMPARE(m_cases, std::size(codings) * std::size(tables) * shapes);
    QVERIFY(m_cases >= 18 * 8 * 4);
    size_t ofDcmtk = 0;
    for (const Coding& coding : codings)
        ofDcmtk += coding.openjpeg ? 0 : 1;
    QCOMPARE(m_wholeFilms, ofDcmtk * shapes);
}

void DicomEncapsulatedTest::refusesWhatEndsEarly() {
    QFETCH(int, coding);
    const Coding& coded = codings[size_t(coding)];
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
    QCOMPARE(codings[coding].syntax, EXS_JPEGProcess1);
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
            QVERIFY(data->image.bytes == expected(codings[coding], m_frames[coding][size_t(frame)]));
        else
            QVERIFY2(data.error().message.find("cannot be told apart") != std::string::npos, why(data));
    }
}

void DicomEncapsulatedTest::refusesFramesThatItCannotTellApart() {
    QFETCH(int, coding);
    const std::vector<Frame>& made = m_frames[size_t(coding)];
    CodeStream headless = made[1].stream;
    headless[0] ^= 0x55;
    const std::string path = saveEncapsulated(*made[0].description->getDataset(), codings[size_t(coding)].syntax,
                                              {cut(made[0].stream, 3), cut(headless, 3), cut(made[2].stream, 3)},
                                              OffsetTable::None, m_folder);
    const Result<ImageData> data = readImage(path, 1);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("cannot be told apart") != std::string::npos, why(data));
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

QTEST_GUILESS_MAIN(DicomEncapsulatedTest)
#include "dicom_encapsulated_test.moc"
