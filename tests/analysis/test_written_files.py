"""python3 -m tianji never replaces what it reads, nor what is not a regular file."""

import os

import pytest

import sample
from tianji.__main__ import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A result file in the folder the program runs in."""
    monkeypatch.chdir(tmp_path)
    sample.write_run(tmp_path / "r.h5")
    return tmp_path / "r.h5"


@pytest.mark.parametrize("verb", [["graph", "r.h5"], ["sensitivity", "r.h5"]])
@pytest.mark.parametrize("name", ["r.h5", "hard", "soft"])
def test_an_output_is_never_the_input(run, verb, name, capsys):
    before = run.read_bytes()
    os.link(run, "hard")
    os.symlink(run, "soft")
    assert main([*verb, "-o", name]) == 2
    assert capsys.readouterr().err.startswith(f"{name}: would be replaced, but it is an input ('r.h5', which is read, is this file)")
    assert run.read_bytes() == before


def test_only_regular_files_are_replaced(run, capsys):
    os.mkfifo("pipe")
    os.symlink("nowhere", "link")
    for name in ("pipe", "link", "/dev/null", "."):
        assert main(["graph", "r.h5", "-o", name]) == 2
        assert capsys.readouterr().err.startswith(f"{name}: cannot be written (")
    assert main(["graph", "r.h5", "-o", ""]) == 2
    assert "the name is empty" in capsys.readouterr().err


def test_a_picture_does_not_replace_what_a_link_leads_to(run, capsys):
    os.mkdir("figures")
    for name in ("r.h5", "r.h5"):
        assert main(["figures", name, "-o", "figures"]) == 0
    (picture,) = sorted(run.parent.glob("figures/*.png"))[:1]
    picture.unlink()
    picture.symlink_to(run)
    before = run.read_bytes()
    assert main(["figures", "r.h5", "-o", "figures"]) == 2
    assert "a symbolic link has this name" in capsys.readouterr().err
    assert run.read_bytes() == before
