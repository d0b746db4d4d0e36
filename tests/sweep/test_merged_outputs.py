"""A sweep's merged file never replaces what the sweep is made of."""

import os

import pytest
from sweeping import BASE, EXPERIMENT


@pytest.mark.parametrize("output", ["s/manifest.csv", "s/experiment.yaml", "s/base.yaml", "s/sweep.yaml", "experiment.yaml", "base.yaml"])
def test_a_merged_file_replaces_nothing_that_is_read(sweeper, output):
    sweeper.plan()
    before = (sweeper.folder / output).read_text()
    told = sweeper.sweep("merge", "s", "-o", output, "--overwrite", expect=2).stderr
    assert told.startswith(f"{output}: would be replaced, but it is an input (")
    assert (sweeper.folder / output).read_text() == before
    assert sweeper.sweep("status", "s", expect=0).stdout.startswith("advertising in s: 40 runs")


def test_nor_a_log_nor_an_input_of_the_base(sweeper):
    sweeper.write("ties.csv", "source,target\na,b\nb,c\nc,a\n")
    sweeper.write("base.yaml", BASE.replace("{agents: 400}", "{kind: file, agents: 3, from: {path: ties.csv}}"))
    sweeper.write("experiment.yaml", EXPERIMENT.replace("vary: {network.agents: [200, 400]}\n", "").replace("replicates: 10", "replicates: 2"))
    sweeper.plan()
    sweeper.sweep("run", "s")
    log = next((sweeper.folder / "s/runs").glob("*.runs"))
    os.link(log, sweeper.folder / "same.h5")
    for output in (log.relative_to(sweeper.folder), "same.h5", "ties.csv"):
        assert "it is an input" in sweeper.sweep("merge", "s", "-o", output, "--overwrite", expect=2).stderr
    assert "4 of them done" in sweeper.sweep("merge", "s").stdout
