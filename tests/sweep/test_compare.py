"""tianji compare: from an experiment to a table, as many replicates as a precision takes, and on after any interruption."""

import csv
import random
import subprocess
import time

import h5py
import numpy
import xarray
from scipy import stats
from sweeping import EXPERIMENT, ROOT, Sweeper, differences, variables

UNTIL = EXPERIMENT.replace("replicates: 10", "replicates: {min: 20, max: 300, until: {measure: adopted, half_width: 0.01}}")


def rows_of(sweeper, name="s"):
    return list(csv.DictReader((sweeper.folder / name / "comparison.csv").open()))


def test_the_table_is_that_of_the_runs(sweeper):
    sweeper.write("experiment.yaml", EXPERIMENT.replace("ticks: 12", "ticks: 6"))
    told = sweeper.run("compare", "experiment.yaml", "-o", "s").stdout
    assert "means over 2 design points; each of them: s/comparison.csv" in told
    assert "advertising is significantly higher." in told
    merged = variables(sweeper.folder / "s/merged.h5")
    last = merged["adopted"][:, -1].reshape(2, 10, 2)  # point, replicate, policy
    rows = rows_of(sweeper)
    assert [(row["point"], row["policy"]) for row in rows] == [(p, q) for p in ("all", "0", "1") for q in ("word_of_mouth", "advertising")]
    for point, values in (("all", last.mean(axis=0)), ("0", last[0]), ("1", last[1])):
        reference, other = (row for row in rows if row["point"] == point)
        assert numpy.isclose(float(reference["mean"]), values[:, 0].mean(), rtol=1e-12)
        paired = stats.ttest_rel(values[:, 1], values[:, 0])
        assert numpy.isclose(float(other["difference"]), (values[:, 1] - values[:, 0]).mean(), rtol=1e-12)
        assert numpy.isclose(float(other["t"]), paired.statistic, rtol=1e-9) and numpy.isclose(float(other["p"]), paired.pvalue, rtol=1e-6)
        assert other["p_holm"] == other["p"]  # a family of one
    with xarray.open_dataset(sweeper.folder / "s/merged.h5", group="comparison") as comparison:
        assert comparison["policy"].values.tolist() == [row["policy"] for row in rows]
        assert numpy.allclose(comparison["difference"].values[1::2], [float(row["difference"]) for row in rows[1::2]])


def test_replicates_are_added_until_the_precision_is_there(sweeper):
    sweeper.write("experiment.yaml", UNTIL)
    told = sweeper.run("compare", "experiment.yaml", "-o", "s").stdout
    (line,) = [line for line in told.splitlines() if "replicates: every interval is as narrow as asked for" in line]
    replicates = int(line.split()[0])
    assert 20 < replicates < 300
    (goal,) = [line for line in told.splitlines() if line.startswith("  adopted, advertising: half-width ")]
    assert float(goal.split("half-width ")[1].split(",")[0]) <= 0.01 and "with luck of its own for every policy it would take about " in goal
    with h5py.File(sweeper.folder / "s/merged.h5") as file:
        assert file["run"].size == replicates * 4 and (file["run_status"][:] == 0).all()
    assert f"{replicates * 4} runs" in sweeper.sweep("status", "s").stdout
    assert "0 of them now" not in sweeper.run("compare", "experiment.yaml", "-o", "s").stdout


def test_an_interrupted_comparison_ends_as_if_it_had_not_been(tmp_path):
    """SIGKILL now and then: the same number of replicates, the same values."""
    sweeper = Sweeper(tmp_path, experiment=UNTIL.replace("[200, 400]", "[2000, 4000]").replace("0.01}", "0.003}"))
    sweeper.run("compare", "experiment.yaml", "-o", "undisturbed")
    luck, kills = random.Random(5), 0
    while kills < 6:
        run = subprocess.Popen(sweeper.command("compare", "experiment.yaml", "-o", "s"), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(luck.uniform(0.02, 0.3))
        run.kill()
        run.wait()
        kills += 1
    sweeper.run("compare", "experiment.yaml", "-o", "s")
    assert differences(variables(tmp_path / "undisturbed/merged.h5"), variables(tmp_path / "s/merged.h5")) == []
    assert rows_of(sweeper, "undisturbed") == rows_of(sweeper)


def test_a_failed_run_is_missing_from_its_pair_and_the_table_says_how_many_there_are(tmp_path):
    sweeper = Sweeper(tmp_path, experiment=EXPERIMENT.replace("vary: {network.agents: [200, 400]}\n", "").replace(
        "advertising: {", "advertising: {network.agents: 3000000, ").replace("replicates: 10", "replicates: 3"))
    told = sweeper.run("compare", "experiment.yaml", "-o", "s", "--time-limit", 0.2, expect=1)
    assert "3 runs failed" in told.stderr and "advertising: too few runs to tell" in told.stdout
    assert [row["runs"] for row in rows_of(sweeper)] == ["3", "0"]


CHOICE = "tianji: 1\nmodel: logit_choice\nname: choice\ncalendar: {ticks: 4}\n"
OPTIONS = "tianji: 1\nexperiment: e\nbase: base.yaml\npolicies: {a: {}, b: {choice.utilities: [1, 2, 2]}}\nreplicates: 6\n"


def test_where_a_model_has_only_measures_of_several_values_these_are_compared_one_by_one(tmp_path):
    sweeper = Sweeper(tmp_path, experiment=OPTIONS, base=CHOICE)
    told = sweeper.run("compare", "experiment.yaml", "-o", "s").stdout
    assert "share.1 [1]: share of choosers who took each option; option 1" in told and "not compared" not in told
    rows = rows_of(sweeper)
    assert [row["measure"] for row in rows] == [f"share.{k}" for k in (0, 0, 1, 1, 2, 2)]
    last = variables(tmp_path / "s/merged.h5")["share"][:, -1].reshape(6, 2, 3)  # replicate, policy, option
    assert numpy.isclose(float(rows[3]["difference"]), (last[:, 1, 1] - last[:, 0, 1]).mean(), rtol=1e-12)


def test_what_has_several_values_beside_single_numbers_is_said_to_be_left_out_and_can_be_asked_for(tmp_path):
    base = (ROOT / "scenarios/smoke.yaml").read_text().replace("ticks: 24", "ticks: 4")
    experiment = "tianji: 1\nexperiment: e\nbase: base.yaml\npolicies: {a: {}, b: {research.difficulty: 2}}\nreplicates: 2\n"
    sweeper = Sweeper(tmp_path, experiment=experiment, base=base)
    told = sweeper.run("compare", "experiment.yaml", "-o", "s").stdout
    assert "not compared, because of several values: " in told and "readiness (" in told and "in 'primary'" in told
    sweeper.write("experiment.yaml", experiment + "primary: [levels_gained, technologies_by_level.9]\n")
    told = sweeper.run("compare", "experiment.yaml", "-o", "s").stdout
    assert told.index("levels_gained [1]") < told.index("technologies_by_level.9 [1]") < told.index("exploratory: ")
    roles = {row["measure"]: row["role"] for row in rows_of(sweeper)}
    assert {name for name, role in roles.items() if role == "primary"} == {"levels_gained", "technologies_by_level.9"} and len(roles) > 10
    with h5py.File(tmp_path / "s/merged.h5") as file:
        group = file["comparison"]
        own = group["role"].asstr()[:] == "exploratory"
        assert own.sum() == sum(row["role"] == "exploratory" for row in rows_of(sweeper)) and numpy.isnan(group["p_holm"][own]).all()
    # The folder holds the experiment as it was compared last.
    assert "primary" in (tmp_path / "s/experiment.yaml").read_text()
    sweeper.sweep("run", "s")


def test_primary_measures_that_are_not_there_are_refused_before_anything_is_run(sweeper):
    sweeper.write("experiment.yaml", EXPERIMENT + "primary: [adoptd]\n")
    said = sweeper.run("compare", "experiment.yaml", "-o", "s", expect=2).stderr
    assert said == ("experiment.yaml:9:11: primary: no measure 'adoptd' that is recorded and a single number (it is not among those that are compared) "
                    "did you mean 'adopted'?\n")
    assert not (sweeper.folder / "s").exists()
