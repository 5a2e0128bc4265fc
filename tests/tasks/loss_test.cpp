// The losses against LibTorch's own and against the papers' formulas, values and gradients, in double.
#include "engine/protocol/recipe_checks.h"
#include "engine/tasks/classification/loss.h"

#include <QtTest>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/functional/loss.h>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::tasks;
using torch::Tensor;
namespace F = torch::nn::functional;

namespace {

constexpr int64_t films = 7, classes = 3;
const std::vector<std::string> names = {"Mass", "Nodule", "Hernia"};
const LabelCounts counts = {{10, 40, 2}, {90, 50, 98}};

Tensor someLogits(double scale = 3) {
    torch::manual_seed(4);
    return torch::randn({films, classes}, torch::kDouble) * scale;
}
Tensor someLabels(bool exclusive) {
    torch::manual_seed(5);
    if (!exclusive)
        return torch::rand({films, classes}, torch::kDouble).round();
    return torch::one_hot(torch::randint(classes, {films}, torch::kLong), classes).to(torch::kDouble);
}

struct Case {
    const char* name;
    Experiment experiment;
    std::function<Tensor(const Tensor& z, const Tensor& y)> mean; // as published
};

Experiment experimentOf(const char* loss, double smoothing = 0, std::vector<std::string> weights = {}) {
    Experiment experiment;
    experiment.training.loss = loss;
    experiment.training.labelSmoothing = smoothing;
    experiment.training.classWeights = std::move(weights);
    return experiment;
}

// Lin et al. 2017, eq. 4 and 5, written with p_t.
Tensor focal(const Tensor& z, const Tensor& y, double gamma, double alpha) {
    const Tensor p = torch::sigmoid(z), pt = torch::where(y == 1, p, 1 - p);
    const Tensor at = alpha * y + (1 - alpha) * (1 - y);
    return -(at * (1 - pt).pow(gamma) * pt.log()).mean();
}

std::vector<Case> cases() {
    const Tensor weights = torch::tensor({2.0, 1.0, 0.5}, torch::kDouble);
    const std::vector<std::string> said = {"Mass=2", "Hernia=0.5"};
    const Tensor balanced = torch::tensor({100 / 30.0, 100 / 120.0, 100 / 6.0}, torch::kDouble);
    std::vector<Case> list = {
        {"bce", experimentOf("bce"),
         [](const Tensor& z, const Tensor& y) { return F::binary_cross_entropy_with_logits(z, y); }},
        {"bce, smoothed", experimentOf("bce", 0.2),
         [](const Tensor& z, const Tensor& y) { return F::binary_cross_entropy_with_logits(z, y * 0.8 + 0.1); }},
        {"bce, class weights", experimentOf("bce", 0, said),
         [=](const Tensor& z, const Tensor& y) {
             return F::binary_cross_entropy_with_logits(z, y,
                                                        F::BinaryCrossEntropyWithLogitsFuncOptions().weight(weights));
         }},
        {"weighted_bce", experimentOf("weighted_bce"),
         [](const Tensor& z, const Tensor& y) {
             const Tensor p = torch::sigmoid(z);
             const Tensor w = torch::tensor({0.9, 50 / 90.0, 0.98}, torch::kDouble); // |N|/(|P|+|N|)
             return (-w * y * p.log() - (1 - w) * (1 - y) * (1 - p).log()).mean();
         }},
        {"focal", experimentOf("focal"), [](const Tensor& z, const Tensor& y) { return focal(z, y, 2, 0.25); }},
        {"cross_entropy", experimentOf("cross_entropy"),
         [](const Tensor& z, const Tensor& y) { return F::cross_entropy(z, y.argmax(1)); }},
        {"cross_entropy, smoothed, class weights", experimentOf("cross_entropy", 0.1, said),
         [=](const Tensor& z, const Tensor& y) {
             return F::cross_entropy(z, y.argmax(1), F::CrossEntropyFuncOptions().weight(weights).label_smoothing(0.1));
         }},
        {"cross_entropy, balanced", experimentOf("cross_entropy", 0, {"balanced"}),
         [=](const Tensor& z, const Tensor& y) {
             return F::cross_entropy(z, y.argmax(1), F::CrossEntropyFuncOptions().weight(balanced));
         }},
    };
    Experiment sharp = experimentOf("focal");
    sharp.training.focalGamma = 0.5;
    sharp.training.focalAlpha = 0.6;
    list.push_back(
        {"focal, gamma below 1", sharp, [](const Tensor& z, const Tensor& y) { return focal(z, y, 0.5, 0.6); }});
    return list;
}

Tensor gradientOf(const Tensor& mean, const Tensor& logits) {
    return torch::autograd::grad({mean}, {logits})[0];
}

} // namespace

class LossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatWasPublished_data() { eachLoss(); }
    void isWhatWasPublished();
    void staysFiniteFarOut_data() { eachLoss(); }
    void staysFiniteFarOut();
    void leavesUnknownLabelsOut_data() { eachLoss(); }
    void leavesUnknownLabelsOut();
    void ofNoFilmIsNothing_data() { eachLoss(); }
    void ofNoFilmIsNothing();
    void aMaskedLabelIsAsIfItWereNotThere_data() { eachLoss(); }
    void aMaskedLabelIsAsIfItWereNotThere();
    void balancesWhatIsKnown();
    void growsAsTheLogitFarOut();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();

private:
    void eachLoss() {
        QTest::addColumn<int>("index");
        const auto all = cases();
        for (size_t k = 0; k < all.size(); ++k)
            QTest::newRow(all[k].name) << int(k);
    }
};

void LossTest::isWhatWasPublished() {
    QFETCH(int, index);
    const Case one = cases()[size_t(index)];
    const auto loss = Loss::make(one.experiment, names, counts);
    QVERIFY(bool(loss));
    const Tensor z = someLogits().requires_grad_(), y = someLabels(loss->isExclusive());
    const LossSum got = (*loss)(z, y);
    const Tensor mean = got.sum / got.known, expected = one.mean(z, y);
    QVERIFY2(torch::allclose(mean, expected, 1e-12, 1e-12), qPrintable(QString::number(mean.item<double>(), 'g', 17)));
    QVERIFY(torch::allclose(gradientOf(mean, z), gradientOf(expected, z), 1e-10, 1e-13));
}

void LossTest::staysFiniteFarOut() {
    QFETCH(int, index);
    const auto loss = Loss::make(cases()[size_t(index)].experiment, names, counts);
    for (const auto type : {torch::kFloat, torch::kDouble}) {
        for (const double far : {1e4, -1e4}) {
            Tensor z = torch::full({classes, classes}, -far, type);
            z.diagonal().fill_(far);
            z.requires_grad_();
            const LossSum sum = (*loss)(z, torch::eye(classes, type));
            QVERIFY(sum.sum.isfinite().item<bool>());
            QVERIFY(gradientOf(sum.sum, z).isfinite().all().item<bool>());
        }
    }
}

void LossTest::growsAsTheLogitFarOut() {
    // Wholly wrong by 1e4: -log p is 1e4 itself, and where p is wrong focal's (1-p)^γ is 1.
    const Tensor z = torch::full({1, 1}, -1e4), y = torch::ones({1, 1});
    QCOMPARE((*Loss::make(experimentOf("bce"), {"Mass"}, {{1}, {1}}))(z, y).sum.item<float>(), 1e4f);
    QCOMPARE((*Loss::make(experimentOf("weighted_bce"), {"Mass"}, {{1}, {3}}))(z, y).sum.item<float>(), 7.5e3f);
    QCOMPARE((*Loss::make(experimentOf("focal"), {"Mass"}, {{1}, {1}}))(z, y).sum.item<float>(), 2.5e3f);
    const Tensor two = torch::tensor({{1e4f, -1e4f}}), second = torch::tensor({{0.f, 1.f}});
    const auto exclusive = Loss::make(experimentOf("cross_entropy"), {"a", "b"}, {{1, 1}, {1, 1}});
    QCOMPARE((*exclusive)(two, second).sum.item<float>(), 2e4f);
}

void LossTest::leavesUnknownLabelsOut() {
    QFETCH(int, index);
    const auto loss = Loss::make(cases()[size_t(index)].experiment, names, counts);
    const Tensor z = someLogits().requires_grad_(), y = someLabels(loss->isExclusive());
    const LossSum all = (*loss)(z, y);
    Tensor some = y.clone();
    some[2].fill_(std::numeric_limits<double>::quiet_NaN());
    const LossSum rest = (*loss)(z, some), left = (*loss)(z.narrow(0, 2, 1), y.narrow(0, 2, 1));
    QVERIFY(std::abs(all.known - rest.known - left.known) < 1e-12);
    QVERIFY(torch::allclose(all.sum - rest.sum, left.sum));
    QVERIFY((gradientOf(rest.sum, z)[2] == 0).all().item<bool>());
    // Nothing known at all: no loss, nothing to learn.
    const LossSum none = (*loss)(z, torch::full_like(y, std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(none.known == 0 && none.sum.item<double>() == 0);
    if (!loss->isExclusive()) {
        some = y.clone();
        some[1][2] = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE((*loss)(z, some).known, double(films * classes - 1));
    }
}

// Of single labels, not of whole films: no part of the sum, of what it is divided by, or of any gradient.
void LossTest::ofNoFilmIsNothing() {
    QFETCH(int, index);
    const auto loss = Loss::make(cases()[size_t(index)].experiment, names, counts);
    const Tensor none = torch::empty({0, classes}, torch::kDouble);
    const LossSum sum = (*loss)(none, none);
    QCOMPARE(sum.sum.item<double>(), 0.0);
    QCOMPARE(sum.known, 0.0);
}

void LossTest::aMaskedLabelIsAsIfItWereNotThere() {
    QFETCH(int, index);
    const auto loss = Loss::make(cases()[size_t(index)].experiment, names, counts);
    const Tensor z = someLogits().requires_grad_(), y = someLabels(loss->isExclusive());
    Tensor some = y.clone();
    const std::vector<std::pair<int64_t, int64_t>> masked = {{0, 0}, {1, 2}, {3, 1}, {3, 2}, {6, 0}};
    int maskedHere = 0;
    for (const auto& [film, c] : masked)
        if (!loss->isExclusive() || y[film][c].item<double>() == 0) { // a film's own class stays known
            some[film][c] = std::numeric_limits<double>::quiet_NaN();
            ++maskedHere;
        }
    QVERIFY(maskedHere >= 2);
    const LossSum got = (*loss)(z, some);
    const Tensor gradient = gradientOf(got.sum / got.known, z);
    QVERIFY(gradient.isfinite().all().item<bool>());
    QVERIFY((gradient.masked_select(torch::isnan(some)) == 0).all().item<bool>());
    // Whatever the logits there are, nothing changes.
    const Tensor other = torch::where(torch::isnan(some), torch::full_like(z, 50), z).detach().requires_grad_();
    const LossSum same = (*loss)(other, some);
    QCOMPARE(same.known, got.known);
    QVERIFY(torch::allclose(same.sum, got.sum, 1e-12, 1e-12));
    QVERIFY(torch::allclose(gradientOf(same.sum / same.known, other), gradient, 1e-12, 1e-15));
    // One film alone, of its known classes alone.
    if (loss->isExclusive()) {
        const Tensor known = torch::isnan(some[3]).logical_not();
        Experiment plain = experimentOf("cross_entropy");
        const LossSum film = (*Loss::make(plain, names, counts))(z.narrow(0, 3, 1), some.narrow(0, 3, 1));
        const Tensor logP = torch::log_softmax(z[3].masked_select(known), 0);
        const Tensor expected = -(logP * y[3].masked_select(known)).sum();
        QVERIFY(torch::allclose(film.sum, expected, 1e-12, 1e-12));
    } else {
        QCOMPARE(got.known, double(films * classes - maskedHere));
        Tensor rest = torch::zeros({}, torch::kDouble);
        for (int64_t film = 0; film < films; ++film)
            for (int64_t c = 0; c < classes; ++c)
                if (!some[film][c].isnan().item<bool>()) {
                    Tensor one = torch::full_like(y, std::numeric_limits<double>::quiet_NaN());
                    one[film][c] = y[film][c];
                    rest = rest + (*loss)(z, one).sum;
                }
        QVERIFY(torch::allclose(rest, got.sum, 1e-11, 1e-11));
    }
}

// 40 films of which 10 are certainly Mass, 10 certainly not; of Nodule 5 and 35.
void LossTest::balancesWhatIsKnown() {
    const LabelCounts few = {{10, 5}, {10, 35}};
    const auto bce = Loss::make(experimentOf("bce", 0, {"balanced"}), {"Mass", "Nodule"}, few);
    const auto exclusive = Loss::make(experimentOf("cross_entropy", 0, {"balanced"}), {"Mass", "Nodule"}, few);
    const Tensor z = torch::zeros({1, 2}, torch::kDouble);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto sumOf = [&](const Loss& loss, double mass, double nodule) {
        return loss(z, torch::tensor({{mass, nodule}}, torch::kDouble)).sum.item<double>();
    };
    QCOMPARE(sumOf(*bce, 1, nan), std::log(2.0) * 20 / (2 * 10));
    QCOMPARE(sumOf(*bce, nan, 1), std::log(2.0) * 40 / (2 * 5));
    QCOMPARE(sumOf(*exclusive, 1, 0), std::log(2.0) * 15 / (2 * 10)); // fifteen films have a class
    QCOMPARE(sumOf(*exclusive, 0, 1), std::log(2.0) * 15 / (2 * 5));
}

void LossTest::refusesWhatCannotBe_data() {
    QTest::addColumn<QString>("loss");
    QTest::addColumn<QString>("weights");
    QTest::addColumn<QString>("says");
    QTest::newRow("segmentation's") << "dice"
                                    << ""
                                    << "training.loss";
    QTest::newRow("not a pair") << "bce"
                                << "Mass"
                                << "Finding=weight";
    QTest::newRow("weight of nothing") << "bce"
                                       << "=3"
                                       << "Finding=weight";
    QTest::newRow("weight 0") << "bce"
                              << "Mass=0"
                              << "0.001 to 1000";
    QTest::newRow("weight that is no number") << "bce"
                                              << "Mass=1x"
                                              << "0.001 to 1000";
    QTest::newRow("balanced and more") << "bce"
                                       << "balanced,Mass=2"
                                       << "alone";
    QTest::newRow("weighted twice") << "weighted_bce"
                                    << "balanced"
                                    << "training.class_weights";
    QTest::newRow("unknown finding") << "bce"
                                     << "Nodul=2"
                                     << "did you mean \"Nodule\"";
}

void LossTest::refusesWhatCannotBe() {
    QFETCH(QString, loss);
    QFETCH(QString, weights);
    QFETCH(QString, says);
    Experiment experiment = experimentOf(qPrintable(loss));
    for (const QString& one : weights.split(QLatin1Char(','), Qt::SkipEmptyParts))
        experiment.training.classWeights.push_back(one.toStdString());
    Status checked = checkRecipe(experiment);
    if (checked)
        if (const auto made = Loss::make(experiment, names, counts); !made)
            checked = made.error();
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::Usage);
    QVERIFY2(checked.error().toLine().find(says.toStdString()) != std::string::npos, checked.error().toLine().c_str());
}

QTEST_APPLESS_MAIN(LossTest)
#include "loss_test.moc"
