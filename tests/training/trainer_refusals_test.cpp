// What roentgen-train says to bad input, and how it stops on request: one clear line, the documented exit code.
#include "engine/protocol/event_log.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/resource.h>

using namespace roentgen;
using namespace roentgen::tests;

class TrainerRefusalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void namesTheBrokenFilmFromAnyRank();
    void refusesATruncatedCheckpoint();
    void refusesToResumeOnAnotherDataSet();
    void refusesWeightsOfAnotherArchitecture();
    void startsFromItsWeightsWhenItIsResumedBeforeTheFirstCheckpoint();
    void endsCleanlyOnAFullDisk();
    void stopsOnRequestAndGoesOn();

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    // Runs to the end; checks the exit code and that stderr ends with one line of ours that holds `says`.
    void expect(TrainerProcess& trainer, int exitCode, const char* says) {
        QVERIFY(trainer.start());
        QVERIFY(trainer.wait(120000));
        const QString text = trainer.errorText();
        QVERIFY2(trainer.exitCode() == exitCode, qPrintable(text));
        QStringList ours;
        for (const QString& line : text.split(QLatin1Char('\n')))
            if (line.startsWith(QLatin1String("roentgen-train: ")))
                ours << line;
        QVERIFY2(ours.size() == 1 && ours.first().contains(QLatin1String(says)), qPrintable(text));
    }
    QStringList arguments(const QString& run, const QStringList& more = {}) const {
        return QStringList{m_experiment, QStringLiteral("--run"), run, QStringLiteral("--set"),
                           QStringLiteral("training.epochs=1")} +
               more;
    }

    QTemporaryDir m_folder;
    QString m_experiment, m_finished;
};

void TrainerRefusalsTest::initTestCase() {
    const QString dataset = makePhantoms(path("phantoms"), 30);
    QVERIFY(!dataset.isEmpty());
    m_experiment = path("experiment.toml");
    QVERIFY(bool(writeFileAtomically(m_experiment.toStdString(), tinyExperiment(dataset, 1).toStdString())));
    m_finished = path("finished");
    TrainerProcess trainer(1, arguments(m_finished));
    QVERIFY(trainer.start() && trainer.wait(120000));
    QVERIFY2(trainer.exitCode() == 0, qPrintable(trainer.errorText()));
}

void TrainerRefusalsTest::saysWhatIsWrong_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QStringList& command, int exitCode, const char* says) {
        QTest::newRow(name) << command << exitCode << QString::fromUtf8(says);
    };
    const auto set = [&](const char* assignment) {
        return arguments(path("fresh"), {QStringLiteral("--set"), QString::fromUtf8(assignment)});
    };
    row("run folder exists", arguments(m_finished), 2, "--resume");
    row("nothing to resume", arguments(path("nothing"), {QStringLiteral("--resume")}), 2, "no run to resume");
    row("resumed with another seed",
        arguments(m_finished,
                  {QStringLiteral("--resume"), QStringLiteral("--set"), QStringLiteral("experiment.seed=9")}),
        2, "experiment.seed");
    row("no experiment", {path("absent.toml"), QStringLiteral("--run"), path("fresh")}, 2, "absent.toml");
    row("no run folder", {m_experiment}, 2, "--run");
    row("unknown option", {QStringLiteral("--frobnicate")}, 2, "--frobnicate");
    row("unknown key", set("training.epoch=3"), 2, "did you mean");
    row("value out of range", set("training.epochs=-1"), 2, "training.epochs");
    row("other ranks than the world", set("distributed.ranks=3"), 2, "distributed.ranks");
    row("a warm-up longer than the run", set("training.warmup_epochs=3"), 2, "training.warmup_epochs");
    row("missing folder", set("data.dataset=/no/such/folder"), 3, "/no/such/folder");
    row("planned task", set("experiment.task=segmentation"), 2, "not built yet");
    row("planned topology", set("model.architecture=unet"), 2, "not built yet");
    row("a class that does not exist", set("data.classes=Dragon"), 3, "Dragon");
    row("missing weights", set("model.weights=/no/such.safetensors"), 3, "/no/such.safetensors");
}

void TrainerRefusalsTest::saysWhatIsWrong() {
    QFETCH(QStringList, command);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    TrainerProcess trainer(1, command);
    expect(trainer, exitCode, says.toUtf8().constData());
    QDir(path("fresh")).removeRecursively();
}

void TrainerRefusalsTest::namesTheBrokenFilmFromAnyRank() {
    const QString dataset = makePhantoms(path("broken"), 30);
    QStringList films;
    QDirIterator files(dataset, {QStringLiteral("*.png")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        films << files.next();
    films.sort();
    QVERIFY(QFile::resize(films[1], QFileInfo(films[1]).size() / 2));
    const QString experiment = path("broken.toml"), run = path("broken-run");
    QVERIFY(bool(writeFileAtomically(experiment.toStdString(), tinyExperiment(dataset, 2).toStdString())));
    TrainerProcess trainer(2, {experiment, QStringLiteral("--run"), run});
    expect(trainer, 3, qPrintable(QFileInfo(films[1]).fileName()));
    RunHistory history;
    for (const RunEvent& event : EventReader((run + QStringLiteral("/events.jsonl")).toStdString()).readNew())
        history.apply(event);
    QVERIFY(history.error && history.error->code == "data");
}

void TrainerRefusalsTest::refusesATruncatedCheckpoint() {
    const QString run = path("truncated");
    TrainerProcess trainer(1, arguments(run));
    QVERIFY(trainer.start() && trainer.wait(120000));
    const QString state = run + QStringLiteral("/checkpoints/last/state.safetensors");
    QVERIFY(QFile::resize(state, QFileInfo(state).size() / 2));
    TrainerProcess resumed(1, arguments(run, {QStringLiteral("--resume")}));
    expect(resumed, 3, "state.safetensors");
}

void TrainerRefusalsTest::refusesToResumeOnAnotherDataSet() {
    const QString dataset = makePhantoms(path("changing"), 30);
    const QString experiment = path("changing.toml"), run = path("changing-run");
    QVERIFY(bool(writeFileAtomically(experiment.toStdString(), tinyExperiment(dataset, 1).toStdString())));
    const QStringList command = {experiment, QStringLiteral("--run"), run, QStringLiteral("--set"),
                                 QStringLiteral("training.epochs=1")};
    TrainerProcess trainer(1, command);
    QVERIFY(trainer.start() && trainer.wait(120000));
    QVERIFY2(trainer.exitCode() == 0, qPrintable(trainer.errorText()));
    const std::string labels = dataset.toStdString() + "/Data_Entry_2017_v2020.csv";
    QString table = QString::fromStdString(*readTextFile(labels));
    const auto first = table.indexOf(QLatin1String("No Finding"));
    QVERIFY(first > 0);
    QVERIFY(bool(writeFileAtomically(labels, table.replace(first, 10, QStringLiteral("Effusion")).toStdString())));
    TrainerProcess resumed(1, command + QStringList{QStringLiteral("--resume")});
    expect(resumed, 3, "told patients by other rules");
}

void TrainerRefusalsTest::refusesWeightsOfAnotherArchitecture() {
    const QString weights = m_finished + QStringLiteral("/best.safetensors");
    TrainerProcess trainer(1, arguments(path("other-weights"),
                                        {QStringLiteral("--set"), QStringLiteral("model.weights=") + weights,
                                         QStringLiteral("--set"), QStringLiteral("model.architecture=densenet201")}));
    expect(trainer, 3, "best.safetensors");
}

void TrainerRefusalsTest::startsFromItsWeightsWhenItIsResumedBeforeTheFirstCheckpoint() {
    const QStringList weights = {QStringLiteral("--set"),
                                 QStringLiteral("model.weights=") + m_finished + QStringLiteral("/best.safetensors")};
    const QString whole = path("from-weights"), killed = path("from-weights-killed");
    TrainerProcess undisturbed(1, arguments(whole, weights));
    QVERIFY(undisturbed.start() && undisturbed.wait(120000) && undisturbed.exitCode() == 0);
    // All that a run leaves that was killed before it had learnt anything.
    QVERIFY(QDir().mkpath(killed) &&
            QFile::copy(whole + QStringLiteral("/experiment.toml"), killed + QStringLiteral("/experiment.toml")));
    TrainerProcess resumed(1, arguments(killed, weights + QStringList{QStringLiteral("--resume")}));
    QVERIFY(resumed.start() && resumed.wait(120000));
    QVERIFY2(resumed.exitCode() == 0, qPrintable(resumed.errorText()));
    const auto bytes = [](const QString& run) { return *readTextFile(run.toStdString() + "/last.safetensors"); };
    QVERIFY(bytes(killed) == bytes(whole));
}

void TrainerRefusalsTest::endsCleanlyOnAFullDisk() {
    // Files of at most 40 MB: the weights fit, the checkpoint does not.
    const QString run = path("full-disk");
    TrainerProcess trainer(1, arguments(run));
    trainer.limitFileSize(rlim_t(40) << 20);
    expect(trainer, 4, "free space");
    QVERIFY(!QFileInfo::exists(run + QStringLiteral("/checkpoints/new")));
    QVERIFY(!QFileInfo::exists(run + QStringLiteral("/checkpoints/last")));
    TrainerProcess resumed(1, arguments(run, {QStringLiteral("--resume")})); // the disk has space again
    QVERIFY(resumed.start() && resumed.wait(120000));
    QVERIFY2(resumed.exitCode() == 0, qPrintable(resumed.errorText()));
    const auto bytes = [](const QString& file) { return readTextFile(file.toStdString()); };
    QVERIFY(*bytes(run + QStringLiteral("/last.safetensors")) ==
            *bytes(m_finished + QStringLiteral("/last.safetensors")));
}

void TrainerRefusalsTest::stopsOnRequestAndGoesOn() {
    const QString run = path("stopped");
    QStringList command = arguments(run);
    command.last() = QStringLiteral("training.epochs=50");
    TrainerProcess trainer(1, command);
    QVERIFY(trainer.start());
    QElapsedTimer clock;
    EventReader reader((run + QStringLiteral("/events.jsonl")).toStdString());
    RunHistory history;
    for (clock.start(); clock.elapsed() < 60000 && history.steps.empty(); QTest::qWait(20))
        for (const RunEvent& event : reader.readNew())
            history.apply(event);
    QVERIFY(!history.steps.empty());
    QVERIFY(bool(appendControl({run.toStdString()}, ControlCommand::Stop)));
    QVERIFY(trainer.wait(60000));
    QCOMPARE(trainer.exitCode(), 130);
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    QVERIFY(history.stopped && history.checkpoint && !history.error);
    const int64_t at = history.currentStep();
    command.last() = QStringLiteral("training.epochs=1");
    TrainerProcess resumed(1, command << QStringLiteral("--resume"));
    QVERIFY(resumed.start() && resumed.wait(60000));
    QVERIFY2(resumed.exitCode() == 0, qPrintable(resumed.errorText()));
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    QVERIFY(history.hello->resumedFrom && history.hello->resumedFrom->step == at);
    QVERIFY(history.finished.has_value());
}

QTEST_GUILESS_MAIN(TrainerRefusalsTest)
#include "trainer_refusals_test.moc"
