// The preview with the real worker on made-up films, and with one that answers badly.
#include "app/engine_service.h"
#include "app/experiments/augmentation_preview.h"

#include <QCheckBox>
#include <QProcess>
#include <QToolButton>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;

class AugmentationPreviewTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Experiment m_experiment;

    static std::unique_ptr<EngineService> worker() {
        return std::make_unique<EngineService>(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"),
                                               QStringList{QStringLiteral("serve")});
    }
    static void show(QWidget& widget) {
        widget.resize(480, 400);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
    }
    static std::vector<QImage> images(const AugmentationPreview& preview) {
        std::vector<QImage> all;
        for (const widgets::Tile& tile : preview.grid()->tiles())
            all.push_back(tile.image);
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        const QString films = m_folder.filePath(QStringLiteral("films"));
        QCOMPARE(QProcess::execute(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-data"),
                                   {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("16"),
                                    QStringLiteral("--size"), QStringLiteral("64"), QStringLiteral("--out"), films}),
                 0);
        m_experiment.data.dataset = films.toStdString();
        m_experiment.data.imageSize = 48;
    }

    void showsSixFilmsAndFollowsEdits() {
        const auto service = worker();
        AugmentationPreview preview(service.get(), m_folder.path());
        preview.setExperiment(m_experiment);
        show(preview);
        QTRY_COMPARE_WITH_TIMEOUT(preview.grid()->tiles().size(), size_t(6), 20000);
        QVERIFY(preview.message().isEmpty());
        const auto first = images(preview);
        QCOMPARE(first[0].size(), QSize(48, 48));
        QVERIFY(!preview.grid()->tiles()[0].tip.isEmpty());

        Experiment edited = m_experiment;
        edited.augment.brightness = 0.5;
        preview.setExperiment(edited);
        QVERIFY(!preview.isSettled());
        QCOMPARE(images(preview), first); // what was there stays until the answer comes
        QTRY_VERIFY_WITH_TIMEOUT(preview.isSettled(), 20000);
        const auto brighter = images(preview);
        QVERIFY(brighter != first);

        QTest::mouseClick(preview.findChild<QToolButton*>(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(preview.isSettled() && images(preview) != brighter, 20000);
        const auto again = images(preview);
        auto* asTheyAre = preview.findChild<QCheckBox*>();
        asTheyAre->click();
        const auto plain = images(preview);
        QVERIFY(plain != again);
        preview.setExperiment(m_experiment);
        QTRY_VERIFY_WITH_TIMEOUT(preview.isSettled(), 20000);
        QCOMPARE(images(preview), plain); // augmentation does not concern them
        asTheyAre->click();
        QVERIFY(images(preview) != plain);
    }

    void saysWhatIsMissing_data() {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<QString>("words");
        QTest::newRow("no data set") << QString() << QStringLiteral("Choose a data set");
        QTest::newRow("absent folder") << QStringLiteral("/absent/films") << QStringLiteral("/absent/films");
    }

    void saysWhatIsMissing() {
        QFETCH(QString, dataset);
        QFETCH(QString, words);
        const auto service = worker();
        AugmentationPreview preview(service.get(), m_folder.path());
        Experiment experiment;
        experiment.data.dataset = dataset.toStdString();
        preview.setExperiment(experiment);
        show(preview);
        QTRY_VERIFY2_WITH_TIMEOUT(preview.message().contains(words), qPrintable(preview.message()), 20000);
        QVERIFY(!preview.grid()->isVisible());
    }

    void asksNothingWhileItIsHidden() {
        const auto service = worker();
        AugmentationPreview preview(service.get(), m_folder.path());
        preview.setExperiment(m_experiment);
        QTest::qWait(500);
        QVERIFY(preview.isSettled() && !service->isBusy());
    }

    void trustsNoAnswer_data() {
        QTest::addColumn<QString>("workspace");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("good") << QStringLiteral("good") << true;
        QTest::newRow("file too short") << QStringLiteral("short") << false;
        QTest::newRow("a tile without its pair") << QStringLiteral("odd") << false;
        QTest::newRow("negative size") << QStringLiteral("nonsense") << false;
    }

    void trustsNoAnswer() {
        QFETCH(QString, workspace);
        QFETCH(bool, isGood);
        EngineService service(QStringLiteral(FAKE_WORKER), {m_folder.path()});
        AugmentationPreview preview(&service, workspace);
        preview.setExperiment(m_experiment);
        show(preview);
        QTRY_VERIFY_WITH_TIMEOUT(preview.isSettled(), 20000);
        QCOMPARE(preview.grid()->tiles().size(), size_t(isGood ? 1 : 0));
        QCOMPARE(preview.message().isEmpty(), isGood);
    }
};

QTEST_MAIN(AugmentationPreviewTest)
#include "augmentation_preview_test.moc"
