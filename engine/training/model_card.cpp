#include "engine/training/model_card.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

namespace roentgen::training {

namespace {

// A cell of a Markdown table.
std::string cell(std::string text) {
    for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
    return text;
}

std::string joined(const std::vector<float>& values) {
    std::ostringstream text;
    for (size_t k = 0; k < values.size(); ++k)
        text << (k ? ", " : "") << values[k];
    return text.str();
}

void writeModel(std::ostringstream& out, const models::ModelDescription& d) {
    out << "## Model\n\n- Topology: " << d.architecture << ", normalisation " << d.normalization;
    if (d.normalization == "group")
        out << " (" << d.groupCount << " groups)";
    out << ", " << d.head << " head, " << d.classes.size() << (d.classes.size() == 1 ? " class" : " classes")
        << "\n- Input: " << d.imageSize << " × " << d.imageSize << " px, the centre of " << d.storedSize << " × "
        << d.storedSize << " px (" << (d.resize == "pad" ? "padded to a square" : "stretched to a square") << "), "
        << d.channels << (d.channels == 1 ? " channel" : " channels") << "; grey values in 0 to 1, minus "
        << joined(d.mean) << ", divided by " << joined(d.deviation)
        << "\n- Output: " << (d.exclusiveClasses ? "softmax over the classes" : "a probability of each finding")
        << "; the weights' metadata say the same\n\n";
}

std::string rulesOf(const datasets::Dataset& data) {
    std::string text;
    for (const auto& [rule, patients] : data.patientRules)
        text += (text.empty() ? "" : ", ") + rule + " (" + std::to_string(patients) + ")";
    return text;
}

std::string countsOf(const std::map<std::string, int64_t>& counts) {
    std::string text;
    for (const auto& [value, films] : counts)
        text += (text.empty() ? "" : ", ") + cell(value) + " (" + std::to_string(films) + ")";
    return text.empty() ? "not known" : text;
}

std::string spreadOf(const Percentiles& spread, double scale = 1) {
    if (spread.high <= 0)
        return "not known";
    std::ostringstream text;
    text.precision(4);
    text << scale * spread.low << ", " << scale * spread.middle << ", " << scale * spread.high;
    return text.str();
}

// By this prediction tells films of another kind.
void writeFilms(std::ostringstream& out, const TrainedOn& films) {
    out << "### Training films\n\nOf " << films.measured << " of the " << films.films
        << " images of the training part, evenly chosen. Prediction warns of an image that is unlike them.\n\n"
        << "- Modality: " << countsOf(films.modalities) << "\n- Body part: " << countsOf(films.bodyParts)
        << "\n- View: " << countsOf(films.views) << "\n\n| figure | 1 %, 50 %, 99 % of the images |\n|---|---|\n"
        << "| short side, pixels | " << spreadOf(films.shortSide) << " |\n| width over height | "
        << spreadOf(films.shape) << " |\n";
    if (!films.layout.empty())
        out << "| mean grey | " << spreadOf(films.mean) << " |\n| deviation of the greys | "
            << spreadOf(films.deviation) << " |\n| black part, % | " << spreadOf(films.black, 100)
            << " |\n| entropy of the greys, bits | " << spreadOf(films.tones)
            << " |\n| agreement with the mean layout | " << spreadOf(films.agreement) << " |\n";
    out << "\n";
}

const char* policyInWords(const std::string& policy) {
    return policy == "u_zeros"  ? "taken for absent (u_zeros)"
           : policy == "u_ones" ? "taken for present (u_ones)"
                                : "left out of the loss (u_ignore)";
}

void writeData(std::ostringstream& out, const datasets::Dataset& data, const Experiment& e) {
    out << "## Data\n\n- Data set: " << std::filesystem::path(e.data.dataset).filename().string()
        << ", SHA-256 of classes, images, labels and split: `" << data.sha256
        << "`\n- Split by patient; patients are known by " << rulesOf(data)
        << "\n- Uncertain labels in training: " << policyInWords(e.data.labelPolicy)
        << "; in the results below they are left out"
        << "\n\n| part | images | patients |\n|---|---|---|\n";
    for (const auto& [name, samples] :
         {std::pair<const char*, const std::vector<datasets::Sample>*>{"training", &data.train},
          {"validation", &data.validation},
          {"test", &data.test}}) {
        std::set<std::string> patients;
        for (const datasets::Sample& sample : *samples)
            patients.insert(sample.patient);
        out << "| " << name << " | " << samples->size() << " | " << patients.size() << " |\n";
    }
    out << "\n";
}

void writeTraining(std::ostringstream& out, const ModelCard& card) {
    const auto& t = card.experiment.training;
    out << "## Training\n\n- Started from: " << card.startedFrom << "\n- " << card.epochs << " epochs, the best after "
        << card.bestEpoch << " (by the validation part)\n- " << t.optimizer << ", learning rate " << t.learningRate
        << " (scaling " << t.learningRateScaling << ", schedule " << t.schedule << ", warm-up " << t.warmupEpochs
        << " epochs), weight decay " << t.weightDecay << ", loss " << t.loss << "\n- Global batch "
        << t.localBatch * t.accumulation * card.ranks << " (" << card.ranks << " ranks × " << t.localBatch
        << " images × " << t.accumulation << "), " << card.precision << ", seed " << card.experiment.experiment.seed
        << "\n- All keys: experiment.toml beside this card\n\n";
}

} // namespace

std::string writeModelCard(const ModelCard& card) {
    std::ostringstream out;
    out << "# Model card: " << card.experiment.experiment.name << "\n\n## Intended use\n\n"
        << "Research only. Not a medical device: not for diagnosis, triage or any decision about a patient.\n\n";
    writeModel(out, card.description);
    writeData(out, card.data, card.experiment);
    if (card.description.trainedOn)
        writeFilms(out, *card.description.trainedOn);
    out << "## Results\n\nOf best.safetensors. Intervals: DeLong, every image counted for itself.\n\n";
    out << card.results;
    writeTraining(out, card);
    out << "## Limits\n\n"
        << "- Measured on the same source of films as it was trained on; elsewhere expect less.\n"
        << "- The validation part chose the epoch and the schedule: its values are optimistic, the test part's are "
           "not.\n"
        << "- Several images of a patient are not independent: true intervals are wider.\n"
        << "- As right as the labels: those of public sets are often mined from reports.\n"
        << "- Probabilities are not calibrated. Nothing was measured by age, sex, device or view.\n";
    return out.str();
}

} // namespace roentgen::training
