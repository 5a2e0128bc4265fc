// DICOM files made here with DCMTK, so that every value is known; real ones are in dicom_archive_test.
#include "engine/imaging/image_file.h"
#include "tests/imaging/test_files.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmdata/dctk.h>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

// A mammogram of 2 × 3 pixels of 12 bits; tests change what they are about.
struct Film {
    DcmFileFormat file;
    DcmDataset* dataset = file.getDataset();

    Film() {
        set(DCM_SOPClassUID, UID_DigitalMammographyXRayImageStorageForPresentation);
        set(DCM_SOPInstanceUID, "1.2.3.4");
        set(DCM_Modality, "MG");
        set(DCM_PhotometricInterpretation, "MONOCHROME2");
        number(DCM_SamplesPerPixel, 1);
        number(DCM_Rows, 2);
        number(DCM_Columns, 3);
        number(DCM_BitsAllocated, 16);
        number(DCM_BitsStored, 12);
        number(DCM_HighBit, 11);
        number(DCM_PixelRepresentation, 0);
        words({0, 1000, 2000, 3000, 4000, 4095});
    }
    void set(const DcmTagKey& tag, const char* value) { dataset->putAndInsertString(tag, value); }
    void number(const DcmTagKey& tag, Uint16 value) { dataset->putAndInsertUint16(tag, value); }
    void words(const std::vector<Uint16>& values) {
        dataset->putAndInsertUint16Array(DCM_PixelData, values.data(), values.size());
    }
    void bytes(const std::vector<Uint8>& values) {
        number(DCM_BitsAllocated, 8);
        number(DCM_BitsStored, 8);
        number(DCM_HighBit, 7);
        dataset->putAndInsertUint8Array(DCM_PixelData, values.data(), values.size());
    }
    std::string save(const QTemporaryDir& folder, const char* name = "film.dcm",
                     E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
        const std::string path = folder.filePath(QString::fromUtf8(name)).toStdString();
        if (file.saveFile(path.c_str(), syntax).bad())
            qFatal("cannot save the test's film");
        return path;
    }
};

} // namespace

class DicomFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsStoredValues_data();
    void readsStoredValues();
    void saysWhoAndWhat();
    void viewComesFromItsCode_data();
    void viewComesFromItsCode();
    void textBecomesUtf8_data();
    void textBecomesUtf8();
    void readsWindowsWithTheirNames();
    void leavesOutWindowsThatTheStandardForbids();
    void monochrome1IsShownTurned();
    void saysWhereTheSpacingComesFrom_data();
    void saysWhereTheSpacingComesFrom();
    void masksSignsAndShiftsStoredBits_data();
    void masksSignsAndShiftsStoredBits();
    void colourBecomesLuma_data();
    void colourBecomesLuma();
    void palettesBecomeLuma();
    void putsValuesThroughTheModalityTable();
    void putsValuesThroughTheVoiTableWhereThereIsNoWindow();
    void readsTheChosenFrame();
    void readsRunLengths();
    void perFrameGroupsOverruleSharedOnes();
    void refusesWhatItCannotShow_data();
    void refusesWhatItCannotShow();
    void aCutFileIsAnError();
    void damagedBytesNeverCrash_data();
    void damagedBytesNeverCrash();

private:
    QTemporaryDir m_folder;
};

void DicomFileTest::readsStoredValues_data() {
    QTest::addColumn<int>("syntax");
    QTest::newRow("little endian") << int(EXS_LittleEndianExplicit);
    QTest::newRow("implicit") << int(EXS_LittleEndianImplicit);
    QTest::newRow("big endian") << int(EXS_BigEndianExplicit);
    QTest::newRow("deflated") << int(EXS_DeflatedLittleEndianExplicit);
}

void DicomFileTest::readsStoredValues() {
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

void DicomFileTest::saysWhoAndWhat() {
    Film film;
    film.set(DCM_PatientID, " P-17 ");
    film.set(DCM_PatientName, "Doe^Jane");
    film.set(DCM_PatientBirthDate, "19610203");
    film.set(DCM_PatientSex, "F");
    film.set(DCM_PatientAge, "058Y");
    film.set(DCM_StudyInstanceUID, "1.2.3");
    film.set(DCM_SeriesInstanceUID, "1.2.3.1");
    film.set(DCM_StudyDate, "20200131");
    film.set(DCM_ImageLaterality, "L");
    film.set(DCM_ViewPosition, "MLO");
    film.set(DCM_PatientOrientation, "P\\F");
    const std::string path = film.save(m_folder, "film.png");
    const Result<ImageHeader> header = readImageHeader(path);
    QVERIFY2(header, why(header));
    QVERIFY(header->format == FileFormat::Dicom);
    QVERIFY(header->extensionMisleads);
    QCOMPARE(header->patientId, std::string("P-17"));
    QCOMPARE(header->patientName, std::string("Doe^Jane"));
    QCOMPARE(header->patientBirthDate, std::string("1961-02-03"));
    QCOMPARE(header->patientAge, std::string("058Y"));
    QCOMPARE(header->studyDate, std::string("2020-01-31"));
    QCOMPARE(header->studyUid, std::string("1.2.3"));
    QCOMPARE(header->modality, std::string("MG"));
    QCOMPARE(header->viewPosition, std::string("MLO"));
    QCOMPARE(header->laterality, std::string("L"));
    QCOMPARE(header->patientOrientation, std::string("P\\F"));
    QCOMPARE(header->rows, 2);
    QCOMPARE(header->columns, 3);
    QCOMPARE(header->transferSyntax, std::string("Little Endian Explicit"));
}

void DicomFileTest::viewComesFromItsCode_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("view");
    QTest::newRow("cranio-caudal") << QByteArray("399162004") << QByteArray("CC");
    QTest::newRow("cranio-caudal, old code") << QByteArray("R-10242") << QByteArray("CC");
    QTest::newRow("medio-lateral oblique") << QByteArray("399368009") << QByteArray("MLO");
    QTest::newRow("medio-lateral oblique, old code") << QByteArray("R-10226") << QByteArray("MLO");
    QTest::newRow("unknown") << QByteArray("1") << QByteArray();
}

void DicomFileTest::viewComesFromItsCode() {
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, view);
    Film film;
    DcmItem* item = nullptr;
    QVERIFY(film.dataset->findOrCreateSequenceItem(DCM_ViewCodeSequence, item).good());
    item->putAndInsertString(DCM_CodeValue, code.constData());
    const Result<ImageHeader> header = readImageHeader(film.save(m_folder));
    QVERIFY2(header, why(header));
    QCOMPARE(header->viewPosition, view.toStdString());
}

void DicomFileTest::textBecomesUtf8_data() {
    QTest::addColumn<QByteArray>("characterSet");
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QString>("name");
    QTest::newRow("UTF-8") << QByteArray("ISO_IR 192") << QByteArray("M\xc3\xbcller") << QStringLiteral("Müller");
    QTest::newRow("Latin 1") << QByteArray("ISO_IR 100") << QByteArray("M\xfcller") << QStringLiteral("Müller");
    QTest::newRow("Cyrillic") << QByteArray("ISO_IR 144") << QByteArray("\xbb\xee\xda") << QStringLiteral("Люк");
    QTest::newRow("GB 18030") << QByteArray("GB18030") << QByteArray("\xcd\xf5") << QStringLiteral("王");
    QTest::newRow("none, but not ASCII") << QByteArray() << QByteArray("M\xfcller")
                                         << QString::fromUtf8("M\xef\xbf\xbdller");
    QTest::newRow("wrong") << QByteArray("ISO_IR 999") << QByteArray("M\xfcller")
                           << QString::fromUtf8("M\xef\xbf\xbdller");
}

void DicomFileTest::textBecomesUtf8() {
    QFETCH(QByteArray, characterSet);
    QFETCH(QByteArray, stored);
    QFETCH(QString, name);
    Film film;
    if (!characterSet.isEmpty())
        film.set(DCM_SpecificCharacterSet, characterSet.constData());
    film.set(DCM_PatientName, stored.constData());
    const Result<ImageHeader> header = readImageHeader(film.save(m_folder));
    QVERIFY2(header, why(header));
    QCOMPARE(QString::fromStdString(header->patientName), name);
}

void DicomFileTest::readsWindowsWithTheirNames() {
    Film film;
    film.set(DCM_WindowCenter, "2048\\1000.5");
    film.set(DCM_WindowWidth, "4096\\500");
    film.set(DCM_WindowCenterWidthExplanation, "NORMAL\\HARDER");
    film.set(DCM_VOILUTFunction, "SIGMOID");
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(data->windows.size(), size_t(2));
    QCOMPARE(data->windows[1].center, 1000.5);
    QCOMPARE(data->windows[1].width, 500.0);
    QCOMPARE(data->windows[0].name, std::string("NORMAL"));
    QCOMPARE(data->windows[1].name, std::string("HARDER"));
    QCOMPARE(data->voiFunction, std::string("SIGMOID"));
    QCOMPARE(defaultWindow(*data).name, std::string("NORMAL"));
}

void DicomFileTest::leavesOutWindowsThatTheStandardForbids() {
    Film film;
    film.set(DCM_WindowCenter, "100\\200\\300");
    film.set(DCM_WindowWidth, "0\\50\\-3");
    film.set(DCM_WindowCenterWidthExplanation, "A\\B\\C");
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(data->windows.size(), size_t(1));
    QCOMPARE(data->windows[0].center, 200.0);
    QCOMPARE(data->windows[0].name, std::string("B"));
}

void DicomFileTest::monochrome1IsShownTurned() {
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

void DicomFileTest::saysWhereTheSpacingComesFrom_data() {
    QTest::addColumn<QByteArray>("pixel");
    QTest::addColumn<QByteArray>("imager");
    QTest::addColumn<QByteArray>("magnification");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<double>("row");
    QTest::newRow("calibrated") << QByteArray("0.2\\0.1") << QByteArray("0.4\\0.3") << QByteArray("2")
                                << QByteArray("PixelSpacing") << 0.2;
    QTest::newRow("at the detector") << QByteArray() << QByteArray("0.4\\0.3") << QByteArray()
                                     << QByteArray("ImagerPixelSpacing") << 0.4;
    QTest::newRow("magnified") << QByteArray() << QByteArray("0.4\\0.3") << QByteArray("2")
                               << QByteArray("ImagerPixelSpacing/EstimatedRadiographicMagnificationFactor") << 0.2;
    QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray() << QByteArray() << 0.0;
    QTest::newRow("zero is none") << QByteArray("0\\0") << QByteArray() << QByteArray() << QByteArray() << 0.0;
    QTest::newRow("one number is none") << QByteArray("0.2") << QByteArray() << QByteArray() << QByteArray() << 0.0;
}

void DicomFileTest::saysWhereTheSpacingComesFrom() {
    QFETCH(QByteArray, pixel);
    QFETCH(QByteArray, imager);
    QFETCH(QByteArray, magnification);
    QFETCH(QByteArray, source);
    QFETCH(double, row);
    Film film;
    for (const auto& [tag, value] : {std::pair{DCM_PixelSpacing, pixel}, std::pair{DCM_ImagerPixelSpacing, imager},
                                     std::pair{DCM_EstimatedRadiographicMagnificationFactor, magnification}})
        if (!value.isEmpty())
            film.set(tag, value.constData());
    const Result<ImageData> data = readImage(film.save(m_folder));
    QVERIFY2(data, why(data));
    QCOMPARE(data->spacingSource, source.toStdString());
    QCOMPARE(data->spacingMm.has_value(), row > 0);
    if (data->spacingMm)
        QCOMPARE(data->spacingMm->first, row);
}

void DicomFileTest::masksSignsAndShiftsStoredBits_data() {
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

void DicomFileTest::masksSignsAndShiftsStoredBits() {
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

void DicomFileTest::colourBecomesLuma_data() {
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
}

void DicomFileTest::colourBecomesLuma() {
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

void DicomFileTest::palettesBecomeLuma() {
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

void DicomFileTest::putsValuesThroughTheModalityTable() {
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

void DicomFileTest::putsValuesThroughTheVoiTableWhereThereIsNoWindow() {
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

void DicomFileTest::readsTheChosenFrame() {
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

void DicomFileTest::readsRunLengths() {
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

void DicomFileTest::perFrameGroupsOverruleSharedOnes() {
    Film film;
    film.set(DCM_NumberOfFrames, "2");
    film.words({0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15});
    DcmItem *shared = nullptr, *frame = nullptr, *group = nullptr;
    film.dataset->findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, shared);
    shared->findOrCreateSequenceItem(DCM_PixelMeasuresSequence, group);
    group->putAndInsertString(DCM_PixelSpacing, "0.5\\0.5");
    for (int index = 0; index < 2; ++index) {
        film.dataset->findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, index);
        frame->findOrCreateSequenceItem(DCM_FrameVOILUTSequence, group);
        group->putAndInsertString(DCM_WindowCenter, index ? "20" : "10");
        group->putAndInsertString(DCM_WindowWidth, "8");
    }
    const Result<ImageData> data = readImage(film.save(m_folder), 1);
    QVERIFY2(data, why(data));
    QCOMPARE(data->windows.size(), size_t(1));
    QCOMPARE(data->windows[0].center, 20.0);
    QCOMPARE(data->spacingMm->first, 0.5);
}

void DicomFileTest::refusesWhatItCannotShow_data() {
    QTest::addColumn<std::function<void(Film&)>>("change");
    QTest::addColumn<QByteArray>("says");
    using Change = std::function<void(Film&)>;
    QTest::newRow("a report") << Change([](Film& film) {
        film.dataset->clear();
        film.set(DCM_SOPClassUID, UID_BasicTextSRStorage);
        film.set(DCM_SOPInstanceUID, "1.2.3");
    }) << QByteArray("Basic Text SR");
    QTest::newRow("no pixels") << Change([](Film& film) { film.dataset->findAndDeleteElement(DCM_PixelData); })
                               << QByteArray("no pixel data");
    QTest::newRow("pixels that end early") << Change([](Film& film) {
        film.words({1, 2, 3, 4});
    }) << QByteArray("8 of 12 bytes");
    QTest::newRow("32 bits") << Change([](Film& film) { film.number(DCM_BitsAllocated, 32); }) << QByteArray("32 bits");
    QTest::newRow("two samples") << Change([](Film& film) { film.number(DCM_SamplesPerPixel, 2); })
                                 << QByteArray("2 samples");
    QTest::newRow("bomb") << Change([](Film& film) {
        film.number(DCM_Rows, 60000);
        film.number(DCM_Columns, 60000);
    }) << QByteArray("too large");
    QTest::newRow("more than the file holds") << Change([](Film& film) {
        film.number(DCM_Rows, 12000);
        film.number(DCM_Columns, 12000);
    }) << QByteArray("more than a file of");
    QTest::newRow("palette without its table")
        << Change([](Film& film) { film.set(DCM_PhotometricInterpretation, "PALETTE COLOR"); })
        << QByteArray("palette");
    QTest::newRow("unknown colours") << Change([](Film& film) {
        film.number(DCM_SamplesPerPixel, 3);
        film.set(DCM_PhotometricInterpretation, "HSV");
        film.bytes(std::vector<Uint8>(18, 7));
    }) << QByteArray("HSV");
}

void DicomFileTest::refusesWhatItCannotShow() {
    QFETCH(std::function<void(Film&)>, change);
    QFETCH(QByteArray, says);
    Film film;
    change(film);
    const std::string path = film.save(m_folder);
    const Result<ImageData> data = readImage(path);
    QVERIFY(!data);
    QVERIFY2(data.error().message.find(says.toStdString()) != std::string::npos, why(data));
    QCOMPARE(data.error().where, path);
    QCOMPARE(data.error().exitCode(), int(ExitData));
}

void DicomFileTest::aCutFileIsAnError() {
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

void DicomFileTest::damagedBytesNeverCrash_data() {
    QTest::addColumn<int>("syntax");
    QTest::newRow("little endian") << int(EXS_LittleEndianExplicit);
    QTest::newRow("implicit") << int(EXS_LittleEndianImplicit);
    QTest::newRow("deflated") << int(EXS_DeflatedLittleEndianExplicit);
}

void DicomFileTest::damagedBytesNeverCrash() {
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

QTEST_GUILESS_MAIN(DicomFileTest)
#include "dicom_file_test.moc"
