// The window on a disk that is really full (a small tmpfs): it says so, keeps what it had, and goes on with space.
#include "app/engine_service.h"
#include "app/experiments/experiment_saver.h"
#include "app/experiments/experiment_store.h"
#include "app/library.h"
#include "app/studies/thumbnail_store.h"
#include "tests/protocol/small_disk.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::tests::SmallDisk;

class FullDiskWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_disk.reset(); }
    void theAutosaveKeepsTheOldFileAndSaysWhy();
    void theLibraryKeepsWhatItHas();
    void aThumbnailComesOnceThereIsSpace();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallDisk> m_disk;
};

void FullDiskWindowTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_disk = std::make_unique<SmallDisk>(m_folder->path().toStdString(), 2 << 20);
    QVERIFY2(m_disk->isMounted(), "could not mount a tmpfs");
}

void FullDiskWindowTest::theAutosaveKeepsTheOldFileAndSaysWhy() {
    const ExperimentStore store(m_folder->path());
    Experiment experiment;
    experiment.training.epochs = 3;
    const Result<QString> name = store.create(experiment, QStringLiteral("typed"));
    QVERIFY(bool(name));
    ExperimentSaver saver;
    QSignalSpy saved(&saver, &ExperimentSaver::saved);
    QVERIFY(m_disk->fill());
    experiment.training.epochs = 4;
    saver.keep(*name, store.file(*name), experiment);
    QVERIFY(saved.wait());
    QVERIFY2(saved.last()[1].toString().contains(QStringLiteral("free some space")),
             qPrintable(saved.last()[1].toString()));
    QCOMPARE(store.read(*name)->training.epochs, int64_t(3));
    QCOMPARE(QDir(path(QStringLiteral("experiments"))).entryList(QDir::Files).size(), 1);
    m_disk->giveBack();
    saver.keep(*name, store.file(*name), experiment);
    QVERIFY(saved.wait());
    QCOMPARE(saved.last()[1].toString(), QString());
    QCOMPARE(store.read(*name)->training.epochs, int64_t(4));
}

void FullDiskWindowTest::theLibraryKeepsWhatItHas() {
    const auto source = [this](int number) {
        SourceRecord record;
        record.datasetToml = path(QStringLiteral("%1-%2.toml").arg(QString(2000, QLatin1Char('x'))).arg(number));
        record.folder = record.indexFile = path(QStringLiteral("films"));
        record.indexed = QDateTime::currentDateTimeUtc();
        return record;
    };
    int kept = 0;
    {
        Library library(m_folder->path());
        QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
        for (; kept < 5; ++kept)
            QVERIFY(bool(library.saveSource(source(kept))));
        QVERIFY(m_disk->fill());
        Status last = Done{};
        while (kept < 5000 && (last = library.saveSource(source(kept)))) // what is allocated already takes some
            ++kept;
        QVERIFY2(!last, "it never got full");
        QVERIFY2(last.error().toLine().find("full") != std::string::npos, last.error().toLine().c_str());
        QCOMPARE(library.sources().size(), kept);
    }
    Library again(m_folder->path()); // still full
    QVERIFY2(again.isOpen(), qPrintable(again.errorText()));
    QCOMPARE(again.sources().size(), kept);
    m_disk->giveBack();
    QVERIFY(bool(again.saveSource(source(kept))));
    QCOMPARE(again.sources().size(), kept + 1);
}

void FullDiskWindowTest::aThumbnailComesOnceThereIsSpace() {
    QTemporaryDir films;
    const QString film = films.filePath(QStringLiteral("film.png"));
    QImage grey(300, 200, QImage::Format_Grayscale8);
    grey.fill(90);
    QVERIFY(grey.save(film));
    EngineService worker(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"), {QStringLiteral("serve")});
    ThumbnailStore store(&worker, m_folder->path());
    QVERIFY(m_disk->fill());
    QVERIFY(store.thumbnail(film).isNull());
    QTRY_VERIFY(store.isFailed(film));
    QVERIFY2(store.failure(film).contains(QStringLiteral("space"), Qt::CaseInsensitive),
             qPrintable(store.failure(film)));
    m_disk->giveBack();
    QTRY_VERIFY_WITH_TIMEOUT(!store.thumbnail(film).isNull(), 15000);
    QVERIFY(!store.isFailed(film));
}

int main(int argc, char** argv) {
    if (const std::string missing = roentgen::tests::enterMountNamespace(); !missing.empty()) {
        std::fprintf(stderr, "full_disk_window_test: %s\n", missing.c_str());
        return 1;
    }
    QApplication application(argc, argv);
    FullDiskWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "full_disk_window_test.moc"
