"""tianji sweep task: a part of a sweep that a batch system may stop, repeat, and start anywhere."""

import os
import shutil
import signal
import subprocess
import time

import pytest

EXPERIMENT = "tianji: 1\nexperiment: coffee\nbase: small.yaml\nvary: {adoption.innovation: [0.02, 0.03]}\nreplicates: 20\n"


@pytest.fixture
def sweep(shell):
    """A plan of 40 runs of some 40 ms."""
    shell.write("small.yaml", (shell.folder / "small.yaml").read_text().replace("agents: 500", "agents: 60000"))
    shell.write("coffee.yaml", EXPERIMENT)
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s")
    return shell


def start(shell, *arguments):
    """Returns when the first of its runs is done."""
    process = subprocess.Popen(shell.command("sweep", *arguments), cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: list((shell.folder / "s/runs").glob(f"*-{process.pid}-*.part")))
    return process


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def done_in(shell):
    return int(shell.run("sweep", "status", "s").stdout.split("done")[1].split()[0])


@pytest.mark.parametrize("warning", [signal.SIGTERM, signal.SIGUSR1])
def test_a_task_that_is_warned_finishes_the_run_it_is_at_and_leaves_the_rest(sweep, warning):
    task = start(sweep, "task", "s", "--index", 0, "--bundle", 40, "--jobs", 1)
    before = done_in(sweep)
    for _ in range(2):  # a batch system says it more than once
        task.send_signal(warning)
        time.sleep(0.002)
    told, trouble = task.communicate(timeout=30)
    assert task.returncode == 128 + warning
    assert "s: stopped; the same command goes on" in trouble
    done = done_in(sweep)
    assert before <= done < 40 and told == f"s: {done} of 40 runs done, {done} of them now\n"
    assert [path.name for path in (sweep.folder / "s/runs").iterdir() if path.suffix == ".part"] == []
    assert list((sweep.folder / "s/claims").iterdir()) == []
    told = sweep.run("sweep", "task", "s", "--index", 0, "--bundle", 40).stdout
    assert told == f"s: 40 of 40 runs done, {40 - done} of them now\n"


def test_runs_that_wait_behind_the_one_that_is_made_are_left_too(sweep):
    """Policies that share a history are given to one process at once."""
    policies = ", ".join(f"p{i}: {{adoption: {{innovation: 0.0{i}}}}}" for i in range(20, 40))
    sweep.write("coffee.yaml", f"tianji: 1\nexperiment: coffee\nbase: small.yaml\nbranch_at: 2019-Q1\npolicies: {{{policies}}}\nreplicates: 2\n")
    sweep.run("sweep", "plan", "coffee.yaml", "-o", "s", "--replan")
    task = start(sweep, "task", "s", "--index", 0, "--bundle", 40, "--jobs", 1)
    task.send_signal(signal.SIGTERM)
    task.communicate(timeout=30)
    assert task.returncode == 128 + signal.SIGTERM
    assert 0 < done_in(sweep) < 20
    assert "40 of 40 runs done" in sweep.run("sweep", "run", "s").stdout


def test_a_warning_that_comes_with_the_last_run_stops_nothing(shell):
    shell.write("small.yaml", (shell.folder / "small.yaml").read_text().replace("agents: 500", "agents: 500000"))
    shell.write("coffee.yaml", EXPERIMENT)
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s")
    task = subprocess.Popen(shell.command("sweep", "task", "s", "--index", 0), cwd=shell.folder, stdout=subprocess.PIPE, text=True)
    wait_for(lambda: list((shell.folder / "s/claims").iterdir()))
    time.sleep(0.05)
    task.send_signal(signal.SIGTERM)
    told, _ = task.communicate(timeout=30)
    assert (task.returncode, told) == (0, "s: 1 of 1 run done, 1 of them now\n")


def test_tasks_work_beside_each_other_but_not_beside_the_whole_sweep(sweep):
    company = "s: somebody is working in this folder (process {} on "
    task = start(sweep, "task", "s", "--index", 0, "--bundle", 20, "--jobs", 1)
    sweep.run("sweep", "task", "s", "--index", 39)
    assert company.format(task.pid) in sweep.run("sweep", "run", "s", expect=2).stderr
    assert company.format(task.pid) in sweep.run("sweep", "task", "s", "--index", 0, "--bundle", 20, expect=2).stderr
    assert task.poll() is None
    task.communicate(timeout=30)
    whole = start(sweep, "run", "s", "--jobs", 1)
    assert company.format(whole.pid) in sweep.run("sweep", "task", "s", "--index", 35, expect=2).stderr
    assert whole.poll() is None
    assert whole.communicate(timeout=30)[0] == "s: 40 of 40 runs done, 19 of them now\n"
    assert list((sweep.folder / "s/claims").iterdir()) == []


def test_a_task_needs_no_home_no_folder_to_be_in_and_no_kind_umask(sweep, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()

    def go_astray():
        os.umask(0o777)
        shutil.rmtree(gone)

    program, *_ = sweep.command()
    done = subprocess.run([program, "sweep", "task", sweep.folder / "s", "--index", "0", "--bundle", "40"], cwd=gone, env={},
                          preexec_fn=go_astray, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    for log in (sweep.folder / "s/runs").iterdir():
        assert log.stat().st_mode & 0o600 == 0o600
    assert done_in(sweep) == 40


def test_inputs_are_found_from_anywhere(shell):
    shell.write("ties.csv", "source,target\n" + "".join(f"{i},{(i + 1) % 20}\n" for i in range(20)))
    small = (shell.folder / "small.yaml").read_text()
    shell.write("small.yaml", small.replace("agents: 500", "kind: file, agents: 20, from: {path: ties.csv}"))
    shell.write("coffee.yaml", EXPERIMENT)
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s")
    done = subprocess.run([*shell.command("sweep", "task"), shell.folder / "s", "--index", "3"], cwd="/", env={"HOME": "/nowhere"},
                          capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_runs_that_are_the_same_are_left_to_one_task(shell):
    shell.write("coffee.yaml", "tianji: 1\nexperiment: coffee\nbase: small.yaml\npolicies: {one: {}, the_same: {}}\nreplicates: 2\n")
    assert "4 runs, 2 of them different" in shell.run("sweep", "plan", "coffee.yaml", "-o", "s").stdout
    assert shell.run("sweep", "task", "s", "--index", 1).stdout == "s: earlier tasks make these runs\n"
    assert shell.run("sweep", "task", "s", "--index", 1, "--bundle", 2).stdout == "s: 1 of 1 run done, 1 of them now\n"
    assert "done     1\n" in shell.run("sweep", "status", "s").stdout


def test_a_task_that_is_none_is_refused(sweep):
    for index, bundle in ((40, 1), (1, 40), (2**62, 4)):
        told = sweep.run("sweep", "task", "s", "--index", index, "--bundle", bundle, expect=2).stderr
        assert f"there is no task {index} of {bundle} run" in told


