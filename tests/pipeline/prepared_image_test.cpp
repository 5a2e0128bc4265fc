#include "engine/pipeline/prepared_image.h"

#include "tests/imaging/dicom_bytes.h"
#include "tests/imaging/test_files.h"

#include <QtTest>

using namespace roentgen;
using namespace roentgen::pipeline;

class PreparedImageTest : public QObject {
    Q_OBJECT

    // By this process so far, from files and pipes.
    static qint64 bytesRead() {
        QFile file(QStringLiteral("/proc/self/io"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("/proc/self/io cannot be read");
        const QByteArray text = file.readAll();
        return text.mid(7, text.indexOf('\n') - 7).toLongLong(); // "rchar: 1234"
    }

private Q_SLOTS:
    void preparesByStretchOrPad() {
        imaging::GreyImage film;
        film.rows = 40;
        film.columns = 20;
        film.bytes.assign(800, 100);
        const auto stretched = shrinkFilm(film, 20, false);
        QCOMPARE(stretched, std::vector<uint8_t>(400, 100));
        const auto padded = shrinkFilm(film, 20, true);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 20; ++x)
                QCOMPARE(int(padded[size_t(y * 20 + x)]), x >= 5 && x < 15 ? 100 : 0);
    }

    // What the file says comes with its pixels, as it does without them: it need not be read twice.
    void theTagsAreThoseOfTheFile() {
        imaging::DicomBytes bytes({});
        for (const imaging::Element& element : imaging::plainFilm()) {
            bytes.add(element);
            if (element.tag == 0x00080016)
                for (const imaging::Element& said :
                     {imaging::Element{0x00080060, "CS", "DX"}, imaging::Element{0x00180015, "CS", "CHEST"},
                      imaging::Element{0x00185101, "CS", "PA"}})
                    bytes.add(said);
        }
        QTemporaryDir folder;
        const std::string film =
            writeBytes(folder, "film.dcm", bytesOf(imaging::dicomMeta("1.2.840.10008.1.2.1") + bytes.bytes()));
        const auto prepared = prepareFilm(film, 4, false);
        QVERIFY2(bool(prepared), prepared ? "" : prepared.error().toLine().c_str());
        for (const FilmTags& tags : {prepared->tags, tagsOf(film)}) {
            QCOMPARE(tags.modality, std::string("DX"));
            QCOMPARE(tags.bodyPart, std::string("CHEST"));
            QCOMPARE(tags.view, std::string("PA"));
            QCOMPARE(tags.rows, 2);
            QCOMPARE(tags.columns, 3);
        }
    }

    // The bytes that come from the film's file are those of the film, and of 132 that tell what it is.
    void aFilmIsReadOnce_data() {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray grey = "P5\n1500 1500\n255\n";
        grey.append(1500 * 1500, '\x55');
        QTest::newRow("PGM") << grey;
        imaging::DicomBytes bytes({});
        for (imaging::Element element : imaging::plainFilm()) {
            if (element.tag == 0x00280010 || element.tag == 0x00280011)
                element.words = {1000};
            if (element.tag == 0x7fe00010)
                element.words.assign(1000 * 1000, 700);
            bytes.add(element);
        }
        QTest::newRow("DICOM") << QByteArray::fromStdString(imaging::dicomMeta("1.2.840.10008.1.2.1") + bytes.bytes());
    }
    void aFilmIsReadOnce() {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        const std::string film = writeBytes(folder, "film", bytesOf(bytes.toStdString()));
        QVERIFY(prepareFilm(film, 4, false)); // what is read but once a process is read
        const qint64 before = bytesRead();
        const auto prepared = prepareFilm(film, 4, false);
        const qint64 read = bytesRead() - before;
        QVERIFY2(bool(prepared), prepared ? "" : prepared.error().toLine().c_str());
        QVERIFY2(read >= bytes.size() && read < bytes.size() + (64 << 10),
                 qPrintable(QStringLiteral("%1 of %2").arg(read).arg(bytes.size())));
        QVERIFY(prepared->readSeconds > 0 && prepared->decodeSeconds > 0);
    }

    void theCropsAreaIsInFractionsOfTheFilm() {
        using Area = std::array<double, 4>;
        QCOMPARE(centerCropArea(1024, 1024, 224, 256, false), (Area{.0625, .0625, .9375, .9375}));
        QCOMPARE(centerCropArea(3000, 1000, 224, 224, false), (Area{0, 0, 1, 1}));
        // 40 × 20 padded into 20²: the film takes columns 5…15; a crop of 12 takes 4…16.
        QCOMPARE(centerCropArea(40, 20, 12, 20, true), (Area{-.1, .2, 1.1, .8}));
    }
};

QTEST_GUILESS_MAIN(PreparedImageTest)
#include "prepared_image_test.moc"
