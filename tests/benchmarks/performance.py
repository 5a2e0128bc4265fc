#!/usr/bin/python3
"""The speed table of docs/performance.md: roentgen-train and roentgen-predict beside the peer script, turn by turn.

  performance.py --bin build/release/bin --peer torch_train.py [--nih DIR] [--rounds 2] [--only densenet,fp32,…]

DIR is a folder in NIH ChestX-ray14 layout, with real films (Data_Entry_2017_v2020.csv or Data_Entry*.csv in it).
Parts: densenet fp32 resnet vgg ranks real input overlap inference ceiling (overlap needs root). Two threads, 224², batch 16. A part's two sides take
turns, and each figure is the best of the rounds, so that a disturbed round does not count.
Prints the table and, as the last line, one JSON object; fails on no figure.
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

BATCH, THREADS, SIZE = 16, 2, 224
PARTS = ["densenet", "fp32", "resnet", "vgg", "ranks", "real", "input", "overlap", "inference", "ceiling"]


def last_json(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


class Sides:
    """What each turn runs; a figure is images/s unless its name says otherwise."""

    def __init__(self, a):
        self.a = a
        self.train = os.path.join(a.bin, "roentgen-train")

    def ours(self, architecture, precision, *launcher, batch=BATCH):
        return last_json([*launcher, self.train, "--benchmark", "--json", "--steps", "9",
                          "--set", f"model.architecture={architecture}", "--set", f"training.precision={precision}",
                          "--set", f"training.local_batch={batch}"])

    def peer(self, *more):
        return last_json(["/usr/bin/python3", self.a.peer, "--threads", str(THREADS), "--batch", str(BATCH), *more])

    def peer_step(self, architecture, precision):
        return self.peer("--synthetic", "--channels-last", "--arch", architecture, "--precision", precision, "--steps", "11")

    def ours_two_ranks(self):
        """Bound as roentgen-run binds them."""
        return self.ours("densenet121", "bf16", "mpirun", "--allow-run-as-root", "--map-by", "slot:PE=1", "--bind-to", "core", "-n", "2",
                         batch=BATCH // 2)

    def ours_inference(self, precision):
        program = os.path.join(self.a.bin, "..", "tests", "inference_speed")
        return 1 / last_json([program, "--forward", precision, str(THREADS)])["seconds_per_image"]

    def peer_inference(self, precision):
        return 1 / self.peer("--infer", "--channels-last", "--precision", precision)["seconds_per_image"]

    def ours_side_by_side(self):
        """Two trainings that know nothing of each other, a core each: what two ranks could reach at most."""
        cores = sorted(os.sched_getaffinity(0))[:2]
        command = [self.train, "--benchmark", "--json", "--steps", "9", "--set", f"training.local_batch={BATCH // 2}",
                   "--set", "training.precision=bf16", "--set", "distributed.threads_per_rank=1"]
        both = [subprocess.Popen(["taskset", "-c", str(core), *command], stdout=subprocess.PIPE, text=True) for core in cores]
        return sum(json.loads(one.communicate()[0].strip().splitlines()[-1])["images_per_second"] for one in both)

    def peer_two_ranks(self):
        return last_json(["/usr/bin/python3", self.a.peer, "--synthetic", "--channels-last", "--precision", "bf16", "--ranks", "2",
                          "--threads", "1", "--batch", str(BATCH // 2), "--steps", "11"])

    def film_read(self, program):
        """Films a second and core, read and shrunk to 256 x 256."""
        films = sorted(glob.glob(os.path.join(self.a.nih, "images*", "*.png")))[:100]
        return last_json([os.path.join(self.a.bin, "..", "tests", program), *films])["images_per_second_and_core"]

    def peer_files(self):
        table = sorted(glob.glob(os.path.join(self.a.nih, "Data_Entry*.csv")) or glob.glob(os.path.join(self.a.nih, "*.csv")))
        return ["--root", self.a.nih, "--labels", table[0], "--steps", "11"]

    def experiment_on_films(self, folder, mode):
        """An experiment's file on the films; in mode records they are packed first."""
        pipeline = f'[pipeline]\nmode = "{mode}"\n'
        if mode == "records":
            pipeline += f'records = "{folder}/records"\n'
            last_json([os.path.join(self.a.bin, "roentgen-data"), "pack", self.a.nih, "--out", f"{folder}/records", "--json"])
        experiment = os.path.join(folder, "speed.toml")
        with open(experiment, "w") as file:
            file.write(f'[data]\ndataset = "{os.path.abspath(self.a.nih)}"\nsplit = "fraction"\n'
                       "validation_fraction = 0.05\ntest_fraction = 0.05\n"
                       f"[training]\nepochs = 1\nlocal_batch = {BATCH}\n{pipeline}")
        return experiment

    def ours_input(self, mode, steps, *more, launcher=()):
        """The pipeline alone; cache_mb = -1: no film is kept decoded."""
        with tempfile.TemporaryDirectory() as folder:
            return last_json([*launcher, self.train, "--benchmark", self.experiment_on_films(folder, mode), "--input-only", "--json",
                              "--steps", str(steps), "--set", "pipeline.cache_mb=-1", *more])

    def ours_real(self, mode="optimized", epochs=1):
        """The trainer itself on the films, stopped by its data; the median step of the last epoch as its events tell it."""
        with tempfile.TemporaryDirectory() as folder:
            experiment = self.experiment_on_films(folder, mode)
            done = subprocess.run([self.train, experiment, "--run", os.path.join(folder, "run"),
                                   "--set", f"training.epochs={epochs}"], capture_output=True, text=True)
            if done.returncode != 0:
                raise SystemExit(done.stderr[-2000:])
            with open(os.path.join(folder, "run", "events.jsonl")) as file:
                steps = [event for event in map(json.loads, file) if event["kind"] == "step" and event["epoch"] == epochs]
        return statistics.median(step["images_per_second"] for step in steps[3:])

    def overlap(self):
        """Seconds of a step hidden and hideable; None where namespaces cannot be made."""
        if os.geteuid() != 0:
            print("overlap: left out, it needs root for network namespaces", file=sys.stderr)
            return None
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "overlap.py")
        return last_json([sys.executable, script, "--bin", self.a.bin, "--rounds", str(max(2, self.a.rounds))])


class Best:
    """The best figure of each turn over the rounds: the highest rate, the lowest memory."""

    def __init__(self):
        self.rates, self.bytes = {}, {}

    def take(self, name, answer):
        rate = answer["images_per_second"] if isinstance(answer, dict) else answer
        self.rates[name] = max(rate, self.rates.get(name, 0))
        if isinstance(answer, dict) and "peak_memory_bytes" in answer:
            self.bytes[name] = min(answer["peak_memory_bytes"], self.bytes.get(name, 1 << 62))
        print(f"{name}: {rate:.2f} images/s", file=sys.stderr, flush=True)

    def derive(self):
        """What training could reach that decodes beside the step: the cores' time less that of reading the films."""
        if {"ours densenet121 bf16", "ours films read"} <= self.rates.keys():
            synthetic = self.rates["ours densenet121 bf16"]
            self.rates["synthetic less decoding"] = synthetic * (1 - synthetic / (THREADS * self.rates["ours films read"]))


def turns(sides, parts):
    steps = {"densenet": ("densenet121", "bf16"), "fp32": ("densenet121", "fp32"), "resnet": ("resnet50", "bf16"), "vgg": ("vgg16", "bf16")}
    for part, (architecture, precision) in steps.items():
        if part in parts:
            yield f"peer {architecture} {precision}", lambda a=architecture, p=precision: sides.peer_step(a, p)
            yield f"ours {architecture} {precision}", lambda a=architecture, p=precision: sides.ours(a, p)
    if "ranks" in parts:
        yield "ours 2 ranks", sides.ours_two_ranks
        yield "ours side by side", sides.ours_side_by_side
        yield "peer 2 ranks", sides.peer_two_ranks
        if "densenet" not in parts:
            yield "ours densenet121 bf16", lambda: sides.ours("densenet121", "bf16")
    if "real" in parts and sides.a.nih:
        yield "peer real tuned", lambda: sides.peer("--channels-last", "--precision", "bf16", "--workers", "2", *sides.peer_files())
        yield "ours real", sides.ours_real
        yield "ours real records", lambda: sides.ours_real("records")
        yield "ours real cached", lambda: sides.ours_real(epochs=2)
        yield "peer real default", lambda: sides.peer(*sides.peer_files())
    if "input" in parts and sides.a.nih:
        yield "peer input", lambda: sides.peer("--input-only", "--workers", "2", *sides.peer_files())
        yield "opencv films read", lambda: sides.film_read("opencv_film_read")
        yield "ours films read", lambda: sides.film_read("film_read")
        yield "ours input optimized", lambda: sides.ours_input("optimized", 40)
        yield "ours input records", lambda: sides.ours_input("records", 2000)
        core = str(min(os.sched_getaffinity(0)))
        yield "ours input records, one core", lambda: sides.ours_input(
            "records", 2000, "--set", "pipeline.decode_threads=1", launcher=("taskset", "-c", core))
        yield "asked of a core", lambda: 5000.0
    if "inference" in parts:
        for precision in ("fp32", "bf16"):
            yield f"peer inference {precision}", lambda p=precision: sides.peer_inference(p)
            yield f"ours inference {precision}", lambda p=precision: sides.ours_inference(p)


# What, ours, beside, goal (of the ratio), "images/s" or "bytes".
ROWS = [
    ("DenseNet-121, bf16, synthetic", "ours densenet121 bf16", "peer densenet121 bf16", 1.35, "images/s"),
    ("the same: peak memory", "ours densenet121 bf16", "peer densenet121 bf16", 0.6, "bytes"),
    ("DenseNet-121, fp32, synthetic", "ours densenet121 fp32", "peer densenet121 fp32", 1.2, "images/s"),
    ("ResNet-50, bf16, synthetic", "ours resnet50 bf16", "peer resnet50 bf16", 1.1, "images/s"),
    ("VGG-16, bf16, synthetic", "ours vgg16 bf16", "peer vgg16 bf16", 1.0, "images/s"),
    ("DenseNet-121, bf16, real PNGs, beside 2 workers", "ours real", "peer real tuned", 1.3, "images/s"),
    ("the same, beside the default script", "ours real", "peer real default", 2.0, "images/s"),
    ("the same from records, beside synthetic input", "ours real records", "ours densenet121 bf16", 0.97, "images/s"),
    ("the same from a warm cache, beside synthetic input", "ours real cached", "ours densenet121 bf16", 0.97, "images/s"),
    ("the same from PNGs, beside it less their decoding", "ours real", "synthetic less decoding", 0.97, "images/s"),
    ("input alone, PNGs, beside a DataLoader's 2 workers", "ours input optimized", "peer input", 3.0, "images/s"),
    ("input alone, records, beside the same", "ours input records", "peer input", 50.0, "images/s"),
    ("input alone, records, one core, beside 5000", "ours input records, one core", "asked of a core", 1.0, "images/s"),
    ("2 ranks x 1 thread, beside 1 rank x 2 threads", "ours 2 ranks", "ours densenet121 bf16", 1.0, "images/s"),
    ("the same, beside two trainings side by side", "ours 2 ranks", "ours side by side", 0.93, "images/s"),
    ("the same, beside the peer's 2 ranks (gloo)", "ours 2 ranks", "peer 2 ranks", 1.2, "images/s"),
    ("a 1024² PNG read and shrunk, one core, beside OpenCV", "ours films read", "opencv films read", 2.0, "images/s"),
    ("VGG-16, 2 hosts, 1 Gbit/s: hidden of what can hide", "hidden", "hideable", 0.8, "s"),
    ("the same, less what the sums compute themselves", "hidden", "hideable idle", 0.8, "s"),
    ("inference, batch 1, fp32, beside frozen TorchScript", "ours inference fp32", "peer inference fp32", 1.3, "images/s"),
    ("inference, batch 1, bf16, beside frozen TorchScript", "ours inference bf16", "peer inference bf16", 1.3, "images/s"),
]


def measured_rows(best):
    for what, ours, beside, goal, unit in ROWS:
        figures = best.bytes if unit == "bytes" else best.rates
        if ours in figures and beside in figures:
            ratio = figures[ours] / figures[beside]
            met = ratio <= goal if unit == "bytes" else ratio >= goal
            yield {"what": what, "ours": figures[ours], "beside": figures[beside], "unit": unit, "ratio": round(ratio, 3), "goal": goal, "met": met}


def ceiling(precision):
    """GFLOP/s of a large convolution (3x3, 256 to 256 channels, 28x28, batch 16): forward, and forward with both gradients."""
    import torch
    torch.set_num_threads(THREADS)
    convolution = torch.nn.Conv2d(256, 256, 3, padding=1, bias=False).to(memory_format=torch.channels_last)
    x = torch.randn(BATCH, 256, 28, 28).to(memory_format=torch.channels_last).requires_grad_()
    flop = 2 * BATCH * 28 * 28 * 256 * 256 * 9

    def timed(work):
        seconds = []
        for _ in range(12):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        return min(seconds[2:])

    def forward():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            return convolution(x)

    def step():
        y = forward()
        y.backward(torch.ones_like(y))

    with torch.no_grad():
        first = timed(forward)
    return {"forward": flop / first / 1e9, "training": 3 * flop / timed(step) / 1e9}


def training_gflop(architecture):
    """Of one image: convolutions and linear layers, forward and both gradients (the first layer needs but one)."""
    import torch
    import torchvision
    model, counts = getattr(torchvision.models, architecture)(num_classes=14).eval(), []

    def count(layer, _, out):
        per_value = layer.weight[0].numel()
        counts.append(2 * out.numel() * per_value)

    for layer in model.modules():
        if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear)):
            layer.register_forward_hook(count)
    with torch.no_grad():
        model(torch.zeros(1, 3, SIZE, SIZE))
    return (3 * sum(counts) - counts[0]) / 1e9


def fractions(best, ceilings):
    for architecture, precision in [("densenet121", "bf16"), ("densenet121", "fp32"), ("resnet50", "bf16"), ("vgg16", "bf16")]:
        sides = [f"{side} {architecture} {precision}" for side in ("ours", "peer")]
        if sides[0] in best.rates and precision in ceilings:
            gflop = training_gflop(architecture)
            yield {"what": f"{architecture} {precision}", "gflop_per_image": round(gflop, 1),
                   **{name.split()[0]: round(best.rates[name] * gflop / ceilings[precision]["training"], 3) for name in sides if name in best.rates}}


def print_table(rows, ceilings, shares):
    print(f"{'224x224, batch 16, 2 threads':52}{'ours':>12}{'beside':>12}{'ratio':>8}{'goal':>8}")
    for row in rows:
        texts = {"images/s": lambda v: f"{v:.2f} /s", "bytes": lambda v: f"{v / 1e6:.0f} MB", "s": lambda v: f"{v:.3f} s"}
        shown = [texts[row["unit"]](row[side]) for side in ("ours", "beside")]
        sign = "<=" if row["unit"] == "bytes" else ">="
        print(f"{row['what']:52}{shown[0]:>12}{shown[1]:>12}{row['ratio']:8.2f}{sign + format(row['goal'], '.2f'):>8}{'' if row['met'] else '  not reached'}")
    for precision, one in ceilings.items():
        print(f"ceiling, {precision}: a large convolution {one['forward']:.0f} GFLOP/s forward, {one['training']:.0f} with its gradients")
    for share in shares:
        print(f"{share['what']}: {share['gflop_per_image']} GFLOP an image; of the ceiling: "
              + ", ".join(f"{side} {share[side]:.0%}" for side in ("ours", "peer") if side in share))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--peer", required=True)
    p.add_argument("--nih")
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--only", default=",".join(PARTS))
    p.add_argument("--ceiling-of", help=argparse.SUPPRESS)  # in a process of its own: it imports torch
    a = p.parse_args()
    if a.ceiling_of:
        print(json.dumps(ceiling(a.ceiling_of)))
        return
    parts, best, ceilings = a.only.split(","), Best(), {}
    if unknown := set(parts) - set(PARTS):
        p.error(f"unknown part {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}")
    load_before = os.getloadavg()[0]
    sides = Sides(a)
    for _ in range(a.rounds):
        for name, turn in turns(sides, parts):
            best.take(name, turn())
        if "ceiling" in parts:
            for precision in ("bf16", "fp32"):
                one = last_json([sys.executable, os.path.abspath(__file__), "--bin", a.bin, "--peer", a.peer, "--ceiling-of", precision])
                kept = ceilings.setdefault(precision, one)
                ceilings[precision] = {key: max(kept[key], one[key]) for key in one}
    if "overlap" in parts and (seconds := sides.overlap()):
        best.rates.update(hidden=seconds["hidden_seconds"], hideable=seconds["hideable_seconds"])
        best.rates["hideable idle"] = seconds["hideable_seconds"] - seconds["processor_seconds"]
    best.derive()
    rows, shares = list(measured_rows(best)), list(fractions(best, ceilings))
    print_table(rows, ceilings, shares)
    print(json.dumps({"rows": rows, "ceiling_gflops": ceilings, "fraction_of_ceiling": shares, "load_before": load_before}))


if __name__ == "__main__":
    main()
