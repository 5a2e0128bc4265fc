#include "engine/protocol/sweep_record.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <dirent.h>
#include <sys/stat.h>

namespace roentgen {

namespace {

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
    auto record = readMessage<SweepRecord>(*text, folder.recordFile());
    if (!record)
        return dataError("The record of the sweep is damaged: " + record.error().message, folder.recordFile(),
                         "remove the file; the runs are kept, roentgen-run sweep writes it anew");
    return record;
}

Status writeSweepRecord(const SweepFolder& folder, const SweepRecord& record) {
    return writeFileAtomically(folder.recordFile(), writeMessagePage(record) + "\n");
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
