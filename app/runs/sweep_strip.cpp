#include "app/runs/sweep_strip.h"

#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int RefreshMilliseconds = 1000;

QToolButton* toolButton(const QString& icon, const QString& tip, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(widgets::icon(icon));
    button->setIconSize({16, 16});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

QString stateWord(SweepState state) {
    return state == SweepState::Running    ? SweepStrip::tr("running", "state of a sweep")
           : state == SweepState::Finished ? SweepStrip::tr("finished", "state of a sweep")
                                           : SweepStrip::tr("interrupted", "state of a sweep");
}

// The keys that have more than one value, and the seed where there are repeats.
VariedKeys variedOf(const SweepRecord& record) {
    VariedKeys varied;
    varied.commonName = QString::fromStdString(record.name);
    if (record.runs.empty())
        return varied;
    std::vector<size_t> places;
    const auto& first = record.runs.front().overrides;
    for (size_t k = 0; k < first.size(); ++k) {
        const bool varies = std::any_of(record.runs.begin(), record.runs.end(), [&](const SweepEntry& entry) {
            return k < entry.overrides.size() && entry.overrides[k].second != first[k].second;
        });
        if (!varies)
            continue;
        places.push_back(k);
        varied.keys += QString::fromStdString(first[k].first);
    }
    const bool repeats =
        std::any_of(record.runs.begin(), record.runs.end(), [](const SweepEntry& entry) { return entry.repeat > 1; });
    if (repeats)
        varied.keys += QStringLiteral("experiment.seed");
    for (const SweepEntry& entry : record.runs) {
        QStringList values;
        for (const size_t k : places)
            values += k < entry.overrides.size() ? QString::fromStdString(entry.overrides[k].second) : QString();
        if (repeats)
            values += QString::number(entry.seed);
        varied.valuesOf.insert(QString::fromStdString(entry.runId), values);
    }
    return varied;
}

} // namespace

SweepStrip::SweepStrip(const QString& workspace, const RunListModel* model, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace.toStdString())
    , m_model(model) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(6);
    m_choice = new QComboBox(this);
    m_choice->setAccessibleName(tr("Sweep whose runs are shown"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(m_choice);
    m_details = new QWidget(this);
    auto* row = new QHBoxLayout(m_details);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_says = new QLabel(m_details);
    m_says->setProperty("role", QStringLiteral("secondary"));
    m_says->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_says, 1);
    setupButtons();
    for (QToolButton* button : {m_compare, m_resume, m_cancel})
        row->addWidget(button);
    layout->addWidget(m_details);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Progress of the sweep"));
    layout->addWidget(m_progress);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_ids.clear();
        showSummary();
        if (chosen().isEmpty())
            Q_EMIT runsChosen(std::nullopt);
    });
    connect(&m_timer, &QTimer::timeout, this, &SweepStrip::refresh);
    m_timer.start(RefreshMilliseconds);
    refresh();
}

void SweepStrip::setupButtons() {
    m_compare = toolButton(QStringLiteral("table"), tr("Compare the combinations in a table"), m_details);
    m_resume = toolButton(QStringLiteral("resume"), tr("Go on with the sweep"), m_details);
    m_cancel = toolButton(QStringLiteral("stop"), tr("Stop the sweep; its runs write a checkpoint"), m_details);
    connect(m_compare, &QToolButton::clicked, this, &SweepStrip::compareRequested);
    connect(m_resume, &QToolButton::clicked, this, [this] { Q_EMIT resumeRequested(chosen()); });
    connect(m_cancel, &QToolButton::clicked, this, [this] { Q_EMIT cancelRequested(chosen()); });
}

QString SweepStrip::chosen() const {
    return m_choice->currentData().toString();
}

void SweepStrip::choose(const QString& sweepName) {
    listSweepNames();
    const int index = m_choice->findData(sweepName);
    if (index >= 0)
        m_choice->setCurrentIndex(index);
}

void SweepStrip::listSweepNames() {
    std::vector<std::string> names = listSweeps(m_workspace);
    if (names == m_names && m_choice->count() > 0)
        return;
    m_names = std::move(names);
    const QString before = chosen();
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        m_choice->addItem(tr("All runs"), QString());
        for (const std::string& name : m_names)
            m_choice->addItem(tr("Sweep %1").arg(QString::fromStdString(name)), QString::fromStdString(name));
        m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
    }
    if (chosen() != before) {
        m_varied = {};
        Q_EMIT runsChosen(std::nullopt);
    }
    setVisible(!m_names.empty());
}

std::map<std::string, RunSummary> SweepStrip::knownRuns() const {
    std::map<std::string, RunSummary> runs;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const RunRow* run = m_model->find(m_model->idAt(row)); run && run->loaded)
            runs[run->id.toStdString()] = run->summary;
    return runs;
}

void SweepStrip::refresh() {
    listSweepNames();
    showSummary();
}

void SweepStrip::showSummary() {
    m_summary.reset();
    if (chosen().isEmpty())
        m_varied = {};
    const SweepFolder folder = sweepFolder(m_workspace, chosen().toStdString());
    if (!chosen().isEmpty())
        if (const Result<SweepRecord> record = readSweepRecord(folder)) {
            m_summary = summarizeSweep(*record, knownRuns(), isWorkedOn(folder));
            QSet<QString> ids;
            for (const SweepEntry& entry : record->runs)
                ids.insert(QString::fromStdString(entry.runId));
            if (ids != m_ids) {
                m_ids = ids;
                m_varied = variedOf(*record);
                Q_EMIT runsChosen(m_ids);
            }
        }
    m_details->setVisible(m_summary.has_value());
    m_progress->setVisible(m_summary.has_value());
    if (!m_summary)
        return;
    m_progress->setValue(int(m_summary->progress * 1000));
    QString text = tr("%1 of %2 runs done, %3", "numbers, and the state of the sweep")
                       .arg(m_summary->finished)
                       .arg(m_summary->runs)
                       .arg(stateWord(m_summary->state));
    if (m_summary->failed > 0)
        text = tr("%1 of %2 runs done, %3 failed, %4", "numbers, and the state of the sweep")
                   .arg(m_summary->finished)
                   .arg(m_summary->runs)
                   .arg(m_summary->failed)
                   .arg(stateWord(m_summary->state));
    m_says->setText(text);
    m_says->setToolTip(text);
    m_cancel->setEnabled(m_summary->state == SweepState::Running || m_summary->going > 0);
    m_resume->setEnabled(m_summary->state == SweepState::Interrupted);
    Q_EMIT summarized();
}

} // namespace roentgen::app
