"""A sweep on a cluster, from the unpacked tarball as the ordinary user: elements are killed and cancelled, a run fails, and in the end
everything is as 'tianji sweep run' makes it."""

import os
import re
import signal
import subprocess
from contextlib import suppress

import h5py
import numpy
import pytest
from cluster import indices
from ordinary_user import give

BASE = """tianji: 1
model: bass
name: coffee
calendar: {start: 2018-01-01, tick: quarter, ticks: 40}
network: {kind: file, agents: 20000, from: {path: ring_0.csv}}
"""
# 2 policies × 100 points; the network of the last one breaks after it was planned.
EXPERIMENT = f"""tianji: 1
experiment: coffee
base: base.yaml
policies: {{word_of_mouth: {{}}, advertising: {{adoption: {{innovation: 0.08}}}}}}
design: {{kind: list}}
vary:
  adoption.imitation: [{", ".join(f"{0.3 + i / 1000:.3f}" for i in range(100))}]
  network.from.path: [{", ".join(f"ring_{i}.csv" for i in range(100))}]
replicates: 1
"""
RING = "source,target\n" + "".join(f"{i},{(i + 1) % 20000}\n" for i in range(20000))
RUNS, BUNDLE, TASKS = 200, 10, 20


class Sweep:
    """One plan in two folders: `s` for the cluster, `alone` for this machine. The name of the folder tries quotation."""

    def __init__(self, cluster, program, folder):
        self.cluster, self.program, self.folder = cluster, program, give(folder / "it's 50% 天机")
        for name, text in (("base.yaml", BASE), ("experiment.yaml", EXPERIMENT), ("ring_0.csv", RING)):
            (self.folder / name).write_text(text)
        for i in range(1, 100):
            (self.folder / f"ring_{i}.csv").symlink_to("ring_0.csv")
        self.call("plan", "experiment.yaml", "-o", "s")
        cluster.call("cp", "-r", "s", "alone", folder=self.folder)
        (self.folder / "ring_99.csv").unlink()
        (self.folder / "ring_99.csv").write_text(RING + "5,5\n")

    def call(self, *arguments, expect=0):
        done = self.cluster.try_to(self.program, "sweep", *arguments, folder=self.folder)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def submit(self, *arguments, bundle=BUNDLE):
        return int(re.search(r"submitted job (\d+): ", self.call("slurm", "s", "--bundle", bundle, *arguments))[1])

    def status(self):
        return self.call("status", "s")

    def status_with(self, *words):
        """As soon as all these are in it."""
        told = [""]

        def is_told():
            told.append(self.status())
            return all(word in told[-1] for word in words)

        self.cluster.wait_until(is_told)
        return told[-1]

    def done(self):
        return int(re.search(r"done +(\d+)", self.status())[1])

    def claims(self):
        """Task → process, of those at work."""
        found = {}
        for path in (self.folder / "s/claims").glob("task-*.claim"):
            try:
                found[int(path.stem.split("-")[2])] = int(path.read_text().split()[1])
            except (OSError, IndexError):  # ended or begun just now
                pass
        return found

    def kill_a_task_that_begins(self):
        """SIGKILL to its processes at once; its number."""
        before = self.claims()
        self.cluster.wait_until(lambda: self.claims().keys() - before.keys())
        task = min(self.claims().keys() - before.keys())
        process = self.claims()[task]
        children = subprocess.run(["ps", "--ppid", str(process), "-o", "pid="], capture_output=True, text=True).stdout.split()
        for one in (process, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return task

    def log(self, job, task):
        return (self.folder / f"s/slurm/{job}_{task}.log").read_text()

    def merged(self, name):
        self.call("merge", name, expect=1)  # a run has failed
        found = {}

        def keep(path, item):
            if isinstance(item, h5py.Dataset) and path.split("/")[-1] != "wall_time":
                found[path] = item.asstr()[:] if h5py.check_string_dtype(item.dtype) else item[:]

        with h5py.File(self.folder / name / "merged.h5") as file:
            file.visititems(keep)
        return found


@pytest.fixture
def sweep(cluster, unpacked, folder):
    return Sweep(cluster, unpacked / "bin/tianji", folder)


def test_a_sweep_that_is_killed_cancelled_and_submitted_again_is_as_one_that_was_not(cluster, sweep):
    job = sweep.submit("--throttle", 2, "--", "--mem-per-cpu=200M")
    assert cluster.squeue(job).keys() <= set(range(TASKS))
    told = sweep.status_with("  running  2 tasks", "  pending  ", "  at work  ")
    assert "lost" not in told and "cancelled" not in told
    assert "of this sweep are in the queue (they would be made twice)" in sweep.call("slurm", "s", expect=2)

    cluster.call("scancel", f"{job}_[16-19]")  # they wait, and one of them holds the run that fails
    killed = sweep.kill_a_task_that_begins()
    cluster.wait(job)

    told = sweep.status()
    assert f"(task {killed}): what it had not finished is missing" in told and told.count("  lost ") == 1
    assert f"  cancelled 4 tasks of Slurm (job {job}: 16-19) left the queue before all runs were made" in told
    assert "running" not in told and "pending" not in told and "at work" not in told and "failed" not in told
    done = sweep.done()
    assert RUNS - 5 * BUNDLE <= done < RUNS - 4 * BUNDLE

    again = sweep.submit()
    resubmitted = (sweep.folder / "s/slurm/jobs.csv").read_text().splitlines()[-1].split('"')[1]
    assert indices(resubmitted) == [killed, 16, 17, 18, 19]
    cluster.wait(again)
    told = sweep.status()
    assert f"  done     {RUNS - 2}\n  failed   2 " in told and "  missing  0\n" in told
    assert "lost" not in told and "cancelled" not in told
    quoted = "'" + f"{sweep.folder}/s".replace("'", "'\\''") + "'"
    assert f"2 runs failed: see tianji sweep failed {quoted}\n" in sweep.log(again, 19)
    failed = sweep.call("failed", "s", expect=1)
    assert failed.count("ring_99.csv:20002:") == 2 and "run 198: word_of_mouth" in failed

    sweep.call("run", "alone", "--quiet", expect=1)
    here, there = sweep.merged("alone"), sweep.merged("s")
    assert here.keys() == there.keys() and {"digest", "adopted", "run_status"} <= here.keys()
    for name, values in here.items():
        same = numpy.array_equal(values, there[name], equal_nan=values.dtype.kind == "f")
        assert values.shape == there[name].shape and same, name
    assert (here["run_status"] == 0).sum() == RUNS - 2


def test_a_task_that_slurm_ends_finishes_the_run_it_is_at(cluster, sweep):
    job = sweep.submit("--throttle", 1, bundle=100)
    cluster.wait_until(lambda: sweep.done() > 0)
    cluster.call("scancel", job)
    cluster.wait(job)
    assert sweep.claims() == {}
    assert f"{sweep.folder}/s: stopped; the same command goes on" in sweep.log(job, 0)
    told = sweep.status()
    done = sweep.done()
    assert f"{sweep.folder}/s: {done} of 100 runs done" in sweep.log(job, 0) and 0 < done < 100
    assert f"  cancelled 2 tasks of Slurm (job {job}: 0,1)" in told and "lost" not in told and "half-written" not in told
