#include "app/studies/facet_list.h"

#include "app/background_work.h"
#include "app/studies/study_model.h"
#include "widgets/role_delegate.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QMenu>

namespace roentgen::app {

namespace {

constexpr int facetRole = Qt::UserRole;
constexpr int valueRole = Qt::UserRole + 1;
constexpr int savedFilter = -1; // in facetRole; valueRole is then its name
constexpr int mostValues = 40;  // of one facet; rarer ones are found by the text filter

// What the other filters leave nothing of steps back.
void writeCount(QTreeWidgetItem* item, int count) {
    item->setText(1, QLocale().toString(count));
    item->setData(0, widgets::TextRole, int(count == 0 ? widgets::Role::Secondary : widgets::Role::Text));
    item->setData(1, widgets::TextRole, int(widgets::Role::Secondary));
}

} // namespace

FacetList::FacetList(QWidget* parent)
    : CountedList(parent) {
    setObjectName(QStringLiteral("facets"));
    setAccessibleName(tr("Filters"));
    setSelectionMode(QAbstractItemView::MultiSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this, &FacetList::showMenu);
    connect(this, &QTreeWidget::itemSelectionChanged, this, &FacetList::emitChosen);
    connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
        for (const SavedFilter& filter : std::as_const(m_saved)) {
            if (item->data(0, facetRole) == QVariant(savedFilter) &&
                item->data(0, valueRole).toString() == filter.name) {
                return Q_EMIT savedFilterChosen(filter.query);
            }
        }
    });
}

int FacetList::contentHeight() const {
    int sum = 4; // the frame
    for (int i = 0; i < topLevelItemCount(); ++i) {
        sum += visualItemRect(topLevelItem(i)).height();
    }
    return sum;
}

void FacetList::setTable(const QString& dataset, std::shared_ptr<const StudyTable> table) {
    m_dataset = dataset;
    m_table = std::move(table);
    countAgain();
}

void FacetList::countAgain() {
    m_saved = savedFilters(m_dataset);
    m_savedCounts.reset();
    count();
}

void FacetList::count() {
    if (m_cancelled) {
        *m_cancelled = true;
    }
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_counting = m_table != nullptr;
    if (!m_table) {
        showCounts({});
        return;
    }
    workInBackground(
        this,
        [kept = m_table, query = m_query, saved = m_saved, known = m_savedCounts, cancelled = m_cancelled] {
            Counts counts;
            counts.facets = countFacets(*kept, query, *cancelled);
            if (known) {
                counts.saved = *known;
                return counts;
            }
            for (const SavedFilter& filter : saved) {
                counts.saved.push_back(countRows(*kept, filter.query, *cancelled));
            }
            return counts;
        },
        [this, cancelled = m_cancelled](const Counts& counts) {
            if (!*cancelled) {
                m_counting = false;
                m_savedCounts = counts.saved;
                showCounts(counts);
            }
        });
}

std::vector<FacetList::Entry> FacetList::entriesOf(const Counts& counts) const {
    std::vector<Entry> entries;
    for (size_t i = 0; i < counts.saved.size(); ++i) {
        entries.push_back({{savedFilter, m_saved[int(i)].name}, m_saved[int(i)].name, counts.saved[i]});
    }
    for (size_t facet = 0; facet < counts.facets.size(); ++facet) {
        const std::vector<FacetCount>& values = counts.facets[facet];
        for (size_t i = 0; i < std::min<size_t>(values.size(), mostValues); ++i) {
            entries.push_back(
                {{int(facet), values[i].value}, facetValueText(Facet(facet), values[i].value), values[i].count});
        }
    }
    return entries;
}

// Where the values are those in the list, they stay where they stand, and their numbers alone change.
void FacetList::showCounts(const Counts& counts) {
    const std::vector<Entry> entries = entriesOf(counts);
    m_marking = true;
    const bool isSame = !m_items.empty() && entries.size() == m_items.size() &&
                        std::all_of(entries.begin(), entries.end(),
                                    [this](const Entry& entry) { return m_items.count(entry.key) > 0; });
    if (!isSame) {
        list(entries);
    }
    for (const Entry& entry : entries) {
        writeCount(m_items.at(entry.key), entry.count);
    }
    m_marking = false;
    if (!isSame) {
        setChosen(m_query);
        Q_EMIT relisted();
    }
}

void FacetList::list(const std::vector<Entry>& entries) {
    clear();
    m_items.clear();
    for (size_t i = 0; i < entries.size(); ++i) {
        const auto& [facet, value] = entries[i].key;
        if (i == 0 || facet != entries[i - 1].key.first) {
            addTitle(facet == savedFilter ? tr("Kept filters") : facetTitle(Facet(facet)));
        }
        auto* item = new QTreeWidgetItem(this, {entries[i].text});
        item->setToolTip(0, entries[i].text);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, facetRole, facet);
        item->setData(0, valueRole, value);
        if (facet == savedFilter) {
            item->setFlags(Qt::ItemIsEnabled);
        }
        m_items[entries[i].key] = item;
    }
}

void FacetList::addTitle(const QString& text) {
    auto* title = new QTreeWidgetItem(this, {text});
    title->setFlags(Qt::ItemIsEnabled);
    title->setFont(0, widgets::font(widgets::Type::Caption, QFont::DemiBold));
    title->setData(0, widgets::TextRole, int(widgets::Role::Secondary));
    title->setSizeHint(0, QSize(0, 28));
}

void FacetList::showMenu(const QPoint& at) {
    const QTreeWidgetItem* item = itemAt(at);
    if (item == nullptr || item->data(0, facetRole) != QVariant(savedFilter)) {
        return;
    }
    const QString name = item->data(0, valueRole).toString();
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("remove")), tr("Forget this filter"), this, [this, name] {
        removeFilter(m_dataset, name);
        countAgain();
    });
    menu.exec(viewport()->mapToGlobal(at));
}

void FacetList::setChosen(const StudyQuery& query) {
    const bool isOther = query.text != m_query.text ||
                         !std::equal(std::begin(query.chosen), std::end(query.chosen), std::begin(m_query.chosen));
    m_query = query;
    if (isOther && m_table) {
        count();
    }
    m_marking = true;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = topLevelItem(i);
        if (item->flags() & Qt::ItemIsSelectable) {
            const int facet = item->data(0, facetRole).toInt();
            item->setSelected(query.chosen[facet].contains(item->data(0, valueRole).toString()));
        }
    }
    m_marking = false;
}

void FacetList::emitChosen() {
    if (m_marking) {
        return;
    }
    QStringList chosen[size_t(Facet::Count)];
    const auto items = selectedItems();
    for (const QTreeWidgetItem* item : items) {
        chosen[item->data(0, facetRole).toInt()] << item->data(0, valueRole).toString();
    }
    for (int facet = 0; facet < int(Facet::Count); ++facet) {
        chosen[facet].sort();
        QStringList before = m_query.chosen[facet];
        before.sort();
        if (chosen[facet] != before) { // the page takes it up, and setChosen() follows
            Q_EMIT chosenChanged(Facet(facet), chosen[facet]);
        }
    }
}

} // namespace roentgen::app
