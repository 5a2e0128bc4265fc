// What a summary says of a run of which nothing new is heard, and of one that has ended.
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/run_state.h"

#include "engine/protocol/event_log.h"
#include "engine/protocol/run_folder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;

class RunStateTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    RunHistory m_history; // of 100 steps, 10 are done, a second each: 1000 to 1010
    int64_t m_seq = 0;

    void apply(double time, RunEvent::Body body) { m_history.apply({++m_seq, time, std::move(body)}); }
    RunSummary at(RunState state, double now) const {
        return summarizeRun(RunFolder{m_folder.path().toStdString()}, "name", m_history, state, now);
    }

private Q_SLOTS:
    void init() {
        m_history = {};
        m_seq = 0;
        HelloEvent hello;
        hello.epochs = 10;
        hello.stepsPerEpoch = 10;
        apply(1000, hello);
        for (int64_t step = 1; step <= 10; ++step) {
            StepEvent event;
            event.epoch = 1;
            event.step = step;
            apply(1000 + double(step), event);
        }
    }

    void theTimeLeftDoesNotGrowWhileNothingIsHeard() {
        QCOMPARE(*at(RunState::Running, 1010).remainingSeconds, 90.0);
        for (RunState silent : {RunState::Unreachable, RunState::Stalled})
            for (double now : {1010.0, 1100.0, 90000.0})
                QCOMPARE(*at(silent, now).remainingSeconds, 90.0);
        QCOMPARE(at(RunState::Unreachable, 90000).elapsedSeconds, 10.0);
        QCOMPARE(at(RunState::Stalled, 1100).elapsedSeconds, 100.0); // it lives, and its time goes on
    }

    void whyARunEndedIsKnown() {
        apply(1011, StoppedEvent{"any words", "checkpoint"});
        QCOMPARE(at(RunState::Stopped, 2000).endReason, std::string("checkpoint"));
        QVERIFY(writeMessage(at(RunState::Stopped, 2000)).find("\"end_reason\":\"checkpoint\"") != std::string::npos);
        init();
        apply(1011, StoppedEvent{"stopped at once on request"}); // as 0.1.0 wrote it: words tell nothing
        QCOMPARE(at(RunState::Stopped, 2000).endReason, std::string());
        init();
        apply(1011, FinishedEvent{{}, 11, "early_stop"});
        QCOMPARE(at(RunState::Finished, 2000).endReason, std::string("early_stop"));
        init();
        apply(1011, ErrorEvent{"usage", "The loss is no number", "", "lower learning_rate", {}, "divergence"});
        RunSummary failed = at(RunState::Failed, 2000);
        QVERIFY(failed.diverged);
        QCOMPARE(failed.errorWhat, std::string("The loss is no number"));
        QVERIFY(failed.errorLine.find("learning_rate") != std::string::npos);
        init();
        apply(1011, ErrorEvent{"data", "No such film", "x.png", "look"});
        QVERIFY(!at(RunState::Failed, 2000).diverged);
    }
};

QTEST_APPLESS_MAIN(RunStateTest)
#include "run_state_test.moc"
