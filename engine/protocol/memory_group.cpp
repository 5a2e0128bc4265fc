#include "engine/protocol/memory_group.h"

#include "engine/protocol/text_file.h"

#include <cstdlib>
#include <sstream>

namespace roentgen {

namespace {

constexpr double NoLimit = 1e15; // v1 says about 9.2e18 where there is none

struct Group {
    std::string top, path; // folder of the hierarchy; of the group below it, "" for the top
    const char *limit, *kills;
};

std::string textOf(const std::string& path) {
    Result<std::string> text = readTextFile(path);
    return text ? text.take() : std::string();
}

// Lines of /proc/self/cgroup: "NUMBER:CONTROLLERS:PATH", v2's with number 0 and no controllers. A hierarchy of v1 that
// holds the memory goes first: v2's has no memory then.
Group groupOf(const std::string& root) {
    const std::string mounts = root + "/sys/fs/cgroup";
    Group group{mounts, "", "/memory.max", "/memory.events"};
    std::istringstream lines(textOf(root + "/proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) {
        const size_t first = line.find(':');
        const size_t second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const std::string path = line.substr(second + 1);
        if (controllers.find(",memory,") != std::string::npos)
            return {mounts + "/memory", path == "/" ? "" : path, "/memory.limit_in_bytes", "/memory.oom_control"};
        if (controllers == ",,")
            group.path = path == "/" ? "" : path;
    }
    return group;
}

// The number after "name ", as in memory.events.
int64_t fieldOf(const std::string& text, const std::string& name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.compare(0, name.size() + 1, name + " ") == 0)
            return std::atoll(line.c_str() + name.size() + 1);
    return 0;
}

// In a container the path may be one of outside: then the group is the top that is seen here.
std::string folderOf(const Group& group) {
    return textOf(group.top + group.path + group.limit).empty() && textOf(group.top + group.path + group.kills).empty()
               ? group.top
               : group.top + group.path;
}

} // namespace

int64_t memoryLimitOfGroup(const std::string& root) {
    const Group group = groupOf(root);
    int64_t limit = 0;
    for (std::string folder = folderOf(group);; folder.erase(folder.find_last_of('/'))) {
        const double here = std::atof(textOf(folder + group.limit).c_str()); // "max" is 0
        if (here > 0 && here < NoLimit && (limit == 0 || here < double(limit)))
            limit = int64_t(here);
        if (folder.size() <= group.top.size())
            return limit;
    }
}

int64_t oomKillsOfGroup(const std::string& root) {
    const Group group = groupOf(root);
    return fieldOf(textOf(folderOf(group) + group.kills), "oom_kill");
}

} // namespace roentgen
