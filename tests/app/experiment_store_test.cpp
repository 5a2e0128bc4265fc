#include "app/experiments/experiment_list_model.h"
#include "app/experiments/experiment_words.h"
#include "app/experiments/preset_words.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/experiment_presets.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace roentgen;
using namespace roentgen::app;

class ExperimentStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filesAreMadeRenamedRemovedAndBroughtBack() {
        QTemporaryDir workspace;
        const ExperimentStore store(workspace.path());
        Experiment experiment;
        experiment.training.epochs = 3;
        QCOMPARE(*store.create(experiment, QStringLiteral("my films / 2017")), QStringLiteral("my-films-2017"));
        QCOMPARE(*store.create(experiment, QStringLiteral("my-films-2017")), QStringLiteral("my-films-2017-2"));
        QCOMPARE(store.read(QStringLiteral("my-films-2017-2"))->experiment.name, std::string("my-films-2017-2"));
        QVERIFY(!store.rename(QStringLiteral("my-films-2017"), QStringLiteral("my-films-2017-2"))); // taken
        QVERIFY(!store.rename(QStringLiteral("my-films-2017"), QStringLiteral("../escape")));
        QVERIFY(bool(store.rename(QStringLiteral("my-films-2017"), QStringLiteral("first"))));
        QCOMPARE(store.names(), (QStringList{QStringLiteral("first"), QStringLiteral("my-films-2017-2")}));
        QCOMPARE(store.read(QStringLiteral("first"))->experiment.name, std::string("first"));
        QCOMPARE(store.read(QStringLiteral("first"))->training.epochs, int64_t(3));
        QVERIFY(bool(store.remove(QStringLiteral("first"))));
        QCOMPARE(store.names().size(), 1);
        QVERIFY(bool(store.restore(QStringLiteral("first"))));
        QCOMPARE(store.read(QStringLiteral("first"))->training.epochs, int64_t(3));
    }

    void namesAreChecked_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << QStringLiteral("chexnet_2.1-b") << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("slash") << QStringLiteral("a/b") << false;
        QTest::newRow("hidden") << QStringLiteral(".a") << false;
        QTest::newRow("option") << QStringLiteral("--json") << false;
        QTest::newRow("blank") << QStringLiteral("a b") << false;
        QTest::newRow("long") << QString(65, QLatin1Char('a')) << false;
    }
    void namesAreChecked() {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(ExperimentStore::whatIsWrong(name).isEmpty(), good);
    }

    void theListHoldsExperimentsAndPresets() {
        QTemporaryDir workspace;
        const ExperimentStore store(workspace.path());
        ExperimentListModel model(store);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.firstChoice().data(ExperimentListModel::KeyRole).toString(), QStringLiteral("chexnet"));
        QVERIFY(bool(store.create({}, QStringLiteral("mine"))));
        model.reload();
        const QModelIndex mine = model.indexOf(ExperimentListModel::Stored, QStringLiteral("mine"));
        QCOMPARE(model.firstChoice(), mine);
        QSignalSpy rename(&model, &ExperimentListModel::renameRequested);
        model.setData(mine, QStringLiteral("yours"), Qt::EditRole);
        QCOMPARE(rename.count(), 1);
        QFile broken(store.file(QStringLiteral("broken")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("[data]\nimagesize = 3\n");
        broken.close();
        model.reload();
        QVERIFY(model.indexOf(ExperimentListModel::Stored, QStringLiteral("broken"))
                    .data(ExperimentListModel::BrokenRole)
                    .toBool());
    }

    void everyPresetHasItsWordsAndSaysWhatIsOurs() {
        const auto& words = presetWords();
        const auto isThere = [&](const std::string& text) {
            return std::find(words.begin(), words.end(), text) != words.end();
        };
        QSet<QString> titles, lines;
        for (const Preset& preset : experimentPresets()) {
            for (const std::string& text : {preset.title, preset.source, preset.finding})
                QVERIFY2(isThere(text), text.c_str());
            titles.insert(ExperimentWords::titleOf(preset));
            lines.insert(ExperimentWords::ofPreset(preset.title) + ExperimentWords::sizeAndSourceOf(preset));
            const QString said = ExperimentWords::findingWithOurs(preset);
            QVERIFY(said.startsWith(QString::fromStdString(preset.finding)));
            for (const std::string& path : preset.ours)
                QVERIFY2(said.contains(ExperimentWords::label(*findExperimentKey(path))), path.c_str());
        }
        QCOMPARE(titles.size(), qsizetype(experimentPresets().size()));
        QCOMPARE(lines.size(), titles.size()); // in the list, too, each is told from the others
    }
};

QTEST_GUILESS_MAIN(ExperimentStoreTest)
#include "experiment_store_test.moc"
