// A list of names with a number at the right edge, as the left side of Studies is made of them.
#pragma once

#include <QTreeWidget>

namespace roentgen::app {

class CountedList : public QTreeWidget {
    Q_OBJECT
public:
    explicit CountedList(QWidget* parent = nullptr);
};

} // namespace roentgen::app
