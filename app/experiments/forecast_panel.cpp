#include "app/experiments/forecast_panel.h"

#include "engine/protocol/forecast.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

ForecastPanel::ForecastPanel(QWidget* parent)
    : QFrame(parent) {
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    setupFacts();
    setupTexts();
    setupLaunch();
}

void ForecastPanel::setupFacts() {
    auto* title = new QLabel(tr("What will happen"), this);
    title->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    layout()->addWidget(title);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    const QString names[FactCount] = {
        tr("Training"),     tr("Validation"), tr("Test"),        tr("Global batch"), tr("Steps per epoch"),
        tr("Steps in all"), tr("Starts"),     tr("Runs"),        tr("Time"),         tr("Disk"),
        tr("Memory"),       tr("Placement"),  tr("This machine")};
    for (int i = 0; i < FactCount; ++i) {
        auto* name = new QLabel(names[i], this);
        name->setProperty("role", QStringLiteral("secondary"));
        auto* value = new QLabel(this);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        value->setAccessibleName(names[i]);
        m_grid->addWidget(name, i, 0, Qt::AlignTop);
        m_grid->addWidget(value, i, 1, Qt::AlignTop);
        m_names[Fact(i)] = name;
        m_values[Fact(i)] = value;
    }
    setFactShown(Runs, false);
    setFactShown(Disk, false);
    static_cast<QVBoxLayout*>(layout())->addLayout(m_grid);
}

QPlainTextEdit* ForecastPanel::addText(const QString& title, const QString& copyTip, int stretch, QWidget* action) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(title, this);
    label->setProperty("role", QStringLiteral("section"));
    row->addWidget(label, 1);
    if (action)
        row->addWidget(action);
    auto* copy = new QToolButton(this);
    copy->setIcon(widgets::icon(QStringLiteral("clone")));
    copy->setIconSize({14, 14});
    copy->setToolTip(copyTip);
    copy->setAccessibleName(copyTip);
    row->addWidget(copy);
    auto* text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setFont(widgets::fixedFont(11));
    text->setAccessibleName(title);
    connect(copy, &QToolButton::clicked, this, [text] { QApplication::clipboard()->setText(text->toPlainText()); });
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    static_cast<QVBoxLayout*>(layout())->addWidget(text, stretch);
    return text;
}

void ForecastPanel::setupTexts() {
    m_script = new QToolButton(this);
    m_script->setText(tr("Job script…"));
    m_script->setToolTip(tr("See the script that Slurm is given, and change it before it is launched (Ctrl+J)"));
    m_script->setShortcut(QKeySequence(QStringLiteral("Ctrl+J")));
    m_script->hide();
    connect(m_script, &QToolButton::clicked, this, &ForecastPanel::scriptRequested);
    m_command = addText(tr("Command"), tr("Copy the command"), 0, m_script);
    m_command->setFixedHeight(90);
    m_command->setPlaceholderText(tr("Shown as soon as the experiment can be launched"));
    m_command->setWordWrapMode(QTextOption::WrapAnywhere);
    m_toml = addText(tr("Experiment file"), tr("Copy the experiment file"), 1);
    m_toml->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_toml->setMinimumHeight(72);
}

void ForecastPanel::setupLaunch() {
    m_reason = new QLabel(this);
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setProperty("role", QStringLiteral("warning"));
    layout()->addWidget(m_reason);
    m_launch = new QPushButton(tr("Launch"), this);
    m_launch->setProperty("primary", true);
    m_launch->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    m_launch->setToolTip(tr("Start training (Ctrl+Return)"));
    connect(m_launch, &QPushButton::clicked, this, &ForecastPanel::launchRequested);
    layout()->addWidget(m_launch);
}

void ForecastPanel::setFact(Fact fact, const QString& text, const QString& tip, Tone tone) {
    QLabel* value = m_values[fact];
    value->setText(text.isEmpty() ? QStringLiteral("–") : text);
    value->setToolTip(tip);
    const QString role = tone == Tone::Warning ? QStringLiteral("warning") : QString();
    if (value->property("role").toString() != role) {
        value->setProperty("role", role);
        value->style()->unpolish(value); // the style sheet is asked again
        value->style()->polish(value);
    }
}

void ForecastPanel::setFactShown(Fact fact, bool shown) {
    m_names[fact]->setVisible(shown);
    m_values[fact]->setVisible(shown);
}

void ForecastPanel::setLaunchText(bool sweep) {
    m_launch->setText(sweep ? tr("Launch sweep") : tr("Launch"));
    m_launch->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return"))); // a text takes it away
    m_launch->setToolTip(sweep ? tr("Train all runs, one after the other, in the background (Ctrl+Return)")
                               : tr("Start training (Ctrl+Return)"));
}

QString ForecastPanel::fact(Fact fact) const {
    return m_values.at(fact)->text();
}

void ForecastPanel::setCounts(const SplitCounts& counts) {
    const auto images = [](const SplitPart& part) {
        const QLocale locale;
        const QString text = tr("%n image(s)", nullptr, int(part.images));
        return part.patients > 0 ? tr("%1, patients: %2", "number of images with its noun, number of patients")
                                       .arg(text, locale.toString(qlonglong(part.patients)))
                                 : text;
    };
    setFact(Train, (QStringList{images(counts.train)} + counts.warnings).join(QLatin1Char('\n')));
    setFact(Validation, images(counts.validation));
    setFact(Test, images(counts.test));
}

void ForecastPanel::setCountsUnknown(const QString& why) {
    setFact(Train, why);
    setFact(Validation, {});
    setFact(Test, {});
}

void ForecastPanel::setBatches(const Experiment& experiment, std::optional<int64_t> trainImages) {
    const QLocale locale;
    const auto& training = experiment.training;
    const QString global = locale.toString(qlonglong(globalBatchOf(experiment)));
    if (training.accumulation > 1)
        setFact(GlobalBatch, tr("%1 (local batch %2, accumulated %3 times, ranks: %4)")
                                 .arg(global)
                                 .arg(training.localBatch)
                                 .arg(training.accumulation)
                                 .arg(experiment.distributed.ranks));
    else
        setFact(GlobalBatch, tr("%1 (local batch %2, ranks: %3)")
                                 .arg(global)
                                 .arg(training.localBatch)
                                 .arg(experiment.distributed.ranks));
    if (!trainImages) {
        setFact(StepsPerEpoch, {});
        setFact(AllSteps, {});
        return;
    }
    const int64_t steps = stepsPerEpochOf(experiment, *trainImages);
    setFact(StepsPerEpoch, locale.toString(qlonglong(steps)));
    setFact(AllSteps, locale.toString(qlonglong(steps * training.epochs)));
}

void ForecastPanel::setCommand(const QString& command) {
    if (m_command->toPlainText() != command)
        m_command->setPlainText(command);
}

void ForecastPanel::setToml(const QString& toml) {
    if (m_toml->toPlainText() != toml)
        m_toml->setPlainText(toml);
}

QString ForecastPanel::toml() const {
    return m_toml->toPlainText();
}
QString ForecastPanel::reason() const {
    return m_reason->text();
}

void ForecastPanel::setScriptShown(bool shown) {
    m_script->setVisible(shown);
}

void ForecastPanel::setReason(const QString& reason, Weight weight) {
    m_canLaunch = reason.isEmpty() || weight == Weight::Warns;
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_launch->setEnabled(m_canLaunch);
    m_script->setEnabled(m_canLaunch);
    m_launch->setAccessibleDescription(reason);
}

} // namespace roentgen::app
