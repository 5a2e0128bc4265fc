#include "app/experiments/augmentation_preview.h"
#include "app/experiments/experiment_form.h"
#include "app/experiments/experiment_list_model.h"
#include "app/experiments/experiments_page.h"
#include "app/experiments/forecast_panel.h"
#include "app/experiments/sweep_axis_row.h"
#include "app/experiments/sweep_editor.h"
#include "app/experiments/value_field.h"
#include "app/preferences.h"
#include "engine/protocol/sweep.h"
#include "engine/protocol/target.h"
#include "engine/protocol/text_file.h"
#include "tests/app/page_context.h"
#include "tests/app/recorded_run.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;
using roentgen::test::PageContext;

class ExperimentsPageTest : public QObject {
    Q_OBJECT

    void show(ExperimentsPage& page) {
        page.resize(1216, 720);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
    }
    static void type(const ExperimentsPage& page, const std::string& path, const QString& text) {
        QWidget* editor = page.form()->field(path)->editor();
        auto* combo = qobject_cast<QComboBox*>(editor);
        auto* line = combo ? combo->lineEdit() : qobject_cast<QLineEdit*>(editor);
        line->selectAll();
        QTest::keyClicks(line, text);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    // Only the other machine knows its data set: nothing here stands in Launch's way.
    void aDataSetElsewhereIsNotLookedForHere() {
        PageContext workspace;
        EngineService data(workspace.context.binFolder + QStringLiteral("/roentgen-data"), {QStringLiteral("serve")});
        workspace.context.dataService = &data;
        Target box;
        box.name = "box";
        box.host = "box.invalid";
        QVERIFY(bool(saveTarget(workspace.context.workspace.toStdString(), box)));
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20000);
        QVERIFY2(page.forecast()->reason().contains(QStringLiteral("films")), qPrintable(page.forecast()->reason()));
        QVERIFY(!page.forecast()->canLaunch());
        qobject_cast<QComboBox*>(page.form()->field("target.kind")->editor())->setCurrentText(QStringLiteral("ssh"));
        type(page, "target.name", QStringLiteral("box"));
        QTRY_COMPARE(page.forecast()->fact(ForecastPanel::Train), QStringLiteral("known where it runs"));
        // What ssh says of the host is shown, and can be tried again.
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled() && page.forecast()->reason().contains(QStringLiteral("box.invalid")),
                                 30000);
        QVERIFY(page.forecast()->canLaunch() && page.forecast()->launchButton()->isEnabled());
        qobject_cast<QComboBox*>(page.form()->field("target.kind")->editor())->setCurrentText(QStringLiteral("local"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled() && !page.forecast()->canLaunch(), 20000);
    }

    // A launcher that writes down what it is asked, on a machine with 8 GB.
    void whatDoesNotFitIntoMemoryIsWarnedOfAndAskedAbout() {
        PageContext workspace;
        const QString asked = workspace.folder.filePath(QStringLiteral("asked"));
        const std::string launcher = workspace.folder.filePath(QStringLiteral("roentgen-run")).toStdString();
        QVERIFY(bool(writeFileAtomically(
            launcher,
            "#!/bin/sh\necho \"$*\" >>\"" + asked.toStdString() +
                "\"\ncase \"$1\" in\nprobe) echo '{\"cores\": 2, \"memory_bytes\": 8000000000, "
                "\"free_memory_bytes\": 6000000000, \"bf16\": false}' ;;\n"
                "*) echo '{\"run\": \"r\", \"command_line\": \"mpirun\", \"starts_from\": \"\", \"placement\": "
                "{\"ranks\": 4096, \"threads_per_rank\": 1, \"bound_to\": \"nothing\", "
                "\"oversubscribed\": true}}' ;;\nesac\n")));
        QVERIFY(QFile::setPermissions(QString::fromStdString(launcher), QFile::ReadOwner | QFile::ExeOwner));
        workspace.context.binFolder = workspace.folder.path();
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        const auto role = [&page](const char* name) {
            for (const QLabel* label : page.forecast()->findChildren<QLabel*>())
                if (label->accessibleName() == QLatin1String(name))
                    return label->property("role").toString();
            return QStringLiteral("absent");
        };
        QTRY_VERIFY(page.forecast()->canLaunch() && page.forecast()->reason().isEmpty());
        QCOMPARE(role("Memory"), QString());
        type(page, "distributed.ranks", QStringLiteral("4096"));
        QTRY_VERIFY2(page.forecast()->reason().contains(QStringLiteral("this machine has 8.0 GB")),
                     qPrintable(page.forecast()->reason()));
        QVERIFY(page.forecast()->fact(ForecastPanel::Memory).contains(QStringLiteral("more than the 8.0 GB")));
        QCOMPARE(role("Memory"), QStringLiteral("warning"));
        QTRY_COMPARE(role("Placement"), QStringLiteral("warning"));
        QVERIFY(page.forecast()->launchButton()->isEnabled());
        QTRY_VERIFY(page.isSettled());

        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        const auto answer = [&page](const QString& text) {
            QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
            auto* box = page.findChild<QMessageBox*>();
            QVERIFY(box && box->isVisible() && box->text().contains(QStringLiteral("8.0 GB")));
            QCOMPARE(box->defaultButton()->text(), QStringLiteral("Cancel"));
            for (QAbstractButton* button : box->buttons())
                if (button->text() == text)
                    QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(!page.findChild<QMessageBox*>());
        };
        const auto started = [&asked] {
            QFile file(asked);
            QStringList lines;
            if (file.open(QIODevice::ReadOnly))
                for (const QByteArray& line : file.readAll().split('\n'))
                    if (line.startsWith("start ") && !line.contains("--dry-run"))
                        lines << QString::fromUtf8(line);
            return lines;
        };
        answer(QStringLiteral("Cancel"));
        QTest::qWait(200);
        QCOMPARE(started(), QStringList());
        answer(QStringLiteral("Launch nevertheless"));
        QTRY_COMPARE(requested.count(), 1);
        QCOMPARE(started().size(), 1);
        QVERIFY2(started().first().contains(QStringLiteral("--force")), qPrintable(started().first()));
        // One that fits starts without a question.
        type(page, "distributed.ranks", QStringLiteral("1"));
        QTRY_VERIFY(page.isSettled() && page.forecast()->reason().isEmpty());
        QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
        QTRY_COMPARE(requested.count(), 2);
        QVERIFY2(!started().last().contains(QStringLiteral("--force")), qPrintable(started().last()));
    }

    // Of a machine elsewhere, or of one that has less memory by now, the launcher alone knows.
    void whatTheLauncherRefusesForMemoryIsAskedAbout() {
        PageContext workspace;
        const QString asked = workspace.folder.filePath(QStringLiteral("asked"));
        const std::string launcher = workspace.folder.filePath(QStringLiteral("roentgen-run")).toStdString();
        QVERIFY(bool(writeFileAtomically(
            launcher,
            "#!/bin/sh\necho \"$*\" >>\"" + asked.toStdString() +
                "\"\ncase \"$*\" in\nprobe*) echo '{\"cores\": 2, \"memory_bytes\": 80000000000, "
                "\"free_memory_bytes\": 60000000000, \"bf16\": false}' ;;\n"
                "*--dry-run*|*--force*) echo '{\"run\": \"r\", \"command_line\": \"mpirun\"}' ;;\n"
                "*) echo '{\"error\": {\"code\": \"environment\", \"message\": \"Training needs about 30.0 GB\", "
                "\"where\": \"training.local_batch\", \"hint\": \"lower the batch, or start it all the same with "
                "--force\", \"exit_code\": 4}}'\n  echo 'roentgen-run: Training needs …' >&2\n  exit 4 ;;\nesac\n")));
        QVERIFY(QFile::setPermissions(QString::fromStdString(launcher), QFile::ReadOwner | QFile::ExeOwner));
        workspace.context.binFolder = workspace.folder.path();
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY(page.isSettled() && page.forecast()->canLaunch());
        QSignalSpy requested(&workspace.navigator, &Navigator::runRequested);
        QTest::mouseClick(page.forecast()->launchButton(), Qt::LeftButton);
        QTRY_VERIFY(page.findChild<QMessageBox*>());
        auto* box = page.findChild<QMessageBox*>();
        QCOMPARE(box->text(), QStringLiteral("Training needs about 30.0 GB.")); // no option of a terminal
        for (QAbstractButton* button : box->buttons())
            if (button->text() == QStringLiteral("Launch nevertheless"))
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(requested.count(), 1);
        QFile file(asked);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("--force"));
    }

    // A split is as good as its patients are known, and a name should mean one thing.
    void whatIsDoubtfulAboutTheDataStandsBesideTheCounts() {
        PageContext workspace;
        EngineService data(workspace.context.binFolder + QStringLiteral("/roentgen-data"), {QStringLiteral("serve")});
        workspace.context.dataService = &data;
        for (int i = 0; i < 20; ++i) {
            const QString folder =
                workspace.folder.filePath(i % 2 ? QStringLiteral("films/A") : QStringLiteral("films/B"));
            QVERIFY(QDir().mkpath(folder));
            QFile film(folder + QStringLiteral("/x%1.pgm").arg(i));
            QVERIFY(film.open(QIODevice::WriteOnly) && film.write("P5\n2 2\n255\nabcd") > 0);
        }
        QFile named(workspace.folder.filePath(QStringLiteral("datasets/films.toml")));
        QVERIFY(named.open(QIODevice::WriteOnly) && named.write("folder = \"../films\"\n") > 0);
        named.close();
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        QTRY_VERIFY_WITH_TIMEOUT(page.isSettled(), 20000);
        const QStringList train = page.forecast()->fact(ForecastPanel::Train).split(QLatin1Char('\n'));
        QCOMPARE(train.size(), 3);
        QVERIFY2(train[0].startsWith(QStringLiteral("16 image")), qPrintable(train[0]));
        QVERIFY2(train[1].startsWith(QStringLiteral("20 films name no patient")), qPrintable(train[1]));
        QVERIFY2(train[2].startsWith(QStringLiteral("1 folder of the workspace")), qPrintable(train[2]));
    }

    void aPresetIsShownAndMadeIntoAnExperiment() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        show(page);
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

    void whatIsTypedIsOnTheDiskAndWhatIsWrongIsNot() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QString());
        const std::string file = workspace.folder.filePath(QStringLiteral("experiments/quick.toml")).toStdString();
        type(page, "training.epochs", QStringLiteral("7"));
        QVERIFY(page.forecast()->toml().contains(QStringLiteral("epochs = 7"))); // at once
        QTRY_VERIFY(readExperiment(file)->training.epochs == 7);                 // soon
        type(page, "training.epochs", QStringLiteral("0"));
        type(page, "training.local_batch", QStringLiteral("8"));
        QTRY_VERIFY(readExperiment(file)->training.localBatch == 8);
        QCOMPARE(readExperiment(file)->training.epochs, int64_t(7));
        type(page, "data.dataset", QStringLiteral("films"));
        QVERIFY2(page.forecast()->reason().startsWith(QStringLiteral("Epochs")), qPrintable(page.forecast()->reason()));
        QVERIFY(!page.forecast()->launchButton()->isEnabled());
    }

    // Typed with pauses as people type.
    void theForecastIsOfTheWholeNumberNotOfItsBeginning() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QString());
        QTRY_VERIFY(page.isSettled());
        auto* line = qobject_cast<QLineEdit*>(page.form()->field("training.local_batch")->editor());
        page.form()->showField("training.local_batch");
        line->selectAll();
        QSet<QString> seen;
        for (const char digit : {'1', '2', '8'}) {
            QTest::keyClick(line, digit);
            for (int i = 0; i < 8; ++i) {
                QTest::qWait(50);
                seen.insert(page.forecast()->fact(ForecastPanel::GlobalBatch));
            }
        }
        QCOMPARE(seen, QSet<QString>{QStringLiteral("…")});
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY2(page.forecast()->fact(ForecastPanel::GlobalBatch).startsWith(QStringLiteral("128")),
                     qPrintable(page.forecast()->fact(ForecastPanel::GlobalBatch)));
    }

    void axesOfASweepAreCheckedAsTypedAndCounted() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QStringLiteral("films"));
        SweepEditor* editor = page.form()->sweepEditor();
        editor->addAxis();
        SweepAxisRow* row = editor->rows().front();
        row->values()->selectAll();
        QTest::keyClicks(row->values(), QStringLiteral("0.001, 0.01, 0.1"));
        QVERIFY2(page.forecast()->toml().contains(QStringLiteral("training.learning_rate = [0.001, 0.01, 0.1]")),
                 qPrintable(page.forecast()->toml()));
        type(page, "experiment.repeats", QStringLiteral("2"));
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
        show(page);
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
        show(page);
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
        show(page);
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
        show(page);
        page.createFrom(QStringLiteral("quick"), QString());
        type(page, "training.epochs", QStringLiteral("9"));
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
        show(page);
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
        show(page);
        QCOMPARE(page.current(), QStringLiteral("damaged"));
        QVERIFY(!page.form()->isVisible());
        QVERIFY2(page.forecast()->reason().contains(QStringLiteral("imagesize")),
                 qPrintable(page.forecast()->reason()));
        QVERIFY(page.forecast()->toml().contains(QStringLiteral("imagesize = 3")));
        page.flush();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[data]\nimagesize = 3\n")); // untouched
    }

    void theTimeIsUnknownUntilARunWasMeasured() {
        PageContext workspace;
        ExperimentsPage page(workspace.context);
        show(page);
        page.createFrom(QStringLiteral("quick"), QString());
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
        const auto record = [&](const char* id, const std::string& host, const RunEvent::Body& end) {
            test::RecordedRun run(workspace.context.workspace, QLatin1String(id), page.form()->experiment());
            if (!host.empty()) {
                ProcessRecord process;
                process.host = host;
                QVERIFY(bool(writeProcessRecord(run.folder(), process)));
            }
            run.begin(1, 6, {"Mass"});
            for (int step = 1; step <= 6; ++step) {
                QTest::qWait(20);
                run.step(1, step, 0.5);
            }
            run.append(end);
        };
        // Of what failed, and of folders that were copied here, nothing is told.
        record("quick-2", thisHostName(), ErrorEvent{});
        record("quick-3", {}, FinishedEvent{});
        record("quick-4", "elsewhere", FinishedEvent{});
        page.activated();
        QTRY_VERIFY(page.isSettled());
        QCOMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
        record("quick-1", thisHostName(), FinishedEvent{});
        page.activated();
        QTRY_VERIFY(page.forecast()->fact(ForecastPanel::Time).contains(QStringLiteral("quick-1")));
        type(page, "data.image_size", QStringLiteral("320"));
        QTRY_COMPARE(page.forecast()->fact(ForecastPanel::Time), QStringLiteral("unknown until the first run"));
    }
};

QTEST_MAIN(ExperimentsPageTest)
#include "experiments_page_test.moc"
