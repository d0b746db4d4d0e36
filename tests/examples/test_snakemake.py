"""The example of a workflow, as its README says."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
EXAMPLE = ROOT / "analysis/examples/snakemake"


@pytest.fixture
def workflow(tmp_path):
    program = shutil.which("snakemake", path="/usr/bin")
    if program is None:
        pytest.skip("snakemake is not installed (apt-get install snakemake, some 660 MB)")
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("results", ".snakemake"))

    def make(*arguments):
        return subprocess.run([program, "--cores", "2", *arguments, "--config", f"tianji={PROGRAM}", f"package={ROOT / 'analysis'}"], cwd=folder,
                              capture_output=True, text=True, timeout=300, env=os.environ | {"HOME": str(tmp_path)})

    make.folder = folder
    return make


def test_the_workflow_makes_the_table_and_the_figure(workflow):
    done = workflow()
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((workflow.folder / "results/sensitivity.csv").open()))
    assert [row["factor"] for row in rows] == ["x1", "x2", "x3"]
    assert all(float(row["total_low"]) <= truth <= float(row["total_high"]) for row, truth in zip(rows, (0.5576, 0.4424, 0.2437)))
    assert (workflow.folder / "results/figures/sensitivity.svg").stat().st_size > 5000
    assert "Nothing to be done" in workflow().stderr
