"""What policies cost beside what they bring, both as differences to the reference, and which of them no other one beats in both."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tianji.policies.better import Better, is_above
from tianji.policies.bootstrap import LEAST, bca, in_all, mean_of, resampled_means
from tianji.policies.differences import final_values, in_point


@dataclass(frozen=True)
class Plane:
    """Means over the replicates that all policies of it have."""

    cost: str
    effect: str
    cost_units: str
    effect_units: str
    better: Better  # of the effect; of cost less is better
    table: pd.DataFrame  # a row per policy, the reference first
    clouds: dict  # of each policy but the reference: (2, n_replicates) differences of cost and effect
    left_out: tuple  # policies without values
    replicates: int
    dropped: int  # replicates that some policy does not have


def cost_effect(merged, cost, effect, better, point):
    cells = [final_values(merged, measure) for measure in (cost, effect)]
    values = np.stack([in_point(own, point) for own in cells])  # (2, n_policies, n_replicates)
    policies, replicates = in_all(values, merged.path, f"cost {cost} and effect {effect}")
    names = [name for name, is_there in zip(merged.policies, policies) if is_there]
    values = values[:, policies][:, :, replicates]
    paired = np.stack([in_point(own[policies] - own[0], point) for own in cells])[:, :, replicates]
    return Plane(cost, effect, merged.units[cost], merged.units[effect], better, _table(names, values, paired, better),
                 {name: paired[:, k] for k, name in enumerate(names) if k > 0},
                 tuple(name for name in merged.policies if name not in names), int(replicates.sum()), int((~replicates).sum()))


def _table(names, values, paired, better):
    means = values.mean(axis=2)
    beaten = dominance(*means, better)
    share = np.full(len(names), np.nan)
    if values.shape[2] >= LEAST:
        share = 1 - dominance(*resampled_means(values), better).any(axis=1).mean(axis=1)
    rows = []
    for k, name in enumerate(names):
        row = {"policy": name, "cost": means[0, k], "effect": means[1, k]}
        for what, own in zip(("cost", "effect"), paired[:, k]):
            row |= dict(zip((f"{what}_difference", f"{what}_low", f"{what}_high"), (mean_of(own), *bca(own))))
        row |= {"on_front": not beaten[k].any(), "dominated_by": " ".join(other for other, beats in zip(names, beaten[k]) if beats),
                "share_on_front": share[k]}
        rows.append(row)
    return pd.DataFrame(rows)


def dominance(cost, effect, better):
    """[i, j, …]: policy j costs no more than i and brings no less, and one of it is strict. `cost`, `effect` (n_policies, …)."""
    cost, gain = np.asarray(cost, dtype=float), better.value * np.asarray(effect, dtype=float)
    costs_more, brings_more = is_above(cost[:, None], cost[None]), is_above(gain[:, None], gain[None])
    return (costs_more | np.swapaxes(brings_more, 0, 1)) & ~np.swapaxes(costs_more, 0, 1) & ~brings_more
