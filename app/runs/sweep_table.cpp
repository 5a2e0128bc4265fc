#include "app/runs/sweep_table.h"

#include "app/path_question.h"
#include "app/runs/metric_words.h"
#include "engine/protocol/text_file.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

#include <limits>

namespace roentgen::app {

namespace {

constexpr int SortRole = Qt::UserRole, CombinationRole = Qt::UserRole + 1;
constexpr double SortsFirst = -std::numeric_limits<double>::infinity(); // sorts below everything

// Numbers by their size, whatever their text looks like.
class SweepCell : public QTableWidgetItem {
public:
    bool operator<(const QTableWidgetItem& other) const override {
        const QVariant a = data(SortRole), b = other.data(SortRole);
        return a.isValid() && b.isValid() ? a.toDouble() < b.toDouble() : text().localeAwareCompare(other.text()) < 0;
    }
};

QString spreadText(const Spread& spread, int digits) {
    if (spread.count == 0)
        return QStringLiteral("–");
    const QLocale locale;
    const QString mean = locale.toString(spread.mean, 'f', digits);
    return spread.count == 1 ? mean
                             : QStringLiteral("%1 ± %2").arg(mean, locale.toString(spread.deviation, 'f', digits));
}

} // namespace

SweepTable::SweepTable(const SweepSummary& summary, QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_summary(summary)
    , m_table(new QTableWidget(this)) {
    setWindowTitle(tr("Sweep %1").arg(sweep()));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    setupTable();
    layout->addWidget(m_table, 1);
    setupButtons();
    fill();
    m_table->resizeColumnsToContents();
    resize(std::max(560, m_table->horizontalHeader()->length() + 56), std::min(560, 150 + 30 * m_table->rowCount()));
}

void SweepTable::setupTable() {
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Combinations of the sweep"));
    m_table->setToolTip(tr("Double-click opens a combination's runs. Ctrl+C copies the selected rows, or all"));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSortIndicator(-1, Qt::AscendingOrder); // as the sweep has them, until a column is clicked
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    m_table->setSortingEnabled(true);
    auto* copy = new QShortcut(QKeySequence::Copy, this);
    connect(copy, &QShortcut::activated, this, &SweepTable::copyRows);
    connect(m_table, &QTableWidget::cellActivated, this, &SweepTable::openRuns);
}

void SweepTable::setupButtons() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_open = new QPushButton(tr("Show runs"), this);
    m_open->setToolTip(tr("Select the runs of these combinations on the Runs page"));
    m_export = new QPushButton(tr("Export as CSV…"), this);
    auto* close = new QPushButton(tr("Close"), this);
    for (QPushButton* button : {m_open, m_export, close})
        button->setAutoDefault(false); // Return in the table opens its row
    row->addWidget(m_open);
    row->addWidget(m_export);
    row->addStretch(1);
    row->addWidget(close);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, &SweepTable::openRuns);
    connect(m_export, &QPushButton::clicked, this, &SweepTable::exportCsv);
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    const auto update = [this] { m_open->setEnabled(m_table->selectionModel()->hasSelection()); };
    connect(m_table, &QTableWidget::itemSelectionChanged, this, update);
    update();
}

void SweepTable::showSummary(const SweepSummary& summary) {
    if (summary.name != m_summary.name || summary.rows.empty())
        return;
    m_summary = summary;
    fill();
}

int SweepTable::combinationAt(int row) const {
    const QTableWidgetItem* item = m_table->item(row, 0);
    return item ? item->data(CombinationRole).toInt() : row;
}

// Cells keep their places while they get new texts, so that nothing moves under the reader's hand until it is sorted.
void SweepTable::fill() {
    QStringList head;
    for (const auto& [key, value] : m_summary.rows.front().overrides)
        head += QString::fromStdString(key);
    const int keys = int(head.size());
    head += tr("Runs");
    for (const std::string& name : m_summary.metrics)
        head += name == m_summary.metrics.front() ? tr("Best %1", "a metric").arg(MetricWords::fullName(name))
                                                  : MetricWords::fullName(name);
    head += {tr("images/s"), tr("Training, s per epoch")};
    m_table->setSortingEnabled(false);
    if (m_table->columnCount() != head.size())
        m_table->setColumnCount(int(head.size()));
    m_table->setHorizontalHeaderLabels(head);
    for (int c = 0; c < int(head.size()); ++c)
        m_table->horizontalHeaderItem(c)->setTextAlignment((c < keys ? Qt::AlignLeft : Qt::AlignRight) |
                                                           Qt::AlignVCenter);
    m_table->setRowCount(int(m_summary.rows.size()));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const int combination = combinationAt(r);
        const SweepRow& row = m_summary.rows[size_t(combination)];
        const auto set = [&](int column, const QString& text, std::optional<double> sortedBy) {
            QTableWidgetItem* item = m_table->item(r, column);
            if (!item) {
                item = new SweepCell;
                item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
                m_table->setItem(r, column, item);
            }
            item->setText(text);
            item->setTextAlignment((column < keys ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            item->setData(SortRole, sortedBy ? QVariant(*sortedBy) : QVariant());
            item->setData(CombinationRole, combination);
        };
        const auto setSpread = [&](int column, const Spread& spread, int digits) {
            set(column, spreadText(spread, digits), spread.count > 0 ? spread.mean : SortsFirst);
        };
        for (int c = 0; c < keys; ++c) {
            const QString value = QString::fromStdString(row.overrides[size_t(c)].second);
            bool isNumber = false;
            const double number = value.toDouble(&isNumber);
            set(c, value, isNumber ? std::optional<double>(number) : std::nullopt);
        }
        set(keys, QStringLiteral("%1/%2").arg(row.finished).arg(row.runIds.size()), double(row.finished));
        int column = keys;
        for (const auto& [name, spread] : row.metrics)
            setSpread(++column, spread, 4);
        setSpread(++column, row.imagesPerSecond, 1);
        setSpread(++column, row.trainingSecondsPerEpoch, 1);
        m_table->item(r, keys + 1)
            ->setFont(
                widgets::font(widgets::Type::Body, combination == m_summary.bestRow ? QFont::Bold : QFont::Normal));
    }
    m_table->setSortingEnabled(true);
}

void SweepTable::openRuns() {
    QStringList ids;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        for (const std::string& id : m_summary.rows[size_t(combinationAt(row.row()))].runIds)
            ids += QString::fromStdString(id);
    if (!ids.isEmpty())
        Q_EMIT runsRequested(ids);
}

void SweepTable::copyRows() const {
    const bool all = !m_table->selectionModel()->hasSelection();
    QStringList lines, head;
    for (int c = 0; c < m_table->columnCount(); ++c)
        head += m_table->horizontalHeaderItem(c)->text();
    lines += head.join(QLatin1Char('\t'));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        if (!all && !m_table->item(r, 0)->isSelected())
            continue;
        QStringList cells;
        for (int c = 0; c < m_table->columnCount(); ++c)
            cells += m_table->item(r, c)->text();
        lines += cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

QByteArray SweepTable::csv() const {
    std::vector<size_t> order;
    for (int r = 0; r < m_table->rowCount(); ++r)
        order.push_back(size_t(combinationAt(r)));
    return QByteArray::fromStdString(sweepCsv(m_summary, order));
}

void SweepTable::exportCsv() {
    const PathQuestion question = {PathQuestion::Wanted::NewFile,
                                   tr("Export the table"),
                                   QDir::home().filePath(sweep() + QStringLiteral(".csv")),
                                   tr("CSV files"),
                                   {QStringLiteral(".csv")}};
    askForPath(question, this, [this](const QString& path) {
        const QByteArray bytes = csv();
        const Status written = writeFileAtomically(path.toStdString(), {bytes.constData(), size_t(bytes.size())});
        Q_EMIT said(written ? tr("Table written to %1").arg(path) : QString::fromStdString(written.error().toLine()));
    });
}

} // namespace roentgen::app
