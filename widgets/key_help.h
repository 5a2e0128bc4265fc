// The list of keys, over a view.
#pragma once

#include <QPainter>
#include <QRect>
#include <QString>

#include <vector>

namespace roentgen::widgets {

struct KeyHelpEntry {
    QString keys, what;
};

// In the middle of area; smaller, in two columns, where it is low.
void drawKeyHelp(QPainter& painter, const QRect& area, const std::vector<KeyHelpEntry>& keys);

} // namespace roentgen::widgets
