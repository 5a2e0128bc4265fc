// The buttons of the Experiments page's header. GUI thread.
#pragma once

#include <QWidget>

class QToolButton;

namespace roentgen::app {

class ExperimentActions : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentActions(QWidget* parent = nullptr);

    void setStored(bool stored);  // not a preset: it can be renamed and deleted
    void setCloneable(bool good); // its file can be read

Q_SIGNALS:
    void newRequested();
    void cloneRequested();
    void renameRequested();
    void removeRequested();

private:
    QToolButton *m_new, *m_clone, *m_rename, *m_delete;
};

} // namespace roentgen::app
