// What stands where on the Studies page.
#include "app/studies/studies_page.h"

#include "app/studies/filter_bar.h"
#include "app/studies/source_panel.h"
#include "app/studies/study_browser.h"
#include "app/studies/study_inspector.h"
#include "app/studies/study_sources.h"
#include "app/studies/thumbnail_store.h"
#include "app/viewer.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

QToolButton* makeTool(const QString& iconName, const QString& text, const QKeySequence& keys, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(widgets::icon(iconName));
    button->setIconSize(QSize(20, 20));
    button->setFixedSize(32, 32);
    button->setCheckable(true);
    button->setShortcut(keys);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    button->setAccessibleName(text);
    return button;
}

} // namespace

void StudiesPage::setupHeader() {
    m_header = new QWidget(this);
    auto* layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_filters = new FilterBar(m_header);
    layout->addWidget(m_filters, 1);
    m_tableButton = makeTool(QStringLiteral("table"), tr("Table"), QKeySequence(Qt::CTRL | Qt::Key_T), m_header);
    m_galleryButton = makeTool(QStringLiteral("gallery"), tr("Gallery"), QKeySequence(Qt::CTRL | Qt::Key_G), m_header);
    m_inspectorButton =
        makeTool(QStringLiteral("inspector"), tr("Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I), m_header);
    auto* views = new QButtonGroup(m_header);
    views->addButton(m_tableButton);
    views->addButton(m_galleryButton);
    connect(m_tableButton, &QToolButton::clicked, this, [this] { setGallery(false); });
    connect(m_galleryButton, &QToolButton::clicked, this, [this] { setGallery(true); });
    connect(views, &QButtonGroup::buttonClicked, this, &StudiesPage::leaveViewer);
    connect(m_inspectorButton, &QToolButton::toggled, m_inspector, &QWidget::setVisible);
    m_besideButton = makeTool(QStringLiteral("beside"), tr("Open the two chosen images beside each other"),
                              QKeySequence(Qt::CTRL | Qt::Key_B), m_header);
    m_besideButton->setCheckable(false);
    connect(m_besideButton, &QToolButton::clicked, this, &StudiesPage::viewBeside);
    layout->addWidget(m_besideButton);
    layout->addWidget(m_tableButton);
    layout->addWidget(m_galleryButton);
    layout->addWidget(m_inspectorButton);
    m_trainButton = new QPushButton(tr("Train on this data set"), m_header);
    m_trainButton->setProperty("primary", true);
    m_trainButton->setToolTip(tr("Set up an experiment on this data set (Ctrl+E)"));
    m_trainButton->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    connect(m_trainButton, &QPushButton::clicked, this, &StudiesPage::train);
    layout->addSpacing(8);
    layout->addWidget(m_trainButton);
    setGallery(m_browser->isGallery());
    m_inspectorButton->setChecked(QSettings().value(QStringLiteral("studies/inspector"), true).toBool());
    m_inspector->setVisible(m_inspectorButton->isChecked());
}

void StudiesPage::setupBody() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_panel = new SourcePanel(m_sources, m_splitter);
    m_centre = new QStackedWidget(m_splitter);
    m_browser = new StudyBrowser(m_centre);
    m_centre->addWidget(m_browser);
    m_inspector = new StudyInspector(m_splitter);
    m_splitter->addWidget(m_panel);
    m_splitter->addWidget(m_centre);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({248, 800, 320});
    m_splitter->restoreState(QSettings().value(QStringLiteral("studies/splitter")).toByteArray());
    layout->addWidget(m_splitter);
    m_browser->model()->setThumbnails([this](const QString& path) { return m_thumbnails->thumbnail(path); });
    m_browser->model()->setFailures([this](const QString& path) { return m_thumbnails->failure(path); });
}

void StudiesPage::setupViewer() {
    m_viewer = new Viewer(m_context, m_centre);
    m_centre->addWidget(m_viewer);
    m_viewer->setDescribe([this](const QString& path) {
        const int row = m_table == nullptr ? -1 : m_browser->model()->rowOfPath(path);
        return row < 0 ? StudyImage() : m_table->image(m_browser->model()->tableRow(row));
    });
    connect(m_viewer, &Viewer::closed, this, &StudiesPage::leaveViewer);
    connect(m_viewer, &Viewer::currentChanged, this, [this](const QString& path) {
        if (isViewing() && !path.isEmpty() && !m_viewer->isBeside()) {
            m_browser->setCurrentPath(path);
        }
    });
    connect(m_browser, &StudyBrowser::opened, this, &StudiesPage::view);
    connect(m_browser, &StudyBrowser::rowsChanged, this, [this] {
        const int row = m_wantedView.isEmpty() ? -1 : m_browser->model()->rowOfPath(m_wantedView);
        m_wantedView.clear();
        if (row >= 0) {
            view(row);
        }
    });
    for (QAbstractItemView* list :
         {static_cast<QAbstractItemView*>(m_browser->table()), static_cast<QAbstractItemView*>(m_browser->gallery())}) {
        list->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(list, &QWidget::customContextMenuRequested, this,
                [this, list](const QPoint& at) { showMenu(list->viewport(), at); });
    }
}

void StudiesPage::setupEmpty() {
    m_empty = new QWidget(m_centre);
    // A column of fixed width: the height of its wrapped text is then known to the layout.
    auto* column = new QWidget(m_empty);
    column->setFixedWidth(480);
    auto* outer = new QHBoxLayout(m_empty);
    outer->addStretch();
    outer->addWidget(column);
    outer->addStretch();
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(12);
    layout->addStretch(2);
    m_emptyTitle = new QLabel(m_empty);
    m_emptyTitle->setProperty("role", QStringLiteral("title"));
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    m_emptyTitle->setWordWrap(true);
    m_emptyText = new QLabel(m_empty);
    m_emptyText->setProperty("role", QStringLiteral("secondary"));
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    m_emptyActions = new QWidget(m_empty);
    auto* actions = new QHBoxLayout(m_emptyActions);
    auto* add = new QPushButton(widgets::icon(QStringLiteral("add_folder"), widgets::Role::OnAccent), tr("Add folder…"),
                                m_emptyActions);
    add->setObjectName(QStringLiteral("emptyAddFolder"));
    add->setProperty("primary", true);
    add->setToolTip(tr("Add folder… (%1)").arg(QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
    auto* addKeys = new QShortcut(QKeySequence::Open, this);
    connect(addKeys, &QShortcut::activated, this, &StudiesPage::addFolder);
    auto* phantoms = new QPushButton(widgets::icon(QStringLiteral("phantom")), tr("Make phantoms"), m_emptyActions);
    phantoms->setObjectName(QStringLiteral("emptyPhantoms"));
    phantoms->setToolTip(tr("Synthetic chest films with planted findings, to try everything without patient data"));
    actions->addStretch();
    actions->addWidget(add);
    actions->addWidget(phantoms);
    actions->addStretch();
    connect(add, &QPushButton::clicked, this, &StudiesPage::addFolder);
    connect(phantoms, &QPushButton::clicked, this, [this] {
        m_sources->makePhantoms();
        m_emptyActions->setEnabled(false); // until they are there, or what happened is said
    });
    layout->addWidget(m_emptyTitle);
    layout->addWidget(m_emptyText);
    layout->addWidget(m_emptyActions);
    layout->addStretch(3);
    m_centre->addWidget(m_empty);
}

} // namespace roentgen::app
