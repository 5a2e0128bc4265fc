// The button of a page's header: icon, text, and a shortcut that its tooltip names. GUI thread.
#pragma once

#include <QKeySequence>
#include <QString>

class QToolButton;
class QWidget;

namespace roentgen::widgets {

struct ActionLook {
    QString text;
    QString icon; // a name that theme.h's icon() knows
    QKeySequence keys;
    QString tip; // "": the text itself
};

QToolButton* actionButton(const ActionLook& look, QWidget* parent);

} // namespace roentgen::widgets
