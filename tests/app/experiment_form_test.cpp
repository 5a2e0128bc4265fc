#include "app/experiments/experiment_form.h"
#include "app/experiments/form_section.h"
#include "app/experiments/value_field.h"
#include "engine/protocol/key_values.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

QLineEdit* lineOf(const ValueField* field) {
    if (auto* combo = qobject_cast<QComboBox*>(field->editor()))
        return combo->lineEdit();
    return qobject_cast<QLineEdit*>(field->editor());
}

bool isNumber(const ExperimentKey& key) {
    return key.type == KeyType::Integer || key.type == KeyType::Real;
}

void type(QLineEdit* line, const QString& text) {
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
}

} // namespace

class ExperimentFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTargetIsChosenOfTheWorkspace();
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyKeyHasItsWordsAndItsField() {
        ExperimentForm form;
        for (const ExperimentKey& key : experimentKeys()) {
            if (key.path() == "experiment.name")
                continue;
            QVERIFY2(!ExperimentWords::label(key).isEmpty(), key.path().c_str());
            QVERIFY2(!ExperimentWords::help(key).isEmpty(), key.path().c_str());
            QVERIFY2(form.field(key.path()), key.path().c_str());
            QVERIFY2(form.field(key.path())->isValid(), key.path().c_str());
        }
    }

    void outOfRangeIsRefusedInWords_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        for (const ExperimentKey& key : experimentKeys()) {
            if (!isNumber(key))
                continue;
            const QString path = QString::fromStdString(key.path());
            const auto row = [&](const char* what, const QString& text) {
                QTest::newRow(qPrintable(path + QLatin1Char(' ') + QLatin1String(what))) << path << text;
            };
            row("below", QString::number(key.minimum - 1, 'f', 0));
            row("above", QString::number(key.maximum + 1, 'f', 0));
            row("word", QStringLiteral("many"));
            row("nothing", QString());
            if (key.type == KeyType::Integer)
                row("fraction", QStringLiteral("1.5"));
        }
    }
    void outOfRangeIsRefusedInWords() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        ExperimentForm form;
        ValueField* field = form.field(path.toStdString());
        QSignalSpy edited(&form, &ExperimentForm::edited);
        const KeyValue before = field->value();
        type(lineOf(field), text);
        QVERIFY(edited.count() > 0);
        QVERIFY(!field->isValid());
        // In words, with the range and the unit.
        QVERIFY2(field->captionText().contains(ExperimentWords::range(field->key())), qPrintable(field->captionText()));
        QVERIFY(!form.firstError().isEmpty());
        QVERIFY(field->editor()->property("invalid").toBool());
        const std::string good = formatKeyValue(before);
        type(lineOf(field), QString::fromStdString(good));
        QVERIFY(field->isValid());
        QCOMPARE(field->value(), before);
    }

    void changedValuesHaveADotAndAReset() {
        ExperimentForm form;
        ValueField* field = form.field("training.epochs");
        auto* reset = field->findChild<QToolButton*>();
        QVERIFY(reset->isHidden());
        type(lineOf(field), QStringLiteral("7"));
        QVERIFY(!reset->isHidden());
        QCOMPARE(form.experiment().training.epochs, int64_t(7));
        reset->click();
        QVERIFY(reset->isHidden());
        QCOMPARE(form.experiment().training.epochs, Experiment{}.training.epochs);
        QCOMPARE(lineOf(field)->text(), QString::number(Experiment{}.training.epochs));
    }

    void aDecimalCommaIsAPoint() {
        ExperimentForm form;
        type(lineOf(form.field("training.learning_rate")), QStringLiteral("0,002"));
        QCOMPARE(form.experiment().training.learningRate, 0.002);
    }

    void whatContradictsAnotherKeyStandsUnderItsField() {
        ExperimentForm form;
        type(lineOf(form.field("data.dataset")), QStringLiteral("films"));
        type(lineOf(form.field("data.stored_size")), QStringLiteral("100")); // the image is 224
        ValueField* field = form.field("data.stored_size");
        QVERIFY(field->isValid()); // the value by itself is good
        QVERIFY2(field->captionText().contains(QStringLiteral("224")), qPrintable(field->captionText()));
        QVERIFY(!form.firstError().isEmpty());
        type(lineOf(field), QStringLiteral("256"));
        QCOMPARE(form.firstError(), QString());
    }

    void everyValueSurvivesTheFormAndTheFile() {
        Experiment experiment;
        experiment.data.dataset = "films of 2017";
        experiment.data.classes = {"Mass", "Pleural_Thickening"};
        for (const ExperimentKey& key : experimentKeys()) { // another value than the default for every key
            if (key.type == KeyType::Boolean)
                key.set(experiment, !std::get<bool>(key.defaultValue()));
            else if (key.type == KeyType::Choice)
                key.set(experiment, key.choices.back());
            else if (key.type == KeyType::Integer)
                key.set(experiment, int64_t(key.maximum));
            else if (key.type == KeyType::Real)
                key.set(experiment, key.maximum / 3);
        }
        ExperimentForm form;
        form.setExperiment(experiment);
        const Result<Experiment> read = parseExperiment(writeExperiment(form.experiment()));
        QVERIFY(bool(read));
        for (const ExperimentKey& key : experimentKeys()) {
            QVERIFY2(key.get(*read) == key.get(experiment), key.path().c_str());
            const ValueField* field = form.field(key.path());
            if (!field)
                continue;
            QVERIFY2(field->value() == key.get(experiment), key.path().c_str());
            if (auto* check = qobject_cast<QCheckBox*>(field->editor()))
                QCOMPARE(check->isChecked(), std::get<bool>(key.get(experiment)));
            else if (lineOf(field))
                QCOMPARE(lineOf(field)->text(), QString::fromStdString(formatKeyValue(key.get(experiment))));
            else
                QCOMPARE(qobject_cast<QComboBox*>(field->editor())->currentText(),
                         QString::fromStdString(key.choices.back()));
        }
    }

    void aClosedSectionSaysWhatItHolds() {
        ExperimentForm form;
        form.resize(640, 480);
        form.show();
        FormSectionBox* box = form.section(FormSection::Training);
        type(lineOf(form.field("training.optimizer")) ? lineOf(form.field("training.optimizer"))
                                                      : lineOf(form.field("training.local_batch")),
             QStringLiteral("24"));
        box->setOpen(false);
        QVERIFY(box->button()->accessibleDescription().contains(QStringLiteral("24")));
        QVERIFY(!form.field("training.epochs")->isVisible());
        form.showField("training.epochs");
        QVERIFY(box->isOpen());
        QVERIFY(form.field("training.epochs")->isVisible());
    }

    void tabGoesFromFieldToField() {
        ExperimentForm form;
        form.setDatasets({QStringLiteral("films")}); // editors that are made late have their place, too
        form.setWeights({QStringLiteral("imagenet")});
        form.resize(640, 480);
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        QLineEdit* epochs = lineOf(form.field("training.epochs"));
        epochs->setFocus();
        type(epochs, QStringLiteral("7")); // which shows the reset button
        QTest::keyClick(epochs, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), form.field("training.local_batch")->editor());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("24"));
        QCOMPARE(form.experiment().training.localBatch, int64_t(24));
        QCOMPARE(form.experiment().training.epochs, int64_t(7));
        // Everything that is open, top to bottom.
        for (int i = 0; i < FormSectionCount; ++i)
            form.section(FormSection(i))->setOpen(true);
        QWidget* last = form.section(FormSection::Data)->button();
        last->setFocus();
        int fields = 0;
        for (; QApplication::focusWidget() != form.section(FormSection::Sweep)->button(); ++fields) {
            QVERIFY(fields < 200);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            const QPoint before = last->mapTo(form.widget(), last->rect().center());
            const QPoint after = now->mapTo(form.widget(), now->rect().center());
            QVERIFY2(after.y() > before.y() || (after.y() >= before.y() - 4 && after.x() > before.x()),
                     qPrintable(now->accessibleName() + QStringLiteral(" after ") + last->accessibleName()));
            last = now;
        }
        QVERIFY(fields > 40);
    }

    void controlAndRResetsTheFieldThatHasTheFocus() {
        ExperimentForm form;
        form.show();
        QLineEdit* epochs = lineOf(form.field("training.epochs"));
        type(epochs, QStringLiteral("7"));
        QTest::keyClick(epochs, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(form.experiment().training.epochs, Experiment{}.training.epochs);
        auto* optimizer = form.field("training.optimizer")->editor();
        qobject_cast<QComboBox*>(optimizer)->setCurrentText(QStringLiteral("sgd"));
        QTest::keyClick(optimizer, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(form.experiment().training.optimizer, Experiment{}.training.optimizer);
    }

    void whatTheChoicesDoNotUseIsFoldedAway() {
        ExperimentForm form;
        const auto choose = [&form](const char* path, const char* choice) {
            qobject_cast<QComboBox*>(form.field(path)->editor())->setCurrentText(QLatin1String(choice));
        };
        const auto folded = [&form](const char* path) { return form.field(path)->isHidden(); };
        // Adam, plateau, binary cross-entropy, DenseNet.
        QVERIFY(folded("training.momentum") && !folded("training.beta1"));
        QVERIFY(folded("training.step_epochs") && !folded("training.plateau_factor"));
        QVERIFY(folded("training.focal_gamma") && folded("model.head") && folded("augment.erase_area"));
        choose("training.optimizer", "sgd");
        choose("training.schedule", "step");
        choose("training.loss", "focal");
        choose("model.architecture", "vgg16");
        type(lineOf(form.field("augment.erase_probability")), QStringLiteral("0.5"));
        QVERIFY(!folded("training.momentum") && folded("training.beta1"));
        QVERIFY(!folded("training.step_epochs") && folded("training.plateau_factor"));
        QVERIFY(!folded("training.focal_gamma") && !folded("model.head") && !folded("augment.erase_area"));
        QVERIFY(folded("model.normalization"));
        // They are counted, can be seen, and say why nobody reads them.
        QToolButton* fold = form.section(FormSection::Training)->foldButton();
        QVERIFY2(fold->text().contains(QLatin1String("unused")), qPrintable(fold->text()));
        fold->click();
        QVERIFY(!folded("training.beta1"));
        const QString why = form.field("training.beta1")->captionText();
        QVERIFY2(why.contains(ExperimentWords::label(*findExperimentKey("training.optimizer"))) &&
                     why.contains(QLatin1String("sgd")),
                 qPrintable(why));
        // A wrong value is never out of sight.
        type(lineOf(form.field("training.beta1")), QStringLiteral("7"));
        fold->click();
        QVERIFY(!folded("training.beta1") && folded("training.beta2"));
    }

    void aSweepOverTheChoiceKeepsItsKeys() {
        ExperimentForm form;
        Experiment experiment;
        experiment.sweep.axes.push_back({"training.optimizer", {std::string("adam"), std::string("sgd")}, {}, false});
        form.setExperiment(experiment);
        QVERIFY(!form.field("training.momentum")->isHidden() && !form.field("training.beta1")->isHidden());
        QVERIFY(form.field("training.rho")->isHidden());
    }

    void aSearchFindsKeysByTheirWords() {
        ExperimentForm form;
        form.resize(640, 480);
        form.show();
        form.section(FormSection::Training)->setOpen(false);
        const auto found = [&form] {
            QStringList paths;
            for (const ExperimentKey& key : experimentKeys())
                if (form.field(key.path()) && form.field(key.path())->isVisible())
                    paths += QString::fromStdString(key.path());
            return paths;
        };
        form.setSearch(QStringLiteral("RATE scale batch")); // of label, help and path, in capitals or not
        QCOMPARE(found(), QStringList{QStringLiteral("training.learning_rate_scaling")});
        QVERIFY(form.section(FormSection::Data)->isHidden());
        form.setSearch(QStringLiteral("clahe_tiles")); // of the path, and though it is not used
        QCOMPARE(found(), QStringList{QStringLiteral("augment.clahe_tiles")});
        form.setSearch(QStringLiteral("adadelta")); // a choice; and what names it
        QVERIFY(found().contains(QStringLiteral("training.optimizer")));
        QCOMPARE(form.firstShown(), form.field("training.optimizer"));
        form.setSearch(QStringLiteral("no such key"));
        QVERIFY(found().isEmpty() && !form.firstShown());
        form.setSearch({});
        QVERIFY(!form.section(FormSection::Training)->isOpen()); // as it was
        QVERIFY(!form.section(FormSection::Data)->isHidden());
    }

    void repeatsStandWithTheSweep() {
        ExperimentForm form;
        QVERIFY(form.section(FormSection::Sweep)->isAncestorOf(form.field("experiment.repeats")));
        Experiment experiment;
        experiment.experiment.repeats = 3;
        form.setExperiment(experiment);
        QVERIFY(form.section(FormSection::Sweep)->isOpen());
        const QString says = form.section(FormSection::Sweep)->button()->accessibleDescription();
        QVERIFY2(says.startsWith(QLatin1String("3 run")), qPrintable(says));
    }

    void typedIsWholeWhenItIsLeftOrConfirmed() {
        ExperimentForm form;
        form.show();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        QSignalSpy finished(&form, &ExperimentForm::finished);
        QLineEdit* batch = lineOf(form.field("training.local_batch"));
        batch->setFocus();
        type(batch, QStringLiteral("128"));
        QCOMPARE(finished.count(), 0);
        QTest::keyClick(batch, Qt::Key_Return);
        QCOMPARE(finished.count(), 1);
        type(batch, QStringLiteral("64"));
        QTest::keyClick(batch, Qt::Key_Tab);
        QCOMPARE(finished.count(), 2);
        qobject_cast<QComboBox*>(form.field("training.optimizer")->editor())->setCurrentText(QStringLiteral("sgd"));
        QCOMPARE(finished.count(), 3);
        form.field("augment.flip")->findChild<QCheckBox*>()->click();
        QCOMPARE(finished.count(), 4);
        form.field("augment.flip")->findChild<QToolButton*>()->click(); // the reset
        QCOMPARE(finished.count(), 5);
    }

    void theWheelChangesNoValueByAccident() {
        ExperimentForm form;
        auto* combo = qobject_cast<QComboBox*>(form.field("training.optimizer")->editor());
        const QString before = combo->currentText();
        QWheelEvent event({5, 5}, {5, 5}, {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(combo, &event);
        QCOMPARE(combo->currentText(), before);
    }
};

void ExperimentFormTest::aTargetIsChosenOfTheWorkspace() {
    ExperimentForm form;
    Experiment experiment;
    experiment.data.dataset = "films";
    form.setExperiment(experiment);
    form.setTargets({QStringLiteral("box"), QStringLiteral("queue")});
    ValueField* name = form.field("target.name");
    QVERIFY(name->isHidden());
    QCOMPARE(form.firstError(), QString());
    auto* kind = static_cast<QComboBox*>(form.field("target.kind")->editor());
    kind->setCurrentText(QStringLiteral("ssh"));
    QVERIFY(!name->isHidden());
    QVERIFY2(form.firstError().contains(QStringLiteral("Settings")), qPrintable(form.firstError()));
    auto* choice = qobject_cast<QComboBox*>(name->editor());
    QVERIFY(choice);
    choice->setCurrentIndex(choice->findText(QStringLiteral("queue")));
    QCOMPARE(form.experiment().target.name, std::string("queue"));
    QCOMPARE(form.firstError(), QString());
    choice->setEditText(QStringLiteral("gone"));
    QVERIFY(name->captionText().contains(QStringLiteral("gone")));
    kind->setCurrentText(QStringLiteral("local"));
    QVERIFY(name->isHidden());
    QCOMPARE(form.firstError(), QString());
}

QTEST_MAIN(ExperimentFormTest)
#include "experiment_form_test.moc"
