// What a model is measured by on films that it does not learn from: values with names. Of loop, events, tables, charts
// and sweeps none knows which metrics there are; the task says (engine/tasks).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace roentgen {

enum class Direction { Higher, Lower, None };   // which values are better; None: neither
const char* directionName(Direction direction); // "higher" "lower" "none"
std::optional<Direction> directionFromName(const std::string& name);
bool isBetter(double value, double than, Direction direction);

struct Metric {
    std::string name;            // "dice", of one class "dice_Liver": the same in every run, file and language
    std::optional<double> value; // nullopt: not defined for these films
    Direction direction = Direction::Higher;
    std::string of = {}; // the class that it is of; "": of all
    // The name without the class.
    std::string measure() const;
};

// Those of one measuring, in the order of tables; the headline tells which epoch is the best.
struct Metrics {
    std::vector<Metric> list;
    std::string headline; // its name

    const Metric* find(const std::string& name) const;
    std::optional<double> value(const std::string& name) const; // nullopt also where there is none of that name
    std::optional<double> headlineValue() const { return value(headline); }
    Direction headlineDirection() const;
};

// Of runs whose events are of protocol 1, which did not say it; and of a run that has said nothing yet.
std::string headlineOfProtocol1();
// Metrics as those runs told them: `mean`, and the class's value of each `ofClasses`.
Metrics metricsOfProtocol1(std::optional<double> mean,
                           const std::vector<std::pair<std::string, std::optional<double>>>& ofClasses);

} // namespace roentgen
