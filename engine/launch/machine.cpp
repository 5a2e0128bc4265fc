#include "engine/launch/machine.h"

#include "engine/protocol/memory_group.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <dirent.h>
#include <sstream>
#include <sys/statvfs.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

// The value after "name :" in a /proc text; the first one.
std::string procValue(const std::string& text, const std::string& name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const size_t colon = line.find(':');
        if (colon == std::string::npos || line.compare(0, name.size(), name) != 0)
            continue;
        const size_t begin = line.find_first_not_of(" \t", colon + 1);
        return begin == std::string::npos ? "" : line.substr(begin);
    }
    return {};
}

std::string procText(const char* path) {
    Result<std::string> text = readTextFile(path);
    return text ? text.take() : std::string();
}

// cgroup v2 "quota period", or a number without limit.
int quotaCores() {
    std::istringstream text(procText("/sys/fs/cgroup/cpu.max"));
    double quota = 0, period = 0;
    return text >> quota >> period && period > 0 ? std::max(1, int(std::lround(quota / period))) : 1 << 20;
}

int coresOf(const ProcessorTopology& topology) {
    return std::min(topology.cores, quotaCores());
}

// Open MPI's version without starting it: from the name of its installed help, or by asking.
std::string askMpiVersion(const std::string& mpirun) {
    std::string out;
    const std::string command = "'" + mpirun + "' --version 2>/dev/null";
    if (mpirun.find('\'') != std::string::npos)
        return out;
    if (FILE* const pipe = ::popen(command.c_str(), "r")) {
        char buffer[256] = {};
        if (std::fgets(buffer, sizeof buffer, pipe))
            out = buffer;
        ::pclose(pipe);
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == ' '))
        out.pop_back();
    const size_t blank = out.find_last_of(' ');
    return blank == std::string::npos ? out : out.substr(blank + 1);
}

std::vector<std::string> nvidiaGpus() {
    std::vector<std::string> names;
    const std::string folder = "/proc/driver/nvidia/gpus";
    if (DIR* const directory = ::opendir(folder.c_str())) {
        while (const dirent* entry = ::readdir(directory))
            if (entry->d_name[0] != '.')
                names.push_back(procValue(procText((folder + "/" + entry->d_name + "/information").c_str()), "Model"));
        ::closedir(directory);
    }
    return names;
}

} // namespace

int usableCores() {
    return coresOf(readProcessorTopology(allowedProcessors()));
}

int64_t freeDiskBytes(const std::string& folder) {
    struct statvfs status = {};
    return ::statvfs(folder.c_str(), &status) == 0 ? int64_t(status.f_bavail) * int64_t(status.f_frsize) : -1;
}

std::string findProgram(const std::string& name) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/local/bin:/usr/bin:/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::string candidate = folder + "/" + name;
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return {};
}

Machine probeMachine() {
    Machine machine;
    machine.host = thisHostName();
    const std::string cpuinfo = procText("/proc/cpuinfo");
    machine.processor = procValue(cpuinfo, "model name");
    machine.topology = readProcessorTopology(allowedProcessors());
    machine.cores = coresOf(machine.topology);
    const std::string flags = " " + procValue(cpuinfo, "flags") + " ";
    for (const char* name : {"avx2", "fma", "avx512f", "avx512_bf16", "amx_bf16"})
        if (flags.find(" " + std::string(name) + " ") != std::string::npos)
            machine.instructions.emplace_back(name);
    for (const std::string& name : machine.instructions)
        machine.bf16 = machine.bf16 || name == "avx512_bf16" || name == "amx_bf16";
    const std::string memory = procText("/proc/meminfo");
    machine.memoryBytes = std::atoll(procValue(memory, "MemTotal").c_str()) * 1024;
    machine.freeMemoryBytes = std::atoll(procValue(memory, "MemAvailable").c_str()) * 1024;
    if (const int64_t limit = memoryLimitOfGroup(); limit > 0) {
        machine.memoryBytes = std::min(machine.memoryBytes, limit);
        machine.freeMemoryBytes = std::min(machine.freeMemoryBytes, limit);
    }
    machine.mpirun = findProgram("mpirun");
    if (!machine.mpirun.empty())
        machine.mpiVersion = askMpiVersion(machine.mpirun);
    machine.gpus = nvidiaGpus();
    return machine;
}

} // namespace roentgen::launch
