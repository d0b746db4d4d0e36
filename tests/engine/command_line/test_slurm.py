"""tianji sweep slurm and sweep status beside a Slurm that only pretends: what is submitted, refused, and told."""

import os
import signal
import subprocess

import pytest

EXPERIMENT = "tianji: 1\nexperiment: coffee\nbase: small.yaml\nvary: {adoption.innovation: [0.02, 0.03]}\nreplicates: 20\n"
SBATCH = """
[ ! -e {folder}/refusal ] || {{ echo 'sbatch: error: Invalid account' >&2; exit 1; }}
for word; do echo "$word"; done >>{folder}/submitted
echo >>{folder}/submitted
read job <{folder}/job
echo $job
echo $((job + 1)) >{folder}/job
"""
SQUEUE = """
[ ! -e {folder}/deaf ] || {{ echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1; }}
for word; do echo "$word"; done >{folder}/asked
while read line; do echo $line; done <{folder}/queue
"""
SCONTROL = "echo 'MaxArraySize            = 1001'\n"


class Slurm:
    """Programs by the names of Slurm's: what was submitted is kept, what is in the queue is told as it is set."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "job").write_text("17\n")
        self.set_queue()
        for name, text in (("sbatch", SBATCH), ("squeue", SQUEUE), ("scontrol", SCONTROL)):
            self.install(name, text)
        self.environment = {"PATH": str(folder)}

    def install(self, name, text):
        (self.folder / name).write_text("#!/bin/sh\n" + text.format(folder=self.folder))
        (self.folder / name).chmod(0o755)

    def set_queue(self, *rows):
        (self.folder / "queue").write_text("".join(f"{row}\n" for row in rows))

    def submitted(self):
        """The words of each call of sbatch."""
        text = (self.folder / "submitted").read_text() if (self.folder / "submitted").exists() else ""
        return [part.split("\n") for part in text.split("\n\n") if part]


@pytest.fixture
def slurm(tmp_path):
    return Slurm(tmp_path / "bin")


@pytest.fixture
def sweep(shell, slurm):
    """Calls a verb of tianji sweep on a plan of 40 runs."""
    shell.write("coffee.yaml", EXPERIMENT)
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s")

    def call(verb, *arguments, expect=0, environment=None):
        done = subprocess.run(shell.command("sweep", verb, "s", *arguments), cwd=shell.folder, env=environment or slurm.environment,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    return call


def claim(shell, name, process, job=""):
    (shell.folder / f"s/claims/{name}.claim").write_text(f"{os.uname().nodename} {process} 2026-01-01T00:00:00Z {job}\n")


def job_name(slurm):
    return slurm.submitted()[0][1].removeprefix("--job-name=")


def test_tasks_are_submitted_as_one_array_with_what_the_user_wants_beside(sweep, slurm, shell):
    told = sweep("slurm", "--bundle", 5, "--throttle", 3, "--", "--time=00:10:00", "--comment", "for the paper")
    script = shell.folder / "s/sweep.sbatch"
    assert slurm.submitted() == [["--parsable", f"--job-name={job_name(slurm)}", "--array=0-7%3", "--time=00:10:00", "--comment",
                                  "for the paper", str(script)]]
    assert job_name(slurm).startswith("coffee-")
    assert told.startswith("s: 40 of 40 runs missing: 8 tasks of up to 5 runs\n")
    for words in ("submitted job 17: 8 tasks\n", f"squeue --name={job_name(slurm)}\n", "tianji sweep status s\n", "s/slurm/17_TASK.log\n",
                  "scancel 17\n"):
        assert words in told


def test_only_tasks_with_missing_runs_are_submitted(sweep, slurm):
    for index in (0, 8, 19):
        sweep("task", "--index", index, "--bundle", 2)
    sweep("task", "--index", 5)  # half of task 2 of 2 runs
    sweep("slurm", "--bundle", 2)
    assert slurm.submitted()[0][2] == "--array=1-7,9-18"


def test_indices_above_the_largest_are_counted_from_an_offset(sweep, slurm):
    slurm.install("scontrol", "echo 'MaxArraySize            = 6'\n")
    told = sweep("slurm", "--bundle", 3)
    assert [(words[2], words[4:]) for words in slurm.submitted()] == [("--array=0-5", []), ("--array=0-5", ["6"]), ("--array=0,1", ["12"])]
    assert "submitted job 19: 2 tasks\n" in told and "scancel 17 18 19\n" in told


def test_the_script_makes_the_runs_of_its_element(sweep, shell):
    """Run as Slurm would, also with an offset and a folder to be in that is gone."""
    sweep("slurm", "--bundle", 5)
    script = str(shell.folder / "s/sweep.sbatch")
    for element, offset in ((0, []), (0, ["1"]), (1, ["6"])):
        done = subprocess.run(["sh", script, *offset], cwd="/", env={"PATH": "/usr/bin:/bin", "SLURM_ARRAY_TASK_ID": str(element),
                              "SLURM_CPUS_PER_TASK": "2"}, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("s: 5 of 5 runs done, 5 of them now\n")
    assert "done     15\n" in sweep("status")
    assert "--dry-run" not in (shell.folder / "s/sweep.sbatch").read_text()


def test_a_script_whose_program_does_not_start_says_what_it_needs(sweep, shell):
    sweep("slurm", "--dry-run")
    script = shell.folder / "s/sweep.sbatch"
    text = script.read_text()
    script.write_text(text.replace(f"tianji='{shell.command()[0]}'", "tianji=/nowhere/tianji"))
    done = subprocess.run(["sh", script], env={"PATH": "/usr/bin:/bin", "SLURM_ARRAY_TASK_ID": "0"}, capture_output=True, text=True)
    assert done.returncode == 2
    assert "tianji cannot start on" in done.stderr and "needs a glibc as new as START.md says" in done.stderr


def test_a_dry_run_needs_no_slurm_and_submits_nothing(sweep, slurm, shell, tmp_path):
    told = sweep("slurm", "--dry-run", "--bundle", 5, "--", "--account=x", environment={"PATH": str(tmp_path)})
    assert told.splitlines()[-1].startswith("sbatch --parsable --job-name=coffee-")
    assert told.splitlines()[-1].endswith(f" --array=0-7 --account=x {shell.folder / 's/sweep.sbatch'}")
    assert (shell.folder / "s/sweep.sbatch").exists()
    assert slurm.submitted() == [] and not (shell.folder / "s/slurm/jobs.csv").exists()


def test_how_many_runs_are_in_a_task_follows_from_those_that_are_done(sweep):
    assert "4 tasks of up to 10 runs\n  how long a run takes is not known yet" in sweep("slurm", "--dry-run")
    sweep("task", "--index", 0)
    assert "1 task of up to 40 runs\n  a full task takes less than a second on one core\n" in sweep("slurm", "--dry-run")
    assert "39 of 40 runs missing: 14 tasks of up to 3 runs\n" in sweep("slurm", "--dry-run", "--bundle", 3)


def test_a_time_limit_for_runs_reaches_the_tasks(sweep, shell):
    sweep("slurm", "--dry-run", "--time-limit", 2.5)
    assert " --time-limit 2.5\n" in (shell.folder / "s/sweep.sbatch").read_text()


def test_where_nothing_is_missing_nothing_is_submitted(sweep, slurm):
    sweep("run")
    assert sweep("slurm") == "s: all of 40 runs done\n"
    assert slurm.submitted() == []


def test_without_slurm_it_says_what_to_do(sweep, tmp_path, shell):
    told = sweep("slurm", expect=2, environment={"PATH": str(tmp_path)})
    assert "sbatch: there is no such program on the PATH" in told and "tianji sweep run" in told
    assert list((shell.folder / "s/claims").iterdir()) == []


def test_what_slurm_says_against_it_is_passed_on(sweep, slurm):
    (slurm.folder / "refusal").touch()
    assert "sbatch: Slurm refuses the tasks (sbatch: error: Invalid account)" in sweep("slurm", expect=2)


def test_what_was_submitted_before_a_refusal_stays_known(sweep, slurm, shell):
    slurm.install("scontrol", "echo 'MaxArraySize            = 6'\n")
    slurm.install("sbatch", SBATCH + "echo >{folder}/refusal\n")
    told = sweep("slurm", "--bundle", 5, expect=2)
    assert "submitted job 17: 6 tasks\n" in told and "Invalid account" in told
    assert (shell.folder / "s/slurm/jobs.csv").read_text() == 'job,bundle,first,tasks\n17,5,0,"0-5"\n'


def test_nothing_is_submitted_beside_somebody_at_work(sweep, slurm, shell):
    claim(shell, "sweep", os.getpid())
    assert f"s: somebody is working in this folder (process {os.getpid()} on " in sweep("slurm", expect=2)
    claim(shell, "sweep", 99999999)
    assert "submitted job 17" in sweep("slurm")


def test_nothing_is_submitted_twice(sweep, slurm):
    sweep("slurm", "--bundle", 5)
    slurm.set_queue("17 2 R", "17 3 PD")
    told = sweep("slurm", expect=2)
    assert "s: 2 tasks of this sweep are in the queue (they would be made twice)" in told
    assert "scancel 17?" in told
    slurm.set_queue("99 2 R")  # of another folder
    assert "submitted job 18" in sweep("slurm")


@pytest.mark.parametrize("option, told", [
    ("--array=3", "--array=3: cannot be passed on to sbatch (the tasks are those that hold runs which are missing"),
    ("-a3", "-a3: cannot be passed on"), ("--job-name=x", "sweep status knows the tasks by it"), ("-J", "-J: cannot"),
    ("--clusters=b", "the queue that is asked is that of the machine's own cluster"), ("other.sh", "other.sh: no option of sbatch")])
def test_options_that_would_lose_the_tasks_are_refused(sweep, slurm, option, told):
    assert told in sweep("slurm", "--", option, expect=2)
    assert slurm.submitted() == []


def test_a_script_in_a_folder_that_sbatch_cannot_name_is_refused(sweep, shell):
    (shell.folder / "s").rename(shell.folder / 'a"b')
    done = shell.run("sweep", "slurm", 'a"b', "--dry-run", expect=2)
    assert "the path cannot stand in a batch script" in done.stderr


def test_status_tells_what_the_queue_tells(sweep, slurm, shell):
    sweep("slurm", "--bundle", 5)
    slurm.set_queue("17 1 R", "17 2 PD", "17 3 PD", "17 5 PD", "99 4 PD")
    claim(shell, "task-5-1", os.getpid(), "17_1")
    told = sweep("status")
    assert "  running  1 task of Slurm (job 17: 1)\n  pending  3 tasks of Slurm (job 17: 2,3,5)\n" in told
    assert f"  at work  process {os.getpid()} on " in told and "(task 1)" in told
    assert "  cancelled 4 tasks of Slurm (job 17: 0,4,6,7) left the queue before all runs were made\n" in told
    assert "lost" not in told
    assert f"--name={job_name(slurm)}" in (slurm.folder / "asked").read_text().split("\n")


def test_a_task_that_has_left_the_queue_with_its_claim_is_lost(sweep, slurm, shell):
    """Its heart was heard a moment ago, but Slurm knows better; the claim is no obstacle to submit again."""
    sweep("slurm", "--bundle", 20)
    claim(shell, "task-20-1", os.getpid(), "17_1")
    told = sweep("status")
    assert f"  lost     process {os.getpid()} on " in told and "(task 1): what it had not finished is missing\n" in told
    assert "  cancelled 1 task of Slurm (job 17: 0)" in told
    shell.run("sweep", "task", "s", "--index", 2, "--bundle", 10)
    shell.run("sweep", "task", "s", "--index", 3, "--bundle", 10)
    assert "lost" not in sweep("status")
    assert "submitted job 18" in sweep("slurm")
    assert list((shell.folder / "s/claims").iterdir()) == []


def test_a_claim_of_a_job_that_was_submitted_by_hand_lives_by_its_heart(sweep, shell):
    sweep("slurm", "--bundle", 20)
    claim(shell, "task-20-1", os.getpid(), "55_1")
    assert "at work" in sweep("status") and "lost" not in sweep("status")


def test_a_queue_that_does_not_answer_is_no_news(sweep, slurm, shell):
    sweep("slurm", "--bundle", 20)
    claim(shell, "task-20-1", os.getpid(), "17_1")
    (slurm.folder / "deaf").touch()
    told = sweep("status")
    assert "the queue of Slurm is not known: slurm_load_jobs error: Unable to contact slurm controller" in told
    assert "at work" in told and "lost" not in told and "cancelled" not in told


def test_tasks_with_failed_runs_are_not_called_cancelled(sweep, slurm, shell):
    shell.write("small.yaml", (shell.folder / "small.yaml").read_text().replace("agents: 500", "agents: 500000"))
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s", "--replan")
    sweep("slurm", "--bundle", 40)
    shell.run("sweep", "task", "s", "--index", 0, "--bundle", 4, "--time-limit", 0.02, expect=1)
    told = sweep("status")
    assert "failed   4 " in told and "  cancelled 1 task" in told
    shell.run("sweep", "task", "s", "--index", 0, "--bundle", 40, "--time-limit", 0.02, expect=1)
    assert "cancelled" not in sweep("status")


def test_status_tells_of_a_killed_task_without_slurm(shell, tmp_path):
    shell.write("small.yaml", (shell.folder / "small.yaml").read_text().replace("agents: 500", "agents: 500000"))
    shell.write("coffee.yaml", EXPERIMENT)
    shell.run("sweep", "plan", "coffee.yaml", "-o", "s")
    task = subprocess.Popen(shell.command("sweep", "task", "s", "--index", 3), cwd=shell.folder)
    while not list((shell.folder / "s/claims").glob("*.claim")):
        assert task.poll() is None
    task.send_signal(signal.SIGKILL)
    task.wait()
    told = shell.run("sweep", "status", "s").stdout
    assert f"  lost     process {task.pid} on " in told and "(task 3): what it had not finished is missing\n" in told
