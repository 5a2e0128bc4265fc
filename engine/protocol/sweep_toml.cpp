#include "engine/protocol/sweep_toml.h"

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/experiment_toml.h"
#include "engine/protocol/sweep.h"

#include <algorithm>

namespace roentgen {

namespace {

struct PlacedAxis {
    toml::source_position place;
    SweepAxis axis;
};

Error sweepError(const std::string& message, const std::string& where, const std::string& hint) {
    return usageError(message, where, hint);
}

Result<double> numberIn(const toml::table& table, const char* name, const std::string& where) {
    const toml::node* const node = table.get(name);
    if (!node || !node->is_number())
        return sweepError(std::string("A range needs the number ") + name, where,
                          "write { min = 0.0001, max = 0.01, count = 5, scale = \"log\" }");
    return *node->value<double>();
}

Result<SweepRange> readRange(const toml::table& table, const std::string& where) {
    for (const auto& [name, node] : table)
        if (name != "min" && name != "max" && name != "count" && name != "scale")
            return sweepError("A range has no \"" + std::string(name.str()) + "\"", where,
                              "use min, max, count and scale");
    SweepRange range;
    const Result<double> minimum = numberIn(table, "min", where), maximum = numberIn(table, "max", where);
    if (!minimum || !maximum)
        return minimum ? maximum.error() : minimum.error();
    range.minimum = *minimum;
    range.maximum = *maximum;
    if (const toml::node* const count = table.get("count")) {
        if (!count->is_integer())
            return sweepError("The count of a range is a whole number", where, "use 2 or more");
        range.count = *count->value<int64_t>();
    }
    const std::string scale = table["scale"].value_or(std::string("linear"));
    if (scale != "linear" && scale != "log")
        return sweepError("A range has no scale \"" + scale + "\"", where, "use linear or log");
    range.scale = scale == "log" ? SweepScale::Log : SweepScale::Linear;
    return range;
}

Result<SweepAxis> readAxis(const ExperimentKey& key, const toml::node& node, const std::string& where) {
    SweepAxis axis;
    axis.key = key.path();
    if (const toml::table* const table = node.as_table()) {
        Result<SweepRange> range = readRange(*table, where + ", " + key.path());
        if (!range)
            return range.error();
        axis.range = *range;
    } else if (const toml::array* const list = node.as_array()) {
        for (const toml::node& element : *list) {
            Result<KeyValue> value = tomlKeyValue(key, element, where);
            if (!value)
                return value.error();
            axis.values.push_back(value.take());
        }
    } else {
        return sweepError(key.path() + " is neither a list nor a range", where,
                          "write [1, 2, 4] or { min = 1, max = 4, count = 2 }");
    }
    if (Status status = checkSweepAxis(axis); !status) {
        Error error = status.error();
        error.where = where + ", " + key.path();
        return error;
    }
    return axis;
}

// training.local_batch = …, or "training.local_batch" = …, as both are read.
Status readAxes(const toml::table& table, const std::string& file, std::vector<PlacedAxis>& axes) {
    for (const auto& [name, node] : table) {
        const std::string section(name.str()), where = tomlPlace(file, name.source());
        if (section == "order" || section == "count" || section == "seed" || section == "together")
            continue;
        const toml::table* const keys = node.as_table();
        const size_t dot = section.find('.');
        const auto read = [&](const std::string& from, const std::string& key, const toml::key& at,
                              const toml::node& value) -> Status {
            const std::string place = tomlPlace(file, at.source());
            const ExperimentKey* const known = findExperimentKey(from + "." + key);
            if (!known)
                return unknownKeyError(from, key, place);
            Result<SweepAxis> axis = readAxis(*known, value, place);
            if (!axis)
                return axis.error();
            axes.push_back({at.source().begin, axis.take()});
            return Done{};
        };
        if (dot != std::string::npos) {
            if (Status status = read(section.substr(0, dot), section.substr(dot + 1), name, node); !status)
                return status;
            continue;
        }
        if (!keys)
            return sweepError("[sweep] has no \"" + section + "\"", where,
                              "use order, count, seed, together or a key such as training.local_batch = [8, 16]");
        for (const auto& [key, value] : *keys)
            if (Status status = read(section, std::string(key.str()), key, value); !status)
                return status;
    }
    return Done{};
}

bool comesBefore(const PlacedAxis& a, const PlacedAxis& b) {
    return a.place.line != b.place.line ? a.place.line < b.place.line : a.place.column < b.place.column;
}

Status readTogether(const toml::node& node, const std::string& file, std::vector<PlacedAxis>& axes) {
    const toml::array* const groups = node.as_array();
    const std::string where = tomlPlace(file, node.source());
    if (!groups || groups->empty() || !groups->is_homogeneous(toml::node_type::table))
        return sweepError("sweep.together is no list of sections", where, "write [[sweep.together]] above its keys");
    for (const toml::node& group : *groups) {
        std::vector<PlacedAxis> members;
        if (Status status = readAxes(*group.as_table(), file, members); !status)
            return status;
        std::sort(members.begin(), members.end(), comesBefore);
        for (size_t k = 0; k < members.size(); ++k) {
            members[k].place = members.front().place; // the sort that follows keeps equal ones in order
            members[k].axis.withPrevious = k > 0;
            axes.push_back(members[k]);
        }
    }
    return Done{};
}

Status readWhole(const toml::table& table, const char* name, int64_t minimum, const std::string& file,
                 int64_t& target) {
    const toml::node* const node = table.get(name);
    if (!node)
        return Done{};
    const auto value = node->value_exact<int64_t>();
    if (!value || *value < minimum)
        return sweepError(std::string("sweep.") + name + " must be a whole number", tomlPlace(file, node->source()),
                          "use " + std::to_string(minimum) + " or more");
    target = *value;
    return Done{};
}

Status readOrder(const toml::table& table, const std::string& file, SweepOrder& order) {
    const toml::node* const node = table.get("order");
    if (!node)
        return Done{};
    const std::string text = node->value_or(std::string());
    if (text != "grid" && text != "random")
        return sweepError("sweep.order is neither grid nor random", tomlPlace(file, node->source()),
                          "use grid or random");
    order = text == "random" ? SweepOrder::Random : SweepOrder::Grid;
    return Done{};
}

std::string writeAxis(const SweepAxis& axis) {
    if (axis.range) {
        const SweepRange& range = *axis.range;
        return axis.key + " = { min = " + asToml(KeyValue(range.minimum)) +
               ", max = " + asToml(KeyValue(range.maximum)) +
               (range.count ? ", count = " + std::to_string(range.count) : "") +
               (range.scale == SweepScale::Log ? ", scale = \"log\"" : "") + " }\n";
    }
    std::string values;
    for (const KeyValue& value : axis.values)
        values += (values.empty() ? "" : ", ") + asToml(value);
    return axis.key + " = [" + values + "]\n";
}

} // namespace

Result<Sweep> readSweepTable(const toml::table& table, const std::string& file) {
    Sweep sweep;
    if (Status status = readOrder(table, file, sweep.order); !status)
        return status.error();
    if (Status status = readWhole(table, "count", 1, file, sweep.count); !status)
        return status.error();
    if (Status status = readWhole(table, "seed", 0, file, sweep.seed); !status)
        return status.error();
    std::vector<PlacedAxis> axes;
    if (Status status = readAxes(table, file, axes); !status)
        return status.error();
    if (const toml::node* const together = table.get("together"))
        if (Status status = readTogether(*together, file, axes); !status)
            return status.error();
    std::stable_sort(axes.begin(), axes.end(), comesBefore);
    for (PlacedAxis& placed : axes)
        sweep.axes.push_back(std::move(placed.axis));
    return sweep;
}

std::string writeSweep(const Sweep& sweep) {
    std::string head, single, together;
    if (sweep.order == SweepOrder::Random)
        head += "order = \"random\"\n";
    if (sweep.count != Sweep{}.count)
        head += "count = " + std::to_string(sweep.count) + "\n";
    if (sweep.seed != Sweep{}.seed)
        head += "seed = " + std::to_string(sweep.seed) + "\n";
    for (size_t k = 0; k < sweep.axes.size(); ++k) {
        const bool begins = !sweep.axes[k].withPrevious || k == 0;
        const bool more = k + 1 < sweep.axes.size() && sweep.axes[k + 1].withPrevious;
        if (begins && !more) {
            single += writeAxis(sweep.axes[k]);
            continue;
        }
        if (begins)
            together += "\n[[sweep.together]]\n";
        together += writeAxis(sweep.axes[k]);
    }
    const std::string all = head + single + together;
    return all.empty() ? "" : "[sweep]\n" + all;
}

} // namespace roentgen
