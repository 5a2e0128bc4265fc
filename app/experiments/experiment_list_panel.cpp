#include "app/experiments/experiment_list_panel.h"

#include "app/experiments/experiment_delegate.h"
#include "app/experiments/experiment_list_model.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace roentgen::app {

ExperimentListPanel::ExperimentListPanel(ExperimentListModel* model, QWidget* parent)
    : QFrame(parent) {
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(0);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("experimentList"));
    m_list->setModel(model);
    m_list->setItemDelegate(new ExperimentDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 is the button's
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Experiments and presets"));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExperimentListPanel::chosen);
    layout->addWidget(m_list, 1);
    setupUndo();
    layout->addWidget(m_undoBar);
}

void ExperimentListPanel::setupUndo() {
    m_undoBar = new QWidget(this);
    auto* row = new QHBoxLayout(m_undoBar);
    row->setContentsMargins(12, 8, 12, 8);
    m_undoText = new QLabel(m_undoBar);
    m_undoText->setTextFormat(Qt::PlainText);
    m_undoText->setWordWrap(true);
    row->addWidget(m_undoText, 1);
    auto* undo = new QPushButton(tr("Undo"), m_undoBar);
    undo->setProperty("link", true);
    undo->setToolTip(tr("Bring the deleted experiment back (Ctrl+Z)"));
    connect(undo, &QPushButton::clicked, this, &ExperimentListPanel::undoRequested);
    row->addWidget(undo);
    m_undoBar->hide();
    auto* keys = new QShortcut(QKeySequence::Undo, m_list);
    keys->setContext(Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &ExperimentListPanel::undoRequested);
}

QModelIndex ExperimentListPanel::current() const {
    return m_list->currentIndex();
}

void ExperimentListPanel::setCurrent(const QModelIndex& index) {
    m_list->setCurrentIndex(index);
}

void ExperimentListPanel::editCurrent() {
    m_list->edit(m_list->currentIndex());
}

void ExperimentListPanel::takeFocus() {
    m_list->setFocus();
}

void ExperimentListPanel::offerUndo(const QString& deletedName) {
    m_undoText->setText(tr("%1 deleted").arg(deletedName));
    m_undoBar->setVisible(!deletedName.isEmpty());
}

} // namespace roentgen::app
