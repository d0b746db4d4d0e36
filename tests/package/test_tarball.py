"""The tarball as a user of a cluster gets it: unpacked anywhere, by somebody who is not root, where nothing else is installed."""

import csv
import os
import re
import subprocess
from pathlib import Path

import pytest
from ordinary_user import AS_USER, give, open_folder

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
GLIBC = r"(linux-vdso|ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libresolv)\.so"
SCENARIO = "scenarios/smoke.yaml"


def call(*command, folder, environment=None, expect=0):
    """As an ordinary user, with no more environment than is given."""
    done = subprocess.run([str(word) for word in command], cwd=folder, env=environment or {}, capture_output=True, text=True,
                          timeout=120, **AS_USER)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout


def loaded(unpacked, environment=None):
    """Library → the file that the loader takes."""
    told = call("/usr/bin/ldd", unpacked / "bin/tianji", folder=unpacked, environment=environment)
    assert "not found" not in told
    return dict(re.findall(r"^\s*(\S+) => (.+) \(0x", told, re.MULTILINE))


def foreign(libraries, unpacked):
    inside = os.path.realpath(unpacked / "lib")
    return [name for name, file in libraries.items()
            if not re.match(GLIBC, name) and os.path.dirname(os.path.realpath(file)) != inside]


@pytest.fixture
def home():
    with open_folder("tianji-home-") as folder:
        yield give(folder / "home")


def test_it_holds_what_a_user_needs(unpacked):
    there = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*")}
    assert {"bin/tianji", "share/tianji/tianji.schema.json", "share/tianji/experiment.schema.json", "analysis/tianji/__init__.py", "scenarios/smoke.yaml",
            "scenarios/netherlands/data/README.md", "START.md", "README.md", "CHANGELOG.md", "LICENSE"} <= there
    written_by_builds = [name for name in there if re.search(r"\.(cmake|a|hpp|pyc|h5)$", name)]
    assert written_by_builds == []


def test_the_scenarios_are_those_of_the_tree(unpacked):
    def listed(tree):
        return {path.relative_to(tree) for path in (tree / "scenarios").rglob("*.*") if path.is_file()}

    assert listed(unpacked) == listed(ROOT) and len(listed(ROOT)) > 20


def test_only_glibc_is_needed_from_outside(unpacked):
    libraries = loaded(unpacked)
    assert "libtbb.so.12" in libraries
    assert foreign(libraries, unpacked) == []


def test_a_module_of_the_cluster_does_not_change_which_library_is_loaded(unpacked, home):
    for name in loaded(unpacked):
        if not re.match(GLIBC, name):
            (home / name).write_bytes((unpacked / "lib" / name).read_bytes())
    assert foreign(loaded(unpacked, {"LD_LIBRARY_PATH": str(home)}), unpacked) == []


def test_nothing_is_loaded_while_it_runs_either(unpacked, home):
    watched = {"LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(home / "loaded")}
    call(unpacked / "bin/tianji", "run", unpacked / SCENARIO, "-o", "result.h5", "--threads", 2, folder=home, environment=watched)
    files = set(re.findall(r"calling init: (.+)", "".join(file.read_text() for file in home.glob("loaded*"))))
    assert any(file.endswith("/libtbbmalloc.so.2") for file in files)
    assert foreign({os.path.basename(file): file for file in files}, unpacked) == []


def test_a_scenario_of_the_tarball_gives_the_digest_of_the_build(unpacked, home):
    def digest(program, scenario, folder):
        return call(program, "run", scenario, "-o", "result.h5", folder=folder).split()[-1]

    with open_folder("tianji-build-") as own:
        ran = subprocess.run([PROGRAM, "run", ROOT / SCENARIO, "-o", own / "result.h5"], capture_output=True, text=True, check=True)
    assert digest(unpacked / "bin/tianji", unpacked / SCENARIO, home) == ran.stdout.split()[-1]
    assert "agree" in call(unpacked / "bin/tianji", "verify", "result.h5", folder=home)


def test_its_python_package_reads_the_result(unpacked, home):
    call(unpacked / "bin/tianji", "run", unpacked / SCENARIO, "-o", "result.h5", folder=home)
    told = call("/usr/bin/python3", "-m", "tianji", "summary", "result.h5", folder=home,
                environment={"PYTHONPATH": str(unpacked / "analysis"), "PYTHONDONTWRITEBYTECODE": "1"})
    assert "smoke" in told


def test_every_library_comes_with_its_licence(unpacked):
    licences = unpacked / "share/licenses"
    facts = list(csv.DictReader((licences / "LIBRARIES.csv").open()))
    assert {row["name"] for row in facts if row["where"] != "inside"} == {path.name for path in (unpacked / "lib").iterdir()}
    for row in facts:
        assert row["version"] and row["licence"], row
        text = (licences / f"{row['package']}.copyright").read_text(errors="replace")
        assert len(text) > 1000, row
        for name in re.findall(r"/usr/share/common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])", text):
            assert (licences / "common-licenses" / name).is_file(), (row, name)


def test_the_glibc_that_is_asked_for_is_what_the_files_need(unpacked):
    needed = set()
    for file in [unpacked / "bin/tianji", *(unpacked / "lib").iterdir()]:
        symbols = subprocess.run(["objdump", "-T", file], capture_output=True, text=True, check=True).stdout
        needed |= {tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_([\d.]+)", symbols)}
    told = re.search(r"glibc ([\d.]+) or newer", (unpacked / "START.md").read_text())[1]
    assert ".".join(map(str, max(needed))) == told


@pytest.mark.parametrize("change, told", [
    (lambda facts: facts.replace("libz.so.1,lib,zlib1g,Zlib\n", ""), "nothing is known of the licence of libz.so.1"),
    (lambda facts: facts + "libcurl.so.4,lib,libcurl4,curl\n", "does not need libcurl.so.4"),
], ids=["one too few", "one too many"])
def test_a_library_is_packed_if_and_only_if_somebody_has_looked_at_its_licence(change, told, tmp_path):
    (tmp_path / "libraries.csv").write_text(change((ROOT / "package/libraries.csv").read_text()))
    done = subprocess.run(["cmake", f"-DCMAKE_INSTALL_PREFIX={tmp_path / 'bundle'}", f"-Dprogram={PROGRAM}",
                           f"-Dfacts={tmp_path / 'libraries.csv'}", "-P", ROOT / "package/bundle_libraries.cmake"],
                          capture_output=True, text=True)
    assert done.returncode != 0
    assert told in " ".join(done.stderr.split())
