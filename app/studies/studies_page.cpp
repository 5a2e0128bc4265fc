#include "app/studies/studies_page.h"

#include "app/studies/data_words.h"
#include "app/studies/facet_list.h"
#include "app/studies/filter_bar.h"
#include "app/studies/problem_dialog.h"
#include "app/studies/source_actions.h"
#include "app/studies/source_panel.h"
#include "app/studies/study_browser.h"
#include "app/studies/study_centre.h"
#include "app/studies/study_header.h"
#include "app/studies/study_inspector.h"
#include "app/studies/study_sources.h"
#include "app/studies/thumbnail_store.h"

#include <QFileInfo>
#include <QInputDialog>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace roentgen::app {

StudiesPage::StudiesPage(const AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_sources(new StudySources(context, this))
    , m_actions(new SourceActions(context, m_sources, this))
    , m_thumbnails(new ThumbnailStore(context.dataService, context.workspace, this)) {
    setupBody();
    setupHeader();
    setupThumbnails();
    connectSources();
    connectActions();
    connectFilters();
    connectImages();
    const QString last = QSettings().value(QStringLiteral("studies/source")).toString();
    if (m_sources->find(last) != nullptr) {
        showSource(last);
    } else {
        showFirstSource();
    }
}

StudiesPage::~StudiesPage() {
    QSettings settings;
    settings.setValue(QStringLiteral("studies/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("studies/source"), m_current);
    m_browser->saveLayout();
}

QWidget* StudiesPage::headerActions() {
    return m_header;
}

void StudiesPage::activated() {
    m_browser->setFocus();
}

bool StudiesPage::isSettled() const {
    return !m_sources->isBusy() && !m_sources->isMakingPhantoms() && !m_browser->isBusy() &&
           !m_panel->facets()->isCounting() && m_thumbnails->isIdle();
}

Viewer* StudiesPage::viewer() const {
    return m_centre->viewer();
}

bool StudiesPage::isViewing() const {
    return m_centre->isViewing();
}

void StudiesPage::setupBody() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_panel = new SourcePanel(m_sources, m_splitter);
    m_centre = new StudyCentre(m_context, m_splitter);
    m_browser = m_centre->browser();
    m_inspector = new StudyInspector(m_splitter);
    for (QWidget* part : std::initializer_list<QWidget*>{m_panel, m_centre, m_inspector}) {
        m_splitter->addWidget(part);
    }
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({248, 800, 320});
    m_splitter->restoreState(QSettings().value(QStringLiteral("studies/splitter")).toByteArray());
    layout->addWidget(m_splitter);
}

void StudiesPage::setupHeader() {
    m_header = new StudyHeader(this);
    connect(m_header, &StudyHeader::galleryChosen, this, [this](bool gallery) {
        setGallery(gallery);
        m_centre->leaveViewer();
    });
    connect(m_header, &StudyHeader::inspectorToggled, m_inspector, &QWidget::setVisible);
    connect(m_header, &StudyHeader::besideRequested, m_centre, &StudyCentre::viewBeside);
    connect(m_header, &StudyHeader::trainRequested, this, [this] {
        if (!m_current.isEmpty()) {
            Q_EMIT m_context.navigator->experimentRequested(m_current);
        }
    });
    setGallery(m_browser->isGallery());
}

void StudiesPage::setupThumbnails() {
    m_browser->model()->setThumbnails([this](const QString& path) { return m_thumbnails->thumbnail(path); });
    m_browser->model()->setFailures([this](const QString& path) { return m_thumbnails->failure(path); });
    connect(m_thumbnails, &ThumbnailStore::ready, this, [this](const QString& path) {
        m_browser->model()->thumbnailReady(path);
        if (path == m_browser->currentPath()) {
            m_inspector->setPicture(m_thumbnails->thumbnail(path), m_thumbnails->failure(path));
        }
    });
}

void StudiesPage::connectSources() {
    connect(m_panel, &SourcePanel::sourceChosen, this, &StudiesPage::showSource);
    connect(m_sources, &StudySources::loaded, this, &StudiesPage::takeTable);
    connect(m_sources, &StudySources::made, this, &StudiesPage::showSource);
    connect(m_sources, &StudySources::failed, this, [this](const QString& toml, const QString& error) {
        Q_EMIT m_context.navigator->messageRequested(error);
        if (toml == m_current) {
            say(toml.isEmpty() ? tr("The phantoms could not be made") : tr("This data set could not be read"), error,
                toml.isEmpty() ? SourceNotice::Offers::WaysToData : SourceNotice::Offers::None);
        }
    });
    connect(m_sources, &StudySources::changed, this, [this] {
        const bool gone = !m_current.isEmpty() && m_sources->find(m_current) == nullptr;
        if (gone || (m_current.isEmpty() && !m_sources->sources().isEmpty())) {
            showFirstSource();
        }
    });
}

void StudiesPage::connectActions() {
    const auto makePhantoms = [this] { m_sources->makePhantoms(); };
    connect(m_panel, &SourcePanel::addFolderRequested, m_actions, &SourceActions::addFolder);
    connect(m_panel, &SourcePanel::phantomsRequested, this, makePhantoms);
    connect(m_centre->notice(), &SourceNotice::addFolderRequested, m_actions, &SourceActions::addFolder);
    connect(m_centre->notice(), &SourceNotice::phantomsRequested, this, makePhantoms);
    auto* addKeys = new QShortcut(QKeySequence::Open, this);
    connect(addKeys, &QShortcut::activated, m_actions, &SourceActions::addFolder);
    connect(m_panel, &SourcePanel::removeRequested, m_actions, &SourceActions::remove);
    connect(m_panel, &SourcePanel::renameRequested, m_actions, &SourceActions::rename);
    connect(m_panel, &SourcePanel::layoutRequested, m_actions, &SourceActions::changeLayout);
    connect(m_inspector, &StudyInspector::layoutRequested, this, [this] { m_actions->changeLayout(m_current); });
    connect(m_actions, &SourceActions::folderChosen, this, &StudiesPage::openFolder);
    connect(m_actions, &SourceActions::layoutChanged, this, &StudiesPage::showSource);
}

void StudiesPage::connectFilters() {
    connect(m_panel->facets(), &FacetList::chosenChanged, this, [this](Facet facet, const QStringList& values) {
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
    connect(m_header->filters(), &FilterBar::queryChanged, this, filter);
    connect(m_panel->facets(), &FacetList::savedFilterChosen, this, filter);
    connect(m_browser, &StudyBrowser::queryWanted, this, filter);
    connect(m_header->filters(), &FilterBar::keepRequested, this, &StudiesPage::keepFilter);
}

void StudiesPage::connectImages() {
    connect(m_browser, &StudyBrowser::rowsChanged, this, &StudiesPage::showCount);
    connect(m_browser, &StudyBrowser::rowsChanged, this, &StudiesPage::showCurrent);
    connect(m_browser, &StudyBrowser::currentChanged, this, &StudiesPage::showCurrent);
    connect(m_inspector, &StudyInspector::problemsRequested, this, [this](const DataProblem& problem) {
        ProblemDialog(problem, QString::fromStdString(m_table->header().folder), this).exec();
    });
}

void StudiesPage::keepFilter(const QString& suggestedName) {
    bool agreed = false;
    const QString name =
        QInputDialog::getText(this, tr("Keep this filter"), tr("Name"), QLineEdit::Normal, suggestedName, &agreed)
            .trimmed();
    if (agreed && !name.isEmpty()) {
        saveFilter(m_current, {name, m_browser->query()});
        m_panel->facets()->countAgain();
    }
}

void StudiesPage::showFirstSource() {
    showSource(m_sources->sources().isEmpty() ? QString() : m_sources->sources().first().toml);
}

void StudiesPage::showSource(const QString& toml) {
    m_current = toml;
    m_panel->setCurrentSource(toml);
    m_table.reset();
    m_browser->setTable(nullptr);
    m_panel->facets()->setTable(toml, nullptr);
    m_inspector->setDataset(nullptr);
    // With no data set at all there is one thing to look at: what to do about it.
    m_panel->setVisible(!toml.isEmpty());
    m_inspector->setVisible(!toml.isEmpty() && m_header->wantsInspector());
    m_header->setSourceShown(!toml.isEmpty());
    StudyQuery query = m_browser->query();
    query.text.clear();
    for (QStringList& chosen : query.chosen) {
        chosen.clear();
    }
    setQuery(query);
    const StudySource* source = m_sources->find(toml);
    if (source == nullptr) {
        say(tr("Films to train on and to read"),
            tr("Add a folder with chest films or mammograms: the layout of NIH ChestX-ray14, a folder for each "
               "class, DICOM files, or plain PNG, JPEG and PGM images. They stay where they are."),
            SourceNotice::Offers::WaysToData);
    } else if (!source->error.isEmpty()) {
        say(tr("This data set could not be read"), source->error);
    } else {
        say(tr("Reading %1 …").arg(source->title), {});
        m_sources->load(toml);
    }
}

void StudiesPage::takeTable(const QString& toml, std::shared_ptr<const StudyTable> table) {
    if (toml != m_current) {
        return;
    }
    m_table = std::move(table);
    m_panel->facets()->setTable(toml, m_table);
    m_inspector->setDataset(m_table.get());
    if (m_table->rows().empty()) {
        say(tr("No images in this data set"),
            tr("Nothing in %1 can be read as an image.").arg(QString::fromStdString(m_table->header().folder)));
        return;
    }
    m_centre->showTable(m_table);
}

void StudiesPage::say(const QString& title, const QString& text, SourceNotice::Offers offers) {
    m_centre->notice()->setOffersEnabled(!m_sources->isMakingPhantoms());
    m_centre->say(title, text, offers);
    m_header->filters()->setCounts(0, -1);
}

void StudiesPage::setQuery(const StudyQuery& query) {
    m_browser->setQuery(query);
    m_header->filters()->setQuery(query);
    m_panel->facets()->setChosen(query);
}

void StudiesPage::showCurrent() {
    const int row = m_browser->currentRow();
    m_header->setBesideEnabled(m_browser->selectedPaths().size() == 2);
    if (row < 0 || m_table == nullptr) {
        m_inspector->setImage(nullptr, nullptr);
        return;
    }
    const StudyTable::Row& image = m_browser->model()->tableRow(row);
    m_inspector->setImage(m_table.get(), &image);
    const QString path = m_browser->currentPath();
    if (image.refusal != 0) {
        m_inspector->setPicture({}, refusalText(m_table->string(image.refusal)));
    } else {
        m_inspector->setPicture(m_thumbnails->thumbnail(path), m_thumbnails->failure(path));
    }
}

void StudiesPage::showCount() {
    m_header->filters()->setCounts(m_browser->model()->totalRows(),
                                   m_table == nullptr ? -1 : int(m_table->rows().size()));
}

void StudiesPage::setGallery(bool gallery) {
    m_browser->setGallery(gallery);
    m_header->setGallery(gallery);
}

void StudiesPage::open(const QString& what) {
    const QFileInfo info(what);
    if (!info.isFile()) {
        return openFolder(what);
    }
    const bool rowsAreComing = m_browser->isBusy() || m_sources->isBusy();
    if (rowsAreComing) {
        m_centre->viewWhenListed(info.absoluteFilePath());
    } else {
        m_centre->view(info.absoluteFilePath());
    }
}

void StudiesPage::openFolder(const QString& folder) {
    const auto toml = m_sources->addFolder(folder);
    if (toml) {
        showSource(*toml);
    } else {
        say(tr("This folder could not be added"), QString::fromStdString(toml.error().toLine()),
            SourceNotice::Offers::WaysToData);
    }
}

} // namespace roentgen::app
