#include "app/studies/study_browser.h"

#include "app/background_work.h"
#include "app/studies/nothing_found.h"
#include "app/studies/study_cell_delegate.h"
#include "app/studies/study_column_layout.h"
#include "widgets/thumbnail_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace roentgen::app {

// What a query gives, and what is needed to show it.
struct StudyBrowser::Found {
    std::vector<uint32_t> order;
    std::vector<Relaxation> relaxations; // where it is empty
    StudyColumnLayout::Samples samples;  // of a table that wasn't measured yet
};

StudyBrowser::StudyBrowser(QWidget* parent)
    : QWidget(parent)
    , m_model(new StudyModel(this))
    , m_stack(new QStackedWidget(this))
    , m_tableView(new QTableView(this))
    , m_gallery(new widgets::ThumbnailView(this))
    , m_nothing(new NothingFound(this))
    , m_columns(nullptr) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setupTable();
    setupGallery();
    m_stack->addWidget(m_tableView);
    m_stack->addWidget(m_gallery);
    m_stack->addWidget(m_nothing);
    setFocusProxy(m_tableView);
    connect(m_tableView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StudyBrowser::currentChanged);
    connect(m_tableView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StudyBrowser::currentChanged);
    connect(m_nothing, &NothingFound::queryChosen, this, &StudyBrowser::queryWanted);
    restoreLayout();
}

StudyBrowser::~StudyBrowser() {
    if (m_cancelled) {
        *m_cancelled = true;
    }
}

void StudyBrowser::setupTable() {
    m_tableView->setModel(m_model);
    m_tableView->setItemDelegate(new StudyCellDelegate(m_tableView));
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
    m_columns = new StudyColumnLayout(m_tableView, m_model);
    QHeaderView* header = m_tableView->horizontalHeader();
    header->setSortIndicator(int(m_query.sortColumn), Qt::AscendingOrder);
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
}

void StudyBrowser::setupGallery() {
    m_gallery->setModel(m_model);
    m_gallery->setSelectionModel(m_tableView->selectionModel());
    m_gallery->setTitleColumn(int(StudyColumn::Image));
    m_gallery->setCaptionRole(StudyModel::CaptionRole);
    m_gallery->setFailureRole(StudyModel::FailureRole);
    m_gallery->setAccessibleName(tr("Images"));
    connect(m_gallery, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT opened(index.row()); });
    m_gallery->installEventFilter(this);
}

bool StudyBrowser::eventFilter(QObject* watched, QEvent* event) {
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
    workInBackground(
        this,
        [table = m_table, query = m_query, cancelled = m_cancelled, measure = m_measured != m_table] {
            return find(*table, query, *cancelled, measure);
        },
        [this, cancelled = m_cancelled, table = m_table](Found found) {
            if (!*cancelled) {
                m_busy = false;
                take(table, std::move(found));
            }
        });
}

StudyBrowser::Found StudyBrowser::find(const StudyTable& table, const StudyQuery& query,
                                       const std::atomic<bool>& cancelled, bool measure) {
    Found found;
    found.order = runQuery(table, query, cancelled);
    if (found.order.empty() && query.isFiltering() && !cancelled) {
        found.relaxations = relaxations(table, query, cancelled);
    }
    if (measure && !cancelled) {
        found.samples = StudyColumnLayout::samplesOf(table);
    }
    return found;
}

void StudyBrowser::take(std::shared_ptr<const StudyTable> table, Found found) {
    const QString wanted = m_wantedPath.isEmpty() ? currentPath() : m_wantedPath;
    m_wantedPath.clear();
    if (table && table != m_measured) {
        m_measured = table;
        m_columns->setTable(table, found.samples);
    }
    const bool isNothing = table && found.order.empty() && m_query.isFiltering();
    if (isNothing) {
        m_nothing->explain(m_query, found.relaxations);
    }
    m_model->setRows(std::move(table), std::move(found.order));
    const int row = wanted.isEmpty() ? -1 : m_model->rowOfPath(wanted);
    setCurrentRow(std::max(row, 0));
    showView();
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

void StudyBrowser::setGallery(bool gallery) {
    m_isGallery = gallery;
    showView();
    QAbstractItemView* view = m_tableView;
    if (gallery) {
        view = m_gallery;
    }
    view->scrollTo(view->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void StudyBrowser::showView() {
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    QAbstractItemView* view = m_tableView;
    if (m_isGallery) {
        view = m_gallery;
    }
    const bool isNothing = m_table && m_model->totalRows() == 0 && m_query.isFiltering() && !m_busy;
    m_stack->setCurrentWidget(isNothing ? static_cast<QWidget*>(m_nothing) : view);
    setFocusProxy(view);
    if (hadFocus && !isNothing) {
        view->setFocus();
    }
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
    m_columns->restore(settings);
    const QHeaderView* header = m_tableView->horizontalHeader();
    m_query.sortColumn = StudyColumn(std::clamp(header->sortIndicatorSection(), 0, int(StudyColumn::Count) - 1));
    m_query.descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    m_gallery->setCellWidth(settings.value(QStringLiteral("studies/cell"), 176).toInt());
    setGallery(settings.value(QStringLiteral("studies/gallery"), false).toBool());
}

void StudyBrowser::saveLayout() const {
    QSettings settings;
    m_columns->save(settings);
    settings.setValue(QStringLiteral("studies/cell"), m_gallery->cellWidth());
    settings.setValue(QStringLiteral("studies/gallery"), isGallery());
}

} // namespace roentgen::app
