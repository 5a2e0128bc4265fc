// A start from weights under other names, with other channels, another head or another normalisation.
#include "engine/models/initial_weights.h"
#include "engine/models/model_description.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::models;

namespace {

ModelDescription describe(const char* architecture, int classes, const char* normalization = "batch",
                          const char* head = "pooled") {
    ModelDescription description;
    description.architecture = architecture;
    description.normalization = normalization;
    description.head = head;
    for (int k = 0; k < classes; ++k)
        description.classes.push_back("class " + std::to_string(k));
    return description;
}

std::shared_ptr<Classifier> make(const ModelDescription& description) {
    auto model = makeClassifier(description);
    return model ? model.take() : nullptr;
}

using Rename = std::function<void(std::string& name, torch::Tensor& tensor)>;

// The model's tensors as somebody else would have written them.
void writeAs(const std::string& path, const Classifier& model, const Rename& rename) {
    NamedTensors tensors;
    for (auto [name, tensor] : namedTensors(model)) {
        rename(name, tensor);
        tensors.emplace_back(name, tensor);
    }
    QVERIFY(bool(writeFileAtomically(path, encodeTensors({}, tensors))));
}

void replace(std::string& name, const char* from, const char* to) {
    if (const size_t at = name.find(from); at != std::string::npos)
        name.replace(at, std::strlen(from), to);
}

} // namespace

class InitialWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understandsOtherNames_data();
    void understandsOtherNames();
    void fitsTheFirstConvolutionToTheChannels();
    void takesTheFilesInput();
    void keepsTheHeadOfAnotherClassCount_data();
    void keepsTheHeadOfAnotherClassCount();
    void groupNormalisationTakesTheAffineTerms();
    void refusesUnrelatedWeights_data();
    void refusesUnrelatedWeights();
    void theDocumentedConversionWorks();

private:
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    QTemporaryDir m_folder;
};

void InitialWeightsTest::understandsOtherNames_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const char* architecture, const char* head, const char* names) {
        QTest::newRow(name) << QString::fromLatin1(architecture) << QString::fromLatin1(head)
                            << QString::fromLatin1(names);
    };
    row("torchvision's old DenseNet", "densenet121", "pooled", "old");
    row("a prefix", "resnet18", "pooled", "module");
    row("a longer prefix", "densenet121", "pooled", "module.densenet121");
    row("timm's VGG", "vgg16_bn", "classic", "timm");
    row("timm's ResNet, which are torchvision's", "resnet34", "pooled", "");
}

void InitialWeightsTest::understandsOtherNames() {
    QFETCH(QString, architecture);
    QFETCH(QString, head);
    QFETCH(QString, names);
    torch::manual_seed(1);
    const auto description = describe(architecture.toLatin1().constData(), 3, "batch", head.toLatin1().constData());
    const auto source = make(description);
    writeAs(path("foreign"), *source, [&](std::string& name, torch::Tensor& tensor) {
        if (names == QLatin1String("old")) {
            for (const char* from : {"norm1.", "norm2.", "conv1.", "conv2."})
                if (name.find("denselayer") != std::string::npos)
                    replace(name, from, (std::string(from, 4) + "." + from[4] + ".").c_str());
        } else if (names == QLatin1String("timm")) {
            if (name == "classifier.0.weight")
                tensor = tensor.view({4096, 512, 7, 7});
            if (name == "classifier.3.weight")
                tensor = tensor.view({4096, 4096, 1, 1});
            replace(name, "classifier.0.", "pre_logits.fc1.");
            replace(name, "classifier.3.", "pre_logits.fc2.");
            replace(name, "classifier.6.", "head.fc.");
        } else if (!names.isEmpty()) {
            name = names.toStdString() + "." + name;
        }
    });
    torch::manual_seed(2);
    const auto model = make(description);
    auto report = initialiseFrom(path("foreign"), *model);
    QVERIFY2(bool(report), report ? "" : report.error().toLine().c_str());
    QVERIFY2(report->skipped.empty() && report->missing.empty(), report->toLine().c_str());
    const auto expected = namedTensors(*source), got = namedTensors(*model);
    for (size_t k = 0; k < expected.size(); ++k)
        QVERIFY2(torch::equal(expected[k].second, got[k].second), expected[k].first.c_str());
}

void InitialWeightsTest::fitsTheFirstConvolutionToTheChannels() {
    ModelDescription three = describe("resnet18", 2), one = three;
    three.channels = 3;
    const auto colour = make(three), grey = make(one);
    writeAs(path("colour"), *colour, [](std::string&, torch::Tensor&) {});
    auto report = initialiseFrom(path("colour"), *grey);
    QVERIFY(bool(report));
    QCOMPARE(report->adapted.size(), size_t(1));
    // A grey film repeated gives what the summed convolution gives.
    torch::NoGradGuard noGrad;
    colour->eval();
    grey->eval();
    const torch::Tensor film = torch::randn({1, 1, 64, 64});
    QVERIFY(torch::allclose(grey->forward(film), colour->forward(film.expand({1, 3, 64, 64})), 1e-4, 1e-5));
    // And back: shared out, it gives the same again.
    writeAs(path("grey"), *grey, [](std::string&, torch::Tensor&) {});
    const auto again = make(three);
    again->eval();
    QVERIFY(bool(initialiseFrom(path("grey"), *again)));
    QVERIFY(torch::allclose(grey->forward(film), again->forward(film.expand({1, 3, 64, 64})), 1e-4, 1e-5));
}

void InitialWeightsTest::takesTheFilesInput() {
    ModelDescription three = describe("resnet18", 2);
    three.channels = 3;
    writeAs(path("foreign3"), *make(three), [](std::string&, torch::Tensor&) {});
    ModelDescription d = describe("resnet18", 2);
    QVERIFY(bool(adoptInput(path("foreign3"), "auto", &d)));
    QCOMPARE(d.channels, 3);
    QCOMPARE(d.mean, (std::vector<float>{0.485f, 0.456f, 0.406f}));
    d = describe("resnet18", 2);
    QVERIFY(bool(adoptInput(path("foreign3"), "one", &d)));
    QCOMPARE(d.channels, 1);
    QVERIFY(std::abs(d.mean[0] - 0.449f) < 1e-3f && std::abs(d.deviation[0] - 0.226f) < 1e-3f);
    // A run's own file says it itself.
    ModelDescription own = describe("resnet18", 2);
    own.mean = {0.3f};
    QVERIFY(bool(saveWeights(path("own"), *make(own), own)));
    d = describe("resnet18", 2);
    QVERIFY(bool(adoptInput(path("own"), "three", &d)));
    QCOMPARE(d.mean, std::vector<float>(3, 0.3f));
}

void InitialWeightsTest::keepsTheHeadOfAnotherClassCount_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("head");
    QTest::addColumn<int>("missing");
    QTest::newRow("densenet121") << QStringLiteral("densenet121") << QStringLiteral("pooled") << 2;
    QTest::newRow("resnet18") << QStringLiteral("resnet18") << QStringLiteral("pooled") << 2;
    QTest::newRow("vgg16_bn") << QStringLiteral("vgg16_bn") << QStringLiteral("pooled") << 2;
}

void InitialWeightsTest::keepsTheHeadOfAnotherClassCount() {
    QFETCH(QString, architecture);
    QFETCH(QString, head);
    QFETCH(int, missing);
    const QByteArray name = architecture.toLatin1(), headName = head.toLatin1();
    writeAs(path("ten"), *make(describe(name, 10, "batch", headName)), [](std::string&, torch::Tensor&) {});
    const auto two = make(describe(name, 2, "batch", headName));
    auto report = initialiseFrom(path("ten"), *two);
    QVERIFY(bool(report));
    QCOMPARE(int(report->missing.size()), missing);
    for (const std::string& left : report->missing)
        QVERIFY(isHeadTensor(left));
    QCOMPARE(int(report->skipped.size()), missing);
    QVERIFY(report->toJson("ten").find("\"missing\"") != std::string::npos);
}

void InitialWeightsTest::groupNormalisationTakesTheAffineTerms() {
    const auto batch = make(describe("resnet18", 2)), group = make(describe("resnet18", 2, "group"));
    torch::NoGradGuard noGrad;
    for (torch::Tensor parameter : batch->parameters())
        parameter.uniform_();
    writeAs(path("batch"), *batch, [](std::string&, torch::Tensor&) {});
    auto report = initialiseFrom(path("batch"), *group);
    QVERIFY(bool(report));
    QVERIFY(report->missing.empty());
    QVERIFY(torch::equal(group->named_parameters()["bn1.weight"], batch->named_parameters()["bn1.weight"]));
}

void InitialWeightsTest::refusesUnrelatedWeights_data() {
    QTest::addColumn<QString>("from");
    QTest::newRow("another depth") << QStringLiteral("resnet34");
    QTest::newRow("another topology") << QStringLiteral("densenet121");
    QTest::newRow("one tensor") << QString();
}

void InitialWeightsTest::refusesUnrelatedWeights() {
    QFETCH(QString, from);
    const float one = 1;
    if (from.isEmpty())
        QVERIFY(bool(writeFileAtomically(path("other"), encodeSafetensors({}, {{"some.weight", "F32", {1}, &one}}))));
    else
        writeAs(path("other"), *make(describe(from.toLatin1(), 2)), [](std::string&, torch::Tensor&) {});
    const auto model = make(describe("resnet50", 2));
    const auto report = initialiseFrom(path("other"), *model);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Data);
    QVERIFY2(report.error().hint.find("model.architecture") != std::string::npos, report.error().toLine().c_str());
}

void InitialWeightsTest::theDocumentedConversionWorks() {
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 {QStringLiteral(ROENTGEN_SOURCE_DIR "/tests/models/weights_doc_answers.py"),
                  QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/weights.md"), m_folder.path()});
    QVERIFY(python.waitForFinished(120000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    ModelDescription description = describe("resnet18", 5);
    QVERIFY(bool(adoptInput(path("resnet18.safetensors"), "auto", &description)));
    const auto model = make(description);
    auto report = initialiseFrom(path("resnet18.safetensors"), *model);
    QVERIFY2(bool(report), report ? "" : report.error().toLine().c_str());
    QVERIFY(report->missing.empty() && report->skipped.empty());
    const double sum = model->named_parameters()["conv1.weight"].to(torch::kDouble).sum().item<double>();
    const auto expected = readTextFile(path("first.txt"));
    QVERIFY(std::abs(sum - std::stod(*expected)) < 1e-9);
}

QTEST_GUILESS_MAIN(InitialWeightsTest)
#include "initial_weights_test.moc"
