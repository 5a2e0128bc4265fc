#include "tests/training/loop_runs.h"

#include "engine/models/safetensors.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

namespace roentgen::tests {

QString LoopRuns::prepare(int films) {
    std::string folder;
    if (m_ranks.rank() == 0) {
        folder = m_own.path().toStdString();
        if (makePhantoms(m_own.filePath(QStringLiteral("phantoms")), films).isEmpty())
            folder.clear();
    }
    m_ranks.broadcast(folder);
    m_folder = QString::fromStdString(folder);
    m_dataset = m_folder + QStringLiteral("/phantoms");
    return m_folder;
}

Experiment LoopRuns::experiment() const {
    Experiment e;
    e.data.dataset = m_dataset.toStdString();
    e.data.classes = {"Effusion", "Cardiomegaly"};
    // At 32 px the last block has one pixel a film: two films are too few for its batch statistics, and whether
    // training survives that depends on the processor's rounding.
    e.data.imageSize = m_ranks.size() > 2 ? 64 : 32;
    e.data.split = "fraction";
    e.data.validationFraction = 0.2;
    e.pipeline.decodeThreads = 1;
    e.pipeline.cacheMb = 16;
    e.training.epochs = 1;
    e.training.localBatch = m_ranks.size() == 1 ? 6 : 12 / m_ranks.size() / 2;
    e.training.optimizer = "sgd";
    e.training.schedule = "constant";
    e.training.learningRate = 0.01;
    e.training.precision = "fp32";
    e.distributed.ranks = m_ranks.size();
    e.distributed.threadsPerRank = 1;
    return e;
}

Status LoopRuns::train(const QString& name, const Experiment& experiment, bool resume,
                       std::function<void(pipeline::Batch&)> onBatch) {
    training::TrainRequest request{experiment, m_folder.toStdString() + "/experiment.toml", folder(name), resume,
                                   std::move(onBatch)};
    const Status ended = training::train(request, m_ranks);
    m_ranks.barrier(); // rank 0 has written all
    return ended;
}

RunHistory LoopRuns::history(const QString& name) const {
    RunHistory history;
    for (const RunEvent& event : EventReader(folder(name).eventsFile()).readNew())
        history.apply(event);
    return history;
}

QByteArray LoopRuns::bytes(const QString& name, const char* file) const {
    const std::string path = folder(name).path + "/" + file;
    auto text = readTextFile(path);
    return text ? QByteArray::fromStdString(*text) : QByteArray("absent: ") + path.c_str();
}

QString LoopRuns::firstDifference(const QString& one, const QString& other) const {
    for (const char* file : {"last.safetensors", "best.safetensors", "predictions.csv"})
        if (bytes(one, file) != bytes(other, file))
            return QLatin1String(file);
    return {};
}

std::string checkpointProgress(const RunFolder& run) {
    auto file = models::readSafetensors(run.checkpointFolder() + "/state.safetensors");
    return file ? file->metadata["progress"] : file.error().toLine();
}

} // namespace roentgen::tests
