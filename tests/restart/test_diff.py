"""tianji diff names the first tick, process, population, column and agent in which two runs differ."""

import shutil

import h5py
from kill_and_resume import ROOT, SMOKE, tianji

BASS = ROOT / "scenarios/classics/bass.yaml"
SMALL = ["--set", "network.agents=300", "--set", "calendar.ticks=8"]


def test_the_same_run_on_other_threads_is_equal(tmp_path):
    for threads in (1, 3):
        tianji(tmp_path, "run", BASS, *SMALL, "-o", f"{threads}.h5", "--threads", threads)
    assert tianji(tmp_path, "diff", "1.h5", "3.h5").stdout == "equal: 8 ticks, same measures, same state at the end\n"


def test_a_parameter_that_differs_is_traced_to_an_agent(tmp_path):
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "a.h5", "--set", "record.digest_every=1")
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "b.h5", "--set", "adoption.imitation=0.5")
    lines = tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout.splitlines()
    assert lines[0] == "a.h5 and b.h5 differ"
    assert "  scenario  adoption.imitation: 0.38 | 0.5" in lines
    recorded = next(line for line in lines if line.startswith("  recorded"))
    state = next(line for line in lines if line.startswith("  state"))
    tick = recorded.split()[2].rstrip(",")
    assert f"tick {tick}, process adopt: population consumers, column adopted, agent in slot " in state
    assert state.endswith(": 0 | 1")


def test_another_seed_differs_before_the_first_tick(tmp_path):
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "a.h5")
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "b.h5", "--seed", 5, "--set", "network.agents=301")
    told = tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout
    assert "  state     before the first tick: population consumers, number of slots: 300 | 301\n" in told


def test_money_is_traced_to_the_account(tmp_path):
    tianji(tmp_path, "run", SMOKE, "-o", "a.h5", "--set", "calendar.ticks=3")
    tianji(tmp_path, "run", SMOKE, "-o", "b.h5", "--set", "calendar.ticks=3", "--set", "market.tax=0.3")
    told = tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout
    assert ", process settle: " in told and "population domestic_sectors, balance of account purse, agent in slot" in told


def test_a_shorter_run_is_equal_up_to_its_end(tmp_path):
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "a.h5")
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "b.h5", "--set", "calendar.ticks=5")
    assert tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout == "a.h5 and b.h5 are equal for 5 ticks, where b.h5 ends\n"


def test_a_file_that_this_program_does_not_repeat_is_told(tmp_path):
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "a.h5")
    shutil.copy(tmp_path / "a.h5", tmp_path / "b.h5")
    with h5py.File(tmp_path / "b.h5", "r+") as file:
        file["adopted"][4] += 0.01
    told = tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout
    assert "  recorded  tick 4, adopted: " in told
    assert "  state     equal in all of 8 ticks when both are run again by this program\n" in told


def test_runs_of_two_models_are_not_compared(tmp_path):
    tianji(tmp_path, "run", BASS, *SMALL, "-o", "a.h5")
    tianji(tmp_path, "run", SMOKE, "-o", "b.h5", "--set", "calendar.ticks=2")
    told = tianji(tmp_path, "diff", "a.h5", "b.h5", expect=1).stdout
    assert told == "a.h5 is a run of bass version 1, b.h5 one of ecosystem version 2\n"
