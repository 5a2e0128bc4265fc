#include "engine/programs/train_arguments.h"

#include "engine/programs/openmp_spin.h"

#include <cstdlib>
#include <unistd.h>

namespace roentgen {

namespace {

const char* const help = R"(Trains an experiment (TOML) into a run folder, alone or as the ranks of mpirun
Usage: roentgen-train EXPERIMENT --run DIR [--resume] [--set section.key=value …]
       roentgen-train --benchmark [EXPERIMENT] [--set …] [--input-only] [--steps N] [--json]

The folder then holds events.jsonl, checkpoints/, best.safetensors, metrics.csv … roentgen-run starts it detached and
follows it. Stop it with a checkpoint by SIGUSR1, or by the line {"command":"stop"} in DIR/control.

Options:
  -h,--help                     print this help
  --version                     print the version
  --run DIR                     the run's folder; made where it does not exist
  --resume                      go on from the folder's last checkpoint
  --set section.key=value       overrides a key of the experiment; may be given again
  --benchmark                   times the training step on synthetic input, without files
  --input-only                  with --benchmark: times the input pipeline alone, on the experiment's data set
  --steps N                     timed steps of a benchmark (at least 8; default 12)
  --json                        prints the benchmark's result as one JSON object

Exit: 0 done, 1 internal error, 2 usage or experiment, 3 input data, 4 environment, 130 stopped on request.
Example: mpirun -n 2 --bind-to none roentgen-train demo.toml --run runs/demo-1 --set distributed.ranks=2
)";

const char* const tryHelp = "roentgen-train --help shows how";

} // namespace

Result<TrainArguments> parseTrainArguments(int argc, char** argv) {
    TrainArguments arguments;
    const auto valueOf = [&](int& k, const std::string& name, std::string* value) {
        const std::string text = argv[k];
        if (text == name && k + 1 < argc) {
            *value = argv[++k];
            return true;
        }
        if (text.rfind(name + "=", 0) == 0) {
            *value = text.substr(name.size() + 1);
            return true;
        }
        return false;
    };
    for (int k = 1; k < argc; ++k) {
        const std::string text = argv[k];
        std::string value;
        if (text == "--help" || text == "-h")
            arguments.answer = help;
        else if (text == "--version")
            arguments.answer = "roentgen-train " ROENTGEN_VERSION "\n";
        else if (text == "--resume")
            arguments.resume = true;
        else if (text == "--benchmark")
            arguments.benchmark = true;
        else if (text == "--input-only")
            arguments.inputOnly = true;
        else if (text == "--json")
            arguments.json = true;
        else if (valueOf(k, "--run", &value))
            arguments.run = value;
        else if (valueOf(k, "--set", &value))
            arguments.overrides.push_back(value);
        else if (valueOf(k, "--steps", &value)) {
            char* end = nullptr;
            const long steps = std::strtol(value.c_str(), &end, 10);
            if (value.empty() || *end || steps < 8 || steps > 100000)
                return usageError("--steps takes a number from 8 to 100000", value, tryHelp);
            arguments.steps = int(steps);
        } else if (!text.empty() && text[0] == '-')
            return usageError("unknown option, or its value is missing", text, tryHelp);
        else if (arguments.experiment.empty())
            arguments.experiment = text;
        else
            return usageError("a second experiment was given", text, tryHelp);
    }
    if (!arguments.answer.empty() || arguments.benchmark)
        return arguments;
    if (arguments.experiment.empty())
        return usageError("no experiment given", "", tryHelp);
    if (arguments.run.empty())
        return usageError("no run folder given (--run DIR)", "", tryHelp);
    return arguments;
}

void prepareEnvironment(char** argv, const std::string& waitPolicy, int64_t spinMs) {
    if (std::getenv("ROENTGEN_ENVIRONMENT_READY"))
        return;
    setenv("ROENTGEN_ENVIRONMENT_READY", "1", 1);
    // glibc: keep freed activations instead of giving them back each step, and ask for huge pages (2.36 and later).
    setenv("GLIBC_TUNABLES",
           "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=17179869184", 0);
    // libgomp on its own spins shortly, then sleeps: measured faster than either with two threads on two cores.
    if (waitPolicy != "auto")
        setenv("OMP_WAIT_POLICY", waitPolicy.c_str(), 0);
    if (spinMs > 0) {
        setenv("GOMP_SPINCOUNT", std::to_string(openmpSpinCount(spinMs)).c_str(), 0);
        setenv("KMP_BLOCKTIME", std::to_string(spinMs).c_str(), 0); // Intel's, in milliseconds
    }
    execv("/proc/self/exe", argv);
}

} // namespace roentgen
