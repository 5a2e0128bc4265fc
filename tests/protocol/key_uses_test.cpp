#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/key_uses.h"

#include <QTest>

#include <set>

using namespace roentgen;

class KeyUsesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTableNamesKeysInTheirOrder() {
        std::vector<std::string> order;
        std::set<std::string> seen;
        for (const ExperimentKey& key : experimentKeys())
            if (findKeyUse(key.path()))
                order.push_back(key.path());
        QCOMPARE(order.size(), keyUses().size());
        for (size_t i = 0; i < order.size(); ++i) {
            const KeyUse& use = keyUses()[i];
            QCOMPARE(use.key, order[i]);
            QVERIFY2(seen.insert(use.key).second, use.key.c_str());
            QVERIFY(!use.decidedBy.empty());
            for (const std::string& path : use.decidedBy)
                QVERIFY2(findExperimentKey(path) && path != use.key, path.c_str());
        }
    }

    void otherKeysDecide_data() {
        QTest::addColumn<QString>("experiment");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("read");
        const auto row = [](const char* experiment, const char* key, bool read) {
            QTest::addRow("%s | %s", experiment, key)
                << QString::fromUtf8(experiment) << QString::fromUtf8(key) << read;
        };
        row("", "training.learning_rate", true);
        row("", "training.momentum", false);
        row("[training]\noptimizer = 'sgd'", "training.momentum", true);
        row("[training]\nschedule = 'cosine'", "training.cosine_floor", true);
        row("[training]\nschedule = 'cosine'", "training.plateau_factor", false);
        row("[model]\narchitecture = 'vgg16'", "model.norm_momentum", false);
        row("[model]\narchitecture = 'vgg16_bn'", "model.norm_momentum", true);
        row("[model]\narchitecture = 'vgg16'", "model.head", true);
        row("", "model.head", false);
        // A sweep: any of its runs.
        row("[sweep]\ntraining.optimizer = ['adam', 'sgd']", "training.momentum", true);
        row("[sweep]\ntraining.optimizer = ['adam', 'adamw']", "training.momentum", false);
        row("[training]\noptimizer = 'sgd'\n[sweep]\ntraining.optimizer = ['adam', 'adamw']", "training.momentum",
            false);
        row("[sweep]\nmodel.architecture = ['resnet18', 'vgg16']", "model.norm_momentum", true);
        row("[sweep]\nmodel.architecture = ['vgg16']\nmodel.normalization = ['auto', 'none']", "model.norm_momentum",
            false);
        row("[sweep]\naugment.clahe_probability = { min = 0.0, max = 1.0, count = 3 }", "augment.clahe_tiles", true);
    }
    void otherKeysDecide() {
        QFETCH(QString, experiment);
        QFETCH(QString, key);
        const auto read = parseExperiment(experiment.toStdString());
        QVERIFY2(bool(read), read ? "" : read.error().toLine().c_str());
        QTEST(isKeyRead(*read, key.toStdString()), "read");
    }
};

QTEST_APPLESS_MAIN(KeyUsesTest)
#include "key_uses_test.moc"
