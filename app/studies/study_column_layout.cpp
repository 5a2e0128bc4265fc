#include "app/studies/study_column_layout.h"

#include "app/studies/study_cell_delegate.h"
#include "app/studies/study_columns.h"
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

void StudyColumnLayout::setTable(std::shared_ptr<const StudyTable> table, const Samples& samples) {
    m_table = std::move(table);
    const QFontMetrics metrics(m_view->font());
    for (size_t column = 0; column < m_content.size(); ++column) {
        m_content[column] = 0;
        for (size_t i = 0; m_table && column < samples.size() && i < samples[column].size(); ++i) {
            const StudyTable::Row& row = m_table->rows()[samples[column][i]];
            const QString text = StudyModel::text(*m_table, row, StudyColumn(column));
            m_content[column] = std::max(m_content[column], metrics.horizontalAdvance(text));
        }
        m_content[column] += 2 * StudyCellDelegate::margin + 2;
    }
    showColumns();
}

int StudyColumnLayout::titleWidth(int column) const {
    const QFontMetrics titles(widgets::font(widgets::Type::Caption, QFont::DemiBold));
    const bool isSorted = m_view->horizontalHeader()->sortIndicatorSection() == column;
    return titles.horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
           titleMargins + (isSorted ? sortMark : 0);
}

void StudyColumnLayout::fit() {
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    const auto wide = int(m_view->isColumnHidden(int(StudyColumn::Labels)) ? StudyColumn::Image : StudyColumn::Labels);
    std::vector<ColumnNeed> needs;
    std::vector<int> columns;
    size_t widest = SIZE_MAX;
    int width = m_view->viewport()->width();
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        if (m_view->isColumnHidden(column)) {
            continue;
        }
        if (m_own.contains(column)) {
            width -= m_own.value(column);
            m_view->setColumnWidth(column, m_own.value(column));
            continue;
        }
        widest = column == wide ? needs.size() : widest;
        columns.push_back(column);
        needs.push_back(columnNeed(StudyColumn(column), m_content[size_t(column)], titleWidth(column)));
    }
    const std::vector<int> widths = fitColumns(needs, width, widest);
    for (size_t i = 0; i < columns.size(); ++i) {
        m_view->setColumnWidth(columns[i], widths[i]);
    }
}

void StudyColumnLayout::showColumns() {
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    for (int column = 0; column < int(StudyColumn::Count); ++column) {
        const bool empty = m_table && isEmptyColumn(*m_table, StudyColumn(column));
        m_view->setColumnHidden(column, empty || m_unwanted.contains(column));
    }
    fit();
}

void StudyColumnLayout::showMenu(const QPoint& at) {
    QMenu menu(m_view);
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
    menu.addSeparator();
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
    QVariantMap own;
    for (auto width = m_own.cbegin(); width != m_own.cend(); ++width) {
        own.insert(QString::number(width.key()), width.value());
    }
    settings.setValue(QStringLiteral("studies/widths"), own);
}

} // namespace roentgen::app
