#include "engine/launch/target_check.h"

#include "engine/launch/remote_shell.h"
#include "engine/launch/shared_libraries.h"
#include "engine/protocol/text_file.h"

#include <cstring>
#include <map>
#include <sstream>

namespace roentgen::launch {

namespace {

constexpr const char* answersMark = "roentgen answers:\n";

// $1: work folder, $2: engine folder, $3: partition, $4: 1 where Slurm is wanted. Prints the mark and name=value lines.
const char* const questions = R"sh(
echo "roentgen answers:"
echo "host=$(hostname)"
have=$1
while [ ! -e "$have" ] && [ "$have" != "$(dirname -- "$have")" ]; do have=$(dirname -- "$have"); done
[ -d "$have" ] && [ -w "$have" ] && echo "writable=1"
case $1 in /*) echo "work=$1";; *) echo "work=$PWD/$1";; esac
echo "disk_kb=$(df -Pk -- "$have" | awk 'NR == 2 {print $4}')"
echo "cores=$(nproc)"
echo "memory_kb=$(awk '/^MemTotal:/ {print $2}' /proc/meminfo)"
echo "gpus=$(nvidia-smi -L 2>/dev/null | sed 's/ (UUID.*//; s/^GPU [0-9]*: //' | paste -sd, -)"
echo "mpi=$(mpirun --version 2>/dev/null | sed -n '1s/.* //p')"
echo "engine=$("$2/roentgen-run" --version 2>&1 | tail -n 1)"
[ -x "$2/roentgen-run" ] && [ -x "$2/roentgen-train" ] && echo "programs=1"
lacking "$2/roentgen-run" "$2/roentgen-train"
echo "trainer=$("$2/roentgen-train" --version 2>&1 | tail -n 1)"
if [ "$4" = 1 ]; then
    echo "slurm=$(sbatch --version 2>/dev/null)"
    if [ -n "$3" ]; then set -- --partition="$3"; else set --; fi
    sinfo --noheader --format="partition=%P|%a|%D nodes|%c cores|%m MB|%l|%G|%T" "$@" 2>&1 | sed '/^partition=/!s/^/sinfo=/'
fi
exit 0
)sh";

using Facts = std::multimap<std::string, std::string>;

std::string fact(const Facts& facts, const std::string& name) {
    const auto found = facts.find(name);
    return found == facts.end() ? "" : found->second;
}

// What login scripts print stands before the mark, and may look like a fact.
std::string answersIn(const std::string& output) {
    const size_t mark = output.rfind(answersMark);
    return mark == std::string::npos ? std::string() : output.substr(mark + std::strlen(answersMark));
}

std::string gigabytes(const std::string& kilobytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GB", std::atof(kilobytes.c_str()) * 1024 / 1e9);
    return text;
}

void addFolderAndMachine(const Facts& facts, std::vector<TargetCheck>& checks) {
    const bool writable = !fact(facts, "writable").empty();
    checks.push_back(
        {"work_folder", writable, fact(facts, "work"), writable ? "" : "choose a work_folder that can be written to"});
    const bool room = std::atof(fact(facts, "disk_kb").c_str()) > 1e6;
    checks.push_back({"disk", room, gigabytes(fact(facts, "disk_kb")) + " free", room ? "" : "a run needs about 1 GB"});
    checks.push_back({"cores", true, fact(facts, "cores"), ""});
    checks.push_back({"memory", true, gigabytes(fact(facts, "memory_kb")), ""});
    checks.push_back({"gpus", true, fact(facts, "gpus").empty() ? "none" : fact(facts, "gpus"), ""});
}

void addPrograms(const Target& target, const Facts& facts, const std::vector<std::string>& lacks,
                 std::vector<TargetCheck>& checks) {
    const std::string mpi = fact(facts, "mpi");
    const bool needed = !target.hosts.empty() || target.slurm.nodes > 1;
    checks.push_back(
        {"mpi", !mpi.empty() || !needed, mpi.empty() ? "none" : "Open MPI " + mpi,
         mpi.empty() ? "for more than one rank install openmpi-bin, or load its module in the prelude" : ""});
    const std::string run = fact(facts, "engine"), train = fact(facts, "trainer");
    const std::string version = std::string(" ") + ROENTGEN_VERSION;
    const bool there = !fact(facts, "programs").empty();
    if (there && !lacks.empty()) { // and so cannot say which they are
        checks.push_back({"engine", true, "present", ""});
        checks.push_back({"libraries", false, nameLibraries(lacks), libraryHint(lacks)});
        return;
    }
    const bool runs = run == "roentgen-run" + version, fits = there && runs && train == "roentgen-train" + version;
    const std::string says = !there ? "none" : runs ? train : run;
    const bool older = says.find("' not found (required by") != std::string::npos; // as ld.so says of GLIBC_2.38
    checks.push_back({"engine", fits, fits ? run : says,
                      fits    ? ""
                      : older ? "that system is older than the one these programs were built on: build Roentgen there, "
                                "and set engine_folder"
                              : "roentgen-run" + version + " is needed: roentgen-run target install " + target.name +
                                    ", or set engine_folder"});
}

void addSlurm(const Target& target, const Facts& facts, std::vector<TargetCheck>& checks) {
    const std::string slurm = fact(facts, "slurm");
    checks.push_back({"slurm", !slurm.empty(), slurm.empty() ? "none" : slurm,
                      slurm.empty() ? "sbatch is not found: log in where jobs are submitted, or add a prelude" : ""});
    const auto [begin, end] = facts.equal_range("partition");
    std::string all, fault = fact(facts, "sinfo");
    for (auto it = begin; it != end; ++it)
        all += (all.empty() ? "" : "; ") + it->second;
    const bool up = all.find("|up|") != std::string::npos;
    if (fault.empty() && !up)
        fault = all.empty() ? "there is no such partition" : "the partition is down";
    checks.push_back({"partition", up, all.empty() ? fault : all,
                      up ? "" : "set slurm.partition to one that sinfo shows (" + target.slurm.partition + ")"});
}

} // namespace

std::vector<TargetCheck> checkTargetThere(const Target& target, const std::string& workspace,
                                          const std::string& binFolder) {
    std::vector<TargetCheck> checks;
    ChildOptions options;
    options.seconds = 30;
    std::optional<HostKey> unknownKey;
    const Result<ChildOutcome> asked = runThere(target,
                                                {"sh", "-c", std::string(lackingFunction) + questions, "sh",
                                                 target.isRemote() ? target.workFolder : workspace,
                                                 target.isRemote() ? target.enginePath(ROENTGEN_VERSION) : binFolder,
                                                 target.slurm.partition, target.isSlurm() ? "1" : "0"},
                                                options, &unknownKey);
    if (!asked || !asked->good()) {
        const Error error = asked ? environmentError("The login shell ended: " + lastLine(asked->errors), target.name,
                                                     "check the prelude")
                                  : asked.error();
        checks.push_back({"login", false, error.message, error.hint, unknownKey});
        return checks;
    }
    Facts facts;
    std::istringstream lines(answersIn(asked->output));
    for (std::string line; std::getline(lines, line);)
        if (const size_t equals = line.find('='); equals != std::string::npos)
            facts.emplace(line.substr(0, equals), line.substr(equals + 1));
    checks.push_back({"login", true, fact(facts, "host"), ""});
    addFolderAndMachine(facts, checks);
    addPrograms(target, facts, lackedLibraries(answersIn(asked->output)), checks);
    if (target.isSlurm())
        addSlurm(target, facts, checks);
    return checks;
}

} // namespace roentgen::launch
