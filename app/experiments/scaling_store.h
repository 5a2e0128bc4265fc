// What was measured for the scaling plan of an experiment: WORKSPACE/cache/plans/NAME.json, as `roentgen-run plan
// --json` printed it. GUI thread: the files are small.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/plan_messages.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace roentgen::app {

struct ScalingRecord {
    QString file, host;
    QDateTime time;
    int cores = 0, ranks = 1, threadsPerRank = 1;
    int64_t localBatch = 0;
    double imagesPerSecond = 0;                                // of the host, at the experiment's local batch
    double load = 0;                                           // the machine's load average just before
    std::vector<std::pair<std::string, std::string>> settings; // key → value it was measured with

    bool machineWasBusy() const { return cores > 0 && load > 0.5 * cores; }
    std::string setting(const std::string& key) const; // "" where it was not kept
};

class ScalingStore {
public:
    explicit ScalingStore(QString workspace);

    QString file(const QString& name) const;
    std::optional<ScalingRecord> read(const QString& name) const; // nothing: not measured, or damaged
    Status write(const QString& name, const PlanAnswer& plan) const;
    void rename(const QString& name, const QString& newName) const;

    // Labels of the keys that are not as they were when this was measured.
    static QStringList changedSince(const ScalingRecord& record, const Experiment& experiment);

private:
    QString m_workspace;
};

} // namespace roentgen::app
