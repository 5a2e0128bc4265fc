// The same weights give the same scores whatever the ranks, also where their shares are uneven, and the AUC is that of
// all films' scores. Run under mpirun with 1, 2, 3 and 4 ranks.
#include "engine/models/model_description.h"
#include "engine/models/precision.h"
#include "engine/models/torch_headers.h"
#include "engine/tasks/classification/score_meter.h"
#include "engine/training/validation.h"
#include "tests/training/loop_runs.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace roentgen;
using namespace roentgen::tests;
using namespace roentgen::training;

class RankScoresTest : public QObject {
    Q_OBJECT

public:
    explicit RankScoresTest(distributed::Communicator& ranks)
        : m_ranks(ranks)
        , m_runs(ranks) {}

private Q_SLOTS:
    void initTestCase();
    void areThoseOfOneRank_data();
    void areThoseOfOneRank();

private:
    std::vector<float> scoresOver(distributed::Communicator& ranks, const std::vector<datasets::Sample>& films,
                                  const models::ModelDescription& description) const;
    std::vector<std::optional<double>> aucOf(const std::vector<float>& scores,
                                             const std::vector<datasets::Sample>& films) const;

    distributed::Communicator& m_ranks;
    LoopRuns m_runs;
    Experiment m_experiment;
    datasets::Dataset m_data;
};

namespace {

// P(score of a positive > score of a negative), ties one half, pair by pair.
double pairwiseAuc(const std::vector<float>& scores, const std::vector<datasets::Sample>& films, size_t classes,
                   size_t oneClass) {
    int64_t doubled = 0, pairs = 0;
    for (size_t p = 0; p < films.size(); ++p)
        for (size_t n = 0; n < films.size(); ++n)
            if (films[p].labels[oneClass] == 1 && films[n].labels[oneClass] == 0) {
                const float above = scores[p * classes + oneClass], below = scores[n * classes + oneClass];
                doubled += above > below ? 2 : above == below ? 1 : 0;
                ++pairs;
            }
    return double(doubled) / (2.0 * double(pairs));
}

} // namespace

void RankScoresTest::initTestCase() {
    QVERIFY(!m_runs.prepare(37).isEmpty());
    models::setComputeThreads(1);
    m_experiment = m_runs.experiment();
    m_experiment.data.validationFraction = 0;
    m_experiment.data.testFraction = 0;
    m_experiment.training.localBatch = 3;
    auto data = datasets::openDataset(m_experiment, "");
    QVERIFY2(bool(data), data ? "" : data.error().toLine().c_str());
    m_data = data.take();
    QCOMPARE(m_data.train.size(), size_t(37));
}

std::vector<float> RankScoresTest::scoresOver(distributed::Communicator& ranks,
                                              const std::vector<datasets::Sample>& films,
                                              const models::ModelDescription& description) const {
    torch::manual_seed(4);
    auto model = models::makeClassifier(description);
    {
        torch::NoGradGuard noGrad; // statistics as training leaves them
        (*model)->train();
        for (int pass = 0; pass < 20; ++pass)
            (*model)->forward(torch::randn({6, 1, description.imageSize, description.imageSize}));
    }
    StepOptions stepOptions;
    stepOptions.localBatch = m_experiment.training.localBatch;
    TrainStep step(**model, description, ranks, stepOptions);
    auto options = pipeline::loaderOptions(m_experiment, false, ranks.rank(), ranks.size());
    options.cacheBytes = 0;
    pipeline::BatchLoader loader(films, options);
    StopRequest nobodyStops{std::nullopt};
    Interruption interruption(nobodyStops, ranks);
    tasks::ScoreMeter meter(films, m_data.classes, {});
    if (auto done = meterPart(meter, loader, 0, step, description, ranks, interruption); !done)
        qFatal("%s", done.error().toLine().c_str());
    return meter.logits();
}

std::vector<std::optional<double>> RankScoresTest::aucOf(const std::vector<float>& scores,
                                                         const std::vector<datasets::Sample>& films) const {
    const auto classes = int64_t(m_data.classes.size());
    std::vector<int64_t> places(films.size());
    std::iota(places.begin(), places.end(), int64_t(0));
    tasks::ScoreMeter meter(films, m_data.classes, {});
    meter.add(torch::tensor(scores).view({-1, classes}), places);
    meter.merge(*distributed::oneProcess());
    const Metrics metrics = meter.measures().metrics;
    std::vector<std::optional<double>> values;
    for (const std::string& name : m_data.classes)
        values.push_back(metrics.value("auc_" + name));
    return values;
}

void RankScoresTest::areThoseOfOneRank_data() {
    QTest::addColumn<QByteArray>("architecture");
    QTest::addColumn<int>("count");
    QTest::newRow("a prime number of films") << QByteArray("densenet121") << 37;
    QTest::newRow("a last batch of one film") << QByteArray("resnet18") << 25;
    QTest::newRow("fewer films than ranks") << QByteArray("resnet18") << 2;
}

void RankScoresTest::areThoseOfOneRank() {
    QFETCH(QByteArray, architecture);
    QFETCH(int, count);
    models::ModelDescription description = models::describeModel(m_experiment, m_data.classes);
    description.architecture = architecture.toStdString();
    description.normalization = "batch";
    const std::vector<datasets::Sample> films(m_data.train.begin(), m_data.train.begin() + count);
    const auto alone = distributed::oneProcess();
    const std::vector<float> expected = scoresOver(*alone, films, description);
    const std::vector<float> got = scoresOver(m_ranks, films, description);
    if (m_ranks.rank() > 0) {
        QVERIFY(got.empty());
        return;
    }
    const size_t classes = m_data.classes.size();
    QCOMPARE(got.size(), size_t(count) * classes);
    const auto [least, most] = std::minmax_element(got.begin(), got.end());
    QVERIFY2(*most - *least > 1e-2f, qPrintable(QStringLiteral("%1 to %2").arg(*least).arg(*most)));
    for (size_t k = 0; k < got.size(); ++k)
        QVERIFY2(std::abs(got[k] - expected[k]) <= 1e-5f * std::max(1.f, std::abs(expected[k])),
                 qPrintable(QStringLiteral("film %1: %2 and %3").arg(k / classes).arg(got[k]).arg(expected[k])));

    // From the same scores the same AUC, whichever rank a film was on: to the last bit.
    const auto auc = aucOf(got, films);
    for (size_t c = 0; c < classes && count > 2; ++c) {
        QVERIFY(auc[c].has_value());
        QCOMPARE(*auc[c], pairwiseAuc(got, films, classes, c));
    }
    std::mt19937 random(3);
    std::vector<size_t> order(films.size());
    std::iota(order.begin(), order.end(), size_t(0));
    for (int round = 0; round < 20; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        std::vector<datasets::Sample> otherFilms;
        std::vector<float> otherScores;
        for (const size_t film : order) {
            otherFilms.push_back(films[film]);
            otherScores.insert(otherScores.end(), got.begin() + std::ptrdiff_t(film * classes),
                               got.begin() + std::ptrdiff_t((film + 1) * classes));
        }
        QVERIFY(aucOf(otherScores, otherFilms) == auc);
    }
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    RankScoresTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "rank_scores_test.moc"
