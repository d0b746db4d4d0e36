"""The cluster of the tests does what real ones do: it queues, runs, tells what became of each element, cancels; and it leaves nothing."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from cluster import Cluster, indices, missing_packages, running_cluster
from ordinary_user import NAME

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
SCENARIO = "scenarios/smoke.yaml"

# An element says that it started, waits for a file, and says that it ended.
PATIENT = """
echo $$ >$SLURM_ARRAY_TASK_ID.started
while [ ! -e go ]; do sleep 0.1; done
echo >$SLURM_ARRAY_TASK_ID.ended
"""


def left(folder, ending):
    return sorted(int(path.stem) for path in folder.glob(f"*.{ending}"))


def test_all_elements_of_an_array_run_as_the_ordinary_user(cluster, folder):
    job = cluster.sbatch('hostname >$SLURM_ARRAY_TASK_ID.host && id -un >>$SLURM_ARRAY_TASK_ID.host', "--array=0-19", folder=folder)
    cluster.wait(job)
    assert left(folder, "host") == list(range(20))
    assert {path.read_text() for path in folder.glob("*.host")} == {f"{socket.gethostname()}\n{NAME}\n"}
    assert set(cluster.outcomes(job).values()) == {("COMPLETED", 0)}


def test_a_killed_element_and_one_that_fails_are_told_apart(cluster, folder):
    job = cluster.sbatch(PATIENT + "[ $SLURM_ARRAY_TASK_ID != 1 ] || exit 3", "--array=0-2", folder=folder)
    cluster.wait_until(lambda: left(folder, "started") == [0, 1, 2])
    os.kill(int((folder / "0.started").read_text()), signal.SIGKILL)
    (folder / "go").touch()
    cluster.wait(job)
    assert left(folder, "ended") == [1, 2]
    assert cluster.outcomes(job) == {0: ("FAILED", "signal 9"), 1: ("FAILED", 3), 2: ("COMPLETED", 0)}


def test_a_part_of_an_array_is_cancelled_and_the_rest_runs(cluster, folder):
    job = cluster.sbatch(PATIENT, "--array=0-5%2", folder=folder)
    cluster.wait_until(lambda: left(folder, "started") == [0, 1])
    cluster.call("scancel", f"{job}_0", f"{job}_[4-5]")
    cluster.wait_until(lambda: left(folder, "started") == [0, 1, 2])
    assert cluster.squeue(job) == {1: "RUNNING", 2: "RUNNING", 3: "PENDING"}
    (folder / "go").touch()
    cluster.wait(job)
    assert left(folder, "started") == [0, 1, 2, 3]
    assert left(folder, "ended") == [1, 2, 3]
    # Of elements that were cancelled before they started, Slurm remembers nothing.
    states = {index: state for index, (state, _) in cluster.outcomes(job).items()}
    assert states == {0: "CANCELLED", 1: "COMPLETED", 2: "COMPLETED", 3: "COMPLETED"}


def test_the_program_of_the_tarball_gives_the_digests_of_the_build(cluster, unpacked, folder, tmp_path):
    def arguments(replicate, output):
        return ["--replicate", replicate, "-o", output]

    program, scenario = unpacked / "bin/tianji", unpacked / SCENARIO
    job = cluster.sbatch(f"'{program}' run '{scenario}' {' '.join(arguments('$SLURM_ARRAY_TASK_ID', '$SLURM_ARRAY_TASK_ID.h5'))}",
                         "--array=0-2", "--output=%a.out", folder=folder)
    cluster.wait(job)
    there = [(folder / f"{replicate}.out").read_text().split()[-1] for replicate in range(3)]
    here = [subprocess.run([PROGRAM, "run", ROOT / SCENARIO, *arguments(str(replicate), tmp_path / f"{replicate}.h5")],
                           capture_output=True, text=True, check=True).stdout.split()[-1] for replicate in range(3)]
    assert there == here
    assert len(set(here)) == 3


def test_two_clusters_stand_side_by_side_and_one_that_ends_leaves_nothing(cluster):
    with running_cluster(MaxArraySize=11) as other:
        assert "MaxArraySize            = 11\n" in other.call("scontrol", "show", "config")
        assert other.try_to("sbatch", "--array=11", text="#!/bin/sh\n").returncode != 0
        other.sbatch("trap '' TERM; echo >0.started; while true; do sleep 1; done", "--array=0")
        other.wait_until((other.home / "0.started").exists)
        assert len(other.members()) > len(other.daemons)
    assert other.members() == []
    assert not other.folder.exists()
    assert cluster.call("sinfo", "--noheader", "--format=%T").split() != []


def test_daemons_end_with_tests_that_are_killed():
    script = "import time; from cluster import running_cluster\nwith running_cluster() as one: print(one.folder, flush=True); time.sleep(60)"
    here = Path(__file__).parent
    tests = subprocess.Popen(["/usr/bin/python3", "-c", script], stdout=subprocess.PIPE, text=True,
                             env={**os.environ, "PYTHONPATH": f"{here}:{here.parent}"})
    folder = Path(tests.stdout.readline().strip())
    assert folder.name.startswith("tianji-slurm-"), "the other cluster did not come up"
    tests.kill()
    tests.wait()
    orphan = Cluster.__new__(Cluster)
    orphan.configuration = folder / "slurm.conf"
    end = time.monotonic() + 20
    while orphan.members():
        assert time.monotonic() < end
        time.sleep(0.1)
    shutil.rmtree(folder)


def test_a_cluster_that_does_not_come_up_says_why_and_leaves_nothing():
    before = set(Path("/tmp").glob("tianji-slurm-*"))
    with pytest.raises(RuntimeError, match=r"did not come up \(slurmd ended\)(.|\n)*--- slurmd.log\n(.|\n)*/dev/null/spool"):
        with running_cluster(SlurmdSpoolDir="/dev/null/spool"):
            pass
    assert set(Path("/tmp").glob("tianji-slurm-*")) == before


def test_a_program_that_is_missing_is_known_by_its_package(tmp_path):
    assert missing_packages(str(tmp_path)) == ["munge", "slurm-client", "slurmctld", "slurmd"]
    assert missing_packages() == []


def test_indices_are_read_as_slurm_writes_them():
    assert indices("3,5-7%2") == [3, 5, 6, 7]
