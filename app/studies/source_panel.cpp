#include "app/studies/source_panel.h"

#include "app/studies/study_model.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace roentgen::app {

namespace {

constexpr int tomlRole = Qt::UserRole;
constexpr int facetRole = Qt::UserRole;
constexpr int valueRole = Qt::UserRole + 1;
constexpr int savedFilter = -1; // in facetRole; valueRole is then its place
constexpr int mostValues = 40;  // of one facet; rarer ones are found by the text filter

QTreeWidget* makeList(QWidget* parent) {
    auto* list = new QTreeWidget(parent);
    list->setColumnCount(2);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setIndentation(0);
    list->setUniformRowHeights(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideRight);
    list->header()->setStretchLastSection(false);
    list->header()->setMinimumSectionSize(24);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    return list;
}

QLabel* makeSectionLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("section"));
    return label;
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

SourcePanel::SourcePanel(StudySources* sources, QWidget* parent)
    : QWidget(parent)
    , m_sources(sources)
    , m_sourceList(makeList(this))
    , m_facetList(makeList(this)) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 12, 0, 8);
    layout->setSpacing(4);
    setupSources();
    setupFacets();
    connect(m_sources, &StudySources::changed, this, &SourcePanel::showSources);
    showSources();
}

void SourcePanel::setupSources() {
    auto* top = new QHBoxLayout;
    top->setContentsMargins(11, 0, 8, 0);
    top->addWidget(makeSectionLabel(tr("DATA SETS"), this));
    top->addStretch();
    auto* add = new QToolButton(this);
    add->setObjectName(QStringLiteral("addFolder"));
    add->setIcon(widgets::icon(QStringLiteral("add_folder")));
    add->setIconSize(QSize(20, 20));
    add->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_O));
    add->setToolTip(tr("Add folder… (%1)").arg(add->shortcut().toString(QKeySequence::NativeText)));
    add->setAccessibleName(tr("Add folder…"));
    auto* phantoms = new QToolButton(this);
    phantoms->setIcon(widgets::icon(QStringLiteral("phantom")));
    phantoms->setIconSize(QSize(20, 20));
    phantoms->setToolTip(tr("Make phantoms: synthetic chest films with planted findings"));
    phantoms->setAccessibleName(tr("Make phantoms"));
    top->addWidget(phantoms);
    top->addWidget(add);
    connect(add, &QToolButton::clicked, this, &SourcePanel::addFolderRequested);
    connect(phantoms, &QToolButton::clicked, this, &SourcePanel::phantomsRequested);
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->addLayout(top);
    layout->addWidget(m_sourceList);
    m_sourceList->setObjectName(QStringLiteral("sources"));
    m_sourceList->setAccessibleName(tr("Data sets"));
    m_sourceList->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_sourceList, &QTreeWidget::customContextMenuRequested, this, &SourcePanel::showSourceMenu);
    connect(m_sourceList, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr && !m_marking && item->data(0, tomlRole).toString() != m_current) {
            m_current = item->data(0, tomlRole).toString();
            Q_EMIT sourceChosen(m_current);
        }
    });
}

void SourcePanel::setupFacets() {
    auto* layout = static_cast<QVBoxLayout*>(this->layout());
    layout->addSpacing(8);
    m_facetTitle = makeSectionLabel(tr("FILTERS"), this);
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

void SourcePanel::showSources() {
    m_marking = true;
    m_sourceList->clear();
    for (const StudySource& source : m_sources->sources()) {
        auto* item = new QTreeWidgetItem(m_sourceList);
        item->setText(0, source.name);
        item->setText(1, source.images < 0 ? QString() : QLocale().toString(source.images));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(1, widgets::color(widgets::Role::Secondary));
        item->setToolTip(0, source.error.isEmpty() ? QDir::toNativeSeparators(source.folder) : source.error);
        item->setData(0, tomlRole, source.toml);
        item->setSizeHint(0, QSize(0, 30));
        if (!source.error.isEmpty()) {
            item->setIcon(0, widgets::icon(QStringLiteral("warning"), widgets::Role::Warning));
        }
        if (source.toml == m_current) {
            m_sourceList->setCurrentItem(item);
        }
    }
    const int rows = std::clamp(int(m_sources->sources().size()), 1, 8);
    m_sourceList->setFixedHeight(rows * 30 + 4);
    m_marking = false;
}

void SourcePanel::setCurrentSource(const QString& toml) {
    m_current = toml;
    showSources();
}

void SourcePanel::showSourceMenu(const QPoint& at) {
    QTreeWidgetItem* item = m_sourceList->itemAt(at);
    if (item == nullptr) {
        return;
    }
    const QString toml = item->data(0, tomlRole).toString();
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("refresh")), tr("Index again"), this,
                   [this, toml] { m_sources->indexAgain(toml); });
    menu.addAction(widgets::icon(QStringLiteral("remove")), tr("Remove from this workspace…"), this,
                   [this, toml] { Q_EMIT removeRequested(toml); });
    menu.exec(m_sourceList->viewport()->mapToGlobal(at));
}

void SourcePanel::setTable(std::shared_ptr<const StudyTable> table) {
    m_table = std::move(table);
    countAgain();
}

void SourcePanel::countAgain() {
    m_saved = savedFilters(m_current);
    m_counting = m_table != nullptr;
    if (!m_table) {
        showCounts({});
        return;
    }
    auto* watcher = new QFutureWatcher<Counts>(this);
    connect(watcher, &QFutureWatcher<Counts>::finished, this,
            [this, watcher, counted = m_table.get(), filters = m_saved.size()] {
                watcher->deleteLater();
                if (counted == m_table.get() && filters == m_saved.size()) {
                    m_counting = false;
                    showCounts(watcher->result());
                }
            });
    watcher->setFuture(QtConcurrent::run([kept = m_table, saved = m_saved] {
        Counts counts;
        for (int facet = 0; facet < int(Facet::Count); ++facet) {
            counts.facets.push_back(countFacet(*kept, Facet(facet)));
        }
        const std::atomic<bool> goOn{false};
        for (const SavedFilter& filter : saved) {
            counts.saved.push_back(int(runQuery(*kept, filter.query, goOn).size()));
        }
        return counts;
    }));
}

void SourcePanel::addTitle(const QString& text) {
    auto* title = new QTreeWidgetItem(m_facetList, {text});
    title->setFlags(Qt::ItemIsEnabled);
    title->setFont(0, widgets::font(widgets::Type::Caption, QFont::DemiBold));
    title->setForeground(0, widgets::color(widgets::Role::Secondary));
    title->setSizeHint(0, QSize(0, 28));
}

void SourcePanel::showCounts(const Counts& counts) {
    m_marking = true;
    m_facetList->clear();
    const auto add = [this](const QString& text, int count, int facet, const QVariant& value) {
        auto* item = new QTreeWidgetItem(m_facetList);
        item->setText(0, text);
        item->setToolTip(0, text);
        item->setText(1, QLocale().toString(count));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(1, widgets::color(widgets::Role::Secondary));
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
    m_marking = true;
    m_query = query;
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
        if (chosen[facet] != before) {
            m_query.chosen[facet] = chosen[facet];
            Q_EMIT chosenChanged(Facet(facet), chosen[facet]);
        }
    }
}

} // namespace roentgen::app
