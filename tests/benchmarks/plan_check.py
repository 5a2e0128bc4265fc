#!/usr/bin/python3
"""The scaling planner against measurement on this machine. Prints one JSON object; fails on no figure.

  plan_check.py --bin build/release/bin [--ranks 1,2,4] [--architecture densenet121] [--batch 16] [--rounds 2] [--network]

ranks: `roentgen-run plan --hosts 1 --ranks-per-host …` measures one rank of one thread alone, and as many at once as
there are cores; then so many ranks train together (the trainer's own step on synthetic images). cores_enough: false
where there are more ranks than cores: the planner has no cores for them and lets them take turns.
hosts (--network, root): two network namespaces with a throttled link, one rank of one thread on each, as overlap.py.
Both "hosts" are this machine, so the planner is given a rank that was measured beside another. link: once as it was set,
once as a sum measured it. error: predicted / measured - 1, of images/s. Each figure is the best of the rounds.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import overlap  # noqa: E402


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def say(text):
    print(text, file=sys.stderr, flush=True)


def write(path, content):
    with open(path, "w") as file:
        file.write(content)
    return path


def experiment(folder, architecture, batch, bucket=16):
    return write(os.path.join(folder, f"{architecture}.toml"),
                 f'[data]\ndataset = "none"\n[model]\narchitecture = "{architecture}"\n[training]\nlocal_batch = {batch}\n'
                 f"[distributed]\nthreads_per_rank = 1\nbucket_mb = {bucket}\n")


def plan(a, file, *options):
    return run([os.path.join(a.bin, "roentgen-run"), "plan", file, "--json", *options])


def train(a, file, ranks, cores):
    command = ["env", "OMP_NUM_THREADS=1", "OMP_PROC_BIND=false"]
    if ranks > 1:
        command += ["mpirun", "-n", str(ranks), "--mca", "btl_vader_single_copy_mechanism", "none"]
        command += ["--allow-run-as-root"] if os.geteuid() == 0 else []
        command += ["--oversubscribe", "--bind-to", "none"] if ranks > cores else ["--map-by", "slot:PE=1", "--bind-to", "core"]
    return run(command + [os.path.join(a.bin, "roentgen-train"), "--benchmark", "--json", file, "--set", f"distributed.ranks={ranks}"])


def best(benchmarks):
    """Of each local batch and number of copies the fastest."""
    found = {}
    for one in benchmarks:
        key = (one["local_batch"], one.get("copies", 1))
        if key not in found or one["step_seconds"] < found[key]["step_seconds"]:
            found[key] = one
    return list(found.values())


def measurement(folder, base, benchmarks):
    kept = dict(base, benchmarks=benchmarks)
    return write(os.path.join(folder, "measurement.json"), json.dumps({"measurement": kept}))


def compare(predicted, measured, **more):
    return {**more, "predicted_images_per_second": round(predicted, 3), "measured_images_per_second": round(measured, 3),
            "error": round(predicted / measured - 1, 4)}


def check_ranks(a, folder):
    file = experiment(folder, a.architecture, a.batch)
    counts = [int(one) for one in a.ranks.split(",")]
    options = ["--hosts", "1", "--ranks-per-host", a.ranks]
    benchmarks, trained = [], {count: 0.0 for count in counts}
    for _ in range(a.rounds):
        base = plan(a, file, *options)["measurement"]
        benchmarks += base["benchmarks"]
        for count in counts:
            rate = train(a, file, count, base["cores"])["images_per_second"]
            trained[count] = max(trained[count], rate)
            say(f"{count} rank(s): {rate:.2f} images/s")
    points = plan(a, file, *options, "--measurement", measurement(folder, base, best(benchmarks)))["points"]
    return [compare(point["images_per_second"], trained[point["ranks"]], ranks=point["ranks"],
                    cores_enough=not point["oversubscribed"], efficiency=round(point["efficiency"], 4)) for point in points]


def check_hosts(a, folder):
    a.architecture, a.batch = a.network_architecture, a.network_batch
    file = experiment(folder, a.architecture, a.batch, bucket=8)
    benchmarks, whole, cut = [], [], []
    overlap.make_hosts(a.mbit)
    try:
        for _ in range(a.rounds):
            base = plan(a, file, "--hosts", "1", "--ranks-per-host", "2")["measurement"]
            benchmarks += base["benchmarks"]
            for turns, bucket in ((whole, 1024), (cut, 8)):
                turns.append(overlap.benchmark(a, overlap.agent(folder), f"distributed.bucket_mb={bucket}"))
                say(f"two hosts, buckets of {bucket} MB: {turns[-1]['images_per_second']:.2f} images/s")
    finally:
        overlap.remove_hosts()
    beside = [dict(one, copies=1) for one in best(benchmarks) if one.get("copies", 1) == 2]
    kept = measurement(folder, dict(base, cores=0), beside)
    link = write(os.path.join(folder, "link.json"), json.dumps(min(whole, key=lambda one: one["reduce_seconds"])))
    measured = max(one["images_per_second"] for one in cut)
    rows = []
    for name, options in (("given", ["--bandwidth-gbit", str(a.mbit / 1000)]), ("measured", ["--link-measurement", link])):
        done = plan(a, file, "--hosts", "2", "--ranks-per-host", "1", "--measurement", kept, *options)
        point = next(one for one in done["points"] if one["hosts"] == 2)
        rows.append(compare(point["images_per_second"], measured, hosts=2, link=name, architecture=a.architecture,
                            bandwidth_gbit=round(done["bandwidth_gbit"], 4), local_batch=a.batch,
                            predicted_wait_seconds=round(point["exposed_seconds"], 4),
                            measured_wait_seconds=min(one["reduce_seconds"] for one in cut)))
    return rows


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--ranks", default="1,2,4")
    p.add_argument("--architecture", default="densenet121")
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--network", action="store_true", help="also two hosts (root)")
    p.add_argument("--network-architecture", default="vgg16")
    p.add_argument("--network-batch", type=int, default=8)
    p.add_argument("--mbit", type=int, default=1000)
    a = p.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        result = {"architecture": a.architecture, "local_batch": a.batch, "load_before": load, "ranks": check_ranks(a, folder)}
        if a.network:
            result["hosts"] = check_hosts(a, folder)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
