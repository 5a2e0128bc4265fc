#include "app/path_entries.h"

#include "app/path_model.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace roentgen::app {

PathEntries::PathEntries(const PathQuestion& question, QWidget* parent)
    : QTreeView(parent)
    , m_model(new PathModel(question, this)) {
    setModel(m_model);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setIconSize({16, 16});
    setAccessibleName(tr("Entries of the folder"));
    setSortingEnabled(true);
    sortByColumn(PathModel::Name, Qt::AscendingOrder);
    setColumnHidden(PathModel::Type, true);
    setColumnHidden(PathModel::Size, question.wanted == PathQuestion::Wanted::Folder);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setSectionResizeMode(PathModel::Name, QHeaderView::Stretch);
    header()->resizeSection(PathModel::Size, 96);
    header()->resizeSection(PathModel::Changed, 152);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid()) {
            Q_EMIT chosen(m_model->filePath(index), m_model->isDir(index));
        }
    });
    connect(this, &QTreeView::doubleClicked, this, &PathEntries::enter);
}

void PathEntries::list(const QString& folder) {
    setCurrentIndex({});
    setRootIndex(m_model->setRootPath(folder));
}

void PathEntries::choose(const QString& path) {
    setCurrentIndex(m_model->index(path));
}

void PathEntries::setHiddenListed(bool listed) {
    m_model->setFilter(listed ? m_model->filter() | QDir::Hidden : m_model->filter() & ~QDir::Filters(QDir::Hidden));
}

void PathEntries::enter(const QModelIndex& index) {
    if (index.isValid()) {
        Q_EMIT taken(m_model->filePath(index), m_model->isDir(index));
    }
}

// Enter is for the entry, not for the dialog's default button.
void PathEntries::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        enter(currentIndex());
    } else if (plain && event->key() == Qt::Key_Backspace) {
        Q_EMIT aboveRequested();
    } else {
        QTreeView::keyPressEvent(event);
    }
}

} // namespace roentgen::app
