"""Every shipped experiment can be planned; the first one is run as README shows it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
EXPERIMENTS = sorted((ROOT / "scenarios/experiments").glob("*.yaml"))


def tianji(folder, *arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=[path.stem for path in EXPERIMENTS])
def test_an_experiment_can_be_planned(experiment, tmp_path):
    assert "planned s: " in tianji(tmp_path, "sweep", "plan", experiment, "-o", "s")


def test_every_experiment_has_its_answer_in_the_readme():
    text = (ROOT / "scenarios/README.md").read_text()
    told = set(re.findall(r"\(experiments/(\w+)\.yaml\)", text))
    assert told == {path.stem for path in EXPERIMENTS}


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
def test_the_table_that_is_shown_is_what_the_program_says(document, tmp_path):
    shown = re.search(r"    adopted \[1\].*?(?=\n\n)", (ROOT / document).read_text(), re.S)[0]
    said = tianji(tmp_path, "compare", ROOT / "scenarios/experiments/first.yaml", "-o", "s")
    assert "\n".join(line.removeprefix("    ") for line in shown.splitlines()) in said
