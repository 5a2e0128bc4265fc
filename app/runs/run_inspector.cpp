#include "app/runs/run_inspector.h"

#include "app/runs/run_comparison.h"
#include "engine/protocol/experiment_keys.h"
#include "widgets/role_delegate.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace roentgen::app {

using widgets::Role;

namespace {

QLabel* sectionLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("section"));
    return label;
}

QWidget* titled(const QString& title, QWidget* content, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(16, 8, 8, 0);
    layout->setSpacing(4);
    layout->addWidget(sectionLabel(title, box));
    layout->addWidget(content, 1);
    return box;
}

} // namespace

RunInspector::RunInspector(QWidget* parent)
    : QFrame(parent) {
    setProperty("panel", true);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 12, 0, 0);
    m_pages = new QStackedWidget(this);
    m_one = new QWidget(m_pages);
    m_comparison = new RunComparison(m_pages);
    m_pages->addWidget(m_one);
    m_pages->addWidget(m_comparison);
    outer->addWidget(m_pages);
    auto* layout = new QVBoxLayout(m_one);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    setupFacts();
    setupParameters();
    setupLog();
    auto* splitter = new QSplitter(Qt::Vertical, m_one);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(titled(tr("Parameters"), m_parameters, splitter));
    splitter->addWidget(titled(tr("Log"), m_log, splitter));
    splitter->setSizes({300, 220});
    layout->addWidget(splitter, 1);
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, [this] {
        m_parametersOf.clear(); // they are in colours of their own
        show(m_runs);
    });
}

void RunInspector::setupFacts() {
    m_name = new QLabel(m_one);
    m_name->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_name->setContentsMargins(16, 0, 16, 0);
    m_name->setWordWrap(true);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new QGridLayout;
    m_facts->setContentsMargins(16, 0, 16, 0);
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(4);
    m_facts->setColumnStretch(1, 1);
    static_cast<QVBoxLayout*>(m_one->layout())->addWidget(m_name);
    static_cast<QVBoxLayout*>(m_one->layout())->addLayout(m_facts);
}

void RunInspector::setupParameters() {
    m_parameters = new QTreeWidget(this);
    m_parameters->setItemDelegate(new widgets::RoleDelegate(m_parameters));
    m_parameters->setColumnCount(2);
    m_parameters->setHeaderHidden(true);
    m_parameters->setRootIsDecorated(false);
    m_parameters->setUniformRowHeights(true);
    m_parameters->setIndentation(0);
    m_parameters->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_parameters->header()->setStretchLastSection(false);
    m_parameters->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_parameters->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_parameters->setAccessibleName(tr("Parameters of the run"));
    m_parameters->setToolTip(tr("Values in bold differ from the defaults. Ctrl+C copies a row"));
    auto* copy = new QShortcut(QKeySequence::Copy, m_parameters);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, [this] {
        if (const QTreeWidgetItem* item = m_parameters->currentItem())
            QApplication::clipboard()->setText(item->text(0) + QLatin1Char('\t') + item->text(1));
    });
}

void RunInspector::setupLog() {
    m_log = new QPlainTextEdit(this);
    m_log->setReadOnly(true);
    m_log->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a path has no blanks
    m_log->setFont(widgets::fixedFont(11));
    m_log->setAccessibleName(tr("End of the run's log"));
    m_log->setPlaceholderText(tr("The run has written nothing to its log yet"));
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setStyleSheet(QStringLiteral("QPlainTextEdit { border: none; background: transparent; padding: 0; }"
                                        "QAbstractScrollArea::corner { background: transparent; border: none; }"));
}

void RunInspector::clear() {
    m_name->clear();
    m_parameters->clear();
    m_log->clear();
    m_parametersOf.clear();
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void RunInspector::show(const QVector<RunDetail>& runs) {
    m_runs = runs;
    m_pages->setCurrentWidget(runs.size() > 1 ? static_cast<QWidget*>(m_comparison) : m_one);
    if (runs.size() > 1)
        m_comparison->show(runs);
    else if (runs.size() == 1)
        showOne(runs.first());
    else
        clear();
}

void RunInspector::showOne(const RunDetail& detail) {
    showFacts(detail);
    if (m_parametersOf != detail.row.id)
        showParameters(detail.experiment);
    m_parametersOf = detail.row.id;
    showLog(detail.log);
}

void RunInspector::showFacts(const RunDetail& detail) {
    m_name->setText(detail.row.id);
    const QLocale locale;
    QVector<QPair<QString, QString>> facts;
    facts.append({tr("State"), RunWords::state(detail.row.summary.state)});
    const RunSummary& summary = detail.row.summary;
    if (!summary.target.empty())
        facts.append({tr("Target"), QString::fromStdString(summary.target)});
    if (!summary.job.empty())
        facts.append(
            {tr("Job", "of Slurm"),
             QString::fromStdString(summary.job + (summary.queueState.empty() ? "" : ", " + summary.queueState))});
    if (const auto& hello = detail.hello) {
        facts.append({tr("Host"), QString::fromStdString(hello->host)});
        facts.append(
            {tr("Device"), tr("%1, %2", "device and precision: cpu, bf16")
                               .arg(QString::fromStdString(hello->device), QString::fromStdString(hello->precision))});
        facts.append({tr("Ranks"), locale.toString(hello->ranks)});
        facts.append({tr("Threads per rank"), locale.toString(hello->threadsPerRank)});
        if (!hello->sumsBy.empty())
            facts.append({tr("Gradients summed by"), QString::fromStdString(hello->sumsBy)});
        facts.append({tr("Images"), tr("%1 training, %2 validation")
                                        .arg(locale.toString(qlonglong(hello->trainImages)),
                                             locale.toString(qlonglong(hello->validationImages)))});
        facts.append({tr("Started from"), hello->startedFrom == "scratch"
                                              ? tr("scratch", "random initial weights")
                                              : QString::fromStdString(hello->startedFrom)});
    }
    if (!detail.warnings.empty())
        facts.append({tr("Warnings"), tr("%1 (%2)", "number of warnings, text of the newest")
                                          .arg(locale.toString(qlonglong(detail.warnings.size())),
                                               QString::fromStdString(detail.warnings.back().message))});
    if (detail.damagedLines > 0)
        facts.append({tr("Damaged events"), locale.toString(qlonglong(detail.damagedLines))});

    constexpr int widestName = 112; // so that half of a narrow window's column is left for the values
    for (int row = 0; row < std::max<int>(facts.size(), m_facts->rowCount()); ++row) {
        for (int column = 0; column < 2; ++column) {
            QLayoutItem* item = m_facts->itemAtPosition(row, column);
            auto* label = item ? qobject_cast<QLabel*>(item->widget()) : nullptr;
            if (row >= facts.size()) {
                if (label)
                    label->hide();
                continue;
            }
            if (!label) {
                label = new QLabel(m_one);
                label->setTextFormat(Qt::PlainText);
                label->setSizePolicy(column == 1 ? QSizePolicy::Ignored : QSizePolicy::Preferred,
                                     QSizePolicy::Preferred);
                label->setWordWrap(true);
                if (column == 0) {
                    label->setProperty("role", QStringLiteral("secondary"));
                    label->setMaximumWidth(widestName);
                }
                m_facts->addWidget(label, row, column, Qt::AlignTop);
            }
            const QString& text = column == 0 ? facts[row].first : facts[row].second;
            label->setText(text);
            label->setToolTip(column == 1 ? text : QString());
            label->show();
        }
    }
}

void RunInspector::showParameters(const Experiment& experiment) {
    m_parameters->clear();
    std::string section;
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.section != section) {
            auto* heading = new QTreeWidgetItem(m_parameters, {QString::fromStdString(key.section)});
            heading->setFont(0, widgets::font(widgets::Type::Caption, QFont::DemiBold));
            heading->setData(0, widgets::TextRole, int(Role::Secondary));
            heading->setSizeHint(1, {0, 22}); // of every row: they are uniform
            heading->setFlags(Qt::ItemIsEnabled);
            heading->setFirstColumnSpanned(true);
            section = key.section;
        }
        const KeyValue value = key.get(experiment);
        const bool changed = value != key.defaultValue();
        const QString text = keyValueText(key, experiment);
        auto* item = new QTreeWidgetItem(m_parameters, {QString::fromStdString(key.name), text});
        item->setToolTip(0, QString::fromStdString(key.path()));
        item->setToolTip(1, text);
        item->setData(0, widgets::TextRole, int(changed ? Role::Text : Role::Secondary));
        item->setData(1, widgets::TextRole, int(changed ? Role::Text : Role::Secondary));
        if (changed)
            item->setFont(1, widgets::font(widgets::Type::Body, QFont::DemiBold));
    }
}

// Stays at the end while the reader is there.
void RunInspector::showLog(const QString& text) {
    if (m_log->toPlainText() == text)
        return;
    QScrollBar* bar = m_log->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 2;
    const int place = bar->value();
    m_log->setPlainText(text);
    bar->setValue(atEnd ? bar->maximum() : place);
}

} // namespace roentgen::app
