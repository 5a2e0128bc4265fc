#include "app/runs/sweep_table.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLocale>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

QString spreadText(const Spread& spread, int digits) {
    if (spread.count == 0)
        return QStringLiteral("–");
    const QLocale locale;
    const QString mean = locale.toString(spread.mean, 'f', digits);
    return spread.count == 1 ? mean
                             : QStringLiteral("%1 ± %2").arg(mean, locale.toString(spread.deviation, 'f', digits));
}

QTableWidgetItem* cell(const QString& text, Qt::Alignment alignment = Qt::AlignRight) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

} // namespace

SweepTable::SweepTable(const SweepSummary& summary, QWidget* parent)
    : QDialog(parent)
    , m_sweep(summary.name)
    , m_table(new QTableWidget(this)) {
    setWindowTitle(tr("Sweep %1").arg(QString::fromStdString(summary.name)));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Combinations of the sweep"));
    layout->addWidget(m_table);
    fill(summary);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* copy = new QShortcut(QKeySequence::Copy, this);
    connect(copy, &QShortcut::activated, this, &SweepTable::copyRows);
    resize(720, std::min(560, 110 + 30 * m_table->rowCount()));
}

void SweepTable::showSummary(const SweepSummary& summary) {
    if (summary.name == m_sweep && !summary.rows.empty())
        fill(summary);
}

void SweepTable::fill(const SweepSummary& summary) {
    QStringList head;
    for (const auto& [key, value] : summary.rows.front().overrides)
        head += QString::fromStdString(key);
    const int keys = int(head.size());
    head += {tr("Runs"), tr("Best mean AUC"), tr("images/s"), tr("Training, s per epoch")};
    m_table->setColumnCount(int(head.size()));
    m_table->setHorizontalHeaderLabels(head);
    m_table->setRowCount(int(summary.rows.size()));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const SweepRow& row = summary.rows[size_t(r)];
        for (int c = 0; c < keys; ++c)
            m_table->setItem(r, c, cell(QString::fromStdString(row.overrides[size_t(c)].second), Qt::AlignLeft));
        const QString done = QStringLiteral("%1/%2").arg(row.finished).arg(row.runIds.size());
        m_table->setItem(r, keys, cell(done));
        m_table->setItem(r, keys + 1, cell(spreadText(row.meanAuc, 4)));
        m_table->setItem(r, keys + 2, cell(spreadText(row.imagesPerSecond, 1)));
        m_table->setItem(r, keys + 3, cell(spreadText(row.trainingSecondsPerEpoch, 1)));
        if (r == summary.bestRow)
            m_table->item(r, keys + 1)->setFont(widgets::font(widgets::Type::Body, QFont::Bold));
    }
}

void SweepTable::copyRows() const {
    QStringList lines, head;
    for (int c = 0; c < m_table->columnCount(); ++c)
        head += m_table->horizontalHeaderItem(c)->text();
    lines += head.join(QLatin1Char('\t'));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        QStringList cells;
        for (int c = 0; c < m_table->columnCount(); ++c)
            cells += m_table->item(r, c)->text();
        lines += cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace roentgen::app
