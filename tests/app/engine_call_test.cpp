// One question to a program: answered once, cancelled, too late, or without anybody who waits for the answer. With the
// argument "owner" this program is the window that is killed meanwhile.
#include "app/engine_call.h"
#include "engine/protocol/messages/message_text.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen;
using namespace roentgen::app;

namespace {

using Effect = EngineCall::Effect;

// The shell script's own pid is in the file $1.
QStringList script(const QString& text, const QString& pidFile = QStringLiteral("/dev/null")) {
    return {QStringLiteral("-c"), QStringLiteral("echo $$ >\"$1\"; ") + text, QStringLiteral("sh"), pidFile};
}

pid_t pidIn(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? pid_t(file.readAll().trimmed().toLongLong()) : 0;
}

bool isAlive(pid_t pid) {
    QFile state(QStringLiteral("/proc/%1/stat").arg(pid));
    return state.open(QIODevice::ReadOnly) && !state.readAll().contains(") Z ");
}

} // namespace

class EngineCallTest : public QObject {
    Q_OBJECT

    const QString m_shell = QStringLiteral("/bin/sh");
    QTemporaryDir m_folder;
    QList<EngineOutcome> m_outcomes;
    EngineCall::Ended keep() {
        return [this](const EngineOutcome& outcome) { m_outcomes << outcome; };
    }

private Q_SLOTS:
    void init() { m_outcomes.clear(); }

    void theAnswerComesOnceAndTheCallGoes() {
        QPointer<EngineCall> call = new EngineCall(m_shell, script(QStringLiteral("echo '{\"a\":1}'; echo said >&2")),
                                                   Effect::OnlyAsks, this, keep());
        QVERIFY(m_outcomes.isEmpty());
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY(m_outcomes[0].ok);
        QCOMPARE(m_outcomes[0].answer, QByteArray("{\"a\":1}\n"));
        QTRY_VERIFY(!call);
    }

    void whyItFailedIsTold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const Error full = environmentError("The disk is full", "/runs", "make room");
        QTest::newRow("as JSON") << QStringLiteral("echo '%1'; echo 'roentgen-run: other words' >&2; exit 4")
                                        .arg(QString::fromStdString(writeMessage(FailedAnswer{{full, 4}})))
                                 << QStringLiteral("The disk is full (/runs): make room");
        QTest::newRow("as a line") << QStringLiteral("echo first >&2; echo 'roentgen-run: no room (x): y' >&2; exit 4")
                                   << QStringLiteral("no room (x): y");
        QTest::newRow("without a word") << QStringLiteral("exit 7")
                                        << QStringLiteral("sh ended without a word (exit code 7)");
        QTest::newRow("progress is no reason") << QStringLiteral("echo '{\"progress\":0.5}' >&2; exit 1")
                                               << QStringLiteral("sh ended without a word (exit code 1)");
    }
    void whyItFailedIsTold() {
        QFETCH(QString, text);
        new EngineCall(m_shell, script(text), Effect::OnlyAsks, this, keep());
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY(!m_outcomes[0].ok && !m_outcomes[0].error.cancelled);
        QTEST(m_outcomes[0].error.toText(), "said");
    }

    void aProgramThatIsNotThereIsToldOnce() {
        new EngineCall(QStringLiteral("/nowhere/roentgen-run"), {}, Effect::OnlyAsks, this, keep());
        QVERIFY(m_outcomes.isEmpty()); // not before the event loop runs
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY(m_outcomes[0].error.message.contains(QStringLiteral("/nowhere/roentgen-run")));
    }

    void progressIsHeardInWholeLines() {
        QList<double> heard;
        auto* call = new EngineCall(m_shell,
                                    script(QStringLiteral("printf '{\"progress\":' >&2; sleep 0.2; echo '0.25}' >&2; "
                                                          "echo words >&2; echo '{\"progress\":1}' >&2")),
                                    Effect::OnlyAsks, this, keep());
        connect(call, &EngineCall::progressed, this, [&](const Progress& progress) { heard << progress.progress; });
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(heard, QList<double>({0.25, 1}));
    }

    void aCancelledCallIsCancelledWhateverItSays() {
        const QString pidFile = m_folder.filePath(QStringLiteral("cancelled"));
        auto* call = new EngineCall(
            m_shell, script(QStringLiteral("trap 'echo late >&2; exit 0' TERM; sleep 60 & wait"), pidFile),
            Effect::OnlyAsks, this, keep());
        QTRY_VERIFY(pidIn(pidFile) > 0);
        QTest::qWait(100); // the trap
        call->cancel();
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY(!m_outcomes[0].ok && m_outcomes[0].error.cancelled);
    }

    void aCallThatDoesNotEndIsEnded() {
        const QString pidFile = m_folder.filePath(QStringLiteral("deaf"));
        auto* call =
            new EngineCall(m_shell, script(QStringLiteral("trap '' TERM; while :; do sleep 0.1; done"), pidFile),
                           Effect::OnlyAsks, this, keep());
        QTRY_VERIFY(pidIn(pidFile) > 0);
        QTest::qWait(100);
        call->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(m_outcomes.size(), 1, 10000);
        QVERIFY(m_outcomes[0].error.cancelled);
        QTRY_VERIFY(!isAlive(pidIn(pidFile)));
    }

    void aCallThatIsTooLateFails() {
        auto* call = new EngineCall(m_shell, script(QStringLiteral("exec sleep 60")), Effect::OnlyAsks, this, keep());
        call->limit(1000);
        QTRY_COMPARE(m_outcomes.size(), 1);
        QVERIFY2(m_outcomes[0].error.message.contains(QStringLiteral("did not answer")),
                 qPrintable(m_outcomes[0].error.message));
    }

    // What only answers is ended with its owner; what changes runs comes to its end first.
    void anOwnerThatGoesEndsOrWaits() {
        const QString asks = m_folder.filePath(QStringLiteral("asks")),
                      done = m_folder.filePath(QStringLiteral("done"));
        auto owner = std::make_unique<QObject>();
        new EngineCall(m_shell, script(QStringLiteral("exec sleep 60"), asks), Effect::OnlyAsks, owner.get(), keep());
        QTRY_VERIFY(pidIn(asks) > 0);
        const pid_t asking = pidIn(asks);
        new EngineCall(m_shell, script(QStringLiteral("sleep 0.5; echo done >'%1'").arg(done)), Effect::ChangesRuns,
                       owner.get(), keep());
        QElapsedTimer clock;
        clock.start();
        owner.reset();
        QVERIFY(clock.elapsed() < 4000);
        QVERIFY(!isAlive(asking));
        QVERIFY(QFile::exists(done));
        QTest::qWait(100);
        QVERIFY(m_outcomes.isEmpty()); // nobody is told who is gone
    }

    void aChangeThatTakesLongOutlivesItsOwner() {
        const QString pidFile = m_folder.filePath(QStringLiteral("long")),
                      done = m_folder.filePath(QStringLiteral("longDone"));
        auto owner = std::make_unique<QObject>();
        new EngineCall(m_shell, script(QStringLiteral("sleep 11; echo done >'%1'").arg(done), pidFile),
                       Effect::ChangesRuns, owner.get(), keep());
        QTRY_VERIFY(pidIn(pidFile) > 0);
        owner.reset();
        QVERIFY(!QFile::exists(done));
        QTRY_VERIFY(QFile::exists(done));
    }

    void aKilledWindowTakesWithItWhatOnlyAnswers() {
        const QString asks = m_folder.filePath(QStringLiteral("ofKilled")), changes = asks + QStringLiteral("Changes");
        QProcess window;
        window.start(QCoreApplication::applicationFilePath(), {QStringLiteral("owner"), asks, changes});
        QTRY_VERIFY_WITH_TIMEOUT(pidIn(asks) > 0 && pidIn(changes) > 0, 10000);
        QVERIFY(isAlive(pidIn(asks)) && isAlive(pidIn(changes)));
        window.kill();
        QVERIFY(window.waitForFinished());
        QTRY_VERIFY(!isAlive(pidIn(asks)));
        QVERIFY(isAlive(pidIn(changes)));
        ::kill(pidIn(changes), SIGKILL);
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 4 && QByteArray(argv[1]) == "owner") {
        const auto sleeper = [](const char* pidFile) {
            return script(QStringLiteral("exec sleep 60"), QString::fromLocal8Bit(pidFile));
        };
        new EngineCall(QStringLiteral("/bin/sh"), sleeper(argv[2]), Effect::OnlyAsks, &application, {});
        new EngineCall(QStringLiteral("/bin/sh"), sleeper(argv[3]), Effect::ChangesRuns, &application, {});
        return QCoreApplication::exec();
    }
    EngineCallTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "engine_call_test.moc"
