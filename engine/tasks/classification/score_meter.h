// A classifier's answers on one part of the data set.
#pragma once

#include "engine/tasks/classification/loss.h"
#include "engine/tasks/task.h"

namespace roentgen::tasks {

class ScoreMeter final : public Meter {
public:
    // part must outlive it.
    ScoreMeter(const std::vector<datasets::Sample>& part, std::vector<std::string> classes, Loss loss)
        : m_part(part)
        , m_classes(std::move(classes))
        , m_loss(std::move(loss)) {}

    void add(const torch::Tensor& outputs, const std::vector<int64_t>& samples) override;
    void merge(distributed::Communicator& ranks) override;
    std::vector<int64_t> notNumbers() const override;
    Measures measures() const override;
    void mix(const Meter& member, size_t members) override;

    const std::vector<datasets::Sample>& part() const { return m_part; }
    const std::vector<float>& logits() const { return m_logits; } // [films, classes], once merged
    std::vector<float> probabilities() const;                     // likewise

private:
    const std::vector<datasets::Sample>& m_part;
    std::vector<std::string> m_classes;
    Loss m_loss;
    std::vector<int64_t> m_samples; // until it is merged: of which films m_logits is
    std::vector<float> m_logits;
    std::vector<float> m_mean; // of several models' probabilities; empty: of one
};

} // namespace roentgen::tasks
