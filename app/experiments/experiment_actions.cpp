#include "app/experiments/experiment_actions.h"

#include "widgets/action_button.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace roentgen::app {

using widgets::actionButton;

ExperimentActions::ExperimentActions(QWidget* parent)
    : QWidget(parent)
    , m_new(actionButton({tr("New"), QStringLiteral("experiments"), QKeySequence::New, {}}, this))
    , m_clone(actionButton({tr("Clone"), QStringLiteral("clone"), QKeySequence(QStringLiteral("Ctrl+D")), {}}, this))
    , m_rename(actionButton({tr("Rename"), QStringLiteral("rename"), QKeySequence(QStringLiteral("F2")), {}}, this))
    , m_delete(
          actionButton({tr("Delete"), QStringLiteral("remove"), QKeySequence(QStringLiteral("Ctrl+Del")), {}}, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addStretch(1);
    for (QToolButton* button : {m_new, m_clone, m_rename, m_delete})
        row->addWidget(button);
    connect(m_new, &QToolButton::clicked, this, &ExperimentActions::newRequested);
    connect(m_clone, &QToolButton::clicked, this, &ExperimentActions::cloneRequested);
    connect(m_rename, &QToolButton::clicked, this, &ExperimentActions::renameRequested);
    connect(m_delete, &QToolButton::clicked, this, &ExperimentActions::removeRequested);
}

void ExperimentActions::setStored(bool stored) {
    m_rename->setEnabled(stored);
    m_delete->setEnabled(stored);
}

void ExperimentActions::setCloneable(bool good) {
    m_clone->setEnabled(good);
}

} // namespace roentgen::app
