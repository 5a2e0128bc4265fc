#!/usr/bin/python3
"""Two builds are the same trainer: what an older one writes, a newer one writes byte for byte.

  same_program.py --before OTHER/bin --bin build/release/bin [--only NAMES] [--strict] [--keep DIR]

Trains the same experiments with both, on tiny phantoms: each optimizer on one and two ranks, in fp32 and bf16, and once each what
else the loop can do (CASES). Of a run these must be the same: the tensors of best.safetensors and last.safetensors byte for byte and
their metadata by value, snapshots likewise, predictions.csv, ensemble_predictions.csv and model_card.md byte for byte, metrics.csv
but for its columns of time. With --strict also what is not published: events but for times, and the checkpoint. Then runs that the
older build began, and was stopped or killed in, go on with the newer one, as if that one had done all of it.
Says of each case that it is the same; ends with 1 at the first difference, which it names, and keeps the folders then.
The older programs must know the keys below. Some four minutes on two cores.
"""
import argparse
import csv
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

SECONDS = 300
OPTIMIZERS = {"adam": 0.001, "adamw": 0.001, "sgd": 0.01, "adadelta": 0.5, "rmsprop": 0.0003, "lars": 0.5, "lamb": 0.003}
SNAPSHOTS = {"training.schedule": "cosine_restarts", "training.restart_epochs": 1, "training.snapshots": 2, "training.epochs": 3}
RECIPE = {**SNAPSHOTS, "training.ema_decay": 0.5, "training.optimizer": "adam", "training.accumulation": 2,
          "training.checkpoint_steps": 2, "model.weights": "{weights}", "model.freeze_trunk_epochs": 1, "training.trunk_rate_factor": 0.3}
# What the loop can do besides: keys that differ from EXPERIMENT. {…}: a path, made first.
CASES = {
    "frozen trunk": {"model.weights": "{weights}", "model.freeze_trunk_epochs": 1, "training.trunk_rate_factor": 0.3},
    "snapshots": SNAPSHOTS,
    "snapshots in mid-epoch, 2 ranks": {**SNAPSHOTS, "training.warmup_epochs": 0.5, "distributed.ranks": 2},
    "averaging": {"training.ema_decay": 0.5},
    "averaging, 2 ranks": {"training.ema_decay": 0.5, "distributed.ranks": 2},
    "accumulation": {"training.accumulation": 2},
    "accumulation, 2 ranks": {"training.accumulation": 3, "distributed.ranks": 2},
    "clipping": {"training.clip_norm": 0.1},
    "early stop": {"training.epochs": 9, "training.early_stop_epochs": 1, "training.learning_rate": 1e-12},
    "plateau": {"training.schedule": "plateau", "training.plateau_patience": 0, "training.epochs": 3, "training.learning_rate": 1e-12},
    "shared statistics, 2 ranks": {"model.normalization": "sync_batch", "distributed.ranks": 2},
    "sums in bf16, 2 ranks": {"distributed.compression": "bf16", "distributed.ranks": 2},
    "densenet121": {"model.architecture": "densenet121"},
    "initial weights": {"model.weights": "{weights}"},
    "records": {"pipeline.mode": "records", "pipeline.records": "{records}"},
    "naive pipeline": {"pipeline.mode": "naive"},
    "all together": RECIPE,
    "all together, 2 ranks": {**RECIPE, "distributed.ranks": 2},
}
EXPERIMENT = {
    "data.image_size": 32, "data.classes": ["Effusion", "Cardiomegaly"], "data.split": "fraction", "data.validation_fraction": 0.2,
    "data.test_fraction": 0.1, "pipeline.decode_threads": 1, "pipeline.cache_mb": 16, "augment.rotate_degrees": 5,
    "model.architecture": "resnet18", "training.epochs": 2, "training.optimizer": "sgd", "training.schedule": "constant",
    "training.learning_rate": 0.01, "training.precision": "fp32", "training.device": "cpu", "distributed.ranks": 1,
    "distributed.threads_per_rank": 1,
}
IMAGES = 6  # of all ranks together; at 32 px the last block has one pixel a film, and fewer films are no batch to normalise
TIMES = {"time", "seconds", "training_seconds", "validation_seconds", "writing_seconds", "images_per_second", "stages", "seq",
         "epoch_seconds", "kept_films", "kept_bytes",  # the loader is ahead by as much as there was time
         "experiment_sha256", "engine_version", "protocol"}


class Difference(Exception):
    pass


def read(path):
    with open(path, "rb") as file:
        return file.read()


def tensors(path):
    """{name: (dtype, shape, bytes)} and the metadata, as values where they are JSON."""
    data = read(path)
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = {key: json.loads(value) if value.startswith(("{", "[")) else value for key, value in header.pop("__metadata__", {}).items()}
    body = data[8 + length:]
    return {name: (t["dtype"], t["shape"], body[slice(*t["data_offsets"])]) for name, t in header.items()}, metadata


def without_times(value, folder=""):
    if isinstance(value, dict):
        return {k: without_times(v, folder) for k, v in value.items() if k not in TIMES}
    if isinstance(value, list):
        return [without_times(v, folder) for v in value]
    return value.replace(folder, "RUN") if folder and isinstance(value, str) else value


def compare_values(what, one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(set(one) | set(other)):
            if key not in one or key not in other:
                raise Difference(f"{what}: only one has {key}")
            compare_values(f"{what}, {key}", one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for k, (a, b) in enumerate(zip(one, other)):
            compare_values(f"{what}, {k}", a, b)
    elif one != other:
        raise Difference(f"{what}: {str(one)[:200]} and {str(other)[:200]}")


def compare_tensors(name, one, other):
    (tensors1, metadata1), (tensors2, metadata2) = tensors(one), tensors(other)
    if list(tensors1) != list(tensors2):
        raise Difference(f"{name}: other tensors, or in another order")
    for tensor, (dtype, shape, data) in tensors1.items():
        if (dtype, shape, data) != tensors2[tensor]:
            raise Difference(f"{name}: {tensor}")
    compare_values(f"{name}, metadata", without_times(metadata1), without_times(metadata2))


def compare_bytes(name, one, other):
    lines1, lines2 = read(one).split(b"\n"), read(other).split(b"\n")
    for k, (a, b) in enumerate(zip(lines1, lines2)):
        if a != b:
            raise Difference(f"{name}, line {k + 1}: {a[:200].decode(errors='replace')} and {b[:200].decode(errors='replace')}")
    if len(lines1) != len(lines2):
        raise Difference(f"{name}: {len(lines1)} and {len(lines2)} lines")


def compare_metrics(name, one, other):
    with open(one, newline="") as a, open(other, newline="") as b:
        rows = [[without_times(row) for row in csv.DictReader(file)] for file in (a, b)]
    both = set.intersection(*[set(row) for table in rows for row in table])  # a newer one may have more metrics
    if not {"epoch", "step", "train_loss", "val_loss", "mean_auc", "learning_rate"} <= both:
        raise Difference(f"{name}: columns are missing")
    compare_values(name, *[[{key: row[key] for key in both} for row in table] for table in rows])


def as_protocol_1(event):
    """What a validation or an ensemble says of the metrics that protocol 1 knew; likewise the end."""
    if "metrics" in event:
        metrics, headline = event.pop("metrics"), event.pop("headline")
        event["auc"] = {metric["of"]: metric["value"] for metric in metrics if metric.get("of")}
        event["mean_auc"] = next(metric["value"] for metric in metrics if metric["name"] == headline)
    if event["kind"] == "finished" and "best" in event:
        event["best_mean_auc"] = event.pop("best")
    if event["kind"] == "hello":
        event.pop("headline", None)
    return event


def events(run):
    with open(os.path.join(run, "events.jsonl")) as file:
        return [as_protocol_1(event) for event in map(json.loads, file) if event["kind"] != "heartbeat"]


def compare_runs(one, other, strict):
    files = ["best.safetensors", "last.safetensors", "metrics.csv", "predictions.csv", "ensemble_predictions.csv", "model_card.md"]
    snapshots = sorted({name for run in (one, other) if os.path.isdir(os.path.join(run, "snapshots")) for name in os.listdir(os.path.join(run, "snapshots"))})
    files += ["snapshots/" + name for name in snapshots]
    if strict and os.path.isdir(os.path.join(one, "checkpoints/last")):
        files += ["checkpoints/last/" + name for name in sorted(os.listdir(os.path.join(one, "checkpoints/last")))]
    for name in files:
        paths = [os.path.join(run, name) for run in (one, other)]
        there = [os.path.exists(path) for path in paths]
        if there[0] != there[1]:
            raise Difference(f"{name}: only {'the first' if there[0] else 'the second'} run has it")
        if not there[0]:
            continue
        compare = compare_tensors if name.endswith(".safetensors") else compare_metrics if name == "metrics.csv" else compare_bytes
        compare(name, *paths)


class Bench:
    """The two builds, and the films that both read."""

    def __init__(self, a, folder):
        self.folder, self.strict = folder, a.strict
        self.bins = {"before": os.path.abspath(a.before), "after": os.path.abspath(a.bin)}
        data = os.path.join(self.bins["before"], "roentgen-data")
        self.places = {name: os.path.join(folder, name) for name in ("films", "records")}
        self.places["weights"] = os.path.join(folder, "weights.safetensors")
        self.call(data, "phantom", "--kind", "chest", "--count", "90", "--size", "64", "--seed", "5", "--out", self.places["films"])
        self.call(data, "pack", self.places["films"], "--out", self.places["records"], "--size", "37")  # image_size x 8/7
        shutil.copy(os.path.join(self.run("before", "for its weights", {"training.epochs": 1}), "best.safetensors"), self.places["weights"])

    def call(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-1000:]}")

    def place(self, build, name):
        return os.path.join(self.folder, "runs", build, name.replace(" ", "-").replace(",", ""))

    def start(self, build, name, changes, resume=False):
        keys = {"data.dataset": self.places["films"], **EXPERIMENT, **changes}
        ranks = keys["distributed.ranks"]
        keys["training.local_batch"] = IMAGES // ranks
        run = self.place(build, name)
        experiment = run + ".toml"
        os.makedirs(os.path.dirname(run), exist_ok=True)
        with open(experiment, "w") as file:
            for key, value in keys.items():
                value = value.format(**self.places) if isinstance(value, str) else value
                file.write(f"{key} = {json.dumps(value)}\n")
        mpirun = ["mpirun", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", str(ranks)] if ranks > 1 else []
        command = mpirun + [os.path.join(self.bins[build], "roentgen-train"), experiment, "--run", run] + ["--resume"] * resume
        return run, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def run(self, build, name, changes, resume=False, expected=0):
        run, process = self.start(build, name, changes, resume)
        _, said = process.communicate(timeout=SECONDS)
        if process.returncode != expected:
            raise SystemExit(f"{build} the change, {name}: ended with {process.returncode}, not {expected}: {said[-1000:]}")
        return run

    def compare(self, name, changes, expected=0):
        runs = [self.run(build, name, changes, expected=expected) for build in self.bins]
        compare_runs(*runs, self.strict)
        if self.strict:
            compare_values("events.jsonl", *[without_times(events(run), run) for run in runs])
        return runs

    def interrupt(self, name, changes, how):
        """A run of the older build that a signal ends once it has a checkpoint; it goes on with the newer one."""
        for attempt in range(5):
            attempted = f"{name} {attempt}"
            run, process = self.start("before", attempted, changes)
            while process.poll() is None and not os.path.isdir(os.path.join(run, "checkpoints/last")):
                time.sleep(0.005)
            process.send_signal(how)
            process.communicate(timeout=SECONDS)
            if process.returncode != 0:
                break
        else:
            raise SystemExit(f"{name}: it had always ended before it could be interrupted")
        return self.go_on(attempted, changes)

    def go_on(self, name, changes):
        shutil.copytree(self.place("before", name), self.place("after", name))
        return self.run("after", name, changes, resume=True)


def rollbacks(bench):
    """The limit lies between the two largest losses of the first epoch: the step above it is taken back, then left out."""
    changes = {"training.optimizer": "adam", "training.learning_rate": 1e-5, "training.epochs": 1}
    scout = bench.run("before", "scout", {**changes, "training.divergence_factor": 0})
    losses = sorted(event["loss"] for event in events(scout) if event["kind"] == "step")
    limit = (losses[-1] + losses[-2]) / 2 / max(1, losses[-2])
    return {**changes, "training.on_divergence": "rollback", "training.divergence_factor": round(limit, 6)}


def matrix():
    for optimizer, rate in OPTIMIZERS.items():
        for ranks in (1, 2):
            for precision in ("fp32", "bf16"):
                yield f"{optimizer}, {ranks} rank{'s' * (ranks > 1)}, {precision}", {
                    "training.optimizer": optimizer, "training.learning_rate": rate, "training.weight_decay": 0.01,
                    "distributed.ranks": ranks, "training.precision": precision}


def warned(run, code):
    return sum(event["kind"] == "warning" and event["code"] == code for event in events(run))


def all_cases(bench):
    """(name, what compares)"""
    for name, changes in [*matrix(), *CASES.items()]:
        yield name, lambda name=name, changes=changes: bench.compare(name, changes)

    def rollback():
        runs = bench.compare("rollback", rollbacks(bench))
        if not warned(runs[0], "divergence"):
            raise SystemExit("rollback: nothing was taken back, which proves nothing")
    yield "rollback", rollback

    def gives_up():
        runs = bench.compare("gives up", {"training.on_divergence": "rollback", "training.divergence_factor": 1e-6}, expected=2)
        said = [[event["message"] for event in events(run) if event["kind"] in ("warning", "error")] for run in runs]
        compare_values("warnings and error", *said)
    yield "gives up", gives_up

    def goes_on(name, changes, how):
        alone = bench.run("after", "alone " + name, changes)
        compare_runs(bench.interrupt(name, changes, how), alone, bench.strict)
    for name, changes, how in (("stopped before, resumed after", RECIPE, signal.SIGUSR1),
                               ("killed before, resumed after", {**RECIPE, "training.optimizer": "lamb"}, signal.SIGKILL)):
        yield name, lambda name=name, changes=changes, how=how: goes_on(name, changes, how)

    def longer():
        changes = {"distributed.ranks": 2, "training.optimizer": "rmsprop", "training.ema_decay": 0.5}
        alone = bench.run("after", "alone longer", {**changes, "training.epochs": 2})
        bench.run("before", "longer", {**changes, "training.epochs": 1})
        compare_runs(bench.go_on("longer", {**changes, "training.epochs": 2}), alone, bench.strict)
    yield "an epoch more after, 2 ranks", longer


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--before", required=True)
    p.add_argument("--bin", required=True)
    p.add_argument("--only", default="", help="cases with this in their name, a regular expression")
    p.add_argument("--strict", action="store_true")
    p.add_argument("--keep", help="folder for all runs; they stay there")
    a = p.parse_args()
    folder = os.path.abspath(a.keep) if a.keep else tempfile.mkdtemp(prefix="same-program-")
    os.makedirs(folder, exist_ok=True)
    bench, count = Bench(a, folder), 0
    for name, compare in all_cases(bench):
        if not re.search(a.only, name):
            continue
        begun = time.monotonic()
        try:
            compare()
        except Difference as difference:
            print(f"DIFFERENT  {name}: {difference}\nafter {count} cases that are the same; the runs are in {folder}")
            sys.exit(1)
        count += 1
        print(f"same  {name} ({time.monotonic() - begun:.1f} s)", flush=True)
        if not a.keep:
            shutil.rmtree(os.path.join(folder, "runs"))
    if not a.keep:
        shutil.rmtree(folder)
    print(f"{count} cases, all of them the same")
    sys.exit(0 if count else 2)


if __name__ == "__main__":
    main()
