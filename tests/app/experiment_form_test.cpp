#include "app/experiments/experiment_form.h"
#include "app/experiments/form_section.h"
#include "app/experiments/value_field.h"

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
