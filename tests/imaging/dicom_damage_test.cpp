// Films that cannot be shown, files that are cut, and bytes that are damaged: one clear line each, never a crash.
#include "engine/imaging/grey_levels.h"
#include "engine/imaging/refusal.h"
#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/dicom_film.h"

using namespace roentgen;
using namespace roentgen::imaging;

class DicomDamageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatItCannotShow_data();
    void refusesWhatItCannotShow();
    void newerSyntaxesAreRefusedByName_data();
    void newerSyntaxesAreRefusedByName();
    void aCutFileIsAnError();
    void damagedBytesNeverCrash_data();
    void damagedBytesNeverCrash();

private:
    QTemporaryDir m_folder;
};

void DicomDamageTest::refusesWhatItCannotShow_data() {
    QTest::addColumn<std::function<void(Film&)>>("change");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<QByteArray>("refusal"); // what the header knows of it
    using Change = std::function<void(Film&)>;
    QTest::newRow("a report") << Change([](Film& film) {
        film.dataset->clear();
        film.set(DCM_SOPClassUID, UID_BasicTextSRStorage);
        film.set(DCM_SOPInstanceUID, "1.2.3");
    }) << QByteArray("Basic Text SR")
                              << QByteArray("");
    QTest::newRow("no pixels") << Change([](Film& film) { film.dataset->findAndDeleteElement(DCM_PixelData); })
                               << QByteArray("no pixel data") << QByteArray("no_pixel_data");
    QTest::newRow("pixels that end early") << Change([](Film& film) {
        film.words({1, 2, 3, 4});
    }) << QByteArray("8 of 12 bytes") << QByteArray("ends_early 8/12");
    QTest::newRow("32 bits") << Change([](Film& film) { film.number(DCM_BitsAllocated, 32); }) << QByteArray("32 bits")
                             << QByteArray("bits_allocated 32");
    QTest::newRow("12 bits allocated") << Change([](Film& film) { film.number(DCM_BitsAllocated, 12); })
                                       << QByteArray("12 bits") << QByteArray("bits_allocated 12");
    QTest::newRow("two samples") << Change([](Film& film) { film.number(DCM_SamplesPerPixel, 2); })
                                 << QByteArray("2 samples") << QByteArray("samples 2");
    QTest::newRow("bomb") << Change([](Film& film) {
        film.number(DCM_Rows, 60000);
        film.number(DCM_Columns, 60000);
    }) << QByteArray("too large")
                          << QByteArray("too_large 60000×60000");
    QTest::newRow("more than the file holds") << Change([](Film& film) {
        film.number(DCM_Rows, 12000);
        film.number(DCM_Columns, 12000);
    }) << QByteArray("more than a file of") << QByteArray("more_than_file 12000×12000");
    QTest::newRow("palette without its table")
        << Change([](Film& film) { film.set(DCM_PhotometricInterpretation, "PALETTE COLOR"); }) << QByteArray("palette")
        << QByteArray("");
    QTest::newRow("unknown colours") << Change([](Film& film) {
        film.number(DCM_SamplesPerPixel, 3);
        film.set(DCM_PhotometricInterpretation, "HSV");
        film.bytes(std::vector<Uint8>(18, 7));
    }) << QByteArray("HSV") << QByteArray("colour HSV");
}

void DicomDamageTest::refusesWhatItCannotShow() {
    QFETCH(std::function<void(Film&)>, change);
    QFETCH(QByteArray, says);
    QFETCH(QByteArray, refusal);
    Film film;
    change(film);
    const std::string path = film.save(m_folder);
    if (const Result<ImageHeader> header = readImageHeader(path)) {
        QCOMPARE(QByteArray::fromStdString(header->refusal), refusal);
        QVERIFY(refusalText(header->refusal).find(refusal.isEmpty() ? "" : says.toStdString()) != std::string::npos);
    }
    const Result<ImageData> data = readImage(path);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find(says.toStdString()) != std::string::npos, why(data));
    QCOMPARE(data.error().where, path);
    QCOMPARE(data.error().exitCode(), int(ExitData));
}

void DicomDamageTest::newerSyntaxesAreRefusedByName_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("1.2.840.10008.1.2.4.110") << QByteArray("JPEG XL Lossless");
    QTest::newRow("1.2.840.10008.1.2.4.112") << QByteArray("JPEG XL");
    QTest::newRow("1.2.840.10008.1.2.4.201") << QByteArray("High-Throughput JPEG 2000");
}

void DicomDamageTest::newerSyntaxesAreRefusedByName() {
    QFETCH(QByteArray, name);
    DicomBytes film({});
    for (const Element& element : plainFilm())
        if (element.tag != 0x7fe00010)
            film.add(element);
    film.head(0x7fe00010, "OB", 0xffffffff); // encapsulated: an empty offset table, one fragment
    film.head(0xfffee000, "", 0);
    film.head(0xfffee000, "", 8);
    film.raw(std::string("\xff\x0a\x01\x02\x03\x04\x05\x06", 8));
    film.head(0xfffee0dd, "", 0);
    const std::string path =
        writeBytes(m_folder, "newer.dcm", bytesOf(dicomMeta(QTest::currentDataTag()) + film.bytes()));
    const Result<ImageHeader> header = readImageHeader(path);
    QVERIFY2(header, why(header));
    QVERIFY2(header->refusal.find("transfer_syntax " + name.toStdString()) == 0, header->refusal.c_str());
    QVERIFY2(header->transferSyntax.find(name.toStdString()) == 0, header->transferSyntax.c_str());
    const Result<ImageData> data = readImage(path);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("transfer syntax " + name.toStdString()) != std::string::npos, why(data));
}

void DicomDamageTest::aCutFileIsAnError() {
    Film film;
    QFile file(QString::fromStdString(film.save(m_folder)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    for (qsizetype keep = 1; keep < whole.size(); ++keep) {
        const Result<ImageData> data =
            readImage(writeBytes(m_folder, "cut.dcm", bytesOf(whole.left(keep).toStdString())));
        QVERIFY2(!data, qPrintable(QStringLiteral("read although cut at %1 of %2").arg(keep).arg(whole.size())));
    }
}

void DicomDamageTest::damagedBytesNeverCrash_data() {
    QTest::addColumn<int>("syntax");
    QTest::newRow("little endian") << int(EXS_LittleEndianExplicit);
    QTest::newRow("implicit") << int(EXS_LittleEndianImplicit);
    QTest::newRow("deflated") << int(EXS_DeflatedLittleEndianExplicit);
}

void DicomDamageTest::damagedBytesNeverCrash() {
    QFETCH(int, syntax);
    Film film;
    film.set(DCM_WindowCenter, "2048\\1000.5");
    film.set(DCM_WindowWidth, "4096\\500");
    film.set(DCM_RescaleSlope, "2");
    QFile file(QString::fromStdString(film.save(m_folder, "film.dcm", E_TransferSyntax(syntax))));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::vector<uint8_t> whole = bytesOf(file.readAll().toStdString());
    for (size_t at = 128; at < whole.size(); ++at) {
        std::vector<uint8_t> damaged = whole;
        damaged[at] ^= uint8_t(at % 3 ? 1 << (at % 8) : 0xff);
        const Result<ImageData> data = readImage(writeBytes(m_folder, "damaged.dcm", damaged));
        if (data)
            QCOMPARE(renderGrey8(*data, defaultWindow(*data)).bytes.size(), data->image.pixelCount());
        else
            QVERIFY(data.error().toLine().find('\n') == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(DicomDamageTest)
#include "dicom_damage_test.moc"
