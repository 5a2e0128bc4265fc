#include "engine/protocol/dataset_file.h"

#include "engine/protocol/patient_pattern.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <toml++/toml.h>

namespace roentgen {

namespace {

const std::vector<std::string>& keyNames() {
    static const std::vector<std::string> names = {"name",  "folder",  "layout",  "labels",
                                                   "split", "classes", "patient", "folders"};
    return names;
}

std::string* textMember(DatasetFile& file, std::string_view key) {
    return key == "name"      ? &file.name
           : key == "folder"  ? &file.folder
           : key == "layout"  ? &file.layout
           : key == "labels"  ? &file.labels
           : key == "split"   ? &file.split
           : key == "patient" ? &file.patient
                              : nullptr;
}

std::string basicString(const std::string& text) {
    std::ostringstream out;
    const toml::value<std::string> value(text);
    out << toml::toml_formatter(value,
                                toml::toml_formatter::default_flags & ~(toml::format_flags::allow_literal_strings |
                                                                        toml::format_flags::allow_multi_line_strings));
    return out.str();
}

Status readClasses(const toml::node& node, const std::string& where, DatasetFile& file) {
    const toml::array* list = node.as_array();
    if (!list)
        return usageError("\"classes\" is not a list of texts", where, "write classes = [\"Nodule\", \"Mass\"]");
    for (const toml::node& item : *list) {
        const std::optional<std::string> name = item.value_exact<std::string>();
        if (!name || name->empty())
            return usageError("\"classes\" holds something that is not a name", where, "put each name in quotes");
        file.classes.push_back(*name);
    }
    return Done{};
}

Status readFolders(const toml::node& node, const std::string& where, DatasetFile& file) {
    const toml::table* table = node.as_table();
    if (!table)
        return usageError("\"folders\" is not a table", where, "write [folders] and below it masks = \"left_out\"");
    for (const auto& [key, role] : *table) {
        const std::string name(key.str());
        const std::string text = role.value_exact<std::string>().value_or("");
        if (text != "class" && text != "no_finding" && text != "source" && text != "left_out")
            return usageError("The folder \"" + name + "\" is said to be something unknown", where,
                              "one of class, no_finding, source, left_out");
        file.folders[name] = text;
    }
    return Done{};
}

Status readKey(std::string_view key, const toml::node& node, const std::string& fileName, DatasetFile& file) {
    const std::string where = fileName + ':' + std::to_string(node.source().begin.line);
    if (key == "classes")
        return readClasses(node, where, file);
    if (key == "folders")
        return readFolders(node, where, file);
    std::string* member = textMember(file, key);
    if (!member) {
        const std::string nearest = nearestName(std::string(key), keyNames());
        return usageError("Unknown key \"" + std::string(key) + "\"", where,
                          nearest.empty() ? "known: name, folder, layout, labels, split, classes, patient, folders"
                                          : "did you mean \"" + nearest + "\"?");
    }
    const std::optional<std::string> text = node.value_exact<std::string>();
    if (!text)
        return usageError("\"" + std::string(key) + "\" is not a text", where, "put it in quotes");
    *member = *text;
    if (key == "patient" && !text->empty())
        if (const auto pattern = PatientPattern::compile(*text, where); !pattern)
            return pattern.error();
    return Done{};
}

void takePlace(DatasetFile& file, const std::string& path) {
    const std::filesystem::path own(path);
    file.folder = (std::filesystem::absolute(own).parent_path() / file.folder).lexically_normal().string();
    if (file.name.empty())
        file.name = own.stem().string();
}

} // namespace

Result<DatasetFile> parseDatasetFile(const std::string& tomlText, const std::string& fileName) {
    try {
        const toml::table table = toml::parse(tomlText, fileName);
        DatasetFile file;
        for (const auto& [key, node] : table) {
            const Status status = readKey(key.str(), node, fileName, file);
            if (!status)
                return status.error();
        }
        if (file.folder.empty())
            return usageError("The data set has no folder", fileName, "add folder = \"/path/of/the/images\"");
        return file;
    } catch (const toml::parse_error& failure) {
        return usageError("Not a TOML file: " + std::string(failure.description()),
                          fileName + ':' + std::to_string(failure.source().begin.line), "correct this line");
    }
}

Result<DatasetFile> readDatasetFile(const std::string& path) {
    const Result<std::string> text = readTextFile(path);
    if (!text)
        return dataError("Could not read the data set's file: " + text.error().message, path, text.error().hint);
    Result<DatasetFile> file = parseDatasetFile(*text, path);
    if (file)
        takePlace(*file, path);
    return file;
}

std::optional<DatasetFile> readRefusedDatasetFile(const std::string& path) {
    const Result<std::string> text = readTextFile(path);
    if (!text)
        return std::nullopt;
    try {
        DatasetFile file;
        for (const auto& [key, node] : toml::parse(*text, path)) {
            if (std::find(keyNames().begin(), keyNames().end(), key.str()) == keyNames().end())
                return std::nullopt;
            (void)readKey(key.str(), node, path, file); // refused: as much of it as there is
        }
        if (file.folder.empty())
            return std::nullopt;
        takePlace(file, path);
        return file;
    } catch (const toml::parse_error&) {
        return std::nullopt;
    }
}

std::string formatDatasetFile(const DatasetFile& file) {
    const DatasetFile defaults;
    std::string text;
    const auto add = [&](const char* key, const std::string& value, const std::string& usual) {
        if (value != usual)
            text += std::string(key) + " = " + basicString(value) + '\n';
    };
    add("name", file.name, defaults.name);
    add("folder", file.folder, defaults.folder);
    add("layout", file.layout, defaults.layout);
    add("labels", file.labels, defaults.labels);
    add("split", file.split, defaults.split);
    add("patient", file.patient, defaults.patient);
    if (!file.classes.empty()) {
        std::string list;
        for (const std::string& name : file.classes)
            list += (list.empty() ? "" : ", ") + basicString(name);
        text += "classes = [" + list + "]\n";
    }
    if (!file.folders.empty())
        text += "\n[folders]\n";
    for (const auto& [folder, role] : file.folders)
        text += basicString(folder) + " = " + basicString(role) + '\n';
    return text;
}

Status writeDatasetFile(const std::string& path, const DatasetFile& file) {
    return writeFileAtomically(path, formatDatasetFile(file));
}

} // namespace roentgen
