// The training loader on real films of every format, odd and broken ones among them: what can be shown can be trained
// on, and what cannot is named.
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder_index.h"
#include "engine/imaging/image_file.h"
#include "engine/pipeline/batch_loader.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace roentgen;
using namespace roentgen::pipeline;

class OddFilmsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCanBeShownCanBeTrainedOn_data();
    void whatCanBeShownCanBeTrainedOn();
    void monochromeOneIsTurnedRound();

private:
    static LoaderOptions options(int threads) {
        LoaderOptions options;
        options.imageSize = options.storedSize = 32;
        options.training = false;
        options.localBatch = 1; // an error is one film's
        options.decodeThreads = threads;
        return options;
    }
};

void OddFilmsTest::whatCanBeShownCanBeTrainedOn_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("fewestRead");
    QTest::newRow("DICOM") << QStringLiteral("dicom") << 150;
    QTest::newRow("PNG and JPEG, some by the wrong name") << QStringLiteral("cxr-covid") << 19;
    QTest::newRow("PGM") << QStringLiteral("mammo-mias") << 12;
    QTest::newRow("16-bit PNG") << QStringLiteral("mammo-nyu") << 2;
}

void OddFilmsTest::whatCanBeShownCanBeTrainedOn() {
    QFETCH(QString, folder);
    QFETCH(int, fewestRead);
    const auto index = datasets::indexFolder((QStringLiteral(ROENTGEN_DATA "/") + folder).toStdString());
    QVERIFY2(bool(index), index ? "" : index.error().toLine().c_str());
    std::vector<datasets::Sample> samples;
    for (const StudyImage& image : index->images)
        samples.push_back({image.path, image.image, image.patient, {1}, {}});
    int read = 0, named = 0;
    for (const datasets::Sample& sample : samples) { // one loader each: a broken film ends a run
        const std::vector<datasets::Sample> one = {sample};
        BatchLoader loader(one, options(0));
        loader.start(0);
        const auto batch = loader.next();
        QVERIFY2(bool(batch) == bool(imaging::readGrey8(sample.path)), sample.path.c_str());
        if (!batch) {
            ++named;
            QCOMPARE(batch.error().code, ErrorCode::Data);
            QVERIFY2(batch.error().toLine().find(sample.path) != std::string::npos, batch.error().toLine().c_str());
            continue;
        }
        ++read;
        for (const float pixel : (*batch)->pixels) // (v - 0.5) / 0.25 of v in 0..1
            QVERIFY2(pixel >= -2.001f && pixel <= 2.001f, sample.path.c_str());
    }
    size_t counted = 0; // what the index could not even open
    for (const DataProblem& problem : index->header.problems)
        counted += size_t(problem.count);
    qInfo("%d read, %d refused by name, %zu counted in the index", read, named, counted);
    QVERIFY(read >= fewestRead);
}

// The same stored values, called MONOCHROME2 and MONOCHROME1: one film is the other's negative.
void OddFilmsTest::monochromeOneIsTurnedRound() {
    std::vector<float> pixels[2];
    const char* const names[] = {"1.2.276.0.7230010.3.1.4.8323329.6904.1517875201.850819.dcm", "Fake_MONOHR1.dcm"};
    for (int k = 0; k < 2; ++k) {
        const std::vector<datasets::Sample> one = {
            {std::string(ROENTGEN_DATA "/dicom/rsna/") + names[k], names[k], "p", {1}, {}}};
        BatchLoader loader(one, options(2));
        loader.start(0);
        auto batch = loader.next();
        QVERIFY2(bool(batch), batch ? "" : batch.error().toLine().c_str());
        pixels[k] = (*batch)->pixels;
    }
    const auto [least, most] = std::minmax_element(pixels[0].begin(), pixels[0].end());
    QVERIFY(*most - *least > 2);
    for (size_t i = 0; i < pixels[0].size(); ++i) // within a grey level
        QVERIFY(std::abs(pixels[0][i] + pixels[1][i]) < 4.1f / 255);
}

QTEST_GUILESS_MAIN(OddFilmsTest)
#include "odd_films_test.moc"
