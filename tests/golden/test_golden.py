"""Whether a run still gives the numbers it gave.

A folder holds run.txt (the scenario, from the root of the project, then further arguments, one per line) and
expected.csv (a row per measure, a column per tick). `TIANJI_UPDATE=1 pytest tests/golden` writes expected.csv anew:
a change of the science shows as a difference to be read and explained in the commit. New measures: add a row with the
name and update.
"""

import csv
import os
import subprocess
from pathlib import Path

import h5py
import numpy
import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
CASES = sorted(path.parent.name for path in HERE.glob("*/run.txt"))


def values_of(file, measure, ticks):
    """Measures with several values a tick are given as their sum."""
    data = file[measure][:]
    rows = data if data.ndim == 1 else numpy.nansum(data, axis=1)
    return [f"{rows[tick]:.12g}" for tick in ticks]


@pytest.mark.parametrize("case", CASES)
def test_golden(case, tmp_path):
    folder = HERE / case
    scenario, *extra = (folder / "run.txt").read_text().split("\n")[:-1]
    result = tmp_path / "result.h5"
    subprocess.run([PROGRAM, "run", ROOT / scenario, "-o", result, "--quiet", *extra], check=True, timeout=120)
    with open(folder / "expected.csv", newline="") as text:
        expected = list(csv.reader(text))
    ticks = [int(word) for word in expected[0][1:]]
    with h5py.File(result) as file:
        found = [expected[0]] + [[name, *values_of(file, name, ticks)] for name, *_ in expected[1:]]
    if os.environ.get("TIANJI_UPDATE"):
        with open(folder / "expected.csv", "w", newline="") as text:
            csv.writer(text, lineterminator="\n").writerows(found)
    else:
        assert found == expected
