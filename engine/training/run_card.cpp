#include "engine/models/torch_headers.h"
#include "engine/protocol/text_file.h"
#include "engine/training/model_card.h"
#include "engine/training/training_run.h"

#include <filesystem>

namespace roentgen::training {

Status TrainingRun::writeCard(const std::vector<PredictedPart>& parts) const {
    if (!isFirst())
        return Done{};
    // A run's best.safetensors says nothing without the run's folder.
    const std::filesystem::path weights = m_initialWeights;
    const std::string started =
        m_initialWeights.empty() ? "scratch" : (weights.parent_path().filename() / weights.filename()).string();
    const ModelCard card{m_experiment,
                         m_description,
                         m_data,
                         parts,
                         started,
                         models::precisionName(m_step->options().precision),
                         m_ranks.size(),
                         m_progress.bestEpoch,
                         m_progress.epoch - 1};
    return writeFileAtomically(m_request.run.modelCardFile(), writeModelCard(card));
}

} // namespace roentgen::training
