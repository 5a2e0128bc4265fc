// Why a run ended, or what it waits for, in words that name what the window can do.
#include "app/runs/run_notice.h"

#include <QtTest>

Q_DECLARE_METATYPE(roentgen::RunSummary)

using namespace roentgen;
using namespace roentgen::app;

class RunNoticeTest : public QObject {
    Q_OBJECT

    static RunSummary summary(RunState state) {
        RunSummary s;
        s.state = state;
        return s;
    }

private Q_SLOTS:
    void everyEndIsToldInWords_data() {
        QTest::addColumn<RunSummary>("summary");
        QTest::addColumn<QString>("says"); // "": nothing is to be said
        QTest::addColumn<QString>("role");
        const auto row = [](const char* name, const RunSummary& s, const char* says, const char* role) {
            QTest::newRow(name) << s << QString::fromLatin1(says) << QString::fromLatin1(role);
        };
        row("finished", summary(RunState::Finished), "", "");
        RunSummary s = summary(RunState::Finished);
        s.endReason = "early_stop";
        row("finished early", s, "ended early", "secondary");
        s = summary(RunState::Stopped);
        s.endReason = "checkpoint";
        s.hasCheckpoint = true;
        row("stopped", s, "Resume goes on from its last checkpoint", "secondary");
        s.endReason = "now";
        s.hasCheckpoint = false;
        row("stopped at once", s, "stopped at once on request. It had not come to a checkpoint", "secondary");
        row("cancelled in the queue", summary(RunState::Stopped), "cancelled before it began", "secondary");
        s.endReason.clear();
        s.epochs = 3;
        row("ended from outside", s, "without a word", "secondary");
        s = summary(RunState::Failed);
        s.errorLine = "No such film (x.png): look";
        row("failed", s, "No such film (x.png): look", "bad");
        s.diverged = true;
        s.errorWhat = "The loss is no number";
        s.errorLine = "The loss is no number: go on with --resume";
        row("diverged", s, "Lower the learning rate", "bad");
        s = summary(RunState::Lost);
        s.killedForMemory = true;
        row("killed for memory", s, "lack of memory", "warning");
        row("lost", summary(RunState::Lost), "left no message", "warning");
        row("stopping", summary(RunState::Stopping), "asked to stop", "warning");
        row("prepared", summary(RunState::Prepared), "never started", "warning");
    }
    void everyEndIsToldInWords() {
        QFETCH(RunSummary, summary);
        QFETCH(QString, says);
        QFETCH(QString, role);
        RunNotice notice;
        notice.showFor(summary);
        QCOMPARE(notice.isHidden(), says.isEmpty());
        if (says.isEmpty())
            return;
        QVERIFY2(notice.text().contains(says), qPrintable(notice.text()));
        QVERIFY2(!notice.text().contains(QStringLiteral("--")), qPrintable(notice.text())); // options of a terminal
        QCOMPARE(notice.property("role").toString(), role);
    }
};

QTEST_MAIN(RunNoticeTest)
#include "run_notice_test.moc"
