#include "engine/datasets/file_name_facts.h"

#include <QtTest/QtTest>

using namespace roentgen::datasets;

class FileNameFactsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsPatientSideAndView_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("patient");
        QTest::addColumn<QByteArray>("laterality");
        QTest::addColumn<QByteArray>("view");
        const auto row = [](const char* name, const char* patient, const char* laterality, const char* view) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(patient) << QByteArray(laterality)
                                << QByteArray(view);
        };
        row("person1_bacteria_1.jpeg", "person1", "", "");
        row("person1946_virus_4.jpeg", "person1946", "", "");
        row("IM-0115-0001.jpeg", "IM-0115", "", "");
        row("IM-0325-0001-0002.jpeg", "IM-0325", "", "");
        row("NORMAL2-IM-0927-0001.jpeg", "NORMAL2-IM-0927", "", "");
        row("00000061_012.png", "61", "", "");
        row("00030774_000.png", "30774", "", "");
        row("1_L_CC.png", "1", "L", "CC");
        row("0_R_MLO.png", "0", "R", "MLO");
        row("case7_LEFT_mlo.pgm", "case7", "L", "MLO");
        row("patient-12 RCC.png", "patient_12", "R", "CC");
        row("P_00001_LMLO.png", "P_00001", "L", "MLO");
        row("film.v2.png", "film.v2", "", "");
        row("L.png", "L", "", "");
        row("personal.png", "personal", "", "");
    }
    void readsPatientSideAndView() {
        QFETCH(QByteArray, name);
        const FileNameFacts facts = factsFromFileName(name.toStdString());
        QTEST(QByteArray::fromStdString(facts.patient), "patient");
        QTEST(QByteArray::fromStdString(facts.laterality), "laterality");
        QTEST(QByteArray::fromStdString(facts.view), "view");
    }
};

QTEST_GUILESS_MAIN(FileNameFactsTest)
#include "file_name_facts_test.moc"
