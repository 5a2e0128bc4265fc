// Real DICOM files, good, odd and broken: NEMA's WG04 images and the collections of pydicom, dwv and RSNA.
#include "engine/imaging/grey_levels.h"
#include "tests/imaging/test_files.h"

#include <QDirIterator>

#include <sys/resource.h>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

const QString archive = QStringLiteral(ROENTGEN_DATA "/dicom/");

std::string fileOf(const char* name) {
    return (archive + QString::fromUtf8(name)).toStdString();
}

long peakMemoryMb() {
    struct rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

class DicomArchiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsReadOrRefusedInOneLine();
    void losslessCodecsGiveTheReferenceBitForBit_data();
    void losslessCodecsGiveTheReferenceBitForBit();
    void lossyCodecsComeClose_data();
    void lossyCodecsComeClose();
    void patientNamesBecomeUtf8_data();
    void patientNamesBecomeUtf8();
    void sameSliceInEverySyntaxIsTheSame();
    void radiographsAreShownBonesWhite();
    void framesDiffer();
    void aDicomdirIsExplained();
};

void DicomArchiveTest::everyFileIsReadOrRefusedInOneLine() {
    const long before = peakMemoryMb();
    int read = 0, refused = 0, surprises = 0;
    QDirIterator files(archive, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const std::string path = files.next().toStdString();
        const Result<ImageHeader> header = readImageHeader(path);
        const Result<ImageData> data = readImage(path);
        if (data) {
            ++read;
            QVERIFY2(header, path.c_str());
            QVERIFY2(header->refusal.empty(), (path + " " + header->refusal).c_str());
            QCOMPARE(data->header.rows, header->rows);
            QCOMPARE(data->header.frames, header->frames);
            QCOMPARE(data->image.bytes.size(), data->image.pixelCount() * bytesPerPixel(data->image.type));
            QCOMPARE(renderGrey8(*data, defaultWindow(*data)).bytes.size(), data->image.pixelCount());
            for (int frame = 1; frame < std::min(data->header.frames, 3); ++frame)
                QVERIFY2(readImage(path, frame), path.c_str());
        } else {
            ++refused;
            surprises += header && header->refusal.empty();
            if (header && header->refusal.empty())
                qInfo("only its pixels tell: %s", why(data).constData());
            const std::string line = data.error().toLine();
            QVERIFY2(line.find('\n') == std::string::npos && line.find(path) != std::string::npos, line.c_str());
            QCOMPARE(data.error().exitCode(), int(ExitData));
        }
    }
    qInfo("%d read, %d refused, peak memory grew by %ld MB", read, refused, peakMemoryMb() - before);
    QVERIFY(read >= 156);
    QVERIFY(surprises <= 5); // of what a folder's list shows as an image and the viewer refuses
    QVERIFY(read + refused >= 240);
#ifndef __SANITIZE_ADDRESS__
    QVERIFY(peakMemoryMb() - before < 200);
#endif
}

void DicomArchiveTest::losslessCodecsGiveTheReferenceBitForBit_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("image");
    for (const char* folder : {"JPLL", "JLSL", "J2KR", "RLE"})
        for (const char* image : {"CT2", "MR4", "NM1", "US1", "VL1"})
            if (QFile::exists(archive +
                              QStringLiteral("wg04/%1/%2_%1.dcm").arg(QLatin1String(folder), QLatin1String(image))))
                QTest::addRow("%s %s", folder, image) << QString::fromUtf8(folder) << QString::fromUtf8(image);
}

void DicomArchiveTest::losslessCodecsGiveTheReferenceBitForBit() {
    QFETCH(QString, folder);
    QFETCH(QString, image);
    const Result<ImageData> data =
        readImage((archive + QStringLiteral("wg04/%1/%2_%1.dcm").arg(folder, image)).toStdString());
    const Result<ImageData> reference =
        readImage((archive + QStringLiteral("wg04/REF/%1_UNC.dcm").arg(image)).toStdString());
    QVERIFY2(data, why(data));
    QVERIFY2(reference, why(reference));
    QVERIFY(data->image.type == reference->image.type);
    QVERIFY(data->image.bytes == reference->image.bytes);
    // And the reference itself: 16-bit values as they lie in the file, after (7FE0,0010) OW and its length.
    if (reference->image.type == PixelType::UInt8)
        return;
    QFile file(archive + QStringLiteral("wg04/REF/%1_UNC.dcm").arg(image));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray all = file.readAll();
    const qsizetype element = all.indexOf(QByteArray("\xe0\x7f\x10\x00OW\0\0", 8));
    QVERIFY(element > 0);
    const std::vector<uint8_t>& bytes = reference->image.bytes;
    QCOMPARE(all.mid(element + 12, qsizetype(bytes.size())),
             QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())));
}

void DicomArchiveTest::lossyCodecsComeClose_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("image");
    for (const char* name : {"J2KI/CT2_J2KI", "J2KI/US1_J2KI", "J2KI/VL1_J2KI", "J2KI/MR4_J2KI", "JLSN/CT2_JLSN",
                             "JLSN/MR4_JLSN", "JPLY/MR4_JPLY"}) {
        const QString file = QString::fromUtf8(name);
        QTest::newRow(name) << file << file.section(QLatin1Char('/'), 1).section(QLatin1Char('_'), 0, 0);
    }
}

void DicomArchiveTest::lossyCodecsComeClose() {
    QFETCH(QString, file);
    QFETCH(QString, image);
    const Result<ImageData> data =
        readImage((archive + QStringLiteral("wg04/") + file + QStringLiteral(".dcm")).toStdString());
    const Result<ImageData> reference =
        readImage((archive + QStringLiteral("wg04/REF/%1_UNC.dcm").arg(image)).toStdString());
    QVERIFY2(data, why(data));
    const std::vector<int> values = valuesOf(data->image), expected = valuesOf(reference->image);
    QCOMPARE(values.size(), expected.size());
    double error = 0;
    const auto [low, high] = std::minmax_element(expected.begin(), expected.end());
    for (size_t i = 0; i < values.size(); ++i)
        error += std::abs(values[i] - expected[i]);
    error /= double(values.size()) * (*high - *low);
    QVERIFY2(error < 0.01, qPrintable(QString::number(error)));
}

void DicomArchiveTest::patientNamesBecomeUtf8_data() {
    QTest::addColumn<QString>("name");
    // As PS3.5 annexes H to K and pydicom's test_charset.py give them.
    QTest::newRow("chrArab") << QStringLiteral("قباني^لنزار");
    QTest::newRow("chrFren") << QStringLiteral("Buc^Jérôme");
    QTest::newRow("chrFrenMulti") << QStringLiteral("Buc^Jérôme");
    QTest::newRow("chrGerm") << QStringLiteral("Äneas^Rüdiger");
    QTest::newRow("chrGreek") << QStringLiteral("Διονυσιος");
    QTest::newRow("chrHbrw") << QStringLiteral("שרון^דבורה");
    QTest::newRow("chrRuss") << QStringLiteral("Люкceмбypг");
    QTest::newRow("chrI2") << QStringLiteral("Hong^Gildong=洪^吉洞=홍^길동");
    QTest::newRow("chrX1") << QStringLiteral("Wang^XiaoDong=王^小東=");
    QTest::newRow("chrX2") << QStringLiteral("Wang^XiaoDong=王^小东=");
    QTest::newRow("chrH31") << QStringLiteral("Yamada^Tarou=山田^太郎=やまだ^たろう");
    QTest::newRow("chrH32") << QStringLiteral("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
}

void DicomArchiveTest::patientNamesBecomeUtf8() {
    QFETCH(QString, name);
    const Result<ImageHeader> header = readImageHeader(
        (archive + QStringLiteral("pydicom/charset_files/%1.dcm").arg(QLatin1String(QTest::currentDataTag())))
            .toStdString());
    QVERIFY2(header, why(header));
    QCOMPARE(QString::fromStdString(header->patientName), name);
}

void DicomArchiveTest::sameSliceInEverySyntaxIsTheSame() {
    const Result<ImageData> reference = readImage(fileOf("pydicom/test_files/MR_small.dcm"));
    QVERIFY2(reference, why(reference));
    for (const char* name : {"MR_small_RLE", "MR_small_bigendian", "MR_small_expb", "MR_small_implicit",
                             "MR_small_jp2klossless", "MR_small_jpeg_ls_lossless", "MR_small_padded"}) {
        const Result<ImageData> data = readImage(fileOf((std::string("pydicom/test_files/") + name + ".dcm").c_str()));
        QVERIFY2(data, why(data));
        QVERIFY2(data->image.bytes == reference->image.bytes, name);
    }
}

void DicomArchiveTest::radiographsAreShownBonesWhite() {
    // The same film as MONOCHROME2 and, its header changed, as MONOCHROME1.
    const Result<GreyImage> film = readGrey8(fileOf("rsna/1.2.276.0.7230010.3.1.4.8323329.6904.1517875201.850819.dcm"));
    const Result<GreyImage> turned = readGrey8(fileOf("rsna/Fake_MONOHR1.dcm"));
    QVERIFY2(film, why(film));
    QVERIFY2(turned, why(turned));
    for (size_t i = 0; i < film->bytes.size(); ++i)
        QCOMPARE(turned->bytes[i], uint8_t(255 - film->bytes[i]));
}

void DicomArchiveTest::framesDiffer() {
    const std::string path = fileOf("dwv/multiframe-test1.dcm");
    const Result<ImageData> first = readImage(path, 0), last = readImage(path, 15);
    QVERIFY2(first, why(first));
    QVERIFY2(last, why(last));
    QVERIFY(first->image.bytes != last->image.bytes);
    const Result<ImageData> compressed = readImage(fileOf("pydicom/test_files/examples_ybr_color.dcm"), 29);
    QVERIFY2(compressed, why(compressed));
}

void DicomArchiveTest::aDicomdirIsExplained() {
    const Result<ImageData> data = readImage(fileOf("dwv/DICOMDIR"));
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("DICOMDIR") != std::string::npos, why(data));
}

QTEST_GUILESS_MAIN(DicomArchiveTest)
#include "dicom_archive_test.moc"
