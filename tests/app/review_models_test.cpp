#include "app/review/case_model.h"
#include "app/review/finding_model.h"
#include "app/review/heatmap_choice.h"
#include "app/review/predictor_client.h"
#include "app/review/review_sources.h"
#include "engine/protocol/dataset_file.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace roentgen;
using namespace roentgen::app;
using nlohmann::json;

namespace {

QString name(const char* text) {
    return QString::fromLatin1(text);
}

// Nodule probabilities 0.1, 0.9, 0.4, 0.9; the third has a nodule in its labels, the last one no labels at all.
std::shared_ptr<ReviewList> fourCases() {
    auto list = std::make_shared<ReviewList>();
    list->classes = {name("Mass"), name("Nodule")};
    list->labelledClasses = {name("Mass"), name("Nodule"), name("Hernia")};
    const float nodule[] = {0.1f, 0.9f, 0.4f, 0.9f};
    for (int i = 0; i < 4; ++i) {
        ReviewCase one;
        one.image = QStringLiteral("%1.png").arg(i);
        one.path = QStringLiteral("/films/%1.png").arg(i);
        one.patient = i < 2 ? name("p7") : name("p8");
        one.split = i == 0 ? name("validation") : name("test");
        one.labelled = i != 3;
        if (i == 2)
            one.labels = {name("Nodule")};
        one.probabilities = {0.5f, nodule[i]};
        list->cases.push_back(one);
    }
    return list;
}

Reading reading(int image, const char* finding, Verdict verdict) {
    Reading result;
    result.image = QStringLiteral("/films/%1.png").arg(image);
    result.finding = name(finding);
    result.verdict = verdict;
    return result;
}

ReadingAct act(int image, const char* finding, Verdict verdict, const char* reader = "") {
    ReadingAct result;
    result.image = QStringLiteral("/films/%1.png").arg(image);
    result.finding = name(finding);
    result.reader = name(reader);
    result.verdict = verdict;
    return result;
}

QStringList shown(const CaseFilterModel& model) {
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString().left(1);
    return names;
}

} // namespace

class ReviewModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void truthIsToldFromNotKnown();
    void uncertainLabelsOfTheIndexAreNoTruth();
    void aDataSetsFileIsFoundBeforeAFolder();
    void imagesOfOneNameAreToldApart();
    void casesFollowTheListAndItsReadings();
    void whatIsHiddenShowsByTheReadersOwnActs();
    void whatIsHiddenStaysSoUntilItIsKnownWhatIsOpen();
    void filterAndSortByFinding();
    void filterBySplitWordsAndVerdict();
    void findingsStandByProbability();
    void otherProbabilitiesAreNoReset();
    void readingsReachTheirFinding();
    void aHeatmapBelowTheThresholdIsAskedForByItself();
};

void ReviewModelsTest::truthIsToldFromNotKnown() {
    const auto list = fourCases();
    QVERIFY(list->cases[2].truthOf(name("Nodule"), list->labelledClasses) == Truth::Present);
    QVERIFY(list->cases[2].truthOf(name("Mass"), list->labelledClasses) == Truth::Absent);
    QVERIFY(list->cases[2].truthOf(name("Edema"), list->labelledClasses) == Truth::Unknown); // labels do not know it
    QVERIFY(list->cases[3].truthOf(name("Mass"), list->labelledClasses) == Truth::Unknown);  // nobody looked
    list->cases[2].undecided = {name("Mass")};
    QVERIFY(list->cases[2].truthOf(name("Mass"), list->labelledClasses) == Truth::Unknown); // an uncertain label
    QVERIFY(list->cases[2].truthOf(name("Hernia"), list->labelledClasses) == Truth::Absent);
}

void ReviewModelsTest::uncertainLabelsOfTheIndexAreNoTruth() {
    QTemporaryDir folder;
    StudyIndex index;
    index.header.classes = {"Mass", "Nodule", "Edema"};
    StudyImage image;
    image.image = "a.png";
    image.labelled = true;
    image.labels = {"Mass"};
    image.uncertain = {"Nodule"};
    image.unknown = {"Edema"};
    index.images = {image};
    const QString file = folder.filePath(QStringLiteral("a.index"));
    QVERIFY(bool(writeStudyIndex(file.toStdString(), index)));
    const auto list = readReviewList(file, QString());
    QVERIFY(bool(list));
    const ReviewCase& one = (*list)->cases.front();
    QVERIFY(one.truthOf(name("Mass"), (*list)->labelledClasses) == Truth::Present);
    QVERIFY(one.truthOf(name("Nodule"), (*list)->labelledClasses) == Truth::Unknown);
    QVERIFY(one.truthOf(name("Edema"), (*list)->labelledClasses) == Truth::Unknown);
}

// The same as the launcher and the services: the file before the folder of its name.
void ReviewModelsTest::aDataSetsFileIsFoundBeforeAFolder() {
    QTemporaryDir workspace;
    const QDir root(workspace.path());
    QVERIFY(root.mkpath(QStringLiteral("films")) && root.mkpath(QStringLiteral("datasets")) &&
            root.mkpath(QStringLiteral("others")));
    DatasetFile file;
    file.folder = root.filePath(QStringLiteral("others")).toStdString();
    const QString toml = root.filePath(QStringLiteral("datasets/films.toml"));
    QVERIFY(bool(writeDatasetFile(toml.toStdString(), file)));
    const auto named = findIndex(workspace.path(), QStringLiteral("films"));
    QVERIFY(bool(named));
    QCOMPARE(named->dataset, toml);
    const auto folder = findIndex(workspace.path(), QStringLiteral("./films"));
    QVERIFY(bool(folder));
    QCOMPARE(folder->dataset, root.filePath(QStringLiteral("films")));
    QVERIFY(!findIndex(workspace.path(), QStringLiteral("absent")));
    QVERIFY(!findIndex(workspace.path(), QString()));
}

void ReviewModelsTest::imagesOfOneNameAreToldApart() {
    QTemporaryDir workspace;
    const QDir root(workspace.path());
    QVERIFY(root.mkpath(QStringLiteral("datasets")));
    for (const char* folder : {"/a/one/films", "/b/one/films", "/c/two/films", "/c/alone", "/d/left", "/d/right"}) {
        DatasetFile file;
        file.folder = folder;
        file.name = folder[1] == 'd' ? "sides" : QFileInfo(QLatin1String(folder)).fileName().toStdString();
        const QString toml = QString::fromLatin1(folder).replace(QLatin1Char('/'), QLatin1Char('-'));
        QVERIFY(
            bool(writeDatasetFile(root.filePath(QStringLiteral("datasets/%1.toml").arg(toml)).toStdString(), file)));
    }
    QStringList names;
    for (const ReviewImages& images : listReviewImages(workspace.path(), {}))
        names << images.name;
    names.sort();
    QCOMPARE(names, QStringList({name("alone"), name("films in a/one"), name("films in b/one"), name("films in two"),
                                 name("sides in left"), name("sides in right")}));
}

void ReviewModelsTest::casesFollowTheListAndItsReadings() {
    CaseModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    CaseFilterModel filtered(&model);
    QAbstractItemModelTester filteredTester(&filtered, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setList(fourCases());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.readCount(), 0);
    ReadingAct comment = act(2, "Mass", Verdict::None);
    comment.comment = name("small");
    model.setActs({act(1, "Mass", Verdict::Accept), act(1, "Nodule", Verdict::Uncertain), comment,
                   act(77, "Mass", Verdict::Accept)},
                  {});
    QCOMPARE(model.readCount(), 1);
    QVERIFY(model.index(1).data(CaseModel::ReadRole).toBool());
    QVERIFY(!model.index(2).data(CaseModel::ReadRole).toBool()); // a comment alone is no verdict
    model.setActs(QStringLiteral("/films/2.png"), {act(2, "Mass", Verdict::Reject)}, {});
    QCOMPARE(model.readCount(), 2);
    model.setActs(QStringLiteral("/films/2.png"), {}, {});
    QCOMPARE(model.readCount(), 1);
    model.setActs(QStringLiteral("/films/77.png"), {act(77, "Mass", Verdict::Reject)}, {});
    QCOMPARE(model.readCount(), 1);
    model.setActs(QStringLiteral("/films/0.png"), {act(0, "", Verdict::Accept)}, {}); // said by the reader
    QCOMPARE(model.readCount(), 2);
    QVERIFY(!model.hasVerdict(0, Verdict::None));
    // A list's probabilities say what is open, the answer of the model shown does so before them.
    QCOMPARE(model.openFindings(3), (QStringList{name("Mass"), name("Nodule")}));
    model.setAnswer(QStringLiteral("/films/3.png"), {{name("Mass"), 0.1}, {name("Nodule"), 0.7}});
    QCOMPARE(model.openFindings(3), QStringList{name("Nodule")});
    model.setList(nullptr);
    model.setList(fourCases()); // the same images again: what the model said of them still stands
    QCOMPARE(model.openFindings(3), QStringList{name("Nodule")});
    for (int i = 0; i <= CaseModel::MostAnswers; ++i)
        model.setAnswer(QStringLiteral("/other/%1.png").arg(i), {});
    QCOMPARE(model.openFindings(3).size(), 2); // so many later: as the list says
    model.setAnswer(QStringLiteral("/films/3.png"), {{name("Mass"), 0.1}, {name("Nodule"), 0.7}});
    model.forgetAnswers();
    QCOMPARE(model.openFindings(3).size(), 2);
    model.setList(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.readCount(), 0);
}

void ReviewModelsTest::whatIsHiddenShowsByTheReadersOwnActs() {
    CaseModel model;
    model.setList(fourCases());
    for (const Blinding blinding : {Blinding::Labels, Blinding::Answers}) {
        model.setBlinding(blinding);
        model.setActs({act(1, "Mass", Verdict::Accept, "bert"), act(1, "Nodule", Verdict::Accept, "bert"),
                       act(2, "", Verdict::Accept, "bert")},
                      name("anna"));
        QCOMPARE(model.readCount(), 2); // of all who read
        QVERIFY(!model.labelsShown(1) && !model.labelsShown(2));
        QCOMPARE(model.answersShown(1), blinding == Blinding::Labels);
        model.setActs(QStringLiteral("/films/2.png"),
                      {act(2, "", Verdict::Accept, "bert"), act(2, "", Verdict::Accept, "anna")}, name("anna"));
        QVERIFY(model.labelsShown(2) && model.answersShown(2));
        model.setActs(QStringLiteral("/films/1.png"),
                      {act(1, "Mass", Verdict::Accept, "anna"), act(1, "Nodule", Verdict::Accept, "anna"),
                       act(1, "Nodule", Verdict::Reject, "bert")},
                      name("anna"));
        QVERIFY(model.labelsShown(1) && model.answersShown(1));
    }
}

void ReviewModelsTest::whatIsHiddenStaysSoUntilItIsKnownWhatIsOpen() {
    CaseModel model;
    const auto list = fourCases();
    for (ReviewCase& one : list->cases)
        one.probabilities.clear(); // no table: the model has yet to say
    model.setList(list);
    model.setBlinding(Blinding::Labels);
    model.setActs({act(2, "Mass", Verdict::Accept)}, {});
    QVERIFY(!model.labelsShown(2));
    model.setAnswer(QStringLiteral("/films/2.png"), {{name("Mass"), 0.9}, {name("Nodule"), 0.9}});
    QVERIFY(!model.labelsShown(2)); // Nodule is open
    model.setAnswer(QStringLiteral("/films/2.png"), {{name("Mass"), 0.9}, {name("Nodule"), 0.1}});
    QVERIFY(model.labelsShown(2));
    model.setActs({act(3, "", Verdict::Accept)}, {}); // where no answer comes, the reader says so
    QVERIFY(model.labelsShown(3));
}

void ReviewModelsTest::filterAndSortByFinding() {
    CaseModel model;
    model.setList(fourCases());
    CaseFilterModel filtered(&model);
    CaseFilter filter;
    filtered.setFilter(filter);
    QCOMPARE(shown(filtered).join(QString()), name("0123"));
    filter.finding = name("Nodule");
    filtered.setFilter(filter);
    QCOMPARE(shown(filtered).join(QString()), name("132")); // probable, and the labelled one; equal ones as listed
    filter.threshold = 0.95;
    filtered.setFilter(filter);
    QCOMPARE(shown(filtered).join(QString()), name("2"));
    filter = {};
    filtered.setFilter(filter);
    QCOMPARE(shown(filtered).join(QString()), name("0123"));
}

void ReviewModelsTest::filterBySplitWordsAndVerdict() {
    CaseModel model;
    model.setList(fourCases());
    model.setActs(
        {act(1, "Mass", Verdict::Accept), act(1, "Nodule", Verdict::Accept), act(2, "Mass", Verdict::Uncertain)}, {});
    CaseFilterModel filtered(&model);
    const auto with = [&](const CaseFilter& filter) {
        filtered.setFilter(filter);
        return shown(filtered).join(QString());
    };
    CaseFilter filter;
    filter.split = name("validation");
    QCOMPARE(with(filter), name("0"));
    filter = {};
    filter.words = name("P7 png");
    QCOMPARE(with(filter), name("01"));
    filter = {};
    filter.read = CaseFilter::Read::NotRead;
    QCOMPARE(with(filter), name("03"));
    filter.read = CaseFilter::Read::Read;
    QCOMPARE(with(filter), name("12"));
    filter.read = CaseFilter::Read::Uncertain;
    QCOMPARE(with(filter), name("2"));
    // A case stays in the list while it is being read.
    filter.read = CaseFilter::Read::NotRead;
    with(filter);
    model.setActs(QStringLiteral("/films/0.png"), {act(0, "Mass", Verdict::Accept)}, {});
    QCOMPARE(shown(filtered).join(QString()), name("03"));
}

void ReviewModelsTest::findingsStandByProbability() {
    FindingModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FindingRow a, b, c, d;
    a.name = name("Mass");
    a.probability = 0.2;
    b.name = name("Nodule");
    b.probability = 0.9;
    c.name = name("Pleural_Thickening"); // the model does not know it
    d.name = name("Edema");
    d.probability = 0.2;
    model.setRows({a, b, c, d});
    QStringList order;
    for (int row = 0; row < model.rowCount(); ++row)
        order << model.index(row).data().toString();
    QCOMPARE(order, QStringList({name("Nodule"), name("Mass"), name("Edema"), name("Pleural Thickening")}));
    QVERIFY(!model.index(3).data(FindingModel::ProbabilityRole).isValid());
    QCOMPARE(model.rowOf(name("Edema")), 2);
    QCOMPARE(model.rowOf(name("Hernia")), -1);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void ReviewModelsTest::otherProbabilitiesAreNoReset() {
    FindingModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FindingRow mass, nodule;
    mass.name = name("Mass");
    mass.probability = 0.2;
    nodule.name = name("Nodule");
    nodule.probability = 0.9;
    model.setRows({mass, nodule});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex chosen = model.index(model.rowOf(name("Mass")));
    mass.probability = 0.95;
    model.setRows({mass, nodule});
    QCOMPARE(chosen.row(), 0);
    QCOMPARE(chosen.data().toString(), name("Mass"));
    QVERIFY(reset.isEmpty());
    model.setRows({mass});
    QCOMPARE(reset.size(), 1);
}

void ReviewModelsTest::readingsReachTheirFinding() {
    FindingModel model;
    FindingRow a, b;
    a.name = name("Mass");
    b.name = name("Nodule");
    model.setRows({a, b});
    Reading commented = reading(1, "Nodule", Verdict::Reject);
    commented.comment = name("artefact");
    model.setReadings({commented});
    QCOMPARE(model.index(1).data(FindingModel::VerdictRole).toInt(), int(Verdict::Reject));
    QCOMPARE(model.index(1).data(FindingModel::CommentRole).toString(), name("artefact"));
    QCOMPARE(model.index(0).data(FindingModel::VerdictRole).toInt(), int(Verdict::None));
    model.setReadings({});
    QCOMPARE(model.index(1).data(FindingModel::VerdictRole).toInt(), int(Verdict::None));
}

void ReviewModelsTest::aHeatmapBelowTheThresholdIsAskedForByItself() {
    HeatmapChoice choice;
    choice.setFinding(name("Nodule"), true, false);
    QVERIFY(choice.isShown());
    choice.setFinding(name("Mass"), true, true);
    QVERIFY(!choice.isShown() && choice.isHeldBack());
    choice.toggle();
    QVERIFY(choice.isShown() && !choice.isHeldBack());
    choice.setFinding(name("Mass"), true, true); // the same again, as when its answer comes
    QVERIFY(choice.isShown());
    choice.setFinding(name("Nodule"), true, false);
    choice.setFinding(name("Mass"), true, true);
    QVERIFY(choice.isHeldBack()); // asked for once
    choice.toggle();
    choice.forgetAsked(); // another image
    choice.setFinding(name("Mass"), true, true);
    QVERIFY(choice.isHeldBack());
    choice.setFinding(name("Nodule"), true, false);
    choice.toggle(); // in general
    QVERIFY(!choice.isShown());
    choice.setFinding(name("Mass"), true, true);
    QVERIFY(!choice.isShown() && !choice.isHeldBack());
    choice.toggle(); // asked for: then maps are wanted again
    QVERIFY(choice.isShown());
    choice.setFinding(name("Nodule"), true, false);
    QVERIFY(choice.isShown());
    choice.setFinding(QString(), false, false);
    QVERIFY(choice.isShown() && !choice.isHeldBack()); // nothing to hold back
}

QTEST_GUILESS_MAIN(ReviewModelsTest)
#include "review_models_test.moc"
