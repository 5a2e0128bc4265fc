// DICOM files made here with DCMTK, so that every value is known: what they say of themselves. Real ones are in
// dicom_archive_test.
#include "engine/imaging/grey_levels.h"
#include "tests/imaging/dicom_film.h"

using namespace roentgen;
using namespace roentgen::imaging;

class DicomFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhoAndWhat();
    void viewComesFromItsCode_data();
    void viewComesFromItsCode();
    void textBecomesUtf8_data();
    void textBecomesUtf8();
    void readsWindowsWithTheirNames();
    void leavesOutWindowsThatTheStandardForbids();
    void saysWhereTheSpacingComesFrom_data();
    void saysWhereTheSpacingComesFrom();
    void perFrameGroupsOverruleSharedOnes();

private:
    QTemporaryDir m_folder;
};

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

QTEST_GUILESS_MAIN(DicomFileTest)
#include "dicom_file_test.moc"
