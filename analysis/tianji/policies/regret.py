"""What choosing a policy costs where another one would have been best, over the design points of an experiment.

A point's best is the best of estimated means, so luck makes regret rather too large; the probability of being best tells how far to trust it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tianji.errors import UserError
from tianji.policies.better import Better, is_above
from tianji.policies.bootstrap import LEAST, in_all, resampled_means
from tianji.policies.differences import final_values

SURE = 0.975  # probability of being best from which on it is not called undecided: that of a two-sided test at 5 %


@dataclass(frozen=True)
class Regret:
    """Of what runs came to in one measure."""

    measure: str
    units: str
    when: str  # in words: the last tick, or all of them
    better: Better
    table: pd.DataFrame  # a row per policy: policy, mean, q90, max of regret; share_best of points, probability_best
    by_point: pd.DataFrame  # a row per point and policy: point, policy, replicates, mean, regret, share_best, probability_best
    points: pd.DataFrame  # factors of the points that count
    planned: int  # points
    left_out: tuple  # policies without values

    @property
    def always_best(self):
        """The policies that are among the best in every point; none where the ranking flips."""
        return [name for name, own in self.by_point.groupby("policy", sort=False) if (own["share_best"] > 0).all()]


def regret(merged, measure, better, point=None):
    """Over all design points, or in one of them only."""
    cells = final_values(merged, measure)
    there = np.isfinite(cells).any(axis=(1, 2))
    names = [name for name, is_there in zip(merged.policies, there) if is_there]
    parts = []
    points = range(cells.shape[1]) if point is None else [point]
    for point in points:
        try:
            policies, replicates = in_all(cells[there, point], merged.path, measure)
        except UserError:
            continue  # nothing to compare in this point
        if policies.all():
            parts.append(compare_in_point(names, cells[there, point][:, replicates], better).assign(point=point, replicates=replicates.sum()))
    if not parts:
        raise UserError(merged.path, f"{measure}: in no design point has a replicate a value in all policies",
                        "runs failed or are missing, or the measure has no value after the last tick",
                        "see `tianji sweep failed`, or name another measure with --effect")
    by_point = pd.concat(parts, ignore_index=True)[["point", "policy", "replicates", "mean", "regret", "share_best", "probability_best"]]
    return Regret(measure, merged.units[measure], merged.when(measure), better, over_points(by_point), by_point, merged.points.loc[by_point["point"].unique()],
                  len(points), tuple(name for name in merged.policies if name not in names))


def compare_in_point(names, values, better):
    """DataFrame: a row per policy. `values` (n_policies, n_replicates) without missing ones."""
    gain = better.value * values
    means = gain.mean(axis=1)
    luck = share_best(resampled_means(gain)).mean(axis=1) if values.shape[1] >= LEAST else np.full(len(names), np.nan)
    return pd.DataFrame({"policy": names, "mean": values.mean(axis=1), "regret": means.max() - means, "share_best": share_best(means), "probability_best": luck})


def share_best(gain):
    """1 for the best policy, 0 for others; policies that are best together share. `gain` (n_policies, …)."""
    best = ~is_above(gain.max(axis=0), gain)
    return best / best.sum(axis=0)


def over_points(by_point):
    rows = []
    for name, own in by_point.groupby("policy", sort=False):
        rows.append({"policy": name, "mean": own["regret"].mean(), "q90": own["regret"].quantile(0.9), "max": own["regret"].max(),
                     "share_best": own["share_best"].mean(), "probability_best": own["probability_best"].mean(skipna=False)})
    return pd.DataFrame(rows)
