// A start that needs more memory than this machine has is refused, unless it is forced; too many ranks only warn.
#include "tests/launch/scripted_engine.h"

#include <QTest>

using namespace roentgen;

class MemoryStartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_engine.make("touch -- \"${@: -1}/trained\"\n")); }
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void forcedItStarts();
    void moreRanksThanCoresOnlyWarn();
    void aSweepThatDoesNotFitIsRefused();

private:
    QStringList start(const char* id, std::initializer_list<const char*> settings) const {
        QStringList arguments = {QStringLiteral("start"), m_engine.experiment(), QStringLiteral("--id"),
                                 QLatin1String(id)};
        for (const char* setting : settings)
            arguments << QStringLiteral("--set") << QLatin1String(setting);
        return arguments;
    }
    bool exists(const char* id, const char* file = "") const {
        return QFile::exists(QString::fromStdString(m_engine.runFolder(QLatin1String(id))) + QLatin1String(file));
    }
    tests::ScriptedEngine m_engine;
};

void MemoryStartTest::whatDoesNotFitIsRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("ranks") << start("no", {"distributed.ranks=4096"});
    QTest::newRow("films") << start("no", {"distributed.ranks=1", "data.image_size=2048", "training.local_batch=4096"});
}

void MemoryStartTest::whatDoesNotFitIsRefused() {
    QFETCH(QStringList, arguments);
    const auto refused = m_engine.run(arguments);
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.errors.count('\n') == 1 && refused.errors.contains(" GB of memory") &&
                 refused.errors.contains("--force"),
             refused.errors.constData());
    QVERIFY(!exists("no"));
    const auto shown = m_engine.run(arguments + QStringList{QStringLiteral("--dry-run")}); // shows, and says it
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.json["memory"]["fits"].get<bool>(), false);
    QVERIFY(shown.json["memory"]["needed_bytes"].get<double>() > shown.json["memory"]["machine_bytes"].get<double>());
    QVERIFY2(shown.errors.contains("warning: Training needs about"), shown.errors.constData());
    const auto probed = m_engine.run({QStringLiteral("probe")});
    QCOMPARE(shown.json["memory"]["machine_bytes"].get<double>(), probed.json["memory_bytes"].get<double>());
}

void MemoryStartTest::forcedItStarts() {
    const auto started =
        m_engine.run(start("forced", {"distributed.ranks=1", "data.image_size=2048", "training.local_batch=4096"})
                     << QStringLiteral("--force"));
    QVERIFY2(started.code == 0, started.errors.constData());
    QTRY_VERIFY_WITH_TIMEOUT(exists("forced", "/trained"), 20000);
}

void MemoryStartTest::moreRanksThanCoresOnlyWarn() {
    const auto started = m_engine.run(start("crowd", {"distributed.ranks=1", "distributed.threads_per_rank=512"}));
    QVERIFY2(started.code == 0, started.errors.constData());
    QVERIFY2(started.errors.contains("warning: 1 ranks with 512 threads each"), started.errors.constData());
    QCOMPARE(started.json["warnings"].size(), size_t(1));
    QCOMPARE(started.json["placement"]["oversubscribed"].get<bool>(), true);
    QTRY_VERIFY_WITH_TIMEOUT(exists("crowd", "/trained"), 20000);
    const auto fits = m_engine.run(start("fits", {"distributed.ranks=1"}));
    QVERIFY(fits.code == 0 && fits.errors.isEmpty() && fits.json["warnings"].empty());
    QCOMPARE(fits.json["memory"]["fits"].get<bool>(), true);
}

void MemoryStartTest::aSweepThatDoesNotFitIsRefused() {
    const std::string file = m_engine.folder(QStringLiteral("sweep.toml")).toStdString();
    const auto text = readTextFile(m_engine.experiment().toStdString());
    QVERIFY(text && writeFileAtomically(file, "[experiment]\nname = \"large\"\n" + *text +
                                                  "[sweep]\ndistributed.ranks = [1, 4096]\n"));
    const auto refused = m_engine.run({QStringLiteral("sweep"), QString::fromStdString(file)});
    QCOMPARE(refused.code, 4);
    QVERIFY2(refused.errors.contains("GB of memory"), refused.errors.constData());
    QVERIFY(!QFile::exists(m_engine.workspace() + QStringLiteral("/sweeps/large")));
}

QTEST_GUILESS_MAIN(MemoryStartTest)
#include "memory_start_test.moc"
