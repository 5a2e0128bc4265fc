// The recipes beyond DenseNet with Adam, each through the programs as a user would run it: topologies, normalisations,
// optimizers, schedules and losses on a few phantoms; and a transfer from one run's best weights to another head.
#include "tests/end_to_end/engine_programs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace {

QStringList keys(const QString& text) {
    QStringList arguments;
    for (const QString& key : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        arguments << QStringLiteral("--set") << key;
    return arguments;
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class RecipesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void trainsAndPredicts_data();
    void trainsAndPredicts();
    void transfersToAnotherHead();

private:
    QString m_film; // a phantom to predict
    ProgramRun train(const QString& id, const QString& settings) const;
    QString runFile(const QString& id, const char* name) const {
        return m_folder.filePath(QStringLiteral("runs/") + id + QLatin1Char('/') + QLatin1String(name));
    }
    QTemporaryDir m_folder;
};

void RecipesTest::initTestCase() {
    QVERIFY(m_folder.isValid());
    const QString films = m_folder.filePath(QStringLiteral("films"));
    const ProgramRun made =
        runProgram(QStringLiteral("roentgen-data"),
                   {QStringLiteral("phantom"), QStringLiteral("--kind"), QStringLiteral("chest"),
                    QStringLiteral("--count"), QStringLiteral("48"), QStringLiteral("--seed"), QStringLiteral("3"),
                    QStringLiteral("--prevalence"), QStringLiteral("0.9"), QStringLiteral("--findings"),
                    QStringLiteral("Cardiomegaly,Effusion,Mass"), QStringLiteral("--out"), films});
    QVERIFY2(made.exitCode == 0, made.diagnostics.constData());
    const QStringList names = QDir(films + QStringLiteral("/images")).entryList(QDir::Files, QDir::Name);
    QVERIFY(!names.isEmpty());
    m_film = films + QStringLiteral("/images/") + names.first();
    QFile experiment(m_folder.filePath(QStringLiteral("recipe.toml")));
    QVERIFY(experiment.open(QIODevice::WriteOnly));
    experiment.write("[data]\ndataset = \"" + films.toUtf8() +
                     "\"\nsplit = \"fraction\"\nvalidation_fraction = 0.2\nimage_size = 64\n"
                     "[training]\nepochs = 2\nlocal_batch = 8\n");
}

ProgramRun RecipesTest::train(const QString& id, const QString& settings) const {
    return runProgram(QStringLiteral("roentgen-run"),
                      QStringList{QStringLiteral("start"), m_folder.filePath(QStringLiteral("recipe.toml")),
                                  QStringLiteral("--workspace"), m_folder.path(), QStringLiteral("--id"), id,
                                  QStringLiteral("--wait")} +
                          keys(settings),
                      300);
}

void RecipesTest::trainsAndPredicts_data() {
    QTest::addColumn<QString>("settings");
    QTest::newRow("resnet18, group, adamw, cosine, average")
        << QStringLiteral("model.architecture=resnet18 model.normalization=group training.optimizer=adamw "
                          "training.schedule=cosine training.ema_decay=0.9 training.weight_decay=0.01");
    QTest::newRow("resnet50, sync_batch, lars, 2 ranks, warm-up, linear scaling")
        << QStringLiteral("model.architecture=resnet50 model.normalization=sync_batch training.optimizer=lars "
                          "training.warmup_epochs=1 training.learning_rate_scaling=linear distributed.ranks=2 "
                          "training.local_batch=4");
    QTest::newRow("vgg16_bn, nesterov, clipping, step, focal")
        << QStringLiteral("model.architecture=vgg16_bn training.optimizer=sgd training.nesterov=true "
                          "training.learning_rate=0.01 training.clip_norm=1 training.schedule=step "
                          "training.step_epochs=1 training.loss=focal");
    QTest::newRow("vgg16, adadelta, accumulation, exponential")
        << QStringLiteral("model.architecture=vgg16 training.optimizer=adadelta training.accumulation=2 "
                          "training.learning_rate=0.1 training.schedule=exponential training.decay_from_epoch=1");
    QTest::newRow("densenet121, instance, rmsprop, snapshots, weighted")
        << QStringLiteral("model.normalization=instance training.optimizer=rmsprop training.schedule=cosine_restarts "
                          "training.restart_epochs=1 training.snapshots=2 training.loss=weighted_bce "
                          "training.learning_rate=0.0001");
    QTest::newRow("densenet121, lamb, root scaling, smoothing, all augmentation")
        << QStringLiteral("training.optimizer=lamb training.learning_rate_scaling=sqrt training.label_smoothing=0.1 "
                          "augment.rotate_degrees=7 augment.translate_fraction=0.05 augment.scale_fraction=0.1 "
                          "augment.brightness=0.05 augment.contrast=0.1 augment.gamma=0.2 augment.noise=0.02 "
                          "augment.clahe_probability=0.5 augment.erase_probability=0.5");
}

void RecipesTest::trainsAndPredicts() {
    QFETCH(QString, settings);
    const QString id = QStringLiteral("recipe-%1").arg(qHash(settings), 8, 16, QLatin1Char('0'));
    const ProgramRun trained = train(id, settings);
    QVERIFY2(trained.exitCode == 0, trained.diagnostics.constData());
    const QByteArray card = contents(runFile(id, "model_card.md"));
    QVERIFY(card.contains("Research only"));
    QVERIFY(card.contains("95 % interval"));
    QVERIFY(card.contains("| Mass |"));
    const ProgramRun predicted = runProgram(
        QStringLiteral("roentgen-predict"),
        {QStringLiteral("--weights"), runFile(id, "best.safetensors"), m_film, QStringLiteral("--json")}, 120);
    QVERIFY2(predicted.exitCode == 0, predicted.diagnostics.constData());
    for (const char* name : {"Cardiomegaly", "Effusion", "Mass"}) {
        QVERIFY2(predicted.output.contains(name), predicted.output.constData());
    }
    QVERIFY2(!predicted.output.toLower().contains("nan"), predicted.output.constData());
}

// The trunk of a run of three findings, under a head of two, frozen for an epoch.
void RecipesTest::transfersToAnotherHead() {
    const ProgramRun first = train(QStringLiteral("source"), QStringLiteral("training.epochs=1"));
    QVERIFY2(first.exitCode == 0, first.diagnostics.constData());
    QFile experiment(m_folder.filePath(QStringLiteral("recipe.toml")));
    QVERIFY(experiment.open(QIODevice::Append));
    experiment.write("[model]\nweights = \"source\"\nfreeze_trunk_epochs = 1\n");
    experiment.close();
    const ProgramRun second =
        train(QStringLiteral("target"),
              QStringLiteral("training.trunk_rate_factor=0.1 data.classes=[\"Effusion\",\"Mass\"]"));
    QVERIFY2(second.exitCode == 0, second.diagnostics.constData());
    const nlohmann::json report =
        nlohmann::json::parse(contents(runFile(QStringLiteral("target"), "initial_weights.json")), nullptr, false);
    QVERIFY(report.is_object());
    qInfo("%s", report.dump().substr(0, 300).c_str());
    const QByteArray card = contents(runFile(QStringLiteral("target"), "model_card.md"));
    QVERIFY(card.contains("2 classes"));
    QVERIFY2(card.contains("Started from: source/best.safetensors"), card.constData());
    QVERIFY(!card.contains("| Cardiomegaly |"));
}

QTEST_GUILESS_MAIN(RecipesTest)
#include "recipes_test.moc"
