// What pages of settings and facts are made of: a column that scrolls, and the texts in it. GUI thread.
#pragma once

class QLabel;
class QString;
class QWidget;

namespace roentgen::widgets {

// Fills `parent`, which has no layout yet, with an area that scrolls up and down; returns the widget inside it, which
// wants a layout.
QWidget* addScrollColumn(QWidget* parent);

// Plain text that wraps and can be selected; role as in the style sheet: "secondary" "section" "strong" "warning" …
QLabel* textLabel(const QString& text, const char* role, QWidget* parent);

} // namespace roentgen::widgets
