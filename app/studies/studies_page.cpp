#include "app/studies/studies_page.h"

#include "app/engine_service.h"
#include "app/studies/filter_bar.h"
#include "app/studies/problem_dialog.h"
#include "app/studies/source_panel.h"
#include "app/studies/study_browser.h"
#include "app/studies/study_inspector.h"
#include "app/studies/study_sources.h"
#include "app/studies/thumbnail_store.h"
#include "app/viewer.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_view.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace roentgen::app {

namespace {

constexpr int phantomCount = 400;

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

StudiesPage::StudiesPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_sources(new StudySources(context, this))
    , m_thumbnails(new ThumbnailStore(context.dataService, context.workspace, this)) {
    setupBody();
    setupViewer();
    setupEmpty();
    setupHeader();
    connectSources();
    connectBrowser();
    const QString last = QSettings().value(QStringLiteral("studies/source")).toString();
    if (m_sources->find(last) != nullptr) {
        showSource(last);
    } else {
        showSource(m_sources->sources().isEmpty() ? QString() : m_sources->sources().first().toml);
    }
}

StudiesPage::~StudiesPage() {
    QSettings settings;
    settings.setValue(QStringLiteral("studies/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("studies/inspector"), m_inspectorButton->isChecked());
    settings.setValue(QStringLiteral("studies/source"), m_current);
    m_browser->saveLayout();
}

QString StudiesPage::title() const {
    return tr("Studies");
}

QWidget* StudiesPage::headerActions() {
    return m_header;
}

void StudiesPage::activated() {
    m_browser->setFocus();
}

bool StudiesPage::isSettled() const {
    return !m_sources->isBusy() && !m_sources->isMakingPhantoms() && !m_browser->isBusy() && !m_panel->isCounting() &&
           m_thumbnails->isIdle();
}

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

bool StudiesPage::isViewing() const {
    return m_centre->currentWidget() == m_viewer;
}

void StudiesPage::view(int row) {
    m_browser->setCurrentRow(row);
    m_centre->setCurrentWidget(m_viewer);
    m_viewer->open(m_browser->allPaths(), row);
    m_viewer->setFocus();
}

void StudiesPage::viewBeside() {
    const QStringList paths = m_browser->selectedPaths();
    if (paths.size() == 2) {
        m_centre->setCurrentWidget(m_viewer);
        m_viewer->openBeside(paths[0], paths[1]);
        m_viewer->setFocus();
    }
}

void StudiesPage::leaveViewer() {
    if (isViewing()) {
        m_viewer->clear(); // first: it moves the focus among its panes
        m_centre->setCurrentWidget(m_browser);
        m_browser->setFocus();
    }
}

void StudiesPage::keepFilter(const QString& suggestedName) {
    bool agreed = false;
    const QString name =
        QInputDialog::getText(this, tr("Keep this filter"), tr("Name"), QLineEdit::Normal, suggestedName, &agreed)
            .trimmed();
    if (agreed && !name.isEmpty()) {
        saveFilter(m_current, {name, m_browser->query()});
        m_panel->countAgain();
    }
}

void StudiesPage::showMenu(QWidget* view, const QPoint& at) {
    if (m_browser->currentRow() < 0) {
        return;
    }
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("open")), tr("Open\tEnter"), this,
                   [this] { this->view(m_browser->currentRow()); });
    QAction* beside = menu.addAction(widgets::icon(QStringLiteral("beside")), tr("Open beside each other\tCtrl+B"),
                                     this, &StudiesPage::viewBeside);
    beside->setEnabled(m_browser->selectedPaths().size() == 2);
    menu.addAction(tr("Copy rows\tCtrl+C"), m_browser, &StudyBrowser::copyRows);
    menu.exec(view->mapToGlobal(at));
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
    auto* phantoms = new QPushButton(widgets::icon(QStringLiteral("phantom")), tr("Make phantoms"), m_emptyActions);
    phantoms->setObjectName(QStringLiteral("emptyPhantoms"));
    phantoms->setToolTip(tr("Synthetic chest films with planted findings, to try everything without patient data"));
    actions->addStretch();
    actions->addWidget(add);
    actions->addWidget(phantoms);
    actions->addStretch();
    connect(add, &QPushButton::clicked, this, &StudiesPage::addFolder);
    connect(phantoms, &QPushButton::clicked, this, [this] {
        m_sources->makePhantoms(phantomCount, 1);
        m_emptyActions->setEnabled(false); // until they are there, or what happened is said
    });
    layout->addWidget(m_emptyTitle);
    layout->addWidget(m_emptyText);
    layout->addWidget(m_emptyActions);
    layout->addStretch(3);
    m_centre->addWidget(m_empty);
}

void StudiesPage::connectSources() {
    connect(m_sources, &StudySources::loaded, this, &StudiesPage::takeTable);
    connect(m_sources, &StudySources::made, this, &StudiesPage::showSource);
    connect(m_sources, &StudySources::failed, this, [this](const QString& toml, const QString& error) {
        Q_EMIT m_context.navigator->messageRequested(error);
        if (toml == m_current) {
            showMessage(toml.isEmpty() ? tr("The phantoms could not be made") : tr("This data set could not be read"),
                        error, toml.isEmpty());
        }
    });
    connect(m_sources, &StudySources::changed, this, [this] {
        const bool gone = !m_current.isEmpty() && m_sources->find(m_current) == nullptr;
        if (gone || (m_current.isEmpty() && !m_sources->sources().isEmpty())) {
            showSource(m_sources->sources().isEmpty() ? QString() : m_sources->sources().first().toml);
        }
    });
    connect(m_panel, &SourcePanel::sourceChosen, this, &StudiesPage::showSource);
    connect(m_panel, &SourcePanel::addFolderRequested, this, &StudiesPage::addFolder);
    connect(m_panel, &SourcePanel::phantomsRequested, this, [this] { m_sources->makePhantoms(phantomCount, 1); });
    connect(m_panel, &SourcePanel::removeRequested, this, &StudiesPage::removeSource);
}

void StudiesPage::connectBrowser() {
    connect(m_panel, &SourcePanel::chosenChanged, this, [this](Facet facet, const QStringList& values) {
        StudyQuery query = m_browser->query();
        query.chosen[size_t(facet)] = values;
        setQuery(query);
    });
    const auto filter = [this](const StudyQuery& changed) {
        StudyQuery query = changed;
        query.sortColumn = m_browser->query().sortColumn;
        query.descending = m_browser->query().descending;
        setQuery(query);
    };
    connect(m_filters, &FilterBar::queryChanged, this, filter);
    connect(m_panel, &SourcePanel::savedFilterChosen, this, filter);
    connect(m_filters, &FilterBar::keepRequested, this, &StudiesPage::keepFilter);
    connect(m_browser, &StudyBrowser::rowsChanged, this, &StudiesPage::showCount);
    connect(m_browser, &StudyBrowser::rowsChanged, this, &StudiesPage::showCurrent);
    connect(m_browser, &StudyBrowser::currentChanged, this, &StudiesPage::showCurrent);
    connect(m_thumbnails, &ThumbnailStore::ready, this, [this](const QString& path) {
        m_browser->model()->thumbnailReady(path);
        if (path == m_browser->currentPath()) {
            m_inspector->setPicture(m_thumbnails->thumbnail(path), m_thumbnails->failure(path));
        }
    });
    connect(m_inspector, &StudyInspector::problemsRequested, this,
            [this](const DataProblem& problem) { showProblem(problem, this); });
}

void StudiesPage::showSource(const QString& toml) {
    m_current = toml;
    m_panel->setCurrentSource(toml);
    m_table.reset();
    m_browser->setTable(nullptr);
    m_panel->setTable(nullptr);
    m_inspector->setDataset(nullptr);
    // With no data set at all there is one thing to look at: what to do about it.
    m_trainButton->setVisible(!toml.isEmpty());
    m_panel->setVisible(!toml.isEmpty());
    m_inspector->setVisible(!toml.isEmpty() && m_inspectorButton->isChecked());
    m_filters->setVisible(!toml.isEmpty());
    for (QToolButton* button : {m_besideButton, m_tableButton, m_galleryButton, m_inspectorButton}) {
        button->setVisible(!toml.isEmpty());
    }
    StudyQuery query = m_browser->query();
    query.text.clear();
    for (QStringList& chosen : query.chosen) {
        chosen.clear();
    }
    setQuery(query);
    const StudySource* source = m_sources->find(toml);
    if (source == nullptr) {
        showMessage(tr("Films to train on and to read"),
                    tr("Add a folder with chest films or mammograms: the layout of NIH ChestX-ray14, a folder for each "
                       "class, DICOM files, or plain PNG, JPEG and PGM images. They stay where they are."),
                    true);
    } else if (!source->error.isEmpty()) {
        showMessage(tr("This data set could not be read"), source->error, false);
    } else {
        showMessage(tr("Reading %1 …").arg(source->name), {}, false);
        m_sources->load(toml);
    }
}

void StudiesPage::takeTable(const QString& toml, std::shared_ptr<const StudyTable> table) {
    if (toml != m_current) {
        return;
    }
    m_table = std::move(table);
    m_panel->setTable(m_table);
    m_inspector->setDataset(m_table.get());
    if (m_table->rows().empty()) {
        showMessage(tr("No images in this data set"),
                    tr("Nothing in %1 can be read as an image.").arg(QString::fromStdString(m_table->header().folder)),
                    false);
        return;
    }
    QStringList classes;
    for (const std::string& name : m_table->header().classes) {
        classes << QString::fromStdString(name);
    }
    m_viewer->setClasses(classes);
    m_centre->setCurrentWidget(m_browser);
    m_browser->setTable(m_table);
}

void StudiesPage::showMessage(const QString& title, const QString& text, bool offer) {
    m_emptyTitle->setText(title);
    m_emptyText->setText(text);
    m_emptyActions->setVisible(offer);
    m_emptyActions->setEnabled(!m_sources->isMakingPhantoms());
    m_centre->setCurrentWidget(m_empty);
    m_filters->setCounts(0, -1);
}

void StudiesPage::setQuery(const StudyQuery& query) {
    m_browser->setQuery(query);
    m_filters->setQuery(query);
    m_panel->setChosen(query);
}

void StudiesPage::showCurrent() {
    const int row = m_browser->currentRow();
    m_besideButton->setEnabled(m_browser->selectedPaths().size() == 2);
    if (row < 0 || m_table == nullptr) {
        m_inspector->setImage(nullptr, nullptr);
        return;
    }
    m_inspector->setImage(m_table.get(), &m_browser->model()->tableRow(row));
    const QString path = m_browser->currentPath();
    m_inspector->setPicture(m_thumbnails->thumbnail(path), m_thumbnails->failure(path));
}

void StudiesPage::showCount() {
    m_filters->setCounts(m_browser->model()->totalRows(), m_table == nullptr ? -1 : int(m_table->rows().size()));
}

void StudiesPage::setGallery(bool gallery) {
    m_browser->setGallery(gallery);
    (gallery ? m_galleryButton : m_tableButton)->setChecked(true);
}

void StudiesPage::addFolder() {
    const QString start = QSettings().value(QStringLiteral("studies/lastFolder"), QDir::homePath()).toString();
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder with images"), start);
    if (!folder.isEmpty()) {
        QSettings().setValue(QStringLiteral("studies/lastFolder"), QFileInfo(folder).path());
        open(folder);
    }
}

void StudiesPage::removeSource(const QString& toml) {
    const StudySource* source = m_sources->find(toml);
    if (source == nullptr) {
        return;
    }
    const auto answer =
        QMessageBox::question(this, tr("Remove data set"),
                              tr("Remove %1 from this workspace? The images stay where they are.").arg(source->name),
                              QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer == QMessageBox::Yes) {
        const Status removed = m_sources->remove(toml);
        if (!removed) {
            Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(removed.error().toLine()));
        }
    }
}

void StudiesPage::train() {
    if (!m_current.isEmpty()) {
        Q_EMIT m_context.navigator->experimentRequested(m_current);
    }
}

void StudiesPage::open(const QString& what) {
    const QFileInfo info(what);
    if (info.isFile()) {
        const QString path = info.absoluteFilePath();
        const int row = m_browser->isBusy() || m_sources->isBusy() ? -1 : m_browser->model()->rowOfPath(path);
        if (row >= 0) {
            view(row);
        } else if (m_sources->isBusy() || m_browser->isBusy()) {
            m_wantedView = path;
        } else {
            m_centre->setCurrentWidget(m_viewer); // of no data set: shown by itself
            m_viewer->open({path}, 0);
        }
        return;
    }
    const auto toml = m_sources->addFolder(what);
    if (toml) {
        showSource(*toml);
    } else {
        showMessage(tr("This folder could not be added"), QString::fromStdString(toml.error().toLine()), true);
    }
}

} // namespace roentgen::app
