"""The same bits on other processors, for any number of threads, whatever is recorded; and verify says so.

glibc chooses its elementary functions by the processor: with fused multiply-add and AVX2 masked, exp, sin and tanh give
other last bits. The program must not: it takes them from a library that is the same everywhere.
"""

import os
import subprocess
import sys
from pathlib import Path

import h5py
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
SMOKE = ROOT / "scenarios/smoke.yaml"
MASK = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"}

LAST_BITS = """
import hashlib, math
values = [f(0.0037 * i - 30.1) for i in range(20000) for f in (math.exp, math.sin, math.tanh)]
print(hashlib.sha256(repr(values).encode()).hexdigest())
"""


def run(folder, *arguments, masked=False):
    environment = {**os.environ, **(MASK if masked else {})}
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def digests(folder, scenario, *arguments, masked=False):
    """The digest after every tick."""
    run(folder, "run", scenario, "-o", "run.h5", "--overwrite", "--set", "record.digest_every=1", *arguments, masked=masked)
    with h5py.File(folder / "run.h5") as file:
        return file["digest/value"].asstr()[:].tolist()


def last_bits(masked):
    environment = {**os.environ, **(MASK if masked else {})}
    return subprocess.run([sys.executable, "-c", LAST_BITS], env=environment, capture_output=True, text=True).stdout


def test_the_mask_does_change_the_elementary_functions_of_the_system():
    if " fma " not in Path("/proc/cpuinfo").read_text():
        pytest.skip("this processor has no fused multiply-add to mask")
    assert last_bits(masked=False) != last_bits(masked=True)


@pytest.mark.parametrize(
    "scenario, ticks", [("smoke.yaml", 24), ("netherlands/open_bidding.yaml", 6), ("classics/bass.yaml", 8)]
)
def test_without_fused_multiply_add_and_avx2_a_run_is_the_same(tmp_path, scenario, ticks):
    path, length = ROOT / "scenarios" / scenario, f"calendar.ticks={ticks}"
    plain = digests(tmp_path, path, "--set", length)
    assert len(plain) == ticks
    assert digests(tmp_path, path, "--set", length, masked=True) == plain


def test_the_number_of_threads_does_not_change_a_run_of_the_ecosystem(tmp_path):
    alone = digests(tmp_path, SMOKE, "--threads", 1)
    assert len(set(alone)) == 24
    for threads in (2, 3, 8):
        assert digests(tmp_path, SMOKE, "--threads", threads) == alone


def test_what_is_recorded_does_not_change_a_run(tmp_path):
    everything = digests(tmp_path, SMOKE, "--set", "record.graph_every=1")
    for less in (["record.events=false"], ["record.measures=[wage]"], ["record.compression=gzip"]):
        assert digests(tmp_path, SMOKE, *(word for one in less for word in ("--set", one))) == everything
    assert digests(tmp_path, SMOKE, "--audit") == everything


def test_verify_agrees_with_other_threads_and_another_processor(tmp_path):
    digests(tmp_path, SMOKE, "--threads", 3)
    for arguments, masked in ((("--threads", 1), False), (("--threads", 2), True)):
        assert "24 of 24 digests agree" in run(tmp_path, "verify", "run.h5", *arguments, masked=masked)
