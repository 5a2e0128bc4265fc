// The folders that PathDialog offers to begin with.
#pragma once

#include "app/path_question.h"

#include <QListWidget>

namespace roentgen::app {

class PathPlaces : public QListWidget {
    Q_OBJECT
public:
    explicit PathPlaces(const PathQuestion& question, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& folder);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void add(const QString& text, const QString& folder);
    void choose(const QListWidgetItem* item);
};

} // namespace roentgen::app
