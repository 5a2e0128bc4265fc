#include "engine/models/model_description.h"

#include "engine/models/torch_headers.h"
#include "engine/protocol/architecture.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/prediction_messages.h"

#include <nlohmann/json.hpp>

namespace roentgen::models {

namespace {

using nlohmann::json;
constexpr const char* metadataKey = "roentgen";

bool isPlausible(const ModelDescription& d) {
    const auto isSize = [](int pixels) { return pixels >= 8 && pixels <= 16384; };
    return (d.channels == 1 || d.channels == 3) && isSize(d.imageSize) && isSize(d.storedSize) &&
           d.storedSize >= d.imageSize && d.mean.size() == size_t(d.channels) &&
           d.deviation.size() == size_t(d.channels) && !d.classes.empty() && d.classes.size() <= 100000 &&
           (d.resize == "stretch" || d.resize == "pad") && (d.head == "pooled" || d.head == "classic");
}

} // namespace

std::map<std::string, std::string> writeDescription(const ModelDescription& d) {
    json text = {{"format", 1},
                 {"architecture", d.architecture},
                 {"normalization", d.normalization},
                 {"group_count", d.groupCount},
                 {"head", d.head},
                 {"classes", d.classes},
                 {"probabilities", d.exclusiveClasses ? "softmax" : "sigmoid"},
                 {"channels", d.channels},
                 {"image_size", d.imageSize},
                 {"stored_size", d.storedSize},
                 {"resize", d.resize},
                 {"mean", d.mean},
                 {"deviation", d.deviation},
                 {"dataset_sha256", d.datasetSha256},
                 {"validation", d.metrics}};
    if (d.trainedOn) {
        text["trained_on"] = json::parse(writeMessage(*d.trainedOn));
        text["trained_on"].emplace("layout", json::array()); // where there is none: too few films to tell
    }
    return {{metadataKey, text.dump()}};
}

Result<ModelDescription> readDescription(const std::map<std::string, std::string>& metadata, const std::string& where) {
    const auto entry = metadata.find(metadataKey);
    if (entry == metadata.end())
        return dataError("the weights do not say how to prepare an image (no 'roentgen' metadata)", where,
                         "use weights that Roentgen wrote; foreign ones serve as a start of training (model.weights)");
    try {
        const json text = json::parse(entry->second);
        ModelDescription d;
        d.architecture = text.at("architecture").get<std::string>();
        d.normalization = text.at("normalization").get<std::string>();
        d.groupCount = text.value("group_count", d.groupCount); // absent in files of version 0.1
        d.head = text.value("head", d.head);
        d.classes = text.at("classes").get<std::vector<std::string>>();
        d.channels = text.at("channels").get<int>();
        d.imageSize = text.at("image_size").get<int>();
        d.storedSize = text.at("stored_size").get<int>();
        d.resize = text.at("resize").get<std::string>();
        d.mean = text.at("mean").get<std::vector<float>>();
        d.deviation = text.at("deviation").get<std::vector<float>>();
        d.datasetSha256 = text.value("dataset_sha256", "");
        d.metrics = text.value("validation", d.metrics);
        if (text.contains("trained_on")) { // absent in files of version 0.1
            auto trained = readMessage<TrainedOn>(text.at("trained_on").dump(), where);
            if (!trained)
                return trained.error();
            d.trainedOn = trained.take();
        }
        const std::string rule = text.value("probabilities", "sigmoid"); // version 0.1 knew only that
        d.exclusiveClasses = rule == "softmax";
        if (!isPlausible(d) || (rule != "softmax" && rule != "sigmoid"))
            return dataError("the weights' metadata hold values that cannot be", where, "the file is damaged");
        return d;
    } catch (const json::exception& broken) {
        return dataError(std::string("the weights' metadata cannot be read: ") + broken.what(), where,
                         "the file is damaged, or of a newer version");
    }
}

ModelDescription describeModel(const Experiment& experiment, const std::vector<std::string>& classes) {
    ModelDescription d;
    d.architecture = experiment.model.architecture;
    d.normalization = resolvedNormalization(d.architecture, experiment.model.normalization);
    d.groupCount = experiment.model.groupCount;
    d.head = experiment.model.head;
    d.classes = classes;
    d.exclusiveClasses = experiment.training.loss == "cross_entropy";
    if (experiment.model.channels == "three") {
        d.channels = 3;
        d.mean.assign(3, d.mean[0]);
        d.deviation.assign(3, d.deviation[0]);
    }
    d.imageSize = int(experiment.data.imageSize);
    d.storedSize = int(storedSizeOf(experiment));
    d.resize = experiment.data.resize;
    return d;
}

torch::Tensor probabilities(const ModelDescription& description, const torch::Tensor& logits) {
    return description.exclusiveClasses ? torch::softmax(logits, 1) : torch::sigmoid(logits);
}

} // namespace roentgen::models
