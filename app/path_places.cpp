#include "app/path_places.h"

#include "widgets/theme.h"

#include <QDir>
#include <QKeyEvent>

namespace roentgen::app {

namespace {

constexpr int PlacesWidth = 184, PlaceHeight = 30;

} // namespace

PathPlaces::PathPlaces(const PathQuestion& question, QWidget* parent)
    : QListWidget(parent) {
    setFixedWidth(PlacesWidth);
    setAccessibleName(tr("Places"));
    add(tr("Home"), QDir::homePath());
    const QString start =
        question.wanted == PathQuestion::Wanted::NewFile ? QFileInfo(question.start).path() : question.start;
    if (!start.isEmpty() && QDir::cleanPath(start) != QDir::homePath() && QFileInfo(start).isDir()) {
        add(tr("Last folder"), QDir::cleanPath(start));
    }
    add(tr("This machine"), QDir::rootPath());
    connect(this, &QListWidget::itemActivated, this, &PathPlaces::choose);
    connect(this, &QListWidget::itemClicked, this, &PathPlaces::choose);
}

void PathPlaces::add(const QString& text, const QString& folder) {
    auto* item = new QListWidgetItem(widgets::icon(QStringLiteral("folder")), text, this);
    item->setData(Qt::UserRole, folder);
    item->setToolTip(QDir::toNativeSeparators(folder));
    item->setSizeHint({0, PlaceHeight});
}

void PathPlaces::choose(const QListWidgetItem* item) {
    if (item != nullptr) {
        Q_EMIT chosen(item->data(Qt::UserRole).toString());
    }
}

// Enter is for the place, not for the dialog's default button.
void PathPlaces::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        choose(currentItem());
    } else {
        QListWidget::keyPressEvent(event);
    }
}

} // namespace roentgen::app
