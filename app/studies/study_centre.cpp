#include "app/studies/study_centre.h"

#include "app/studies/study_browser.h"
#include "app/viewer.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_view.h"

#include <QMenu>
#include <QTableView>

namespace roentgen::app {

StudyCentre::StudyCentre(const AppContext& context, QWidget* parent)
    : QStackedWidget(parent)
    , m_browser(new StudyBrowser(this))
    , m_viewer(new Viewer(context, this))
    , m_notice(new SourceNotice(this)) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_browser, m_viewer, m_notice}) {
        addWidget(widget);
    }
    setupViewer();
    setupMenus();
}

void StudyCentre::setupViewer() {
    m_viewer->setDescribe([this](const QString& path) {
        const StudyModel* model = m_browser->model();
        const int row = model->table() == nullptr ? -1 : model->rowOfPath(path);
        return row < 0 ? StudyImage() : model->table()->image(model->tableRow(row));
    });
    connect(m_viewer, &Viewer::closed, this, &StudyCentre::leaveViewer);
    connect(m_viewer, &Viewer::currentChanged, this, [this](const QString& path) {
        if (isViewing() && !path.isEmpty() && !m_viewer->isBeside()) {
            m_browser->setCurrentPath(path);
        }
    });
    connect(m_browser, &StudyBrowser::opened, this, &StudyCentre::viewRow);
    connect(m_browser, &StudyBrowser::rowsChanged, this, &StudyCentre::viewWanted);
}

void StudyCentre::setupMenus() {
    for (QAbstractItemView* list :
         {static_cast<QAbstractItemView*>(m_browser->table()), static_cast<QAbstractItemView*>(m_browser->gallery())}) {
        list->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(list, &QWidget::customContextMenuRequested, this,
                [this, list](const QPoint& at) { showMenu(list->viewport(), at); });
    }
}

bool StudyCentre::isViewing() const {
    return currentWidget() == m_viewer;
}

void StudyCentre::showTable(std::shared_ptr<const StudyTable> table) {
    QStringList classes;
    for (const std::string& name : table->header().classes) {
        classes << QString::fromStdString(name);
    }
    m_viewer->setClasses(classes);
    setCurrentWidget(m_browser);
    m_browser->setTable(std::move(table));
}

void StudyCentre::say(const QString& title, const QString& text, SourceNotice::Offers offers) {
    m_notice->say(title, text, offers);
    setCurrentWidget(m_notice);
}

void StudyCentre::viewRow(int row) {
    m_browser->setCurrentRow(row);
    setCurrentWidget(m_viewer);
    m_viewer->open(m_browser->allPaths(), row);
    m_viewer->setFocus();
}

void StudyCentre::view(const QString& path) {
    const int row = m_browser->model()->rowOfPath(path);
    if (row >= 0) {
        viewRow(row);
    } else {
        setCurrentWidget(m_viewer);
        m_viewer->open({path}, 0);
    }
}

void StudyCentre::viewWhenListed(const QString& path) {
    m_wanted = path;
}

void StudyCentre::viewWanted() {
    const int row = m_wanted.isEmpty() ? -1 : m_browser->model()->rowOfPath(m_wanted);
    m_wanted.clear();
    if (row >= 0) {
        viewRow(row);
    }
}

void StudyCentre::viewBeside() {
    const QStringList paths = m_browser->selectedPaths();
    if (paths.size() == 2) {
        setCurrentWidget(m_viewer);
        m_viewer->openBeside(paths[0], paths[1]);
        m_viewer->setFocus();
    }
}

void StudyCentre::leaveViewer() {
    if (isViewing()) {
        m_viewer->clear(); // first: it moves the focus among its panes
        setCurrentWidget(m_browser);
        m_browser->setFocus();
    }
}

void StudyCentre::showMenu(QWidget* view, const QPoint& at) {
    if (m_browser->currentRow() < 0) {
        return;
    }
    QMenu menu(this);
    menu.addAction(widgets::icon(QStringLiteral("open")), tr("Open\tEnter"), this,
                   [this] { viewRow(m_browser->currentRow()); });
    QAction* beside = menu.addAction(widgets::icon(QStringLiteral("beside")), tr("Open beside each other\tCtrl+B"),
                                     this, &StudyCentre::viewBeside);
    beside->setEnabled(m_browser->selectedPaths().size() == 2);
    menu.addAction(tr("Copy rows\tCtrl+C"), m_browser, &StudyBrowser::copyRows);
    menu.exec(view->mapToGlobal(at));
}

} // namespace roentgen::app
