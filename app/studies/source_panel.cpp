#include "app/studies/source_panel.h"

#include "widgets/role_delegate.h"
#include "widgets/theme.h"

#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int tomlRole = Qt::UserRole;

QTreeWidget* makeList(QWidget* parent) {
    auto* list = new QTreeWidget(parent);
    list->setItemDelegate(new widgets::RoleDelegate(list));
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
    layout->addWidget(m_sourceList);
    m_sourceList->setObjectName(QStringLiteral("sources"));
    m_sourceList->setAccessibleName(tr("Data sets"));
    m_sourceList->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_sourceList, &QTreeWidget::customContextMenuRequested, this, &SourcePanel::showSourceMenu);
    auto* rename = new QShortcut(QKeySequence(Qt::Key_F2), m_sourceList);
    rename->setContext(Qt::WidgetShortcut);
    connect(rename, &QShortcut::activated, this, [this] {
        if (!m_current.isEmpty()) {
            Q_EMIT renameRequested(m_current);
        }
    });
    connect(m_sourceList, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr && !m_marking && item->data(0, tomlRole).toString() != m_current) {
            m_current = item->data(0, tomlRole).toString();
            Q_EMIT sourceChosen(m_current);
        }
    });
}

void SourcePanel::showSources() {
    m_marking = true;
    m_sourceList->clear();
    for (const StudySource& source : m_sources->sources()) {
        auto* item = new QTreeWidgetItem(m_sourceList);
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
            m_sourceList->setCurrentItem(item);
        }
    }
    m_marking = false;
    shareHeight();
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
    menu.addAction(widgets::icon(QStringLiteral("rename")), tr("Rename…\tF2"), this,
                   [this, toml] { Q_EMIT renameRequested(toml); });
    menu.addAction(widgets::icon(QStringLiteral("settings")), tr("Layout…"), this,
                   [this, toml] { Q_EMIT layoutRequested(toml); });
    menu.addAction(widgets::icon(QStringLiteral("remove")), tr("Remove from this workspace…"), this,
                   [this, toml] { Q_EMIT removeRequested(toml); });
    menu.exec(m_sourceList->viewport()->mapToGlobal(at));
}

void SourcePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    shareHeight();
}

// The data sets get what they need where the filters leave it, and else never less than half.
void SourcePanel::shareHeight() {
    constexpr int row = 30, frame = 4, above = 100; // what stands above and between the lists
    const int wanted = std::max(1, int(m_sources->sources().size())) * row + frame;
    int filters = frame;
    for (int i = 0; i < m_facetList->topLevelItemCount(); ++i) {
        filters += m_facetList->visualItemRect(m_facetList->topLevelItem(i)).height();
    }
    const int room = std::max(2 * row, height() - above);
    m_sourceList->setFixedHeight(std::min(wanted, std::max(room / 2, room - filters)));
}

} // namespace roentgen::app
