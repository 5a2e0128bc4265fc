#include "app/runs/run_comparison.h"

#include "app/runs/metric_words.h"
#include "engine/protocol/key_values.h"
#include "widgets/role_delegate.h"
#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QShortcut>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

using widgets::Role;

namespace {

constexpr int KeyWidth = 124, ValueWidth = 92, MostValueWidth = 180, SwatchAndPadding = 52, RowHeight = 24;

template <typename Value>
RunDifference rowOf(const QVector<RunDetail>& runs, const QString& name, Value value) {
    RunDifference row{name, QString(), {}};
    for (const RunDetail& run : runs)
        row.values += value(run);
    return row;
}

bool differ(const QStringList& values) {
    return std::any_of(values.begin(), values.end(), [&](const QString& value) { return value != values.first(); });
}

// The line that stands for the run in the charts.
QIcon swatch(int colourSlot) {
    widgets::ChartSeries series;
    series.colourSlot = colourSlot;
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(QPen(widgets::seriesColour(series), 5, widgets::seriesStyle(series), Qt::FlatCap));
    painter.drawLine(0, 16, 32, 16);
    return pixmap;
}

} // namespace

QString keyValueText(const ExperimentKey& key, const Experiment& experiment) {
    const QString text = QString::fromStdString(formatKeyValue(key.get(experiment)));
    if (text.isEmpty())
        return QStringLiteral("–");
    return key.unit.empty() ? text : text + QLatin1Char(' ') + QString::fromStdString(key.unit);
}

RunComparison::RunComparison(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_caption(new QLabel(this))
    , m_table(new QTreeWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 8, 0);
    layout->setSpacing(4);
    m_title->setFont(widgets::font(widgets::Type::Body, QFont::DemiBold));
    m_caption->setProperty("role", QStringLiteral("caption"));
    m_caption->setWordWrap(true);
    layout->addWidget(m_title);
    layout->addWidget(m_caption);
    layout->addWidget(m_table, 1);
    m_table->setRootIsDecorated(false);
    m_table->setIndentation(0);
    m_table->setUniformRowHeights(true);
    m_table->setItemDelegate(new widgets::RoleDelegate(m_table));
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("What the selected runs differ in"));
    m_table->setToolTip(tr("Ctrl+C copies the table"));
    m_table->header()->setStretchLastSection(false);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &RunComparison::copyAll);
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, [this] { show(m_runs); });
}

QVector<RunDifference> RunComparison::outcomesOf(const QVector<RunDetail>& runs) {
    const QLocale locale;
    QVector<RunDifference> rows = {
        rowOf(runs, tr("State"), [](const RunDetail& run) { return RunWords::state(run.row.summary.state); })};
    std::vector<const RunSummary*> summaries;
    for (const RunDetail& run : runs)
        summaries.push_back(&run.row.summary);
    for (const std::string& name : metricNames(summaries))
        rows += rowOf(runs, tr("Best %1", "a metric").arg(MetricWords::shortName(name)), [&](const RunDetail& run) {
            const auto value = run.row.summary.metric(name);
            return value ? locale.toString(*value, 'f', 4) : QStringLiteral("–");
        });
    rows += rowOf(runs, tr("images/s"), [](const RunDetail& run) {
        const QString speed = RunWords::speed(run.row.summary);
        return speed.isEmpty() ? QStringLiteral("–") : speed;
    });
    rows += rowOf(runs, tr("Elapsed"),
                  [](const RunDetail& run) { return RunWords::duration(run.row.summary.elapsedSeconds); });
    rows += rowOf(runs, tr("Started"), [](const RunDetail& run) {
        const double start = run.row.summary.startTime;
        return start > 0 ? RunWords::started(start) : QStringLiteral("–");
    });
    return rows;
}

QVector<RunDifference> RunComparison::differencesOf(const QVector<RunDetail>& runs) {
    QVector<RunDifference> rows;
    if (runs.isEmpty())
        return rows;
    const auto addIfDifferent = [&](RunDifference row) {
        if (differ(row.values))
            rows.append(std::move(row));
    };
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.path() == "experiment.name") // it heads the column
            continue;
        RunDifference row = rowOf(runs, QString::fromStdString(key.name),
                                  [&](const RunDetail& run) { return keyValueText(key, run.experiment); });
        row.tip = QString::fromStdString(key.path());
        addIfDifferent(std::move(row));
    }
    const auto ofHello = [&](const QString& name, auto value) {
        addIfDifferent(rowOf(
            runs, name, [&](const RunDetail& run) { return run.hello ? value(*run.hello) : QStringLiteral("–"); }));
    };
    const QLocale locale;
    ofHello(tr("Host"), [](const HelloEvent& hello) { return QString::fromStdString(hello.host); });
    ofHello(tr("Device"), [](const HelloEvent& hello) { return QString::fromStdString(hello.device); });
    ofHello(tr("Training images"),
            [&](const HelloEvent& hello) { return locale.toString(qlonglong(hello.trainImages)); });
    ofHello(tr("Engine", "version of the program that trained"),
            [](const HelloEvent& hello) { return QString::fromStdString(hello.engineVersion); });
    return rows;
}

void RunComparison::show(const QVector<RunDetail>& runs) {
    m_runs = runs;
    showHeader(runs);
    const QVector<RunDifference> differences = differencesOf(runs);
    m_title->setText(tr("%n run(s)", "", int(runs.size())));
    m_caption->setText(differences.isEmpty() ? tr("Their experiments are the same in every key.")
                                             : tr("What is the same in all of them is left out."));
    QVector<Line> lines;
    const auto add = [&](const QString& heading, const QVector<RunDifference>& rows) {
        lines.append({{heading, QString(), {}}, true});
        for (const RunDifference& row : rows)
            lines.append({row, false});
    };
    add(tr("How they went"), outcomesOf(runs));
    if (!differences.isEmpty())
        add(tr("What differs"), differences);
    showLines(lines);
}

void RunComparison::showHeader(const QVector<RunDetail>& runs) {
    QStringList labels;
    for (const RunDetail& run : runs)
        labels += run.label;
    const bool others = labels != m_labels || m_table->columnCount() != 1 + int(runs.size());
    m_labels = labels;
    QTreeWidgetItem* header = m_table->headerItem();
    if (others) {
        m_table->setColumnCount(1 + int(runs.size()));
        header->setText(0, QString());
        m_table->setColumnWidth(0, KeyWidth);
    }
    for (int i = 0; i < int(runs.size()); ++i) {
        header->setIcon(i + 1, swatch(runs[i].colourSlot)); // of another colour in another theme
        if (!others)
            continue;
        header->setText(i + 1, runs[i].label);
        header->setToolTip(i + 1, runs[i].row.id);
        const int wanted = m_table->header()->fontMetrics().horizontalAdvance(runs[i].label) + SwatchAndPadding;
        m_table->setColumnWidth(i + 1, std::clamp(wanted, ValueWidth, MostValueWidth));
    }
}

// Rows stay what they are, so that place and selection do: this comes every second while a run goes on.
void RunComparison::showLines(const QVector<Line>& lines) {
    const auto keyOf = [](const QTreeWidgetItem* item) { return item->text(0) + item->toolTip(0); };
    const QTreeWidgetItem* before = m_table->selectedItems().value(0);
    const QString selected = before ? keyOf(before) : QString();
    while (m_table->topLevelItemCount() > int(lines.size()))
        delete m_table->takeTopLevelItem(m_table->topLevelItemCount() - 1);
    while (m_table->topLevelItemCount() < int(lines.size()))
        m_table->addTopLevelItem(new QTreeWidgetItem);
    QTreeWidgetItem* stays = nullptr;
    for (int i = 0; i < int(lines.size()); ++i) {
        QTreeWidgetItem* item = m_table->topLevelItem(i);
        setLine(item, lines[i]);
        if (item->isFirstColumnSpanned() != lines[i].isHeading)
            item->setFirstColumnSpanned(lines[i].isHeading);
        if (!lines[i].isHeading && keyOf(item) == selected)
            stays = item;
    }
    if (before && (!stays || !stays->isSelected()))
        m_table->setCurrentItem(stays);
}

void RunComparison::setLine(QTreeWidgetItem* item, const Line& line) {
    const auto set = [item](int column, int role, const QVariant& value) {
        if (item->data(column, role) != value)
            item->setData(column, role, value);
    };
    const RunDifference& row = line.row;
    set(0, Qt::DisplayRole, row.name);
    set(0, Qt::ToolTipRole, row.tip.isEmpty() && !line.isHeading ? row.name : row.tip);
    set(0, widgets::TextRole, int(Role::Secondary));
    set(0, Qt::FontRole, line.isHeading ? widgets::font(widgets::Type::Caption, QFont::DemiBold) : QVariant());
    set(0, Qt::SizeHintRole, line.isHeading ? QVariant(QSize(0, RowHeight)) : QVariant()); // of all: they are uniform
    const Qt::ItemFlags flags =
        line.isHeading ? Qt::ItemFlags(Qt::ItemIsEnabled) : Qt::ItemFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    if (item->flags() != flags)
        item->setFlags(flags);
    for (int i = 1; i < item->treeWidget()->columnCount(); ++i) {
        const QVariant value = row.values.value(i - 1);
        set(i, Qt::DisplayRole, value);
        set(i, Qt::ToolTipRole, value);
    }
}

void RunComparison::copyAll() const {
    QStringList lines;
    const auto line = [&](const QTreeWidgetItem* item) {
        QStringList cells;
        for (int column = 0; column < m_table->columnCount(); ++column)
            cells += item->text(column);
        lines += cells.join(QLatin1Char('\t'));
    };
    line(m_table->headerItem());
    for (int row = 0; row < m_table->topLevelItemCount(); ++row)
        line(m_table->topLevelItem(row));
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace roentgen::app
