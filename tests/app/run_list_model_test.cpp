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
    row.summary.bestMeanAuc = best;
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
        summary.bestMeanAuc = 0.842;
        QCOMPARE(RunWords::headline(summary),
                 QStringLiteral("epoch 3/15 · step 210/410 · 23.4 images/s · 12 min left · best AUC 0.842"));
        summary.imagesPerSecondDeviation = 1.06; // of its steps
        QCOMPARE(RunWords::speed(summary), QStringLiteral("23.4 ± 1.1"));
        QVERIFY(RunWords::headline(summary).contains(QStringLiteral("23.4 ± 1.1 images/s")));
    }
};

QTEST_MAIN(RunListModelTest)
#include "run_list_model_test.moc"
