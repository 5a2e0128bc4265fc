#!/usr/bin/python3
"""The speed table of docs/performance.md: Roentgen beside what a user would run instead, turn by turn, in one run.

  performance.py --bin build/release/bin --peer torch_train.py [--nih DIR] [--pneumonia DIR] [--onnxruntime DIR]
                 [--before DIR] [--rounds 2] [--only densenet,fp32,…] [--markdown FILE]

--nih: a folder in NIH ChestX-ray14's layout with real films (Data_Entry*.csv in it); --pneumonia: train/NORMAL and
train/PNEUMONIA; --onnxruntime: the folder whose node_modules has onnxruntime-node; --before: the programs of an earlier
commit, for the rows "beside itself before". Rows whose option is absent are left out, and said to be.
Parts: densenet fp32 resnet vgg ranks real input auc overlap inference ceiling (overlap needs root). Two threads, 224², batch
16, three input channels on both sides. A part's sides take turns, and each figure is the best of the rounds, so that a
disturbed round does not count. The precision is bf16 where the processor multiplies it (the part fp32 stands beside it), else fp32.
Prints the table and, as the last line, one JSON object; fails on no figure.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

from performance_ceiling import training_gflop
from performance_sides import BATCH, GOAL_AUC, HERE, PYTHON, REAL_FILMS, THREADS, Sides, last_json

PARTS = ["densenet", "fp32", "resnet", "vgg", "ranks", "real", "input", "auc", "overlap", "inference", "ceiling"]
# What runs for minutes, and so once: whole epochs on films, trainings to an AUC, VGG-16.
ONCE = ["real", "synthetic then", "to the AUC", "vgg16"]


def steps_of(fast):
    """Part -> architecture, precision, its name in the table, and the goal of its ratio in each precision."""
    found = {"densenet": ("densenet121", fast, "DenseNet-121", {"bf16": 1.6, "fp32": 1.2}),
             "resnet": ("resnet50", fast, "ResNet-50", {"bf16": 1.25}), "vgg": ("vgg16", fast, "VGG-16", {"bf16": 1.0})}
    if fast != "fp32":
        found["fp32"] = ("densenet121", "fp32", "DenseNet-121", {"fp32": 1.2})
    return found


def processor():
    with open("/proc/cpuinfo") as file:
        text = file.read()
    flags = set(re.search(r"^flags\s*:(.*)$", text, re.M).group(1).split())
    return re.search(r"^model name\s*:\s*(.*)$", text, re.M).group(1), bool(flags & {"avx512_bf16", "amx_bf16"})


class Best:
    """The best figure of each turn over the rounds: the highest rate, the lowest memory, the shortest time."""

    def __init__(self):
        self.rates, self.bytes, self.seconds = {}, {}, {}

    def take(self, name, answer):
        if answer is None:
            print(f"{name}: not reached", file=sys.stderr, flush=True)
        elif isinstance(answer, dict) and "seconds" in answer:
            self.seconds[name] = min(answer["seconds"], self.seconds.get(name, 1e9))
        else:
            rate = answer["images_per_second"] if isinstance(answer, dict) else answer
            self.rates[name] = max(rate, self.rates.get(name, 0))
            if isinstance(answer, dict) and "peak_memory_bytes" in answer:
                self.bytes[name] = min(answer["peak_memory_bytes"], self.bytes.get(name, 1 << 62))
            print(f"{name}: {rate:.2f} images/s", file=sys.stderr, flush=True)

    def of(self, unit):
        return {"bytes": self.bytes, "seconds": self.seconds}.get(unit, self.rates)

    def derive(self, fast):
        """What training could reach that decodes beside the step: the cores' time less that of reading the films."""
        if {f"ours densenet121 {fast}", "ours films read"} <= self.rates.keys():
            synthetic = self.rates[f"ours densenet121 {fast}"]
            self.rates["synthetic less decoding"] = synthetic * (1 - synthetic / (THREADS * self.rates["ours films read"]))


def step_turns(s, parts, fast):
    for part, (architecture, precision, _, _) in steps_of(fast).items():
        if part not in parts:
            continue
        name = f"{architecture} {precision}"
        yield f"peer {name}", lambda a=architecture, p=precision: s.peer_step(a, p)
        yield f"ours {name}", lambda a=architecture, p=precision: s.ours(a, p)
        if part == "densenet":
            yield f"peer {name}, its own allocator", lambda a=architecture, p=precision: s.peer_step(a, p, environment=None)
            yield f"ours {name}, grey", lambda a=architecture, p=precision: s.ours(a, p, channels="one")
        if s.a.before:
            yield f"before {name}", lambda a=architecture, p=precision: s.before(a, p)


def turns(s, parts, fast):
    yield from step_turns(s, parts, fast)
    if "ranks" in parts:
        if "densenet" not in parts:
            yield f"ours densenet121 {fast}", lambda: s.ours("densenet121", fast)
        yield "ours 2 ranks", lambda: s.ours_two_ranks(fast)
        yield "ours side by side", lambda: s.ours_side_by_side(fast)
        yield "peer 2 ranks", lambda: s.peer_two_ranks(fast)
    if "real" in parts and s.a.nih:
        yield "peer real tuned", lambda: s.peer_real("--channels-last", "--precision", fast, "--workers", "2")
        yield "ours real", lambda: s.ours_real("optimized", fast)
        yield "ours synthetic then", lambda: s.ours("densenet121", fast)
        yield "ours real records", lambda: s.ours_real("records", fast)
        yield "ours real cached", lambda: s.ours_real("optimized", fast, epochs=2)
        yield "peer real default", lambda: s.peer_real(steps=20)
    if "input" in parts and s.a.nih:
        yield "peer input", s.peer_input
        yield "opencv films read", lambda: s.film_read("opencv_film_read")
        yield "ours films read", lambda: s.film_read("film_read")
        yield "ours input optimized", lambda: s.ours_input("optimized", 40)
        yield "ours input records", lambda: s.ours_input("records", 2000)
        core = str(min(os.sched_getaffinity(0)))
        yield "ours input records, one core", lambda: s.ours_input(
            "records", 2000, "--set", "pipeline.decode_threads=1", launcher=("taskset", "-c", core))
        yield "asked of a core", lambda: 5000.0
    if "auc" in parts and s.a.pneumonia:
        yield "peer to the AUC", lambda: s.peer_to_auc(fast)
        yield "ours to the AUC", lambda: s.ours_to_auc(fast)
    if "inference" in parts:
        for precision in dict.fromkeys(("fp32", fast)):
            yield f"TorchScript inference {precision}", lambda p=precision: s.torchscript_inference(p)
            yield f"ours inference {precision}", lambda p=precision: s.ours_inference(p)
        yield "ours inference fp32, 16 films", lambda: s.ours_inference("fp32", 16)
        if s.a.onnxruntime:
            yield "ONNX Runtime inference", s.onnxruntime_inference
            yield "ONNX Runtime inference, 16 films", lambda: s.onnxruntime_inference(16)


def rows(fast):
    """What, ours, beside, goal (of the ratio, or None), unit."""
    for part, (architecture, precision, shown, goals) in steps_of(fast).items():
        name = f"{architecture} {precision}"
        yield f"{shown}, {precision}, synthetic, beside the tuned peer", f"ours {name}", f"peer {name}", goals.get(precision), "images/s"
        yield "the same, the peer with its own allocator", f"ours {name}", f"peer {name}, its own allocator", None, "images/s"
        yield "the same, ours grey (one channel)", f"ours {name}, grey", f"peer {name}", None, "images/s"
        yield "the same, beside itself before", f"ours {name}", f"before {name}", None, "images/s"
        yield "its peak memory", f"ours {name}", f"peer {name}", 0.6 if part == "densenet" else None, "bytes"
    yield f"DenseNet-121, {fast}, {REAL_FILMS} PNGs, beside the tuned peer, 2 workers", "ours real", "peer real tuned", 1.3, "images/s"
    yield "the same, beside the default script (fp32, no worker)", "ours real", "peer real default", 2.0, "images/s"
    yield "the same from records, beside synthetic input", "ours real records", "ours synthetic then", 0.97, "images/s"
    yield "the same from a warm cache, beside synthetic input", "ours real cached", "ours synthetic then", 0.97, "images/s"
    yield "the same from PNGs, beside it less their decoding", "ours real", "synthetic less decoding", 0.97, "images/s"
    yield "input alone, PNGs, beside a DataLoader's 2 workers", "ours input optimized", "peer input", 3.0, "images/s"
    yield "input alone, records, beside the same", "ours input records", "peer input", 50.0, "images/s"
    yield "input alone, records, one core, beside 5000", "ours input records, one core", "asked of a core", 1.0, "images/s"
    yield "a 1024² PNG read and shrunk, one core, beside OpenCV", "ours films read", "opencv films read", 2.0, "images/s"
    yield f"2 ranks × 1 thread, {fast}, beside 1 rank × 2 threads", "ours 2 ranks", f"ours densenet121 {fast}", 1.0, "images/s"
    yield "the same, beside two trainings side by side", "ours 2 ranks", "ours side by side", 0.93, "images/s"
    yield "the same, beside the peer's 2 ranks (gloo)", "ours 2 ranks", "peer 2 ranks", 1.2, "images/s"
    yield "VGG-16, 2 hosts, 1 Gbit/s: hidden of what can hide", "hidden", "hideable", 0.8, "s"
    yield "the same, less what the sums compute themselves", "hidden", "hideable idle", None, "s"
    yield f"pneumonia, 112², {fast}: time to a validation AUC of {GOAL_AUC}", "ours to the AUC", "peer to the AUC", 1.0, "seconds"
    for precision in dict.fromkeys(("fp32", fast)):
        yield f"inference, 1 film, {precision}, beside frozen TorchScript", f"ours inference {precision}", f"TorchScript inference {precision}", 1.3, "images/s"
    yield "inference, 1 film, fp32, beside ONNX Runtime", "ours inference fp32", "ONNX Runtime inference", 1.3, "images/s"
    yield "inference, 16 films, fp32, beside ONNX Runtime", "ours inference fp32, 16 films", "ONNX Runtime inference, 16 films", None, "images/s"


def measured_rows(best, fast):
    for what, ours, beside, goal, unit in rows(fast):
        figures = best.of(unit)
        if ours in figures and beside in figures:
            ratio = figures[ours] / figures[beside]
            met = None if goal is None else ratio <= goal if unit in ("bytes", "seconds") else ratio >= goal
            yield {"what": what, "ours": figures[ours], "beside": figures[beside], "unit": unit, "ratio": round(ratio, 3), "goal": goal, "met": met}


def fractions(best, ceilings, fast):
    """Of the ceiling: by the arithmetic of torchvision's model, on both sides, and by that which ours computes."""
    for architecture, precision, _, _ in steps_of(fast).values():
        ours, peer = (best.rates.get(f"{side} {architecture} {precision}") for side in ("ours", "peer"))
        if ours and peer and precision in ceilings:
            top, theirs = ceilings[precision]["training"], training_gflop(architecture)
            own = training_gflop(architecture, pooled_transitions=True)
            yield {"what": f"{architecture} {precision}", "gflop_per_image": round(theirs, 1), "gflop_per_image_of_ours": round(own, 1),
                   "ours": round(ours * theirs / top, 3), "ours_by_its_own": round(ours * own / top, 3), "peer": round(peer * theirs / top, 3)}


TEXTS = {"images/s": lambda v: f"{v:,.2f} /s" if v < 1000 else f"{v:,.0f} /s", "bytes": lambda v: f"{v / 1e6:.0f} MB",
         "s": lambda v: f"{v:.3f} s", "seconds": lambda v: f"{v:.1f} s"}


def shown_rows(measured):
    for row in measured:
        text = TEXTS[row["unit"]]
        most = row["unit"] in ("bytes", "seconds")
        goal = "" if row["goal"] is None else ("at most " if most else "") + f"{row['goal']:g}" + ("" if row["met"] else ", not reached")
        yield row["what"], text(row["ours"]), text(row["beside"]), f"{row['ratio']:.3g}", goal


def print_table(measured, ceilings, shares):
    for cells in [("", "ours", "beside", "ratio", "goal"), *shown_rows(measured)]:
        print(f"{cells[0]:70}{cells[1]:>14}{cells[2]:>14}{cells[3]:>8}  {cells[4]}")
    for precision, one in ceilings.items():
        print(f"ceiling, {precision}: a large convolution {one['forward']:.0f} GFLOP/s forward, {one['training']:.0f} with its gradients")
    for share in shares:
        print(f"{share['what']}: {share['gflop_per_image']} GFLOP an image ({share['gflop_per_image_of_ours']} as ours computes it); of the "
              f"ceiling: ours {share['ours']:.0%} ({share['ours_by_its_own']:.0%}), peer {share['peer']:.0%}")


def write_markdown(path, measured, ceilings, shares, about):
    """The tables of docs/performance.md."""
    with open(path, "w") as file:
        file.write(f"{about}\n\n| 224², batch 16, two threads, three channels | ours | beside | ratio | goal |\n|---|---|---|---|---|\n")
        file.writelines("| " + " | ".join(cells) + " |\n" for cells in shown_rows(measured))
        file.write("\n| of the ceiling | GFLOP an image | as ours computes it | ours | by its own arithmetic | tuned peer |\n|---|---|---|---|---|---|\n")
        file.writelines(f"| {s['what']} | {s['gflop_per_image']} | {s['gflop_per_image_of_ours']} | {s['ours']:.0%} | "
                        f"{s['ours_by_its_own']:.0%} | {s['peer']:.0%} |\n" for s in shares)
        for precision, one in ceilings.items():
            file.write(f"\nCeiling, {precision}: {one['forward']:.0f} GFLOP/s forward, {one['training']:.0f} with its gradients.\n")


def versions(a):
    answer = subprocess.run([PYTHON, "-c", "import torch, torchvision; print(torch.__version__, torchvision.__version__)"],
                            capture_output=True, text=True).stdout.split()
    found = {"torch": answer[0], "torchvision": answer[1]}
    if a.onnxruntime:
        with open(os.path.join(a.onnxruntime, "node_modules", "onnxruntime-node", "package.json")) as file:
            found["onnxruntime"] = json.load(file)["version"]
    return found


def measure(a, parts, fast):
    best, ceilings = Best(), {}
    with tempfile.TemporaryDirectory(prefix="performance-") as folder:
        s = Sides(a, folder)
        for round_number in range(a.rounds):
            for name, turn in turns(s, parts, fast):
                if round_number > 0 and any(word in name for word in ONCE):
                    continue
                best.take(name, turn())
            for precision in dict.fromkeys((fast, "fp32")) if "ceiling" in parts else ():
                one = last_json([PYTHON, os.path.join(HERE, "performance_ceiling.py"), precision, str(THREADS)])
                kept = ceilings.setdefault(precision, one)
                ceilings[precision] = {key: max(kept[key], one[key]) for key in one}
        if "overlap" in parts and (seconds := s.overlap()):
            best.rates.update(hidden=seconds["hidden_seconds"], hideable=seconds["hideable_seconds"])
            best.rates["hideable idle"] = seconds["hideable_seconds"] - seconds["processor_seconds"]
    best.derive(fast)
    return best, ceilings


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--peer", required=True)
    p.add_argument("--nih")
    p.add_argument("--pneumonia")
    p.add_argument("--onnxruntime")
    p.add_argument("--before")
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--only", default=",".join(PARTS))
    p.add_argument("--markdown")
    a = p.parse_args()
    parts = a.only.split(",")
    if unknown := set(parts) - set(PARTS):
        p.error(f"unknown part {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}")
    for option in ("nih", "pneumonia", "onnxruntime", "before"):
        if not getattr(a, option):
            print(f"left out for want of --{option}: its rows", file=sys.stderr)
    load_before = os.getloadavg()[0]
    name, native = processor()
    fast = "bf16" if native else "fp32"
    best, ceilings = measure(a, parts, fast)
    measured, shares, found = list(measured_rows(best, fast)), list(fractions(best, ceilings, fast)), versions(a)
    print_table(measured, ceilings, shares)
    about = f"{name}, bf16 {'in the processor' if native else 'emulated'}; " + ", ".join(f"{k} {v}" for k, v in found.items())
    if a.markdown:
        write_markdown(a.markdown, measured, ceilings, shares, about)
    print(json.dumps({"processor": name, "native_bf16": native, "versions": found, "rows": measured, "ceiling_gflops": ceilings,
                      "fraction_of_ceiling": shares, "batch": BATCH, "load_before": load_before}))


if __name__ == "__main__":
    main()
