#include "engine/protocol/messages/launch_messages.h"

namespace roentgen {

void describe(Fields& f, PlacementAnswer& placement) {
    f.required("ranks", placement.ranks, "", fromOne);
    f.required("threads_per_rank", placement.threadsPerRank, "", fromOne);
    f.optional("bound_to", placement.boundTo, "`core` `socket` … or `none`");
    f.optional("oversubscribed", placement.oversubscribed, "more threads than cores");
}

void describe(Fields& f, MemoryAnswer& memory) {
    f.required("needed_bytes", memory.neededBytes, "of the ranks that run on one machine", fromZero);
    f.required("machine_bytes", memory.machineBytes, "0: not known", fromZero);
    f.optional("fits", memory.fits, "");
}

void describe(Fields& f, ForecastAnswer& forecast) {
    f.unlessEmpty("split", forecast.split, "images and patients of each part, counted by `roentgen-data`");
    f.unlessEmpty("uncounted", forecast.uncounted, "why there is no `split`, and nothing that follows from it");
    f.required("global_batch", forecast.globalBatch, "images of a step, of all ranks", fromOne);
    f.unlessEmpty("steps_per_epoch", forecast.stepsPerEpoch, "", fromZero);
    f.unlessEmpty("steps", forecast.steps, "in all", fromZero);
    f.unlessEmpty("images_per_second", forecast.imagesPerSecond, "of all ranks", fromZero);
    f.unlessEmpty("measured_in", forecast.measuredIn,
                  "the earlier run like it that had this speed; absent: roughly, from the machine's cores");
    f.unlessEmpty("seconds", forecast.seconds, "of all epochs, at this speed", fromZero);
    f.unlessEmpty("rank_bytes", forecast.rankBytes, "of memory, of one rank; absent: not measured", fromZero);
    f.unlessEmpty("films_bytes", forecast.filmsBytes, "of memory, of the films that are kept between epochs", fromZero);
    f.required("disk_bytes", forecast.diskBytes, "of the run's folder at its end", fromZero);
    f.optional("disk_measured", forecast.diskMeasured,
               "as an earlier run of the model took; else from the size of its weights");
}

void describe(Fields& f, StartAnswer& answer) {
    f.required("run", answer.run, "its id");
    f.required("folder", answer.folder, "of the run, here");
    f.unlessEmpty("command", answer.command, "that runs, as an argument vector");
    f.unlessEmpty("command_line", answer.commandLine, "the same, quoted for a shell");
    f.unlessEmpty("starts_from", answer.startsFrom, "`from scratch`, or the weights");
    f.unlessEmpty("placement", answer.placement, "of the ranks on this machine");
    f.optional("started", answer.started, "false: `--dry-run`");
    f.unlessEmpty("target", answer.target, "where it runs, by name");
    f.unlessEmpty("script", answer.script, "of Slurm");
    f.unlessEmpty("experiment", answer.experiment, "of `receive`: TOML, as it runs there");
    f.unlessEmpty("memory", answer.memory, "where it is known");
    f.optional("warnings", answer.warnings, "what is not well and starts all the same");
    f.unlessEmpty("forecast", answer.forecast, "of `--dry-run`, unless `--no-forecast`: what it will come to");
}

void describe(Fields& f, RunPackage& package) {
    f.required("experiment", package.experiment, "TOML with all keys");
    f.required("target", package.target, "TOML, as the far end sees itself");
    f.required("target_name", package.targetName, "");
    f.required("id", package.id, "of the run");
    f.optional("script", package.script, "edited sbatch script; empty: the generated one");
    f.optional("coming_weights", package.comingWeights, "model.weights that a start sends, and a dry run has not");
    f.optional("dry_run", package.dryRun, "");
    f.optional("force", package.force, "although it needs more memory than there is");
}

void describe(Fields& f, ProbeAnswer& answer) {
    f.required("host", answer.host, "");
    f.required("processor", answer.processor, "");
    f.required("cores", answer.cores, "physical ones that this process may use", fromOne);
    f.optional("hardware_threads", answer.hardwareThreads, "", fromOne);
    f.optional("sockets", answer.sockets, "", fromOne);
    f.optional("numa_nodes", answer.numaNodes, "", fromOne);
    f.required("memory_bytes", answer.memoryBytes, "no more than the cgroup's limit", fromZero);
    f.required("free_memory_bytes", answer.freeMemoryBytes, "likewise", fromZero);
    f.optional("instructions", answer.instructions, "of avx2, fma, avx512f, avx512_bf16, amx_bf16");
    f.optional("bf16", answer.bf16, "the processor multiplies bf16 in hardware");
    f.optional("mpirun", answer.mpirun, "its path; empty: there is none");
    f.optional("mpi_version", answer.mpiVersion, "");
    f.optional("gpus", answer.gpus, "names");
    f.optional("free_disk_bytes", answer.freeDiskBytes, "of the workspace; -1: cannot be told");
    f.required("engine_version", answer.engineVersion, "");
}

void describe(Fields& f, DeletedRun& deleted) {
    f.required("run", deleted.run, "its id");
    f.required("trash", deleted.trash, "where its folder is now");
}

} // namespace roentgen
