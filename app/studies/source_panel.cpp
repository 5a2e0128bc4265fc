#include "app/studies/source_panel.h"

#include "app/studies/counted_list.h"
#include "app/studies/facet_list.h"
#include "app/studies/study_sources.h"
#include "widgets/role_delegate.h"
#include "widgets/theme.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int tomlRole = Qt::UserRole;

QLabel* makeSectionLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("section"));
    return label;
}

} // namespace

SourcePanel::SourcePanel(StudySources* sources, QWidget* parent)
    : QWidget(parent)
    , m_sources(sources)
    , m_list(new CountedList(this))
    , m_facets(new FacetList(this)) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 12, 0, 8);
    layout->setSpacing(4);
    setupSources();
    auto* filters = makeSectionLabel(tr("FILTERS"), this);
    filters->setContentsMargins(11, 0, 0, 0);
    layout->addSpacing(8);
    layout->addWidget(filters);
    layout->addWidget(m_facets, 1);
    connect(m_facets, &FacetList::relisted, this, [this, filters] {
        filters->setVisible(m_facets->topLevelItemCount() > 0);
        shareHeight();
    });
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
    // The keys are the page's: they work as well while there is no data set and no panel.
    add->setToolTip(tr("Add folder… (%1)").arg(QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
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
    layout->addWidget(m_list);
    m_list->setObjectName(QStringLiteral("sources"));
    m_list->setAccessibleName(tr("Data sets"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QTreeWidget::customContextMenuRequested, this, &SourcePanel::showSourceMenu);
    auto* rename = new QShortcut(QKeySequence(Qt::Key_F2), m_list);
    rename->setContext(Qt::WidgetShortcut);
    connect(rename, &QShortcut::activated, this, [this] {
        if (!m_current.isEmpty()) {
            Q_EMIT renameRequested(m_current);
        }
    });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr && !m_listing && item->data(0, tomlRole).toString() != m_current) {
            m_current = item->data(0, tomlRole).toString();
            Q_EMIT sourceChosen(m_current);
        }
    });
}

void SourcePanel::showSources() {
    m_listing = true;
    m_list->clear();
    for (const StudySource& source : m_sources->sources()) {
        auto* item = new QTreeWidgetItem(m_list);
        item->setText(0, source.title);
        item->setText(1, source.images < 0 ? QString() : QLocale().toString(source.images));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(1, widgets::TextRole, int(widgets::Role::Secondary));
        item->setToolTip(0, source.error.isEmpty() ? QDir::toNativeSeparators(source.folder) : source.error);
        item->setData(0, tomlRole, source.toml);
        item->setSizeHint(0, QSize(0, 30));
        if (!source.error.isEmpty()) {
            item->setIcon(0, widgets::icon(QStringLiteral("warning"), widgets::Role::Warning));
        }
        if (source.toml == m_current) {
            m_list->setCurrentItem(item);
        }
    }
    m_listing = false;
    shareHeight();
}

void SourcePanel::setCurrentSource(const QString& toml) {
    m_current = toml;
    showSources();
}

void SourcePanel::showSourceMenu(const QPoint& at) {
    QTreeWidgetItem* item = m_list->itemAt(at);
    if (item == nullptr) {
        return;
    }
    const QString toml = item->data(0, tomlRole).toString();
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("refresh")), tr("Index again"), this,
                   [this, toml] { m_sources->indexAgain(toml); });
    menu.addAction(widgets::icon(QStringLiteral("rename")), tr("Rename…\tF2"), this,
                   [this, toml] { Q_EMIT renameRequested(toml); });
    menu.addAction(widgets::icon(QStringLiteral("settings")), tr("Layout…"), this,
                   [this, toml] { Q_EMIT layoutRequested(toml); });
    menu.addAction(widgets::icon(QStringLiteral("remove")), tr("Remove from this workspace…"), this,
                   [this, toml] { Q_EMIT removeRequested(toml); });
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

void SourcePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    shareHeight();
}

// The data sets get what they need where the filters leave it, and else never less than half.
void SourcePanel::shareHeight() {
    constexpr int row = 30, frame = 4, above = 100; // what stands above and between the lists
    const int wanted = std::max(1, int(m_sources->sources().size())) * row + frame;
    const int room = std::max(2 * row, height() - above);
    m_list->setFixedHeight(std::min(wanted, std::max(room / 2, room - m_facets->contentHeight())));
}

} // namespace roentgen::app
