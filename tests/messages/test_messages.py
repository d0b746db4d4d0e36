"""One bad scenario per message: `tianji check` says exactly what expected.txt says, and writes nothing.

A folder holds scenario.yaml (or none, where that is the mistake), optionally args.txt (further arguments, one per line)
and input files. `TIANJI_UPDATE=1 pytest tests/messages` writes expected.txt anew; read the difference before committing it.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROGRAM = Path(os.environ.get("TIANJI", HERE.parents[1] / "build/release/tianji"))

CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("case", CASES)
def test_message(case, tmp_path):
    folder = tmp_path / case
    shutil.copytree(HERE / case, folder)
    before = sorted(folder.rglob("*"))
    extra = (folder / "args.txt").read_text().splitlines() if (folder / "args.txt").exists() else []
    run = subprocess.run([PROGRAM, "check", "scenario.yaml", *extra], cwd=folder, capture_output=True, timeout=60)
    told = run.stderr.decode()
    if os.environ.get("TIANJI_UPDATE"):
        (HERE / case / "expected.txt").write_text(told)
    assert told == (HERE / case / "expected.txt").read_text()
    assert run.returncode == 2
    assert run.stdout == b""
    assert sorted(folder.rglob("*")) == before
