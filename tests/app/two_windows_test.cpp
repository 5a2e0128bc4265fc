// Two windows on one workspace: what the one adds, the other shows, says, and never takes away. The other window is a
// process of its own: this program, started to add to the library.
#include "tests/app/review_bench.h"

#include <QApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>

using namespace roentgen;
using namespace roentgen::app;

class TwoWindowsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ReviewBench::setUp(); }
    void init() { m_bench = std::make_unique<ReviewBench>(); }
    void cleanup() { m_bench.reset(); }
    void anotherWindowsVerdictIsShownWithinTwoSecondsAndSaid();
    void theHistoryOfAFindingIsShown();
    void undoLeavesWhatAnotherWindowDecided();
    void aVerdictThatAnotherHasJustGivenIsNotTakenBack();
    void whatIsBeingTypedOutlivesTheOthersComment();
    void whatCannotBeSavedIsSaidAndStays();

private:
    // A second process adds an act to the library, as another window does, and has ended when this returns.
    bool elsewhere(const char* reader, const char* image, const char* finding, const char* verdict,
                   const char* comment = "");

    std::unique_ptr<ReviewBench> m_bench;
};

bool TwoWindowsTest::elsewhere(const char* reader, const char* image, const char* finding, const char* verdict,
                               const char* comment) {
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {name("add"), m_bench->workspace.path(), name(reader),
                                                            m_bench->workspace.filePath(name("films/") + name(image)),
                                                            name(finding), name(verdict), name(comment)});
    return process.waitForFinished(20000) && process.exitCode() == 0;
}

void TwoWindowsTest::anotherWindowsVerdictIsShownWithinTwoSecondsAndSaid() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    QVERIFY(m_bench->notices().contains(name("0 of 6 read")));
    QVERIFY(elsewhere("bert", "b.png", "Effusion", "reject"));
    QVERIFY(elsewhere("bert", "b.png", "Nodule", "reject")); // nothing is open any more
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->notices().contains(name("1 of 6 read")), 2000);
    QCOMPARE(m_bench->label("readElsewhere")->text(), name("bert in another window: b.png, Nodule, rejected"));
    QVERIFY(m_bench->label("readElsewhere")->isVisible());
    // Of the film that is shown, too.
    QVERIFY(elsewhere("bert", "a.png", "Nodule", "accept"));
    QTRY_COMPARE_WITH_TIMEOUT(
        m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::VerdictRole).toInt(),
        int(Verdict::Accept), 2000);
    QVERIFY2(m_bench->label("history")->text().endsWith(name("bert: accepted")),
             qPrintable(m_bench->label("history")->text()));
    QVERIFY(m_bench->notices().contains(name("1 of 6 read"))); // Effusion is open
    // One's own says nothing.
    const QString said = m_bench->label("readElsewhere")->text();
    m_bench->key(Qt::Key_R);
    QTest::qWait(3 * ReadingWatch::LookEveryMilliseconds);
    QCOMPARE(m_bench->label("readElsewhere")->text(), said);
}

void TwoWindowsTest::theHistoryOfAFindingIsShown() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    QVERIFY(!m_bench->label("history")->isVisible());
    m_bench->key(Qt::Key_A);
    QVERIFY(elsewhere("bert", "a.png", "Nodule", "reject", "a vessel"));
    QTRY_VERIFY(m_bench->label("history")->text().contains(name("bert")));
    const QStringList lines = m_bench->label("history")->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].endsWith(QString::fromUtf8("bert: rejected, comment “a vessel”")), qPrintable(lines[0]));
    QVERIFY2(lines[1].endsWith(name("anna: accepted")), qPrintable(lines[1]));
    m_bench->key(Qt::Key_Down);
    QVERIFY(!m_bench->label("history")->isVisible());
    m_bench->key(Qt::Key_Up);
    for (int i = 0; i < 2; ++i) {
        m_bench->key(Qt::Key_U);
    }
    QCOMPARE(m_bench->label("history")->text().split(QLatin1Char('\n')).size(), 3); // and all four in the tip
    QVERIFY(m_bench->label("history")->toolTip().contains(name("anna: accepted")));
}

void TwoWindowsTest::undoLeavesWhatAnotherWindowDecided() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    const auto shown = [this] {
        return Verdict(m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::VerdictRole).toInt());
    };
    m_bench->key(Qt::Key_A);
    QVERIFY(elsewhere("bert", "a.png", "Nodule", "uncertain"));
    QTRY_COMPARE(shown(), Verdict::Uncertain);
    m_bench->key(Qt::Key_Z, Qt::ControlModifier); // takes anna's back
    QCOMPARE(shown(), Verdict::Uncertain);
    m_bench->key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(shown(), Verdict::Accept);
    // The same reader in another window: nothing is undone, and that is said.
    QVERIFY(elsewhere("anna", "a.png", "Nodule", "reject"));
    QTRY_COMPARE(shown(), Verdict::Reject);
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown(), Verdict::Reject);
    QVERIFY2(m_bench->notices().contains(name("Nodule has been read in another window since")),
             qPrintable(m_bench->notices()));
}

void TwoWindowsTest::aVerdictThatAnotherHasJustGivenIsNotTakenBack() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    // This window has not heard of it when the same verdict is given here.
    QVERIFY(elsewhere("anna", "a.png", "Nodule", "accept"));
    m_bench->key(Qt::Key_A);
    QCOMPARE(m_bench->library->readings(m_bench->film("a.png")).size(), 1);
    QTRY_VERIFY(m_bench->label("history")->text().contains(name("accepted")));
    QCOMPARE(m_bench->library->readings(m_bench->film("a.png")).first().verdict, Verdict::Accept);
    // Another reader's is confirmed, not taken back, and stays when that is undone.
    QVERIFY(elsewhere("bert", "a.png", "Effusion", "reject"));
    m_bench->key(Qt::Key_Down);
    QTRY_VERIFY(m_bench->label("history")->text().contains(name("bert")));
    m_bench->key(Qt::Key_R);
    QCOMPARE(m_bench->library->acts(m_bench->film("a.png"), name("Effusion"), ReviewBench::Run).size(), 2);
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    const QList<Reading> readings = m_bench->library->readings(m_bench->film("a.png"));
    QCOMPARE(readings.first().finding, name("Effusion"));
    QCOMPARE(readings.first().verdict, Verdict::Reject);
    QCOMPARE(readings.first().reader, name("bert"));
}

void TwoWindowsTest::whatIsBeingTypedOutlivesTheOthersComment() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    QVERIFY(elsewhere("bert", "a.png", "Nodule", "accept", "bert's"));
    QTest::keyClicks(comment, name("mine"));
    QTRY_VERIFY(m_bench->label("readElsewhere")->isVisible());
    QCOMPARE(comment->toPlainText(), name("mine"));
    QTest::keyClick(comment, Qt::Key_Escape);
    const QList<Reading> readings = m_bench->library->readings(m_bench->film("a.png"));
    QCOMPARE(readings.first().comment, name("mine"));
    QCOMPARE(readings.first().verdict, Verdict::Accept); // a comment leaves the other's verdict
    QCOMPARE(readings.first().reader, name("bert"));
}

void TwoWindowsTest::whatCannotBeSavedIsSaidAndStays() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    LibraryDatabase disk;
    QVERIFY(disk.open(m_bench->workspace.filePath(name("library.sqlite"))));
    QVERIFY(disk.run(name("CREATE TRIGGER no_room BEFORE INSERT ON readings BEGIN "
                          "SELECT RAISE(ABORT, 'no room'); END")));
    m_bench->key(Qt::Key_A);
    QVERIFY2(m_bench->notices().contains(name("no room")), qPrintable(m_bench->notices()));
    QVERIFY(m_bench->library->readings(m_bench->film("a.png")).isEmpty());
    m_bench->key(Qt::Key_Z, Qt::ControlModifier); // nothing was done that could be undone
    QVERIFY(m_bench->notices().contains(name("no room")));
    auto* read = m_bench->page->findChild<QPushButton*>(name("saidToBeRead"));
    read->click();
    QVERIFY(!read->isChecked());
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    QTest::keyClicks(comment, name("mine"));
    QTest::keyClick(comment, Qt::Key_Escape);
    QCOMPARE(comment->toPlainText(), name("mine"));
    QVERIFY(disk.run(name("DROP TRIGGER no_room")));
    QVERIFY(elsewhere("bert", "a.png", "Nodule", "reject", "bert's"));
    QTRY_VERIFY(m_bench->label("readElsewhere")->isVisible());
    QCOMPARE(comment->toPlainText(), name("mine"));
    m_bench->key(Qt::Key_Down); // tried again
    m_bench->key(Qt::Key_Up);
    QCOMPARE(comment->toPlainText(), name("mine"));
    QCOMPARE(m_bench->library->readings(m_bench->film("a.png")).first().comment, name("mine"));
}

// As `two_windows_test add WORKSPACE READER IMAGE FINDING VERDICT COMMENT`.
int addAct(const QStringList& arguments) {
    Library library(arguments[2]);
    library.setReader(arguments[3]);
    ReadingAct act;
    act.image = arguments[4];
    act.finding = arguments[5];
    act.source = ReviewBench::Run;
    act.verdict = verdictFromName(arguments[6]);
    if (!arguments[7].isEmpty()) {
        act.comment = arguments[7];
    }
    return library.add(act) ? 0 : 1;
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc == 8 && qstrcmp(argv[1], "add") == 0) {
        return addAct(QCoreApplication::arguments());
    }
    TwoWindowsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "two_windows_test.moc"
