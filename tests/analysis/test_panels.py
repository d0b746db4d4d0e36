"""Agents recorded one by one come out as a table, and the size of the file is told before the run."""

import os
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

import tianji

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
PANELS = "record.panels={organisations: {columns: [kind, standing, skill, markup, public_received], every: 5}}"


def run(folder, scenario, *sets):
    path = folder / "result.h5"
    options = [word for one in sets for word in ("--set", one)]
    done = subprocess.run([PROGRAM, "run", ROOT / "scenarios" / scenario, "-o", path, *options], cwd=folder,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return path, done.stdout


@pytest.fixture(scope="module")
def smoke(tmp_path_factory):
    return tianji.open(run(tmp_path_factory.mktemp("panels"), "smoke.yaml", PANELS)[0])


def test_a_panel_is_a_table_with_a_row_per_agent_and_tick(smoke):
    panel = smoke.panel("organisations")
    assert smoke.panel_names == ["organisations"]
    assert {"tick", "agent", "generation", "kind", "markup", "public_received"} <= set(panel.columns)
    assert "staff" not in panel.columns
    assert sorted(panel["tick"].unique()) == [0, 5, 10, 15, 20, 23]
    assert not panel.duplicated(["tick", "agent"]).any()


def test_a_column_with_several_fields_becomes_one_column_per_field(smoke):
    panel = smoke.panel("organisations")
    assert {f"skill_{field}" for field in range(4)} <= set(panel.columns)
    assert panel[["skill_0", "skill_3"]].to_numpy().min() >= 0


def test_a_panel_agrees_with_the_measures_and_tables_of_the_run(smoke):
    panel = smoke.panel("organisations")
    alive = panel[panel["standing"] == 1].groupby("tick").size()  # the measure leaves out who has not won yet
    measured = smoke.measures["organisations_alive"].to_numpy()
    assert measured[alive.index].tolist() == alive.tolist()
    last = panel[panel["tick"] == 23].set_index("agent")["public_received"]
    lives = smoke.organisations
    listed = lives[lives["died"] < 0].set_index("slot")["public_received"]
    assert np.allclose(last, listed.loc[last.index])


def test_a_panel_that_was_not_recorded_is_refused_with_what_to_do(smoke):
    with pytest.raises(tianji.UserError, match=r"no panel of 'firms'.*the run recorded: organisations"):
        smoke.panel("firms")


def told(text):
    size, unit = re.search(r"^writing .*: (?:about )?(\S+) ([kMG])B", text, re.MULTILINE).groups()
    return float(size) * {"k": 1e3, "M": 1e6, "G": 1e9}[unit]


@pytest.mark.parametrize("sets", [
    ["network.agents=300"],
    ["network.agents=20000"],
    ["network.agents=20000", "record.panels={consumers: {}}"],
    ["network.agents=20000", "record.panels={consumers: {every: 3, share: 0.1}}"],
], ids=lambda sets: " ".join(sets))
def test_the_size_that_is_told_before_a_run_without_tables_is_right_within_a_quarter(tmp_path, sets):
    path, text = run(tmp_path, "classics/bass.yaml", *sets)
    assert text.startswith("writing ") and ": about " in text
    assert 0.8 < told(text) / path.stat().st_size < 1.25


@pytest.mark.parametrize("sets", [[], [PANELS], ["record.graph_every=2"]], ids=lambda sets: " ".join(sets) or "plain")
def test_the_size_that_is_told_before_a_run_with_tables_is_right_within_a_factor_of_two(tmp_path, sets):
    path, text = run(tmp_path, "smoke.yaml", *sets)
    assert " and more" in text.splitlines()[0]
    assert 0.5 < told(text) / path.stat().st_size < 1.25


def test_a_quiet_run_tells_no_size(tmp_path):
    done = subprocess.run([PROGRAM, "run", ROOT / "scenarios/classics/bass.yaml", "--quiet", "--set", "network.agents=300"], cwd=tmp_path,
                          capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")
