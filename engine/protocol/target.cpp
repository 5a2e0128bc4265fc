#include "engine/protocol/target.h"

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/experiment_toml.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/target_keys.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <sys/stat.h>

namespace roentgen {

namespace {

// TOML's node as the type that this key has.
Result<KeyValue> valueOf(const TargetKey& key, const toml::node& node, const std::string& where) {
    if (key.type == KeyType::Integer)
        if (const auto value = node.value_exact<int64_t>())
            return KeyValue(*value);
    if (key.type == KeyType::Text || key.type == KeyType::Choice)
        if (const auto value = node.value_exact<std::string>())
            return KeyValue(*value);
    if (const toml::array* const array = node.as_array(); array && key.type == KeyType::TextList) {
        std::vector<std::string> parts;
        for (const toml::node& part : *array)
            if (const auto text = part.value_exact<std::string>())
                parts.push_back(*text);
        if (parts.size() == array->size())
            return KeyValue(parts);
    }
    const char* const wanted = key.type == KeyType::Integer    ? "a whole number"
                               : key.type == KeyType::TextList ? "a list of texts"
                                                               : "text in quotes";
    return usageError(key.path() + " must be " + wanted, where, "see docs/targets.md");
}

Status readTable(Target& target, const std::string& section, const toml::table& table, const std::string& file) {
    for (const auto& [keyName, node] : table) {
        const std::string name(keyName.str()), where = tomlPlace(file, keyName.source());
        if (section.empty() && name == "slurm" && node.is_table()) {
            if (Status status = readTable(target, name, *node.as_table(), file); !status)
                return status;
            continue;
        }
        std::vector<std::string> siblings;
        const TargetKey* known = nullptr;
        for (const TargetKey& key : targetKeys())
            if (key.section == section) {
                siblings.push_back(key.name);
                known = key.name == name ? &key : known;
            }
        if (!known) {
            const std::string nearest = nearestName(name, siblings);
            return usageError("Unknown key \"" + (section.empty() ? "" : section + ".") + name + "\"", where,
                              nearest.empty() ? "see docs/targets.md" : "did you mean \"" + nearest + "\"?");
        }
        Result<KeyValue> value = valueOf(*known, node, where);
        if (!value)
            return value.error();
        if (Status status = checkTargetValue(*known, *value); !status) {
            Error error = status.error();
            error.where = where + ", " + known->path();
            return error;
        }
        known->set(target, *value);
    }
    return Done{};
}

} // namespace

std::string Target::enginePath(const std::string& version) const {
    return engineFolder.empty() ? workFolder + "/engine/" + version + "/bin" : engineFolder;
}

Status checkTargetName(const std::string& name) {
    if (name.empty() || name != folderNameOf(name))
        return usageError("\"" + name + "\" cannot be a target's name", "target.name",
                          "use letters, digits and ._- only, at most 80, and no . or - first");
    return Done{};
}

Status checkTarget(const Target& target) {
    if (Status status = checkTargetName(target.name); !status)
        return status;
    for (const TargetKey& key : targetKeys())
        if (Status status = checkTargetValue(key, key.get(target)); !status)
            return status;
    if (target.kind == "ssh" && target.host.empty())
        return usageError("An ssh target needs a host", "host", "write host = \"user@machine\"");
    if (target.kind == "local" && target.isRemote())
        return usageError("This machine has no host to go to", "host", "leave host out, or write kind = \"ssh\"");
    if (target.isRemote() && target.workFolder.empty())
        return usageError("The target has no work folder", "work_folder", "write work_folder = \"roentgen\"");
    if (target.isSlurm() && !target.hosts.empty())
        return usageError("Slurm chooses the machines itself", "hosts", "leave hosts out, and set slurm.nodes");
    return Done{};
}

Status checkTargetKind(const Experiment& experiment, const Target& target) {
    if (experiment.target.kind == target.kind)
        return Done{};
    return usageError("The target " + target.name + " is of the kind " + target.kind + ", the experiment says " +
                          experiment.target.kind,
                      "target.kind", "write kind = \"" + target.kind + "\", or name another target");
}

Result<Target> parseTarget(const std::string& tomlText, const std::string& name, const std::string& fileName) {
    Target target;
    target.name = name;
    try {
        const toml::table root = toml::parse(tomlText, fileName);
        if (Status status = readTable(target, "", root, fileName); !status)
            return status.error();
    } catch (const toml::parse_error& e) {
        return usageError("This is not valid TOML: " + std::string(e.description()), tomlPlace(fileName, e.source()),
                          "correct that line");
    }
    // sh would not open a ~ in quotes; a relative folder is below the home folder anyway.
    for (std::string* folder : {&target.workFolder, &target.engineFolder})
        if (folder->compare(0, 2, "~/") == 0)
            folder->erase(0, 2);
    if (Status status = checkTarget(target); !status) {
        Error error = status.error();
        error.where = fileName + ", " + error.where;
        return error;
    }
    return target;
}

std::string writeTarget(const Target& target) {
    std::string text, section;
    for (const TargetKey& key : targetKeys()) {
        const KeyValue value = key.get(target);
        if (value == key.get(Target{}) && key.name != "kind")
            continue;
        if (key.section != section)
            text += "\n[" + key.section + "]\n";
        section = key.section;
        text += key.name + " = " + asToml(value) + "\n";
    }
    return text;
}

std::string targetFile(const std::string& workspace, const std::string& name) {
    return workspace + "/targets/" + name + ".toml";
}

Result<Target> readTarget(const std::string& workspace, const std::string& name) {
    if (Status status = checkTargetName(name); !status)
        return status.error();
    const std::string file = targetFile(workspace, name);
    const Result<std::string> text = readTextFile(file);
    if (!text) {
        const std::string nearest = nearestName(name, listTargetNames(workspace));
        return usageError("There is no target \"" + name + "\"", file,
                          nearest.empty() ? "see roentgen-run target list" : "did you mean \"" + nearest + "\"?");
    }
    return parseTarget(*text, name, file);
}

Status saveTarget(const std::string& workspace, const Target& target) {
    if (Status status = checkTarget(target); !status)
        return status;
    const std::string folder = workspace + "/targets";
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST)
        return environmentError(std::string("Could not make the folder: ") + std::strerror(errno), folder);
    return writeFileAtomically(targetFile(workspace, target.name), writeTarget(target));
}

std::vector<std::string> listTargetNames(const std::string& workspace) {
    std::vector<std::string> names;
    DIR* const folder = ::opendir((workspace + "/targets").c_str());
    if (!folder)
        return names;
    while (const dirent* entry = ::readdir(folder)) {
        const std::string file = entry->d_name;
        const size_t dot = file.rfind(".toml");
        if (dot != std::string::npos && dot + 5 == file.size() && checkTargetName(file.substr(0, dot)))
            names.push_back(file.substr(0, dot));
    }
    ::closedir(folder);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace roentgen
