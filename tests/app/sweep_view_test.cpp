// A sweep on the Runs page: its runs in the list, and its combinations in a table.
#include "app/runs/run_list_model.h"
#include "app/runs/runs_page.h"
#include "app/runs/sweep_strip.h"
#include "app/runs/sweep_table.h"
#include "tests/app/page_context.h"
#include "tests/app/recorded_run.h"
#include "tests/app/shown_page.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;
using roentgen::test::recordFinished;
using roentgen::test::showPage;

namespace {

SweepEntry entry(const char* id, int64_t combination, const char* batch, int64_t repeat = 1) {
    return SweepEntry{id, combination, repeat, repeat, {{"training.local_batch", batch}, {"model.depth", "9"}}, ""};
}

void recordSweep(const PageContext& workspace) {
    recordFinished(workspace.folder.path(), QStringLiteral("other-1"), 0.5);
    recordFinished(workspace.folder.path(), QStringLiteral("s-8-r1"), 0.7);
    recordFinished(workspace.folder.path(), QStringLiteral("s-8-r2"), 0.9);
    const SweepFolder folder = sweepFolder(workspace.folder.path().toStdString(), "s");
    QVERIFY(QDir().mkpath(QString::fromStdString(folder.path)));
    QVERIFY(bool(writeSweepRecord(
        folder, {"s", {entry("s-8-r1", 0, "8"), entry("s-16-r1", 1, "16"), entry("s-8-r2", 0, "8", 2)}})));
}

SweepSummary summaryOfThree() {
    SweepSummary summary;
    summary.name = "three";
    summary.metrics = {"mean_auc"};
    const double aucs[] = {0.9, 0.7, 0.8};
    const char* batches[] = {"16", "8", "128"};
    for (int i = 0; i < 3; ++i) {
        SweepRow row;
        row.overrides = {{"training.local_batch", batches[i]}};
        row.runIds = {std::string("run-") + batches[i]};
        row.finished = 1;
        row.metrics = {{"mean_auc", {1, aucs[i], 0}}};
        row.imagesPerSecond = {1, 10.0 * i + 5, 0};
        summary.rows.push_back(row);
    }
    summary.bestRow = 0;
    return summary;
}

QStringList column(const SweepTable& table, int column) {
    QStringList texts;
    for (int row = 0; row < table.table()->rowCount(); ++row)
        texts += table.table()->item(row, column)->text();
    return texts;
}

QStringList list(const char* text) {
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

class SweepViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aSweepGroupsItsRunsAndHasColumnsForWhatVaries() {
        PageContext workspace;
        recordSweep(workspace);
        RunsPage page(workspace.context);
        showPage(page);
        auto* table = page.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->columnCount(), int(RunListModel::ColumnCount));
        page.choose(QStringLiteral("s-8-r1"));
        page.sweeps()->choose(QStringLiteral("s"));
        QCOMPARE(table->model()->rowCount(), 2); // the third has not begun
        QCOMPARE(page.chosen(), QStringLiteral("s-8-r1"));
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1); // highlighted in the new columns, too
        // The batch varies and the seed of the repeats; the depth is one.
        QCOMPARE(table->model()->columnCount(), RunListModel::ColumnCount + 2);
        const auto title = [&](int column) {
            return table->model()->headerData(RunListModel::ColumnCount + column, Qt::Horizontal).toString();
        };
        QCOMPARE(title(0), QStringLiteral("local_batch"));
        QCOMPARE(title(1), QStringLiteral("seed"));
        QVERIFY(!table->isColumnHidden(RunListModel::ColumnCount));
        QCOMPARE(table->horizontalHeader()->visualIndex(RunListModel::ColumnCount), 1); // beside the name
        table->sortByColumn(RunListModel::ColumnCount + 1, Qt::AscendingOrder);
        QCOMPARE(table->model()->index(1, RunListModel::ColumnCount + 1).data().toString(), QStringLiteral("2"));
        page.sweeps()->choose(QString());
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->columnCount(), int(RunListModel::ColumnCount));
        QCOMPARE(page.chosen(), QStringLiteral("s-8-r1"));
    }

    // By a key of the sweep it is sorted while the sweep is looked at.
    void theSortingThatWasChosenComesBackAfterASweepAndInTheNextWindow() {
        PageContext workspace;
        recordSweep(workspace);
        const auto sorting = [](const RunsPage& page) {
            const QHeaderView* header = page.findChild<QTableView*>()->horizontalHeader();
            return std::pair(header->sortIndicatorSection(), header->sortIndicatorOrder());
        };
        const auto chosen = std::pair(int(RunListModel::Best), Qt::AscendingOrder);
        {
            RunsPage page(workspace.context);
            showPage(page);
            page.findChild<QTableView*>()->sortByColumn(RunListModel::Best, Qt::AscendingOrder);
            page.sweeps()->choose(QStringLiteral("s"));
            QCOMPARE(sorting(page), chosen);
            page.findChild<QTableView*>()->sortByColumn(RunListModel::ColumnCount, Qt::DescendingOrder);
            page.sweeps()->choose(QString());
            QCOMPARE(sorting(page), chosen);
            page.sweeps()->choose(QStringLiteral("s"));
            page.findChild<QTableView*>()->sortByColumn(RunListModel::ColumnCount, Qt::DescendingOrder);
        }
        RunsPage again(workspace.context);
        showPage(again);
        QCOMPARE(sorting(again), chosen);
    }

    void aRunOutsideOfTheSweepIsShownWhenItIsAskedFor() {
        PageContext workspace;
        recordSweep(workspace);
        RunsPage page(workspace.context);
        showPage(page);
        page.sweeps()->choose(QStringLiteral("s"));
        recordFinished(workspace.folder.path(), QStringLiteral("launched-1"), 0.5);
        Q_EMIT workspace.navigator.runRequested(QStringLiteral("launched-1"));
        QTRY_COMPARE(page.chosen(), QStringLiteral("launched-1"));
        QCOMPARE(page.findChild<QTableView*>()->model()->rowCount(), 4);
        // And a sweep that is launched, although a filter would hide its runs.
        page.findChild<QLineEdit*>()->setText(QStringLiteral("launched"));
        Q_EMIT workspace.navigator.sweepRequested(QStringLiteral("s"));
        QCOMPARE(page.findChild<QTableView*>()->model()->rowCount(), 2);
    }

    void anOpenTableFollowsTheRunsAndThePageGoesOn() {
        PageContext workspace;
        recordSweep(workspace);
        RunsPage page(workspace.context);
        showPage(page);
        page.sweeps()->choose(QStringLiteral("s"));
        QCOMPARE(page.sweeps()->summary()->finished, int64_t(2));
        QVERIFY(page.sweeps()->summary()->state == SweepState::Interrupted);
        Q_EMIT page.sweeps()->compareRequested();
        Q_EMIT page.sweeps()->compareRequested(); // once more: the same window
        QCOMPARE(page.findChildren<SweepTable*>().size(), 1);
        auto* open = page.findChild<SweepTable*>();
        QVERIFY(open->isVisible() && !open->isModal() && !QApplication::activeModalWidget());
        QCOMPARE(column(*open, 2), list("2/2 0/1"));
        QCOMPARE(column(*open, 3), (QStringList{QStringLiteral("0.8000 ± 0.1414"), QStringLiteral("–")}));
        // What has not begun cannot be shown, and that is said.
        const auto showRuns = [open](int row) {
            open->table()->selectRow(row);
            for (QPushButton* button : open->findChildren<QPushButton*>())
                if (button->text() == QStringLiteral("Show runs"))
                    QTest::mouseClick(button, Qt::LeftButton);
        };
        QSignalSpy said(&workspace.navigator, &Navigator::messageRequested);
        const QStringList before = page.selected();
        showRuns(1);
        QCOMPARE(said.value(0).value(0).toString(), QStringLiteral("1 run(s) have not begun yet"));
        QCOMPARE(page.selected(), before);
        recordFinished(workspace.folder.path(), QStringLiteral("s-16-r1"), 0.6);
        QTRY_COMPARE_WITH_TIMEOUT(open->table()->item(1, 3)->text(), QStringLiteral("0.6000"), 10000);
        // Its runs are selected in the list.
        showRuns(0);
        QCOMPARE(QSet<QString>(page.selected().begin(), page.selected().end()),
                 (QSet<QString>{QStringLiteral("s-8-r1"), QStringLiteral("s-8-r2")}));
        open->close();
    }

    void aClickOnAColumnSortsAndNewNumbersKeepOrderAndSelection() {
        SweepTable table(summaryOfThree());
        table.show();
        QCOMPARE(column(table, 0), list("16 8 128")); // as the sweep has them
        table.table()->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(column(table, 0), list("8 16 128")); // numbers by their size
        table.table()->sortByColumn(2, Qt::DescendingOrder);
        QCOMPARE(column(table, 0), list("16 128 8"));
        QVERIFY(table.table()->item(0, 2)->font().bold()); // the best
        table.table()->selectRow(1);
        SweepSummary later = summaryOfThree();
        later.rows[1].metrics[0].second.mean = 0.95; // of 8
        later.bestRow = 1;
        table.showSummary(later);
        QCOMPARE(column(table, 0), list("8 16 128"));
        QCOMPARE(table.table()->selectionModel()->selectedRows().value(0).data().toString(), QStringLiteral("128"));
        QVERIFY(table.table()->item(0, 2)->font().bold() && !table.table()->item(1, 2)->font().bold());
        SweepSummary other = later;
        other.name = "other";
        other.rows.resize(1);
        table.showSummary(other);
        QCOMPARE(table.table()->rowCount(), 3);
    }

    void rowsAreCopiedExportedAndOpenTheirRuns() {
        SweepTable table(summaryOfThree());
        table.show();
        table.table()->sortByColumn(0, Qt::AscendingOrder);
        table.copyRows();
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 3); // nothing is selected: all
        table.table()->selectRow(2);
        table.copyRows();
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[1].startsWith(QStringLiteral("128\t1/1\t0.8000\t25.0")), qPrintable(lines[1]));

        const QList<QByteArray> csv = table.csv().split('\n');
        QVERIFY(csv[0].startsWith("training.local_batch,runs,finished,failed,mean_auc,mean_auc_deviation,"));
        QVERIFY2(csv[1].startsWith("8,1,1,0,0.7,,1,15,,1,,,0"), csv[1].constData());
        QVERIFY(csv[3].startsWith("128,"));

        QSignalSpy asked(&table, &SweepTable::runsRequested);
        QTest::keyClick(table.table(), Qt::Key_Return);
        QCOMPARE(asked.value(0).value(0).toStringList(), QStringList{QStringLiteral("run-128")});
    }
};

QTEST_MAIN(SweepViewTest)
#include "sweep_view_test.moc"
