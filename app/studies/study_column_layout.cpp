#include "app/studies/study_column_layout.h"

#include "app/studies/study_cell_delegate.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QTableView>

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int titleMargins = 32, sortMark = 12;

} // namespace

StudyColumnLayout::Samples StudyColumnLayout::samplesOf(const StudyTable& table) {
    Samples samples;
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        samples.push_back(rowsToMeasure(table, StudyColumn(column)));
    }
    return samples;
}

StudyColumnLayout::StudyColumnLayout(QTableView* view, StudyModel* model)
    : QObject(view)
    , m_view(view)
    , m_model(model)
    , m_content(size_t(StudyColumn::Count)) {
    setupHeader();
    m_view->viewport()->installEventFilter(this);
}

void StudyColumnLayout::setupHeader() {
    QHeaderView* header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setMinimumSectionSize(32);
    for (int place = 0; place < int(StudyColumn::Count); ++place) {
        header->moveSection(header->visualIndex(int(shownColumn(place))), place);
    }
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &StudyColumnLayout::showMenu);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &StudyColumnLayout::fit);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_fitting && width > 0) {
            m_own.insert(column, width);
        }
    });
    connect(header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        m_own.remove(column);
        fit();
    });
}

bool StudyColumnLayout::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        QMetaObject::invokeMethod(this, &StudyColumnLayout::fit, Qt::QueuedConnection); // after the view's own layout
    }
    return QObject::eventFilter(watched, event);
}

void StudyColumnLayout::setTable(const std::shared_ptr<const StudyTable>& table, const Samples& samples) {
    const QFontMetrics metrics(m_view->font());
    m_empty.clear();
    m_saysLittle.clear();
    for (size_t column = 0; column < m_content.size(); ++column) {
        m_content[column] = 0;
        QSet<QString> texts;
        size_t said = 0;
        for (size_t i = 0; table && column < samples.size() && i < samples[column].size(); ++i) {
            const StudyTable::Row& row = table->rows()[samples[column][i]];
            const QString text = StudyModel::text(*table, row, StudyColumn(column));
            m_content[column] = std::max(m_content[column], metrics.horizontalAdvance(text));
            texts.insert(text);
            said += text.isEmpty() ? 0 : 1;
        }
        if (table && isEmptyColumn(*table, StudyColumn(column))) {
            m_empty.insert(int(column));
        }
        const bool isRare = column < samples.size() && said < samples[column].size() / 4;
        if (texts.size() < 2 || isRare || StudyColumn(column) == StudyColumn::Study) {
            m_saysLittle.insert(int(column));
        }
        m_content[column] += 2 * StudyCellDelegate::margin + 2;
    }
    fit();
}

int StudyColumnLayout::titleWidth(int column) const {
    const QFontMetrics titles(widgets::font(widgets::Type::Caption, QFont::DemiBold));
    const bool isSorted = m_view->horizontalHeader()->sortIndicatorSection() == column;
    return titles.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
           titleMargins + (isSorted ? sortMark : 0);
}

ColumnNeed StudyColumnLayout::needOf(int column) const {
    return columnNeed(StudyColumn(column), m_content[size_t(column)], titleWidth(column));
}

// What has no room would be reached by scrolling sideways only: the inspector says it, and so does a wider window.
QSet<int> StudyColumnLayout::shownColumns() const {
    int width = m_view->viewport()->width();
    QSet<int> shown;
    std::vector<ColumnClaim> others;
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        if (m_unwanted.contains(column) || m_empty.contains(column)) {
            continue;
        }
        if (m_scrolls || m_own.contains(column)) {
            shown.insert(column);
            width -= m_own.value(column);
        } else {
            others.push_back({StudyColumn(column), needOf(column), m_saysLittle.contains(column)});
        }
    }
    for (const StudyColumn column : columnsWithRoom(others, width)) {
        shown.insert(int(column));
    }
    return shown;
}

void StudyColumnLayout::fit() {
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    const QSet<int> shown = shownColumns();
    const auto wide = int(shown.contains(int(StudyColumn::Labels)) ? StudyColumn::Labels : StudyColumn::Image);
    std::vector<ColumnNeed> needs;
    std::vector<int> columns;
    size_t widest = SIZE_MAX;
    int width = m_view->viewport()->width();
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        m_view->setColumnHidden(column, !shown.contains(column));
        if (!shown.contains(column)) {
            continue;
        }
        if (m_own.contains(column)) {
            width -= m_own.value(column);
            m_view->setColumnWidth(column, m_own.value(column));
            continue;
        }
        widest = column == wide ? needs.size() : widest;
        columns.push_back(column);
        needs.push_back(needOf(column));
    }
    const std::vector<int> widths = fitColumns(needs, width, widest);
    for (size_t i = 0; i < columns.size(); ++i) {
        m_view->setColumnWidth(columns[i], widths[i]);
    }
}

void StudyColumnLayout::showMenu(const QPoint& at) {
    QMenu menu(m_view);
    const QSet<int> shown = shownColumns();
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool hasNoRoom = !shown.contains(column) && !m_unwanted.contains(column) && !m_empty.contains(column);
        QAction* action = menu.addAction(hasNoRoom ? tr("%1 (no room)", "a column's title").arg(title) : title);
        action->setCheckable(true);
        action->setChecked(!m_unwanted.contains(column));
        action->setEnabled(column != int(StudyColumn::Image)); // one must stay, to name the row
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            if (on) {
                m_unwanted.remove(column);
            } else {
                m_unwanted.insert(column);
            }
            fit();
        });
    }
    menu.addSeparator();
    QAction* scrolls = menu.addAction(tr("Scroll sideways to all columns"));
    scrolls->setCheckable(true);
    scrolls->setChecked(m_scrolls);
    connect(scrolls, &QAction::toggled, this, [this](bool on) {
        m_scrolls = on;
        fit();
    });
    QAction* own = menu.addAction(tr("Widths by content"), this, [this] {
        m_own.clear();
        fit();
    });
    own->setEnabled(!m_own.isEmpty());
    menu.exec(m_view->horizontalHeader()->mapToGlobal(at));
}

void StudyColumnLayout::restore(const QSettings& settings) {
    if (settings.value(QStringLiteral("studies/columns")).toInt() != int(StudyColumn::Count)) {
        return;
    }
    QHeaderView* header = m_view->horizontalHeader();
    const QSignalBlocker blocker(header);
    header->restoreState(settings.value(QStringLiteral("studies/header")).toByteArray());
    const auto unwanted = settings.value(QStringLiteral("studies/unwanted")).toList();
    for (const QVariant& column : unwanted) {
        m_unwanted.insert(column.toInt());
    }
    m_scrolls = settings.value(QStringLiteral("studies/scrolls")).toBool();
    const auto own = settings.value(QStringLiteral("studies/widths")).toMap();
    for (auto width = own.cbegin(); width != own.cend(); ++width) {
        m_own.insert(width.key().toInt(), width.value().toInt());
    }
}

void StudyColumnLayout::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("studies/columns"), int(StudyColumn::Count));
    settings.setValue(QStringLiteral("studies/header"), m_view->horizontalHeader()->saveState());
    QVariantList unwanted;
    for (const int column : m_unwanted) {
        unwanted << column;
    }
    settings.setValue(QStringLiteral("studies/unwanted"), unwanted);
    settings.setValue(QStringLiteral("studies/scrolls"), m_scrolls);
    QVariantMap own;
    for (auto width = m_own.cbegin(); width != m_own.cend(); ++width) {
        own.insert(QString::number(width.key()), width.value());
    }
    settings.setValue(QStringLiteral("studies/widths"), own);
}

} // namespace roentgen::app
