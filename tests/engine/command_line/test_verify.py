"""Same scenario, same seed, same digest, for any number of threads; tianji verify tells when it is not so."""

import h5py
import pytest
from program import CLASSICS


@pytest.mark.parametrize("scenario", ["bass", "money_exchange"])
def test_the_number_of_threads_does_not_change_the_digest(shell, scenario):
    digests = {shell.digest(CLASSICS / f"{scenario}.yaml", "-o", f"{threads}.h5", "--threads", threads) for threads in (1, 2, 3, 8)}
    assert len(digests) == 1
    for threads in (1, 3):
        assert digests < set(shell.run("verify", "8.h5", "--threads", threads).stdout.split())


def change(shell, name, value, group="provenance"):
    """A result file in which one attribute is another."""
    shell.run("run", "small.yaml", "-o", "a.h5", "--set", "record.digest_every=3", "--overwrite")
    with h5py.File(shell.folder / "a.h5", "r+") as file:
        file[group].attrs[name] = value


def test_a_file_that_agrees_is_verified(shell):
    shell.run("run", "small.yaml", "-o", "a.h5", "--set", "record.digest_every=3", "--replicate", 2, "--set", "adoption={imitation: 0.5}")
    (shell.folder / "small.yaml").unlink()  # the file holds its scenario
    done = shell.run("verify", "a.h5")
    assert done.stdout.startswith("a.h5: verified, 3 of 3 digests agree, the last is ")
    assert done.stderr == ""


def test_a_digest_that_differs_is_told_with_its_tick(shell):
    shell.run("run", "small.yaml", "-o", "a.h5", "--set", "record.digest_every=3")
    with h5py.File(shell.folder / "a.h5", "r+") as file:
        assert file["digest/tick"][:].tolist() == [2, 5, 7]
        file["digest/value"][1] = "0" * 16
    done = shell.run("verify", "a.h5", expect=1)
    assert done.stderr.startswith("a.h5: the state after tick 5 differs: digest 0000000000000000 in the file, ")
    assert done.stdout == ""


def test_a_digest_of_a_tick_that_cannot_be_met_is_told_and_not_waited_for(shell):
    shell.run("run", "small.yaml", "-o", "a.h5", "--set", "record.digest_every=3")
    with h5py.File(shell.folder / "a.h5", "r+") as file:
        file["digest/tick"][:] = [2, 1, 4]
    assert "has not all the ticks whose digests the file has" in shell.run("verify", "a.h5", expect=1).stderr
    with h5py.File(shell.folder / "a.h5", "r+") as file:
        file["digest/tick"][:] = [2, 2, 7]
        file["digest/value"][1] = file["digest/value"][0]
    assert "3 of 3 digests agree" in shell.run("verify", "a.h5").stdout


def test_inputs_that_changed_or_are_gone_are_refused_by_name(shell):
    shell.write("old.csv", "changed")
    change(shell, "inputs", f"{'0' * 64}  old.csv\n{'1' * 64}  gone file.csv\n")
    told = shell.run("verify", "a.h5", expect=2).stderr.splitlines()
    assert told[0].startswith("a.h5: the input '") and told[0].endswith("old.csv' has changed (it is not what the run read)")
    assert told[1].endswith("gone file.csv' is not there (the run read it)")


def test_another_model_version_or_model_is_refused(shell):
    change(shell, "model_version", "0")
    assert "the run is one of bass version 0 (this program has version 1)" in shell.run("verify", "a.h5", expect=2).stderr
    change(shell, "model", "weather")
    assert "this program does not have it" in shell.run("verify", "a.h5", expect=2).stderr


def test_another_engine_and_other_numerics_are_told_but_may_agree(shell):
    change(shell, "numerics", "00ff")
    assert "the numerics differ: fingerprint 00ff then, " in shell.run("verify", "a.h5").stderr
    change(shell, "git_hash", "abc")
    assert "the file was written by engine 0.1.0 (abc), this is 0.1.0 (" in shell.run("verify", "a.h5").stderr


def test_what_is_no_finished_result_is_refused(shell):
    shell.run("verify", "small.yaml", expect=2)
    shell.run("verify", "none.h5", expect=2)
    change(shell, "status", "incomplete", "/")
    assert "the run did not finish" in shell.run("verify", "a.h5", expect=2).stderr


def damaged(shell, change):
    """A result in which something was changed after it was written."""
    shell.run("run", "small.yaml", "-o", "a.h5", "--overwrite")
    with h5py.File(shell.folder / "a.h5", "r+") as file:
        change(file)


@pytest.mark.parametrize("change, told", [
    (lambda file: file["adopted"].__setitem__(3, 0.5), "'/adopted' holds other values"),
    (lambda file: file["adopted"].__setitem__(3, float("nan")), "'/adopted' holds other values"),
    (lambda file: file["graph/0/indices"].__setitem__(17, 1), "'/graph/0/indices' holds other values"),
    (lambda file: file["adopted"].attrs.__setitem__("units", "2"), "the attribute 'units' of '/adopted' is another"),
    (lambda file: file.__delitem__("adopted"), "'/adopted' is not in the file"),
    (lambda file: file.create_dataset("more", data=[1.0]), "'/more' is not recorded now"),
    (lambda file: file["adopted"].resize((7,)), "'/adopted' has another size or type"),
])
def test_what_was_recorded_is_compared_dataset_by_dataset(shell, change, told):
    damaged(shell, change)
    assert shell.run("verify", "a.h5", expect=1).stderr == f"a.h5: {told}\n"


def test_a_flipped_bit_in_a_column_is_found_by_every_reader(shell):
    shell.run("run", "small.yaml", "-o", "a.h5", "--set", "calendar.ticks=400")
    with h5py.File(shell.folder / "a.h5") as file:
        assert file["adopted"].fletcher32 and file["tick"].fletcher32
        at = file["adopted"].id.get_chunk_info(0).byte_offset
    bytes_ = bytearray((shell.folder / "a.h5").read_bytes())
    bytes_[at + 100] ^= 4
    (shell.folder / "a.h5").write_bytes(bytes_)
    with h5py.File(shell.folder / "a.h5") as file, pytest.raises(OSError, match="Fletcher32"):
        file["adopted"][:]
    assert "cannot read '/adopted'" in shell.run("verify", "a.h5", expect=2).stderr


@pytest.mark.parametrize("scenario", ["smoke.yaml", "classics/exploration.yaml"])
def test_a_whole_run_is_verified_with_all_it_recorded(shell, scenario):
    shell.run("run", CLASSICS.parent / scenario, "-o", "a.h5", "--set", "record.compression=gzip", "--set", "record.digest_every=7")
    told = shell.run("verify", "a.h5").stdout
    assert int(told.split("(")[1].split()[0]) > 10 and "agree too)" in told


def test_a_resumed_run_is_verified_with_all_it_recorded(shell):
    shell.run("run", "small.yaml", "-o", "a.h5", "--checkpoint", "every=3")
    (shell.folder / "a.h5").unlink()
    shell.run("resume", "a.checkpoint.h5")
    assert "agree too)" in shell.run("verify", "a.h5").stdout


def test_of_a_branch_only_digests_are_compared_and_that_is_said(shell):
    shell.write("more.yaml", "adoption: {imitation: 0.9}\n")
    shell.run("run", "small.yaml", "-o", "a.h5", "--checkpoint", "every=3")
    shell.run("branch", "a.checkpoint.h5", "--with", "more.yaml", "-o", "b.h5")
    assert "(what was recorded is not compared" in shell.run("verify", "b.h5").stdout
