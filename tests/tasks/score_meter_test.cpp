// A classifier's answers on films held out: merged over ranks, measured, mixed.
#include "engine/models/torch_headers.h"
#include "engine/tasks/classification/score_meter.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace roentgen;
using namespace roentgen::tasks;

namespace {

constexpr float Unknown = std::numeric_limits<float>::quiet_NaN();

// Four films, two classes; of the last film the second one is not known.
std::vector<datasets::Sample> films() {
    std::vector<datasets::Sample> part;
    for (const auto& [a, b] : {std::pair<float, float>{1, 0}, {0, 1}, {1, 0}, {0, Unknown}}) {
        datasets::Sample sample;
        sample.labels = sample.targets = {a, b};
        part.push_back(sample);
    }
    return part;
}

torch::Tensor logits() {
    return torch::tensor({{2.f, -1.f}, {1.f, 3.f}, {0.5f, 4.f}, {-2.f, 0.f}});
}

} // namespace

class ScoreMeterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filmsMayComeInAnyOrder() {
        const auto part = films();
        ScoreMeter inOrder(part, {"Mass", "Edema"}, {}), shuffled(part, {"Mass", "Edema"}, {});
        inOrder.add(logits(), {0, 1, 2, 3});
        shuffled.add(logits().index_select(0, torch::tensor({3, 1})), {3, 1});
        shuffled.add(logits().index_select(0, torch::tensor({0, 2})), {0, 2});
        const auto alone = distributed::oneProcess();
        inOrder.merge(*alone);
        shuffled.merge(*alone);
        QCOMPARE(shuffled.logits(), inOrder.logits());
    }

    // Mass: scores 2 and .5 of the films with it, 1 and -2 of those without: 3 of 4 pairs. Edema: 3 above -1, below 4.
    void measuresAreThoseOfTheDefinition() {
        const auto part = films();
        ScoreMeter meter(part, {"Mass", "Edema"}, {});
        meter.add(logits(), {0, 1, 2, 3});
        meter.merge(*distributed::oneProcess());
        QVERIFY(meter.notNumbers().empty());
        const Measures measures = meter.measures();
        QCOMPARE(measures.metrics.headline, std::string("mean_auc"));
        QCOMPARE(*measures.metrics.value("auc_Mass"), 0.75);
        QCOMPARE(*measures.metrics.value("auc_Edema"), 0.5);
        QCOMPARE(*measures.metrics.headlineValue(), 0.625);
        QCOMPARE(*measures.metrics.value("positive_share"), 6. / 8); // 2 1 .5 3 4, and 0 just so
        double loss = 0;
        for (const auto& [z, y] : {std::pair{2., 1}, {-1., 0}, {1., 0}, {3., 1}, {.5, 1}, {4., 0}, {-2., 0}})
            loss += std::log1p(std::exp(y ? -z : z)) / 7;
        QVERIFY(std::abs(measures.loss - loss) < 1e-6);
    }

    void filmsWithoutNumbersAreNamed() {
        const auto part = films();
        ScoreMeter meter(part, {"Mass", "Edema"}, {});
        torch::Tensor broken = logits();
        broken[2][1] = Unknown;
        broken[0][0] = std::numeric_limits<float>::infinity();
        meter.add(broken, {0, 1, 2, 3});
        meter.merge(*distributed::oneProcess());
        QCOMPARE(meter.notNumbers(), (std::vector<int64_t>{0, 2}));
    }

    void aMixIsTheMeanOfProbabilities() {
        const auto part = films();
        ScoreMeter one(part, {"Mass", "Edema"}, {}), other(part, {"Mass", "Edema"}, {}),
            both(part, {"Mass", "Edema"}, {});
        one.add(logits(), {0, 1, 2, 3});
        other.add(-logits(), {0, 1, 2, 3});
        for (ScoreMeter* member : {&one, &other}) {
            member->merge(*distributed::oneProcess());
            both.mix(*member, 2);
        }
        for (const float p : both.probabilities())
            QVERIFY(std::abs(p - .5f) < 1e-6f); // sigmoid(z) + sigmoid(-z) = 1
        QVERIFY(std::abs(both.measures().loss - std::log(2.)) < 1e-6);
    }

    void undefinedStaysUndefined() {
        std::vector<datasets::Sample> none;
        ScoreMeter meter(none, {"Mass"}, {});
        meter.merge(*distributed::oneProcess());
        const Measures measures = meter.measures();
        QVERIFY(std::isnan(measures.loss));
        for (const Metric& metric : measures.metrics.list)
            QVERIFY2(!metric.value, metric.name.c_str());
    }
};

QTEST_GUILESS_MAIN(ScoreMeterTest)
#include "score_meter_test.moc"
