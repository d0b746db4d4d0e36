"""A run that was interrupted and goes on gives the result of one that never was."""

import signal
import subprocess
import time

import h5py
import pytest
from kill_and_resume import PROGRAM, RECORD, SMOKE, differences, rows, try_often, tianji


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A whole run with the checkpoint it left after tick 20 of 24."""
    folder = tmp_path_factory.mktemp("made")
    tianji(folder, "run", SMOKE, "-o", "a.h5", "--audit", "--checkpoint", "every=5", "--threads", 1)
    return folder


def copy(made, folder):
    (folder / "a.checkpoint.h5").write_bytes((made / "a.checkpoint.h5").read_bytes())


def changed(made, folder, group, name, value):
    copy(made, folder)
    with h5py.File(folder / "a.checkpoint.h5", "r+") as file:
        file[group].attrs[name] = value


def test_runs_killed_at_random_moments_go_on_to_the_same_result():
    tally, runs = try_often(kills=4, seed=time.time_ns())
    assert tally.same == runs


@pytest.mark.parametrize("threads", [1, 3])
def test_every_dataset_is_that_of_the_whole_run(made, tmp_path, threads):
    copy(made, tmp_path)
    tianji(tmp_path, "resume", "a.checkpoint.h5", "--threads", threads)
    assert differences(made / "a.h5", tmp_path / "a.h5") == []
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["status"] == "complete"
        lineage = dict(file["provenance/lineage/1"].attrs)
        assert (lineage["how"], lineage["file"], lineage["ticks"]) == ("resumed", "a.checkpoint.h5", 20)
    tianji(tmp_path, "verify", "a.h5")


def test_a_run_with_checkpoints_records_what_one_without_does(made, tmp_path):
    tianji(tmp_path, "run", SMOKE, "-o", "b.h5", "--audit")
    assert differences(made / "a.h5", tmp_path / "b.h5") == []


def test_a_checkpoint_is_a_result_file_up_to_its_tick(made):
    assert rows(made / "a.checkpoint.h5") == 20
    with h5py.File(made / "a.checkpoint.h5") as checkpoint, h5py.File(made / "a.h5") as whole:
        assert checkpoint.attrs["status"] == "checkpoint"
        assert (checkpoint["organisations_alive"][:] == whole["organisations_alive"][:20]).all()
        assert "populations/organisations/skill" in checkpoint["state"]


def test_a_run_that_is_terminated_leaves_a_checkpoint_and_goes_on(made, tmp_path):
    arguments = [PROGRAM, "run", SMOKE, "-o", "a.h5", "--checkpoint", "every=100000", *RECORD, "--set", "calendar.ticks=4000"]
    run = subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    time.sleep(1.0)
    run.send_signal(signal.SIGTERM)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 143
    assert "go on with: tianji resume a.checkpoint.h5" in told
    stopped_after = rows(tmp_path / "a.h5")
    with h5py.File(tmp_path / "a.h5") as file:
        assert file.attrs["status"] == "interrupted"
    assert rows(tmp_path / "a.checkpoint.h5") == stopped_after > 0
    with h5py.File(tmp_path / "a.checkpoint.h5") as file:
        assert file["state"].attrs["ticks"] == stopped_after


def test_the_result_of_a_stopped_run_is_replaced_when_it_goes_on_but_no_other_is(made, tmp_path):
    copy(made, tmp_path)
    (tmp_path / "a.h5").write_bytes((made / "a.h5").read_bytes())
    assert "the result file exists" in tianji(tmp_path, "resume", "a.checkpoint.h5", expect=2).stderr
    with h5py.File(tmp_path / "a.h5", "r+") as file:
        file.attrs["status"] = "interrupted"
    tianji(tmp_path, "resume", "a.checkpoint.h5")
    assert differences(made / "a.h5", tmp_path / "a.h5") == []


def test_a_checkpoint_that_another_run_left_is_not_replaced_unasked(made, tmp_path):
    copy(made, tmp_path)
    told = tianji(tmp_path, "run", SMOKE, "-o", "a.h5", "--checkpoint", "every=5", expect=2).stderr
    assert told == ("a.checkpoint.h5: the checkpoint file exists (another run left it, and may go on from it with tianji resume) "
                    "write to another file with -o or add --overwrite?\n")
    assert not (tmp_path / "a.h5.part").exists()


def test_a_result_file_is_no_checkpoint(made):
    told = tianji(made, "resume", "a.h5", expect=2).stderr
    assert told == ("a.h5: this result file is not a checkpoint (it does not hold the state of the run) "
                    "name the file that a run with --checkpoint leaves, like a.checkpoint.h5?\n")


def test_a_truncated_checkpoint_is_refused(made, tmp_path):
    whole = (made / "a.checkpoint.h5").read_bytes()
    for size in (0, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "a.checkpoint.h5").write_bytes(whole[:size])
        told = tianji(tmp_path, "resume", "a.checkpoint.h5", expect=2).stderr
        assert told == "a.checkpoint.h5: cannot read the result file (it is not HDF5, or is damaged)\n"


def test_a_state_that_is_not_the_one_saved_is_refused(made, tmp_path):
    copy(made, tmp_path)
    with h5py.File(tmp_path / "a.checkpoint.h5", "r+") as file:
        file["state/populations/organisations/staff"][3] += 1
    told = tianji(tmp_path, "resume", "a.checkpoint.h5", expect=2).stderr
    assert "the state has digest" in told and "the file is damaged, or the world was built otherwise" in told


@pytest.mark.parametrize(("group", "name", "value", "message"), [
    ("state", "version", 99, "the checkpoint has version 99 (this program reads version 1)"),
    ("/", "format_version", 99, "the result file has format version 99 (this program reads version"),
    ("provenance", "engine_version", "9.9", "the checkpoint is one of engine 9.9 (this is "),
    ("provenance", "numerics", "00ff", "the numerics were 00ff (those of this program are "),
    ("provenance", "model", "weather", "the run is one of the model 'weather' (this program does not have it)"),
    ("provenance", "model_version", "0", "the run is one of ecosystem version 0 (this program has version 2)"),
    ("provenance", "inputs", "0" * 64 + "  gone.csv\n", "gone.csv' is not there (the run read it)"),
    ("provenance", "resolved_scenario", "seed: 2\n", "the scenario reads differently now (a default or a preset"),
    ("provenance", "overrides", "seed=7\n", "the scenario reads differently now (a default or a preset"),
])
def test_a_checkpoint_of_something_else_is_refused_by_name(made, tmp_path, group, name, value, message):
    changed(made, tmp_path, group, name, value)
    assert message in tianji(tmp_path, "resume", "a.checkpoint.h5", expect=2).stderr
    assert not (tmp_path / "a.h5.part").exists()


def test_the_number_of_ticks_between_checkpoints_is_one(tmp_path):
    for words in ("every=0", "7", "every=x", "often"):
        told = tianji(tmp_path, "run", SMOKE, "--checkpoint", words, expect=2).stderr
        assert f"'{words}' is not every=N with a number of ticks N" in told
