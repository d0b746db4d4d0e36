"""What is printed to be pasted into a shell does what it says there, whatever the folder is called."""

import re
import shlex
import subprocess

import pytest
from sweeping import BASE, EXPERIMENT, PROGRAM

WEIRD = "we ird;$(touch pasted)`touch pasted`'\"&|<>*?~#!\\x"


def paste(sweeper, told):
    """Runs the command in a shell, with our program as tianji."""
    script = f"tianji() {{ {shlex.quote(str(PROGRAM))} \"$@\"; }}\n{told}\n"
    done = subprocess.run(["bash", "-c", script], cwd=sweeper.folder, capture_output=True, text=True, timeout=60)
    assert not (sweeper.folder / "pasted").exists()
    return done


def command_in(text, start):
    return re.search(re.escape(start) + ".*", text)[0]


@pytest.mark.parametrize("name", [WEIRD, "plain"])
def test_the_commands_of_a_sweep_can_be_pasted(sweeper, name):
    sweeper.write("base.yaml", BASE.replace("400", "200000"))
    sweeper.write("experiment.yaml", EXPERIMENT.replace("vary: {network.agents: [200, 400]}\n", "").replace("replicates: 10", "replicates: 2"))
    text = sweeper.plan(name).stdout
    done = paste(sweeper, command_in(text, "tianji sweep run ") + " --time-limit 0.01")
    assert done.returncode == 1, done.stderr
    failed = paste(sweeper, command_in(done.stderr, "tianji sweep failed "))
    assert failed.stdout.startswith("run 0: "), failed.stderr
    assert paste(sweeper, command_in(sweeper.sweep("status", name).stdout, "tianji sweep failed ")).stdout == failed.stdout
    again = paste(sweeper, failed.stdout.splitlines()[2])
    assert again.returncode == 0, again.stderr
    assert "4 of 4 runs done" in paste(sweeper, command_in(failed.stdout, "tianji sweep run ")).stdout


def test_the_command_that_plans_can_be_pasted(sweeper):
    (sweeper.folder / WEIRD).mkdir()
    told = sweeper.sweep("run", WEIRD, expect=2).stderr
    done = paste(sweeper, command_in(told, "tianji sweep plan ").rstrip("?").replace("EXPERIMENT", "experiment"))
    assert done.returncode == 0, done.stderr
