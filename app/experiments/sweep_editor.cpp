#include "app/experiments/sweep_editor.h"

#include "app/experiments/sweep_axis_row.h"
#include "app/experiments/sweep_words.h"
#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep_expansion.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

// The key that a new axis offers: one that a study begins with and that is not varied yet.
std::string nextKey(const Sweep& sweep) {
    const auto isFree = [&](const std::string& path) {
        return std::none_of(sweep.axes.begin(), sweep.axes.end(), [&](const SweepAxis& a) { return a.key == path; });
    };
    for (const char* path : {"training.learning_rate", "training.local_batch", "model.normalization",
                             "training.optimizer", "model.architecture"})
        if (isFree(path))
            return path;
    for (const ExperimentKey& key : experimentKeys())
        if (isFree(key.path()) && key.section != "experiment")
            return key.path();
    return "experiment.seed";
}

} // namespace

SweepEditor::SweepEditor(QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_says = new QLabel(this);
    m_says->setTextFormat(Qt::PlainText);
    m_says->setWordWrap(true);
    m_says->setContentsMargins(22, 0, 0, 0);
    layout->addWidget(m_says);
    m_rowLayout = new QVBoxLayout;
    m_rowLayout->setSpacing(8);
    layout->addLayout(m_rowLayout);
    setupOrder();
    layout->addWidget(m_orderRow);
}

void SweepEditor::setupOrder() {
    m_orderRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_orderRow);
    row->setContentsMargins(22, 0, 0, 0);
    row->setSpacing(8);
    m_add = new QPushButton(tr("Vary a key"), this);
    m_add->setToolTip(tr("Add a key that takes several values"));
    m_random = new QToolButton(this);
    m_random->setProperty("chip", true);
    m_random->setCheckable(true);
    m_random->setText(tr("Draw at random"));
    m_random->setToolTip(tr("Some combinations, drawn at random, instead of all"));
    m_countCaption = new QLabel(tr("Combinations"), this);
    m_count = new QSpinBox(this);
    m_count->setRange(1, int(MostSweepRuns));
    m_count->setAccessibleName(tr("How many combinations are drawn"));
    m_seedCaption = new QLabel(tr("Seed"), this);
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, 2147483647);
    m_seed->setAccessibleName(tr("Seed of the draw"));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_add, m_random, m_countCaption, m_count, m_seedCaption, m_seed})
        row->addWidget(widget);
    row->addStretch(1);
    connect(m_add, &QPushButton::clicked, this, &SweepEditor::addAxis);
    connect(m_random, &QToolButton::clicked, this, [this](bool random) {
        m_sweep.order = random ? SweepOrder::Random : SweepOrder::Grid;
        m_sweep.count = random ? std::max<int64_t>(1, m_count->value()) : 0;
        showOrder();
        Q_EMIT edited();
        Q_EMIT finished();
    });
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        m_sweep.count = count;
        Q_EMIT edited();
    });
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        m_sweep.seed = seed;
        Q_EMIT edited();
    });
    for (QSpinBox* box : {m_count, m_seed})
        connect(box, &QSpinBox::editingFinished, this, &SweepEditor::finished);
}

std::vector<QWidget*> SweepEditor::controls() const {
    std::vector<QWidget*> all;
    for (const SweepAxisRow* row : m_rows)
        for (QWidget* control : row->controls())
            all.push_back(control);
    all.insert(all.end(), {m_add, m_random, m_count, m_seed});
    return all;
}

void SweepEditor::setSweep(const Sweep& sweep) {
    m_sweep = sweep;
    for (SweepAxisRow* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const SweepAxis& axis : sweep.axes)
        addRow(axis);
    showOrder();
}

void SweepEditor::addRow(const SweepAxis& axis) {
    auto* row = new SweepAxisRow(axis, this);
    row->setReadOnly(m_readOnly);
    row->setFirst(m_rows.empty());
    m_rows.push_back(row);
    m_rowLayout->addWidget(row);
    connect(row, &SweepAxisRow::edited, this, &SweepEditor::take);
    connect(row, &SweepAxisRow::finished, this, &SweepEditor::finished);
    connect(row, &SweepAxisRow::removeRequested, this, [this, row] { removeRow(row); });
}

void SweepEditor::addAxis() {
    SweepAxis axis;
    axis.key = nextKey(m_sweep);
    axis.values = {findExperimentKey(axis.key)->defaultValue()};
    addRow(axis);
    take();
    Q_EMIT finished();
    m_rows.back()->values()->setFocus();
    m_rows.back()->values()->selectAll();
}

void SweepEditor::removeRow(SweepAxisRow* row) {
    m_rows.erase(std::find(m_rows.begin(), m_rows.end(), row));
    row->hide();
    row->deleteLater();
    if (!m_rows.empty())
        m_rows.front()->setFirst(true);
    take();
    Q_EMIT finished();
}

void SweepEditor::take() {
    m_sweep.axes.clear();
    for (const SweepAxisRow* row : m_rows)
        m_sweep.axes.push_back(row->axis());
    showOrder();
    Q_EMIT edited();
}

void SweepEditor::showOrder() {
    const bool random = m_sweep.order == SweepOrder::Random;
    const QSignalBlocker quietCount(m_count), quietSeed(m_seed);
    m_random->setChecked(random);
    m_random->setVisible(!m_rows.empty());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_countCaption, m_count, m_seedCaption, m_seed})
        widget->setVisible(random && !m_rows.empty());
    m_count->setValue(int(std::max<int64_t>(1, m_sweep.count)));
    m_seed->setValue(int(m_sweep.seed));
    m_orderRow->setVisible(!m_readOnly || !m_rows.empty());
}

void SweepEditor::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    for (SweepAxisRow* row : m_rows)
        row->setReadOnly(readOnly);
    if (!m_rows.empty())
        m_rows.front()->setFirst(true);
    m_add->setVisible(!readOnly);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_random, m_count, m_seed})
        widget->setDisabled(readOnly);
    showOrder();
}

void SweepEditor::check(const Experiment& experiment) {
    m_together = isSweep(experiment) ? SweepWords::whatDoesNotFit(experiment) : QString();
    const QString role = m_together.isEmpty() ? QStringLiteral("secondary") : QStringLiteral("bad");
    m_says->setText(!m_together.isEmpty() ? m_together
                    : isSweep(experiment)
                        ? SweepWords::summary(experiment)
                        : tr("Nothing is varied: one run. Vary keys, or set repeats, to train several runs in a row."));
    if (m_says->property("role") != role) {
        m_says->setProperty("role", role);
        m_says->style()->unpolish(m_says); // the style sheet is asked again
        m_says->style()->polish(m_says);
    }
}

QString SweepEditor::firstError() const {
    for (const SweepAxisRow* row : m_rows)
        if (!row->error().isEmpty())
            return row->error();
    return m_together;
}

} // namespace roentgen::app
