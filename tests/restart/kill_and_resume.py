#!/usr/bin/env python3
"""Kills a run with SIGKILL at random moments, goes on from its checkpoint, and compares with the run that was left alone.

    /usr/bin/python3 tests/restart/kill_and_resume.py [KILLS] [--seed N] [--scenario FILE]

Says how often the digest and every dataset were the same; exit status 1 unless that is always.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import h5py

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
SMOKE = ROOT / "scenarios/smoke.yaml"
RECORD = ["--set", "calendar.ticks=60", "--set", "record={digest_every: 5, graph_every: 8, compression: gzip}"]


@dataclass
class Tally:
    kills: int = 0
    resumed: int = 0      # went on from a checkpoint; the others had left none
    parts_read: int = 0   # .part files of killed runs that hold every row their checkpoint holds
    same: int = 0
    threads: int = 0      # of the last attempt


def tianji(folder, *arguments, expect=0):
    """Runs the program in a folder, for tests."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == expect, done.stderr
    return done


def datasets(path):
    """Every dataset by name; texts as they are."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


def differences(path, other):
    one, two = datasets(path), datasets(other)
    names = sorted(set(one) ^ set(two))
    for name in sorted(set(one) & set(two)):
        a, b = one[name], two[name]
        same_bytes = a.tobytes() == b.tobytes() if a.dtype.kind != "O" else a.tolist() == b.tolist()
        if a.dtype != b.dtype or a.shape != b.shape or not same_bytes:
            names.append(name)
    return names


def rows(path):
    with h5py.File(path) as file:
        return file["tick"].shape[0]


def run(folder, *arguments, kill_after=None):
    """True if it came to its end."""
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, told = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    assert process.returncode == 0, told.decode()
    return True


def kill_and_resume(folder, scenario, record, wall, luck, tally):
    """One run, killed at one moment and, half of the time, at another after it went on."""
    begin = ["run", scenario, "-o", "x.h5", "--overwrite", "--checkpoint", f"every={luck.randint(1, 7)}", *record]
    checkpoint, part = folder / "x.checkpoint.h5", folder / "x.h5.part"
    kills_left = luck.randint(1, 2)
    while True:
        tally.threads = luck.randint(1, 3)
        goes_on = checkpoint.exists()
        arguments = ["resume", checkpoint] if goes_on else begin
        moment = luck.uniform(0.0, wall) if kills_left > 0 else None
        ended = run(folder, *arguments, "--threads", tally.threads, kill_after=moment)
        if ended or (folder / "x.h5").exists():  # killed too late, when the result had its name
            tally.resumed += goes_on
            return
        kills_left -= 1
        tally.kills += 1
        if not goes_on and checkpoint.exists() and rows(part) >= rows(checkpoint):
            tally.parts_read += 1


def try_often(kills, seed, scenario=SMOKE, record=RECORD):
    luck = random.Random(seed)
    tally, runs = Tally(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.monotonic()
        run(folder, "run", scenario, "-o", "whole.h5", "--checkpoint", "every=3", *record)
        wall = time.monotonic() - began
        while tally.kills < kills:
            for left in folder.glob("x.*"):
                left.unlink()
            kill_and_resume(folder, scenario, record, wall, luck, tally)
            runs += 1
            differ = differences(folder / "whole.h5", folder / "x.h5")
            tally.same += not differ
            for dataset in differ:
                print(f"run {runs}: '{dataset}' differs", file=sys.stderr)
    return tally, runs


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("kills", nargs="?", type=int, default=50)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--scenario", type=Path, default=SMOKE)
    chosen = words.parse_args()
    tally, runs = try_often(chosen.kills, chosen.seed, chosen.scenario.resolve())
    print(f"{tally.kills} kills in {runs} runs: {tally.same} results equal the one that was left alone "
          f"({tally.resumed} went on from a checkpoint, {tally.parts_read} files left behind could be read)")
    return tally.same != runs


if __name__ == "__main__":
    sys.exit(main())
