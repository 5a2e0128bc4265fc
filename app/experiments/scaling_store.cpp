#include "app/experiments/scaling_store.h"

#include "app/experiments/experiment_words.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QFileInfo>

#include <nlohmann/json.hpp>

namespace roentgen::app {

namespace {

// The one of several whose batch is the experiment's: the largest that was made alone.
void takeBenchmark(const nlohmann::json& benchmarks, ScalingRecord& record) {
    for (const nlohmann::json& one : benchmarks) {
        if (one.value("copies", 1) > 1 || one.at("local_batch").get<int64_t>() < record.localBatch)
            continue;
        record.localBatch = one.at("local_batch");
        record.imagesPerSecond = one.at("images_per_second");
        record.ranks = one.at("ranks");
        record.threadsPerRank = one.at("threads_per_rank");
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
    ScalingRecord record;
    record.file = file(name);
    try {
        const nlohmann::json kept = nlohmann::json::parse(*text).at("measurement");
        record.host = QString::fromStdString(kept.at("host"));
        record.time = QDateTime::fromSecsSinceEpoch(qint64(kept.at("time").get<double>()));
        record.cores = kept.at("cores");
        record.load = kept.at("load");
        for (const auto& [key, value] : kept.at("settings").items())
            record.settings.emplace_back(key, value.get<std::string>());
        takeBenchmark(kept.at("benchmarks"), record);
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
    return record.localBatch > 0 ? std::optional(record) : std::nullopt;
}

Status ScalingStore::write(const QString& name, const QByteArray& json) const {
    QDir(m_workspace).mkpath(QStringLiteral("cache/plans"));
    return writeFileAtomically(file(name).toStdString(), std::string_view(json.constData(), size_t(json.size())));
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
