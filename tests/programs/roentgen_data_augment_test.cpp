// The sheet holds the very batches of the loader, whether the program writes it or the worker answers with it.
#include "engine/datasets/dataset.h"
#include "engine/imaging/image_file.h"
#include "engine/pipeline/batch_loader.h"
#include "tests/programs/finished_program.h"

#include <QJsonArray>
#include <QtTest>
#include <cmath>
#include <map>

using namespace roentgen;
using roentgen::tests::runProgram;

class RoentgenDataAugmentTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_experimentFile;
    Experiment m_experiment;
    static constexpr int size = 48;

    // Epoch 3 as the loader gives it, back to greys, by the image's name.
    std::map<std::string, std::vector<uint8_t>> loadedTiles() {
        const auto dataset = datasets::openDataset(m_experiment, "");
        if (!dataset)
            qFatal("%s", dataset.error().toLine().c_str());
        pipeline::LoaderOptions options = pipeline::loaderOptions(m_experiment, true, 0, 1);
        options.localBatch = 1;
        pipeline::BatchLoader loader(dataset->train, options);
        std::map<std::string, std::vector<uint8_t>> tiles;
        loader.start(3);
        for (;;) {
            const auto batch = loader.next();
            if (!batch)
                qFatal("%s", batch.error().toLine().c_str());
            if (!*batch)
                return tiles;
            auto& tile = tiles[dataset->train[size_t((*batch)->samples[0])].image];
            for (const float value : (*batch)->pixels)
                tile.push_back(uint8_t(std::min(std::max(std::lround((value * 0.25f + 0.5f) * 255), 0L), 255L)));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        const QString films = m_folder.filePath(QStringLiteral("films"));
        const auto made = runProgram("roentgen-data",
                                     {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("24"),
                                      QStringLiteral("--size"), QStringLiteral("64"), QStringLiteral("--out"), films});
        QCOMPARE(made.exitCode, 0);
        m_experiment.data.dataset = films.toStdString();
        m_experiment.data.imageSize = size;
        m_experiment.augment.rotateDegrees = 10;
        m_experiment.augment.noise = m_experiment.augment.gamma = 0.1;
        m_experiment.augment.eraseProbability = 0.5;
        m_experimentFile = m_folder.filePath(QStringLiteral("chest.toml"));
        QFile file(m_experimentFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(writeExperiment(m_experiment)));
    }

    void theSheetHoldsWhatTrainingSees() {
        const QString sheet = m_folder.filePath(QStringLiteral("sheet.png"));
        const auto shown =
            runProgram("roentgen-data",
                       {QStringLiteral("augment"), m_experimentFile, QStringLiteral("--out"), sheet,
                        QStringLiteral("--films"), QStringLiteral("3"), QStringLiteral("--epoch"), QStringLiteral("2"),
                        QStringLiteral("--epochs"), QStringLiteral("2"), QStringLiteral("--json")});
        QVERIFY2(shown.exitCode == 0, shown.diagnostics.constData());
        const auto image = imaging::readGrey8(sheet.toStdString());
        QVERIFY(image);
        QCOMPARE(image->columns, 3 * (size + 4) + 4);
        QCOMPARE(image->rows, 3 * (size + 4) + 4);
        const auto tiles = loadedTiles();
        const QJsonArray films = shown.json().value(QStringLiteral("films")).toArray();
        QCOMPARE(films.size(), 3);
        for (int film = 0; film < 3; ++film) {
            const auto& tile = tiles.at(films[film].toString().toStdString());
            const int left = 2 * (size + 4) + 4, top = film * (size + 4) + 4; // epoch 3 is the third column
            for (int y = 0; y < size; ++y)
                for (int x = 0; x < size; ++x)
                    QCOMPARE(image->bytes[size_t((top + y) * image->columns + left + x)], tile[size_t(y * size + x)]);
        }
    }

    void theWorkerAnswersWithTiles() {
        const QString text = QString::fromStdString(writeExperiment(m_experiment));
        const auto request = [&](int id, const QString& experiment) {
            return QJsonDocument(QJsonObject{{QStringLiteral("id"), id},
                                             {QStringLiteral("op"), QStringLiteral("augment")},
                                             {QStringLiteral("experiment"), experiment},
                                             {QStringLiteral("epoch"), 3},
                                             {QStringLiteral("films"), 2},
                                             {QStringLiteral("as_it_is"), true}})
                       .toJson(QJsonDocument::Compact) +
                   '\n';
        };
        const auto finished = runProgram("roentgen-data",
                                         {QStringLiteral("serve"), QStringLiteral("--threads"), QStringLiteral("1"),
                                          QStringLiteral("--scratch"), m_folder.path()},
                                         request(1, text) + request(2, QStringLiteral("[augment]\nflip = true\n")));
        const QList<QByteArray> lines = finished.output.split('\n');
        const QJsonObject answer = QJsonDocument::fromJson(lines[0]).object();
        QVERIFY2(answer.value(QStringLiteral("ok")).toBool(), lines[0].constData());
        QCOMPARE(answer.value(QStringLiteral("bytes")).toInt(), 4 * size * size);
        QCOMPARE(answer.value(QStringLiteral("rows")).toInt(), 4 * size);
        const QJsonObject tile = answer.value(QStringLiteral("tiles")).toArray()[1].toObject();
        QCOMPARE(tile.value(QStringLiteral("epoch")).toInt(), 3);
        QFile file(answer.value(QStringLiteral("file")).toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto expected = loadedTiles().at(tile.value(QStringLiteral("image")).toString().toStdString());
        const QByteArray bytes = file.readAll();
        QCOMPARE(bytes.size(), 4 * size * size);
        QVERIFY(std::equal(expected.begin(), expected.end(),
                           reinterpret_cast<const uint8_t*>(bytes.constData()) + size * size));
        // No data set: an answer in words.
        const QJsonObject refused = QJsonDocument::fromJson(lines[1]).object();
        QVERIFY(!refused.value(QStringLiteral("ok")).toBool(true));
        QCOMPARE(refused.value(QStringLiteral("error")).toObject().value(QStringLiteral("where")).toString(),
                 QStringLiteral("data.dataset"));
    }

    void refusesInOneLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const QString out = m_folder.filePath(QStringLiteral("x.png"));
        QTest::newRow("no experiment") << QStringList{QStringLiteral("/absent.toml"), QStringLiteral("--out"), out}
                                       << 2;
        QTest::newRow("no data set") << QStringList{m_experimentFile, QStringLiteral("--out"), out,
                                                    QStringLiteral("--set"),
                                                    QStringLiteral("data.dataset=/absent/films")}
                                     << 3;
        QTest::newRow("tiles too small") << QStringList{m_experimentFile,
                                                        QStringLiteral("--out"),
                                                        out,
                                                        QStringLiteral("--set"),
                                                        QStringLiteral("augment.clahe_probability=1"),
                                                        QStringLiteral("--set"),
                                                        QStringLiteral("augment.clahe_tiles=30")}
                                         << 2;
        QTest::newRow("cannot be written")
            << QStringList{m_experimentFile, QStringLiteral("--out"), QStringLiteral("/absent/x.png")} << 4;
    }

    void refusesInOneLine() {
        QFETCH(QStringList, arguments);
        const auto refused = runProgram("roentgen-data", QStringList{QStringLiteral("augment")} + arguments);
        QTEST(refused.exitCode, "exitCode");
        QVERIFY2(refused.saysOneLine(), refused.diagnostics.constData());
    }
};

QTEST_GUILESS_MAIN(RoentgenDataAugmentTest)
#include "roentgen_data_augment_test.moc"
