"""outcomes: true: what every policy brought, beside two other worlds under the same luck."""

import csv
import os
import random
import subprocess
import sys
import time

import numpy
import pytest
import xarray
from sweeping import ROOT, Sweeper, differences, variables

sys.path.insert(0, str(ROOT / "analysis"))

from tianji.merged import Merged  # noqa: E402

SMOKE = (ROOT / "scenarios/smoke.yaml").read_text().replace("ticks: 24", "ticks: 16")
OUTCOMES = """tianji: 1
experiment: outcomes
base: base.yaml
policies:
  as_it_is: {programmes: {own: {instrument: own_account}}}
  fast_horses: {programmes: {own: {instrument: own_account}, horses: {race: {gates: [{after: 2, keep: 1}]}}}}
branch_at: 2021-Q1
replicates: 4
outcomes: true
record: {measures: [levels_gained]}
"""


@pytest.fixture
def smoke(tmp_path):
    return Sweeper(tmp_path, experiment=OUTCOMES, base=SMOKE)


def rows_of(sweeper, name="s"):
    return {(row["outcome"], row["policy"]): row for row in csv.DictReader((sweeper.folder / name / "outcomes.csv").open())}


def test_outcomes_are_told_as_a_table_a_csv_and_in_the_merged_file(smoke):
    told = smoke.run("compare", "experiment.yaml", "-o", "s").stdout
    assert "outcomes: what each policy adds to the same luck with its programmes off" in told
    assert "what came before the branch does not count" in told
    assert "outlay of grant, of that of the policy: as_it_is" in told
    assert "readiness [" not in told, "what nobody asked to compare is not compared"
    rows = rows_of(smoke)
    with xarray.open_dataset(smoke.folder / "s/merged.h5", group="outcomes") as merged:
        assert merged["outcome"].values.tolist() == [outcome for outcome, _ in rows]
        assert numpy.allclose(merged["value"].values, [float(row["value"] or "nan") for row in rows.values()], equal_nan=True)
    cost = rows["public_cost_per_level", "as_it_is"]
    assert cost["unit"] == "million CNY/level" and float(cost["low"]) < float(cost["value"]) < float(cost["high"])


def test_the_plan_counts_the_worlds(smoke):
    assert smoke.plan().stdout.startswith("planned s: 2 policies × 3 worlds × 1 design point × 4 replicates = 24 runs, 20 of them different\n")


def test_each_outcome_is_explained(smoke):
    smoke.run("compare", "experiment.yaml", "-o", "s")
    page = smoke.run("explain", "outcomes").stdout
    assert [outcome for outcome, _ in rows_of(smoke) if f"\n{outcome} [" not in page] == []


def test_an_outcome_is_what_the_runs_say(smoke):
    """Counted anew from the merged file: levels, and money discounted from the branch on."""
    smoke.run("compare", "experiment.yaml", "-o", "s")
    with xarray.open_dataset(smoke.folder / "s/merged.h5") as merged:
        names = str(merged["policy"].attrs["flag_meanings"]).split()
        runs = {names[int(code)]: merged.isel(run=merged["policy"].values == code) for code in numpy.unique(merged["policy"].values)}
        since = 4  # 2021-Q1 in a calendar that begins with 2020
        worth = 1.03 ** (-numpy.arange(16 - since) / 4)

        def cost(run):
            return (numpy.diff(run["public_spending"].values[:, since - 1 :], axis=1) * worth).sum(axis=1)

        def levels(run):
            return run["levels_gained"].values[:, -1]

        for policy in ("as_it_is", "fast_horses"):
            more = cost(runs[policy]).mean() - cost(runs[policy + "/off"]).mean()
            per_level = more / (levels(runs[policy]) - levels(runs[policy + "/off"])).mean()
            assert numpy.isclose(float(rows_of(smoke)["public_cost_per_level", policy]["value"]), per_level, rtol=1e-9)
            assert (cost(runs[policy + "/off"]) < cost(runs[policy])).all()
            shared = slice(0, since)
            assert (runs[policy + "/grant"]["levels_gained"].values[:, shared] == runs[policy]["levels_gained"].values[:, shared]).all()


def test_the_study_of_policies_leaves_the_worlds_beside_them_out(smoke):
    smoke.write("experiment.yaml", OUTCOMES.replace("[levels_gained]", "[levels_gained, private_rd]"))
    smoke.run("compare", "experiment.yaml", "-o", "s")
    merged = Merged(smoke.folder / "s/merged.h5")
    assert merged.policies == ["as_it_is", "fast_horses"]
    # What is per tick is the mean since the branch here, too.
    paired = merged.comparison[merged.comparison["measure"] == "private_rd"]
    finals = merged.final("private_rd")
    assert merged.when("private_rd") == "mean over ticks"
    assert numpy.allclose(paired["mean"].values, [finals[merged.policy == k].mean() for k in range(2)], rtol=1e-12)
    found = numpy.concatenate([merged.series("private_rd")[merged.policy == k][:, 4:].mean(axis=1) for k in range(2)])
    assert numpy.allclose(found, numpy.concatenate([finals[merged.policy == k] for k in range(2)]), rtol=1e-12)


def test_worlds_that_are_killed_and_made_one_by_one_are_the_same(smoke):
    """SIGKILL now and then, then the rest as tasks of three runs, which part policies from the worlds beside them."""
    smoke.run("compare", "experiment.yaml", "-o", "undisturbed")
    smoke.plan("disturbed")
    luck = random.Random(11)
    for _ in range(4):
        running = smoke.start("run", "disturbed")
        time.sleep(luck.uniform(0.05, 0.4))
        running.kill()
        running.communicate()
    for task in range(8):
        smoke.sweep("task", "disturbed", "--bundle", 3, "--index", task)
    # Four of 24 are the world without programmes of the second policy, which is that of the first.
    assert "20 runs\n  done     20\n  missing  0\n" in smoke.sweep("status", "disturbed").stdout
    smoke.sweep("merge", "disturbed")
    one, other = variables(smoke.folder / "undisturbed/merged.h5"), variables(smoke.folder / "disturbed/merged.h5")
    found = {"comparison", "outcomes"}  # by compare only
    assert [name for name in differences(one, other) if name.split("/")[0] not in found] == []


def test_a_reader_of_the_output_that_leaves_costs_nothing(smoke):
    """The table is longer than what is held back before it is written."""
    smoke.write("experiment.yaml", OUTCOMES.replace("record: {measures: [levels_gained]}\n", ""))
    out, into = os.pipe()
    os.close(out)
    done = subprocess.run(smoke.command("compare", "experiment.yaml", "-o", "s"), cwd=smoke.folder, stdout=into, stderr=into, timeout=60)
    os.close(into)
    assert done.returncode == 1, "the output could not be written"
    assert "done     20\n" in smoke.sweep("status", "s").stdout


def test_outcomes_of_a_model_without_them_are_refused(tmp_path):
    sweeper = Sweeper(tmp_path)
    sweeper.write("experiment.yaml", (tmp_path / "experiment.yaml").read_text() + "outcomes: true\n")
    said = sweeper.plan(expect=2).stderr
    assert said == "experiment.yaml: 'outcomes' of a model that has none (the model of its base declares no worlds to see a policy beside) leave 'outcomes' out?\n"
    assert not (tmp_path / "s").exists()
