#include "app/runs/run_list_panel.h"

#include "app/runs/run_delegates.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int NameWidth = 140;
constexpr int HeaderMargin = 28; // around a title, with room for the arrow of the sort order
// The state stands as a mark beside the name.
constexpr RunListModel::Column ByImportance[] = {RunListModel::Best,      RunListModel::Speed, RunListModel::Elapsed,
                                                 RunListModel::Remaining, RunListModel::Trend, RunListModel::Started,
                                                 RunListModel::State};
constexpr int LeastWidths[RunListModel::ColumnCount] = {NameWidth, 72, 68, 96, 72, 84, 84, 132};

QString wantedKey() {
    return QStringLiteral("runs/wantedColumns");
}

} // namespace

RunListPanel::RunListPanel(RunListModel* model, QWidget* parent)
    : QFrame(parent)
    , m_model(model)
    , m_filter(new RunFilterModel(this))
    , m_search(new QLineEdit(this))
    , m_table(new QTableView(this)) {
    m_filter->setSourceModel(model);
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    auto* searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_table, 1);
    setupSearch();
    setupTable();
    setupColumns();
}

RunListPanel::~RunListPanel() {
    QSettings().setValue(QStringLiteral("runs/columns"), m_table->horizontalHeader()->saveState());
}

void RunListPanel::setupSearch() {
    m_search->setPlaceholderText(tr("Filter by name or state"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(tr("Filter runs (Ctrl+F)"));
    m_search->setAccessibleName(tr("Filter runs"));
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    connect(m_search, &QLineEdit::textChanged, m_filter, &RunFilterModel::setWords);
}

void RunListPanel::setupTable() {
    m_table->setModel(m_filter);
    m_table->setItemDelegateForColumn(RunListModel::Name, new RunNameDelegate(m_table));
    m_table->setItemDelegateForColumn(RunListModel::Trend, new SparklineDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(30);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("Runs"));
    m_table->setSortingEnabled(true);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &RunListPanel::copyRows);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid())
                    Q_EMIT chosen(current.data(RunListModel::IdRole).toString());
            });
}

void RunListPanel::setupColumns() {
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < RunListModel::ColumnCount; ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_table->setColumnWidth(
            column, std::max(LeastWidths[column], header->fontMetrics().horizontalAdvance(title) + HeaderMargin));
    }
    m_table->sortByColumn(RunListModel::Started, Qt::DescendingOrder);
    QSettings settings;
    header->restoreState(settings.value(QStringLiteral("runs/columns")).toByteArray());
    for (int column = 0; column < RunListModel::ColumnCount; ++column) {
        m_table->setColumnHidden(column, false);
        m_widths[size_t(column)] = m_table->columnWidth(column);
    }
    header->setSectionResizeMode(RunListModel::Name, QHeaderView::Stretch);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (width > 0)
            m_widths[size_t(column)] = width;
    });
    const QVariantMap wanted = settings.value(wantedKey()).toMap();
    for (auto entry = wanted.begin(); entry != wanted.end(); ++entry)
        m_wanted[entry.key().toInt()] = entry.value().toBool();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &RunListPanel::askForColumns);
    m_table->viewport()->installEventFilter(this);
    fitColumns();
}

bool RunListPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == m_table->viewport())
        fitColumns();
    return QFrame::eventFilter(watched, event);
}

void RunListPanel::fitColumns() {
    int room = m_table->viewport()->width() - NameWidth;
    for (const auto& [column, shown] : m_wanted)
        room -= shown ? m_widths[size_t(column)] : 0;
    for (const RunListModel::Column column : ByImportance) {
        const auto wanted = m_wanted.find(column);
        if (wanted == m_wanted.end())
            room -= m_widths[size_t(column)];
        m_table->setColumnHidden(column, wanted == m_wanted.end() ? room < 0 : !wanted->second);
    }
}

void RunListPanel::setColumnShown(RunListModel::Column column, bool shown) {
    m_wanted[column] = shown;
    QVariantMap wanted;
    for (const auto& [each, isShown] : m_wanted)
        wanted.insert(QString::number(each), isShown);
    QSettings().setValue(wantedKey(), wanted);
    fitColumns();
}

void RunListPanel::askForColumns(const QPoint& position) {
    QMenu menu;
    for (int column = 1; column < RunListModel::ColumnCount; ++column) {
        QAction* action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnShown(RunListModel::Column(column), shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("As many as fit")), &QAction::triggered, this, [this] {
        m_wanted.clear();
        QSettings().remove(wantedKey());
        fitColumns();
    });
    menu.exec(m_table->horizontalHeader()->mapToGlobal(position));
}

void RunListPanel::select(const QString& runId) {
    const int row = m_model->rowOf(runId);
    const QModelIndex shown = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row, 0));
    if (!shown.isValid() || m_table->currentIndex().row() == shown.row())
        return;
    m_table->selectRow(shown.row());
    m_table->scrollTo(shown);
}

void RunListPanel::showOnly(const std::optional<QSet<QString>>& ids) {
    m_filter->setOnly(ids);
}

void RunListPanel::setTop(QWidget* widget) {
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, widget);
}

void RunListPanel::takeFocus() {
    m_table->setFocus();
}

void RunListPanel::copyRows() {
    std::vector<int> columns;
    for (int column = 0; column < RunListModel::ColumnCount; ++column)
        if (column != RunListModel::Trend && !m_table->isColumnHidden(column))
            columns.push_back(column);
    QStringList header, lines;
    for (const int column : columns)
        header += m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines += header.join(QLatin1Char('\t'));
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows()) {
        QStringList cells;
        for (const int column : columns)
            cells += row.siblingAtColumn(column).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace roentgen::app
