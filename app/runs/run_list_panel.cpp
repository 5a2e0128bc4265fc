#include "app/runs/run_list_panel.h"

#include "app/runs/run_delegates.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int NameWidth = 140;
constexpr int TimeMargin = 26;
constexpr int HeaderMargin = 28; // around a title, with room for the arrow of the sort order
// The state stands as a mark beside the name.
constexpr RunListModel::Column ByImportance[] = {RunListModel::Best,    RunListModel::Started,   RunListModel::Speed,
                                                 RunListModel::Elapsed, RunListModel::Remaining, RunListModel::Trend,
                                                 RunListModel::State};
constexpr int LeastWidths[RunListModel::ColumnCount] = {NameWidth, 72, 64, 96, 72, 84, 84, 118};
constexpr int VariedWidth = 60, MostVariedWidth = 140, VariedMargin = 26;
constexpr int NameWidthBesideVaried = 104; // the name says the same once more

QString wantedKey() {
    return QStringLiteral("runs/wantedColumns");
}
QString widthsKey() {
    return QStringLiteral("runs/columnWidths");
}
QString sortKey() {
    return QStringLiteral("runs/sort"); // column, order
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

void RunListPanel::setupSearch() {
    m_search->setPlaceholderText(tr("Filter by name or state"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(tr("Filter runs (Ctrl+F)"));
    m_search->setAccessibleName(tr("Filter runs"));
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setWords(text);
        ensureSelection();
    });
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
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunListPanel::takeSelection);
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
    // How wide a time is differs between languages; today's is a clock alone.
    constexpr double twoDays = 2 * 86400, hoursAndMinutes = 86399;
    m_table->ensurePolished(); // else its font is not the theme's yet
    const double earlier = double(QDateTime::currentSecsSinceEpoch()) - twoDays;
    for (const auto& [column, widest] : {std::pair(RunListModel::Elapsed, RunWords::duration(hoursAndMinutes)),
                                         std::pair(RunListModel::Remaining, RunWords::duration(hoursAndMinutes)),
                                         std::pair(RunListModel::Started, RunWords::started(earlier))}) {
        const int width = m_table->fontMetrics().horizontalAdvance(widest) + TimeMargin;
        m_table->setColumnWidth(column, std::max(m_table->columnWidth(column), width));
    }
    restoreColumns();
    header->setSectionResizeMode(RunListModel::Name, QHeaderView::Stretch);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (width > 0 && size_t(column) < m_widths.size())
            m_widths[size_t(column)] = width;
    });
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        if (column < 0 || column >= RunListModel::ColumnCount)
            return;
        m_sortedBy = column;
        m_sortOrder = order;
    });
    connect(m_filter, &QAbstractItemModel::columnsInserted, this,
            [this](const QModelIndex&, int first, int last) { columnsCame(first, last); });
    connect(m_filter, &QAbstractItemModel::columnsRemoved, this, [this] { columnsWent(); });
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &RunListPanel::askForColumns);
    m_table->viewport()->installEventFilter(this);
    fitColumns();
}

void RunListPanel::restoreColumns() {
    const QSettings settings;
    const QVariantList widths = settings.value(widthsKey()).toList();
    m_widths.resize(RunListModel::ColumnCount);
    for (int column = 0; column < RunListModel::ColumnCount; ++column) {
        if (widths.size() == RunListModel::ColumnCount && widths[column].toInt() > 0)
            m_table->setColumnWidth(column, widths[column].toInt());
        m_widths[size_t(column)] = m_table->columnWidth(column);
    }
    const QVariantList sort = settings.value(sortKey()).toList();
    if (const int sorted = sort.value(0, -1).toInt(); sorted >= 0 && sorted < RunListModel::ColumnCount) {
        m_sortedBy = sorted;
        m_sortOrder = sort.value(1).toInt() == Qt::AscendingOrder ? Qt::AscendingOrder : Qt::DescendingOrder;
    }
    m_table->sortByColumn(m_sortedBy, m_sortOrder);
    const QVariantMap wanted = settings.value(wantedKey()).toMap();
    for (auto entry = wanted.begin(); entry != wanted.end(); ++entry)
        m_wanted[entry.key().toInt()] = entry.value().toBool();
}

void RunListPanel::saveColumns() const {
    QVariantList widths;
    for (int column = 0; column < RunListModel::ColumnCount; ++column)
        widths += m_widths[size_t(column)];
    QSettings settings;
    settings.setValue(widthsKey(), widths);
    settings.setValue(sortKey(), QVariantList{m_sortedBy, int(m_sortOrder)});
}

// Varied keys stand beside the name. What is selected is selected in them, too.
void RunListPanel::columnsCame(int first, int last) {
    QHeaderView* header = m_table->horizontalHeader();
    m_widths.resize(size_t(last) + 1);
    for (int column = first; column <= last; ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int width = header->fontMetrics().horizontalAdvance(title) + VariedMargin;
        m_table->setColumnWidth(column, std::clamp(width, VariedWidth, MostVariedWidth));
        m_widths[size_t(column)] = m_table->columnWidth(column);
        header->moveSection(header->visualIndex(column), 1 + column - first);
    }
    select(m_selected);
    fitColumns();
}

void RunListPanel::columnsWent() {
    m_widths.resize(RunListModel::ColumnCount);
    const int sorted = m_table->horizontalHeader()->sortIndicatorSection(); // -1: by a column that went
    if (sorted < 0 || sorted >= RunListModel::ColumnCount)
        m_table->sortByColumn(m_sortedBy, m_sortOrder);
    fitColumns();
}

bool RunListPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == m_table->viewport())
        fitColumns();
    return QFrame::eventFilter(watched, event);
}

void RunListPanel::fitColumns() {
    const bool varied = m_widths.size() > RunListModel::ColumnCount;
    int room = m_table->viewport()->width() - (varied ? NameWidthBesideVaried : NameWidth);
    for (size_t column = RunListModel::ColumnCount; column < m_widths.size(); ++column)
        room -= m_widths[column]; // they are what one looks for, and always shown
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

bool RunListPanel::shows(const QString& runId) const {
    const int row = m_model->rowOf(runId);
    return row >= 0 && m_filter->mapFromSource(m_model->index(row, 0)).isValid();
}

void RunListPanel::select(const QStringList& runIds) {
    QItemSelection selection;
    QModelIndex first;
    for (const QString& id : runIds) {
        if (!shows(id))
            continue;
        const QModelIndex index = m_filter->mapFromSource(m_model->index(m_model->rowOf(id), 0));
        selection.select(index, index.siblingAtColumn(m_filter->columnCount() - 1));
        first = first.isValid() ? first : index;
    }
    if (!first.isValid())
        return;
    QItemSelectionModel* model = m_table->selectionModel();
    model->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    model->select(selection, QItemSelectionModel::ClearAndSelect);
    m_table->scrollTo(first);
}

void RunListPanel::ensureSelection() {
    if (!m_table->selectionModel()->hasSelection() && m_filter->rowCount() > 0)
        select({m_filter->index(0, 0).data(RunListModel::IdRole).toString()});
}

void RunListPanel::takeSelection() {
    std::map<int, QString> idOfRow;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            idOfRow[row] = m_filter->index(row, 0).data(RunListModel::IdRole).toString();
    QSet<QString> now;
    for (const auto& [row, id] : idOfRow)
        now.insert(id);
    QStringList ids;
    for (const QString& id : m_selected)
        if (now.remove(id))
            ids += id;
    for (const auto& [row, id] : idOfRow)
        if (now.contains(id))
            ids += id;
    if (ids == m_selected)
        return;
    m_selected = ids;
    Q_EMIT selectionChanged(ids);
}

void RunListPanel::clearFilter() {
    m_search->clear();
}

void RunListPanel::showOnly(const std::optional<QSet<QString>>& ids) {
    m_filter->setOnly(ids);
    ensureSelection();
}

void RunListPanel::setTop(QWidget* widget) {
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, widget);
}

void RunListPanel::takeFocus() {
    m_table->setFocus();
}

void RunListPanel::copyRows() {
    const QHeaderView* shown = m_table->horizontalHeader();
    std::vector<int> columns; // as they are seen
    for (int place = 0; place < shown->count(); ++place)
        if (const int column = shown->logicalIndex(place);
            column != RunListModel::Trend && !m_table->isColumnHidden(column))
            columns.push_back(column);
    QStringList header, lines;
    for (const int column : columns)
        header += m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines += header.join(QLatin1Char('\t'));
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex first = m_filter->index(row, 0);
        if (!m_table->selectionModel()->isSelected(first))
            continue;
        QStringList cells;
        for (const int column : columns)
            cells += first.siblingAtColumn(column).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace roentgen::app
