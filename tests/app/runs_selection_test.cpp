// What is selected in the list of runs, and that charts, inspector and actions mean the same.
#include "app/runs/chart_grid.h"
#include "app/runs/run_actions.h"
#include "app/runs/run_comparison.h"
#include "app/runs/run_list_model.h"
#include "app/runs/run_list_panel.h"
#include "app/runs/runs_page.h"
#include "tests/app/page_context.h"
#include "tests/app/recorded_run.h"
#include "tests/app/shown_page.h"
#include "widgets/line_chart.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>
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

// A run of this process, which lives.
void recordLive(const QString& workspace, const QString& id) {
    RecordedRun run(workspace, id);
    run.begin(2, 9, {"Mass"});
    run.step(1, 1, 0.5);
    recordProcess(run, RunProcess::Alive);
}

QAction* action(const RunsPage& page, const QString& word) {
    for (QAction* one : page.actions())
        if (one->text().contains(word))
            return one;
    return nullptr;
}

QToolButton* button(RunsPage& page, const QString& begin) {
    for (QToolButton* one : page.headerActions()->findChildren<QToolButton*>())
        if (one->text().startsWith(begin))
            return one;
    return nullptr;
}

QString textOfQuestion(QMessageBox::StandardButton answer, QAction* asks) {
    QString text;
    QTimer::singleShot(100, [&] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box);
        text = box->text();
        box->button(answer)->click();
    });
    asks->trigger();
    return text;
}

} // namespace

class RunsSelectionTest : public QObject {
    Q_OBJECT

    static bool exists(const PageContext& workspace, const char* id) {
        return QFileInfo::exists(workspace.folder.filePath(QStringLiteral("runs/") + QLatin1String(id)));
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void severalRunsOverlayInEveryChartAndTheInspectorSaysWhatDiffers() {
        PageContext workspace;
        Experiment experiment;
        for (const auto& [id, rate] : {std::pair("a-1", 0.125), std::pair("b-2", 0.25), std::pair("c-3", 0.125)}) {
            experiment.training.learningRate = rate;
            recordFinished(workspace.context.workspace, QString::fromLatin1(id), rate, experiment);
        }
        RunsPage page(workspace.context);
        showPage(page);
        auto* table = page.findChild<QTableView*>();
        table->setFocus();
        table->selectAll();
        QCOMPARE(page.selected().size(), 3);
        QTRY_VERIFY(page.isSettled());
        auto* grid = page.findChild<ChartGrid*>();
        for (int i = 0; i < RunChartCount; ++i) {
            QSet<QString> names;
            QSet<int> colours;
            for (const auto& series : grid->chart(RunChart(i))->data().series) {
                names.insert(series.label());
                colours.insert(series.colourSlot);
            }
            QCOMPARE(names, (QSet<QString>{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
            QCOMPARE(colours, (QSet<int>{0, 1, 2}));
        }
        const QString readout = grid->chart(RunChart::Metrics)->readout(1);
        for (const char* line : {"a\t0.125", "b\t0.250", "c\t0.125"})
            QVERIFY2(readout.contains(QLatin1String(line)), qPrintable(readout));
        QVERIFY(page.findChild<QLabel*>(QStringLiteral("headline"))->text().contains(QStringLiteral("3 run")));

        auto* comparison = page.findChild<RunComparison*>();
        QVERIFY(comparison->isVisible());
        auto* differences = comparison->findChild<QTreeWidget*>();
        QCOMPARE(differences->columnCount(), 4);
        QStringList shown;
        for (int row = 0; row < differences->topLevelItemCount(); ++row) {
            const auto* item = differences->topLevelItem(row);
            shown += item->text(0);
            for (int column = 1; column < 4 && item->text(0) == QStringLiteral("learning_rate"); ++column)
                QCOMPARE(item->text(column), differences->headerItem()->text(column) == QStringLiteral("b")
                                                 ? QStringLiteral("0.25")
                                                 : QStringLiteral("0.125"));
        }
        QVERIFY(shown.contains(QStringLiteral("learning_rate")));
        QVERIFY(shown.contains(QStringLiteral("Best AUC")));
        QVERIFY(!shown.contains(QStringLiteral("local_batch"))); // the same in all

        // One alone has its own colours and parameters again.
        table->selectRow(0);
        QTRY_VERIFY(page.isSettled());
        QVERIFY(!comparison->isVisible());
        QCOMPARE(grid->chart(RunChart::Loss)->data().series.size(), 2);
    }

    void aRunThatIsAddedKeepsTheZoomAndTheColours() {
        PageContext workspace;
        for (const char* id : {"a-1", "b-2", "c-3"})
            recordFinished(workspace.context.workspace, QString::fromLatin1(id), 0.5);
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringList{QStringLiteral("b-2"), QStringLiteral("c-3")});
        QTRY_VERIFY(page.isSettled());
        auto* loss = page.findChild<ChartGrid*>()->chart(RunChart::Loss);
        const auto slotOf = [&](const char* name) {
            for (const auto& series : loss->data().series)
                if (series.label() == QLatin1String(name))
                    return series.colourSlot;
            return -1;
        };
        const int before = slotOf("c");
        loss->setXRange(0.6, 0.8);
        page.choose(QStringList{QStringLiteral("a-1"), QStringLiteral("b-2"), QStringLiteral("c-3")});
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(slotOf("c"), before);
        QVERIFY(slotOf("a") >= 0 && slotOf("a") != before);
        QVERIFY(loss->isZoomed());
        page.choose(QStringList{QStringLiteral("a-1")});
        QTRY_VERIFY(page.isSettled());
        QVERIFY(loss->isZoomed());
        page.choose(QStringList{QStringLiteral("c-3")}); // another one altogether
        QTRY_VERIFY(page.isSettled());
        QVERIFY(!loss->isZoomed());
    }

    void actionsActOnAllAndSayOnHowMany() {
        PageContext workspace;
        qputenv("XDG_DATA_HOME", workspace.folder.filePath(QStringLiteral("home")).toUtf8());
        for (const char* id : {"a-1", "b-2", "stays-4"})
            recordFinished(workspace.context.workspace, QString::fromLatin1(id), 0.5);
        recordLive(workspace.context.workspace, QStringLiteral("live-3"));
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringList{QStringLiteral("a-1"), QStringLiteral("b-2"), QStringLiteral("live-3")});
        QTRY_VERIFY(page.isSettled());
        QTRY_COMPARE(button(page, QStringLiteral("Stop ("))->text(), QStringLiteral("Stop (1)"));
        QCOMPARE(button(page, QStringLiteral("Resume"))->text(), QStringLiteral("Resume (0)"));
        QVERIFY(!button(page, QStringLiteral("Resume"))->isEnabled());
        QVERIFY(!button(page, QStringLiteral("Open"))->isEnabled()); // one run is reviewed at a time
        QVERIFY(action(page, QStringLiteral("Export metrics of 3 run")));
        QAction* remove = action(page, QStringLiteral("Delete 2 run"));
        QVERIFY(remove);

        QString question = textOfQuestion(QMessageBox::Cancel, remove);
        QVERIFY2(question.contains(QStringLiteral("2 run")) && question.contains(QStringLiteral("a-1")) &&
                     question.contains(QStringLiteral("b-2")) && question.contains(QStringLiteral("1 of the selected")),
                 qPrintable(question));
        QVERIFY(exists(workspace, "a-1") && exists(workspace, "b-2"));
        QSignalSpy said(&workspace.navigator, &Navigator::messageRequested);
        textOfQuestion(QMessageBox::Yes, remove);
        QTRY_VERIFY(!exists(workspace, "a-1") && !exists(workspace, "b-2"));
        QVERIFY(exists(workspace, "live-3") && exists(workspace, "stays-4"));
        QTRY_VERIFY(said.value(0).value(0).toString().startsWith(QStringLiteral("2 run")));
        QVERIFY(workspace.jobs.jobs().isEmpty());
        QTRY_COMPARE(page.selected(), QStringList{QStringLiteral("live-3")});
    }

    void whatIsNotReadYetIsNotSaidToGoOn() {
        PageContext workspace;
        RunLauncher launcher(workspace.context.binFolder, workspace.context.workspace);
        RunActions actions(workspace.context, &launcher);
        RunRow ended, going, unread;
        for (RunRow* row : {&ended, &going, &unread})
            row->loaded = row != &unread;
        ended.id = QStringLiteral("ended");
        ended.summary.state = RunState::Finished;
        going.summary.state = RunState::Running;
        actions.setRuns({ended, going, unread}, {});
        const QString question = textOfQuestion(QMessageBox::Cancel, actions.menuActions().last());
        QVERIFY2(question.startsWith(QStringLiteral("Delete ended?")) &&
                     question.contains(QStringLiteral("1 of the selected run(s) still go on")) &&
                     question.contains(QStringLiteral("1 of the selected run(s) have not been read yet")),
                 qPrintable(question));
    }

    // 24 are drawn; the others are selected all the same.
    void theBestAndTheCommandsAreThoseOfAllNotOfThoseThatAreDrawn() {
        PageContext workspace;
        QStringList ids;
        for (int i = 0; i < 26; ++i) {
            ids += QStringLiteral("run%1-1").arg(i, 2, 10, QLatin1Char('0'));
            RecordedRun run(workspace.context.workspace, ids.last());
            run.begin(1, 1, {"Mass"});
            run.step(1, 1, 0.5);
            run.validation(1, 1, 0.5, {{"Mass", 0.5 + i * 0.01}}, 0.5 + i * 0.01);
            run.append(FinishedEvent{0.5 + i * 0.01, 1});
            recordProcess(run, RunProcess::Gone);
        }
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(ids);
        QTRY_VERIFY(page.isSettled());
        const QString headline = page.findChild<QLabel*>(QStringLiteral("headline"))->text();
        QVERIFY2(headline.contains(QStringLiteral("0.750 (run25)")), qPrintable(headline));
        QAction* copy = action(page, QStringLiteral("26 command"));
        QVERIFY(copy);
        QApplication::clipboard()->clear();
        copy->trigger();
        QTRY_COMPARE(QApplication::clipboard()->text().count(QStringLiteral("roentgen-train")), 26);
    }

    // Every second, while one of them goes on.
    void whatDiffersIsUpdatedInItsPlace() {
        PageContext workspace;
        Experiment experiment;
        experiment.training.localBatch = 3;
        experiment.training.learningRate = 0.5;
        experiment.model.architecture = "resnet18";
        recordFinished(workspace.context.workspace, QStringLiteral("done-1"), 0.75, experiment);
        RecordedRun live(workspace.context.workspace, QStringLiteral("live-2"));
        live.begin(2, 9, {"Mass"});
        live.step(1, 1, 0.5);
        recordProcess(live, RunProcess::Alive);
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringList{QStringLiteral("done-1"), QStringLiteral("live-2")});
        QTRY_VERIFY(page.isSettled());
        auto* table = page.findChild<RunComparison*>()->findChild<QTreeWidget*>();
        const auto row = [table](const char* name) {
            return table->findItems(QLatin1String(name), Qt::MatchExactly).value(0);
        };
        QTRY_VERIFY(row("learning_rate") && row("Best AUC"));
        const QTreeWidgetItem* rate = row("learning_rate");
        table->setCurrentItem(row("learning_rate"));
        table->header()->resizeSection(1, 137);
        const int column = table->headerItem()->text(1) == QStringLiteral("live") ? 1 : 2;
        QCOMPARE(row("Best AUC")->text(column), QStringLiteral("–"));
        live.validation(1, 1, 0.5, {{"Mass", 0.625}}, 0.625);
        QTRY_COMPARE(row("Best AUC")->text(column), QStringLiteral("0.6250"));
        QCOMPARE(row("learning_rate"), rate);
        QVERIFY(rate->isSelected());
        QCOMPARE(table->header()->sectionSize(1), 137);
    }

    // A filter may hide what was selected: then that is what no action hits.
    void whatIsHighlightedIsWhatChartsShowAndActionsHit() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("apple-1"), 0.75);
        recordFinished(workspace.context.workspace, QStringLiteral("pear-2"), 0.875);
        RunsPage page(workspace.context);
        showPage(page);
        page.choose(QStringLiteral("apple-1"));
        QTRY_VERIFY(page.isSettled());
        auto* table = page.findChild<QTableView*>();
        auto* words = page.findChild<QLineEdit*>();
        const auto highlighted = [&] {
            QStringList ids;
            for (const QModelIndex& row : table->selectionModel()->selectedRows())
                ids += row.data(RunListModel::IdRole).toString();
            return ids;
        };
        words->setText(QStringLiteral("pear"));
        QCOMPARE(highlighted(), QStringList{QStringLiteral("pear-2")});
        QCOMPARE(page.selected(), highlighted());
        QTRY_VERIFY(page.isSettled());
        QVERIFY(page.findChild<QLabel*>(QStringLiteral("headline"))->text().contains(QStringLiteral("0.875")));
        QVERIFY(textOfQuestion(QMessageBox::Cancel, action(page, QStringLiteral("Delete")))
                    .contains(QStringLiteral("pear-2")));

        words->setText(QStringLiteral("no such run"));
        QVERIFY(page.selected().isEmpty());
        QTRY_VERIFY(page.isSettled());
        QVERIFY(!action(page, QStringLiteral("Delete"))->isEnabled());
        QCOMPARE(page.findChild<ChartGrid*>()->chart(RunChart::Loss)->data().emptyText,
                 QStringLiteral("No run is chosen"));
        words->clear();
        QCOMPARE(page.selected(), highlighted());
        QCOMPARE(page.selected().size(), 1);
    }

    void aLaunchedRunAppearsWhateverIsFiltered() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("apple-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        page.findChild<QLineEdit*>()->setText(QStringLiteral("apple finished"));
        recordLive(workspace.context.workspace, QStringLiteral("pear-2"));
        Q_EMIT workspace.navigator.runRequested(QStringLiteral("pear-2"));
        QTRY_COMPARE(page.chosen(), QStringLiteral("pear-2"));
        auto* table = page.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->selectionModel()->selectedRows().value(0).data(RunListModel::IdRole).toString(),
                 QStringLiteral("pear-2"));
        QTRY_VERIFY(page.isSettled());
    }

    void chartsOfOneAxisAreZoomedTogether() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("a-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        QTest::qWait(50);
        auto* grid = page.findChild<ChartGrid*>();
        auto* loss = grid->chart(RunChart::Loss);
        auto* auc = grid->chart(RunChart::Metrics);
        QCOMPARE(auc->range(Qt::Horizontal).lower,
                 loss->range(Qt::Horizontal).lower); // although it has a value only at the end
        loss->setFocus();
        QTest::keyClick(loss, Qt::Key_Plus);
        for (int i = 0; i < RunChartCount; ++i) {
            QVERIFY(grid->chart(RunChart(i))->isZoomed());
            QCOMPARE(grid->chart(RunChart(i))->range(Qt::Horizontal).lower, loss->range(Qt::Horizontal).lower);
            QCOMPARE(grid->chart(RunChart(i))->range(Qt::Horizontal).upper, loss->range(Qt::Horizontal).upper);
        }
        QTest::keyClick(auc, Qt::Key_Home);
        for (int i = 0; i < RunChartCount; ++i)
            QVERIFY(!grid->chart(RunChart(i))->isZoomed());
        page.findChild<QTableView*>()->setFocus(); // anywhere on the page
        QTest::keyClick(page.findChild<QTableView*>(), Qt::Key_L, Qt::ShiftModifier);
        QTRY_VERIFY(loss->isLogarithmic(Qt::Horizontal));
        QVERIFY(!loss->isLogarithmic(Qt::Vertical));
    }

    void theSmoothingSaysItsValue() {
        PageContext workspace;
        recordFinished(workspace.context.workspace, QStringLiteral("a-1"), 0.75);
        RunsPage page(workspace.context);
        showPage(page);
        const auto isSaid = [&](const QString& text) {
            for (const QLabel* label : page.findChildren<QLabel*>())
                if (label->isVisible() && label->text() == text)
                    return true;
            return false;
        };
        QVERIFY(isSaid(QStringLiteral("0.80")));
        page.findChild<QSlider*>()->setValue(95);
        QVERIFY(isSaid(QStringLiteral("0.95")));
        page.findChild<QSlider*>()->setValue(0);
        QVERIFY(isSaid(QStringLiteral("off")));
    }
};

QTEST_MAIN(RunsSelectionTest)
#include "runs_selection_test.moc"
