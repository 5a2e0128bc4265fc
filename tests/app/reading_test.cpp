// What acts of several readers add up to.
#include "app/reading.h"

#include <QTest>

using namespace roentgen::app;

namespace {

// "anna+" accepts, "-" rejects, "?" is uncertain, "0" takes back; "anna:text" comments. A reader may have no name.
QList<ReadingAct> actsOf(const QString& words) {
    QList<ReadingAct> acts;
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        ReadingAct act;
        act.id = acts.size() + 1;
        act.image = QStringLiteral("/a.png");
        act.finding = QStringLiteral("Mass");
        if (const qsizetype colon = part.indexOf(QLatin1Char(':')); colon >= 0) {
            act.reader = part.left(colon);
            act.comment = part.mid(colon + 1);
        } else {
            act.reader = part.chopped(1);
            const QChar sign = part.back();
            act.verdict = sign == QLatin1Char('+')   ? Verdict::Accept
                          : sign == QLatin1Char('-') ? Verdict::Reject
                          : sign == QLatin1Char('?') ? Verdict::Uncertain
                                                     : Verdict::None;
        }
        acts << act;
    }
    return acts;
}

} // namespace

class ReadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void actsAddUp_data();
    void actsAddUp();
    void readingsAreOfEveryFindingAndSource();
};

void ReadingTest::actsAddUp_data() {
    QTest::addColumn<QString>("acts");
    QTest::addColumn<QString>("shown"); // verdict reader comment
    QTest::addColumn<QString>("annas"); // verdict
    QTest::newRow("nothing") << ""
                             << ""
                             << "";
    QTest::newRow("one") << "anna+"
                         << "accept anna "
                         << "accept";
    QTest::newRow("decided again") << "anna+ anna-"
                                   << "reject anna "
                                   << "reject";
    QTest::newRow("taken back") << "anna+ anna0"
                                << ""
                                << "";
    QTest::newRow("the later of two readers") << "anna+ bert-"
                                              << "reject bert "
                                              << "accept";
    QTest::newRow("the later one taken back") << "anna+ bert- bert0"
                                              << "accept anna "
                                              << "accept";
    QTest::newRow("the earlier one taken back") << "anna+ bert- anna0"
                                                << "reject bert "
                                                << "";
    QTest::newRow("a comment leaves the verdict") << "anna+ bert:large"
                                                  << "accept anna large"
                                                  << "accept";
    QTest::newRow("a verdict leaves the comment") << "bert:large anna+"
                                                  << "accept anna large"
                                                  << "accept";
    QTest::newRow("a comment alone") << "bert:large"
                                     << " bert large"
                                     << "";
    QTest::newRow("a comment removed") << "bert:large anna:"
                                       << ""
                                       << "";
    QTest::newRow("without a name") << "+"
                                    << "accept  "
                                    << "accept";
    QTest::newRow("a name stands in for none") << "+ anna-"
                                               << "reject anna "
                                               << "reject";
    QTest::newRow("one without a name can be taken back") << "+ anna0"
                                                          << ""
                                                          << "";
    QTest::newRow("an older window that is still open") << "anna+ -"
                                                        << "reject  "
                                                        << "accept";
}

void ReadingTest::actsAddUp() {
    QFETCH(QString, acts);
    QFETCH(QString, shown);
    QFETCH(QString, annas);
    const QList<Reading> readings = readingsOf(actsOf(acts));
    QCOMPARE(readings.size(), shown.isEmpty() ? 0 : 1);
    for (const Reading& reading : readings) {
        const QStringList parts = {verdictName(reading.verdict), reading.reader, reading.comment};
        QCOMPARE(parts.join(QLatin1Char(' ')), shown);
    }
    QCOMPARE(verdictName(ownVerdict(actsOf(acts), QStringLiteral("anna"))), annas);
}

void ReadingTest::readingsAreOfEveryFindingAndSource() {
    QList<ReadingAct> acts = actsOf(QStringLiteral("anna+ anna- anna? anna+"));
    acts[1].finding = QStringLiteral("Edema");
    acts[2].source = QStringLiteral("run-2");
    acts[3].image = QStringLiteral("/b.png");
    const QList<Reading> readings = readingsOf(acts);
    QCOMPARE(readings.size(), 4);
    QCOMPARE(readings[0].finding, QStringLiteral("Edema"));
    QCOMPARE(readings[2].source, QStringLiteral("run-2"));
    QCOMPARE(readings[3].image, QStringLiteral("/b.png"));
}

QTEST_GUILESS_MAIN(ReadingTest)
#include "reading_test.moc"
