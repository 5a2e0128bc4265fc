#!/usr/bin/python3
"""Training speed of roentgen-train beside the peer script, turn by turn in one run; prints one JSON object.

  training_speed.py --bin build/release/bin --peer torch_train.py [--nih DIR] [--rounds 2] [--only synthetic,ranks,real]

DIR is a folder in NIH ChestX-ray14 layout, with real films (Data_Entry_2017_v2020.csv or Data_Entry*.csv in it).
Every figure is the best of the rounds, so that a disturbed round does not count; fails on no clock.
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile


def run(command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def last_json(text):
    return json.loads(text.strip().splitlines()[-1])


class Bench:
    def __init__(self, a):
        self.a = a
        self.train = os.path.join(a.bin, "roentgen-train")

    def ours_synthetic(self):
        return last_json(run([self.train, "--benchmark", "--json", "--steps", "9"]))["images_per_second"]

    def ours_ranks(self):
        return last_json(run(["mpirun", "--allow-run-as-root", "--bind-to", "none", "-n", "2", self.train, "--benchmark",
                              "--json", "--steps", "9", "--set", "training.local_batch=8"]))["images_per_second"]

    def peer(self, *more):
        return last_json(run(["/usr/bin/python3", self.a.peer, "--threads", "2", "--batch", "16", *more]))["images_per_second"]

    def peer_synthetic(self):
        return self.peer("--synthetic", "--channels-last", "--precision", "bf16", "--steps", "11")

    def peer_files(self):
        table = sorted(glob.glob(os.path.join(self.a.nih, "Data_Entry*.csv")) or glob.glob(os.path.join(self.a.nih, "*.csv")))
        return ["--root", self.a.nih, "--labels", table[0], "--steps", "11"]

    def peer_real_tuned(self):
        return self.peer("--channels-last", "--precision", "bf16", "--workers", "2", *self.peer_files())

    def peer_real_default(self):
        return self.peer(*self.peer_files())

    def ours_real(self):
        """The trainer itself on the films, one epoch, stopped by its data; the median step as its events tell it."""
        with tempfile.TemporaryDirectory() as folder:
            experiment = os.path.join(folder, "speed.toml")
            with open(experiment, "w") as file:
                file.write(f'[data]\ndataset = "{os.path.abspath(self.a.nih)}"\nsplit = "fraction"\n'
                           "validation_fraction = 0.05\ntest_fraction = 0.05\n"
                           "[training]\nepochs = 1\nlocal_batch = 16\n")
            run([self.train, experiment, "--run", os.path.join(folder, "run")])
            with open(os.path.join(folder, "run", "events.jsonl")) as file:
                steps = [event for event in map(json.loads, file) if event["kind"] == "step"]
        return statistics.median(step["images_per_second"] for step in steps[3:])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--bin", required=True)
    p.add_argument("--peer", required=True)
    p.add_argument("--nih")
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--only", default="synthetic,ranks,real")
    a = p.parse_args()
    bench, parts = Bench(a), a.only.split(",")
    turns = []
    if "synthetic" in parts:
        turns += ["peer_synthetic", "ours_synthetic"]
    if "ranks" in parts:
        turns += ["ours_ranks"] + ([] if "synthetic" in parts else ["ours_synthetic"])
    if "real" in parts and a.nih:
        turns += ["peer_real_tuned", "ours_real", "peer_real_default"]
    best = {}
    for _ in range(a.rounds):
        for turn in turns:
            rate = getattr(bench, turn)()
            print(f"{turn}: {rate:.2f} images/s", file=sys.stderr, flush=True)
            best[turn] = max(best.get(turn, 0), rate)
    ratios = {}
    for name, ours, other, target in [("synthetic_to_tuned_peer", "ours_synthetic", "peer_synthetic", 1.0),
                                      ("two_ranks_to_one", "ours_ranks", "ours_synthetic", 0.95),
                                      ("real_to_tuned_peer", "ours_real", "peer_real_tuned", 1.3),
                                      ("real_to_default_peer", "ours_real", "peer_real_default", 2.0)]:
        if ours in best and other in best:
            ratios[name] = {"ratio": round(best[ours] / best[other], 3), "target": target}
    print(json.dumps({"images_per_second": {k: round(v, 2) for k, v in best.items()}, "ratios": ratios,
                      "load_average": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
