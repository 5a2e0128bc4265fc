// What is minimised: the losses of a classifier, with unknown labels left out.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/result.h"
#include "engine/tasks/loss_sum.h"

namespace roentgen::tasks {

// Of the training part: what the weights of rare and frequent classes follow from.
struct LabelCounts {
    std::vector<double> positives, negatives; // [classes] targets that are known
};

// For one thread at a time.
class Loss {
public:
    // bce: -y·log p - (1-y)·log(1-p) with p = sigmoid(logit); known: the known labels.
    Loss() = default;
    // Usage error: training.class_weights names a class that is not there, or the loss does not exist.
    // weighted_bce: -w₊·y·log p - w₋·(1-y)·log(1-p), w₊ = |N|/(|P|+|N|), w₋ = |P|/(|P|+|N|) of each class in the
    //   training part (Rajpurkar et al. 2017, section 2.1).
    // focal: -α·y·(1-p)^γ·log p - (1-α)·(1-y)·p^γ·log(1-p) (Lin et al. 2017, eq. 5).
    // cross_entropy: -w_c·log softmax(logits)_c of the film's one class c, over the classes that are not unknown; a
    // film
    //   without a known class is left out. known: the sum of the w_c (as torch.nn.CrossEntropyLoss divides).
    // label_smoothing ε: y becomes y·(1-ε) + ε/2, with cross_entropy y·(1-ε) + ε/(its known classes) (Szegedy et al.
    //   2016, section 7).
    // class_weights: each class's terms times its weight; "balanced": films / (classes · positives), where films are
    //   those whose label of this class is known (cross_entropy: that have a class).
    static Result<Loss> make(const Experiment& experiment, const std::vector<std::string>& classes,
                             const LabelCounts& counts);

    // Both [N,classes], of one floating-point type; labels 0…1, NaN: unknown, of which neither sum, known nor gradient
    // has anything. Finite, with finite gradients, for any finite logit, also where nothing is known.
    LossSum operator()(const torch::Tensor& logits, const torch::Tensor& labels) const;
    // cross_entropy: one class excludes the others, probabilities are softmax(logits).
    bool isExclusive() const { return m_kind == Kind::CrossEntropy; }

private:
    enum class Kind { Binary, Weighted, Focal, CrossEntropy };
    torch::Tensor binaryTerms(const torch::Tensor& logits, const torch::Tensor& labels) const;
    LossSum crossEntropy(const torch::Tensor& logits, const torch::Tensor& labels) const;

    Kind m_kind = Kind::Binary;
    double m_smoothing = 0, m_gamma = 2, m_alpha = 0.25;
    torch::Tensor m_classWeights;                       // [classes] double; undefined: all 1
    torch::Tensor m_positiveWeights, m_negativeWeights; // [classes] double, weighted_bce
};

} // namespace roentgen::tasks
