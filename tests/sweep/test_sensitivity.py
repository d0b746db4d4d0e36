"""Sensitivity of a model that is known, from the experiment to the table: plan, run, merge, python3 -m tianji sensitivity."""

import csv
import math
import os
import sys

import h5py
import numpy
import pytest
from sweeping import ROOT, Sweeper

sys.path.insert(0, str(ROOT / "analysis"))

from tianji.__main__ import main  # noqa: E402
from tianji.errors import UserError  # noqa: E402
from tianji.merged import Merged  # noqa: E402
from tianji.sensitivity import sensitivity, text_of  # noqa: E402

BASE = "tianji: 1\nmodel: ishigami\nname: ishigami\ncalendar: {ticks: 1}\n"
CUBE = "".join(f"  x{i}: {{min: {-math.pi!r}, max: {math.pi!r}}}\n" for i in (1, 2, 3))

# Ishigami and Homma 1990, from a = 7, b = 0.1: the variance of y is alone(x1) + alone(x2) + together(x1, x3).
A, B = 7, 0.1
ALONE = numpy.array([(1 + B * math.pi**4 / 5) ** 2 / 2, A**2 / 8, 0])
TOGETHER = 8 * B**2 * math.pi**8 / 225
VARIANCE = ALONE.sum() + TOGETHER
FIRST = ALONE / VARIANCE
TOTAL = FIRST + numpy.array([1, 0, 1]) * TOGETHER / VARIANCE


def swept(folder, rest, base=BASE):
    """The merged file of an experiment on the Ishigami function."""
    sweeper = Sweeper(folder, experiment="tianji: 1\nexperiment: e\nbase: base.yaml\n" + rest, base=base)
    sweeper.plan()
    sweeper.sweep("run", "s", "--quiet")
    sweeper.sweep("merge", "s")
    return folder / "s/merged.h5"


def saltelli(points, more="", vary=CUBE, replicates=1):
    return f"vary:\n{vary}design: {{kind: saltelli, points: {points}}}\nreplicates: {replicates}\n{more}"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """1024 blocks of the function without luck."""
    return swept(tmp_path_factory.mktemp("known"), saltelli(1024))


@pytest.fixture(scope="module")
def noisy(tmp_path_factory):
    """Two policies with four replicates: luck of each point, and luck that all points share."""
    policies = "policies:\n  noise: {noise: 1.5}\n  shift: {shift: 1.5}\n"
    return swept(tmp_path_factory.mktemp("noisy"), saltelli(256, policies, replicates=4))


def within(table, name, values):
    return ((table[f"{name}_low"] <= values) & (values <= table[f"{name}_high"])).all()


def test_the_known_values_are_those_of_the_papers():
    assert FIRST == pytest.approx([0.3139, 0.4424, 0], abs=5e-5)
    assert TOTAL == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-5)


def test_indices_of_the_ishigami_function_are_the_known_ones(known):
    (one,) = sensitivity(Merged(known))
    table = one.table
    assert (one.blocks, one.dropped, one.replicates, list(table["factor"])) == (1024, 0, 1, ["x1", "x2", "x3"])
    assert math.isnan(one.noise)
    for name, truth in (("first", FIRST), ("total", TOTAL)):
        assert within(table, name, truth)
        assert ((table[f"{name}_low"] < table[name]) & (table[name] < table[f"{name}_high"])).all()
        # An interval of 95 % is twice 1.96 standard errors wide; those of independent blocks, which a Sobol sequence keeps to.
        error = (table[f"{name}_high"] - table[f"{name}_low"]) / (2 * 1.96)
        assert (error < 0.05).all() and (abs(table[name] - truth) < 2 * error).all()


def test_luck_of_each_point_is_reported_and_blurs_the_indices_by_its_share(noisy):
    (one,) = sensitivity(Merged(noisy), policy="noise")
    share = (1.5**2 / 4) / (VARIANCE + 1.5**2 / 4)  # of the variance of means of four replicates
    # The noise has 3 · (5 · 256 - 1) degrees of freedom, the variance that it is a share of comes from 512 points.
    assert one.noise == pytest.approx(share, rel=4 * math.sqrt(2 / (3 * 1279) + 2 / 511))
    assert within(one.table, "first", FIRST) and within(one.table, "total", TOTAL)
    # Of the means, luck is an interaction of everything with everything.
    assert within(one.table, "first", FIRST * (1 - share)) and within(one.table, "total", TOTAL * (1 - share) + share)


def test_luck_that_all_points_share_moves_no_index(noisy, tmp_path):
    alone = swept(tmp_path, saltelli(256))
    (one,), (exact,) = sensitivity(Merged(noisy), policy="shift"), sensitivity(Merged(alone))
    for name in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
        assert one.table[name].to_numpy() == pytest.approx(exact.table[name].to_numpy(), abs=1e-9)
    assert one.noise == pytest.approx(0, abs=1e-12)


def test_a_failed_run_drops_its_block(known, tmp_path):
    """Failures of the program are tested elsewhere; here the file says that three runs, two of one block, have failed."""
    path = tmp_path / "merged.h5"
    path.write_bytes(known.read_bytes())
    with h5py.File(path, "r+") as file:
        for run in (5 * 7 + 1, 5 * 7 + 3, 5 * 900):
            file["run_status"][run] = 1
            file["value"][run] = numpy.nan
    (one,) = sensitivity(Merged(path))
    assert (one.blocks, one.dropped) == (1022, 2)
    assert within(one.table, "first", FIRST) and within(one.table, "total", TOTAL)
    means = Merged(known).final("value").reshape(1024, 5)
    left = numpy.delete(means, [7, 900], axis=0)
    assert one.table["first"][0] == pytest.approx(numpy.corrcoef(left[:, 4], left[:, 1])[0, 1], abs=1e-9)  # B and AB^1
    assert one.table["total"][2] == pytest.approx(1 - numpy.corrcoef(left[:, 0], left[:, 3])[0, 1], abs=1e-9)  # A and AB^3


def test_effects_on_a_linear_model_are_its_slopes(tmp_path):
    """The function is linear in a and b: here y = 1 + a + 16 b. b has levels of equal distance, which are a range of three of them."""
    base = BASE + f"x1: {math.pi / 2!r}\nx2: {math.pi / 2!r}\nx3: 2\n"
    (one,) = sensitivity(Merged(swept(tmp_path, "vary:\n  a: {min: -3, max: 5}\n  b: [0.5, 1.0, 1.5, 2.0]\nreplicates: 2\n"
                                      "design: {kind: morris, points: 8}\n", base)))
    assert (one.blocks, one.dropped, list(one.table["factor"])) == (8, 0, ["a", "b"])
    assert one.table["mu_star"].to_numpy() == pytest.approx([8, 16 * 0.5 * 4], rel=1e-12)
    assert one.table["mu"].to_numpy() == pytest.approx([8, 16 * 0.5 * 4], rel=1e-12)
    assert one.table["sigma"].to_numpy() == pytest.approx([0, 0], abs=1e-11)


def test_effects_divide_by_how_far_a_factor_went(tmp_path):
    """Whole numbers of 1 to 6 are 1, 3, 4 and 6, steps of 3 and not of 2.5; a logarithmic range is even in its logarithm."""
    base = BASE + "x1: 0\nx2: 1.5707963267948966\nx3: 0\n"  # y = a
    whole, log = tmp_path / "whole", tmp_path / "log"
    for folder, vary in ((whole, "{min: 1, max: 6, whole: true}"), (log, "{min: 1, max: 100, scale: log}")):
        folder.mkdir()
        swept(folder, f"vary: {{a: {vary}}}\nreplicates: 1\ndesign: {{kind: morris, points: 20}}\n", base)
    (one,) = sensitivity(Merged(whole / "s/merged.h5"))
    assert one.table["mu"][0] == pytest.approx(5, rel=1e-12) and one.table["sigma"][0] == pytest.approx(0, abs=1e-12)
    (one,) = sensitivity(Merged(log / "s/merged.h5"))
    steps = [2 * abs(100 ** ((k + 2.5) / 4) - 100 ** ((k + 0.5) / 4)) for k in (0, 1)]  # levels are 1/8, 3/8, 5/8 and 7/8
    assert min(steps) < one.table["mu_star"][0] < max(steps)


def test_a_factor_without_effect_has_a_total_index_of_zero(tmp_path):
    (one,) = sensitivity(Merged(swept(tmp_path, saltelli(64), BASE + "b: 0\n")))  # y = sin x1 + 7 sin² x2
    assert one.table["total"][2] == pytest.approx(0, abs=1e-12)
    assert one.table[["total_low", "total_high"]].loc[2].tolist() == pytest.approx([0, 0], abs=1e-6)


def test_too_few_blocks_are_warned_of(known, tmp_path):
    """Of 16 blocks an index says nothing; how many are needed follows from how wide the intervals are."""
    (few,), (enough,) = sensitivity(Merged(swept(tmp_path, saltelli(16)))), sensitivity(Merged(known))
    told = text_of([few])
    assert "WARNING: too few blocks: intervals of x1" in told
    needed = int(told.split("plan about ")[1].split()[0])
    width = max((few.table[f"{name}_high"] - few.table[f"{name}_low"]).max() for name in ("first", "total"))
    assert needed / 2 < 16 * (width / 0.2) ** 2 <= needed and needed >= 256
    above = few.table["first"] > few.table["total"] + 1e-9
    assert ("first order above total order" in told) == above.any()
    assert "WARNING: too few" not in text_of([enough])


def test_a_small_design_is_told_when_it_is_planned(tmp_path):
    for kind, points, told in (("saltelli", 255, "design: 255 blocks are few, "), ("saltelli", 256, "planned "), ("morris", 9, "design: 9 trajectories are few "),
                               ("morris", 10, "planned "), ("sobol", 8, "planned ")):
        sweeper = Sweeper(tmp_path, f"tianji: 1\nexperiment: e\nbase: base.yaml\nvary:\n{CUBE}design: {{kind: {kind}, points: {points}}}\nreplicates: 1\n", BASE)
        assert sweeper.plan(f"{kind}{points}").stdout.startswith(told)


def test_a_first_order_above_the_total_is_warned_of(known):
    (one,) = sensitivity(Merged(known))
    one.table.loc[1, "first"] = one.table.loc[1, "total"] + 0.01
    assert "WARNING: first order above total order, which cannot be: x2;" in text_of([one])


def test_the_file_says_how_factors_were_chosen(tmp_path):
    path = swept(tmp_path, saltelli(16, vary="  x1: {min: 1, max: 8, scale: log}\n  a: {min: 2, max: 6, whole: true}\n  b: [1e-1, 2]\n"))
    with h5py.File(path) as file:
        group = file["factors"].attrs
        assert (group["design"], group["block"], group["seed"]) == ("saltelli", 5, 1)
        x1, a, b = (dict(file["factors"][name].attrs) for name in ("x1", "a", "b"))
        assert [x1[key] for key in ("kind", "min", "max", "scale", "whole")] == ["range", 1.0, 8.0, "log", 0]
        assert [a[key] for key in ("kind", "min", "max", "scale", "whole")] == ["range", 2.0, 6.0, "linear", 1]
        assert (b["kind"], b["levels"]) == ("levels", "0.1\n2")
    place = {factor.name: factor.place for factor in Merged(path).factors}
    assert set(place["b"]) == {0.25, 0.75} and 0 <= place["x1"].min() < 0.1 and 0.9 < place["x1"].max() <= 1


def test_factors_that_a_policy_does_not_have_are_named(tmp_path):
    base = (ROOT / "scenarios/smoke.yaml").read_text().replace("ticks: 24", "ticks: 4")
    both = "  demography.start_ups: {min: 0, max: 20}\n  programmes.more.call.budget: {min: 5, max: 50}\n"
    merged = Merged(swept(tmp_path, "policies:\n  plain: {}\n  more: {programmes: {more: {instrument: direct_grant, call: {budget: 9}}}}\n"
                          f"vary:\n{both}replicates: 1\ndesign: {{kind: morris, points: 4}}\n", base))
    (one,) = sensitivity(merged, "organisations_alive")
    assert one.absent == ("programmes.more.call.budget",) and list(one.table["factor"]) == ["demography.start_ups"]
    assert one.table["mu"][0] > 0
    assert "not in this policy: programmes.more.call.budget" in text_of([one])
    (one,) = sensitivity(merged, "organisations_alive", "more")
    assert one.absent == () and len(one.table) == 2


def test_the_command_prints_writes_and_draws(known, noisy, tmp_path, capsys):
    assert main(["sensitivity", str(noisy), "--measure", "value", "-o", str(tmp_path / "t.csv"), "--figures", str(tmp_path / "f")]) == 0
    told = capsys.readouterr().out
    assert told.startswith("value [1] after the last tick, policy noise: Sobol indices of 256 blocks, 4 replicates\n")
    assert "share of noise in the variance of replicate means: " in told and "dropped" not in told
    rows = list(csv.DictReader((tmp_path / "t.csv").open()))
    assert [row["factor"] for row in rows] == ["x1", "x2", "x3"] and rows[0]["policy"] == "noise" and rows[0]["blocks"] == "256"
    assert {path.name for path in (tmp_path / "f").iterdir()} == {"sensitivity.svg", "sensitivity.png"}
    assert os.path.getsize(tmp_path / "f/sensitivity.png") > 5000
    assert main(["sensitivity", str(known)]) == 0
    assert "share of noise: unknown with one replicate" in capsys.readouterr().out


@pytest.mark.parametrize("rest, arguments, problem", [
    ("vary: {a: [1, 2]}\nreplicates: 1\n", {}, "the design is of kind 'grid'"),
    ("replicates: 2\n", {}, "no factor was varied"),
    (saltelli(8), {}, "'value' has 8 whole blocks in policy 'base'"),
    (saltelli(16, vary="  noise: {min: 0, max: 1e-300}\n"), {}, "value is the same in all points"),
    (saltelli(16), {"measure": "adopted"}, "no measure 'adopted' of one number per tick"),
    (saltelli(16), {"policy": "other"}, "no policy 'other'")])
def test_what_cannot_be_estimated_is_said(tmp_path, rest, arguments, problem):
    with pytest.raises(UserError) as told:
        sensitivity(Merged(swept(tmp_path, rest)), **arguments)
    assert told.value.problem == problem and told.value.why
    assert told.value.where.endswith("merged.h5")
