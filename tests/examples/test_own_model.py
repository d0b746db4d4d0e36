"""The engine as a third party gets it: installed into a folder, found by find_package, linked to a model of one's own."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))


def call(*command, folder=ROOT, expect=0):
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == expect, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    call("cmake", "--install", PROGRAM.parent, "--prefix", folder)
    return folder


@pytest.fixture(scope="module")
def guild(installed, tmp_path_factory):
    """The example, built where the sources of the engine cannot be seen."""
    folder = tmp_path_factory.mktemp("own_model")
    for file in sorted((ROOT / "examples/own_model").iterdir()):
        (folder / file.name).write_text(file.read_text())
    call("cmake", "-G", "Ninja", "-B", "build", f"-DCMAKE_PREFIX_PATH={installed}", "-DCMAKE_BUILD_TYPE=Release", folder=folder)
    call("cmake", "--build", "build", folder=folder)
    return folder


def test_the_installed_program_runs_by_itself(installed):
    assert call(installed / "bin/tianji", "explain", "bass", folder=installed).stdout.startswith("bass 1: ")
    assert (installed / "share/tianji/tianji.schema.json").read_text() == call(installed / "bin/tianji", "schema").stdout
    assert (installed / "share/tianji/experiment.schema.json").read_text() == call(installed / "bin/tianji", "schema", "experiment").stdout


def test_the_installed_files_name_nothing_of_the_source_tree(installed):
    text = "".join(path.read_text() for path in (installed / "lib").rglob("*.cmake"))
    assert "tianji::engine" in text and str(ROOT) not in text


def test_a_model_of_ones_own_has_the_whole_command_line(guild):
    program = guild / "build/guild"
    assert "imitation: number [1/tick], between 0 and 1, default 0.2" in call(program, "explain", "imitation").stdout
    assert "can be run (model guild 1, 50 ticks, 1 measures)" in call(program, "check", "scenario.yaml", folder=guild).stdout
    call(program, "run", "scenario.yaml", "-o", "guild.h5", "--threads", 2, folder=guild)
    assert "agree" in call(program, "verify", "guild.h5", folder=guild).stdout
    assert '"guild"' in call(program, "schema", "guild").stdout


def test_a_misspelt_key_of_ones_own_model_is_found(guild):
    (guild / "wrong.yaml").write_text((guild / "scenario.yaml").read_text().replace("ideas:", "idea:"))
    told = call(guild / "build/guild", "check", "wrong.yaml", folder=guild, expect=2).stderr
    assert "unknown key 'idea' did you mean 'ideas'?" in told
