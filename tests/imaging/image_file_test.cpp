#include "engine/imaging/image_file.h"
#include "tests/imaging/recorded_images.h"
#include "tests/imaging/test_files.h"

using namespace roentgen;
using namespace roentgen::imaging;

class ImageFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodesToWhatPilReads_data();
    void decodesToWhatPilReads();
    void everyCutIsAnErrorThatNamesTheFile_data() { decodesToWhatPilReads_data(); }
    void everyCutIsAnErrorThatNamesTheFile();
    void damagedBytesNeverCrash_data() { decodesToWhatPilReads_data(); }
    void damagedBytesNeverCrash();
    void readsPgm_data();
    void readsPgm();
    void refusesBadPgm_data();
    void refusesBadPgm();
    void formatsThatAreNotReadAreNamed_data();
    void formatsThatAreNotReadAreNamed();
    void tellsTheFormatByContent_data();
    void tellsTheFormatByContent();
    void findsTheSizeOfAJpegBehindMegabytesOfProfile();
    void refusesBombsBeforeTakingMemory_data();
    void refusesBombsBeforeTakingMemory();
    void refusesWhatIsNoImage();
    void refusesAFrameThatIsNotThere();
    void pngRoundTripKeepsEveryValue_data();
    void pngRoundTripKeepsEveryValue();
    void writesTheSameBytesForTheSameImage();
    void doesNotWriteSignedPixels();
    void trainingReadsDeepFilmsThroughTheirWindow();

private:
    QTemporaryDir m_folder;
};

void ImageFileTest::decodesToWhatPilReads_data() {
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < recordedImages().size(); ++i)
        QTest::newRow(recordedImages()[i].name) << int(i);
}

void ImageFileTest::decodesToWhatPilReads() {
    QFETCH(int, index);
    const RecordedImage& recorded = recordedImages()[size_t(index)];
    const std::string path = writeBytes(m_folder, recorded.name, recorded.file);
    const Result<ImageData> data = readImage(path);
    QVERIFY2(data, why(data));
    QCOMPARE(data->image.columns, recorded.columns);
    QCOMPARE(data->image.rows, recorded.rows);
    QVERIFY(valuesOf(data->image) == recorded.values);
    const Result<ImageHeader> header = readImageHeader(path);
    QVERIFY2(header, why(header));
    QCOMPARE(header->rows, recorded.rows);
    QCOMPARE(header->columns, recorded.columns);
}

void ImageFileTest::everyCutIsAnErrorThatNamesTheFile() {
    QFETCH(int, index);
    const RecordedImage& recorded = recordedImages()[size_t(index)];
    // The end marks (IEND of 12 bytes, EOI of 2) carry no pixels: what is cut here is the image.
    for (size_t keep = 0; keep + 16 < recorded.file.size(); keep += 7) {
        const std::vector<uint8_t> cut(recorded.file.begin(), recorded.file.begin() + std::ptrdiff_t(keep));
        const std::string path = writeBytes(m_folder, "cut", cut);
        const Result<ImageData> data = readImage(path);
        QVERIFY2(!data, qPrintable(QStringLiteral("read although cut at %1").arg(keep)));
        QVERIFY2(data.error().toLine().find(path) != std::string::npos, why(data));
        QCOMPARE(data.error().exitCode(), int(ExitData));
    }
}

void ImageFileTest::damagedBytesNeverCrash() {
    QFETCH(int, index);
    const RecordedImage& recorded = recordedImages()[size_t(index)];
    for (size_t at = 0; at < recorded.file.size(); ++at) {
        std::vector<uint8_t> damaged = recorded.file;
        damaged[at] ^= uint8_t(1 + at % 255);
        const Result<ImageData> data = readImage(writeBytes(m_folder, "damaged", damaged));
        QVERIFY(data ? data->image.bytes.size() == data->image.pixelCount() * bytesPerPixel(data->image.type)
                     : !data.error().message.empty());
    }
}

void ImageFileTest::readsPgm_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QList<int>>("values"); // of 2 rows of 3
    QTest::addColumn<int>("bitsStored");
    const QByteArray pixels("\x00\x7f\xff\x01\x02\x03", 6);
    const QList<int> plain{0, 127, 255, 1, 2, 3};
    QTest::newRow("binary") << QByteArray("P5\n3 2\n255\n") + pixels << plain << 8;
    QTest::newRow("comments") << QByteArray("P5 # made by hand\n3 # columns\n2\n255\n") + pixels << plain << 8;
    QTest::newRow("text") << QByteArray("P2\n3 2 255\n0 127 255\n1 2 3\n") << plain << 8;
    QTest::newRow("text, no last line end") << QByteArray("P2 3 2 255 0 127 255 1 2 3") << plain << 8;
    QTest::newRow("stretched to 8 bits") << QByteArray("P2 3 2 15 0 7 15 1 2 3") << QList<int>{0, 119, 255, 17, 34, 51}
                                         << 8;
    QTest::newRow("16 bits, big-endian") << QByteArray("P5 3 2 65535\n\x00\x00\x12\x34\xff\xff\x00\x01\x01\x00\x80\x00",
                                                       13 + 12)
                                         << QList<int>{0, 0x1234, 65535, 1, 256, 32768} << 16;
    QTest::newRow("12 bits") << QByteArray("P2 3 2 4095 0 1 2 3 4 4095") << QList<int>{0, 1, 2, 3, 4, 4095} << 12;
}

void ImageFileTest::readsPgm() {
    QFETCH(QByteArray, file);
    QFETCH(QList<int>, values);
    QFETCH(int, bitsStored);
    const Result<ImageData> data = readImage(writeBytes(m_folder, "film.pgm", bytesOf(file.toStdString())));
    QVERIFY2(data, why(data));
    QCOMPARE(data->image.rows, 2);
    QCOMPARE(data->image.columns, 3);
    const std::vector<int> read = valuesOf(data->image);
    QCOMPARE(QList<int>(read.begin(), read.end()), values);
    QCOMPARE(data->bitsStored, bitsStored);
}

void ImageFileTest::refusesBadPgm_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("no pixels") << QByteArray("P5 3 2 255\n");
    QTest::newRow("one pixel short") << QByteArray("P5 3 2 255\nabcde");
    QTest::newRow("no maximum") << QByteArray("P5 3 2 x");
    QTest::newRow("maximum 0") << QByteArray("P5 3 2 0\nabcdef");
    QTest::newRow("maximum 65536") << QByteArray("P5 3 2 65536\nabcdefabcdef");
    QTest::newRow("no columns") << QByteArray("P5 0 2 255\nabcdef");
    QTest::newRow("value above the maximum") << QByteArray("P2 3 2 9 1 2 3 4 5 10");
    QTest::newRow("negative size") << QByteArray("P5 -3 2 255\nabcdef");
    QTest::newRow("huge") << QByteArray("P5 60000 60000 255\nabcdef");
    QTest::newRow("size of many digits") << QByteArray("P5 99999999999999999999 2 255\nabcdef");
}

void ImageFileTest::refusesBadPgm() {
    QFETCH(QByteArray, file);
    const Result<ImageData> data = readImage(writeBytes(m_folder, "bad.pgm", bytesOf(file.toStdString())));
    QVERIFY(!data);
    QCOMPARE(data.error().exitCode(), int(ExitData));
}

void ImageFileTest::formatsThatAreNotReadAreNamed_data() {
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("JPEG XL") << QByteArray("\0\0\0\x0cJXL \r\n\x87\n", 12);
    QTest::newRow("JPEG XL, a bare code stream") << QByteArray("\xff\x0a\xfa\x1f");
    QTest::newRow("TIFF") << QByteArray("II*\0", 4);
    QTest::newRow("WebP") << QByteArray("RIFF\x10\0\0\0WEBP", 12);
}

void ImageFileTest::formatsThatAreNotReadAreNamed() {
    QFETCH(QByteArray, start);
    const std::string path = writeBytes(m_folder, "film.jxl", bytesOf((start + QByteArray(200, '\x55')).toStdString()));
    const std::string name = QByteArray(QTest::currentDataTag()).split(',').front().toStdString();
    const Result<ImageHeader> header = readImageHeader(path);
    const Result<ImageData> data = readImage(path);
    QVERIFY(!header && !data);
    QCOMPARE(header.error().message, name + " images are not read");
    QCOMPARE(data.error().message, name + " images are not read");
}

void ImageFileTest::tellsTheFormatByContent_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("misleads");
    QTest::newRow("its own extension") << QByteArray("film.png") << false;
    QTest::newRow("capitals") << QByteArray("FILM.PNG") << false;
    QTest::newRow("another format's") << QByteArray("film.jpg") << true;
    QTest::newRow("DICOM's") << QByteArray("film.dcm") << true;
    QTest::newRow("none") << QByteArray("film") << false;
    QTest::newRow("unknown") << QByteArray("film.dat") << false;
}

void ImageFileTest::tellsTheFormatByContent() {
    QFETCH(QByteArray, name);
    QFETCH(bool, misleads);
    const std::string path = writeBytes(m_folder, name.constData(), recordedImages().front().file);
    const Result<ImageData> data = readImage(path);
    QVERIFY2(data, why(data));
    QVERIFY(data->header.format == FileFormat::Png);
    QCOMPARE(data->header.extensionMisleads, misleads);
    QCOMPARE(readImageHeader(path)->extensionMisleads, misleads);
}

void ImageFileTest::findsTheSizeOfAJpegBehindMegabytesOfProfile() {
    for (const RecordedImage& image : recordedImages()) {
        if (image.name != std::string("jpegGrey"))
            continue;
        std::vector<uint8_t> file(image.file.begin(), image.file.begin() + 2);
        for (int part = 0; part < 40; ++part) {
            const std::vector<uint8_t> marker = {0xff, 0xe2, 0xff, 0xff};
            file.insert(file.end(), marker.begin(), marker.end());
            file.resize(file.size() + 65533, uint8_t(part));
        }
        file.insert(file.end(), image.file.begin() + 2, image.file.end());
        const Result<ImageHeader> header = readImageHeader(writeBytes(m_folder, "profile.jpg", file));
        QVERIFY2(header, why(header));
        QCOMPARE(header->columns, image.columns);
    }
}

void ImageFileTest::refusesBombsBeforeTakingMemory_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("PNG of 60,000 × 60,000 in a kilobyte")
        << QByteArray(reinterpret_cast<const char*>(bombPng.data()), qsizetype(bombPng.size()));
    for (const RecordedImage& image : recordedImages())
        if (image.name == std::string("jpegGrey")) {
            QByteArray jpeg(reinterpret_cast<const char*>(image.file.data()), qsizetype(image.file.size()));
            const qsizetype frame = jpeg.indexOf("\xff\xc0"); // rows and columns follow its length and precision
            jpeg.replace(frame + 5, 4, QByteArray("\xea\x60\xea\x60"));
            QTest::newRow("JPEG of 60,000 × 60,000 in a kilobyte") << jpeg;
        }
    QTest::newRow("PGM of 1,000,000 × 1,000,000") << QByteArray("P5 1000000 1000000 255\nabc");
}

void ImageFileTest::refusesBombsBeforeTakingMemory() {
    QFETCH(QByteArray, file);
    const Result<ImageData> data = readImage(writeBytes(m_folder, "bomb", bytesOf(file.toStdString())));
    QVERIFY(!data);
    QVERIFY2(data.error().message.find("too large") != std::string::npos, why(data));
}

void ImageFileTest::refusesWhatIsNoImage() {
    const std::string folder = m_folder.path().toStdString();
    for (const std::string& path :
         {folder, folder + "/absent.png", writeBytes(m_folder, "empty.png", {}),
          writeBytes(m_folder, "text.png", bytesOf("Patient ID,Finding\n")), std::string("/dev/zero")}) {
        const Result<ImageData> data = readImage(path);
        QVERIFY2(!data, path.c_str());
        QCOMPARE(data.error().where, path);
        QCOMPARE(data.error().exitCode(), int(ExitData));
        QVERIFY(!readImageHeader(path));
        QVERIFY(!readGrey8(path));
    }
}

void ImageFileTest::refusesAFrameThatIsNotThere() {
    const std::string path = writeBytes(m_folder, "one.png", recordedImages().front().file);
    QVERIFY(readImage(path, 0));
    QVERIFY(!readImage(path, 1));
    QVERIFY(!readImage(path, -1));
}

void ImageFileTest::pngRoundTripKeepsEveryValue_data() {
    QTest::addColumn<bool>("deep");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("8 bits") << false << 37 << 53;
    QTest::newRow("16 bits") << true << 37 << 53;
    QTest::newRow("one pixel") << false << 1 << 1;
    QTest::newRow("one row") << true << 1 << 700;
}

void ImageFileTest::pngRoundTripKeepsEveryValue() {
    QFETCH(bool, deep);
    QFETCH(int, rows);
    QFETCH(int, columns);
    GreyImage image;
    image.rows = rows;
    image.columns = columns;
    image.type = deep ? PixelType::UInt16 : PixelType::UInt8;
    image.bytes.resize(image.pixelCount() * bytesPerPixel(image.type));
    for (size_t i = 0; i < image.bytes.size(); ++i)
        image.bytes[i] = uint8_t(i * i + i / 3);
    const std::string path = m_folder.filePath(QStringLiteral("round.png")).toStdString();
    const Status written = writePng(path, image);
    QVERIFY2(written, why(written));
    const Result<ImageData> read = readImage(path);
    QVERIFY2(read, why(read));
    QVERIFY(read->image.type == image.type);
    QVERIFY(read->image.bytes == image.bytes);
    QCOMPARE(read->bitsStored, deep ? 16 : 8);
}

void ImageFileTest::writesTheSameBytesForTheSameImage() {
    const GreyImage image = grey8(2, 3, {1, 2, 3, 4, 5, 6});
    QByteArray files[2];
    for (int i = 0; i < 2; ++i) {
        const QString path = m_folder.filePath(QStringLiteral("same%1.png").arg(i));
        QVERIFY(writePng(path.toStdString(), image));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        files[i] = file.readAll();
    }
    QCOMPARE(files[0], files[1]);
}

void ImageFileTest::doesNotWriteSignedPixels() {
    GreyImage image = grey8(1, 1, {0, 0});
    image.type = PixelType::Int16;
    const Status status = writePng(m_folder.filePath(QStringLiteral("signed.png")).toStdString(), image);
    QVERIFY(!status);
    QCOMPARE(status.error().exitCode(), int(ExitUsage));
}

void ImageFileTest::trainingReadsDeepFilmsThroughTheirWindow() {
    // 8-bit films stay as they are; of 16-bit ones the middle 99 % fill the range.
    const Result<GreyImage> plain = readGrey8(writeBytes(m_folder, "plain.pgm", bytesOf("P2 2 1 255 9 200")));
    QVERIFY2(plain, why(plain));
    QCOMPARE(valuesOf(*plain), (std::vector<int>{9, 200}));
    const Result<GreyImage> deep = readGrey8(writeBytes(m_folder, "deep.pgm", bytesOf("P2 3 1 65535 1000 3000 2000")));
    QVERIFY2(deep, why(deep));
    QCOMPARE(valuesOf(*deep), (std::vector<int>{0, 255, 128}));
}

QTEST_GUILESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
