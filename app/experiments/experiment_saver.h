// Writes what is typed, a moment after the last key and off the GUI thread: a flush to the disk can take long.
// GUI thread.
#pragma once

#include "engine/protocol/experiment.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace roentgen::app {

class ExperimentSaver : public QObject {
    Q_OBJECT
public:
    explicit ExperimentSaver(QObject* parent = nullptr);
    ~ExperimentSaver() override; // nothing is lost

    // Keeps what is to be written; another name's is written first.
    void keep(const QString& name, const QString& file, const Experiment& experiment);
    void flush(); // what was kept is on the disk when this returns
    bool isIdle() const { return !m_dirty && m_writing == 0; }

Q_SIGNALS:
    void saved(const QString& name, const QString& error); // "": written

private:
    void write();

    QThreadPool m_pool; // one thread: writes in order
    QTimer m_timer;
    QString m_name, m_file;
    Experiment m_experiment;
    bool m_dirty = false; // kept, not yet on its way
    int m_writing = 0;
};

} // namespace roentgen::app
