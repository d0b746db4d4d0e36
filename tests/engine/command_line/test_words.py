"""The command line itself: help, version, explain, check, and what is said about a mistyped word."""

import re
import subprocess
import time

import h5py
import pytest
from program import CLASSICS


@pytest.mark.parametrize("verb", [[], ["run"], ["check"], ["explain"], ["schema"], ["verify"]])
def test_help_is_everywhere_and_shows_an_example(shell, verb):
    done = shell.run(*verb, "--help")
    assert "Example:\n  tianji" in done.stdout
    assert done.stderr == ""


def test_the_version_names_the_commit_and_the_compiler(shell):
    assert shell.run("--version").stdout.startswith("tianji 0.1.0 (")


@pytest.mark.parametrize("arguments, told", [
    (["rnu"], "tianji: no verb 'rnu' did you mean 'run'?\n"),
    (["weather"], "tianji: no verb 'weather' (there are: run, resume, branch, check, explain, schema, verify, compare, sweep, diff)\n"),
    (["run", "small.yaml", "--sede", "3"], "tianji run: no option '--sede' did you mean '--seed'?\n"),
    (["run", "small.yaml", "--overwritten=1"], "tianji run: no option '--overwritten' did you mean '--overwrite'?\n"),
    (["verify", "a.h5", "b.h5"], "tianji verify: 'b.h5' is one argument too many (see tianji verify --help)\n"),
    (["run"], "tianji run: SCENARIO is required (see tianji run --help)\n"),
    (["run", "small.yaml", "--threads", "0"], "tianji run: --threads: '0' is not a whole number from 1 to 1024 (see tianji run --help)\n"),
    (["run", "small.yaml", "--seed", "-1"],
     "tianji run: --seed: '-1' is not a whole number from 0 to 9223372036854775807 (see tianji run --help)\n"),
])
def test_a_mistyped_command_is_refused(shell, arguments, told):
    done = shell.run(*arguments, expect=2)
    assert done.stderr == told
    assert done.stdout == ""
    assert shell.files() == ["small.yaml"]


def test_without_a_verb_the_help_is_printed_as_an_error(shell):
    assert "Usage: tianji" in shell.run(expect=2).stderr


@pytest.mark.parametrize("scenario", sorted(CLASSICS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_classic_scenario_can_be_run(shell, scenario):
    assert ": can be run (model " in shell.run("check", scenario).stdout


def test_a_resolved_scenario_is_a_scenario_with_the_same_digest(shell):
    resolved = shell.run("check", "small.yaml", "--resolved", "--set", "seed=9").stdout
    assert "seed: 9" in resolved and "# --set" in resolved and "# default" in resolved
    shell.write("resolved.yaml", resolved)
    assert shell.digest("resolved.yaml", "-o", "a.h5") == shell.digest("small.yaml", "-o", "b.h5", "--seed", 9)


def test_topics_are_explained_and_a_mistyped_one_is_refused(shell):
    assert "bass" in shell.run("explain").stdout
    assert "watts_strogatz" in shell.run("explain", "bass.network.kind").stdout
    assert "did you mean" in shell.run("explain", "netwrok", expect=2).stderr


def test_a_preset_is_found_under_its_chinese_name_and_one_wrong_character_in_it_is_forgiven(shell):
    assert shell.run("explain", "揭榜挂帅").stdout.startswith("open_bidding: ")
    assert "did you mean '揭榜挂帅'" in shell.run("explain", "揭榜挂师", expect=2).stderr


@pytest.mark.parametrize("arguments, option, as_written", [
    (["run", "small.yaml", "-o", "a.h5"], "--seed", "seed"),
    (["run", "small.yaml", "-o", "a.h5"], "--replicate", "replicate"),
])
def test_numbers_are_decimal_whatever_zeros_they_begin_with(shell, arguments, option, as_written):
    for word, number in {"010": 10, "08": 8, "0": 0, "0010": 10}.items():
        shell.run(*arguments, option, word, "--overwrite")
        with h5py.File(shell.folder / "a.h5") as file:
            assert file["provenance"].attrs[as_written] == number


@pytest.mark.parametrize("word", ["nan", "inf", "-1", "0x10", "1e10", "1s"])
def test_a_time_limit_is_a_number_of_seconds(shell, word):
    told = shell.run("sweep", "run", "s", f"--time-limit={word}", expect=2).stderr
    assert told.startswith(f"tianji sweep run: --time-limit: '{word}' is not a number of seconds from 0.001 to 1000000000")


@pytest.mark.parametrize("option", ["--seed", "--replicate", "--threads"])
@pytest.mark.parametrize("word", ["0x10", "1e3", "1.0", "+1", " 1", "1_000", "nan", "١"])
def test_what_is_not_a_decimal_number_is_refused(shell, option, word):
    assert f"'{word}' is not a whole number from" in shell.run("run", "small.yaml", option, word, expect=2).stderr


@pytest.mark.parametrize("words", [["check", "small.yaml", "--resolved"], ["check", "small.yaml"], ["explain"], ["explain", "bass.network"],
                                   ["schema"], ["run", "small.yaml", "--overwrite"], ["--help"], ["--version"]])
def test_what_cannot_be_printed_is_an_error(shell, words):
    with open("/dev/full", "w") as full:
        done = subprocess.run(shell.command(*words), cwd=shell.folder, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 1
    assert re.match(r"tianji: .*(No space left on device|the disk may be full)", done.stderr)


@pytest.mark.parametrize("scenario, size", [("bass", "network.agents"), ("sir", "network.agents"), ("money_exchange", "network.agents")])
def test_a_check_of_a_huge_world_is_answered_at_once(shell, scenario, size):
    start = time.monotonic()
    assert "can be run" in shell.run("check", CLASSICS / f"{scenario}.yaml", "--set", f"{size}=100000000").stdout
    wrong = shell.run("check", CLASSICS / f"{scenario}.yaml", "--set", f"{size}=100000000", "--set", "record.measures=[nothing]", expect=2)
    assert "no measure 'nothing'" in wrong.stderr
    assert time.monotonic() - start < 5
