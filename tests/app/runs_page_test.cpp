#include "app/runs/chart_grid.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/run_row.h"
#include "app/runs/runs_page.h"
#include "tests/app/page_context.h"
#include "tests/app/recorded_run.h"
#include "tests/app/shown_page.h"
#include "widgets/line_chart.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStyle>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;
using roentgen::test::RecordedRun;
using roentgen::test::recordFinished;
using roentgen::test::recordProcess;
using roentgen::test::RunProcess;
using roentgen::test::showPage;

namespace {

enum class Saved { Nothing, Checkpoint };
void recordLost(const QString& workspace, const QString& id, Saved saved = Saved::Nothing) {
    RecordedRun run(workspace, id);
    run.begin(2, 9, {"Mass"});
    run.step(1, 1, 0.5);
    if (saved == Saved::Checkpoint)
        run.append(CheckpointEvent{1, 1, "checkpoints/last", false});
    recordProcess(run, RunProcess::Gone);
}

QToolButton* button(const QWidget* actions, const QString& text) {
    for (QToolButton* one : actions->findChildren<QToolButton*>())
        if (one->text() == text)
            return one;
    return nullptr;
}

} // namespace

class RunsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void withoutRunsItOffersToSetOneUp() {
        PageContext workspace;
        RunsPage page(workspace.context);
        showPage(page);
        QSignalSpy asked(&workspace.navigator, &Navigator::pageRequested);
        QPushButton* offer = page.findChild<QPushButton*>();
        QTRY_VERIFY(offer->isVisible());
        QTest::mouseClick(offer, Qt::LeftButton);
        QCOMPARE(asked.value(0).value(0).toString(), QStringLiteral("experiments"));
    }

    // A run that took hours, begun on another day: the list's own runs are of minutes, and of today.
    void timesHaveRoomForHoursAndDates() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("a-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        const auto* table = page.findChild<QTableView*>();
        const double yesterday = double(QDateTime::currentSecsSinceEpoch()) - 2 * 86400;
        const int margin = 2 * (table->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, table) + 1);
        for (const auto& [column, text] : {std::pair(RunListModel::Elapsed, RunWords::duration(23 * 3600 + 59 * 60)),
                                           std::pair(RunListModel::Remaining, RunWords::duration(23 * 3600 + 59 * 60)),
                                           std::pair(RunListModel::Started, RunWords::started(yesterday))})
            QVERIFY2(table->isColumnHidden(column) ||
                         table->columnWidth(column) >= table->fontMetrics().horizontalAdvance(text) + margin,
                     qPrintable(text));
    }

    void theKeysGoThroughTheRunsAndShowTheirCharts() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("a-1"), 0.75);
        recordFinished(workspace.context.workspace, QStringLiteral("b-2"), 0.875);
        RunsPage page(workspace.context);
        showPage(page);
        auto* table = page.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        table->setFocus();
        table->selectRow(0);
        const QString first = page.chosen();
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(page.chosen() != first);
        QTRY_VERIFY(page.isSettled());
        const auto* loss = page.findChild<ChartGrid*>()->chart(RunChart::Loss);
        QCOMPARE(loss->data().series[0].points.size(), 2);
        const QString best = page.chosen() == QStringLiteral("a-1") ? QStringLiteral("0.750") : QStringLiteral("0.875");
        QVERIFY2(page.findChild<QLabel*>(QStringLiteral("headline"))->text().contains(best),
                 qPrintable(page.findChild<QLabel*>(QStringLiteral("headline"))->text()));
    }

    void aChartIsMaximisedByDoubleClickAndEscBringsAllBack() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("a-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        auto* grid = page.findChild<ChartGrid*>();
        widgets::LineChart* loss = grid->chart(RunChart::Loss);
        QTest::qWait(50);
        QWidget* plot = loss->childAt(loss->plotArea().center());
        QTest::mouseDClick(plot, Qt::LeftButton, {}, plot->mapFrom(loss, loss->plotArea().center()));
        QVERIFY(grid->isMaximised());
        QVERIFY(!grid->chart(RunChart::Metrics)->isVisible());
        QTest::keyClick(loss, Qt::Key_Escape);
        QVERIFY(!grid->isMaximised());
        QVERIFY(grid->chart(RunChart::Metrics)->isVisible());
    }

    void aFailedRunShowsItsErrorAndALostOneOffersToGoOn() {
        PageContext workspace;
        RecordedRun failed(workspace.context.workspace, QStringLiteral("failed-1"));
        failed.begin(1, 1, {"Mass"});
        failed.append(ErrorEvent{"data", "Could not read 12 of 60 images", "/films/1.png", "add the folder again"});
        recordLost(workspace.context.workspace, QStringLiteral("lost-1"));
        RunsPage page(workspace.context);
        showPage(page);
        auto* notice = page.findChild<QLabel*>(QStringLiteral("notice"));
        page.choose(QStringLiteral("failed-1"));
        QTRY_COMPARE(notice->text(),
                     QStringLiteral("Could not read 12 of 60 images (/films/1.png): add the folder again"));
        page.choose(QStringLiteral("lost-1"));
        QTRY_VERIFY2(notice->text().endsWith(QStringLiteral("It had not come to a checkpoint: Resume begins again.")),
                     qPrintable(notice->text()));
        QVERIFY(button(page.headerActions(), QStringLiteral("Resume"))->isEnabled());
        QVERIFY(!button(page.headerActions(), QStringLiteral("Stop"))->isEnabled());
        recordLost(workspace.context.workspace, QStringLiteral("lost-2"), Saved::Checkpoint);
        page.choose(QStringLiteral("lost-2"));
        QTRY_VERIFY2(notice->text().endsWith(QStringLiteral("Resume goes on from its last checkpoint.")),
                     qPrintable(notice->text()));
    }

    void aRunThatWasKilledForMemorySaysWhatToLower() {
        PageContext workspace;
        recordLost(workspace.context.workspace, QStringLiteral("large"));
        const std::string folder = workspace.context.workspace.toStdString() + "/runs/large";
        Result<EventWriter> events = EventWriter::open(folder + "/events.jsonl");
        QVERIFY(events && events->append(WarningEvent{KilledForMemory, "as its supervisor says"}));
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringLiteral("large"));
        auto* notice = page.findChild<QLabel*>(QStringLiteral("notice"));
        QTRY_VERIFY2(notice->text().contains(QStringLiteral("lack of memory")) &&
                         notice->text().contains(QStringLiteral("smaller batch")),
                     qPrintable(notice->text()));
    }

    void theCommandOfARunElsewhereCanBeCopied() {
        PageContext workspace;
        RecordedRun run(workspace.context.workspace, QStringLiteral("far"));
        run.begin(1, 2, {"Mass"});
        RemoteRecord record;
        record.target = "box";
        record.kind = "ssh";
        record.host = "box.invalid";
        record.state = "running";
        record.checked = 1e12;
        QVERIFY(bool(writeRemoteRecord(run.folder(), record)));
        QVERIFY(bool(writeRemoteCommand(run.folder(), {"env", "OMP_NUM_THREADS=2", "/there/roentgen-train", "it's"})));
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringLiteral("far"));
        QAction* copy = nullptr;
        for (QAction* action : page.headerActions()->findChildren<QAction*>())
            if (action->text().contains(QStringLiteral("ommand")))
                copy = action;
        QVERIFY(copy);
        QTRY_VERIFY(copy->isEnabled());
        copy->trigger();
        QTRY_COMPARE(QApplication::clipboard()->text(),
                     QStringLiteral("env OMP_NUM_THREADS=2 /there/roentgen-train 'it'\\''s'"));
    }

    void aRunThatWaitsSaysWhyAndUntilWhen() {
        PageContext workspace;
        RecordedRun run(workspace.context.workspace, QStringLiteral("waits-1"));
        RemoteRecord record;
        record.target = "queue";
        record.kind = "slurm";
        record.state = "queued";
        record.checked = double(QDateTime::currentSecsSinceEpoch());
        record.job = "12";
        record.queueState = "PENDING";
        record.queueReason = "Resources";
        QVERIFY(bool(writeRemoteRecord(run.folder(), record)));
        RunsPage page(workspace.context);
        showPage(page);
        auto* notice = page.findChild<QLabel*>(QStringLiteral("notice"));
        QTRY_COMPARE(notice->text(),
                     QStringLiteral("The run waits in the queue of its cluster (job 12, PENDING). Reason: the machines "
                                    "that it needs are busy (Resources). Slurm does not say yet when it will start."));
        record.queueReason = "Odd";
        record.queueStart = 1800000000;
        QVERIFY(bool(writeRemoteRecord(run.folder(), record)));
        const QString start = QLocale().toString(QDateTime::fromSecsSinceEpoch(1800000000), QLocale::ShortFormat);
        QTRY_VERIFY2(notice->text().endsWith(QStringLiteral("Reason: Odd. Expected to start at %1.").arg(start)),
                     qPrintable(notice->text()));
        QVERIFY(button(page.headerActions(), QStringLiteral("Stop"))->isEnabled());
    }

    // The header hides them while another page is shown: runs that change meanwhile must not bring them back.
    void actionsStayAwayWhileAnotherPageIsShown() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("first-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        page.headerActions()->hide();
        recordFinished(workspace.context.workspace, QStringLiteral("second-2"), 0.75);
        QTRY_COMPARE(page.findChild<QTableView*>()->model()->rowCount(), 2);
        QTest::qWait(50);
        QVERIFY(page.headerActions()->isHidden());
    }

    void aRunThatEndedInTheQueueDoesNotWait() {
        PageContext workspace;
        RecordedRun run(workspace.context.workspace, QStringLiteral("cancelled-1"));
        RemoteRecord record;
        record.state = "stopped";
        QVERIFY(bool(writeRemoteRecord(run.folder(), record)));
        RunsPage page(workspace.context);
        showPage(page);
        QTRY_COMPARE(page.findChild<ChartGrid*>()->chart(RunChart::Loss)->data().emptyText,
                     QStringLiteral("The run ended before there was a value"));
    }

    void filterHidesWhatDoesNotMatchAndRowsAreCopied() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("apple-1"), 0.75);
        recordFinished(workspace.context.workspace, QStringLiteral("pear-2"), 0.875);
        RunsPage page(workspace.context);
        showPage(page);
        auto* table = page.findChild<QTableView*>();
        QTest::keyClicks(page.findChild<QLineEdit*>(), QStringLiteral("pear"));
        QCOMPARE(table->model()->rowCount(), 1);
        table->setFocus();
        table->selectRow(0);
        QTest::keySequence(table, QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(QStringLiteral("Run\tBest")), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(QStringLiteral("pear\t0.875")), qPrintable(lines[1]));
    }

    void theListShowsWhatTheWidthAllowsAndWhatTheUserChose() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("apple-1"), 0.75);
        const RunListModel::Column asked[] = {RunListModel::Best, RunListModel::Started, RunListModel::Speed,
                                              RunListModel::Elapsed};
        {
            RunsPage page(workspace.context);
            page.resize(1440, 800);
            page.show();
            QTRY_VERIFY(page.isSettled());
            const auto* table = page.findChild<QTableView*>();
            for (const RunListModel::Column column : asked)
                QVERIFY2(!table->isColumnHidden(column), qPrintable(QString::number(column)));
            QVERIFY(!table->horizontalScrollBar()->isVisible());

            auto* panel = page.findChild<RunListPanel*>();
            auto* splitter = page.findChild<QSplitter*>();
            splitter->setSizes({220, 800, 300});
            QVERIFY(!table->isColumnHidden(RunListModel::Best));
            QVERIFY(table->isColumnHidden(RunListModel::Remaining));
            QVERIFY(!table->horizontalScrollBar()->isVisible());
            splitter->setSizes({900, 400, 300});
            for (const RunListModel::Column column : asked)
                QVERIFY2(!table->isColumnHidden(column), qPrintable(QString::number(column)));

            panel->setColumnShown(RunListModel::Speed, false);
            panel->setColumnShown(RunListModel::State, true);
        }
        RunsPage again(workspace.context);
        again.resize(1440, 800);
        again.show();
        QTRY_VERIFY(again.isSettled());
        QVERIFY(again.findChild<QTableView*>()->isColumnHidden(RunListModel::Speed));
        QVERIFY(!again.findChild<QTableView*>()->isColumnHidden(RunListModel::State));
    }

    void deletingAsksAndMovesTheFolderAway() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("apple-1"), 0.75);
        recordFinished(workspace.context.workspace, QStringLiteral("pear-2"), 0.875);
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringLiteral("apple-1"));
        QTRY_VERIFY(page.isSettled());
        const auto answer = [](QMessageBox::StandardButton what) {
            QTimer::singleShot(100, [what] {
                auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
                QVERIFY(box);
                box->button(what)->click();
            });
        };
        const auto askToDelete = [&] {
            page.activateWindow(); // the dialog had the focus
            QVERIFY(QTest::qWaitForWindowActive(&page));
            QTest::keySequence(&page, QKeySequence(QStringLiteral("Ctrl+Del")));
        };
        answer(QMessageBox::Cancel);
        askToDelete();
        QVERIFY(QFileInfo::exists(workspace.folder.filePath(QStringLiteral("runs/apple-1"))));
        answer(QMessageBox::Yes);
        askToDelete();
        QTRY_VERIFY(!QFileInfo::exists(workspace.folder.filePath(QStringLiteral("runs/apple-1"))));
        QTRY_COMPARE(page.findChild<RunListModel*>()->rowCount(), 1);
        QTRY_COMPARE(page.chosen(), QStringLiteral("pear-2"));
    }

    void aRunThatIsStartedElsewhereAppears() {
        PageContext workspace;
        RunsPage page(workspace.context);
        showPage(page);
        recordFinished(workspace.context.workspace, QStringLiteral("other-1"), 0.75);
        Q_EMIT workspace.navigator.runRequested(QStringLiteral("other-1"));
        QTRY_COMPARE(page.findChild<RunListModel*>()->rowCount(), 1);
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.chosen(), QStringLiteral("other-1"));
    }
};

QTEST_MAIN(RunsPageTest)
#include "runs_page_test.moc"
