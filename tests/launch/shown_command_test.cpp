// What --dry-run shows is what then runs: on this machine, behind a real sshd, on several hosts and in a real Slurm's
// queue, here and behind ssh. The trainer is a script that writes down how it was started, beside the real
// roentgen-run.
#include "engine/protocol/remote_record.h"
#include "tests/launch/scripted_engine.h"
#include "tests/launch/slurm_cluster.h"
#include "tests/launch/two_hosts.h"

#include <QRegularExpression>
#include <QTest>

using namespace roentgen;

class ShownCommandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsShownRuns_data();
    void whatIsShownRuns();
    void anEditedScriptIsSubmittedAndThatIsShown();
    void weightsThatAreStillToBeSentDoNotStandInTheWay();
    void whatDoesNotFitThereIsRefusedThere();

private:
    QStringList startOf(const QString& target, const QString& id) const;
    void addTarget(const char* name, const QByteArray& toml) const;
    // What each rank wrote down: the trainer's arguments, and of its parent mpirun's.
    QList<QList<QByteArray>> ranksOf(const QString& id) const;

    tests::ScriptedEngine m_engine;
    const QString m_bin = m_engine.bin(), m_here = m_engine.workspace();
    const QString m_there = m_engine.folder(QStringLiteral("it's there"));
    const QString m_cluster = m_engine.folder(QStringLiteral("cluster"));
    const QString m_said = m_engine.folder(QStringLiteral("said"));
    tests::SshServer m_server;
    tests::SlurmCluster m_slurm;
    tests::TwoHosts m_hosts;
};

void ShownCommandTest::addTarget(const char* name, const QByteArray& toml) const {
    QVERIFY(
        writeFileAtomically((m_here + QStringLiteral("/targets/")).toStdString() + name + ".toml", toml.toStdString()));
}

void ShownCommandTest::initTestCase() {
    for (const QString& folder : {m_there, m_cluster, m_said})
        QVERIFY(QDir().mkpath(folder));
    // Rank by rank, a line an argument.
    QVERIFY(m_engine.make("id=$(basename -- \"${@: -1}\")\n"
                          "file=" +
                          m_said.toStdString() +
                          "/$id.${OMPI_COMM_WORLD_RANK:-0}\n"
                          "{ printf 'OMP_NUM_THREADS=%s\\nOMP_PROC_BIND=%s\\n%s\\n' \"$OMP_NUM_THREADS\" "
                          "\"$OMP_PROC_BIND\" \"$0\"\n"
                          "  printf '%s\\n' \"$@\"; echo --; tr '\\0' '\\n' </proc/$PPID/cmdline; } >\"$file.part\"\n"
                          "mv \"$file.part\" \"$file\"\n"));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    QVERIFY2(m_slurm.start(), qPrintable(m_slurm.error()));
    QVERIFY2(m_hosts.start(), qPrintable(m_hosts.error()));
    const QByteArray engine = "engine_folder = \"" + m_bin.toUtf8() + "\"\n";
    const QByteArray configuration = "export SLURM_CONF=" + m_slurm.configuration().toUtf8();
    addTarget("box", m_server.targetToml(m_there, engine));
    addTarget("hosts", m_hosts.targetToml(m_there).replace(ROENTGEN_BIN_DIR, m_bin.toUtf8()));
    addTarget("queue", "kind = \"slurm\"\nmpirun_options = [\"--oversubscribe\"]\n[slurm]\npartition = \"test\"\n");
    addTarget("cluster",
              QByteArray(m_server.targetToml(m_cluster, engine)).replace("kind = \"ssh\"", "kind = \"slurm\"") +
                  "prelude = [\"" + configuration +
                  "\"]\nmpirun_options = [\"--oversubscribe\"]\n"
                  "[slurm]\npartition = \"test\"\n");
}

QStringList ShownCommandTest::startOf(const QString& target, const QString& id) const {
    QStringList arguments = {QStringLiteral("start"), m_engine.experiment(), QStringLiteral("--id"), id};
    return target.isEmpty() ? arguments : arguments << QStringLiteral("--target") << target;
}

QList<QList<QByteArray>> ShownCommandTest::ranksOf(const QString& id) const {
    QList<QList<QByteArray>> ranks;
    const QDir said(m_said);
    for (const QString& name : said.entryList({id + QStringLiteral(".?")}, QDir::Files, QDir::Name)) {
        QFile file(said.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            ranks << file.readAll().trimmed().split('\n');
    }
    return ranks;
}

void ShownCommandTest::whatIsShownRuns_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<QString>("folder"); // runs/ of the place where it runs
    QTest::newRow("here, one process") << QString() << 1 << m_here;
    QTest::newRow("here, two ranks") << QString() << 2 << m_here;
    QTest::newRow("ssh, one process") << QStringLiteral("box") << 1 << m_there;
    QTest::newRow("ssh, two ranks") << QStringLiteral("box") << 2 << m_there;
    QTest::newRow("ssh, several hosts") << QStringLiteral("hosts") << 2 << m_there;
    QTest::newRow("Slurm here") << QStringLiteral("queue") << 2 << m_here;
    QTest::newRow("Slurm behind ssh") << QStringLiteral("cluster") << 2 << m_cluster;
}

void ShownCommandTest::whatIsShownRuns() {
    QFETCH(QString, target);
    QFETCH(int, ranks);
    QFETCH(QString, folder);
    const QString id =
        QString::fromLatin1(QTest::currentDataTag()).remove(QRegularExpression(QStringLiteral("[^a-zA-Z]")));
    const QStringList start = startOf(target, id)
                              << QStringLiteral("--set") << QStringLiteral("distributed.ranks=%1").arg(ranks);
    const auto shown = m_engine.run(start + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(shown.code == 0, shown.errors.constData());
    QVERIFY(!QFileInfo::exists(folder + QStringLiteral("/runs/") + id));
    const auto started = m_engine.run(start);
    QVERIFY2(started.code == 0, started.errors.constData());
    QCOMPARE(QByteArray::fromStdString(started.json["command_line"].get<std::string>()),
             QByteArray::fromStdString(shown.json["command_line"].get<std::string>()));
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(id).size(), ranks, 60000);

    const std::vector<std::string> command = shown.json["command"].get<std::vector<std::string>>();
    QList<QByteArray> all;
    for (const std::string& argument : command)
        all << QByteArray::fromStdString(argument);
    const qsizetype trainer = all.indexOf(m_bin.toUtf8() + "/roentgen-train");
    QVERIFY(all.first() == "env" && trainer > 0);
    for (const QList<QByteArray>& rank : ranksOf(id)) {
        const qsizetype parent = rank.indexOf("--");
        QCOMPARE(rank.mid(2, parent - 2), all.mid(trainer)); // the trainer and its arguments
        for (const QByteArray& variable : rank.mid(0, 2))
            QVERIFY2(all.contains(variable), variable.constData());
        // mpirun itself, where it is the parent: on other hosts a daemon is.
        if (ranks > 1 && rank.value(parent + 1).endsWith("mpirun"))
            QCOMPARE(rank.mid(parent + 1), all.mid(all.indexOf("mpirun")));
        else
            QVERIFY(ranks == 1 || target == QLatin1String("hosts") || rank.value(parent + 1).contains("orted"));
    }
    // What the folders keep says the same.
    const RunFolder here{(m_here + QStringLiteral("/runs/") + id).toStdString()};
    const RunFolder there{(folder + QStringLiteral("/runs/") + id).toStdString()};
    const Result<std::string> script = readTextFile(there.path + "/submit.sbatch");
    if (script)
        QVERIFY(script->find(shown.json["command_line"].get<std::string>() + " $resume &\n") != std::string::npos);
    else
        QVERIFY(readProcessRecord(there)->command == command);
    if (!target.isEmpty())
        QVERIFY(readRemoteCommand(here) == command);
}

void ShownCommandTest::anEditedScriptIsSubmittedAndThatIsShown() {
    const QStringList start = startOf(QStringLiteral("queue"), QStringLiteral("edited"));
    const auto shown = m_engine.run(start + QStringList{QStringLiteral("--dry-run")});
    QCOMPARE(shown.code, 0);
    const std::string file = m_engine.folder(QStringLiteral("mine.sbatch")).toStdString();
    QVERIFY(writeFileAtomically(file, shown.json["script"].get<std::string>() + "# mine\n"));
    const auto started = m_engine.run(start + QStringList{QStringLiteral("--script"), QString::fromStdString(file)});
    QVERIFY2(started.code == 0, started.errors.constData());
    const std::string submitted = (m_here + QStringLiteral("/runs/edited/submit.sbatch")).toStdString();
    QCOMPARE(QByteArray::fromStdString(started.json["command_line"].get<std::string>()),
             QByteArray::fromStdString("sbatch --parsable " + submitted));
    QVERIFY(readTextFile(submitted)->find("# mine") != std::string::npos);
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(QStringLiteral("edited")).size(), 2, 60000);
}

void ShownCommandTest::weightsThatAreStillToBeSentDoNotStandInTheWay() {
    QVERIFY(writeFileAtomically((m_here + QStringLiteral("/weights/mine.safetensors")).toStdString(), "weights"));
    const QStringList start = startOf(QStringLiteral("box"), QStringLiteral("weights"))
                              << QStringLiteral("--set") << QStringLiteral("model.weights=mine.safetensors");
    const auto shown = m_engine.run(start + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(shown.code == 0, shown.errors.constData());
    QVERIFY(!QFileInfo::exists(m_there + QStringLiteral("/weights")) ||
            QDir(m_there + QStringLiteral("/weights")).isEmpty());
    const auto started = m_engine.run(start);
    QVERIFY2(started.code == 0, started.errors.constData());
    for (const char* key : {"command_line", "starts_from"})
        QCOMPARE(QByteArray::fromStdString(started.json[key].get<std::string>()),
                 QByteArray::fromStdString(shown.json[key].get<std::string>()));
    QVERIFY(QByteArray::fromStdString(shown.json["starts_from"].get<std::string>()).contains("-mine.safetensors"));
}

void ShownCommandTest::whatDoesNotFitThereIsRefusedThere() {
    const QStringList start = startOf(QStringLiteral("box"), QStringLiteral("large"))
                              << QStringLiteral("--set") << QStringLiteral("distributed.ranks=1")
                              << QStringLiteral("--set") << QStringLiteral("data.image_size=2048")
                              << QStringLiteral("--set") << QStringLiteral("training.local_batch=4096");
    const auto shown = m_engine.run(start + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(shown.code == 0, shown.errors.constData());
    QCOMPARE(shown.json["memory"]["fits"].get<bool>(), false);
    const auto refused = m_engine.run(start);
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.errors.contains("GB of memory") && refused.errors.contains("--force"), refused.errors.constData());
    for (const QString& workspace : {m_here, m_there})
        QVERIFY(!QFileInfo::exists(workspace + QStringLiteral("/runs/large/experiment.toml")));
    const auto forced = m_engine.run(start + QStringList{QStringLiteral("--force")});
    QVERIFY2(forced.code == 0, forced.errors.constData());
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(QStringLiteral("large")).size(), 1, 60000);
}

QTEST_GUILESS_MAIN(ShownCommandTest)
#include "shown_command_test.moc"
