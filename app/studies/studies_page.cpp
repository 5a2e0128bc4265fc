#include "app/studies/studies_page.h"

#include "app/path_question.h"
#include "app/studies/data_words.h"
#include "app/studies/filter_bar.h"
#include "app/studies/layout_dialog.h"
#include "app/studies/problem_dialog.h"
#include "app/studies/source_panel.h"
#include "app/studies/study_browser.h"
#include "app/studies/study_inspector.h"
#include "app/studies/study_sources.h"
#include "app/studies/thumbnail_store.h"
#include "app/viewer.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace roentgen::app {

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
    connect(m_panel, &SourcePanel::phantomsRequested, this, [this] { m_sources->makePhantoms(); });
    connect(m_panel, &SourcePanel::removeRequested, this, &StudiesPage::removeSource);
    connect(m_panel, &SourcePanel::renameRequested, this, &StudiesPage::renameSource);
    connect(m_panel, &SourcePanel::layoutRequested, this, &StudiesPage::changeLayout);
    connect(m_inspector, &StudyInspector::layoutRequested, this, [this] { changeLayout(m_current); });
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
    connect(m_browser, &StudyBrowser::queryWanted, this, filter);
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
    connect(m_inspector, &StudyInspector::problemsRequested, this, [this](const DataProblem& problem) {
        ProblemDialog(problem, QString::fromStdString(m_table->header().folder), this).exec();
    });
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
        showMessage(tr("Reading %1 …").arg(source->title), {}, false);
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
    m_filters->setCounts(m_browser->model()->totalRows(), m_table == nullptr ? -1 : int(m_table->rows().size()));
}

void StudiesPage::setGallery(bool gallery) {
    m_browser->setGallery(gallery);
    (gallery ? m_galleryButton : m_tableButton)->setChecked(true);
}

void StudiesPage::addFolder() {
    const QString start = QSettings().value(QStringLiteral("studies/lastFolder"), QDir::homePath()).toString();
    askForPath({PathQuestion::Wanted::Folder, tr("Add a folder with images"), start, {}, {}}, this,
               [this](const QString& folder) {
                   QSettings().setValue(QStringLiteral("studies/lastFolder"), QFileInfo(folder).path());
                   open(folder);
               });
}

void StudiesPage::removeSource(const QString& toml) {
    const StudySource* source = m_sources->find(toml);
    if (source == nullptr) {
        return;
    }
    const auto answer =
        QMessageBox::question(this, tr("Remove data set"),
                              tr("Remove %1 from this workspace? The images stay where they are.").arg(source->title),
                              QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer == QMessageBox::Yes) {
        const Status removed = m_sources->remove(toml);
        if (!removed) {
            Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(removed.error().toLine()));
        }
    }
}

void StudiesPage::renameSource(const QString& toml) {
    auto description = m_sources->description(toml);
    if (!description) {
        Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(description.error().toLine()));
        return;
    }
    bool agreed = false;
    const QString name = QInputDialog::getText(this, tr("Rename the data set"), tr("Name"), QLineEdit::Normal,
                                               QString::fromStdString(description->name), &agreed)
                             .trimmed();
    if (agreed && !name.isEmpty()) {
        description->name = name.toStdString();
        describe(toml, *description);
    }
}

void StudiesPage::changeLayout(const QString& toml) {
    const auto description = m_sources->description(toml);
    if (!description) {
        Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(description.error().toLine()));
        return;
    }
    LayoutDialog dialog(m_context.dataService, *description, this);
    if (dialog.exec() == QDialog::Accepted) {
        describe(toml, dialog.file());
        showSource(toml);
    }
}

void StudiesPage::describe(const QString& toml, const DatasetFile& description) {
    if (const Status done = m_sources->describe(toml, description); !done) {
        Q_EMIT m_context.navigator->messageRequested(QString::fromStdString(done.error().toLine()));
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
