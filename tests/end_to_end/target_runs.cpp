#include "tests/end_to_end/target_runs.h"

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace roentgen;

QByteArray bytesOf(const std::string& path) {
    const auto text = readTextFile(path);
    return text ? QByteArray::fromStdString(*text) : QByteArray("absent");
}

RunState stateOf(const RunFolder& run) {
    return RunWatch(run).look();
}

QString faultOfEvents(const RunFolder& run) {
    EventReader reader(run.eventsFile());
    int64_t seq = 0;
    for (const RunEvent& event : reader.readNew())
        if (event.seq != ++seq)
            return QStringLiteral("event %1 stands where %2 should").arg(event.seq).arg(seq);
    if (seq == 0)
        return QStringLiteral("no events");
    return reader.damagedLines() ? QStringLiteral("%1 damaged lines").arg(reader.damagedLines()) : QString();
}

QString leftBehind(const QString& text) {
    QStringList commands;
    const auto nothing = [&] {
        commands.clear();
        for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile line(QStringLiteral("/proc/%1/cmdline").arg(pid));
            if (pid.toInt() > 0 && line.open(QIODevice::ReadOnly))
                if (const QByteArray command = line.readAll().replace('\0', ' '); command.contains(text.toUtf8()))
                    commands << pid + QLatin1Char(' ') + QString::fromUtf8(command);
        }
        return commands.isEmpty();
    };
    return QTest::qWaitFor(nothing, 10000) ? QString() : commands.join(QLatin1Char('\n'));
}

bool TargetRuns::prepare(const QString& filmsFolder) {
    const ProgramRun films = runProgram(QStringLiteral("roentgen-data"),
                                        {QStringLiteral("phantom"), QStringLiteral("--kind"), QStringLiteral("chest"),
                                         QStringLiteral("--count"), QStringLiteral("40"), QStringLiteral("--size"),
                                         QStringLiteral("64"), QStringLiteral("--seed"), QStringLiteral("5"),
                                         QStringLiteral("--out"), filmsFolder + QStringLiteral("/films")});
    return films.exitCode == 0 && QDir().mkpath(workspace() + QStringLiteral("/targets")) &&
           bool(writeFileAtomically(
               experiment().toStdString(),
               "[data]\ndataset = \"films\"\nimage_size = 32\nclasses = [\"Effusion\", \"Cardiomegaly\"]\n"
               "split = \"fraction\"\nvalidation_fraction = 0.2\n[model]\narchitecture = \"resnet18\"\n"
               "[training]\nlocal_batch = 4\nprecision = \"fp32\"\n[distributed]\nthreads_per_rank = 1\n"));
}

bool TargetRuns::addTarget(const char* name, const QByteArray& toml) const {
    return bool(writeFileAtomically(workspace().toStdString() + "/targets/" + name + ".toml", toml.toStdString()));
}

ProgramRun TargetRuns::roentgenRun(QStringList arguments) const {
    arguments << QStringLiteral("--workspace") << workspace();
    return runProgram(QStringLiteral("roentgen-run"), arguments, 180);
}

QStringList TargetRuns::syncArguments(const QString& id) const {
    return {QStringLiteral("sync"), id, QStringLiteral("--follow"), QStringLiteral("--workspace"), workspace()};
}

bool TargetRuns::start(const QString& target, const QString& id, int epochs, const QStringList& more) const {
    QStringList arguments = {QStringLiteral("start"),
                             experiment(),
                             QStringLiteral("--target"),
                             target,
                             QStringLiteral("--id"),
                             id,
                             QStringLiteral("--json"),
                             QStringLiteral("--set"),
                             QStringLiteral("training.epochs=%1").arg(epochs)};
    const ProgramRun started = roentgenRun(arguments + more);
    if (started.exitCode != 0)
        qWarning("%s", started.diagnostics.constData());
    return started.exitCode == 0 && started.json()["run"] == id.toStdString();
}
