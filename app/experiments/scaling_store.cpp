#include "app/experiments/scaling_store.h"

#include "app/experiments/experiment_words.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QFileInfo>

namespace roentgen::app {

namespace {

// The one of several whose batch is the experiment's: the largest that was made alone.
void takeBenchmark(const std::vector<BenchmarkReport>& benchmarks, ScalingRecord& record) {
    for (const BenchmarkReport& one : benchmarks) {
        if (one.copies > 1 || one.localBatch < record.localBatch)
            continue;
        record.localBatch = one.localBatch;
        record.imagesPerSecond = one.imagesPerSecond;
        record.ranks = int(one.ranks);
        record.threadsPerRank = int(one.threadsPerRank);
    }
}

} // namespace

std::string ScalingRecord::setting(const std::string& key) const {
    for (const auto& [name, value] : settings)
        if (name == key)
            return value;
    return {};
}

ScalingStore::ScalingStore(QString workspace)
    : m_workspace(std::move(workspace)) {}

QString ScalingStore::file(const QString& name) const {
    return QStringLiteral("%1/cache/plans/%2.json").arg(m_workspace, name);
}

std::optional<ScalingRecord> ScalingStore::read(const QString& name) const {
    const Result<std::string> text = readTextFile(file(name).toStdString());
    if (name.isEmpty() || !text)
        return std::nullopt;
    const auto kept = readMessage<KeptMeasurement>(*text, file(name).toStdString());
    if (!kept)
        return std::nullopt;
    const PlanMeasurement& measurement = kept->measurement;
    ScalingRecord record;
    record.file = file(name);
    record.host = QString::fromStdString(measurement.host);
    record.time = QDateTime::fromSecsSinceEpoch(qint64(measurement.time));
    record.cores = int(measurement.cores);
    record.load = measurement.load;
    record.settings = measurement.settings;
    takeBenchmark(measurement.benchmarks, record);
    return record.localBatch > 0 ? std::optional(record) : std::nullopt;
}

Status ScalingStore::write(const QString& name, const PlanAnswer& plan) const {
    QDir(m_workspace).mkpath(QStringLiteral("cache/plans"));
    return writeFileAtomically(file(name).toStdString(), writeMessage(plan) + "\n");
}

void ScalingStore::rename(const QString& name, const QString& newName) const {
    QFile::remove(file(newName)); // of an experiment that is gone
    QFile::rename(file(name), file(newName));
}

QStringList ScalingStore::changedSince(const ScalingRecord& record, const Experiment& experiment) {
    QStringList changed;
    for (const auto& [path, value] : record.settings) {
        const ExperimentKey* key = findExperimentKey(path);
        if (!key || formatKeyValue(key->get(experiment)) == value)
            continue;
        const QString label = ExperimentWords::label(*key);
        changed += label.isEmpty() ? QString::fromStdString(path) : label;
    }
    return changed;
}

} // namespace roentgen::app
