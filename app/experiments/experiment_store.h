// The experiments of a workspace: experiments/NAME.toml. GUI thread, but for write().
#pragma once

#include "engine/protocol/experiment.h"

#include <QString>
#include <QStringList>

namespace roentgen::app {

class ExperimentStore {
public:
    explicit ExperimentStore(QString workspace);

    QStringList names() const; // sorted as a reader expects
    QString file(const QString& name) const;
    Result<Experiment> read(const QString& name) const;

    // Why this cannot be a name, in words; "" where it can.
    static QString whatIsWrong(const QString& name);
    // A name that is free: as wanted, made fit for a file, with -2, -3 … where it is taken.
    QString freeName(const QString& wanted) const;

    // Writes a new file under a free name, which is returned.
    Result<QString> create(Experiment experiment, const QString& wantedName) const;
    // Atomically; only what differs from the defaults. Any thread.
    static Status write(const QString& file, const Experiment& experiment);
    // The file and experiment.name. Usage error where the name is taken or no name.
    Status rename(const QString& name, const QString& newName) const;
    // Moves the file to WORKSPACE/trash/experiments and back.
    Status remove(const QString& name) const;
    Status restore(const QString& name) const;

    // What an experiment of this workspace can name: data sets by their name, weights as "weights/NAME.safetensors".
    QStringList datasetNames() const;
    QStringList weightsFiles() const;
    QStringList targetNames() const;

private:
    QString trashFile(const QString& name) const;
    QString m_workspace;
};

} // namespace roentgen::app
