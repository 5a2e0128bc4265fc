// The entries of a folder in PathDialog.
#pragma once

#include "app/path_question.h"

#include <QTreeView>

namespace roentgen::app {

class PathModel;

class PathEntries : public QTreeView {
    Q_OBJECT
public:
    explicit PathEntries(const PathQuestion& question, QWidget* parent = nullptr);

    void list(const QString& folder); // nothing is chosen in it
    void choose(const QString& path); // in what is listed
    void setHiddenListed(bool listed);

Q_SIGNALS:
    void chosen(const QString& path, bool isFolder);
    void taken(const QString& path, bool isFolder); // by Enter or a double click
    void aboveRequested();                          // the folder above, by Backspace

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void enter(const QModelIndex& index);

    PathModel* m_model;
};

} // namespace roentgen::app
