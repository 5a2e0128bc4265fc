// Said in place of the work where there is no model to review: how to come by one.
#pragma once

#include <QWidget>

namespace roentgen::app {

class NoModelNote : public QWidget {
    Q_OBJECT
public:
    explicit NoModelNote(QWidget* parent = nullptr);

Q_SIGNALS:
    void experimentRequested();
    void weightsFileRequested();
};

} // namespace roentgen::app
