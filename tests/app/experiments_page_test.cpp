#include "app/experiments/augmentation_preview.h"
#include "app/experiments/experiment_centre.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/sweep_axis_row.h"
#include "app/experiments/sweep_editor.h"
#include "app/preferences.h"
#include "engine/protocol/experiment_presets.h"
#include "engine/protocol/sweep_expansion.h"
#include "tests/app/page_context.h"
#include "tests/app/shown_page.h"
#include "tests/app/typed_field.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;
using roentgen::test::showPage;
using roentgen::test::typeInto;
using roentgen::test::Until;

class ExperimentsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aPresetIsShownAndMadeIntoAnExperiment() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        QVERIFY(page.current().isEmpty());
        QVERIFY(!page.forecast()->launchButton()->isEnabled());
        QVERIFY(!page.forecast()->reason().isEmpty());
        QPushButton* use = nullptr;
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QStringLiteral("New experiment from this preset"))
                use = button;
        QVERIFY(use);
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(page.current(), QStringLiteral("chexnet"));
        const Result<Experiment> made =
            readExperiment(workspace.folder.filePath(QStringLiteral("experiments/chexnet.toml")).toStdString());
        QVERIFY(bool(made));
        QCOMPARE(made->training.epochs, experimentPresets().front().experiment.training.epochs);
        QCOMPARE(page.forecast()->reason(), QStringLiteral("Choose a data set first."));
    }

    void aSearchDoesNotHideTheFieldThatIsAskedFor() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        page.centre()->search()->setText(QStringLiteral("dropout"));
        QVERIFY(!page.form()->field("data.dataset")->isVisible());
        page.createFrom(QStringLiteral("quick"), QString());
        QVERIFY(page.form()->field("data.dataset")->isVisible());
        QVERIFY(page.centre()->search()->text().isEmpty());
    }

    void whatIsTypedIsOnTheDiskAndWhatIsWrongIsNot() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        const std::string file = workspace.folder.filePath(QStringLiteral("experiments/quick.toml")).toStdString();
        typeInto(page, "training.epochs", QStringLiteral("7"));
        QVERIFY(page.forecast()->toml().contains(QStringLiteral("epochs = 7"))); // at once
        QTRY_VERIFY(readExperiment(file)->training.epochs == 7);                 // soon
        typeInto(page, "training.epochs", QStringLiteral("0"));
        typeInto(page, "training.local_batch", QStringLiteral("8"));
        QTRY_VERIFY(readExperiment(file)->training.localBatch == 8);
        QCOMPARE(readExperiment(file)->training.epochs, int64_t(7));
        typeInto(page, "data.dataset", QStringLiteral("films"));
        QVERIFY2(page.forecast()->reason().startsWith(QStringLiteral("Epochs")), qPrintable(page.forecast()->reason()));
        QVERIFY(!page.forecast()->launchButton()->isEnabled());
    }

    void axesOfASweepAreCheckedAsTypedAndCounted() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        SweepEditor* editor = page.form()->sweepEditor();
        editor->addAxis();
        SweepAxisRow* row = editor->rows().front();
        row->values()->selectAll();
        QTest::keyClicks(row->values(), QStringLiteral("0.001, 0.01, 0.1"));
        QVERIFY2(page.forecast()->toml().contains(QStringLiteral("training.learning_rate = [0.001, 0.01, 0.1]")),
                 qPrintable(page.forecast()->toml()));
        typeInto(page, "experiment.repeats", QStringLiteral("2"));
        QTRY_VERIFY2(page.forecast()->fact(ForecastPanel::Runs).startsWith(QStringLiteral("6 run")),
                     qPrintable(page.forecast()->fact(ForecastPanel::Runs)));
        QCOMPARE(page.forecast()->launchButton()->text(), QStringLiteral("Launch sweep"));
        row->values()->selectAll();
        QTest::keyClicks(row->values(), QStringLiteral("0.001, 500"));
        QVERIFY2(row->error().contains(QStringLiteral("0 to 100")), qPrintable(row->error()));
        QVERIFY2(page.forecast()->reason().startsWith(QStringLiteral("Sweep")), qPrintable(page.forecast()->reason()));
        row->values()->selectAll();
        QTest::keyClicks(row->values(), QStringLiteral("0.001..0.1, 3, log"));
        QVERIFY(row->error().isEmpty());
        const std::string file =
            workspace.folder.filePath(QStringLiteral("experiments/quick-films.toml")).toStdString();
        page.flush();
        QCOMPARE(*countSweepRuns(*readExperiment(file)), int64_t(6));
    }

    void anExperimentIsSetUpOnADataSet() {
        PageContext workspace;
        QFile toml(workspace.folder.filePath(QStringLiteral("datasets/films.toml")));
        QVERIFY(toml.open(QIODevice::WriteOnly));
        toml.write("folder = \"/nowhere\"\n");
        toml.close();
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        Q_EMIT workspace.navigator.experimentRequested(toml.fileName());
        QCOMPARE(page.current(), QStringLiteral("chexnet-films"));
        QCOMPARE(page.form()->experiment().data.dataset, std::string("films"));
    }

    void aNewExperimentTakesTheThreadsOfTheSettings() {
        PageContext workspace;
        Preferences preferences;
        preferences.setThreads(3);
        workspace.context.preferences = &preferences;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        QCOMPARE(page.form()->experiment().distributed.threadsPerRank, int64_t(3));
        auto* field = qobject_cast<QLineEdit*>(page.form()->field("distributed.threads_per_rank")->editor());
        QVERIFY(field);
        QCOMPARE(field->text(), QStringLiteral("3"));
        preferences.setThreads(0);
        page.createFrom(QStringLiteral("quick"), QString());
        QCOMPARE(page.form()->experiment().distributed.threadsPerRank, int64_t(0));
    }

    void thePreviewIsThereWhileItsFieldsAre() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        QVERIFY(!page.preview()->isVisible());
        page.form()->showField("augment.noise");
        QTRY_VERIFY(page.preview()->isVisible());
        QTRY_COMPARE(page.preview()->message(), QStringLiteral("Choose a data set to see what training will see."));
        page.form()->showField("augment.erase_fill"); // still, though the preview takes its room
        QTest::qWait(50);
        QVERIFY(page.preview()->isVisible());
        page.form()->showField("data.dataset");
        QTRY_VERIFY(!page.preview()->isVisible());
    }

    void cloneRenameDeleteAndUndo() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        typeInto(page, "training.epochs", QStringLiteral("9"));
        page.cloneCurrent(); // with what was typed last
        QCOMPARE(page.current(), QStringLiteral("quick-2"));
        QCOMPARE(page.form()->experiment().training.epochs, int64_t(9));

        auto* list = page.findChild<QListView*>(QStringLiteral("experimentList"));
        list->model()->setData(list->currentIndex(), QStringLiteral("better"), Qt::EditRole);
        QTRY_COMPARE(page.current(), QStringLiteral("better"));
        QVERIFY(!QFileInfo::exists(workspace.folder.filePath(QStringLiteral("experiments/quick-2.toml"))));

        page.removeCurrent();
        QVERIFY(!QFileInfo::exists(workspace.folder.filePath(QStringLiteral("experiments/better.toml"))));
        list->setFocus();
        QTest::keySequence(list, QKeySequence::Undo);
        QCOMPARE(page.current(), QStringLiteral("better"));
        QCOMPARE(page.form()->experiment().training.epochs, int64_t(9));
    }

    void aWrongNameStaysInItsField() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        page.createFrom(QStringLiteral("quick"), QString());
        page.createFrom(QStringLiteral("chexnet"), QString());
        QCOMPARE(page.current(), QStringLiteral("chexnet"));
        QSignalSpy said(&workspace.navigator, &Navigator::messageRequested);
        auto* list = page.findChild<QListView*>(QStringLiteral("experimentList"));
        list->edit(list->currentIndex());
        auto* editor = list->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor && editor->isVisible());
        const auto says = [list] {
            for (const QLabel* label : list->viewport()->findChildren<QLabel*>())
                if (label->isVisible())
                    return label->text();
            return QString();
        };
        QCOMPARE(says(), QString());
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("quick"));
        QVERIFY2(says().contains(QStringLiteral("already")), qPrintable(says()));
        QVERIFY(editor->property("invalid").toBool());
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::qWait(50);
        QVERIFY(editor->isVisible() && !says().isEmpty()); // it waits, and nothing was renamed
        QCOMPARE(page.current(), QStringLiteral("chexnet"));
        QTest::keyClicks(editor, QStringLiteral("/"));
        QVERIFY2(says().contains(QStringLiteral("letters")), qPrintable(says()));
        QTest::keyClick(editor, Qt::Key_Backspace);
        QTest::keyClicks(editor, QStringLiteral("er"));
        QCOMPARE(says(), QString());
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(page.current(), QStringLiteral("quicker"));
        QCOMPARE(said.count(), 0);
    }

    void aDamagedFileIsShownAsItIs() {
        PageContext workspace;
        QFile file(workspace.folder.filePath(QStringLiteral("experiments/damaged.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[data]\nimagesize = 3\n");
        file.close();
        ExperimentsPage page(workspace.context);
        showPage(page, Until::Exposed);
        QCOMPARE(page.current(), QStringLiteral("damaged"));
        QVERIFY(!page.form()->isVisible());
        QVERIFY2(page.forecast()->reason().contains(QStringLiteral("imagesize")),
                 qPrintable(page.forecast()->reason()));
        QVERIFY(page.forecast()->toml().contains(QStringLiteral("imagesize = 3")));
        page.flush();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[data]\nimagesize = 3\n")); // untouched
    }
};

QTEST_MAIN(ExperimentsPageTest)
#include "experiments_page_test.moc"
