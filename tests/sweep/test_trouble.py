"""What goes wrong in a sweep costs one run at most, says so, and loses nothing."""

import os
import random
import resource
import shutil
import signal
import subprocess
import time

import pytest
from sweeping import BASE, EXPERIMENT, Sweeper, differences

LONG = EXPERIMENT.replace("[200, 400]", "[20000, 30000]")  # some 20 ms a run
HANGS = """tianji: 1
experiment: one-hangs
base: base.yaml
vary: {network.agents: [300, 3000000]}
replicates: 2
"""


def children(process):
    out = subprocess.run(["ps", "--ppid", str(process), "-o", "pid="], capture_output=True, text=True).stdout
    return [int(word) for word in out.split()]


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
    return found


@pytest.fixture
def long_sweep(tmp_path):
    sweeper = Sweeper(tmp_path, experiment=LONG)
    sweeper.plan("undisturbed")
    sweeper.sweep("run", "undisturbed")
    sweeper.plan()
    return sweeper


def done_in(sweeper):
    status = sweeper.sweep("status", "s").stdout
    return int(status.split("done")[1].split()[0])


def test_a_sweep_killed_at_any_moment_goes_on_where_it_was(long_sweep):
    """SIGKILL to the crew, whose workers end with it; finished runs are not made again, and the file is the same."""
    luck = random.Random(4)
    done, kills = 0, 0
    while done < 40 and kills < 15:
        run = long_sweep.start("run", "s", "--jobs", 2)
        time.sleep(luck.uniform(0.01, 0.25))
        workers = children(run.pid)
        run.kill()
        run.communicate()
        kills += 1
        wait_for(lambda: not any(os.path.exists(f"/proc/{worker}") for worker in workers))
        before, done = done, done_in(long_sweep)
        assert done >= before
    told = long_sweep.sweep("run", "s").stdout
    assert told == ("s: all of 40 runs done\n" if done == 40 else f"s: 40 of 40 runs done, {40 - done} of them now\n")
    assert differences(long_sweep.merged("undisturbed"), long_sweep.merged()) == []


def test_ctrl_c_ends_a_sweep_after_the_runs_that_have_begun(long_sweep):
    run = long_sweep.start("run", "s", "--jobs", 2)
    wait_for(lambda: done_in(long_sweep) > 0)
    run.send_signal(signal.SIGINT)
    out, told = run.communicate(timeout=30)
    assert run.returncode == 130 and "s: stopped; the same command goes on" in told
    done = done_in(long_sweep)
    assert f"s: {done} of 40 runs done" in out and 0 < done < 40
    assert "lost" not in long_sweep.sweep("status", "s").stdout
    long_sweep.sweep("run", "s")
    assert differences(long_sweep.merged("undisturbed"), long_sweep.merged()) == []


def test_a_worker_that_is_killed_costs_one_run(long_sweep):
    run = long_sweep.start("run", "s", "--jobs", 2)
    os.kill(wait_for(lambda: children(run.pid))[0], signal.SIGKILL)
    out, told = run.communicate(timeout=60)
    killed_in_a_run = "1 run failed" in told
    assert run.returncode == (1 if killed_in_a_run else 0)
    if killed_in_a_run:
        assert "s: 39 of 40 runs done" in out
        failed = long_sweep.sweep("failed", "s", expect=1).stdout
        assert failed.startswith("run ") and "\n  killed by signal 9 (Killed), perhaps for want of memory\n  tianji run " in failed
        assert "failed   1" in long_sweep.sweep("status", "s").stdout
        merge = long_sweep.sweep("merge", "s", expect=1).stdout
        assert "40 runs, 39 of them done" in merge
    long_sweep.sweep("run", "s")
    assert long_sweep.sweep("failed", "s").stdout == "s: no run has failed\n"
    assert differences(long_sweep.merged("undisturbed"), long_sweep.merged()) == []


def test_a_run_that_hangs_is_stopped_at_the_time_limit(tmp_path):
    sweeper = Sweeper(tmp_path, experiment=HANGS)
    sweeper.plan()
    done = sweeper.sweep("run", "s", "--time-limit", 0.3, expect=1)
    assert "s: 2 of 4 runs done" in done.stdout and "2 runs failed: see tianji sweep failed s" in done.stderr
    failed = sweeper.sweep("failed", "s", expect=1).stdout
    assert failed.count("stopped after 0.3 s, the time limit") == 2 and failed.count("network.agents=3000000") == 2 * 2


def test_the_command_of_a_failed_run_makes_it_again(tmp_path):
    sweeper = Sweeper(tmp_path, experiment=HANGS.replace("3000000", "300000"))
    sweeper.plan()
    sweeper.sweep("run", "s", "--time-limit", 0.02, expect=1)
    told = sweeper.sweep("failed", "s", expect=1).stdout.splitlines()
    assert told[-1].endswith("or the --time-limit longer: tianji sweep run s")
    command = told[2].strip()
    assert command.startswith("tianji run ") and " -o run_" in command
    done = subprocess.run(["sh", "-c", command.replace("tianji", f"'{sweeper.command()[0]}'", 1)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    sweeper.sweep("run", "s")
    assert done.stdout.split()[-1] in sweeper.merged()["digest"]


def test_two_at_once_are_told_of_each_other(long_sweep):
    run = long_sweep.start("run", "s", "--jobs", 1)
    wait_for(lambda: list((long_sweep.folder / "s/claims").glob("*.claim")))
    told = long_sweep.sweep("run", "s", expect=2).stderr
    assert f"s: somebody is working in this folder (process {run.pid} on " in told
    assert f"at work  process {run.pid} on " in long_sweep.sweep("status", "s").stdout
    run.communicate(timeout=60)
    assert run.returncode == 0
    assert differences(long_sweep.merged("undisturbed"), long_sweep.merged()) == []


def test_of_two_who_plan_at_once_in_a_new_folder_one_is_told(sweeper):
    """Stopped while it plans, the first is found by the second; when it goes on it is not disturbed."""
    for name in ("s", "s/claims", "s/runs"):
        (sweeper.folder / name).mkdir()
    claim = sweeper.folder / "s/claims/plan.claim"
    claim.write_text(f"{os.uname().nodename} {os.getpid()} 2020-01-01T00:00:00Z\n")
    (sweeper.folder / "s/manifest.csv.part").write_text("run,id")
    for verb in (("compare",), ("sweep", "plan")):
        told = sweeper.run(*verb, "experiment.yaml", "-o", "s", expect=2).stderr
        assert told == (f"s: another is planning here (process {os.getpid()} on {os.uname().nodename}, since 2020-01-01T00:00:00Z) "
                        "the same command again in a moment?\n")
    claim.unlink()
    sweeper.plan()
    assert not claim.exists() and "40 runs done" in sweeper.sweep("run", "s").stdout


def test_many_who_compare_at_once_in_a_new_folder_end_well_or_are_told(sweeper):
    for attempt in range(3):
        name = f"s{attempt}"
        several = [subprocess.Popen(sweeper.command("compare", "experiment.yaml", "-o", name), cwd=sweeper.folder, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True) for _ in range(6)]
        said = [(one.communicate(timeout=60)[1], one.returncode) for one in several]
        for errors, code in said:
            assert code == 0 or any(words in errors for words in ("another is planning here", "somebody is working in this folder",
                                                                    "somebody else has just begun")), errors
        assert any(code == 0 for _, code in said)


def test_a_folder_with_files_of_the_same_names_is_somebody_else_s(sweeper):
    """Planning into the folder of the experiment itself would replace it."""
    told = sweeper.plan(".", expect=2).stderr
    assert told.startswith(".: cannot plan into this folder (it holds other files)")
    assert (sweeper.folder / "experiment.yaml").read_text() == EXPERIMENT


def test_a_claim_of_somebody_dead_is_no_obstacle(sweeper):
    sweeper.plan()
    run = sweeper.start("run", "s")
    run.communicate()
    (sweeper.folder / "s/claims/sweep.claim").write_text(f"{os.uname().nodename} {run.pid} 2020-01-01T00:00:00Z\n")
    assert "40 runs done" in sweeper.sweep("run", "s").stdout
    assert not list((sweeper.folder / "s/claims").iterdir())


def test_a_folder_that_is_deleted_meanwhile_is_missed(long_sweep):
    running = long_sweep.start("run", "s")
    while not list((long_sweep.folder / "s/runs").iterdir()):
        time.sleep(0.01)
    shutil.rmtree(long_sweep.folder / "s")
    said, complained = running.communicate(timeout=60)
    assert running.returncode == 2
    assert complained == "s: the folder of the sweep is gone (what was run went with it) the same command begins anew?\n"
    assert "done" not in said


def test_a_full_disk_ends_the_sweep_and_the_same_command_goes_on(tmp_path):
    sweeper = Sweeper(tmp_path, base=BASE.replace("ticks: 12", "ticks: 400"))
    sweeper.plan()

    def fill_up():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    told = sweeper.sweep("run", "s", "--jobs", 1, expect=2, preexec_fn=fill_up)
    assert "cannot write what was run (File too large)" in told.stderr
    assert "s: stopped; what was done is kept, and the same command goes on" in told.stderr
    done = done_in(sweeper)
    assert f"s: {done} of 40 runs done" in told.stdout and 0 < done < 40
    assert f"{40 - done} of them now" in sweeper.sweep("run", "s").stdout


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    sweeper = Sweeper(tmp_path)
    sweeper.write("file", "")
    assert "file: cannot plan into it (it is no folder)" in sweeper.plan("file", expect=2).stderr
    (tmp_path / "other").mkdir()
    sweeper.write("other/letter.txt", "Dear Sir")
    assert "other: cannot plan into this folder (it holds other files) name a new folder?" in sweeper.plan("other", expect=2).stderr
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["letter.txt"]
    assert "no sweep was planned here" in sweeper.sweep("run", "other", expect=2).stderr
    assert "no sweep was planned here" in sweeper.sweep("status", "nowhere", expect=2).stderr


@pytest.mark.parametrize("verb", ["run", "merge"])
def test_a_read_only_folder_is_refused(tmp_path, verb):
    sweeper = Sweeper(tmp_path)
    sweeper.plan()
    if verb == "merge":
        sweeper.sweep("run", "s")
    tmp_path.chmod(0o755)
    for path in (tmp_path / "s/claims", tmp_path / "s/runs", tmp_path / "s"):
        path.chmod(0o555)
    for folder in tmp_path.parents:  # pytest's own folders are closed to others
        if folder.stat().st_uid == os.getuid() and folder.name.startswith("pytest"):
            folder.chmod(0o755)
    ordinary = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    told = sweeper.sweep(verb, "s", expect=2, **ordinary).stderr
    assert "Permission denied" in told


def test_another_sweep_in_the_folder_is_not_overwritten(sweeper):
    sweeper.plan()
    sweeper.sweep("run", "s")
    assert "40 runs" in sweeper.plan().stdout  # the same again is no harm
    sweeper.write("experiment.yaml", EXPERIMENT.replace("[200, 400]", "[200, 400, 600]"))
    told = sweeper.plan(expect=2).stderr
    assert "s: the folder holds another sweep (experiment.yaml was edited since it was planned)" in told and "--replan" in told
    sweeper.plan("s2")
    sweeper.sweep("plan", "experiment.yaml", "-o", "s", "--replan")
    assert sweeper.sweep("run", "s").stdout == "s: 60 of 60 runs done, 20 of them now\n"
    sweeper.sweep("run", "s2")
    assert differences(sweeper.merged("s2"), sweeper.merged()) == []


def test_a_folder_says_whose_sweep_it_holds(sweeper):
    sweeper.plan()
    sweeper.write("other.yaml", EXPERIMENT.replace("[200, 400]", "[200, 600]"))
    told = sweeper.sweep("plan", "other.yaml", "-o", "s", expect=2).stderr
    assert f"s: the folder holds another sweep (that of {sweeper.folder / 'experiment.yaml'}, with other runs)" in told
    sweeper.write("base.yaml", BASE.replace("ticks: 12", "ticks: 10"))
    assert "(base.yaml was edited since it was planned)" in sweeper.plan(expect=2).stderr


@pytest.mark.parametrize("name", ["experiment.yaml", "base.yaml"])
def test_what_was_edited_after_planning_is_named(sweeper, name):
    sweeper.plan()
    before = (sweeper.folder / name).read_text()
    sweeper.write(name, before + "# a thought\n")
    told = sweeper.sweep("run", "s", expect=2).stderr
    assert f"{name}: the file was edited after the sweep was planned" in told and "--as-planned" in told
    assert "40 runs done" in sweeper.sweep("run", "s", "--as-planned").stdout


def test_an_input_that_changed_after_planning_is_named(sweeper):
    sweeper.write("ties.csv", "source,target\n" + "".join(f"{i},{(i + 1) % 20}\n" for i in range(20)))
    sweeper.write("base.yaml", BASE.replace("agents: 400", "kind: file, agents: 20, from: {path: ties.csv}"))
    sweeper.write("experiment.yaml", EXPERIMENT.replace("vary: {network.agents: [200, 400]}\n", ""))
    sweeper.plan()
    ties = (sweeper.folder / "ties.csv").read_text()
    sweeper.write("ties.csv", ties + "0,7\n")
    for verb in ("run", "status", "merge"):
        assert "ties.csv: the input has changed since the sweep was planned" in sweeper.sweep(verb, "s", expect=2).stderr
    (sweeper.folder / "ties.csv").unlink()
    assert "ties.csv: the input is not there any more" in sweeper.sweep("run", "s", expect=2).stderr
    sweeper.write("ties.csv", ties)
    assert "20 runs done" in sweeper.sweep("run", "s").stdout


def test_a_manifest_that_was_edited_is_refused(sweeper):
    sweeper.plan()
    manifest = sweeper.folder / "s/manifest.csv"
    manifest.write_text(manifest.read_text().replace(",9,", ",8,"))
    told = sweeper.sweep("run", "s", expect=2).stderr
    assert "manifest.csv: this is not the manifest that was planned" in told and "edit the experiment and plan again" in told


def test_a_plan_of_another_program_is_refused(sweeper):
    sweeper.plan()
    facts = sweeper.folder / "s/sweep.yaml"
    facts.write_text("".join(line if not line.startswith("program:") else 'program: "0.0.9 (abc)"\n' for line in facts.read_text().splitlines(True)))
    for verb in (("run", "s"), ("task", "s", "--index", 0)):
        assert "s: the sweep was planned by tianji 0.0.9 (abc) (this is " in sweeper.sweep(*verb, expect=2).stderr
    assert "missing  40" in sweeper.sweep("status", "s").stdout  # looking does no harm


def test_a_measure_that_the_model_does_not_have_is_refused_when_planning(sweeper):
    sweeper.write("experiment.yaml", EXPERIMENT + "record: {measures: [adoptd]}\n")
    told = sweeper.plan(expect=2).stderr
    assert "adoptd" in told and "did you mean 'adopted'?" in told
    sweeper.write("experiment.yaml", EXPERIMENT.replace("replicates: 10", "replicates: {min: 20, max: 30, until: {measure: adoptd, half_width: 0.1}}"))
    told = sweeper.plan(expect=2).stderr
    assert "replicates.until: no measure 'adoptd'" in told and "did you mean 'adopted'?" in told
    assert not (sweeper.folder / "s").exists()


def test_an_experiment_is_no_scenario_and_a_scenario_no_experiment(sweeper):
    for verb in ("run", "check"):
        told = sweeper.run(verb, "experiment.yaml", expect=2).stderr
        assert told == "experiment.yaml:1:1: this is an experiment, no scenario (it has 'experiment' and no 'model') tianji compare runs it?\n"
    told = sweeper.run("compare", "base.yaml", "-o", "s", expect=2).stderr
    assert told == "base.yaml:1:1: this is a scenario, no experiment (it has 'model' and no 'experiment') tianji run runs it?\n"


@pytest.mark.parametrize("limit, jobs", [(512, 2), (64, 2), (64, 8)])
def test_a_sweep_works_with_few_open_files(sweeper, limit, jobs):
    sweeper.plan()
    done = sweeper.sweep("run", "s", "--jobs", jobs, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
    assert "40 of 40 runs done" in done.stdout


@pytest.mark.parametrize("limit", [16, 24, 64])
def test_too_many_open_files_are_named(sweeper, limit):
    sweeper.plan()
    done = sweeper.sweep("run", "s", "--jobs", 40, expect=2, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
    assert "--jobs: cannot start another process (too many open files (ulimit -n))" in done.stderr
    assert "40 of 40 runs done" in sweeper.sweep("run", "s").stdout
