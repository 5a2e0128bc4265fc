#include "app/background_jobs.h"
#include "app/background_work.h"
#include "app/job_bar.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QToolButton>

#include <memory>

using namespace roentgen::app;

class BackgroundJobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void remainingTimeFollowsThePace_data();
    void remainingTimeFollowsThePace();
    void jobsComeAndGoInOrder();
    void cancelCallsTheOwnerOnceAndMayFinishTheJob();
    void barShowsTheOldestJobAndItsCancelButton();
    void barShowsMessageWhileNothingRuns();
    void workAnswersOnTheThreadThatAsked();
    void workThatEndsWhileItsOwnerGoesTellsNobody();
};

void BackgroundJobsTest::remainingTimeFollowsThePace_data() {
    QTest::addColumn<double>("fraction");
    QTest::addColumn<double>("elapsed");
    QTest::addColumn<double>("remaining");
    QTest::newRow("a quarter in ten seconds") << 0.25 << 10.0 << 30.0;
    QTest::newRow("done") << 1.0 << 10.0 << 0.0;
    QTest::newRow("too early to tell") << 0.5 << 0.5 << -1.0;
    QTest::newRow("too little to tell") << 0.01 << 60.0 << -1.0;
    QTest::newRow("not known") << -1.0 << 60.0 << -1.0;
}

void BackgroundJobsTest::remainingTimeFollowsThePace() {
    QFETCH(double, fraction);
    QFETCH(double, elapsed);
    BackgroundJob job;
    job.startTime = 1000;
    job.fraction = fraction;
    QTEST(job.remainingSeconds(1000 + elapsed), "remaining");
}

void BackgroundJobsTest::jobsComeAndGoInOrder() {
    BackgroundJobs jobs;
    QSignalSpy changed(&jobs, &BackgroundJobs::changed);
    const quint64 first = jobs.start(QStringLiteral("first"));
    const quint64 second = jobs.start(QStringLiteral("second"));
    jobs.progress(second, 1.5, QStringLiteral("much"));
    QCOMPARE(jobs.jobs().size(), 2);
    QCOMPARE(jobs.jobs()[1].fraction, 1.0);
    jobs.finish(first);
    jobs.finish(first); // twice does no harm
    jobs.progress(first, 0.5);
    QCOMPARE(jobs.jobs().size(), 1);
    QCOMPARE(jobs.jobs()[0].what, QStringLiteral("second"));
    QCOMPARE(changed.count(), 4);
}

void BackgroundJobsTest::cancelCallsTheOwnerOnceAndMayFinishTheJob() {
    BackgroundJobs jobs;
    int calls = 0;
    quint64 id = 0;
    id = jobs.start(QStringLiteral("work"), [&] {
        ++calls;
        jobs.finish(id);
    });
    jobs.cancel(id);
    jobs.cancel(id);
    QCOMPARE(calls, 1);
    QVERIFY(jobs.jobs().isEmpty());
}

void BackgroundJobsTest::barShowsTheOldestJobAndItsCancelButton() {
    BackgroundJobs jobs;
    JobBar bar(&jobs, QStringLiteral("/work/space"));
    bar.resize(800, 28);
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    auto* button = bar.findChild<QToolButton*>();
    auto* progress = bar.findChild<QProgressBar*>();
    QVERIFY(!button->isVisible());
    bool cancelled = false;
    const quint64 id = jobs.start(QStringLiteral("Indexing"), [&] { cancelled = true; });
    jobs.start(QStringLiteral("Other"));
    jobs.progress(id, 0.5, QStringLiteral("3 of 6"));
    QVERIFY(button->isVisible());
    QCOMPARE(progress->value(), 500);
    const QString text = bar.findChild<QLabel*>()->text();
    QVERIFY2(text.contains(QStringLiteral("Indexing · 3 of 6")), qPrintable(text));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(cancelled);
}

void BackgroundJobsTest::barShowsMessageWhileNothingRuns() {
    BackgroundJobs jobs;
    JobBar bar(&jobs, QStringLiteral("/work/space"));
    bar.resize(800, 28);
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    bar.showMessage(QStringLiteral("Saved"));
    QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Saved"));
}

void BackgroundJobsTest::workAnswersOnTheThreadThatAsked() {
    int answer = 0;
    QThread *worked = nullptr, *answered = nullptr;
    workInBackground(
        this,
        [&worked] {
            worked = QThread::currentThread();
            return 42;
        },
        [&](int value) {
            answer = value;
            answered = QThread::currentThread();
        });
    QTRY_COMPARE(answer, 42);
    QVERIFY(worked != QThread::currentThread());
    QCOMPARE(answered, QThread::currentThread());
}

// With QFuture::then(owner, …) of Qt 6.4 this ends in a segmentation fault within a second.
void BackgroundJobsTest::workThatEndsWhileItsOwnerGoesTellsNobody() {
    constexpr int Milliseconds = 2000, Works = 4, SpinsPerTurn = 4000;
    const auto spin = [](int times) {
        volatile int sum = 0;
        for (int i = 0; i < times; ++i)
            sum = sum + i;
        return int(sum);
    };
    int told = 0;
    QElapsedTimer clock;
    clock.start();
    for (int turn = 0; clock.elapsed() < Milliseconds; ++turn) {
        auto owner = std::make_unique<QObject>();
        for (int work = 0; work < Works; ++work)
            workInBackground(
                owner.get(), [spin, work] { return spin(300 * work); }, [&told](int) { ++told; });
        spin(turn % SpinsPerTurn); // so that it goes before, while and after they end
        owner.reset();
        if (turn % 1000 == 0)
            QCoreApplication::processEvents();
    }
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(told, 0);
}

QTEST_MAIN(BackgroundJobsTest)
#include "background_jobs_test.moc"
