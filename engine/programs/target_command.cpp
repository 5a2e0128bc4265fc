#include "engine/programs/target_command.h"

#include "engine/launch/host_key.h"
#include "engine/launch/target_check.h"
#include "engine/launch/target_install.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/target_keys.h"

#include <nlohmann/json.hpp>

namespace roentgen::programs {

namespace {

using namespace launch;
using nlohmann::ordered_json;

void print(const ordered_json& json) {
    std::printf("%s\n", json.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
}

ordered_json jsonOf(const Target& target) {
    ordered_json json = {{"name", target.name}};
    for (const TargetKey& key : targetKeys()) {
        ordered_json& place = key.section.empty() ? json[key.name] : json[key.section][key.name];
        std::visit([&place](const auto& value) { place = value; }, key.get(target));
    }
    return json;
}

Result<int> list(const TargetArguments& arguments) {
    ordered_json all = ordered_json::array();
    for (const std::string& name : listTargetNames(arguments.workspace)) {
        const Result<Target> target = readTarget(arguments.workspace, name);
        ordered_json entry = {{"name", name},
                              {"kind", target ? target->kind : ""},
                              {"host", target ? target->host : ""},
                              {"error", nullptr}};
        if (!target)
            entry["error"] = target.error().toLine();
        all.push_back(entry);
        if (!arguments.json)
            std::printf("%-24s %-6s %s\n", name.c_str(), target ? target->kind.c_str() : "?",
                        !target                ? target.error().toLine().c_str()
                        : target->host.empty() ? "this machine"
                                               : target->host.c_str());
    }
    if (arguments.json)
        print(all);
    else if (all.empty())
        std::printf("No targets yet. Write one: %s, see docs/targets.md\n",
                    targetFile(arguments.workspace, "NAME").c_str());
    return int(ExitDone);
}

int test(const TargetArguments& arguments, const Target& target) {
    bool good = true;
    ordered_json checks = ordered_json::array();
    for (const TargetCheck& check : checkTargetThere(target, arguments.workspace, arguments.binFolder)) {
        good = good && check.good;
        ordered_json entry = {{"name", check.name}, {"ok", check.good}, {"value", check.value}, {"hint", check.hint}};
        if (check.hostKey)
            entry["host_key"] = {{"host", check.hostKey->host},
                                 {"type", check.hostKey->type},
                                 {"fingerprint", check.hostKey->fingerprint}};
        checks.push_back(std::move(entry));
        if (!arguments.json)
            std::printf("%-12s %-8s %s%s%s\n", check.name.c_str(), check.good ? "ok" : "MISSING", check.value.c_str(),
                        check.hint.empty() ? "" : "\n                      ", check.hint.c_str());
    }
    if (arguments.json)
        print({{"target", target.name}, {"kind", target.kind}, {"ok", good}, {"checks", checks}});
    return good ? ExitDone : ExitEnvironment;
}

Result<int> install(const TargetArguments& arguments, const Target& target) {
    const Result<TargetInstall> done = installEngine(target, arguments.binFolder);
    if (!done)
        return done.error();
    if (arguments.json)
        print({{"target", target.name}, {"folder", done->folder}, {"version", done->version}, {"bytes", done->bytes}});
    else
        std::printf("installed  %s (%s)\n", done->folder.c_str(), done->version.c_str());
    return int(ExitDone);
}

Result<int> trust(const TargetArguments& arguments, const Target& target) {
    const bool given = !arguments.fingerprint.empty();
    const Result<HostKey> key = given ? trustHostKey(target, arguments.fingerprint) : askHostKey(target);
    if (!key)
        return key.error();
    if (arguments.json)
        print({{"target", target.name},
               {"host", key->host},
               {"type", key->type},
               {"fingerprint", key->fingerprint},
               {"trusted", given}});
    else
        std::printf("%s  %s %s%s\n", key->host.c_str(), key->type.c_str(), key->fingerprint.c_str(),
                    given ? "  added to known_hosts" : "");
    if (!given && !arguments.json)
        std::printf("Compare it with what the machine's administrator says, then give it with --fingerprint\n");
    return int(ExitDone);
}

// The table of docs/targets.md.
int keys() {
    std::printf("| key | default | allowed | what |\n|---|---|---|---|\n");
    for (const TargetKey& key : targetKeys()) {
        const std::string value = formatKeyValue(key.get(Target{}));
        std::printf("| `%s` | %s | %s | %s |\n", key.path().c_str(), value.empty() ? "" : ("`" + value + "`").c_str(),
                    key.allowedValues().c_str(), key.help.c_str());
    }
    return ExitDone;
}

} // namespace

CLI::App* addTargetVerb(CLI::App& app, TargetArguments& arguments, std::string& workspace) {
    CLI::App* const target = app.add_subcommand("target", "The machines and queues where runs can go");
    target->require_subcommand(1);
    target->footer("Example: roentgen-run target test gpu-box --workspace ~/roentgen");
    const auto verb = [&](const char* name, const char* help, const char* example, bool named) {
        CLI::App* const sub = target->add_subcommand(name, help);
        sub->add_option("--workspace", workspace, "Workspace folder (else $ROENTGEN_WORKSPACE, else .)");
        sub->add_flag("--json", arguments.json, "Print JSON");
        sub->footer(std::string("Example: roentgen-run target ") + example);
        if (named)
            sub->add_option("NAME", arguments.name, "The target's name: targets/NAME.toml")->required();
        sub->callback([&arguments, name] { arguments.verb = name; });
        return sub;
    };
    verb("list", "The targets of a workspace", "list --json", false);
    verb("keys", "The keys of a target, as a table in Markdown", "keys", false);
    verb("show", "One target's keys", "show gpu-box --json", true);
    verb("test", "Log in and say what is there and what is missing", "test gpu-box", true);
    verb("install", "Put the programs there", "install gpu-box", true);
    verb("trust", "Show the host's key; with --fingerprint accept exactly that one",
         "trust gpu-box --fingerprint SHA256:…", true)
        ->add_option("--fingerprint", arguments.fingerprint, "As it was shown: SHA256:…");
    return target;
}

Result<int> runTargetVerb(const TargetArguments& arguments) {
    if (arguments.verb == "list")
        return list(arguments);
    if (arguments.verb == "keys")
        return keys();
    const Result<Target> target = readTarget(arguments.workspace, arguments.name);
    if (!target)
        return target.error();
    if (arguments.verb == "test")
        return test(arguments, *target);
    if (arguments.verb == "install")
        return install(arguments, *target);
    if (arguments.verb == "trust")
        return trust(arguments, *target);
    if (arguments.json)
        print(jsonOf(*target));
    else
        std::printf("%s", writeTarget(*target).c_str());
    return int(ExitDone);
}

} // namespace roentgen::programs
