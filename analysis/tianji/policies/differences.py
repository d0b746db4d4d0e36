"""Paired differences to the reference after the last tick: the t interval that `tianji compare` found beside one that assumes less."""

import numpy as np
import pandas as pd

from tianji.policies.bootstrap import bca, is_constant, mean_of

ALL_POINTS = -1  # of /comparison


def final_values(merged, measure):
    """(n_policies, n_points, n_replicates), NaN where there is none."""
    final = merged.final(measure)
    return np.stack([merged.by_cell(final, policy) for policy in range(len(merged.policies))])


def in_point(cells, point):
    """Of (n_policies, n_points, n_replicates) those in a design point, or means over all of them, missing where one is."""
    return cells.mean(axis=1) if point is None else cells[:, point]


def differences(merged, measures, point):
    """DataFrame: a row per measure and policy but the reference. Intervals are NaN where there are none."""
    rows = []
    for measure in measures:
        cells = final_values(merged, measure)
        for policy, paired in zip(merged.policies[1:], in_point(cells[1:] - cells[0], point)):
            paired = paired[np.isfinite(paired)]
            low, high = bca(paired)
            there = _there(merged, measure, policy, point)
            t = (there.get("difference_low", np.nan), there.get("difference_high", np.nan))
            rows.append({"measure": measure, "unit": merged.units[measure], "point": "all" if point is None else point, "policy": policy,
                         "pairs": len(paired), "missing": cells.shape[2] - len(paired),
                         "difference": mean_of(paired), "t_low": t[0], "t_high": t[1],
                         "bca_low": low, "bca_high": high, "p_holm": there.get("p_holm", np.nan),
                         "role": there.get("role", ""), "is_constant": len(paired) > 1 and is_constant(paired),
                         "disagreement": "" if is_constant(paired) else disagreement(t, (low, high))})
    return pd.DataFrame(rows)


def _there(merged, measure, policy, point):
    """The row of /comparison; empty where there is none."""
    if merged.comparison is None:
        return {}
    number = ALL_POINTS if point is None or merged.point.max() == 0 else point
    table = merged.comparison
    row = table[(table["measure"] == measure) & (table["policy"] == policy) & (table["point"] == number)]
    return row.iloc[0] if len(row) else {}


def disagreement(t, bca):
    """In which way two intervals say something else: "sign", "width" (an end apart by more than a third of the t interval), both or ""."""
    if not np.isfinite([*t, *bca]).all():
        return ""
    found = ["sign"] if _sign(t) != _sign(bca) else []
    if max(abs(t[0] - bca[0]), abs(t[1] - bca[1])) > (t[1] - t[0]) / 3:
        found.append("width")
    return ", ".join(found)


def _sign(interval):
    """+1 or -1 where the whole interval lies on one side of zero, else 0."""
    return int(interval[0] > 0) - int(interval[1] < 0)
