#include "engine/models/initial_weights.h"

#include "engine/models/model_description.h"
#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"

#include <nlohmann/json.hpp>
#include <numeric>

namespace roentgen::models {

namespace {

// The first convolution of DenseNet, ResNet and VGG.
constexpr const char* firstConvolutions[] = {"features.conv0.weight", "conv1.weight", "features.0.weight"};

bool endsWith(const std::string& text, const std::string& end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void replaceFirst(std::string& text, const std::string& from, const std::string& to) {
    if (const size_t at = text.find(from); at != std::string::npos)
        text.replace(at, from.size(), to);
}

// The shortest name that is `name` behind nothing or a prefix that ends with a dot; nullptr: none.
const StoredTensor* findBehindPrefix(const SafetensorsFile& file, const std::string& name) {
    const StoredTensor* found = nullptr;
    for (const StoredTensor& stored : file.tensors)
        if ((stored.name == name || endsWith(stored.name, "." + name)) &&
            (!found || stored.name.size() < found->name.size()))
            found = &stored;
    return found;
}

struct Targets {
    std::map<std::string, torch::Tensor> tensors;
    std::string firstConvolution;
    bool has(const std::string& name) const { return tensors.count(name) > 0; }
};

Targets targetsOf(const Classifier& model) {
    Targets targets;
    for (const auto& [name, tensor] : namedTensors(model))
        targets.tensors[name] = tensor;
    for (const char* first : firstConvolutions)
        if (targets.has(first))
            targets.firstConvolution = first;
    return targets;
}

// Our (torchvision's) name of a stored tensor.
std::string translated(std::string name, const std::string& prefix, const Targets& targets) {
    if (name.rfind(prefix, 0) == 0)
        name.erase(0, prefix.size());
    if (name.find("denselayer") != std::string::npos) // torchvision's files of before 2019
        for (const char* number : {"1", "2"}) {
            replaceFirst(name, std::string(".norm.") + number + ".", std::string(".norm") + number + ".");
            replaceFirst(name, std::string(".conv.") + number + ".", std::string(".conv") + number + ".");
        }
    if (targets.has("classifier.6.weight")) { // timm's names of VGG's classic head, made of convolutions
        replaceFirst(name, "pre_logits.fc1.", "classifier.0.");
        replaceFirst(name, "pre_logits.fc2.", "classifier.3.");
        replaceFirst(name, "head.fc.", "classifier.6.");
    } else if (targets.has("classifier.weight")) { // timm's pooled VGG; a DenseNet whose head was put into a Sequential
        replaceFirst(name, "head.fc.", "classifier.");
        replaceFirst(name, "classifier.0.", "classifier.");
    }
    return name;
}

// The stored values in the target's shape, and how that was done (""); undefined where it cannot be.
torch::Tensor fitted(const torch::Tensor& values, const torch::Tensor& target, bool isFirst, std::string* how) {
    if (values.sizes() == target.sizes())
        return values;
    const bool sameRows = values.dim() > 1 && target.dim() > 1 && values.size(0) == target.size(0);
    if (sameRows && values.dim() == 4 && target.dim() == 2 && values.numel() == target.numel()) {
        *how = "a convolution over the whole map, as a linear layer";
        return values.reshape(target.sizes());
    }
    const bool sameKernel = isFirst && sameRows && values.dim() == 4 && target.dim() == 4 &&
                            values.size(2) == target.size(2) && values.size(3) == target.size(3);
    if (sameKernel && values.size(1) == 3 && target.size(1) == 1) {
        *how = "three input channels summed into one";
        return values.to(torch::kFloat).sum(1, true);
    }
    if (sameKernel && values.size(1) == 1 && target.size(1) == 3) {
        *how = "one input channel shared out to three";
        return (values.to(torch::kFloat) / 3).expand(target.sizes());
    }
    return {};
}

Status checkStart(const InitialisationReport& report, const std::string& path) {
    size_t trunkMissing = 0; // the head alone may differ, and old files do not count batches
    std::string example;
    for (const std::string& name : report.missing)
        if (!isHeadTensor(name) && !endsWith(name, "num_batches_tracked")) {
            ++trunkMissing;
            example = example.empty() ? name : example;
        }
    const bool trunkLoaded = std::any_of(report.loaded.begin(), report.loaded.end(),
                                         [](const std::string& name) { return !isHeadTensor(name); });
    if (trunkMissing == 0 && trunkLoaded)
        return Done{};
    return dataError(std::to_string(trunkMissing) + " tensors of the model's trunk are not in these weights (" +
                         example + ", …); the file has " + std::to_string(report.skipped.size()) + " others",
                     path, "use weights of the experiment's model.architecture, with torchvision's or timm's names");
}

float average(const std::vector<float>& values) {
    return std::accumulate(values.begin(), values.end(), 0.f) / float(values.size());
}

} // namespace

std::string InitialisationReport::toLine() const {
    std::string line = std::to_string(loaded.size()) + " tensors loaded, " + std::to_string(skipped.size()) +
                       " of the file not used, " + std::to_string(missing.size()) + " left as initialised";
    for (size_t k = 0; k < missing.size() && k < 4; ++k)
        line += (k ? ", " : ": ") + missing[k];
    line += missing.size() > 4 ? ", …" : "";
    for (const std::string& one : adapted)
        line += "; " + one;
    return line;
}

std::string InitialisationReport::toJson(const std::string& file) const {
    const nlohmann::json text = {
        {"file", file}, {"loaded", loaded}, {"skipped", skipped}, {"missing", missing}, {"adapted", adapted}};
    return text.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<InitialisationReport> initialiseFrom(const std::string& path, Classifier& model) {
    auto file = readSafetensors(path);
    if (!file)
        return file.error();
    torch::NoGradGuard noGrad;
    InitialisationReport report;
    Targets targets = targetsOf(model);
    const StoredTensor* first = findBehindPrefix(*file, targets.firstConvolution);
    const std::string prefix =
        first ? first->name.substr(0, first->name.size() - targets.firstConvolution.size()) : std::string();
    for (const StoredTensor& stored : file->tensors) {
        const auto target = targets.tensors.find(translated(stored.name, prefix, targets));
        std::string how;
        torch::Tensor values;
        if (target != targets.tensors.end())
            values =
                fitted(decodeTensor(*file, stored), target->second, target->first == targets.firstConvolution, &how);
        if (!values.defined()) {
            report.skipped.push_back(stored.name);
            continue;
        }
        target->second.copy_(values);
        report.loaded.push_back(target->first);
        if (!how.empty())
            report.adapted.push_back(target->first + ": " + how);
    }
    for (const std::string& name : report.loaded)
        targets.tensors.erase(name);
    for (const auto& [name, tensor] : targets.tensors)
        report.missing.push_back(name);
    if (auto good = checkStart(report, path); !good)
        return good.error();
    return report;
}

Status adoptInput(const std::string& path, const std::string& wantedChannels, ModelDescription* description) {
    auto file = readSafetensors(path);
    if (!file)
        return file.error();
    ModelDescription& d = *description;
    int64_t channels = 1;
    for (const char* name : firstConvolutions)
        if (const StoredTensor* first = findBehindPrefix(*file, name); first && first->shape.size() == 4) {
            channels = first->shape[1];
            break;
        }
    if (channels == 3) {
        d.mean = {0.485f, 0.456f, 0.406f};
        d.deviation = {0.229f, 0.224f, 0.225f};
    } else {
        d.mean = {average(d.mean)};
        d.deviation = {average(d.deviation)};
    }
    if (auto own = readDescription(file->metadata, path)) {
        d.mean = own->mean;
        d.deviation = own->deviation;
    }
    d.channels = wantedChannels == "one" ? 1 : wantedChannels == "three" ? 3 : channels == 3 ? 3 : 1;
    if (d.mean.size() != size_t(d.channels)) {
        d.mean.assign(size_t(d.channels), average(d.mean));
        d.deviation.assign(size_t(d.channels), average(d.deviation));
    }
    return Done{};
}

} // namespace roentgen::models
