#include "widgets/action_button.h"

#include "widgets/theme.h"

#include <QToolButton>

namespace roentgen::widgets {

QToolButton* actionButton(const ActionLook& look, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setProperty("button", true);
    button->setText(look.text);
    button->setIcon(icon(look.icon));
    button->setIconSize({16, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setShortcut(look.keys);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(look.tip.isEmpty() ? look.text : look.tip,
                                                     look.keys.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace roentgen::widgets
