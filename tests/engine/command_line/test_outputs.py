"""An output is never an input of the same run, and only regular files are ever replaced."""

import os
import stat

import pytest

AGENTS = "tianji: 1\nmodel: network\nname: ring\ncalendar: {ticks: 2}\nnetwork: {kind: file, agents: 3, from: {path: ties.csv}}\n"
TIES = "source,target\na,b\nb,c\nc,a\n"


@pytest.fixture
def ring(shell):
    """A scenario that reads a file."""
    shell.write("ring.yaml", AGENTS)
    shell.write("ties.csv", TIES)
    return shell


def link_softly(folder, target, name):
    (folder / name).symlink_to(target)


def link_hard(folder, target, name):
    os.link(folder / target, folder / name)


@pytest.mark.parametrize("output", ["ring.yaml", "ties.csv", "./ties.csv"])
def test_a_run_never_replaces_what_it_reads(ring, output):
    for more in ([], ["--overwrite"]):
        told = ring.run("run", "ring.yaml", "-o", output, *more, expect=2).stderr
        assert told.startswith(f"{output}: would be replaced, but it is an input (")
    assert (ring.folder / "ring.yaml").read_text() == AGENTS and (ring.folder / "ties.csv").read_text() == TIES
    assert ring.files() == ["ring.yaml", "small.yaml", "ties.csv"]


@pytest.mark.parametrize("link", [link_softly, link_hard])
@pytest.mark.parametrize("name", ["a.h5", "a.h5.part", "a.checkpoint.h5", "a.checkpoint.h5.part"])
def test_nor_through_a_link_nor_under_a_provisional_name(ring, link, name):
    link(ring.folder, "ties.csv", name)
    told = ring.run("run", "ring.yaml", "-o", "a.h5", "--checkpoint", "every=1", "--overwrite", expect=2).stderr
    assert told.startswith(f"{name}: would be replaced, but it is an input (")
    assert (ring.folder / "ties.csv").read_text() == TIES


@pytest.mark.parametrize("verb", [["resume"], ["branch", "--with", "policy.yaml"]])
@pytest.mark.parametrize("output", ["a.checkpoint.h5", "linked.h5", "small.yaml"])
def test_what_goes_on_never_replaces_what_it_goes_on_from(shell, verb, output):
    shell.write("policy.yaml", "adoption: {imitation: 0.5}\n")
    shell.run("run", "small.yaml", "-o", "a.h5", "--checkpoint", "every=3")
    link_softly(shell.folder, "a.checkpoint.h5", "linked.h5")
    before = (shell.folder / output).read_bytes()
    told = shell.run(verb[0], "a.checkpoint.h5", *verb[1:], "-o", output, "--overwrite", expect=2).stderr
    assert told.startswith(f"{output}: would be replaced, but it is an input (")
    assert (shell.folder / output).read_bytes() == before


def test_a_branch_never_replaces_its_policy(shell):
    shell.write("policy.yaml", "adoption: {imitation: 0.5}\n")
    shell.run("run", "small.yaml", "-o", "a.h5", "--checkpoint", "every=3")
    told = shell.run("branch", "a.checkpoint.h5", "--with", "policy.yaml", "-o", "policy.yaml", "--overwrite", expect=2).stderr
    assert told.startswith("policy.yaml: would be replaced, but it is an input (")


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("nothing"), lambda path: path.symlink_to("small.yaml.copy")])
def test_only_regular_files_are_replaced(shell, make):
    shell.write("small.yaml.copy", "precious")
    make(shell.folder / "a.h5")
    kind = stat.S_IFMT(os.lstat(shell.folder / "a.h5").st_mode)
    for more in ([], ["--overwrite"]):
        told = shell.run("run", "small.yaml", "-o", "a.h5", *more, expect=2).stderr
        assert told.startswith("a.h5: cannot create the result file (")
    assert stat.S_IFMT(os.lstat(shell.folder / "a.h5").st_mode) == kind
    assert (shell.folder / "small.yaml.copy").read_text() == "precious"


def test_a_device_is_not_replaced(shell):
    told = shell.run("run", "small.yaml", "-o", "/dev/null", "--overwrite", expect=2).stderr
    assert told.startswith("/dev/null: cannot create the result file (this is not a regular file)")


@pytest.mark.parametrize("words", [["run", "small.yaml"], ["resume", "a.h5"], ["branch", "a.h5", "--with", "p.yaml"], ["sweep", "merge", "s"],
                                   ["sweep", "plan", "e.yaml"], ["compare", "e.yaml"]])
def test_an_empty_name_is_refused(shell, words):
    told = shell.run(*words, "-o", "", expect=2).stderr
    assert "--output: the name is empty" in told
    assert shell.files() == ["small.yaml"]
