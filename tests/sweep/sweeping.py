"""What the tests of sweeps share: an experiment on a small model, running the program, reading what it wrote."""

import os
import subprocess
from pathlib import Path

import h5py
import numpy

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
BASE = "tianji: 1\nmodel: bass\nname: small\ncalendar: {start: 2018-01-01, tick: quarter, ticks: 12}\nnetwork: {agents: 400}\n"
EXPERIMENT = """tianji: 1
experiment: advertising
base: base.yaml
policies:
  word_of_mouth: {}
  advertising: {adoption: {innovation: 0.08}}
vary: {network.agents: [200, 400]}
replicates: 10
"""
OF_THE_RUN = {"wall_time"}  # differs from one making to the next


class Sweeper:
    """Runs the program in a folder that has an experiment."""

    def __init__(self, folder, experiment=EXPERIMENT, base=BASE):
        self.folder = folder
        self.write("base.yaml", base)
        self.write("experiment.yaml", experiment)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def command(self, *arguments):
        return [str(word) for word in (PROGRAM, *arguments)]

    def run(self, *arguments, expect=0, **options):
        done = subprocess.run(self.command(*arguments), cwd=self.folder, capture_output=True, text=True, timeout=120, **options)
        assert done.returncode == expect, done.stdout + done.stderr
        return done

    def sweep(self, *arguments, **options):
        return self.run("sweep", *arguments, **options)

    def start(self, *arguments):
        return subprocess.Popen(self.command("sweep", *arguments), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def plan(self, name="s", **options):
        return self.sweep("plan", "experiment.yaml", "-o", name, **options)

    def merged(self, name="s"):
        """Every variable of the merged file but those that tell of the making."""
        self.sweep("merge", name, "--overwrite")
        return variables(self.folder / name / "merged.h5")


def variables(path):
    found = {}

    def keep(name, item):
        if isinstance(item, h5py.Dataset) and name.split("/")[-1] not in OF_THE_RUN:
            found[name] = item.asstr()[:] if h5py.check_string_dtype(item.dtype) else item[:]

    with h5py.File(path) as file:
        file.visititems(keep)
    return found


def differences(one, other):
    """Names of the variables in which two merged files differ."""
    same = [name for name in one if name in other and same_values(one[name], other[name])]
    return sorted({*one, *other} - {*same})


def same_values(a, b):
    return a.shape == b.shape and (numpy.array_equal(a, b) if a.dtype.kind == "O" else numpy.array_equal(a, b, equal_nan=True))
