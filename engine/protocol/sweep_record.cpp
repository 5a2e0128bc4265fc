#include "engine/protocol/sweep_record.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <dirent.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace roentgen {

namespace {

using nlohmann::ordered_json;

ordered_json toJson(const SweepEntry& entry) {
    ordered_json overrides = ordered_json::array();
    for (const auto& [key, value] : entry.overrides)
        overrides.push_back({{"key", key}, {"value", value}});
    ordered_json json = {{"run", entry.runId},
                         {"combination", entry.combination},
                         {"repeat", entry.repeat},
                         {"seed", entry.seed},
                         {"overrides", overrides}};
    if (!entry.error.empty())
        json["error"] = entry.error;
    return json;
}

SweepEntry entryOf(const ordered_json& json) {
    SweepEntry entry;
    entry.runId = json.at("run");
    entry.combination = json.at("combination");
    entry.repeat = json.at("repeat");
    entry.seed = json.at("seed");
    for (const ordered_json& one : json.at("overrides"))
        entry.overrides.emplace_back(one.at("key"), one.at("value"));
    entry.error = json.value("error", "");
    return entry;
}

// "8-adam" of the values, as they can stand in a folder's name.
std::string valuesInName(const SweepRun& run) {
    std::string text;
    for (const auto& [key, value] : run.overrides)
        text += "-" + formatKeyValue(value);
    std::string name = folderNameOf("v" + text).substr(1, 41);
    name.erase(std::unique(name.begin(), name.end(), [](char a, char b) { return a == '-' && b == '-'; }), name.end());
    return name == "-" ? "" : name;
}

// Of each key of the sweep: has it more than one value?
std::vector<bool> varyingKeys(const std::vector<SweepRun>& runs) {
    std::vector<bool> varies(runs.empty() ? 0 : runs.front().overrides.size());
    for (const SweepRun& run : runs)
        for (size_t n = 0; n < varies.size(); ++n)
            varies[n] = varies[n] || run.overrides[n].second != runs.front().overrides[n].second;
    return varies;
}

// "batch-size local_batch=8 #2": the run is called after what varies.
std::string titleOf(const std::string& name, const SweepRun& run, const std::vector<bool>& varies, int64_t repeats) {
    std::string title = name;
    for (size_t n = 0; n < run.overrides.size(); ++n) {
        const auto& [key, value] = run.overrides[n];
        if (varies[n])
            title += " " + key.substr(key.find('.') + 1) + "=" + formatKeyValue(value);
    }
    return repeats > 1 ? title + " #" + std::to_string(run.repeat) : title;
}

std::string hashOf(Experiment experiment) {
    experiment.experiment.name.clear();
    return sha256Hex(writeExperiment(experiment)).substr(0, 8);
}

} // namespace

SweepFolder sweepFolder(const std::string& workspace, const std::string& name) {
    return {workspace + "/sweeps/" + folderNameOf(name)};
}

std::vector<std::string> listSweeps(const std::string& workspace) {
    std::vector<std::string> names;
    DIR* const directory = ::opendir((workspace + "/sweeps").c_str());
    if (!directory)
        return names;
    while (const dirent* entry = ::readdir(directory)) {
        const std::string name = entry->d_name;
        struct stat status = {};
        if (name.front() != '.' && ::stat(sweepFolder(workspace, name).recordFile().c_str(), &status) == 0)
            names.push_back(name);
    }
    ::closedir(directory);
    std::sort(names.begin(), names.end());
    return names;
}

Result<SweepRecord> readSweepRecord(const SweepFolder& folder) {
    const Result<std::string> text = readTextFile(folder.recordFile());
    if (!text)
        return text.error();
    const auto json = ordered_json::parse(*text, nullptr, false);
    try {
        SweepRecord record;
        record.name = json.at("name");
        for (const ordered_json& run : json.at("runs"))
            record.runs.push_back(entryOf(run));
        return record;
    } catch (const nlohmann::json::exception&) {
        return dataError("The record of the sweep is damaged", folder.recordFile(),
                         "remove the file; the runs are kept, roentgen-run sweep writes it anew");
    }
}

Status writeSweepRecord(const SweepFolder& folder, const SweepRecord& record) {
    ordered_json runs = ordered_json::array();
    for (const SweepEntry& entry : record.runs)
        runs.push_back(toJson(entry));
    const ordered_json json = {{"version", 1}, {"name", record.name}, {"runs", runs}};
    return writeFileAtomically(folder.recordFile(),
                               json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

Result<SweepPlan> planSweep(const Experiment& experiment) {
    Result<std::vector<SweepRun>> runs = expandSweep(experiment);
    if (!runs)
        return runs.error();
    const std::string& name = experiment.experiment.name;
    SweepPlan plan;
    plan.record.name = name;
    const std::vector<bool> varies = varyingKeys(*runs);
    for (const SweepRun& run : *runs) {
        SweepEntry entry;
        entry.combination = run.combination;
        entry.repeat = run.repeat;
        entry.seed = run.seed;
        for (const auto& [key, value] : run.overrides)
            entry.overrides.emplace_back(key, formatKeyValue(value));
        const bool repeated = experiment.experiment.repeats > 1;
        entry.runId = folderNameOf(name).substr(0, 40) + valuesInName(run) +
                      (repeated ? "-r" + std::to_string(run.repeat) : "") + "-" + hashOf(run.experiment);
        plan.record.runs.push_back(std::move(entry));
        plan.experiments.push_back(run.experiment);
        plan.experiments.back().experiment.name = titleOf(name, run, varies, experiment.experiment.repeats);
    }
    return plan;
}

} // namespace roentgen
