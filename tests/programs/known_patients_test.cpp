// roentgen-data says by what patients are known and warns where that is weak, on the command line and as a service.
#include "tests/datasets/sample_folder.h"
#include "tests/programs/finished_program.h"

#include <QJsonArray>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::tests;

class KnownPatientsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void splitSaysAndWarns();
    void theServiceSaysTheSame();
    void labelsCountPatientsAndUncertainLabels();

private:
    QString path(const char* name) const { return QString::fromStdString(m_folder.path(name)); }
    SampleFolder m_folder;
    const QJsonObject m_rules{{QStringLiteral("film"), 10}};
};

// Ten films that say nothing of their patients, five with an uncertain label.
void KnownPatientsTest::initTestCase() {
    QByteArray table = "Image Index,Mass\n";
    for (int i = 0; i < 10; ++i) {
        const std::string name = "x" + std::to_string(i) + ".pgm";
        m_folder.image("films/" + name);
        table += QByteArray::fromStdString(name) + (i % 2 ? ",1\n" : ",-1\n");
    }
    m_folder.write("films/labels.csv", table);
}

void KnownPatientsTest::splitSaysAndWarns() {
    const QStringList words = {QStringLiteral("split"), path("films"), QStringLiteral("--out"), path("parts.csv")};
    const FinishedProgram text = runProgram("roentgen-data", words);
    QVERIFY2(text.exitCode == 0, text.diagnostics);
    QVERIFY2(text.output.contains("patients  10, known by: film 10"), text.output);
    QVERIFY2(text.output.contains("10 films name no patient"), text.output);
    const QJsonObject answer = runProgram("roentgen-data", words + QStringList{QStringLiteral("--json")}).json();
    QCOMPARE(answer[QStringLiteral("patient_rules")].toObject(), m_rules);
    const QJsonObject problem = answer[QStringLiteral("problems")].toArray().first().toObject();
    QCOMPARE(problem[QStringLiteral("code")].toString(), QStringLiteral("patient_by_film"));
    QCOMPARE(problem[QStringLiteral("count")].toInt(), 10);
}

void KnownPatientsTest::theServiceSaysTheSame() {
    const QJsonObject request{{QStringLiteral("id"), QStringLiteral("s")},
                              {QStringLiteral("op"), QStringLiteral("split")},
                              {QStringLiteral("workspace"), path(".")},
                              {QStringLiteral("experiment"), QStringLiteral("[data]\ndataset = \"films\"\n")}};
    const FinishedProgram served = runProgram("roentgen-data", {QStringLiteral("serve")},
                                              QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    QVERIFY2(served.json()[QStringLiteral("ok")].toBool(), served.output);
    QCOMPARE(served.json()[QStringLiteral("patient_rules")].toObject(), m_rules);
    const QJsonObject problem = served.json()[QStringLiteral("problems")].toArray().first().toObject();
    QCOMPARE(problem[QStringLiteral("code")].toString(), QStringLiteral("patient_by_film"));
}

void KnownPatientsTest::labelsCountPatientsAndUncertainLabels() {
    const FinishedProgram labels =
        runProgram("roentgen-data", {QStringLiteral("labels"), path("films"), QStringLiteral("--json")});
    QCOMPARE(labels.output.count("\"patients\""), qsizetype(1));
    const QJsonObject summary = labels.json();
    QCOMPARE(summary[QStringLiteral("patients")].toInt(), 10);
    QCOMPARE(summary[QStringLiteral("patient_rules")].toObject(), m_rules);
    for (const char* kind : {"uncertain", "positives"})
        QCOMPARE(summary[QLatin1String(kind)].toObject()[QStringLiteral("Mass")].toInt(), 5);
}

QTEST_GUILESS_MAIN(KnownPatientsTest)
#include "known_patients_test.moc"
