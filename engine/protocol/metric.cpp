#include "engine/protocol/metric.h"

#include <algorithm>
#include <array>

namespace roentgen {

namespace {

constexpr std::array directions{"higher", "lower", "none"};

} // namespace

const char* directionName(Direction direction) {
    return directions[size_t(direction)];
}

std::optional<Direction> directionFromName(const std::string& name) {
    const auto found = std::find(directions.begin(), directions.end(), name);
    return found == directions.end() ? std::nullopt : std::optional(Direction(found - directions.begin()));
}

bool isBetter(double value, double than, Direction direction) {
    return direction == Direction::Higher ? value > than : direction == Direction::Lower && value < than;
}

std::string Metric::measure() const {
    return of.empty() ? name : name.substr(0, name.size() - std::min(name.size(), of.size() + 1));
}

const Metric* Metrics::find(const std::string& name) const {
    for (const Metric& metric : list)
        if (metric.name == name)
            return &metric;
    return nullptr;
}

std::optional<double> Metrics::value(const std::string& name) const {
    const Metric* const metric = find(name);
    return metric ? metric->value : std::nullopt;
}

Direction Metrics::headlineDirection() const {
    const Metric* const metric = find(headline);
    return metric ? metric->direction : Direction::Higher;
}

std::string headlineOfProtocol1() {
    return "mean_auc";
}

Metrics metricsOfProtocol1(std::optional<double> mean,
                           const std::vector<std::pair<std::string, std::optional<double>>>& ofClasses) {
    Metrics metrics{{{headlineOfProtocol1(), mean}}, headlineOfProtocol1()};
    for (const auto& [name, value] : ofClasses)
        metrics.list.push_back({"auc_" + name, value, Direction::Higher, name});
    return metrics;
}

} // namespace roentgen
