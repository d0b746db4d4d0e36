"""The numbers behind python3 -m tianji policies, on values with known answers."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tianji.columns import columns
from tianji.policies.better import Better
from tianji.policies.bootstrap import LEAST, bca, in_all, mean_of, resampled_means
from tianji.policies.cost_effect import dominance
from tianji.policies.differences import disagreement
from tianji.policies.fans import fan_of
from tianji.policies.regret import compare_in_point, over_points, share_best
from tianji.errors import UserError

SKEWED = np.random.default_rng(4).exponential(1, 25)


def test_bca_is_the_interval_of_efron_s_formulas():
    """Written anew with other luck: bias from the share of resamples below the mean, acceleration from the skewness of values."""
    means = np.random.default_rng(1).choice(SKEWED, (200_000, len(SKEWED))).mean(axis=1)
    bias = stats.norm.ppf((means < SKEWED.mean()).mean())
    left = SKEWED - SKEWED.mean()
    acceleration = (left**3).sum() / (6 * (left**2).sum() ** 1.5)
    z = bias + stats.norm.ppf([0.025, 0.975])
    expected = np.quantile(means, stats.norm.cdf(bias + z / (1 - acceleration * z)))
    low, high = bca(SKEWED)
    # The ends are quantiles of 9999 resamples: their standard error is sqrt(p (1 - p) / 9999) / density, here below 0.006 of mean 1.
    assert (low, high) == pytest.approx(expected, abs=4 * 0.006)
    assert high - SKEWED.mean() > 1.1 * (SKEWED.mean() - low)  # which Student's t, even on both sides, does not see


def test_bca_is_that_of_scipy_and_the_same_every_time():
    found = stats.bootstrap((SKEWED,), np.mean, n_resamples=9999, method="BCa", random_state=np.random.default_rng(1987)).confidence_interval
    assert bca(SKEWED) == pytest.approx((found.low, found.high), rel=1e-9)
    assert bca(SKEWED) == bca(SKEWED)


def test_bca_holds_the_mean_about_as_often_as_it_says():
    """Of 20 normal values the interval is 1.96 · sqrt(19/20) standard errors long on both sides, where Student's t has 2.09: it holds 92.9 %."""
    expected = 1 - 2 * stats.t.sf(1.96 * np.sqrt(19 / 20), 19)
    luck, samples = np.random.default_rng(2), 300
    held = np.mean([low <= 5 <= high for low, high in (bca(luck.normal(5, 2, 20), 499) for _ in range(samples))])
    assert held == pytest.approx(expected, abs=3 * np.sqrt(expected * (1 - expected) / samples))


def test_values_without_variance_and_few_values_have_no_bca():
    assert np.isnan(bca(np.zeros(9))).all()
    assert np.isnan(bca(np.full(9, 0.1))).all()
    assert np.isnan(bca(np.arange(LEAST - 1.0))).all() and np.isfinite(bca(np.arange(float(LEAST)))).all()


def test_rounding_does_not_give_a_mean_of_zero_a_sign():
    thirds = np.array([1, 1, 1, -1, -1, -1, 0.1, 0.2, -0.3]) / 3
    assert thirds.mean() != 0 and mean_of(thirds) == 0
    assert mean_of(np.array([0.125, 0.1875])) == 0.15625
    assert np.isnan(mean_of(np.array([])))


@pytest.mark.parametrize("t, own, found", [
    ((1.0, 4.0), (1.5, 4.5), ""),
    ((1.0, 4.0), (2.1, 4.0), "width"),
    ((-0.1, 4.0), (0.1, 4.1), "sign"),
    ((-4.0, 0.0), (-4.1, -0.1), "sign"),
    ((-0.1, 3.9), (1.5, 4.0), "sign, width"),
    ((float("nan"),) * 2, (1.0, 2.0), ""),
    ((1.0, 2.0), (float("nan"),) * 2, "")])
def test_intervals_disagree_where_one_tells_the_sign_or_an_end_is_far_off(t, own, found):
    assert disagreement(t, own) == found


def test_a_policy_is_dominated_by_those_that_cost_no_more_and_bring_no_less():
    cost, effect = [0, 1, 2, 2, 0], [0, 5, 4, 5, 0]
    #  0: cheapest; 1: best and cheap; 2: worse and dearer than 1, worse than 3; 3: as good as 1, dearer; 4: the same as 0
    expected = np.zeros((5, 5), dtype=bool)
    expected[2, [1, 3]] = expected[3, 1] = True
    assert np.array_equal(dominance(cost, effect, Better.HIGHER), expected)
    assert np.array_equal(dominance(cost, [-5 * one for one in effect], Better.LOWER), expected)
    assert not dominance([1, 2, 3], [1, 2, 3], Better.HIGHER).any()
    # What differs by rounding only does not differ.
    assert not dominance([0.3, 0.1 + 0.2], [1, 1], Better.HIGHER).any()


def test_dominance_of_many_resamples_is_that_of_each():
    values = np.random.default_rng(3).normal(size=(2, 4, 50))
    together = dominance(*values, Better.HIGHER)
    assert together.any()
    for k in range(50):
        assert np.array_equal(together[..., k], dominance(*values[..., k], Better.HIGHER))


def test_policies_that_are_best_together_share():
    assert share_best(np.array([[3.0, 1, 0.3], [3, 2, 0.1 + 0.2], [1, 0, -5]])).tolist() == [[0.5, 0, 0.5], [0.5, 1, 0.5], [0, 0, 0]]


def test_regret_by_hand():
    """Means of three policies in four points."""
    means = {0: (10, 8, 0), 1: (10, 9, 0), 2: (4, 10, 0), 3: (7, 7, 8)}
    parts = [compare_in_point(["a", "b", "c"], np.outer(values, np.ones(3)), Better.HIGHER).assign(point=point) for point, values in means.items()]
    table = over_points(pd.concat(parts)).set_index("policy")
    assert table["mean"].tolist() == pytest.approx([(0 + 0 + 6 + 1) / 4, (2 + 1 + 0 + 1) / 4, (10 + 10 + 10 + 0) / 4])
    assert table["max"].tolist() == [6, 2, 10]
    assert table["q90"].tolist() == pytest.approx([1 + 0.7 * 5, 1 + 0.7 * 1, 10])  # of four sorted values the 90 % quantile is at 2.7, counted from 0
    assert table["share_best"].tolist() == [0.5, 0.25, 0.25]
    assert table["probability_best"].isna().all()  # three replicates do not tell
    lower = compare_in_point(["a", "b", "c"], np.outer(means[0], np.ones(3)), Better.LOWER)
    assert lower["regret"].tolist() == [10, 8, 0] and lower["mean"].tolist() == [10, 8, 0]


def test_the_probability_of_being_best_is_that_of_the_differences_under_common_luck():
    """b is better than a by d in each replicate: over resamples its mean is about normal, with the spread of d alone however much luck they share."""
    luck = np.random.default_rng(6)
    shared, d = luck.normal(0, 100, 40), luck.normal(0, 1, 40)
    d += 0.15 - d.mean()
    found = compare_in_point(["a", "b"], np.stack([shared, shared + d]), Better.HIGHER)["probability_best"]
    assert found.sum() == pytest.approx(1)
    assert found[1] == pytest.approx(stats.norm.cdf(0.15 / (d.std() / np.sqrt(40))), abs=0.02)
    assert 0.6 < found[1] < 0.95


def test_resamples_draw_the_same_replicates_everywhere():
    means = resampled_means(np.stack([SKEWED, SKEWED + 1, -SKEWED])[None])
    assert means.shape == (1, 3, 9999)
    assert np.allclose(means[0, 1] - means[0, 0], 1) and np.allclose(means[0, 2], -means[0, 0])
    assert means[0, 0].mean() == pytest.approx(SKEWED.mean(), abs=4 * SKEWED.std() / np.sqrt(25 * 9999))


def test_only_replicates_that_all_policies_have_are_compared():
    nan = float("nan")
    policies, replicates = in_all(np.array([[1, 2, nan, 4], [nan] * 4, [1, nan, 3, 4]]), "m.h5", "adopted")
    assert policies.tolist() == [True, False, True] and replicates.tolist() == [True, False, False, True]
    with pytest.raises(UserError, match="no replicate has a value in all policies"):
        in_all(np.array([[1, nan], [nan, 1]]), "m.h5", "adopted")


def test_a_fan_leaves_out_runs_that_are_missing_and_counts_them():
    values = np.arange(11.0)[:, None] * [1, 10, 0]
    values[:, 2] = np.nan
    values[3, 1] = np.nan
    fan = fan_of("p", np.vstack([values, np.full((2, 3), np.nan)]))
    assert (fan.used, fan.planned, fan.runs.tolist()) == (11, 13, [11, 10, 0])
    assert fan.values[:, 0].tolist() == pytest.approx([0.5, 2.5, 5, 7.5, 9.5])
    assert fan.values[2, 1] == 55  # of 0, 10, 20, 40 … 100
    assert np.isnan(fan.values[:, 2]).all()


def test_columns_know_that_chinese_characters_are_wide():
    assert columns([["policy", "mean"], ["赛马制", "1"]]) == ["  policy  mean", "  赛马制     1"]
