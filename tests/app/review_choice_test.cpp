#include "app/review/review_choice.h"
#include "engine/protocol/dataset_file.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class ReviewChoiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_workspace = std::make_unique<QTemporaryDir>(); }
    void whatComesLaterIsChosenWhereNothingIs();
    void aRunWithImagesOfItsOwnGoesFirst();
    void aRunWithoutThemBeginsWithWhatItWasTrainedOn();
    void theLastSittingIsGoneOnWith();
    void whatIsNeitherListedNorAFileIsRefused();
    void aFileFromElsewhereStaysListed();

private:
    QString path(const char* below) const { return m_workspace->filePath(QString::fromLatin1(below)); }
    QString write(const char* below) {
        QDir().mkpath(QFileInfo(path(below)).path());
        QFile file(path(below));
        return file.open(QIODevice::WriteOnly) ? file.fileName() : QString();
    }
    QString addDataSet(const char* below) {
        const QString toml = write(below);
        DatasetFile file;
        file.folder = path("films").toStdString();
        return writeDatasetFile(toml.toStdString(), file) ? toml : QString();
    }

    std::unique_ptr<QTemporaryDir> m_workspace;
};

void ReviewChoiceTest::whatComesLaterIsChosenWhereNothingIs() {
    ReviewChoice choice(m_workspace->path(), {});
    QSignalSpy model(&choice, &ReviewChoice::modelChanged), images(&choice, &ReviewChoice::imagesChanged);
    choice.refresh();
    QVERIFY(choice.model().id.isEmpty() && model.isEmpty());
    const QString weights = write("weights/a.safetensors");
    choice.refresh();
    QCOMPARE(choice.model().id, weights);
    QVERIFY(choice.imageSets().isEmpty());
    QCOMPARE(images.size(), 1); // that there are none
    const QString films = addDataSet("datasets/films.toml");
    choice.refresh();
    QCOMPARE(choice.images().id, films);
    addDataSet("datasets/again.toml");
    choice.refresh();
    QCOMPARE(choice.images().id, films); // stays
    QCOMPARE(model.size(), 1);
    QCOMPARE(images.size(), 2);
}

void ReviewChoiceTest::aRunWithImagesOfItsOwnGoesFirst() {
    for (const char* file : {"runs/b-20260102-030405/experiment.toml", "runs/b-20260102-030405/best.safetensors",
                             "runs/a-20250102-030405/experiment.toml", "runs/a-20250102-030405/best.safetensors"})
        write(file);
    write("runs/a-20250102-030405/predictions.csv");
    ReviewChoice choice(m_workspace->path(), {});
    choice.refresh();
    QCOMPARE(choice.models().size(), 2);
    QCOMPARE(choice.model().id, QStringLiteral("a-20250102-030405"));
    QVERIFY(choice.images().id.isEmpty() && choice.imageSets().size() == 1);
}

void ReviewChoiceTest::aRunWithoutThemBeginsWithWhatItWasTrainedOn() {
    addDataSet("datasets/another.toml");
    const QString films = addDataSet("datasets/films.toml");
    const QString experiment = write("runs/a-20250102-030405/experiment.toml");
    write("runs/a-20250102-030405/best.safetensors"); // it was stopped: no predictions.csv
    QFile file(experiment);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[data]\ndataset = \"films\"\n") > 0);
    file.close();
    ReviewChoice choice(m_workspace->path(), {});
    choice.refresh();
    QCOMPARE(choice.imageSets().size(), 2);
    QCOMPARE(choice.images().id, films);
}

void ReviewChoiceTest::theLastSittingIsGoneOnWith() {
    write("weights/a.safetensors");
    ReviewPlace kept;
    kept.model = write("weights/b.safetensors");
    addDataSet("datasets/first.toml");
    kept.images = addDataSet("datasets/second.toml");
    ReviewChoice choice(m_workspace->path(), kept);
    choice.refresh();
    QCOMPARE(choice.model().id, kept.model);
    QCOMPARE(choice.images().id, kept.images);
    QVERIFY(choice.choose(path("weights/a.safetensors"))); // of another model nothing was kept
    QCOMPARE(choice.images().id, path("datasets/first.toml"));
    choice.chooseImages(kept.images);
    QCOMPARE(choice.images().id, kept.images);
}

void ReviewChoiceTest::whatIsNeitherListedNorAFileIsRefused() {
    const QString weights = write("weights/a.safetensors");
    ReviewChoice choice(m_workspace->path(), {});
    choice.refresh();
    for (const char* what : {"", "absent-20260102-030405", "weights/absent.safetensors"})
        QVERIFY2(!choice.choose(path(what)) && !choice.choose(QString::fromLatin1(what)), what);
    QCOMPARE(choice.model().id, weights);
}

void ReviewChoiceTest::aFileFromElsewhereStaysListed() {
    const QString file = write("elsewhere/c.safetensors");
    ReviewChoice choice(m_workspace->path(), {});
    choice.refresh();
    QVERIFY(choice.models().isEmpty());
    QVERIFY(choice.choose(file));
    choice.refresh();
    QCOMPARE(choice.models().size(), 1);
    QCOMPARE(choice.models().first().id, file);
    QFile::remove(file);
    choice.refresh();
    QVERIFY(choice.models().isEmpty());
}

QTEST_GUILESS_MAIN(ReviewChoiceTest)
#include "review_choice_test.moc"
