"""tianji run: what it writes, where, and what it refuses."""

import os
import pty
import re
import signal
import subprocess
import time

import h5py
from program import CLASSICS


def attribute(path, name, group="/"):
    with h5py.File(path) as file:
        value = file[group].attrs[name]
    return value.decode() if isinstance(value, bytes) else value


def test_a_run_says_where_its_file_is_its_digest_its_ticks_and_its_time(shell):
    done = shell.run("run", "small.yaml")
    assert re.match(r"writing results/small.h5: about \d+ kB\nwrote results/small.h5: 8 ticks in ", done.stdout)
    assert done.stdout.count("\n") == 2 and done.stderr == ""
    digest = done.stdout.split()[-1]
    with h5py.File(shell.folder / "results/small.h5") as file:
        assert file["digest/value"][-1].decode() == digest
    assert attribute(shell.folder / "results/small.h5", "status") == "complete"


def test_the_result_has_the_name_of_the_scenario_or_else_of_its_file(shell):
    shell.run("run", "small.yaml", "--set", "name=a/b c 田忌")
    shell.run("run", "small.yaml", "--set", "name=''")
    assert shell.files() == ["results/a_b_c_田忌.h5", "results/small.h5", "small.yaml"]


def test_nothing_is_overwritten_unasked(shell):
    shell.run("run", "small.yaml", "-o", "a.h5")
    before = (shell.folder / "a.h5").read_bytes()
    refused = shell.run("run", "small.yaml", "-o", "a.h5", expect=2)
    assert refused.stderr.startswith("a.h5: the result file exists")
    assert (shell.folder / "a.h5").read_bytes() == before
    shell.run("run", "small.yaml", "-o", "a.h5", "--overwrite", "--seed", 5)
    assert attribute(shell.folder / "a.h5", "seed", "provenance") == 5


def test_a_refused_run_writes_nothing(shell):
    shell.run("run", "none.yaml", expect=2)
    shell.run("run", "small.yaml", "--set", "record.measures=[nothing]", expect=2)
    shell.run("run", "small.yaml", "-o", "no/such/folder.h5", expect=2)
    shell.run("run", "small.yaml", "--set", "network.agents=1", expect=2)
    assert shell.files() == ["small.yaml"]
    assert not (shell.folder / "results").exists()


def test_seed_replicate_and_set_change_the_run_and_are_recorded(shell):
    seeds = {shell.digest("small.yaml", "-o", f"{seed}.h5", "--seed", seed) for seed in (1, 2, 3)}
    assert len(seeds) == 3
    assert shell.digest("small.yaml", "-o", "set.h5", "--set", "seed=2") in seeds
    assert shell.digest("small.yaml", "-o", "other.h5", "--replicate", 4) not in seeds
    assert attribute(shell.folder / "other.h5", "replicate", "provenance") == 4
    assert attribute(shell.folder / "set.h5", "overrides", "provenance") == "seed=2\n"
    assert attribute(shell.folder / "set.h5", "command_line", "provenance") == "tianji run small.yaml -o set.h5 --set seed=2"


def test_quiet_prints_nothing(shell):
    done = shell.run("run", "small.yaml", "--quiet")
    assert done.stdout == done.stderr == ""


def test_an_audit_changes_no_result_and_keeps_the_digest_after_each_process(shell):
    plain = shell.digest("small.yaml", "-o", "a.h5")
    assert shell.digest("small.yaml", "-o", "b.h5", "--audit") == plain
    with h5py.File(shell.folder / "b.h5") as file:
        assert [name.decode() for name in file["audit/process"]] == ["adopt"] * 8
        assert file["audit/value"][0] != file["audit/value"][1]


def test_progress_is_shown_on_a_terminal_only(shell):
    long = ["run", CLASSICS / "bass.yaml", "-o", "a.h5", "--overwrite", "--set", "calendar={ticks: 300, tick: day}", "--threads", 1]
    assert shell.run(*long).stderr == ""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(shell.command(*long), cwd=shell.folder, stderr=theirs, stdout=subprocess.PIPE)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    assert run.wait() == 0
    assert b"of 300" in shown and b"left" in shown
    assert shown.endswith(b"\r\x1b[K")


def start_long_run(shell):
    """A run of a minute or more, once it has begun to record."""
    run = subprocess.Popen(shell.command("run", CLASSICS / "money_exchange.yaml", "-o", "a.h5", "--set", "network.agents=300000",
                                         "--set", "calendar={ticks: 100000, tick: day}"),
                           cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (shell.folder / "a.h5.part").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    return run


def test_ctrl_c_finishes_the_tick_and_keeps_the_results_which_can_be_verified(shell):
    run = start_long_run(shell)
    run.send_signal(signal.SIGINT)
    out, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert out == "writing a.h5: about 54 MB\n"
    assert "stopped after tick" in told and "of 100000: a.h5 holds what was recorded until then" in told
    assert attribute(shell.folder / "a.h5", "status") == "interrupted"
    with h5py.File(shell.folder / "a.h5") as file:
        assert file["tick"].size == file["digest/tick"][-1] + 1 > 0
    assert "verified" in shell.run("verify", "a.h5").stdout
    assert shell.files() == ["a.h5", "small.yaml"]


def test_a_killed_run_leaves_its_data_under_the_provisional_name_only(shell):
    run = start_long_run(shell)
    run.kill()
    run.communicate()
    assert shell.files() == ["a.h5.part", "small.yaml"]
    assert attribute(shell.folder / "a.h5.part", "status") == "incomplete"


def test_the_command_that_goes_on_can_be_pasted(shell):
    name = "we ird;$(touch pasted)"
    (shell.folder / name).mkdir()
    long = ["run", CLASSICS / "money_exchange.yaml", "-o", f"{name}/a.h5", "--set", "network.agents=1000", "--checkpoint", "every=1000000",
            "--set", "calendar={ticks: 900000, tick: day}"]
    run = subprocess.Popen(shell.command(*long), cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (shell.folder / name / "a.h5.part").exists():
        time.sleep(0.02)
    time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    told = run.communicate(timeout=60)[1]
    assert f"go on with: tianji resume '{name}/a.checkpoint.h5'" in told


def test_a_run_that_does_not_fit_on_the_disk_is_told_before_it_begins(shell):
    run = subprocess.Popen(shell.command("run", CLASSICS / "money_exchange.yaml", "-o", "a.h5", "--set", "network.agents=1000000",
                                         "--set", "calendar={ticks: 1000000, tick: day}", "--set", "record.panels={traders: {}}"),
                           cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    told = run.stderr.readline()
    run.kill()
    run.communicate()
    assert re.match(r"a.h5: the disk may not be large enough \([\d.]+ GB and more are expected, [\d.]+ (GB|MB|kB) are free\)\n|"
                    r"a.h5: the disk may not be large enough \(about [\d.]+ GB are expected, [\d.]+ (GB|MB|kB) are free\)\n", told)


def test_the_threads_are_those_the_process_may_use(shell):
    one = min(os.sched_getaffinity(0))
    subprocess.run(shell.command("run", "small.yaml", "-o", "a.h5"), cwd=shell.folder, check=True, stdout=subprocess.DEVNULL, timeout=60,
                   preexec_fn=lambda: os.sched_setaffinity(0, {one}))
    assert attribute(shell.folder / "a.h5", "threads", "provenance") == 1


def test_a_small_run_makes_a_small_file(shell):
    """No chunk is much larger than what it holds, and the whole not many times what was recorded."""
    shell.run("run", CLASSICS.parent / "smoke.yaml", "-o", "a.h5")
    data = 0
    with h5py.File(shell.folder / "a.h5") as file:
        found = []
        file.visititems(lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) else None)
        data = sum(item.size * item.dtype.itemsize for item in found if b"not a netCDF variable" not in item.attrs.get("NAME", b""))
        stored = sum(item.id.get_storage_size() for item in found)
    assert stored < 2.5 * data
    assert (shell.folder / "a.h5").stat().st_size < 3 * data
