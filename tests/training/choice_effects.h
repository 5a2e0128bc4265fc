// What each choice of an experiment's keys comes to on a few made-up films: equal texts, equal effects.
#pragma once

#include "engine/protocol/experiment.h"
#include "tests/datasets/sample_folder.h"

#include <functional>
#include <map>

namespace roentgen::tests {

using Effect = Result<std::string>; // or the refusal

// How a key's choices are told apart.
struct Proof {
    std::function<Effect(const Experiment&)> effect;
    std::vector<std::string> beside = {}; // section.key=value of the keys without which the choice would say nothing
    bool autoIsOneOfThem = false;         // on one machine "auto" may come to one of the others
};

class ChoiceEffects {
public:
    // 16 films of 40 × 56 px of 8 patients, labels with uncertain ones, official lists in one of two sets, records,
    // damaged ones, weights of three channels. False where something could not be made.
    bool prepare();
    // A small one on them, from which every choice starts.
    Experiment experiment() const;
    std::map<std::string, Proof> proofs(); // by the key's path; they refer to this

private:
    void makeFilms();
    bool makeRecords();
    bool makeWeights();

    Effect splits(const Experiment& asked) const;
    Effect targets(const Experiment& asked) const;
    Effect firstBatch(const Experiment& asked) const;
    Effect wholeEpoch(const Experiment& asked) const;
    Effect loading(const Experiment& asked) const;
    Effect modelOf(const Experiment& asked, const std::string& architecture) const;
    Effect channels(const Experiment& asked) const;
    Effect updates(const Experiment& asked) const;
    Effect rates(const Experiment& asked) const;
    Effect lossOf(const Experiment& asked) const;
    Effect divergence(const Experiment& asked);
    Effect command(const Experiment& asked) const;
    Effect place(const Experiment& asked) const;

    SampleFolder m_folder;
    int m_runs = 0;
};

} // namespace roentgen::tests
