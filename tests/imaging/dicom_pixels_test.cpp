// From stored bits to grey values: masks, signs, colours, tables, frames and run lengths.
#include "engine/imaging/grey_levels.h"
#include "tests/imaging/dicom_film.h"

#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>

using namespace roentgen;
using namespace roentgen::imaging;

class DicomPixelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsStoredValues_data();
    void readsStoredValues();
    void monochrome1IsShownTurned();
    void masksSignsAndShiftsStoredBits_data();
    void masksSignsAndShiftsStoredBits();
    void colourBecomesLuma_data();
    void colourBecomesLuma();
    void framesThatShareChromaAreShorter();
    void palettesBecomeLuma();
    void putsValuesThroughTheModalityTable();
    void putsValuesThroughTheVoiTableWhereThereIsNoWindow();
    void readsTheChosenFrame();
    void readsRunLengths();

private:
    QTemporaryDir m_folder;
};

void DicomPixelsTest::readsStoredValues_data() {
    QTest::addColumn<int>("syntax");
    QTest::newRow("little endian") << int(EXS_LittleEndianExplicit);
    QTest::newRow("implicit") << int(EXS_LittleEndianImplicit);
    QTest::newRow("big endian") << int(EXS_BigEndianExplicit);
    QTest::newRow("deflated") << int(EXS_DeflatedLittleEndianExplicit);
}

void DicomPixelsTest::readsStoredValues() {
    QFETCH(int, syntax);
    Film film;
    film.set(DCM_RescaleSlope, "2.5");
    film.set(DCM_RescaleIntercept, "-1024");
    const Result<ImageData> data = readImage(film.save(m_folder, "film.dcm", E_TransferSyntax(syntax)));
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), (std::vector<int>{0, 1000, 2000, 3000, 4000, 4095}));
    QVERIFY(data->image.type == PixelType::UInt16);
    QCOMPARE(data->bitsStored, 12);
    QCOMPARE(data->rescaleSlope, 2.5);
    QCOMPARE(data->rescaleIntercept, -1024.0);
    QVERIFY(!data->inverted);
}

void DicomPixelsTest::monochrome1IsShownTurned() {
    Film film;
    film.set(DCM_PhotometricInterpretation, "MONOCHROME1");
    film.set(DCM_WindowCenter, "2048");
    film.set(DCM_WindowWidth, "4096");
    const std::string path = film.save(m_folder);
    const Result<ImageData> data = readImage(path);
    QVERIFY2(data, why(data));
    QVERIFY(data->inverted);
    QCOMPARE(valuesOf(data->image).front(), 0); // stored values stay
    const std::vector<int> shown = valuesOf(renderGrey8(*data, defaultWindow(*data)));
    QCOMPARE(shown.front(), 255);
    QCOMPARE(shown.back(), 0);
    QCOMPARE(valuesOf(*readGrey8(path)), shown);
}

void DicomPixelsTest::masksSignsAndShiftsStoredBits_data() {
    QTest::addColumn<int>("bitsStored");
    QTest::addColumn<int>("highBit");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<QList<int>>("values"); // of 0xf800 0x07ff 0x8000 0x7fff 0x0000 0xffff
    QTest::newRow("16 unsigned") << 16 << 15 << false << QList<int>{0xf800, 0x07ff, 0x8000, 0x7fff, 0, 0xffff};
    QTest::newRow("16 signed") << 16 << 15 << true << QList<int>{-2048, 2047, -32768, 32767, 0, -1};
    QTest::newRow("12 unsigned, overlay above") << 12 << 11 << false << QList<int>{0x800, 0x7ff, 0, 0xfff, 0, 0xfff};
    QTest::newRow("12 signed") << 12 << 11 << true << QList<int>{-2048, 2047, 0, -1, 0, -1};
    QTest::newRow("12 unsigned, at the top") << 12 << 15 << false << QList<int>{0xf80, 0x07f, 0x800, 0x7ff, 0, 0xfff};
    QTest::newRow("nonsense means all bits")
        << 99 << 99 << false << QList<int>{0xf800, 0x07ff, 0x8000, 0x7fff, 0, 0xffff};
}

void DicomPixelsTest::masksSignsAndShiftsStoredBits() {
    QFETCH(int, bitsStored);
    QFETCH(int, highBit);
    QFETCH(bool, isSigned);
    QFETCH(QList<int>, values);
    Film film;
    film.number(DCM_BitsStored, Uint16(bitsStored));
    film.number(DCM_HighBit, Uint16(highBit));
    film.number(DCM_PixelRepresentation, isSigned ? 1 : 0);
    film.words({0xf800, 0x07ff, 0x8000, 0x7fff, 0, 0xffff});
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    const std::vector<int> read = valuesOf(data->image);
    QCOMPARE(QList<int>(read.begin(), read.end()), values);
}

void DicomPixelsTest::colourBecomesLuma_data() {
    QTest::addColumn<QByteArray>("photometric");
    QTest::addColumn<int>("planar");
    QTest::addColumn<QList<int>>("stored"); // of 1 row of 2 pixels
    QTest::addColumn<QList<int>>("luma");
    // BT.601: 0.299 R + 0.587 G + 0.114 B
    QTest::newRow("RGB by pixel") << QByteArray("RGB") << 0 << QList<int>{255, 0, 0, 10, 20, 30} << QList<int>{76, 18};
    QTest::newRow("RGB by plane") << QByteArray("RGB") << 1 << QList<int>{255, 10, 0, 20, 0, 30} << QList<int>{76, 18};
    QTest::newRow("YBR_FULL") << QByteArray("YBR_FULL") << 0 << QList<int>{76, 84, 255, 18, 1, 2} << QList<int>{76, 18};
    QTest::newRow("YBR_FULL_422") << QByteArray("YBR_FULL_422") << 0 << QList<int>{76, 18, 84, 255}
                                  << QList<int>{76, 18};
    QTest::newRow("YBR_PARTIAL_422") << QByteArray("YBR_PARTIAL_422") << 0 << QList<int>{16, 235, 84, 255}
                                     << QList<int>{0, 255};
}

void DicomPixelsTest::colourBecomesLuma() {
    QFETCH(QByteArray, photometric);
    QFETCH(int, planar);
    QFETCH(QList<int>, stored);
    QFETCH(QList<int>, luma);
    Film film;
    film.set(DCM_PhotometricInterpretation, photometric.constData());
    film.number(DCM_SamplesPerPixel, 3);
    film.number(DCM_PlanarConfiguration, Uint16(planar));
    film.number(DCM_Rows, 1);
    film.number(DCM_Columns, 2);
    film.bytes({stored.begin(), stored.end()});
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    const std::vector<int> read = valuesOf(data->image);
    QCOMPARE(QList<int>(read.begin(), read.end()), luma);
}

void DicomPixelsTest::framesThatShareChromaAreShorter() {
    for (const char* photometric : {"YBR_FULL_422", "YBR_PARTIAL_422"}) {
        Film film;
        film.set(DCM_PhotometricInterpretation, photometric);
        film.set(DCM_NumberOfFrames, "3");
        film.number(DCM_SamplesPerPixel, 3);
        film.number(DCM_PlanarConfiguration, 0);
        film.number(DCM_Rows, 1);
        film.number(DCM_Columns, 2);
        film.bytes({16, 16, 1, 2, 235, 16, 3, 4, 16, 235, 5, 6});
        const std::string path = film.save(m_folder);
        for (int frame = 0; frame < 3; ++frame) {
            const Result<ImageData> data = readImage(path, frame);
            QVERIFY2(data, why(data));
            const std::vector<int> values = valuesOf(data->image);
            QCOMPARE(values[0] > 200, frame == 1);
            QCOMPARE(values[1] > 200, frame == 2);
        }
    }
}

void DicomPixelsTest::palettesBecomeLuma() {
    Film film;
    film.set(DCM_PhotometricInterpretation, "PALETTE COLOR");
    film.bytes({4, 5, 6, 7, 0, 200});
    const Uint16 descriptor[3] = {3, 5, 16}; // three entries, the first for the value 5
    const Uint16 red[3] = {0xffff, 0, 0}, green[3] = {0, 0xffff, 0}, blue[3] = {0, 0, 0xffff};
    for (const auto& tag : {DCM_RedPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableDescriptor,
                            DCM_BluePaletteColorLookupTableDescriptor})
        film.dataset->putAndInsertUint16Array(DcmTag(tag, EVR_US), descriptor, 3);
    film.dataset->putAndInsertUint16Array(DCM_RedPaletteColorLookupTableData, red, 3);
    film.dataset->putAndInsertUint16Array(DCM_GreenPaletteColorLookupTableData, green, 3);
    film.dataset->putAndInsertUint16Array(DCM_BluePaletteColorLookupTableData, blue, 3);
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), (std::vector<int>{76, 76, 150, 29, 76, 29})); // beyond the ends: the end
}

void DicomPixelsTest::putsValuesThroughTheModalityTable() {
    Film film;
    film.words({0, 10, 11, 12, 13, 4095});
    DcmItem* item = nullptr;
    QVERIFY(film.dataset->findOrCreateSequenceItem(DCM_ModalityLUTSequence, item).good());
    const Uint16 descriptor[3] = {4, 10, 12}, table[4] = {100, 200, 300, 4000}; // the first for the value 10
    item->putAndInsertUint16Array(DcmTag(DCM_LUTDescriptor, EVR_US), descriptor, 3);
    item->putAndInsertUint16Array(DcmTag(DCM_LUTData, EVR_US), table, 4);
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), (std::vector<int>{100, 100, 200, 300, 4000, 4000}));
    QCOMPARE(data->bitsStored, 12);
    QCOMPARE(data->rescaleSlope, 1.0);
}

void DicomPixelsTest::putsValuesThroughTheVoiTableWhereThereIsNoWindow() {
    Film film;
    film.set(DCM_RescaleSlope, "2");
    film.set(DCM_RescaleIntercept, "-10");
    film.words({0, 5, 6, 7, 8, 4095}); // output -10 0 2 4 6 8180
    DcmItem* item = nullptr;
    QVERIFY(film.dataset->findOrCreateSequenceItem(DCM_VOILUTSequence, item).good());
    const Uint16 descriptor[3] = {3, Uint16(-2), 10}, table[3] = {0, 500, 1023}; // -2 → 0, -1 → 500, 0 and up → 1023
    item->putAndInsertUint16Array(DcmTag(DCM_LUTDescriptor, EVR_US), descriptor, 3);
    item->putAndInsertUint16Array(DcmTag(DCM_LUTData, EVR_US), table, 3);
    item->putAndInsertString(DCM_LUTExplanation, "CONTRAST");
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), (std::vector<int>{0, 1023, 1023, 1023, 1023, 1023}));
    QCOMPARE(data->bitsStored, 10);
    QCOMPARE(defaultWindow(*data).name, std::string("CONTRAST"));
    QCOMPARE(valuesOf(renderGrey8(*data, defaultWindow(*data))), (std::vector<int>{0, 255, 255, 255, 255, 255}));

    film.set(DCM_WindowCenter, "100");
    film.set(DCM_WindowWidth, "50");
    QCOMPARE(valuesOf(readImage(film.save(m_folder))->image), (std::vector<int>{0, 5, 6, 7, 8, 4095}));
}

void DicomPixelsTest::readsTheChosenFrame() {
    Film film;
    film.set(DCM_NumberOfFrames, "2");
    film.words({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15});
    const std::string path = film.save(m_folder);
    QCOMPARE(readImageHeader(path)->frames, 2);
    QCOMPARE(valuesOf(readImage(path, 0)->image), (std::vector<int>{0, 1, 2, 3, 4, 5}));
    QCOMPARE(valuesOf(readImage(path, 1)->image), (std::vector<int>{10, 11, 12, 13, 14, 15}));
    QVERIFY(!readImage(path, 2));
    QVERIFY(!readImage(path, -1));
}

void DicomPixelsTest::readsRunLengths() {
    Film film;
    film.set(DCM_NumberOfFrames, "2");
    film.words({0, 0, 0, 0x1234, 0x1234, 7, 10, 11, 12, 13, 14, 0xfff});
    DcmRLEEncoderRegistration::registerCodecs();
    const DcmRLERepresentationParameter parameter;
    QVERIFY(film.dataset->chooseRepresentation(EXS_RLELossless, &parameter).good());
    const std::string path = film.save(m_folder, "film.dcm", EXS_RLELossless);
    const Result<ImageData> data = readImage(path, 1);
    QVERIFY2(data, why(data));
    QCOMPARE(valuesOf(data->image), (std::vector<int>{10, 11, 12, 13, 14, 0xfff}));
}

QTEST_GUILESS_MAIN(DicomPixelsTest)
#include "dicom_pixels_test.moc"
