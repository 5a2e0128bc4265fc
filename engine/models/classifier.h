// A classifier: its description (enough to rebuild it and to prepare its input) and its weights file.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/result.h"
#include "engine/protocol/trained_on.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <torch/nn/module.h>
#include <vector>

namespace roentgen::models {

// Metadata of every weights file; prediction obeys it. Holds no time, path or run name.
struct ModelDescription {
    std::string architecture = "densenet121"; // torchvision's names
    std::string normalization = "batch";      // resolved: never "auto"
    int64_t groupCount = 32;                  // of group
    std::string head = "pooled";
    std::vector<std::string> classes;
    bool exclusiveClasses = false; // probabilities are a softmax over the classes; else a sigmoid of each
    int channels = 1;              // 3: the grey image three times
    int imageSize = 224, storedSize = 256;
    std::string resize = "stretch";
    std::string datasetSha256;                             // of the data that it was trained on; empty: not known
    std::map<std::string, double> metrics;                 // of the validation part: its metrics, and "loss"
    std::vector<float> mean = {0.5f}, deviation = {0.25f}; // per channel, of pixels in 0..1
    std::optional<TrainedOn> trainedOn;                    // what its training films were like; none: not known
};

// Convolutional trunk and a head: global average pooling and a linear layer, or VGG's classic three layers.
class Classifier : public torch::nn::Module {
public:
    virtual torch::Tensor features(const torch::Tensor& x) = 0;      // [N,C,H,W] → [N,F,h,w], after the last ReLU
    virtual torch::Tensor logits(const torch::Tensor& features) = 0; // [N,F,h,w] → [N,classes]
    // Class activation maps of all classes in one product (Zhou et al. 2016, eq. 2; of a classic head Grad-CAM before
    // its ReLU, times the number of cells, which is the same thing where both are defined): [N,F,h,w] →
    // [N,classes,h,w] float32. In eval mode.
    virtual torch::Tensor classMaps(const torch::Tensor& features) = 0;
    // Parameters whose gradients a backward pass gives together have the same one.
    virtual std::string gradientGroup(const std::string& parameter) const { return parameter; }
    // The weights will not change any more: what inference derives from them may be kept.
    virtual void weightsAreFinal() {}
    torch::Tensor forward(const torch::Tensor& x) { return logits(features(x)); }
};

// True for a tensor of the head ("classifier.…", ResNet's "fc.…"); the others are the trunk's.
bool isHeadTensor(const std::string& name);

// Weights initialised from torch's global generator as torchvision does. Usage error: unknown architecture, or keys
// that do not fit it (protocol's checkArchitectureUse).
Result<std::shared_ptr<Classifier>> makeClassifier(const ModelDescription& description);

// safetensors, torchvision's tensor names, float32. Equal models give equal bytes. Atomic.
Status saveWeights(const std::string& path, const Classifier& model, const ModelDescription& description);

struct LoadedClassifier {
    ModelDescription description;
    std::shared_ptr<Classifier> model; // in eval mode
};
// Data errors: truncated, oversized header, overlap, gap, wrong shape, another architecture than the metadata says.
Result<LoadedClassifier> loadClassifier(const std::string& path);

} // namespace roentgen::models
