// kill -9 of the real window while a run goes on elsewhere: nothing of it stays behind here, the run does not notice,
// and the next window shows it with every event once.
// ROENTGEN_CUTS: how often it is killed (3; the long test takes 20).
#include "tests/end_to_end/open_window.h"
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/ssh_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include <csignal>
#include <random>

using namespace roentgen;

namespace {

QByteArray fileOfProcess(int pid, const char* name) {
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Fields of /proc/PID/stat from the third on (proc(5)): state, parent, …; the name before them may hold anything.
QList<QByteArray> statusOf(int pid) {
    const QByteArray stat = fileOfProcess(pid, "stat");
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

QList<int> allProcesses() {
    QList<int> pids;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
        if (name.toInt() > 0)
            pids.append(name.toInt());
    return pids;
}

struct Process {
    int pid;
    QByteArray startTicks, commandLine;
    bool isGone() const {
        const QList<QByteArray> status = statusOf(pid);
        return status.size() < 20 || status[0] == "Z" || status[19] != startTicks;
    }
};

// With children of children.
QList<Process> descendantsOf(int pid) {
    QList<Process> found;
    for (const int other : allProcesses()) {
        const QList<QByteArray> status = statusOf(other);
        if (status.size() < 20 || status[1].toInt() != pid)
            continue;
        found.append({other, status[19], fileOfProcess(other, "cmdline").replace('\0', ' ')});
        found.append(descendantsOf(other));
    }
    return found;
}

QByteArray namesOf(const QList<Process>& processes) {
    QByteArray text;
    for (const Process& process : processes)
        if (!process.isGone())
            text += process.commandLine + '\n';
    return text;
}

// The far ends of connections that bring this workspace's events.
int feedsOf(const QString& workspace) {
    int count = 0;
    for (const int pid : allProcesses()) {
        const QList<QByteArray> arguments = fileOfProcess(pid, "cmdline").split('\0');
        count += arguments.first().endsWith("/roentgen-run") && arguments.contains("feed") &&
                 arguments.contains(workspace.toUtf8()) && statusOf(pid).first() != "Z";
    }
    return count;
}

} // namespace

class WindowKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKilledWindowLeavesNothingAndTheNextShowsTheRunAsItIs();

private:
    void startWindow(QProcess& window, const QString& page) const;

    QTemporaryDir m_folder;
    tests::SshServer m_server;
    TargetRuns m_runs;
    QString m_there = m_folder.filePath(QStringLiteral("there"));
};

void WindowKillTest::initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
    QCoreApplication::setApplicationName(QStringLiteral("Roentgen"));
    QCoreApplication::setOrganizationName(QStringLiteral("Roentgen"));
    QApplication::setQuitOnLastWindowClosed(false);
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    QVERIFY(m_runs.prepare(m_there));
    QVERIFY(m_runs.addTarget("box", m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n")));
}

void WindowKillTest::startWindow(QProcess& window, const QString& page) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.filePath(QStringLiteral("config")));
    window.setProcessEnvironment(environment);
    window.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen"),
                 {QStringLiteral("--workspace"), m_runs.workspace(), QStringLiteral("--page"), page});
}

void WindowKillTest::aKilledWindowLeavesNothingAndTheNextShowsTheRunAsItIs() {
    const int asked = qEnvironmentVariableIntValue("ROENTGEN_CUTS");
    const QString id = QStringLiteral("watched");
    const RunFolder there{(m_there + QStringLiteral("/runs/") + id).toStdString()};
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 5000));
    std::mt19937 random(11);
    std::uniform_int_distribution<int> pause(50, 4000);
    const QStringList pages = {QStringLiteral("runs"), QStringLiteral("experiments"), QStringLiteral("studies"),
                               QStringLiteral("review"), QStringLiteral("settings")};
    qint64 longest = 0;
    int withSync = 0;
    for (int cut = 0; cut < (asked > 0 ? asked : 3); ++cut) {
        QProcess window;
        startWindow(window, pages[cut % pages.size()]);
        QVERIFY(window.waitForStarted());
        QTest::qWait(pause(random));
        QCOMPARE(window.state(), QProcess::Running);
        // Held for a moment, so that it makes no child between the look and the kill.
        ::kill(pid_t(window.processId()), SIGSTOP);
        const QList<Process> children = descendantsOf(int(window.processId()));
        withSync += namesOf(children).contains(" sync ");
        window.kill();
        QVERIFY(window.waitForFinished());
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY2_WITH_TIMEOUT(namesOf(children).isEmpty(), namesOf(children).constData(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(feedsOf(m_there), 0, 10000 - int(clock.elapsed()));
        longest = std::max(longest, clock.elapsed());
        const QString fault = faultOfEvents(m_runs.run(id));
        QVERIFY2(fault.isEmpty() || fault == QLatin1String("no events"), qPrintable(fault));
        QVERIFY(isGoingOn(stateOf(there)));
    }
    qInfo("%d of the windows had begun to sync; the last child was gone after %lld ms", withSync, longest);
    QVERIFY(withSync > 0);

    OpenWindow window(m_runs.workspace(), QStringLiteral("runs"));
    window.runs()->choose(id);
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Running, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(window.lossPoints() > 0, 30000);
    const int points = window.lossPoints();
    QTRY_VERIFY_WITH_TIMEOUT(window.lossPoints() > points, 30000);
    window.action(QStringLiteral("Stop"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(window.row(id).summary.state, RunState::Stopped, 60000);
    QCOMPARE(stateOf(there), RunState::Stopped);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
    QCOMPARE(bytesOf(m_runs.run(id).eventsFile()), bytesOf(there.eventsFile()));
}

QTEST_MAIN(WindowKillTest)
#include "window_kill_test.moc"
