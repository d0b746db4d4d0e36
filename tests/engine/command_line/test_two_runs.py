"""Two runs to one file at once: neither loses anything silently, whatever the locks of HDF5 and of the file system do."""

import os
import signal
import subprocess
import time

import h5py
import pytest
from program import CLASSICS

NO_LOCKS = """
#include <errno.h>
int flock(int file, int operation)
{
    (void)file, (void)operation;
    errno = ENOLCK;
    return -1;
}
"""
LONG = ["run", CLASSICS / "money_exchange.yaml", "--set", "network.agents=20000", "--set", "calendar={ticks: 1000000, tick: day}"]


def start(shell, *arguments, environment=None):
    """A run that has begun to record."""
    before = set(shell.folder.glob("*.part"))
    run = subprocess.Popen(shell.command(*LONG, "-o", "a.h5", *arguments), cwd=shell.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           text=True, env={**os.environ, **(environment or {})})
    deadline = time.monotonic() + 60
    while set(shell.folder.glob("*.part")) == before and time.monotonic() < deadline:
        time.sleep(0.02)
    return run


def stop(run):
    run.send_signal(signal.SIGINT)
    return run.communicate(timeout=60)[1]


def seed_of(path):
    with h5py.File(path) as file:
        return file["provenance"].attrs["seed"]


@pytest.fixture
def no_locks(tmp_path_factory):
    """An environment like a file system without locks."""
    folder = tmp_path_factory.mktemp("no_locks")
    (folder / "no_locks.c").write_text(NO_LOCKS)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "no_locks.so", folder / "no_locks.c"], check=True)
    return {"LD_PRELOAD": str(folder / "no_locks.so")}


@pytest.mark.parametrize("locking", ["FALSE", "TRUE", "BEST_EFFORT", None])
def test_the_second_run_is_refused_whatever_the_locks_of_hdf5(shell, locking):
    environment = {} if locking is None else {"HDF5_USE_FILE_LOCKING": locking}
    first = start(shell, "--seed", 1, environment=environment)
    second = subprocess.run(shell.command("run", "small.yaml", "-o", "a.h5", "--seed", "2", "--overwrite"), cwd=shell.folder, capture_output=True, text=True,
                            env={**os.environ, **environment}, timeout=60)
    assert second.returncode == 2 and second.stderr.startswith("a.h5.part: another run is writing this file")
    assert "a run is writing it" in shell.run("verify", "a.h5.part", expect=2).stderr
    stop(first)
    assert seed_of(shell.folder / "a.h5") == 1 and sorted(shell.files()) == ["a.h5", "small.yaml"]


def test_without_locks_both_keep_what_they_recorded(shell, no_locks):
    first, second = start(shell, "--seed", 1, environment=no_locks), start(shell, "--seed", 2, environment=no_locks)
    assert len(list(shell.folder.glob("*.part"))) == 2
    stop(first)
    told = stop(second)
    assert second.returncode == 2 and "it appeared during the run; this run's results are in 'a.h5." in told
    (part,) = shell.folder.glob("a.h5.*.part")
    assert seed_of(shell.folder / "a.h5") == 1 and seed_of(part) == 2


def test_without_locks_a_good_file_can_be_read(shell, no_locks):
    shell.run("run", "small.yaml", "-o", "a.h5")
    for environment in (no_locks, {**no_locks, "HDF5_USE_FILE_LOCKING": "TRUE"}):
        done = subprocess.run(shell.command("verify", "a.h5"), cwd=shell.folder, capture_output=True, text=True, env={**os.environ, **environment}, timeout=60)
        assert done.returncode == 0, done.stderr
