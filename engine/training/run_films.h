// A run's films on their way to the model: of each part of the data set a loader, and what it keeps in memory.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/training/run_setup.h"

#include <memory>
#include <vector>

namespace roentgen::training {

class RunFilms {
public:
    // Opens the training and the validation part. Both must outlive it. Collective, as metered() and
    // noteTrainingFilms() are.
    RunFilms(const RunContext& run, Trainee& trainee);

    // The training part's batches come from this place of the epoch on.
    void startEpoch(const Progress& from);
    pipeline::BatchLoader& training() { return *m_training.loader; }
    // They make room for the test part's.
    void dropTraining() { m_training = {}; }

    // What the model's outputs on a part held out come to (meterPart in validation.h). The test part is opened when it
    // is asked for.
    enum class HeldOut { Validation, Test };
    const std::vector<datasets::Sample>& samples(HeldOut part) const;
    Result<std::unique_ptr<tasks::Meter>> metered(HeldOut part);

    // Into rank 0's description, once, before the first weights are written and while most films lie in memory.
    // Fails by a stop alone; hearing = nullptr: a stop waits.
    Status noteTrainingFilms(Interruption* hearing);

    struct Kept {
        int64_t films = 0, bytes = 0; // on rank 0's host, once for all its ranks
    };
    Kept kept() const;

private:
    struct Part {
        std::shared_ptr<pipeline::ImageCache> cache;
        std::unique_ptr<pipeline::BatchLoader> loader;
    };
    Part open(const std::vector<datasets::Sample>& samples, bool training) const;
    pipeline::LoaderOptions options(bool training) const;
    void sayWhatIsKept() const;

    const RunContext& m_run;
    Trainee& m_trainee;
    Part m_training, m_validation, m_test;
    int64_t m_passes = 0; // over parts held out
};

} // namespace roentgen::training
