#include "engine/protocol/run_event.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace roentgen {

namespace {

using nlohmann::json;

double realOf(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        return 0;
    return found->is_number() ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

template <typename Number>
json optionalToJson(const std::optional<Number>& value) {
    return value ? json(*value) : json(nullptr);
}

std::optional<double> optionalFrom(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional<double>(found->get<double>()) : std::nullopt;
}

json bodyToJson(const HelloEvent& e) {
    json resumed = nullptr;
    if (e.resumedFrom)
        resumed = {{"epoch", e.resumedFrom->epoch}, {"step", e.resumedFrom->step}};
    return {{"kind", "hello"},
            {"protocol", e.protocol},
            {"engine_version", e.engineVersion},
            {"experiment_sha256", e.experimentSha256},
            {"host", e.host},
            {"ranks", e.ranks},
            {"threads_per_rank", e.threadsPerRank},
            {"device", e.device},
            {"precision", e.precision},
            {"sums_by", e.sumsBy},
            {"classes", e.classes},
            {"headline", e.headline},
            {"train_images", e.trainImages},
            {"validation_images", e.validationImages},
            {"steps_per_epoch", e.stepsPerEpoch},
            {"epochs", e.epochs},
            {"started_from", e.startedFrom},
            {"resumed_from", resumed}};
}

json bodyToJson(const EpochEvent& e) {
    json event = {{"kind", "epoch"}, {"epoch", e.epoch}, {"phase", e.end ? "end" : "start"}, {"seconds", e.seconds}};
    if (e.end) {
        event["kept_films"] = e.keptFilms;
        event["kept_bytes"] = e.keptBytes;
        event["training_seconds"] = e.trainingSeconds;
        event["validation_seconds"] = e.validationSeconds;
        event["writing_seconds"] = e.writingSeconds;
    }
    return event;
}

json bodyToJson(const StepEvent& e) {
    json stages = json::array();
    for (const StageSeconds& s : e.stages)
        stages.push_back({{"rank", s.rank},
                          {"read", s.read},
                          {"decode", s.decode},
                          {"augment", s.augment},
                          {"wait", s.wait},
                          {"compute", s.compute},
                          {"reduce", s.reduce}});
    return {{"kind", "step"},
            {"epoch", e.epoch},
            {"step", e.step},
            {"loss", e.loss},
            {"learning_rate", e.learningRate},
            {"gradient_norm", e.gradientNorm},
            {"images_per_second", e.imagesPerSecond},
            {"stages", std::move(stages)}};
}

// "mean_auc": null, or a number; "auc": class → null or a number.
constexpr const char* bestOfProtocol1 = "best_mean_auc";
Metrics metricsFromProtocol1(const json& object) {
    std::vector<std::pair<std::string, std::optional<double>>> ofClasses;
    const auto found = object.find("auc");
    if (found != object.end())
        for (const auto& [name, value] : found->items())
            ofClasses.emplace_back(name, value.is_number() ? std::optional<double>(value.get<double>()) : std::nullopt);
    return metricsOfProtocol1(optionalFrom(object, "mean_auc"), ofClasses);
}

json metricsToJson(const Metrics& metrics) {
    json list = json::array();
    for (const Metric& metric : metrics.list) {
        list.push_back({{"name", metric.name},
                        {"value", optionalToJson(metric.value)},
                        {"direction", directionName(metric.direction)}});
        if (!metric.of.empty())
            list.back()["of"] = metric.of;
    }
    return list;
}

Metrics metricsFrom(const json& object) {
    const auto list = object.find("metrics");
    if (list == object.end())
        return metricsFromProtocol1(object);
    Metrics metrics{{}, object.value("headline", "")};
    for (const json& one : *list)
        metrics.list.push_back({one.at("name"), optionalFrom(one, "value"),
                                directionFromName(one.value("direction", "")).value_or(Direction::None),
                                one.value("of", "")});
    return metrics;
}

json bodyToJson(const ValidationEvent& e) {
    return {{"kind", "validation"},
            {"epoch", e.epoch},
            {"step", e.step},
            {"loss", e.loss},
            {"metrics", metricsToJson(e.metrics)},
            {"headline", e.metrics.headline},
            {"best", e.best}};
}

json bodyToJson(const EnsembleEvent& e) {
    return {{"kind", "ensemble"},
            {"snapshots", e.snapshots},
            {"loss", e.loss},
            {"metrics", metricsToJson(e.metrics)},
            {"headline", e.metrics.headline}};
}

json bodyToJson(const CheckpointEvent& e) {
    return {{"kind", "checkpoint"}, {"epoch", e.epoch}, {"step", e.step}, {"path", e.path}, {"best", e.best}};
}
json bodyToJson(const HeartbeatEvent& e) {
    return {{"kind", "heartbeat"}, {"step", e.step}};
}
json bodyToJson(const WarningEvent& e) {
    json body = {{"kind", "warning"}, {"code", e.code}, {"message", e.message}, {"rank", e.rank}};
    if (!e.images.empty())
        body["images"] = e.images;
    return body;
}
json bodyToJson(const ErrorEvent& e) {
    json body = {{"kind", "error"}, {"code", e.code}, {"message", e.message}, {"where", e.where}, {"hint", e.hint}};
    if (!e.images.empty())
        body["images"] = e.images;
    if (!e.cause.empty())
        body["cause"] = e.cause;
    return body;
}
json bodyToJson(const StoppedEvent& e) {
    json body = {{"kind", "stopped"}, {"reason", e.reason}};
    if (!e.how.empty())
        body["how"] = e.how;
    return body;
}
json bodyToJson(const FinishedEvent& e) {
    return {{"kind", "finished"}, {"best", optionalToJson(e.best)}, {"seconds", e.seconds}, {"reason", e.reason}};
}

HelloEvent helloFrom(const json& j) {
    HelloEvent e;
    e.protocol = j.value("protocol", 1);
    e.engineVersion = j.value("engine_version", "");
    e.experimentSha256 = j.value("experiment_sha256", "");
    e.host = j.value("host", "");
    e.ranks = j.value("ranks", 1);
    e.threadsPerRank = j.value("threads_per_rank", 1);
    e.device = j.value("device", "");
    e.precision = j.value("precision", "");
    e.sumsBy = j.value("sums_by", "");
    e.classes = j.value("classes", std::vector<std::string>{});
    e.headline = j.value("headline", headlineOfProtocol1());
    e.trainImages = j.value("train_images", int64_t(0));
    e.validationImages = j.value("validation_images", int64_t(0));
    e.stepsPerEpoch = j.value("steps_per_epoch", int64_t(0));
    e.epochs = j.value("epochs", int64_t(0));
    e.startedFrom = j.value("started_from", "");
    const auto resumed = j.find("resumed_from");
    if (resumed != j.end() && resumed->is_object())
        e.resumedFrom = HelloEvent::Position{resumed->value("epoch", int64_t(0)), resumed->value("step", int64_t(0))};
    return e;
}

StepEvent stepFrom(const json& j) {
    StepEvent e;
    e.epoch = j.value("epoch", int64_t(0));
    e.step = j.value("step", int64_t(0));
    e.loss = realOf(j, "loss");
    e.learningRate = realOf(j, "learning_rate");
    e.gradientNorm = realOf(j, "gradient_norm");
    e.imagesPerSecond = realOf(j, "images_per_second");
    const auto stages = j.find("stages");
    if (stages != j.end())
        for (const json& s : *stages)
            e.stages.push_back({s.value("rank", 0), realOf(s, "read"), realOf(s, "decode"), realOf(s, "augment"),
                                realOf(s, "wait"), realOf(s, "compute"), realOf(s, "reduce")});
    return e;
}

ValidationEvent validationFrom(const json& j) {
    ValidationEvent e;
    e.epoch = j.value("epoch", int64_t(0));
    e.step = j.value("step", int64_t(0));
    e.loss = realOf(j, "loss");
    e.metrics = metricsFrom(j);
    e.best = j.value("best", false);
    return e;
}

std::optional<RunEvent::Body> bodyFrom(const json& j) {
    const std::string kind = j.at("kind").get<std::string>();
    if (kind == "hello")
        return helloFrom(j);
    if (kind == "epoch")
        return EpochEvent{
            j.value("epoch", int64_t(0)),      j.value("phase", "start") == "end", realOf(j, "seconds"),
            j.value("kept_films", int64_t(0)), j.value("kept_bytes", int64_t(0)),  realOf(j, "training_seconds"),
            realOf(j, "validation_seconds"),   realOf(j, "writing_seconds")};
    if (kind == "step")
        return stepFrom(j);
    if (kind == "validation")
        return validationFrom(j);
    if (kind == "checkpoint")
        return CheckpointEvent{j.value("epoch", int64_t(0)), j.value("step", int64_t(0)), j.value("path", ""),
                               j.value("best", false)};
    if (kind == "heartbeat")
        return HeartbeatEvent{j.value("step", int64_t(0))};
    if (kind == "warning")
        return WarningEvent{j.value("code", ""), j.value("message", ""), j.value("rank", 0),
                            j.value("images", std::vector<std::string>{})};
    if (kind == "error")
        return ErrorEvent{j.value("code", ""),
                          j.value("message", ""),
                          j.value("where", ""),
                          j.value("hint", ""),
                          j.value("images", std::vector<std::string>{}),
                          j.value("cause", "")};
    if (kind == "stopped")
        return StoppedEvent{j.value("reason", ""), j.value("how", "")};
    if (kind == "finished")
        return FinishedEvent{optionalFrom(j, j.contains("best") ? "best" : bestOfProtocol1), realOf(j, "seconds"),
                             j.value("reason", "")};
    if (kind == "ensemble")
        return EnsembleEvent{j.value("snapshots", int64_t(0)), realOf(j, "loss"), metricsFrom(j)};
    return std::nullopt;
}

} // namespace

std::string writeRunEvent(const RunEvent& event) {
    nlohmann::ordered_json line = {{"seq", event.seq}, {"time", event.time}};
    const json body = std::visit([](const auto& e) { return bodyToJson(e); }, event.body);
    line["kind"] = body.at("kind");
    for (const auto& [key, value] : body.items())
        line[key] = value;
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::optional<RunEvent>> parseRunEvent(const std::string& line) {
    try {
        const json j = json::parse(line);
        RunEvent event;
        event.seq = j.at("seq").get<int64_t>();
        event.time = j.at("time").get<double>();
        std::optional<RunEvent::Body> body = bodyFrom(j);
        if (!body)
            return std::optional<RunEvent>();
        event.body = std::move(*body);
        return std::optional<RunEvent>(std::move(event));
    } catch (const json::exception& e) {
        return dataError("A line of the event file is damaged", {}, e.what());
    }
}

} // namespace roentgen
