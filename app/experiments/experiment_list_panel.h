// Left of the form: the experiments of the workspace with the presets below, and the bar that brings back what was
// deleted. GUI thread.
#pragma once

#include <QFrame>
#include <QModelIndex>

class QLabel;
class QListView;

namespace roentgen::app {

class ExperimentListModel;

class ExperimentListPanel : public QFrame {
    Q_OBJECT
public:
    ExperimentListPanel(ExperimentListModel* model, QWidget* parent);

    QModelIndex current() const;
    void setCurrent(const QModelIndex& index);
    void editCurrent(); // its name, in place
    void takeFocus();
    void offerUndo(const QString& deletedName); // "": nothing to bring back

Q_SIGNALS:
    void chosen(const QModelIndex& index);
    void undoRequested();

private:
    void setupUndo();

    QListView* m_list;
    QWidget* m_undoBar;
    QLabel* m_undoText;
};

} // namespace roentgen::app
