// The lower half of the left side: what the images can be filtered by, and how many there are.
#include "app/studies/source_panel.h"

#include "app/background_work.h"
#include "app/studies/study_model.h"
#include "app/studies/study_query.h"
#include "widgets/role_delegate.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int facetRole = Qt::UserRole;
constexpr int valueRole = Qt::UserRole + 1;
constexpr int savedFilter = -1; // in facetRole; valueRole is then its place
constexpr int mostValues = 40;  // of one facet; rarer ones are found by the text filter

// What the other filters leave nothing of steps back.
void writeCount(QTreeWidgetItem* item, int count) {
    item->setText(1, QLocale().toString(count));
    item->setData(0, widgets::TextRole, int(count == 0 ? widgets::Role::Secondary : widgets::Role::Text));
    item->setData(1, widgets::TextRole, int(widgets::Role::Secondary));
}

} // namespace

QString facetTitle(Facet facet) {
    switch (facet) {
    case Facet::Finding:
        return SourcePanel::tr("Finding");
    case Facet::Split:
        return SourcePanel::tr("Split", "training, validation or test part");
    case Facet::Modality:
        return SourcePanel::tr("Modality");
    case Facet::View:
        return SourcePanel::tr("View", "of the patient: PA, AP, CC …");
    case Facet::Count:
        break;
    }
    return {};
}

QString facetValueText(Facet facet, const QString& value) {
    if (value.isEmpty()) {
        return SourcePanel::tr("not known");
    }
    return facet == Facet::Split ? splitText(value) : facet == Facet::Finding ? findingText(value) : value;
}

void SourcePanel::setupFacets() {
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->addSpacing(8);
    m_facetTitle = new QLabel(tr("FILTERS"), this);
    m_facetTitle->setProperty("role", QStringLiteral("section"));
    m_facetTitle->setContentsMargins(11, 0, 0, 0);
    layout->addWidget(m_facetTitle);
    layout->addWidget(m_facetList, 1);
    m_facetList->setObjectName(QStringLiteral("facets"));
    m_facetList->setAccessibleName(tr("Filters"));
    m_facetList->setSelectionMode(QAbstractItemView::MultiSelection);
    m_facetList->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_facetList, &QTreeWidget::customContextMenuRequested, this, &SourcePanel::showFilterMenu);
    connect(m_facetList, &QTreeWidget::itemSelectionChanged, this, &SourcePanel::emitChosen);
    connect(m_facetList, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
        if (item->data(0, facetRole) == QVariant(savedFilter)) {
            Q_EMIT savedFilterChosen(m_saved[item->data(0, valueRole).toInt()].query);
        }
    });
}

void SourcePanel::setTable(std::shared_ptr<const StudyTable> table) {
    m_table = std::move(table);
    countAgain();
}

void SourcePanel::countAgain() {
    m_saved = savedFilters(m_current);
    m_savedCounts.reset();
    count();
}

void SourcePanel::count() {
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

void SourcePanel::addTitle(const QString& text) {
    auto* title = new QTreeWidgetItem(m_facetList, {text});
    title->setFlags(Qt::ItemIsEnabled);
    title->setFont(0, widgets::font(widgets::Type::Caption, QFont::DemiBold));
    title->setData(0, widgets::TextRole, int(widgets::Role::Secondary));
    title->setSizeHint(0, QSize(0, 28));
}

bool SourcePanel::updateCounts(const Counts& counts) {
    QHash<QString, int> known; // of facet and value
    size_t wanted = counts.saved.size();
    for (size_t i = 0; i < counts.saved.size(); ++i) {
        known.insert(QStringLiteral("%1 %2").arg(savedFilter).arg(m_saved[int(i)].name), counts.saved[i]);
    }
    for (size_t facet = 0; facet < counts.facets.size(); ++facet) {
        const std::vector<FacetCount>& values = counts.facets[facet];
        wanted += std::min<size_t>(values.size(), mostValues);
        for (size_t i = 0; i < std::min<size_t>(values.size(), mostValues); ++i) {
            known.insert(QStringLiteral("%1 %2").arg(facet).arg(values[i].value), values[i].count);
        }
    }
    QHash<QTreeWidgetItem*, int> updates;
    for (int i = 0; i < m_facetList->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_facetList->topLevelItem(i);
        if (item->data(0, facetRole).isNull()) { // a title
            continue;
        }
        const int facet = item->data(0, facetRole).toInt();
        const QString value = facet == savedFilter ? item->text(0) : item->data(0, valueRole).toString();
        const auto found = known.constFind(QStringLiteral("%1 %2").arg(facet).arg(value));
        if (found == known.constEnd()) {
            return false;
        }
        updates.insert(item, *found);
    }
    if (size_t(updates.size()) != wanted) {
        return false;
    }
    for (auto update = updates.cbegin(); update != updates.cend(); ++update) {
        writeCount(update.key(), update.value());
    }
    return true;
}

void SourcePanel::showCounts(const Counts& counts) {
    m_marking = true;
    if (m_facetList->topLevelItemCount() > 0 && updateCounts(counts)) {
        m_marking = false;
        return;
    }
    m_facetList->clear();
    const auto add = [this](const QString& text, int count, int facet, const QVariant& value) {
        auto* item = new QTreeWidgetItem(m_facetList);
        item->setText(0, text);
        item->setToolTip(0, text);
        writeCount(item, count);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, facetRole, facet);
        item->setData(0, valueRole, value);
        return item;
    };
    if (!counts.saved.empty()) {
        addTitle(tr("Kept filters"));
    }
    for (size_t i = 0; i < counts.saved.size(); ++i) {
        add(m_saved[int(i)].name, counts.saved[i], savedFilter, int(i))->setFlags(Qt::ItemIsEnabled);
    }
    for (size_t facet = 0; facet < counts.facets.size(); ++facet) {
        const std::vector<FacetCount>& values = counts.facets[facet];
        if (!values.empty()) {
            addTitle(facetTitle(Facet(facet)));
        }
        for (size_t i = 0; i < std::min<size_t>(values.size(), mostValues); ++i) {
            add(facetValueText(Facet(facet), values[i].value), values[i].count, int(facet), values[i].value);
        }
    }
    m_marking = false;
    m_facetTitle->setVisible(m_facetList->topLevelItemCount() > 0);
    setChosen(m_query);
    shareHeight();
}

void SourcePanel::showFilterMenu(const QPoint& at) {
    const QTreeWidgetItem* item = m_facetList->itemAt(at);
    if (item == nullptr || item->data(0, facetRole) != QVariant(savedFilter)) {
        return;
    }
    const QString name = m_saved[item->data(0, valueRole).toInt()].name;
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("remove")), tr("Forget this filter"), this, [this, name] {
        removeFilter(m_current, name);
        countAgain();
    });
    menu.exec(m_facetList->viewport()->mapToGlobal(at));
}

void SourcePanel::setChosen(const StudyQuery& query) {
    const bool isOther = query.text != m_query.text ||
                         !std::equal(std::begin(query.chosen), std::end(query.chosen), std::begin(m_query.chosen));
    m_query = query;
    if (isOther && m_table) {
        count();
    }
    m_marking = true;
    for (int i = 0; i < m_facetList->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_facetList->topLevelItem(i);
        if (item->flags() & Qt::ItemIsSelectable) {
            const int facet = item->data(0, facetRole).toInt();
            item->setSelected(query.chosen[facet].contains(item->data(0, valueRole).toString()));
        }
    }
    m_marking = false;
}

void SourcePanel::emitChosen() {
    if (m_marking) {
        return;
    }
    QStringList chosen[size_t(Facet::Count)];
    const auto items = m_facetList->selectedItems();
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
