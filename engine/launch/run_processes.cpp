#include "engine/launch/run_processes.h"

#include "engine/protocol/run_watch.h"
#include "engine/protocol/text_file.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <dirent.h>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace roentgen::launch {

namespace {

const char* const MarkName = "ROENTGEN_RUN_FOLDER";

// The numbers that name the entries of a folder of /proc.
std::vector<pid_t> numbersIn(const std::string& path) {
    std::vector<pid_t> numbers;
    DIR* const folder = ::opendir(path.c_str());
    if (!folder)
        return numbers;
    while (const dirent* entry = ::readdir(folder))
        if (const pid_t number = pid_t(std::strtol(entry->d_name, nullptr, 10)); number > 0)
            numbers.push_back(number);
    ::closedir(folder);
    return numbers;
}

// One that has been replaced by another since is none that was meant: its environment says so.
bool isMarked(pid_t pid, const std::string& mark) {
    const Result<std::string> environment = readTextFile("/proc/" + std::to_string(pid) + "/environ");
    if (!environment)
        return false;
    const size_t at = environment->find(mark);
    return at != std::string::npos && (at == 0 || (*environment)[at - 1] == '\0');
}

} // namespace

void markAsProcessOf(const RunFolder& run) {
    ::setenv(MarkName, run.path.c_str(), 1);
}

std::vector<pid_t> processesOf(const RunFolder& run, pid_t session) {
    const std::string mark = std::string(MarkName) + "=" + run.path + std::string(1, '\0');
    std::vector<pid_t> found;
    for (pid_t pid : numbersIn("/proc")) {
        const bool isOfRun = isMarked(pid, mark) || (session > 0 && ::getsid(pid) == session);
        if (pid != ::getpid() && isOfRun && processStartTicks(pid) != 0)
            found.push_back(pid);
    }
    return found;
}

bool killProcessesOf(const RunFolder& run, pid_t session, double seconds) {
    for (const double end = secondsSince1970() + seconds;;) {
        const std::vector<pid_t> left = processesOf(run, session);
        if (left.empty())
            return true;
        if (secondsSince1970() > end)
            return false;
        for (pid_t pid : left)
            ::kill(pid, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

Children childrenOf(pid_t parent) {
    Children children;
    const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
    for (pid_t task : numbersIn(tasks)) { // a child belongs to the thread that started it
        const Result<std::string> text = readTextFile(tasks + "/" + std::to_string(task) + "/children");
        std::istringstream numbers(text ? *text : std::string());
        for (pid_t pid = 0; numbers >> pid;)
            ++(processStartTicks(pid) != 0 ? children.alive : children.zombies);
    }
    return children;
}

} // namespace roentgen::launch
