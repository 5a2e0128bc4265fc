// What stands where in PathDialog.
#include "app/path_dialog.h"
#include "app/path_model.h"

#include "widgets/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace roentgen::app {

using Wanted = PathQuestion::Wanted;

namespace {

constexpr int PlacesWidth = 184, PlaceHeight = 30;

} // namespace

void PathDialog::setupField() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* up = new QToolButton(this);
    up->setIcon(widgets::icon(QStringLiteral("folder_up")));
    up->setIconSize({20, 20});
    up->setFixedSize(32, 32);
    up->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    up->setToolTip(tr("The folder above (%1)").arg(up->shortcut().toString(QKeySequence::NativeText)));
    up->setAccessibleName(tr("The folder above"));
    connect(up, &QToolButton::clicked, this, &PathDialog::goUp);
    m_field->setAccessibleName(m_question.wanted == Wanted::Folder ? tr("Folder") : tr("File"));
    m_field->setToolTip(tr("Any path; ~ is your home folder (Ctrl+L)"));
    connect(m_field, &QLineEdit::textEdited, this, &PathDialog::followTyping);
    auto* goTo = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), this);
    connect(goTo, &QShortcut::activated, m_field, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
    row->addWidget(up);
    row->addWidget(m_field, 1);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(row);
    m_fault->setProperty("role", QStringLiteral("bad"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->hide();
    column->addWidget(m_fault);
}

void PathDialog::setupPlaces() {
    m_places->setFixedWidth(PlacesWidth);
    m_places->setAccessibleName(tr("Places"));
    const auto add = [this](const QString& text, const QString& folder) {
        auto* item = new QListWidgetItem(widgets::icon(QStringLiteral("folder")), text, m_places);
        item->setData(Qt::UserRole, folder);
        item->setToolTip(QDir::toNativeSeparators(folder));
        item->setSizeHint({0, PlaceHeight});
    };
    add(tr("Home"), QDir::homePath());
    const QString start = m_question.wanted == Wanted::NewFile ? QFileInfo(m_question.start).path() : m_question.start;
    if (!start.isEmpty() && QDir::cleanPath(start) != QDir::homePath() && QFileInfo(start).isDir()) {
        add(tr("Last folder"), QDir::cleanPath(start));
    }
    add(tr("This machine"), QDir::rootPath());
    connect(m_places, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { showFolder(item->data(Qt::UserRole).toString()); });
    connect(m_places, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem* item) { showFolder(item->data(Qt::UserRole).toString()); });
    m_places->installEventFilter(this);
}

void PathDialog::setupEntries() {
    m_entries->setModel(m_model);
    m_entries->setRootIsDecorated(false);
    m_entries->setItemsExpandable(false);
    m_entries->setUniformRowHeights(true);
    m_entries->setIconSize({16, 16});
    m_entries->setAccessibleName(tr("Entries of the folder"));
    m_entries->setSortingEnabled(true);
    m_entries->sortByColumn(PathModel::Name, Qt::AscendingOrder);
    m_entries->setColumnHidden(PathModel::Type, true);
    m_entries->setColumnHidden(PathModel::Size, m_question.wanted == Wanted::Folder);
    QHeaderView* header = m_entries->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(PathModel::Name, QHeaderView::Stretch);
    header->resizeSection(PathModel::Size, 96);
    header->resizeSection(PathModel::Changed, 152);
    connect(m_entries->selectionModel(), &QItemSelectionModel::currentChanged, this, &PathDialog::takeCurrent);
    connect(m_entries, &QTreeView::doubleClicked, this, &PathDialog::enter);
    m_entries->installEventFilter(this);
}

void PathDialog::setupButtons() {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_hidden->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_H));
    m_hidden->setToolTip(tr("Also list entries whose names begin with a dot (Ctrl+H)"));
    connect(m_hidden, &QCheckBox::toggled, this, [this](bool on) {
        m_model->setFilter(on ? m_model->filter() | QDir::Hidden : m_model->filter() & ~QDir::Filters(QDir::Hidden));
    });
    row->addWidget(m_hidden);
    if (!m_question.kind.isEmpty()) {
        auto* kind = new QLabel(
            QStringLiteral("%1 (%2)").arg(m_question.kind, m_question.ends.join(QStringLiteral(", "))), this);
        kind->setProperty("role", QStringLiteral("secondary"));
        row->addWidget(kind);
    }
    row->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_accept = new QPushButton(this);
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    m_accept->setToolTip(tr("Take what the field says (Ctrl+Return)"));
    connect(m_accept, &QPushButton::clicked, this, &PathDialog::accept);
    row->addWidget(cancel);
    row->addWidget(m_accept);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

} // namespace roentgen::app
