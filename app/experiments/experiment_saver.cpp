#include "app/experiments/experiment_saver.h"

#include "app/background_work.h"
#include "app/experiments/experiment_store.h"

namespace roentgen::app {

namespace {

constexpr int SaveMilliseconds = 300;

} // namespace

ExperimentSaver::ExperimentSaver(QObject* parent)
    : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(SaveMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &ExperimentSaver::write);
}

ExperimentSaver::~ExperimentSaver() {
    flush();
}

void ExperimentSaver::keep(const QString& name, const QString& file, const Experiment& experiment) {
    if (m_dirty && name != m_name)
        write();
    m_name = name;
    m_file = file;
    m_experiment = experiment;
    m_dirty = true;
    m_timer.start();
}

void ExperimentSaver::write() {
    m_timer.stop();
    if (!m_dirty)
        return;
    m_dirty = false;
    ++m_writing;
    workInBackground(
        this, &m_pool,
        [file = m_file, experiment = m_experiment] {
            const Status written = ExperimentStore::write(file, experiment);
            return written ? QString() : QString::fromStdString(written.error().toLine());
        },
        [this, name = m_name](const QString& error) {
            --m_writing;
            Q_EMIT saved(name, error);
        });
}

void ExperimentSaver::flush() {
    write();
    m_pool.waitForDone();
}

} // namespace roentgen::app
