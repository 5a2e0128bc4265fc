#!/usr/bin/python3
"""Damaged inputs, thousands of them: no program of Roentgen may die of one, hang on one, or call it its own fault.

  mutated_inputs.py --bin build/release/bin [--count 4000] [--seed 1] [--keep DIR]

Seeds are made here: films (PNG, JPEG, PGM, DICOM uncompressed, RLE, JPEG lossless and with nested sequences), a label table, an
experiment, weights, a run's events, a folder of record files. Each is damaged (bits, bytes, pieces lost, doubled or swapped,
lengths made huge, ends cut off) and given to the program that reads it. A seed itself
must end with 0. Of its damaged copies the documented exit codes 0, 2, 3 and 4 are allowed; a signal, 1, another code, or two
minutes are faults, which are kept in DIR and make this exit 1.
Prints one JSON object: how many ran, by kind and exit code. Needs python3-pydicom, python3-numpy, python3-pil and dcmtk.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

ALLOWED = (0, 2, 3, 4)
SECONDS = 120


def call(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr[-1000:]}")


def dicom_films(folder):
    """One film as DICOM in several forms."""
    import numpy
    import pydicom
    from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
    from pydicom.sequence import Sequence
    from pydicom.uid import ExplicitVRLittleEndian, RLELossless, generate_uid
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"  # Digital X-Ray Image Storage - For Presentation
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["roentgen"])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    film = FileDataset(None, {}, file_meta=meta, preamble=bytes(128))
    film.SOPClassUID, film.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    film.PatientID, film.PatientName, film.Modality, film.BodyPartExamined = "P1", "Phantom^One", "DX", "CHEST"
    film.Rows, film.Columns, film.SamplesPerPixel, film.PhotometricInterpretation = 96, 80, 1, "MONOCHROME2"
    film.BitsAllocated, film.BitsStored, film.HighBit, film.PixelRepresentation = 16, 12, 11, 0
    film.WindowCenter, film.WindowWidth, film.RescaleIntercept, film.RescaleSlope = "2048", "4096", "-1024", "1"
    film.PixelData = (numpy.add.outer(numpy.arange(96), numpy.arange(80)) * 23 % 4096).astype("<u2").tobytes()
    film.is_little_endian, film.is_implicit_VR = True, False
    inner = Dataset()
    for _ in range(6):
        outer = Dataset()
        outer.ReferencedSeriesSequence = Sequence([inner, Dataset()])
        inner = outer
    film.ReferencedStudySequence = Sequence([inner])
    plain = os.path.join(folder, "plain.dcm")
    film.save_as(plain, write_like_original=False)
    packed = pydicom.dcmread(plain)
    packed.compress(RLELossless)
    packed.save_as(os.path.join(folder, "rle.dcm"), write_like_original=False)
    call("dcmcjpeg", "+e1", plain, os.path.join(folder, "jpeg.dcm"))
    call("dcmconv", "+ti", plain, os.path.join(folder, "implicit.dcm"))
    return [os.path.join(folder, name) for name in ("plain.dcm", "rle.dcm", "jpeg.dcm", "implicit.dcm")]


class Kind:
    """A seed's bytes, what its damaged copy is called, and the command that reads it there."""

    def __init__(self, name, seed, place, command, text=False):
        self.name, self.place, self.command, self.text = name, place, command, text
        with open(seed, "rb") as file:
            self.bytes = file.read()


def kinds(program, folder):
    """All that is read. place: where the damaged file goes within a copy of `whole`, a folder that surrounds it."""
    from PIL import Image
    films = os.path.join(folder, "films")
    call(program("roentgen-data"), "phantom", "--kind", "chest", "--count", "24", "--size", "96", "--seed", "3", "--out", films)
    images = sorted(os.listdir(os.path.join(films, "images")))
    png = os.path.join(films, "images", images[0])
    grey = Image.open(png).convert("L")
    for name in ("film.jpg", "film.pgm"):
        grey.save(os.path.join(folder, name))
    show = [program("roentgen-data"), "show", "{file}", "--out", "{out}/shown.png", "--json"]
    for seed in [png, os.path.join(folder, "film.jpg"), os.path.join(folder, "film.pgm"), *dicom_films(folder)]:
        name = os.path.basename(seed) if seed != png else "film.png"
        yield Kind("show " + name, seed, name, show)
    yield Kind("labels of a DICOM folder", os.path.join(folder, "plain.dcm"), "dicoms/one.dcm",
               [program("roentgen-data"), "labels", "{out}/dicoms", "--json"])
    table = next(os.path.join(films, name) for name in os.listdir(films) if name.startswith("Data_Entry"))
    yield Kind("labels", table, "films/" + os.path.basename(table), [program("roentgen-data"), "labels", "{out}/films", "--json"], text=True)
    experiment = os.path.join(folder, "tiny.toml")
    with open(experiment, "w") as file:
        file.write(f'[data]\ndataset = "{films}"\nimage_size = 32\nsplit = "fraction"\n[model]\narchitecture = "resnet18"\n'
                   '[training]\nepochs = 1\nlocal_batch = 4\nlearning_rate = 1e-3\n[pipeline]\nmode = "optimized"\n')
    workspace = os.path.join(folder, "workspace")
    os.makedirs(workspace)  # one that is not there is refused
    call(program("roentgen-run"), "start", experiment, "--workspace", workspace, "--id", "made", "--wait")
    run = os.path.join(workspace, "runs", "made")
    yield Kind("start --dry-run", experiment, "tiny.toml",
               [program("roentgen-run"), "start", "{file}", "--workspace", "{out}/workspace", "--dry-run"], text=True)
    yield Kind("status", os.path.join(run, "events.jsonl"), "workspace/runs/made/events.jsonl",
               [program("roentgen-run"), "status", "made", "--workspace", "{out}/workspace", "--json"], text=True)
    yield Kind("predict", os.path.join(run, "best.safetensors"), "best.safetensors",
               [program("roentgen-predict"), "--weights", "{file}", png, "--json"])
    records = os.path.join(folder, "records")
    call(program("roentgen-data"), "pack", films, "--out", records, "--size", "32", "--json")
    for name in sorted(os.listdir(records)):
        if os.path.isfile(os.path.join(records, name)):
            yield Kind("labels of records, " + os.path.splitext(name)[1], os.path.join(records, name), "records/" + name,
                       [program("roentgen-data"), "labels", "{out}/records", "--json"], text=name.endswith((".json", ".toml", ".csv")))


def damaged(original, random_, text):
    """A copy with one to six faults; most of them near the beginning, where headers are."""
    data = bytearray(original)
    for _ in range(random_.choice((1, 1, 1, 2, 3, 6))):
        if not data:
            break
        at = min(len(data) - 1, int(len(data) * random_.random() ** random_.choice((1, 3, 6))))
        kind = random_.randrange(9)
        if kind == 0:
            data[at] ^= 1 << random_.randrange(8)
        elif kind == 1:
            data[at] = random_.choice((0, 0xff, 0x7f, 0x80, random_.randrange(256)))
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            del data[at:at + random_.choice((1, 2, 4, 16, 300))]
        elif kind == 4:
            piece = data[at:at + random_.choice((1, 4, 40, 400))]
            data[at:at] = piece * random_.choice((1, 1, 2, 50))
        elif kind == 5:
            data[at:at + 4] = random_.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\xfe\xff\xff\xff", b"\0\0\0\0"))
        elif kind == 6:
            other = random_.randrange(len(data))
            length = random_.choice((2, 8, 64))
            data[at:at + length], data[other:other + length] = data[other:other + length], data[at:at + length]
        elif kind == 7 and text:
            data[at:at] = random_.choice((b'"', b"\n", b",", b"[[[[", b"{", b"nan", b"1e999", b"-1", b"\xc3\x28", b"\0", b"=" * 5000))
        else:
            data[at:at] = bytes(random_.randrange(256) for _ in range(random_.choice((1, 3, 17))))
    return bytes(data)


def surroundings(kind, folder, out):
    """What else the command needs beside the damaged file."""
    os.makedirs(os.path.join(out, "workspace"))  # one that is not there is refused
    top = kind.place.split("/")[0]
    if top == "films":
        shutil.copytree(os.path.join(folder, "films"), os.path.join(out, "films"), dirs_exist_ok=True)
    elif top in ("workspace", "records"):
        shutil.copytree(os.path.join(folder, top), os.path.join(out, top), dirs_exist_ok=True)
    elif top == "dicoms":
        os.makedirs(os.path.join(out, top))
        shutil.copy(os.path.join(folder, "rle.dcm"), os.path.join(out, top, "other.dcm"))


def run_on(kind, data, folder, out):
    """The command on these bytes: its exit code (None: hung), what it said on standard error, and the file that held them."""
    surroundings(kind, folder, out)
    path = os.path.join(out, kind.place)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    command = [part.format(file=path, out=out) for part in kind.command]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env={**os.environ, "OMP_NUM_THREADS": "1"})
        return done.returncode, done.stderr[-400:].decode(errors="replace"), path
    except subprocess.TimeoutExpired:
        return None, "", path


def check_undamaged(kind, folder):
    """A seed that is refused as it is would prove nothing, however it is damaged."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        code, said, _ = run_on(kind, kind.bytes, folder, out)
    if code != 0:
        raise SystemExit(f"{kind.name}: the undamaged input ends with {'a hang' if code is None else code}, not 0: {said.strip()}")


def attempt(kind, number, a, folder):
    """Runs one; (kind, exit code or "signal 11" or "hung", whether that is a fault)."""
    random_ = random.Random(f"{a.seed} {kind.name} {number}")
    with tempfile.TemporaryDirectory(dir=folder) as out:
        code, said, path = run_on(kind, damaged(kind.bytes, random_, kind.text), folder, out)
        ended = "hung" if code is None else f"signal {-code}" if code < 0 else str(code)
        # A program that hands a file to a process of its own must not hide how that one died of it.
        fault = code not in ALLOWED or "ended unexpectedly" in said
        if fault:
            kept = os.path.join(a.keep, f"{kind.name.replace(' ', '-').replace('/', '-')}-{number}")
            os.makedirs(kept, exist_ok=True)
            shutil.copy(path, kept)
            print(f"{kind.name}, number {number}: {ended}; kept in {kept}; {said.strip()[-200:]}", file=sys.stderr, flush=True)
    return kind.name, ended, fault


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bin", required=True)
    p.add_argument("--count", type=int, default=4000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--keep", default="mutated-inputs")
    a = p.parse_args()
    counts, faults = collections.defaultdict(collections.Counter), 0
    with tempfile.TemporaryDirectory(prefix="mutated-") as folder:
        all_kinds = list(kinds(lambda name: os.path.join(os.path.abspath(a.bin), name), folder))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for _ in pool.map(lambda kind: check_undamaged(kind, folder), all_kinds):
                pass
            jobs = [pool.submit(attempt, all_kinds[i % len(all_kinds)], i // len(all_kinds), a, folder) for i in range(a.count)]
            for job in concurrent.futures.as_completed(jobs):
                name, ended, fault = job.result()
                counts[name][ended] += 1
                faults += fault
    print(json.dumps({"inputs": a.count, "faults": faults, "ended": {name: dict(sorted(c.items())) for name, c in sorted(counts.items())}}))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
