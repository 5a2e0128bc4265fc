#include "app/studies/study_browser.h"

#include "app/studies/study_columns.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_view.h"

#include <QClipboard>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace roentgen::app {

namespace {

using Order = std::vector<uint32_t>;

// Plain text, drawn without the style sheet's machinery: a screen of cells takes half the time. The gallery's pictures
// are of the same model; the table does not even ask for them.
class TextDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, widgets::color(widgets::Role::Selection));
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(option.rect, widgets::color(widgets::Role::Hover));
        }
        const QString text = index.data(Qt::DisplayRole).toString();
        if (text.isEmpty()) {
            return;
        }
        const QRect field = option.rect.adjusted(11, 0, -11, 0);
        painter->setPen(widgets::color(widgets::Role::Text));
        painter->drawText(field, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, field.width()));
    }
};

constexpr int leastLabels = 168;

} // namespace

StudyBrowser::StudyBrowser(QWidget* parent)
    : QWidget(parent)
    , m_model(new StudyModel(this))
    , m_stack(new QStackedWidget(this))
    , m_tableView(new QTableView(this))
    , m_gallery(new widgets::ThumbnailView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setupTable();
    setupGallery();
    m_stack->addWidget(m_tableView);
    m_stack->addWidget(m_gallery);
    setFocusProxy(m_tableView);
    connect(m_tableView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StudyBrowser::currentChanged);
    connect(m_tableView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StudyBrowser::currentChanged);
    restoreLayout();
}

StudyBrowser::~StudyBrowser() {
    if (m_cancelled) {
        *m_cancelled = true;
    }
}

void StudyBrowser::setupTable() {
    m_tableView->setModel(m_model);
    m_tableView->setItemDelegate(new TextDelegate(m_tableView));
    m_tableView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tableView->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tableView->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tableView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->setShowGrid(false);
    m_tableView->setWordWrap(false);
    m_tableView->setTabKeyNavigation(false);
    m_tableView->setAccessibleName(tr("Images"));
    m_tableView->verticalHeader()->hide();
    m_tableView->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_tableView->verticalHeader()->setDefaultSectionSize(30);
    QHeaderView* header = m_tableView->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setMinimumSectionSize(40);
    const QFontMetrics titles(widgets::font(widgets::Type::Caption, QFont::DemiBold));
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        header->resizeSection(column, std::max(columnWidth(StudyColumn(column)), titles.horizontalAdvance(title) + 24));
    }
    for (int place = 0; place < int(StudyColumn::Count); ++place) {
        header->moveSection(header->visualIndex(int(shownColumn(place))), place);
    }
    header->setSortIndicator(int(m_query.sortColumn), Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &StudyBrowser::showColumnMenu);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        StudyQuery query = m_query;
        query.sortColumn = StudyColumn(column);
        query.descending = order == Qt::DescendingOrder;
        Q_EMIT sortChanged(query);
        setQuery(query);
    });
    connect(m_tableView, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
    m_tableView->installEventFilter(this);
    m_tableView->viewport()->installEventFilter(this);
}

void StudyBrowser::setupGallery() {
    m_gallery->setModel(m_model);
    m_gallery->setSelectionModel(m_tableView->selectionModel());
    m_gallery->setTitleColumn(int(StudyColumn::Image));
    m_gallery->setCaptionRole(StudyModel::CaptionRole);
    m_gallery->setAccessibleName(tr("Images"));
    connect(m_gallery, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
    m_gallery->installEventFilter(this);
}

bool StudyBrowser::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_tableView->viewport() && event->type() == QEvent::Resize) {
        QMetaObject::invokeMethod(this, &StudyBrowser::fillWidth, Qt::QueuedConnection); // after its own layout
    }
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && currentRow() >= 0) {
            Q_EMIT opened(currentRow());
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copyRows();
            return true;
        }
        if (key->key() == Qt::Key_End && !(key->modifiers() & Qt::ShiftModifier)) {
            m_model->fetchUpTo(m_model->totalRows() - 1);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StudyBrowser::setTable(std::shared_ptr<const StudyTable> table) {
    if (m_wantedPath.isEmpty() && table && m_table && table->header().folder == m_table->header().folder) {
        m_wantedPath = currentPath();
    }
    m_table = std::move(table);
    showColumns();
    run();
}

void StudyBrowser::setQuery(const StudyQuery& query) {
    if (query == m_query) {
        return;
    }
    m_query = query;
    const QSignalBlocker blocker(m_tableView->horizontalHeader());
    m_tableView->horizontalHeader()->setSortIndicator(int(query.sortColumn),
                                                      query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    run();
}

void StudyBrowser::run() {
    if (m_cancelled) {
        *m_cancelled = true;
    }
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    if (!m_table) {
        m_busy = false;
        take(nullptr, {});
        return;
    }
    m_busy = true;
    auto* watcher = new QFutureWatcher<Order>(this);
    connect(watcher, &QFutureWatcher<Order>::finished, this, [this, watcher, cancelled = m_cancelled, table = m_table] {
        watcher->deleteLater();
        if (!*cancelled) {
            m_busy = false;
            take(table, watcher->future().takeResult());
        }
    });
    watcher->setFuture(QtConcurrent::run(
        [table = m_table, query = m_query, cancelled = m_cancelled] { return runQuery(*table, query, *cancelled); }));
}

void StudyBrowser::take(std::shared_ptr<const StudyTable> table, Order order) {
    const QString wanted = m_wantedPath.isEmpty() ? currentPath() : m_wantedPath;
    m_wantedPath.clear();
    m_model->setRows(std::move(table), std::move(order));
    const int row = wanted.isEmpty() ? -1 : m_model->rowOfPath(wanted);
    setCurrentRow(std::max(row, 0));
    fetchInTheBackground();
    Q_EMIT rowsChanged();
}

// The scroll bar soon tells the whole length, without a pause that is felt.
void StudyBrowser::fetchInTheBackground() {
    if (m_model->canFetchMore({})) {
        QTimer::singleShot(20, m_model, [this] {
            if (m_model->canFetchMore({})) {
                m_model->fetchMore({});
                fetchInTheBackground();
            }
        });
    }
}

bool StudyBrowser::isGallery() const {
    return m_stack->currentWidget() == m_gallery;
}

void StudyBrowser::setGallery(bool gallery) {
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    QAbstractItemView* view = m_tableView;
    if (gallery) {
        view = m_gallery;
    }
    m_stack->setCurrentWidget(view);
    setFocusProxy(view);
    if (hadFocus) {
        view->setFocus();
    }
    view->scrollTo(view->currentIndex(), QAbstractItemView::PositionAtCenter);
}

int StudyBrowser::currentRow() const {
    const QModelIndex current = m_tableView->currentIndex();
    return current.isValid() ? current.row() : -1;
}

QString StudyBrowser::currentPath() const {
    return currentRow() < 0 ? QString() : m_model->path(currentRow());
}

QStringList StudyBrowser::selectedPaths() const {
    QList<int> rows;
    const auto selection = m_tableView->selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows << row;
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QStringList paths;
    for (int row : std::as_const(rows)) {
        paths << m_model->path(row);
    }
    return paths;
}

void StudyBrowser::setCurrentRow(int row) {
    if (row < 0 || row >= m_model->totalRows()) {
        return;
    }
    m_model->fetchUpTo(row);
    const QModelIndex index = m_model->index(row, 0);
    m_tableView->selectionModel()->setCurrentIndex(index,
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_tableView->scrollTo(index);
    m_gallery->scrollTo(index);
}

bool StudyBrowser::setCurrentPath(const QString& path) {
    const int row = m_busy ? -1 : m_model->rowOfPath(path);
    if (row < 0) {
        m_wantedPath = path;
        return false;
    }
    setCurrentRow(row);
    return true;
}

QStringList StudyBrowser::allPaths() const {
    QStringList paths;
    paths.reserve(m_model->totalRows());
    StudyTable::Text known = StudyTable::notFound; // the folder is mostly that of the row before
    QString folder;
    for (int row = 0; row < m_model->totalRows(); ++row) {
        const StudyTable::Row& image = m_model->tableRow(row);
        if (image.folder != known) {
            known = image.folder;
            folder = known == 0 ? QString() : m_model->table()->string(known) + QLatin1Char('/');
        }
        paths.append(folder + m_model->table()->string(image.file));
    }
    return paths;
}

void StudyBrowser::showColumnMenu(const QPoint& at) {
    QHeaderView* header = m_tableView->horizontalHeader();
    QMenu menu(this);
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        QAction* action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_unwanted.contains(column));
        action->setEnabled(column != int(StudyColumn::Image)); // one must stay, to name the row
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            if (on) {
                m_unwanted.remove(column);
            } else {
                m_unwanted.insert(column);
            }
            showColumns();
        });
    }
    menu.exec(header->mapToGlobal(at));
}

void StudyBrowser::showColumns() {
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        const bool empty = m_table && isEmptyColumn(*m_table, StudyColumn(column));
        m_tableView->setColumnHidden(column, empty || m_unwanted.contains(column));
    }
    fillWidth();
}

// What is left of the width goes to the labels, or to the image's name where there are none.
void StudyBrowser::fillWidth() {
    const auto wide =
        int(m_tableView->isColumnHidden(int(StudyColumn::Labels)) ? StudyColumn::Image : StudyColumn::Labels);
    int rest = m_tableView->viewport()->width();
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        rest -= column == wide || m_tableView->isColumnHidden(column) ? 0 : m_tableView->columnWidth(column);
    }
    m_tableView->setColumnWidth(wide, std::max(leastLabels, rest));
}

void StudyBrowser::copyRows() const {
    QList<int> columns; // as shown, from left to right
    const QHeaderView* header = m_tableView->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        if (!header->isSectionHidden(header->logicalIndex(place))) {
            columns << header->logicalIndex(place);
        }
    }
    QString text;
    const auto rows = m_tableView->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column : std::as_const(columns)) {
            cells << row.siblingAtColumn(column).data(Qt::DisplayRole).toString();
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

void StudyBrowser::restoreLayout() {
    const QSettings settings;
    QHeaderView* header = m_tableView->horizontalHeader();
    const QSignalBlocker blocker(header);
    const bool known = settings.value(QStringLiteral("studies/columns")).toInt() == int(StudyColumn::Count);
    if (known) {
        header->restoreState(settings.value(QStringLiteral("studies/header")).toByteArray());
        const auto unwanted = settings.value(QStringLiteral("studies/unwanted")).toList();
        for (const QVariant& column : unwanted) {
            m_unwanted.insert(column.toInt());
        }
        m_query.sortColumn = StudyColumn(std::clamp(header->sortIndicatorSection(), 0, int(StudyColumn::Count) - 1));
        m_query.descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    }
    m_gallery->setCellWidth(settings.value(QStringLiteral("studies/cell"), 176).toInt());
    setGallery(settings.value(QStringLiteral("studies/gallery"), false).toBool());
}

void StudyBrowser::saveLayout() const {
    QSettings settings;
    settings.setValue(QStringLiteral("studies/columns"), int(StudyColumn::Count));
    settings.setValue(QStringLiteral("studies/header"), m_tableView->horizontalHeader()->saveState());
    QVariantList unwanted;
    for (int column : m_unwanted) {
        unwanted << column;
    }
    settings.setValue(QStringLiteral("studies/unwanted"), unwanted);
    settings.setValue(QStringLiteral("studies/cell"), m_gallery->cellWidth());
    settings.setValue(QStringLiteral("studies/gallery"), isGallery());
}

} // namespace roentgen::app
