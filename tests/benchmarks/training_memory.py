#!/usr/bin/python3
"""Peak memory of roentgen-train's step for every architecture and precision; prints one JSON object a line.

  training_memory.py --bin build/release/bin [--architectures densenet121,…] [--size 224] [--batches 2,8] [--set KEY=VALUE …]

From two batch sizes: base_mb (libraries, weights, gradients, Adam) and image_mb (one more image in the batch, at that
size). engine/protocol/memory_estimate.cpp holds such figures; load does not change them. Fails on no figure.
"""
import argparse
import json
import os
import subprocess

MB = 1e6


def peak(a, architecture, precision, batch):
    command = [os.path.join(a.bin, "roentgen-train"), "--benchmark", "--json", "--steps", "8"]
    for assignment in (f"model.architecture={architecture}", f"training.precision={precision}",
                       f"training.local_batch={batch}", f"data.image_size={a.size}", "distributed.threads_per_rank=1", *a.set):
        command += ["--set", assignment]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])["peak_memory_bytes"] / MB


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", required=True)
    arguments.add_argument("--architectures", default="densenet121,densenet169,densenet201")
    arguments.add_argument("--precisions", default="bf16,fp32")
    arguments.add_argument("--size", type=int, default=224)
    arguments.add_argument("--batches", default="2,8")
    arguments.add_argument("--set", action="append", default=[], help="more keys of the experiment")
    a = arguments.parse_args()
    few, many = (int(text) for text in a.batches.split(","))
    for architecture in a.architectures.split(","):
        for precision in a.precisions.split(","):
            first, last = peak(a, architecture, precision, few), peak(a, architecture, precision, many)
            image = (last - first) / (many - few)
            print(json.dumps({"architecture": architecture, "precision": precision, "size": a.size, "set": a.set,
                              "base_mb": round(first - few * image), "image_mb": round(image, 1),
                              "peak_mb": {few: round(first), many: round(last)}}), flush=True)


main()
