// What the training films are like is measured by all ranks and threads together, and is the same whoever measures; a
// film that cannot be read costs nothing but itself, and a stop is heard. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/pipeline/film_look.h"
#include "engine/pipeline/record_film.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/prediction_messages.h"
#include "engine/training/training_films.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::training;

class TrainingFilmsTest : public QObject {
    Q_OBJECT

public:
    explicit TrainingFilmsTest(distributed::Communicator& ranks)
        : m_ranks(ranks) {}

private Q_SLOTS:
    void initTestCase();
    void isTheSameWhoeverMeasures_data();
    void isTheSameWhoeverMeasures();
    void filmsThatAreKeptAreNotDecoded();
    void hearsAStop();

private:
    static constexpr int films = 300, torn = 7, side = 20;
    pipeline::LoaderOptions options(int threads) const;
    Result<TrainedOn> measure(const pipeline::ImageCache& kept, int threads);

    distributed::Communicator& m_ranks;
    QTemporaryDir m_folder; // each rank's own films, all alike
    std::vector<datasets::Sample> m_samples;
};

void TrainingFilmsTest::initTestCase() {
    for (int number = 0; number < films; ++number) {
        QByteArray bytes = "P5\n24 32\n255\n";
        for (int i = 0; i < 24 * 32; ++i)
            bytes.append(char((i * 7 + number * 31 + i * i % 13) % 251));
        if (number == torn)
            bytes.chop(100);
        QFile file(m_folder.filePath(QStringLiteral("%1.pgm").arg(number)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        datasets::Sample sample;
        sample.path = file.fileName().toStdString();
        sample.modality = number % 3 ? "CR" : std::string(100, 'x'); // which is no word, and stays none on its way
        sample.view = "PA";
        m_samples.push_back(sample);
    }
}

pipeline::LoaderOptions TrainingFilmsTest::options(int threads) const {
    pipeline::LoaderOptions options;
    options.imageSize = 16;
    options.storedSize = side;
    options.decodeThreads = threads;
    return options;
}

Result<TrainedOn> TrainingFilmsTest::measure(const pipeline::ImageCache& kept, int threads) {
    StopRequest request(std::nullopt);
    Interruption interruption(request, m_ranks);
    return measureTrainingFilms(m_samples, options(threads), kept, m_ranks, &interruption);
}

void TrainingFilmsTest::isTheSameWhoeverMeasures_data() {
    QTest::addColumn<int>("threads");
    for (int threads : {0, 1, 3})
        QTest::addRow("%d threads", threads) << threads;
}

void TrainingFilmsTest::isTheSameWhoeverMeasures() {
    QFETCH(int, threads);
    const auto none = pipeline::ImageCache::own({films, size_t(side) * side, 0});
    const auto measured = measure(*none, threads);
    QVERIFY(bool(measured));
    if (m_ranks.rank() != 0)
        return;
    // One after the other, as the loader prepares them.
    std::vector<pipeline::MeasuredFilm> expected;
    for (size_t i = 0; i < MostFilmsMeasured; ++i) {
        const datasets::Sample& sample = m_samples[i * films / MostFilmsMeasured];
        const auto prepared = pipeline::prepareSample(sample, side, false);
        QCOMPARE(bool(prepared), sample.path != m_samples[torn].path);
        if (prepared)
            expected.push_back({{sample.modality, "", "PA", 32, 24}, pipeline::lookOf(prepared->pixels.data(), side)});
    }
    QCOMPARE(expected.size(), MostFilmsMeasured - 1);
    QCOMPARE(writeMessage(*measured), writeMessage(pipeline::summariseFilms(films, expected)));
    QVERIFY(measured->modalities.size() == 1 && measured->modalities.count("CR") == 1);
}

void TrainingFilmsTest::filmsThatAreKeptAreNotDecoded() {
    const auto kept = pipeline::ImageCache::own({films, size_t(side) * side, films * size_t(side) * side});
    for (size_t i = 0; i < films; ++i)
        kept->keep(i, std::vector<uint8_t>(size_t(side) * side, uint8_t(i % 200)));
    const auto measured = measure(*kept, 2);
    QVERIFY(bool(measured));
    QCOMPARE(measured->measured, m_ranks.rank() == 0 ? int64_t(MostFilmsMeasured) : 0); // with the torn one
    QCOMPARE(measured->deviation.high, 0.);                                             // of even films
}

void TrainingFilmsTest::hearsAStop() {
    const auto none = pipeline::ImageCache::own({films, size_t(side) * side, 0});
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    StopRequest request(m_ranks.rank() == 0 ? std::optional<RunFolder>(run) : std::nullopt);
    Interruption interruption(request, m_ranks);
    QVERIFY(m_ranks.rank() != 0 || bool(appendControl(run, ControlCommand::Stop)));
    const auto measured = measureTrainingFilms(m_samples, options(1), *none, m_ranks, &interruption);
    QVERIFY(!measured);
    QCOMPARE(measured.error().code, ErrorCode::Stopped);
    QCOMPARE(int(*interruption.asked()), int(Stop::WithCheckpoint));
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    TrainingFilmsTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "training_films_test.moc"
