"""What the turns of performance.py run: ours and the peers', under the same conditions.

Unless a turn's name says otherwise, both sides have two threads (set on both), three input channels, channels-last
tensors, the same precision and the same settings of the allocator: those that roentgen-train gives itself.
A turn answers with images a second, or with the program's JSON object, in which they stand.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

BATCH, THREADS, SIZE = 16, 2, 224
HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # Debian's, which has torch
# As engine/programs/train_arguments.cpp sets it.
ALLOCATOR = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=17179869184"}
REAL_FILMS = 1020  # files of the steady state on films
GOAL_AUC = 0.985


def last_json(command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def headline_of(validation):
    return next(metric["value"] for metric in validation["metrics"] if metric["name"] == validation["headline"])


def settings(**values):
    return [part for key, value in values.items() for part in ("--set", f"{key.replace('__', '.')}={value}")]


class Sides:
    def __init__(self, a, folder):
        self.a, self.folder = a, folder
        self.train = os.path.join(a.bin, "roentgen-train")

    # -- The training step on synthetic input

    def ours(self, architecture, precision, *launcher, batch=BATCH, threads=THREADS, channels="three", program=None):
        return last_json([*launcher, program or self.train, "--benchmark", "--json", "--steps", "9",
                          *settings(model__architecture=architecture, model__channels=channels, training__precision=precision,
                                    training__local_batch=batch, distributed__threads_per_rank=threads)])

    def before(self, architecture, precision):
        """The programs of an earlier commit, where --before names them."""
        return self.ours(architecture, precision, program=os.path.join(self.a.before, "roentgen-train"))

    def peer(self, *more, environment=None):
        return last_json([PYTHON, self.a.peer, "--threads", str(THREADS), "--batch", str(BATCH), *more], environment)

    def peer_step(self, architecture, precision, environment=ALLOCATOR):
        return self.peer("--synthetic", "--channels-last", "--arch", architecture, "--precision", precision, "--steps", "9",
                         environment=environment)

    def ours_two_ranks(self, precision):
        """Bound as roentgen-run binds them."""
        return self.ours("densenet121", precision, "mpirun", "--allow-run-as-root", "--map-by", "slot:PE=1", "--bind-to", "core", "-n", "2",
                         batch=BATCH // 2, threads=1)

    def ours_side_by_side(self, precision):
        """Two trainings that know nothing of each other, a core each: what two ranks could reach at most."""
        command = [self.train, "--benchmark", "--json", "--steps", "9",
                   *settings(model__channels="three", training__local_batch=BATCH // 2, training__precision=precision,
                             distributed__threads_per_rank=1)]
        both = [subprocess.Popen(["taskset", "-c", str(core), *command], stdout=subprocess.PIPE, text=True)
                for core in sorted(os.sched_getaffinity(0))[:2]]
        return sum(json.loads(one.communicate()[0].strip().splitlines()[-1])["images_per_second"] for one in both)

    def peer_two_ranks(self, precision):
        return last_json([PYTHON, self.a.peer, "--synthetic", "--channels-last", "--precision", precision, "--ranks", "2",
                          "--threads", "1", "--batch", str(BATCH // 2), "--steps", "11"], ALLOCATOR)

    # -- Films: what is there, under as many names as a steady state takes

    def films(self):
        """A folder in NIH's layout with REAL_FILMS files: those of --nih, each copied several times; made once."""
        folder = os.path.join(self.folder, "films")
        if os.path.exists(folder):
            return folder
        with open(self.nih_table(), newline="") as file:
            rows = {row["Image Index"]: row for row in csv.DictReader(file)}
        paths = [path for path in sorted(glob.glob(os.path.join(self.a.nih, "images*", "*.png"))) if os.path.basename(path) in rows]
        os.makedirs(os.path.join(folder, "images"))
        with open(os.path.join(folder, "Data_Entry_2017.csv"), "w", newline="") as file:
            table = csv.DictWriter(file, next(iter(rows.values())).keys())
            table.writeheader()
            for i in range(max(REAL_FILMS, len(paths))):
                path, copy = paths[i % len(paths)], i // len(paths)
                row = dict(rows[os.path.basename(path)])
                number, rest = row["Image Index"].split("_", 1)
                row["Image Index"] = f"{int(number) + 50000 * copy:08d}_{rest}"
                row["Patient ID"] = str(int(row["Patient ID"]) + 50000 * copy)
                shutil.copyfile(path, os.path.join(folder, "images", row["Image Index"]))
                table.writerow(row)
        return folder

    def nih_table(self):
        return sorted(glob.glob(os.path.join(self.a.nih, "Data_Entry*.csv")) or glob.glob(os.path.join(self.a.nih, "*.csv")))[0]

    def peer_files(self):
        return ["--root", self.films(), "--labels", os.path.join(self.films(), "Data_Entry_2017.csv")]

    def film_read(self, program):
        """Films a second and core, read and shrunk to 256 x 256."""
        films = sorted(glob.glob(os.path.join(self.a.nih, "images*", "*.png")))[:100]
        return last_json([os.path.join(self.a.bin, "..", "tests", program), *films])["images_per_second_and_core"]

    def experiment_on_films(self, mode, precision="auto"):
        """An experiment's file on the films; in mode records they are packed first."""
        pipeline = f'[pipeline]\nmode = "{mode}"\n'
        if mode == "records":
            records = os.path.join(self.folder, "records")
            pipeline += f'records = "{records}"\n'
            if not os.path.exists(records):
                last_json([os.path.join(self.a.bin, "roentgen-data"), "pack", self.films(), "--out", records, "--json"])
        experiment = os.path.join(self.folder, f"{mode}.toml")
        with open(experiment, "w") as file:
            file.write(f'[data]\ndataset = "{self.films()}"\nsplit = "fraction"\n'
                       "validation_fraction = 0.05\ntest_fraction = 0.05\n"
                       f'[model]\nchannels = "three"\n[distributed]\nthreads_per_rank = {THREADS}\n'
                       f'[training]\nepochs = 1\nlocal_batch = {BATCH}\nprecision = "{precision}"\n{pipeline}')
        return experiment

    def ours_input(self, mode, steps, *more, launcher=()):
        """The pipeline alone; cache_mb = -1: no film is kept decoded."""
        return last_json([*launcher, self.train, "--benchmark", self.experiment_on_films(mode), "--input-only", "--json",
                          "--steps", str(steps), *settings(pipeline__cache_mb=-1), *more])

    def peer_input(self):
        return self.peer("--input-only", "--workers", "2", *self.peer_files())

    def ours_real(self, mode, precision, epochs=1):
        """The trainer itself on the films: those of the last epoch, by the seconds of its steps from the first to the last."""
        with tempfile.TemporaryDirectory() as folder:
            run = os.path.join(folder, "run")
            done = subprocess.run([self.train, self.experiment_on_films(mode, precision), "--run", run,
                                   *settings(training__epochs=epochs)], capture_output=True, text=True)
            if done.returncode != 0:
                raise SystemExit(done.stderr[-2000:])
            with open(os.path.join(run, "events.jsonl")) as file:
                events = [event for event in map(json.loads, file) if event.get("epoch") == epochs]
        steps = sum(event["kind"] == "step" for event in events)
        return steps * BATCH / next(event["training_seconds"] for event in events if event.get("phase") == "end")

    def peer_real(self, *more, steps=0):
        """The same of the peer: all films of its epoch by the epoch's seconds."""
        answer = self.peer(*more, *(["--steps", str(steps)] if steps else []), *self.peer_files(), environment=ALLOCATOR)
        return (steps or answer["train_images"] // BATCH) * BATCH / answer["epoch_seconds"][-1]

    # -- Time to an AUC

    def pneumonia_table(self):
        """The table that the peer wants of the class folders; the patient stands in the name."""
        path = os.path.join(self.folder, "pneumonia.csv")
        with open(path, "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["Image Index", "Finding Labels", "Patient ID"])
            for name, finding in (("NORMAL", "No Finding"), ("PNEUMONIA", "Pneumonia")):
                for image in sorted(glob.glob(os.path.join(self.a.pneumonia, "train", name, "*"))):
                    base = os.path.basename(image)
                    person = re.match(r"person\d+", base)
                    table.writerow([base, finding, person.group() if person else re.sub(r"-\d+\.jpeg$", "", base)])
        return path

    def until_auc(self, once):
        """Seconds of the first training that reaches the AUC: of one epoch, of two, of three, each from scratch."""
        for epochs in (1, 2, 3):
            begun = time.monotonic()
            auc = once(epochs)
            seconds = time.monotonic() - begun
            print(f"  {epochs} epochs: AUC {auc:.4f} after {seconds:.1f} s", file=sys.stderr, flush=True)
            if auc >= GOAL_AUC:
                return {"seconds": seconds, "auc": auc, "epochs": epochs}
        return None

    def ours_to_auc(self, precision):
        def once(epochs):
            with tempfile.TemporaryDirectory() as folder:
                experiment, run = os.path.join(folder, "e.toml"), os.path.join(folder, "run")
                with open(experiment, "w") as file:
                    file.write(f'[data]\ndataset = "{os.path.abspath(self.a.pneumonia)}"\nimage_size = 112\nsplit = "fraction"\n'
                               "validation_fraction = 0.2\ntest_fraction = 0.0\n"
                               f'[model]\nchannels = "three"\n[distributed]\nthreads_per_rank = {THREADS}\n'
                               f'[training]\nepochs = {epochs}\nlocal_batch = {BATCH}\nlearning_rate = 0.001\nschedule = "cosine"\n'
                               f'warmup_epochs = 0.2\nprecision = "{precision}"\n')
                done = subprocess.run([self.train, experiment, "--run", run], capture_output=True, text=True)
                if done.returncode != 0:
                    raise SystemExit(done.stderr[-2000:])
                with open(os.path.join(run, "events.jsonl")) as file:
                    return max(headline_of(event) for event in map(json.loads, file) if event["kind"] == "validation")
        return self.until_auc(once)

    def peer_to_auc(self, precision):
        table = self.pneumonia_table()
        return self.until_auc(lambda epochs: self.peer(
            "--channels-last", "--precision", precision, "--workers", "2", "--size", "112", "--lr", "0.001", "--epochs", str(epochs),
            "--root", self.a.pneumonia, "--labels", table, environment=ALLOCATOR)["mean_auc"])

    # -- Inference

    def ours_inference(self, precision, films=1):
        program = os.path.join(self.a.bin, "..", "tests", "inference_speed")
        return 1 / last_json([program, "--forward", precision, str(THREADS), str(films), "3"])["seconds_per_image"]

    def torchscript_inference(self, precision):
        return 1 / self.peer("--infer", "--channels-last", "--precision", precision)["seconds_per_image"]

    def onnxruntime_inference(self, films=1):
        model = os.path.join(self.folder, "densenet121.onnx")
        if not os.path.exists(model):
            subprocess.run([PYTHON, os.path.join(HERE, "onnx_export.py"), model], check=True, capture_output=True)
        return 1 / last_json(["node", os.path.join(HERE, "onnxruntime_speed.mjs"), self.a.onnxruntime, model, str(THREADS), str(films)])[
            "seconds_per_image"]

    def overlap(self):
        """Seconds of a step hidden and hideable; None where namespaces cannot be made."""
        if os.geteuid() != 0:
            print("overlap: left out, it needs root for network namespaces", file=sys.stderr)
            return None
        return last_json([sys.executable, os.path.join(HERE, "overlap.py"), "--bin", self.a.bin, "--rounds", str(max(2, self.a.rounds))])
