#include "app/runs/run_colours.h"
#include "app/runs/run_labels.h"
#include "app/runs/run_list_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

RunRow row(const QString& id, RunState state, std::optional<double> best) {
    RunRow row;
    row.id = id;
    row.summary.id = id.toStdString();
    row.summary.name = id.section(QLatin1Char('-'), 0, 0).toStdString();
    row.summary.state = state;
    row.summary.best = best;
    row.loaded = true;
    return row;
}

} // namespace

class RunListModelTest : public QObject {
    Q_OBJECT
    const QStringList m_ids{QStringLiteral("b-2"), QStringLiteral("a-1"), QStringLiteral("c-3")};

private Q_SLOTS:
    void rowsComeGoAndChange() {
        RunListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunFilterModel filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setIds(m_ids);
        QCOMPARE(model.rowCount(), 3);
        model.updateRows(
            {row(m_ids[0], RunState::Running, 0.75), row(QStringLiteral("unknown-9"), RunState::Lost, {})});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.find(m_ids[0])->summary.state, RunState::Running);
        model.setIds({m_ids[2], QStringLiteral("d-4")});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(m_ids[0]), -1);
        QCOMPARE(model.idAt(model.rowOf(QStringLiteral("d-4"))), QStringLiteral("d-4"));
        model.setIds({});
        QCOMPARE(model.rowCount(), 0);
    }

    void sortsByTheBestWithWhatIsUnknownLast() {
        RunListModel model;
        model.setIds(m_ids);
        model.updateRows({row(m_ids[0], RunState::Finished, 0.7), row(m_ids[1], RunState::Prepared, {}),
                          row(m_ids[2], RunState::Finished, 0.9)});
        RunFilterModel filter;
        filter.setSourceModel(&model);
        filter.sort(RunListModel::Best, Qt::DescendingOrder);
        QStringList order;
        for (int i = 0; i < filter.rowCount(); ++i)
            order += filter.index(i, 0).data(RunListModel::IdRole).toString();
        QCOMPARE(order, (QStringList{m_ids[2], m_ids[0], m_ids[1]}));
        // A new best value moves its row.
        model.updateRows({row(m_ids[0], RunState::Finished, 0.95)});
        QCOMPARE(filter.index(0, 0).data(RunListModel::IdRole).toString(), m_ids[0]);
    }

    // It has no start yet, and is what its user looks for.
    void aRunThatWaitsInAQueueIsTheNewest() {
        RunListModel model;
        model.setIds(m_ids);
        RunRow started = row(m_ids[0], RunState::Finished, 0.7);
        started.summary.startTime = 1800000000;
        model.updateRows({started, row(m_ids[1], RunState::Queued, {}), row(m_ids[2], RunState::Stopped, {})});
        RunFilterModel filter;
        filter.setSourceModel(&model);
        filter.sort(RunListModel::Started, Qt::DescendingOrder);
        QStringList order;
        for (int i = 0; i < filter.rowCount(); ++i)
            order += filter.index(i, 0).data(RunListModel::IdRole).toString();
        QCOMPARE(order, (QStringList{m_ids[1], m_ids[0], m_ids[2]}));
    }

    void filtersByNameIdAndState() {
        RunListModel model;
        model.setIds(m_ids);
        model.updateRows({row(m_ids[0], RunState::Failed, {}), row(m_ids[1], RunState::Finished, 0.8),
                          row(m_ids[2], RunState::Finished, 0.9)});
        RunFilterModel filter;
        filter.setSourceModel(&model);
        filter.setWords(QStringLiteral("finished"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setWords(QStringLiteral("FINISHED c-3"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setWords(QString());
        QCOMPARE(filter.rowCount(), 3);
    }

    void whatTheRunsOfASweepDifferInHasColumns() {
        RunListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunFilterModel filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setIds(m_ids);
        RunRow named = row(m_ids[0], RunState::Finished, 0.8);
        named.summary.name = "batch size local_batch=16";
        model.updateRows({named});
        model.setVaried({{QStringLiteral("training.local_batch"), QStringLiteral("training.optimizer")},
                         {{m_ids[0], {QStringLiteral("16"), QStringLiteral("sgd")}},
                          {m_ids[1], {QStringLiteral("8"), QStringLiteral("adam")}},
                          {m_ids[2], {QStringLiteral("128"), QStringLiteral("adam")}}},
                         QStringLiteral("batch size")});
        QCOMPARE(model.columnCount(), RunListModel::ColumnCount + 2);
        const int batch = RunListModel::ColumnCount;
        QCOMPARE(model.headerData(batch, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("local_batch"));
        QCOMPARE(model.headerData(batch, Qt::Horizontal, Qt::ToolTipRole).toString(),
                 QStringLiteral("training.local_batch"));
        QCOMPARE(model.index(model.rowOf(m_ids[0]), 0).data().toString(), QStringLiteral("local_batch=16"));
        filter.sort(batch, Qt::AscendingOrder); // numbers by their size
        QStringList batches;
        for (int i = 0; i < filter.rowCount(); ++i)
            batches += filter.index(i, batch).data().toString();
        QCOMPARE(batches, (QStringList{QStringLiteral("8"), QStringLiteral("16"), QStringLiteral("128")}));
        model.setVaried({});
        QCOMPARE(model.columnCount(), int(RunListModel::ColumnCount));
        QCOMPARE(model.index(model.rowOf(m_ids[0]), 0).data().toString(), QStringLiteral("batch size local_batch=16"));
    }

    void labelsAreWhatTheNamesDifferIn_data() {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("labels"); // "id": the run's id
        const auto list = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char('|')); };
        QTest::newRow("one") << list("quick look") << list("quick look");
        QTest::newRow("a sweep") << list("size batch=8 rate=0.1 #1|size batch=16 rate=0.1 #1")
                                 << list("batch=8|batch=16");
        QTest::newRow("several keys") << list("size batch=8 rate=0.1 #1|size batch=16 rate=0.2 #2")
                                      << QStringList{QStringLiteral("8 · 0.1 #1"), QStringLiteral("16 · 0.2 #2")};
        QTest::newRow("unlike") << list("chexnet|densenet small") << list("chexnet|densenet small");
        QTest::newRow("one has more") << list("look|look batch=8") << list("look|batch=8");
        QTest::newRow("the same") << list("look|look|other") << list("id|id|other");
    }
    void labelsAreWhatTheNamesDifferIn() {
        QFETCH(QStringList, names);
        QFETCH(QStringList, labels);
        QVector<RunRow> rows;
        for (int i = 0; i < int(names.size()); ++i) {
            rows.append(row(QStringLiteral("run-%1").arg(i), RunState::Finished, {}));
            rows.last().summary.name = names[i].toStdString();
            if (labels[i] == QStringLiteral("id"))
                labels[i] = rows.last().id;
        }
        QCOMPARE(runLabels(rows), labels);
    }

    void aRunKeepsItsColourWhileOthersComeAndGo() {
        RunColours colours;
        colours.setRuns({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        QCOMPARE(colours.slotOf(QStringLiteral("c")), 2);
        colours.setRuns({QStringLiteral("c"), QStringLiteral("d")});
        QCOMPARE(colours.slotOf(QStringLiteral("c")), 2);
        QCOMPARE(colours.slotOf(QStringLiteral("d")), 0);
    }

    void theHeadlineSaysWhatIsKnown() {
        QLocale::setDefault(QLocale::c());
        RunSummary summary;
        QCOMPARE(RunWords::headline(summary), QString());
        summary.epoch = 3;
        summary.epochs = 15;
        summary.step = 210;
        summary.totalSteps = 410;
        summary.imagesPerSecond = 23.4;
        summary.remainingSeconds = 720;
        summary.best = 0.842;
        QCOMPARE(RunWords::headline(summary),
                 QStringLiteral("epoch 3/15 · step 210/410 · 23.4 images/s · 12 min left · best AUC 0.842"));
        summary.imagesPerSecondDeviation = 1.06; // of its steps
        QCOMPARE(RunWords::speed(summary), QStringLiteral("23.4 ± 1.1"));
        QVERIFY(RunWords::headline(summary).contains(QStringLiteral("23.4 ± 1.1 images/s")));
    }
};

QTEST_MAIN(RunListModelTest)
#include "run_list_model_test.moc"
