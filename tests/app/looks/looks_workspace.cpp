#include "tests/app/looks/looks_workspace.h"

#include "app/experiments/experiment_store.h"
#include "app/settings/target_store.h"
#include "engine/protocol/sweep_record.h"
#include "engine/protocol/text_file.h"
#include "tests/app/recorded_run.h"

#include <QJsonArray>
#include <QProcess>

#include <cmath>

namespace roentgen::test {

namespace {

QString runProgram(const app::AppContext& context, const char* name, const QStringList& arguments) {
    QProcess program;
    program.start(context.binFolder + QLatin1Char('/') + QLatin1String(name), arguments);
    const bool done = program.waitForFinished(120000) && program.exitCode() == 0;
    return done ? QString()
                : QLatin1String(name) + QStringLiteral(": ") + QString::fromUtf8(program.readAllStandardError());
}

// Films, one of them broken, and the data set's file.
QString makeFilms(const app::AppContext& context) {
    const QString folder = context.workspace + QStringLiteral("/films");
    const QString fault = runProgram(context, "roentgen-data",
                                     {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("48"),
                                      QStringLiteral("--size"), QStringLiteral("128"), QStringLiteral("--seed"),
                                      QStringLiteral("5"), QStringLiteral("--out"), folder});
    const std::string files = context.workspace.toStdString();
    const bool written =
        bool(writeFileAtomically(files + "/films/images/broken.png", "no picture")) &&
        bool(writeFileAtomically(files + "/datasets/phantoms.toml",
                                 "name = \"phantoms\"\nfolder = \"" + folder.toStdString() + "\"\nlayout = \"nih\"\n"));
    return !fault.isEmpty() ? fault : written ? QString() : QStringLiteral("the films cannot be written");
}

QString trainSmallModel(const app::AppContext& context) {
    Experiment small;
    small.data.dataset = "phantoms";
    small.data.imageSize = 32;
    small.model.architecture = "resnet18";
    small.training.localBatch = 8;
    small.training.epochs = 1;
    const app::ExperimentStore store(context.workspace);
    const Result<QString> name = store.create(small, QStringLiteral("demo"));
    if (!name)
        return QString::fromStdString(name.error().toLine());
    return runProgram(context, "roentgen-run",
                      {QStringLiteral("start"), store.file(*name), QStringLiteral("--workspace"), context.workspace,
                       QStringLiteral("--id"), TrainedRun, QStringLiteral("--wait")});
}

// A curve that falls and one that rises, as long as a real run's.
void recordRun(const QString& workspace, const QString& id, double speed,
               const std::function<void(RecordedRun&)>& end) {
    Experiment experiment;
    experiment.data.dataset = "phantoms";
    RecordedRun run(workspace, id, experiment);
    run.begin(4, 50, {"Cardiomegaly", "Effusion", "Mass", "Atelectasis"}, 2);
    for (int step = 1; step <= 200; ++step) {
        const double way = step / 200.0, noise = 0.02 * std::sin(step * 1.7);
        run.step((step + 49) / 50, step, 0.7 * std::exp(-2 * way) + noise + 0.05,
                 {{0, 0.01, 0.02, 0.01, 0.005, 0.3, 0.04}, {1, 0.01, 0.02, 0.01, 0.005, 0.31, 0.03}},
                 speed * (1 + noise), 0.001 * (1 - way));
        if (step % 50 == 0)
            run.validation(step / 50, step, 0.6 - 0.3 * way,
                           {{"Cardiomegaly", 0.6 + 0.35 * way},
                            {"Effusion", 0.55 + 0.35 * way},
                            {"Mass", 0.5 + 0.3 * way},
                            {"Atelectasis", 0.5 + 0.2 * way}},
                           0.54 + 0.3 * way);
    }
    end(run);
}

QString recordRuns(const QString& workspace) {
    recordRun(workspace, QStringLiteral("chexnet-20260302-081500"), 23.4, [](RecordedRun& run) {
        run.append(FinishedEvent{0.842, 5400});
    });
    recordRun(workspace, QStringLiteral("quick-20260303-101010"), 61.2, [](RecordedRun& run) {
        run.append(ErrorEvent{
            "out_of_memory", "Not enough memory for a batch of 64", "training.local_batch", "use a smaller batch", {}});
    });
    for (const char* id : {"batch-8-r1", "batch-16-r1"})
        recordRun(workspace, QLatin1String(id), 30, [](RecordedRun& run) { run.append(FinishedEvent{0.8, 300}); });
    const SweepFolder folder = sweepFolder(workspace.toStdString(), "batch");
    QDir().mkpath(QString::fromStdString(folder.path));
    const auto entry = [](const char* id, int64_t combination, const char* batch) {
        return SweepEntry{id, combination, 1, 1, {{"training.local_batch", batch}}, ""};
    };
    const Status kept =
        writeSweepRecord(folder, {"batch", {entry("batch-8-r1", 0, "8"), entry("batch-16-r1", 1, "16")}});
    return kept ? QString() : QString::fromStdString(kept.error().toLine());
}

QString makeTargets(const QString& workspace) {
    const app::TargetStore store(workspace);
    Target tower, queue;
    tower.name = "tower";
    tower.host = "ada@tower";
    queue.name = "cluster";
    queue.kind = "slurm";
    queue.host = "login.cluster";
    for (const Target& target : {tower, queue})
        if (const Status saved = store.save(target); !saved)
            return QString::fromStdString(saved.error().toLine());
    store.keepTest(QStringLiteral("tower"), {"tower", "ssh", true, {}});
    return {};
}

QString readSomeFilms(const app::AppContext& context) {
    QFile table(context.workspace + QStringLiteral("/runs/") + TrainedRun + QStringLiteral("/predictions.csv"));
    if (!table.open(QIODevice::ReadOnly))
        return QStringLiteral("the run has no predictions");
    table.readLine();
    for (const app::Verdict verdict : {app::Verdict::Accept, app::Verdict::Reject, app::Verdict::Uncertain}) {
        app::ReadingAct act;
        act.image = context.workspace + QStringLiteral("/films/images/") +
                    QString::fromUtf8(table.readLine()).section(QLatin1Char(','), 0, 0);
        act.finding = QStringLiteral("Effusion");
        act.source = TrainedRun;
        act.verdict = verdict;
        act.comment = QStringLiteral("Costophrenic angle");
        if (const Status kept = context.library->add(act); !kept)
            return QString::fromStdString(kept.error().toLine());
    }
    return {};
}

} // namespace

QString makeLooksWorkspace(const app::AppContext& context) {
    for (const char* folder : {"datasets", "experiments", "weights", "runs", "thumbnails"})
        QDir(context.workspace).mkpath(QLatin1String(folder));
    context.library->setReader(QStringLiteral("ada"));
    QString fault = makeFilms(context);
    if (fault.isEmpty())
        fault = trainSmallModel(context);
    if (fault.isEmpty())
        fault = recordRuns(context.workspace);
    if (fault.isEmpty())
        fault = makeTargets(context.workspace);
    return fault.isEmpty() ? readSomeFilms(context) : fault;
}

} // namespace roentgen::test
