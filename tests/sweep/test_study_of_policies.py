"""From an experiment to what its policies show: compare, python3 -m tianji policies."""

import csv
import math
import os
import sys

import h5py
import numpy
import pytest
from scipy import stats
from sweeping import BASE, EXPERIMENT, ROOT, Sweeper

sys.path.insert(0, str(ROOT / "analysis"))

from tianji.__main__ import main  # noqa: E402
from tianji.errors import UserError  # noqa: E402
from tianji.merged import Merged  # noqa: E402
from tianji.policies import Better, study  # noqa: E402
from tianji.policies.text import text_of  # noqa: E402

SIR = ("tianji: 1\nmodel: sir\nname: sir\ncalendar: {start: 2020-01-01, tick: day, ticks: 20}\ncontact: well_mixed\n"
       "network: {agents: 500}\nepidemic: {reproduction: 2, recovery: 0.2, initial: 0.02}\n")
KNOWN = "tianji: 1\nmodel: ishigami\nname: known\ncalendar: {ticks: 1}\nx1: 0\nb: 0\n"  # y = a sin² x2


def compared(folder, experiment, base=BASE):
    Sweeper(folder, experiment=experiment, base=base).run("compare", "experiment.yaml", "-o", "s")
    return folder / "s/merged.h5"


@pytest.fixture(scope="module")
def adverts(tmp_path_factory):
    """Two policies, two points, ten replicates."""
    return compared(tmp_path_factory.mktemp("adverts"), EXPERIMENT)


@pytest.fixture(scope="module")
def epidemic(tmp_path_factory):
    """Three policies with two measures, one point."""
    return compared(tmp_path_factory.mktemp("epidemic"), "tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: 12\n"
                    "policies:\n  as_it_is: {}\n  masks: {epidemic.reproduction: 1.6}\n  worse: {epidemic.reproduction: 2.6}\n", SIR)


def known(folder, vary="[-2, 1, 3]", more="", shift=0.5, replicates=8):
    """The policy 'flat' always has 0, 'rising' has a, under luck that they share."""
    return compared(folder, f"tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: {replicates}\nvary: {{a: {vary}}}\n"
                    f"policies:\n  flat: {{x2: 0}}\n  rising: {{x2: {math.pi / 2!r}}}\n{more}", KNOWN + f"shift: {shift}\n")


def damaged(path, folder, damage):
    """A copy in which runs have failed. Failures of the program are tested elsewhere."""
    copy = folder / "merged.h5"
    copy.write_bytes(path.read_bytes())
    with h5py.File(copy, "r+") as file:
        damage(file)
    return copy


def fail(file, chosen):
    for name, item in file.items():
        if isinstance(item, h5py.Dataset) and item.ndim == 2:
            item[chosen] = numpy.nan
    file["run_status"][chosen] = 1
    file["failure"][chosen] = "it was too large"


def rows(path):
    return list(csv.DictReader(path.open()))


def message(*arguments, **options):
    with pytest.raises(UserError) as told:
        study(*arguments, **options)
    return str(told.value)


def test_differences_are_those_of_the_comparison_and_have_a_bca_interval_of_replicates(adverts):
    (row,) = study(Merged(adverts)).differences.itertuples()
    with h5py.File(adverts) as file:
        there = {name: file["comparison"][name][1] for name in ("difference", "difference_low", "difference_high", "p_holm")}
        last = file["adopted"][:, -1].reshape(2, 10, 2)  # point, replicate, policy
    assert (row.t_low, row.t_high, row.p_holm) == (there["difference_low"], there["difference_high"], there["p_holm"])
    assert row.difference == pytest.approx(there["difference"], rel=1e-12)
    paired = (last[:, :, 1] - last[:, :, 0]).mean(axis=0)
    expected = stats.bootstrap((paired,), numpy.mean, n_resamples=9999, method="BCa", random_state=numpy.random.default_rng(1)).confidence_interval
    assert (row.bca_low, row.bca_high) == pytest.approx((expected.low, expected.high), abs=0.1 * (expected.high - expected.low))
    assert (row.policy, row.point, row.pairs, row.missing, row.disagreement) == ("advertising", "all", 10, 0, "")


def test_one_design_point_is_looked_at_alone(adverts):
    found = study(Merged(adverts), point=1)
    (row,) = found.differences.itertuples()
    with h5py.File(adverts) as file:
        there = numpy.flatnonzero((file["comparison/point"][:] == 1) & (file["comparison/policy"].asstr()[:] == "advertising"))[0]
        assert (row.point, row.t_low) == (1, file["comparison/difference_low"][there])
        values = file["adopted"][:].reshape(2, 10, 2, -1)[1]
    assert row.difference == pytest.approx((values[:, 1, -1] - values[:, 0, -1]).mean(), rel=1e-12)
    assert found.regret.by_point["point"].tolist() == [1, 1] and found.regret.table["mean"].tolist() == pytest.approx([row.difference, 0])
    levels, differences = found.fans["adopted"]
    assert levels[1].planned == 10
    assert numpy.allclose(levels[1].values, numpy.quantile(values[:, 1], [0.05, 0.25, 0.5, 0.75, 0.95], axis=0))
    assert numpy.allclose(differences[0].values[2], numpy.median(values[:, 1] - values[:, 0], axis=0))
    assert "here only point 1" in text_of(found) and "regret over" not in text_of(found)
    assert study(Merged(adverts)).fans["adopted"][0][1].planned == 20


def test_without_a_comparison_in_the_file_there_are_bca_intervals_alone(tmp_path):
    sweeper = Sweeper(tmp_path)
    sweeper.plan()
    sweeper.sweep("run", "s", "--quiet")
    sweeper.sweep("merge", "s")
    found = study(Merged(tmp_path / "s/merged.h5"))
    assert found.differences["t_low"].isna().all() and found.differences["bca_low"].notna().all()
    assert "the file has no /comparison, write it with `tianji compare`" in text_of(found)


def test_failed_runs_are_left_out_and_counted(adverts, tmp_path):
    # Rows are by point, replicate, policy: the second policy fails in replicate 0 of point 0, the first in replicate 3 of point 1.
    path = damaged(adverts, tmp_path, lambda file: [fail(file, run) for run in (1, 20 + 2 * 3)])
    found = study(Merged(path))
    (row,) = found.differences.itertuples()
    assert (row.pairs, row.missing) == (8, 2)
    levels, differences = found.fans["adopted"]
    assert [(fan.used, fan.planned) for fan in (*levels, *differences)] == [(19, 20), (19, 20), (18, 20)]
    assert found.regret.by_point["replicates"].tolist() == [9, 9, 9, 9]
    text = text_of(found)
    assert "word_of_mouth: 19 of 20 runs are done, 1 failed, 0 are missing; they are left out" in text
    assert "BCa intervals of fewer than 20 pairs are rather too narrow" in text


def test_a_policy_whose_runs_are_shorter_has_a_shorter_fan_and_that_is_said(tmp_path):
    found = study(Merged(compared(tmp_path, EXPERIMENT.replace("advertising: {", "advertising: {calendar.ticks: 5, "))))
    levels, differences = found.fans["adopted"]
    assert levels[0].runs.tolist() == [20] * 12 and levels[1].runs.tolist() == differences[0].runs.tolist() == [20] * 5 + [0] * 7
    assert "advertising: 20 runs end before the last tick; the last value is the final one, the fan goes on with the others" in text_of(found)


def test_the_plane_has_differences_of_means_and_says_who_is_dominated(epidemic):
    found = study(Merged(epidemic), cost="infectious", effect="ever_infected", better=Better.LOWER)
    with h5py.File(epidemic) as file:
        cost, effect = (file[name][:, -1].reshape(12, 3) for name in ("infectious", "ever_infected"))
    table = found.plane.table
    assert table["cost_difference"].to_numpy() == pytest.approx((cost - cost[:, :1]).mean(axis=0), abs=1e-12)
    assert table["effect_difference"].to_numpy() == pytest.approx((effect - effect[:, :1]).mean(axis=0), abs=1e-12)
    assert numpy.allclose(found.plane.clouds["worse"], [cost[:, 2] - cost[:, 0], effect[:, 2] - effect[:, 0]])
    assert numpy.isnan(table["cost_low"][0])  # the reference does not differ from itself
    assert ((table["cost_low"] <= table["cost_difference"]) & (table["cost_difference"] <= table["cost_high"]))[1:].all()
    beaten = [" ".join(other for j, other in enumerate(found.merged.policies) if cost[:, j].mean() <= cost[:, k].mean()
                       and effect[:, j].mean() <= effect[:, k].mean() and j != k) for k in range(3)]
    assert table["dominated_by"].tolist() == beaten and any(beaten)
    assert table["on_front"].tolist() == [not one for one in beaten]
    text = text_of(found)
    assert "a lower effect is better" in text and f"Pareto front of the means: {', '.join(table['policy'][table['on_front']])}" in text
    assert "is dominated: " in text


def test_a_policy_without_runs_is_left_out_of_the_plane_and_named(epidemic, tmp_path):
    path = damaged(epidemic, tmp_path, lambda file: [fail(file, run) for run in (*range(1, 36, 3), 5)])
    found = study(Merged(path), cost="infectious", effect="ever_infected")
    assert (found.plane.left_out, found.plane.replicates, found.plane.dropped) == (("masks",), 11, 1)
    assert "without values and left out: masks" in text_of(found) and "1 replicate left out: not all policies have them" in text_of(found)
    assert main(["policies", str(path), "--cost", "infectious", "-o", str(tmp_path / "f")]) == 2  # cost is the default effect
    assert main(["policies", str(path), "--cost", "infectious", "--effect", "ever_infected", "-o", str(tmp_path / "f")]) == 0


def test_a_ranking_that_flips_is_undecided_and_the_points_are_named(tmp_path):
    found = study(Merged(known(tmp_path)))
    table = found.regret.table.set_index("policy")
    assert table.loc["flat", ["mean", "q90", "max"]].tolist() == pytest.approx([4 / 3, 1 + 0.8 * 2, 3])
    assert table.loc["rising", ["mean", "q90", "max"]].tolist() == pytest.approx([2 / 3, 0.8 * 2, 2])
    assert table["share_best"].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert table["probability_best"].tolist() == pytest.approx([1 / 3, 2 / 3])  # shared luck moves no ranking
    text = text_of(found)
    assert "regret over 3 design points" in text and "undecided: which policy is best depends on the design point" in text
    assert "  flat is best in 1 of 3 points:\n    point 0: a -2; probability > .999\n" in text
    assert "  rising is best in 2 of 3 points:\n    point 1: a 1; probability > .999\n    point 2: a 3; probability > .999" in text
    assert "flat is best in" not in text_of(study(Merged(tmp_path / "s/merged.h5"), better=Better.LOWER)).replace("  flat is best in 2 of 3", "")


def test_many_points_of_a_winner_are_told_by_their_range(tmp_path):
    text = text_of(study(Merged(known(tmp_path, "[-2, -1, 1, 2, 3, 4, 5, 6, 7]"))))
    assert "  rising is best in 7 of 9 points, all in regret_by_point.csv: a 1 … 7" in text


@pytest.mark.parametrize("vary, more, replicates, words", [
    ("[1, 3]", "", 8, "rising is best in all 2 points, with probability > .999"),
    ("[1, 3]", "", 3, "rising is best in all 2 points; fewer than 5 replicates do not tell how sure that is"),
    ("[1, 3]", "  again: {x2: 1.5707963267948966, x3: 5}\n", 8, "rising and again are best together in all 2 points")])
def test_what_is_best_everywhere_is_told_in_words(tmp_path, vary, more, replicates, words):
    assert words in text_of(study(Merged(known(tmp_path, vary, more, replicates=replicates))))


def test_a_best_policy_that_luck_could_change_is_undecided(tmp_path):
    path = compared(tmp_path, "tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: 10\npolicies:\n  one: {x2: 0}\n  other: {x2: 0.1}\n", KNOWN + "noise: 1\n")
    found = study(Merged(path))
    best = found.regret.always_best[0]
    chance = found.regret.table.set_index("policy").loc[best, "probability_best"]
    assert 0.4 < chance < 0.97
    assert f"{best} is best by the means of value (higher is better), but the replicates leave it undecided" in text_of(found)
    assert "not significantly different: other" in text_of(found)


def test_the_points_in_which_luck_could_change_the_best_policy_are_named(tmp_path):
    path = compared(tmp_path, "tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: 10\npolicies:\n  one: {x2: 0}\n  other: {x2: 0.1}\n"
                    "vary: {noise: [0.01, 0.25]}\n", KNOWN)
    text = text_of(study(Merged(path)))
    assert "other is best in all 2 points, but in 1 of them the replicates leave it undecided:\n  point 1: noise 0.25; probability ." in text


def test_the_command_prints_writes_and_draws(epidemic, tmp_path, capsys):
    folder = tmp_path / "f"
    assert main(["policies", str(epidemic), "--measure", "ever_infected", "--cost", "infectious", "--effect", "ever_infected", "--lower-is-better",
                 "-o", str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("3 policies, 1 design point, reference as_it_is\n")
    assert "ever_infected [1] after the last tick, difference to as_it_is under the same luck\n" in told
    names = {f"{name}.{ending}" for name in ("fan_ever_infected", "fan_ever_infected_difference", "cost_effect") for ending in ("svg", "png")}
    assert {path.name for path in folder.iterdir()} == names | {f"{name}.csv" for name in ("differences", "fans", "cost_effect", "regret", "regret_by_point")}
    assert told.splitlines()[-len(names) - 5:] == [str(folder / f"{name}.csv") for name in ("differences", "fans", "regret", "regret_by_point", "cost_effect")] + [
        str(folder / f"{name}.{ending}") for name in ("fan_ever_infected", "fan_ever_infected_difference", "cost_effect") for ending in ("svg", "png")]
    assert all(os.path.getsize(folder / name) > 5000 for name in names)
    fans = rows(folder / "fans.csv")
    assert len(fans) == (3 + 2) * 20 and fans[0]["time"] == "2020-01-01" and {row["runs"] for row in fans} == {"12"}
    assert [row["policy"] for row in rows(folder / "differences.csv")] == ["masks", "worse"]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["policies", str(epidemic), "--measure", "ever_infected", "--cost", "infectious", "--effect", "ever_infected", "--lower-is-better",
                 "-o", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_factors_stand_beside_regret_by_point_and_one_tick_has_no_fan(tmp_path):
    assert main(["policies", str(known(tmp_path)), "-o", str(tmp_path / "f")]) == 0
    table = rows(tmp_path / "f/regret_by_point.csv")
    assert [(row["point"], row["policy"], float(row["a"])) for row in table[:3]] == [("0", "flat", -2), ("0", "rising", -2), ("1", "flat", 1)]
    assert not list((tmp_path / "f").glob("*.svg"))


def test_what_cannot_be_compared_is_said(adverts, tmp_path, capsys):
    merged = Merged(adverts)
    assert "no measure 'money' of one number per tick (there are: adopted)" in message(merged, ["money"])
    assert "no measure 'money'" in message(merged, cost="money") and "no measure 'money'" in message(merged, effect="money")
    assert "'adopted' is both cost and effect" in message(merged, cost="adopted")
    assert "no design point 2 (there are 2: 0 to 1)" in message(merged, point=2)
    assert "no design point -1" in message(merged, point=-1)
    nothing = message(Merged(damaged(adverts, tmp_path, lambda file: [fail(file, run) for run in range(40)])))
    assert "none of 40 runs is done (40 failed, 0 are missing; the first that failed: it was too large) see `tianji sweep failed`?" in nothing
    reference = message(Merged(damaged(adverts, tmp_path, lambda file: [fail(file, run) for run in range(0, 40, 2)])))
    assert "no run of the reference 'word_of_mouth' is done" in reference
    one = compared(tmp_path, "tianji: 1\nexperiment: e\nbase: base.yaml\nreplicates: 2\n")
    assert "there is one policy only, 'base' (a comparison needs two)" in message(Merged(one))
    Sweeper(tmp_path).run("run", "base.yaml", "-o", "run.h5")
    assert main(["policies", str(tmp_path / "run.h5"), "-o", str(tmp_path / "f")]) == 2
    told = capsys.readouterr().err
    assert "this is no merged file" in told and "`tianji compare`" in told
    assert main(["policies", str(adverts), "--higher-is-better", "--lower-is-better", "-o", "f"]) == 2
    assert main(["policies", str(adverts), "-o", str(adverts)]) == 2
    assert "this is a file" in capsys.readouterr().err


def test_differences_that_are_the_same_in_all_replicates_have_no_interval(tmp_path):
    """Without luck: b changes y by the same in every replicate."""
    merged = Merged(compared(tmp_path, "tianji: 1\nexperiment: e\nbase: base.yaml\npolicies: {a: {}, b: {x2: 1}, c: {x2: 1, noise: 1}}\nreplicates: 6\n", KNOWN))
    found = study(merged)
    table = found.differences.set_index("policy")
    assert table["is_constant"].tolist() == [True, False]
    assert table.loc["b", ["t_low", "bca_low", "p_holm"]].isna().all() and table.loc["c", ["t_low", "bca_low", "p_holm"]].notna().all()
    told = text_of(found)
    assert "the same in all 6" in told and "no t interval" not in told


def test_years_that_nanoseconds_do_not_reach_are_drawn_and_written(tmp_path):
    compared(tmp_path, EXPERIMENT, BASE.replace("2018-01-01", "2261-01-01"))
    assert main(["policies", str(tmp_path / "s/merged.h5"), "-o", str(tmp_path / "f")]) == 0
    times = [row["time"] for row in csv.DictReader((tmp_path / "f/fans.csv").open())]
    assert times[0] == "2261-01-01" and times[11] == "2263-10-01"
