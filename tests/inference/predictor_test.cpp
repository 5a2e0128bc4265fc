#include "engine/inference/film_series.h"
#include "engine/inference/predictor.h"
#include "engine/models/classifier.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/protocol/run_folder.h"
#include "tests/inference/small_model.h"

#include <torch/torch.h>
// torch first: it must not see Qt's words
#include <QtTest>
#include <cmath>

using namespace roentgen;
using namespace roentgen::inference;
using namespace roentgen::tests;

class PredictorTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_weights;
    std::vector<std::string> m_films;

    std::string path(const char* name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    std::string writeFilm(const char* name, int phase) {
        QByteArray bytes = "P5\n150 130\n255\n";
        for (int i = 0; i < 150 * 130; ++i)
            bytes.append(char(128 + 100 * std::sin(0.003 * i * phase) * std::cos(i % 150 * 0.07)));
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test's film");
        return file.fileName().toStdString();
    }

    std::vector<pipeline::PreparedImage> prepared(const Predictor& predictor) {
        std::vector<pipeline::PreparedImage> films;
        for (const auto& film : m_films)
            films.push_back(predictor.prepare(film).take());
        return films;
    }

    // The input that the trainer's validation feeds: the loader's centre crops.
    torch::Tensor loaderInput() {
        std::vector<datasets::Sample> samples;
        for (const auto& film : m_films)
            samples.push_back({film, film, "1", {0, 0, 0}});
        pipeline::LoaderOptions options;
        options.training = false;
        options.imageSize = smallImageSize;
        options.storedSize = smallStoredSize;
        options.localBatch = int64_t(samples.size());
        pipeline::BatchLoader loader(samples, options);
        loader.start(1);
        auto batch = loader.next();
        return torch::tensor((*batch)->pixels).view({int64_t(samples.size()), 1, smallImageSize, smallImageSize});
    }

private Q_SLOTS:
    void initTestCase() {
        m_weights = path("small.safetensors");
        writeSmallModel(m_weights);
        m_films = {writeFilm("a.pgm", 1), writeFilm("b.pgm", 3), writeFilm("c.pgm", 7)};
    }

    void givesProbabilitiesOfClassesThatExcludeEachOther() {
        const std::string weights = path("exclusive.safetensors");
        writeSmallModel(weights, 1, true);
        const auto independent = Predictor::load(m_weights, {"fp32", 1}),
                   exclusive = Predictor::load(weights, {"fp32", 1});
        QVERIFY(independent && exclusive);
        const auto one = independent->classify(prepared(*independent), Heatmaps::None);
        const auto other = exclusive->classify(prepared(*exclusive), Heatmaps::None);
        for (size_t film = 0; film < m_films.size(); ++film) {
            double sum = 0; // of the odds that the sigmoids give: softmax is p/(1-p) over their sum
            for (float p : (*one)[film].probabilities)
                sum += p / (1.0 - p);
            for (size_t c = 0; c < smallModelClasses().size(); ++c) {
                const double p = (*one)[film].probabilities[c];
                QVERIFY(std::abs((*other)[film].probabilities[c] - p / (1 - p) / sum) < 1e-5);
            }
        }
    }

    void predictsWhatValidationPredicts() {
        const auto predictor = Predictor::load(m_weights, {"fp32", 1});
        QVERIFY2(predictor, predictor ? "" : predictor.error().toLine().c_str());
        QCOMPARE(predictor->classes(), smallModelClasses());
        const auto predictions = predictor->classify(prepared(*predictor), Heatmaps::None);
        QVERIFY(predictions);
        auto loaded = models::loadClassifier(m_weights);
        torch::NoGradGuard noGrad;
        const torch::Tensor expected = torch::sigmoid(loaded->model->forward(loaderInput()));
        for (size_t i = 0; i < 3; ++i) {
            QVERIFY((*predictions)[i].heatmaps.empty());
            for (size_t c = 0; c < 3; ++c)
                QVERIFY(std::abs((*predictions)[i].probabilities[c] - expected[int64_t(i)][int64_t(c)].item<float>()) <
                        1e-5f);
        }
    }

    void anEnsembleAnswersWithTheMeanOfItsMembers() {
        const std::string other = path("other.safetensors");
        auto loaded = models::loadClassifier(m_weights);
        QVERIFY(loaded);
        {
            torch::NoGradGuard noGrad;
            torch::manual_seed(9);
            for (torch::Tensor& parameter : loaded->model->parameters())
                parameter.add_(torch::randn_like(parameter), 0.02);
        }
        QVERIFY(models::saveWeights(other, *loaded->model, loaded->description));
        const auto one = Predictor::load(m_weights, {"fp32", 1}), two = Predictor::load(other, {"fp32", 1});
        const auto both = Predictor::load(std::vector<std::string>{m_weights, other}, {"fp32", 1});
        QVERIFY(one && two && both);
        QCOMPARE(both->members(), size_t(2));
        const auto a = one->classify(prepared(*one), Heatmaps::AllClasses);
        const auto b = two->classify(prepared(*two), Heatmaps::AllClasses);
        const auto mean = both->classify(prepared(*both), Heatmaps::AllClasses);
        QVERIFY(a && b && mean);
        for (size_t i = 0; i < 3; ++i)
            for (size_t c = 0; c < 3; ++c) {
                const float p = (*a)[i].probabilities[c], q = (*b)[i].probabilities[c];
                QVERIFY(std::abs((*mean)[i].probabilities[c] - (p + q) / 2) < 1e-6f);
                for (size_t cell = 0; cell < 9; ++cell) {
                    const float x = (*a)[i].heatmaps[c].values[cell], y = (*b)[i].heatmaps[c].values[cell];
                    QVERIFY(std::abs((*mean)[i].heatmaps[c].values[cell] - (x + y) / 2) <
                            1e-5f * (1 + std::abs(x) + std::abs(y)));
                }
            }
    }

    void refusesAnEnsembleOfDifferentClasses() {
        auto loaded = models::loadClassifier(m_weights);
        loaded->description.classes[0] = "Something else";
        const std::string other = path("other-classes.safetensors");
        QVERIFY(models::saveWeights(other, *loaded->model, loaded->description));
        const auto both = Predictor::load(std::vector<std::string>{m_weights, other});
        QVERIFY(!both);
        QCOMPARE(both.error().where, other);
    }

    void findsTheSnapshotsOfARunOldestFirst() {
        const RunFolder run{path("run-with-snapshots")};
        QVERIFY(!snapshotsOfRun(run.path));
        QVERIFY(QDir().mkpath(QString::fromStdString(run.snapshotFolder())));
        QVERIFY(!snapshotsOfRun(run.path));
        for (int number : {10, 2, 9})
            writeSmallModel(run.snapshotFile(number));
        QVERIFY(QFile::copy(QString::fromStdString(m_weights),
                            QString::fromStdString(run.snapshotFolder() + "/half.safetensors.tmp")));
        QCOMPARE(*snapshotsOfRun(run.path),
                 (std::vector<std::string>{run.snapshotFile(2), run.snapshotFile(9), run.snapshotFile(10)}));
    }

    // Selvaraju et al. 2017, Grad-CAM, eq. 1 and 2, by automatic differentiation; here before the ReLU.
    void mapsEqualGradCamUpToAPositiveScale() {
        const auto predictor = Predictor::load(m_weights, {"fp32", 1});
        const auto predictions = predictor->classify(prepared(*predictor), Heatmaps::AllClasses);
        QVERIFY(predictions);
        auto loaded = models::loadClassifier(m_weights);
        const torch::Tensor features = loaded->model->features(loaderInput()).detach().requires_grad_();
        const torch::Tensor logits = loaded->model->logits(features);
        for (int64_t c = 0; c < 3; ++c) {
            const torch::Tensor gradient =
                torch::autograd::grad({logits.index({torch::indexing::Slice(), c}).sum()}, {features}, {}, true)[0];
            const torch::Tensor gradCam = (gradient.mean({2, 3}, true) * features).sum(1).detach();
            for (size_t i = 0; i < 3; ++i) {
                const ClassMap& map = (*predictions)[i].heatmaps[size_t(c)];
                QCOMPARE(map.rows, 3);
                QCOMPARE(map.columns, 3);
                const torch::Tensor one = gradCam[int64_t(i)] * 9; // 3 × 3 cells
                for (int64_t cell = 0; cell < 9; ++cell) {
                    const float expected = one[cell / 3][cell % 3].item<float>();
                    QVERIFY(std::abs(map.values[size_t(cell)] - expected) < 1e-4f * (1 + std::abs(expected)));
                }
            }
        }
    }

    void aMapsMeanPlusTheBiasIsTheLogit() {
        const auto predictor = Predictor::load(m_weights, {"fp32", 1});
        const auto predictions = predictor->classify(prepared(*predictor), Heatmaps::AllClasses);
        auto loaded = models::loadClassifier(m_weights);
        const torch::Tensor bias = loaded->model->named_parameters()["classifier.bias"];
        for (const auto& prediction : *predictions) {
            for (size_t c = 0; c < 3; ++c) {
                double mean = 0;
                for (float value : prediction.heatmaps[c].values)
                    mean += double(value) / 9;
                const double logit = mean + double(bias[int64_t(c)].item<float>());
                QVERIFY(std::abs(1 / (1 + std::exp(-logit)) - double(prediction.probabilities[c])) < 1e-5);
            }
        }
    }

    void theAreaIsTheCentreCrop() {
        const auto predictor = Predictor::load(m_weights, {"fp32", 1});
        const auto predictions = predictor->classify(prepared(*predictor), Heatmaps::None);
        const double margin = 8. / 112;
        const std::array<double, 4> expected = {margin, margin, 1 - margin, 1 - margin};
        for (size_t k = 0; k < 4; ++k)
            QVERIFY(std::abs((*predictions)[0].area[k] - expected[k]) < 1e-12);
    }

    void threeChannelModelsGetTheGreyImageThreeTimes() {
        const std::string weights = path("three.safetensors");
        writeSmallModel(weights, 3);
        const auto predictor = Predictor::load(weights, {"fp32", 1});
        QVERIFY2(predictor, predictor ? "" : predictor.error().toLine().c_str());
        const auto predictions = predictor->classify(prepared(*predictor), Heatmaps::None);
        QVERIFY(predictions);
        auto loaded = models::loadClassifier(weights);
        torch::NoGradGuard noGrad;
        const torch::Tensor grey = loaderInput() * 0.25 + 0.5; // back to 0..1
        const torch::Tensor mean = torch::tensor({0.485, 0.456, 0.406}).to(torch::kFloat).view({1, 3, 1, 1});
        const torch::Tensor deviation = torch::tensor({0.229, 0.224, 0.225}).to(torch::kFloat).view({1, 3, 1, 1});
        const torch::Tensor expected = torch::sigmoid(loaded->model->forward((grey - mean) / deviation));
        QVERIFY(std::abs((*predictions)[1].probabilities[2] - expected[1][2].item<float>()) < 1e-4f);
    }

    void aSeriesGoesOnPastUnreadableFilms_data() {
        QTest::addColumn<int>("batch");
        for (int batch : {1, 2, 8})
            QTest::addRow("batches of %d", batch) << batch;
    }

    void aSeriesGoesOnPastUnreadableFilms() {
        QFETCH(int, batch);
        const auto predictor = Predictor::load(m_weights, {"fp32", 1});
        const std::vector<std::string> paths = {m_films[0], "/absent/a.png", m_films[1], m_weights, m_films[2]};
        SeriesOptions options;
        options.batch = batch;
        std::vector<int> readable;
        std::vector<float> first;
        const auto status = classifySeries(*predictor, paths, options, [&](size_t i, Result<Prediction>&& prediction) {
            readable.push_back(bool(prediction));
            if (prediction)
                first.push_back(prediction->probabilities[0]);
            else if (prediction.error().toLine().find(paths[i]) == std::string::npos)
                return Status(usageError("the error names another file"));
            return Status(Done{});
        });
        QVERIFY2(status, status ? "" : status.error().toLine().c_str());
        QCOMPARE(readable, (std::vector<int>{1, 0, 1, 0, 1}));
        const auto expected = predictor->classify(prepared(*predictor), Heatmaps::None);
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(first[i] - (*expected)[i].probabilities[0]) < 1e-5f);
    }

    void badWeightsAreNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QFile file(QString::fromStdString(m_weights));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        QByteArray other = good;
        other.replace("\\\"densenet121\\\"", "\\\"densenet169\\\"");
        QVERIFY(other != good);
        QTest::newRow("truncated") << good.left(good.size() / 2);
        QTest::newRow("header only") << good.left(8);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another architecture") << other;
        QTest::newRow("a film") << QByteArray("P5\n1 1\n255\nx");
    }

    void badWeightsAreNamed() {
        QFETCH(QByteArray, bytes);
        QFile file(m_folder.filePath(QStringLiteral("bad.safetensors")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto predictor = Predictor::load(path("bad.safetensors"));
        QVERIFY(!predictor);
        QCOMPARE(predictor.error().code, ErrorCode::Data);
        QVERIFY2(predictor.error().toLine().find("bad.safetensors") != std::string::npos,
                 predictor.error().toLine().c_str());
    }

    void aRunsWeightsAreTheBestOnes() {
        QVERIFY(!weightsOfRun(path("no-run")));
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("run")));
        QVERIFY(!weightsOfRun(path("run")));
        QVERIFY(
            QFile::copy(QString::fromStdString(m_weights), m_folder.filePath(QStringLiteral("run/last.safetensors"))));
        QCOMPARE(*weightsOfRun(path("run")), path("run/last.safetensors"));
        QVERIFY(
            QFile::copy(QString::fromStdString(m_weights), m_folder.filePath(QStringLiteral("run/best.safetensors"))));
        QCOMPARE(*weightsOfRun(path("run")), path("run/best.safetensors"));
    }
};

QTEST_GUILESS_MAIN(PredictorTest)
#include "predictor_test.moc"
