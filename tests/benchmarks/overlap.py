#!/usr/bin/python3
"""How much of the sum over two hosts hides behind the backward pass: VGG-16 over a throttled link. Prints one JSON object.

  overlap.py --bin build/release/bin [--mbit 1000] [--batch 8] [--rounds 2] [--architecture vgg16]

Needs root: the hosts are two network namespaces with a veth pair, each way throttled by a token bucket; one rank of one
thread on each. Turns: gradients in one bucket (summed when the backward pass is over) and in buckets of 8 MB.
sum_seconds: of the one bucket; hideable_seconds: what a perfect overlap would save, from when each bucket is ready and
what its bytes cost on the link; hidden_seconds: what the steps got shorter. processor_seconds: of sum_seconds, what the
summing thread itself computed: a core that the step wants cannot give it away. overlap_efficiency is hidden of hideable,
of_idle the same where hideable is without processor_seconds. Fails on no figure.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HOSTS = [("roentgen-a", "10.98.7.1", "rga0"), ("roentgen-b", "10.98.7.2", "rgb0")]


def call(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True)


def make_hosts(mbit):
    remove_hosts()
    for name, _, _ in HOSTS:
        call("ip", "netns", "add", name)
    (a, _, a_link), (b, _, b_link) = HOSTS
    call("ip", "link", "add", a_link, "netns", a, "type", "veth", "peer", "name", b_link, "netns", b)
    for name, address, link in HOSTS:
        inside = ["ip", "netns", "exec", name]
        call(*inside, "ip", "addr", "add", f"{address}/24", "dev", link)
        for device in (link, "lo"):
            call(*inside, "ip", "link", "set", device, "up")
        call(*inside, "tc", "qdisc", "add", "dev", link, "root", "tbf", "rate", f"{mbit}mbit", "burst", "512kb", "latency", "50ms")


def remove_hosts():
    for name, _, _ in HOSTS:
        call("ip", "netns", "del", name, check=False)


def agent(folder):
    """What mpirun starts its daemon with on the other host: the address says which namespace."""
    path = os.path.join(folder, "agent")
    cases = " ".join(f"{address}) host={name};;" for name, address, _ in HOSTS)
    with open(path, "w") as file:
        file.write(f'#!/bin/sh\ncase "$1" in {cases} *) exit 255;; esac\nshift\nexec ip netns exec "$host" sh -c "$*"\n')
    os.chmod(path, 0o755)
    return path


def benchmark(a, rsh, *sets):
    command = ["ip", "netns", "exec", HOSTS[0][0], "mpirun", "--allow-run-as-root", "-n", "2", "--host",
               ",".join(f"{address}:1" for _, address, _ in HOSTS), "--map-by", "node", "--bind-to", "none",
               "--mca", "plm_rsh_agent", rsh, "--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", "10.98.7.0/24",
               "--mca", "oob_tcp_if_include", "10.98.7.0/24", "-x", "OMP_NUM_THREADS=1",
               os.path.abspath(os.path.join(a.bin, "roentgen-train")), "--benchmark", "--json", "--steps", "8"]
    for one in (f"model.architecture={a.architecture}", f"training.local_batch={a.batch}", "distributed.threads_per_rank=1", *sets):
        command += ["--set", one]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def best(turns):
    return min(turns, key=lambda one: one["step_seconds"])


def exposed_at_best(buckets, seconds_per_byte, end):
    """When the link works on each bucket as soon as it is ready, what is left at the end of the backward pass."""
    free = 0
    for bucket in buckets:
        free = max(free, bucket["ready_seconds"]) + bucket["bytes"] * seconds_per_byte
    return max(0, free - end)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--mbit", type=int, default=1000)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--architecture", default="vgg16")
    a = p.parse_args()
    late, early = [], []
    with tempfile.TemporaryDirectory() as folder:
        make_hosts(a.mbit)
        try:
            for _ in range(a.rounds):
                for turns, bucket in ((late, 1024), (early, 8)):
                    turns.append(benchmark(a, agent(folder), f"distributed.bucket_mb={bucket}"))
                    print(f"buckets of {bucket} MB: {turns[-1]['step_seconds']:.3f} s a step, "
                          f"{turns[-1]['reduce_seconds']:.3f} s waited", file=sys.stderr, flush=True)
        finally:
            remove_hosts()
    whole, cut = best(late), best(early)
    total = sum(bucket["bytes"] for bucket in cut["buckets"])
    # One bucket is ready at the very end: what its sum takes is the link's price.
    seconds = min(one["reduce_seconds"] for one in late)
    end = cut["buckets"][-1]["ready_seconds"]
    hideable = seconds - exposed_at_best(cut["buckets"], seconds / total, end)
    hidden = whole["step_seconds"] - cut["step_seconds"]
    processor = min(one["sum_processor_seconds"] for one in late)
    print(json.dumps({"architecture": a.architecture, "mbit": a.mbit, "local_batch": a.batch, "bytes": total,
                      "step_seconds_one_bucket": whole["step_seconds"], "step_seconds_buckets": cut["step_seconds"],
                      "sum_seconds": seconds, "hideable_seconds": hideable, "hidden_seconds": hidden,
                      "waited_seconds": cut["reduce_seconds"], "overlap_efficiency": round(hidden / hideable, 3),
                      "processor_seconds": processor, "of_idle": round(hidden / (hideable - processor), 3),
                      "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    main()
