"""What the tests share: the package on the path, runs written by Python and the one written by the engine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "analysis"), str(Path(__file__).parent)]

import sample  # noqa: E402


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """Files of two policies under the same luck."""
    folder = tmp_path_factory.mktemp("runs")
    paths = []
    for policy, pace in (("baseline", 0.05), ("racehorse", 0.09)):
        paths.append(folder / f"{policy}.h5")
        sample.write_run(paths[-1], policy=policy, pace=pace)
    return paths


@pytest.fixture(scope="session")
def made_by_the_engine(tmp_path_factory):
    """What a program that uses the engine's result file layer writes, by the program's name."""
    def make(name):
        build = Path(os.environ.get("TIANJI_BUILD", ROOT / "build/release"))
        program = build / "tests/engine/record/sample" / name
        if not program.exists():
            pytest.skip(f"{program} is not built")
        path = tmp_path_factory.mktemp("engine") / f"{name}.h5"
        subprocess.run([program, path], check=True)
        return path
    return make


@pytest.fixture(scope="session")
def engine_file(made_by_the_engine):
    return made_by_the_engine("make_sample_result")


@pytest.fixture(params=["written by Python", "written by the engine"])
def any_file(request):
    if request.param == "written by Python":
        return request.getfixturevalue("runs")[0]
    return request.getfixturevalue("engine_file")
