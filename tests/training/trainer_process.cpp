#include "tests/training/trainer_process.h"

#include <QDir>
#include <QFile>
#include <QThread>
#include <algorithm>
#include <csignal>

namespace roentgen::tests {

namespace {
QString program(const char* name) {
    return QStringLiteral(ROENTGEN_BIN_DIR "/") + QLatin1String(name);
}
} // namespace

QString makePhantoms(const QString& folder, int count) {
    QProcess process;
    process.start(program("roentgen-data"),
                  {QStringLiteral("phantom"), QStringLiteral("--kind"), QStringLiteral("chest"),
                   QStringLiteral("--count"), QString::number(count), QStringLiteral("--out"), folder,
                   QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--size"), QStringLiteral("64")});
    return process.waitForFinished(120000) && process.exitCode() == 0 ? folder : QString();
}

QByteArray tinyExperiment(const QString& dataset, int ranks) {
    return QStringLiteral("[data]\ndataset = \"%1\"\nimage_size = 32\nclasses = [\"Effusion\", \"Cardiomegaly\"]\n"
                          "split = \"fraction\"\nvalidation_fraction = 0.2\ntest_fraction = 0.1\n"
                          "[training]\nepochs = 2\nlocal_batch = %2\nprecision = \"fp32\"\ncheckpoint_steps = 2\n"
                          "[distributed]\nranks = %3\nthreads_per_rank = 1\n")
        .arg(dataset)
        .arg(4 / ranks)
        .arg(ranks)
        .toUtf8();
}

TrainerProcess::TrainerProcess(int ranks, const QStringList& arguments) {
    if (ranks > 1)
        m_command = {QStringLiteral("mpirun"),
                     QStringLiteral("--allow-run-as-root"),
                     QStringLiteral("--oversubscribe"),
                     QStringLiteral("--bind-to"),
                     QStringLiteral("none"),
                     QStringLiteral("-n"),
                     QString::number(ranks)};
    m_command << program("roentgen-train") << arguments;
}

TrainerProcess::~TrainerProcess() {
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void TrainerProcess::limitFileSize(rlim_t bytes) {
    m_process.setChildProcessModifier([bytes] {
        const struct rlimit limit { bytes, bytes };
        setrlimit(RLIMIT_FSIZE, &limit);
    });
}

bool TrainerProcess::start() {
    m_process.start(m_command.first(), m_command.mid(1));
    return m_process.waitForStarted();
}

QList<int> TrainerProcess::processesOf(const QString& runFolder) {
    const QByteArray mark = runFolder.toUtf8();
    QList<int> found;
    for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const int number = pid.toInt(&isNumber);
        QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(pid)); // empty of a zombie
        if (isNumber && commandLine.open(QIODevice::ReadOnly) && commandLine.readAll().split('\0').contains(mark))
            found.append(number);
    }
    return found;
}

int TrainerProcess::signalAll(const QString& runFolder, int signal) const {
    int alive = 0;
    for (const int pid : processesOf(runFolder))
        alive += ::kill(pid, signal) == 0 ? 1 : 0;
    return alive;
}

bool TrainerProcess::stopAll(const QString& runFolder) const {
    signalAll(runFolder, SIGSTOP);
    const auto standsStill = [](int pid) {
        QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
        const QByteArray text = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
        return text.mid(text.lastIndexOf(')') + 2, 1) == "T";
    };
    for (int tries = 0; tries < 1000; ++tries) {
        const QList<int> processes = processesOf(runFolder);
        if (std::all_of(processes.begin(), processes.end(), standsStill))
            return true;
        QThread::msleep(5); // one waits for the disk
    }
    return false;
}

int TrainerProcess::killAll(const QString& runFolder) {
    const int killed = signalAll(runFolder, SIGKILL);
    m_process.waitForFinished(30000);
    return killed;
}

bool TrainerProcess::wait(int milliseconds) {
    const bool ended = m_process.waitForFinished(milliseconds);
    m_errorText += QString::fromUtf8(m_process.readAllStandardError());
    return ended;
}

} // namespace roentgen::tests
