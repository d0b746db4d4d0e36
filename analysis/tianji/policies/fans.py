"""How runs spread over time: quantiles over all runs of a policy, and of their differences to the reference under the same luck."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

QUANTILES = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}


@dataclass(frozen=True)
class Fan:
    """Of one policy. Runs of several design points are pooled: the spread is that of luck and of factors."""

    policy: str
    values: np.ndarray  # (5, n_ticks) quantiles; NaN in ticks in which no run has a value
    runs: np.ndarray  # (n_ticks) that have a value in the tick
    used: int  # runs, or pairs of runs, with any value
    planned: int


def fans_of(merged, measure, point):
    """(fans of all policies, fans of the differences of all but the reference)."""
    series = merged.series(measure)
    rows = slice(None) if point is None else slice(point, point + 1)
    cells = [merged.by_cell(series, k)[rows].reshape(-1, series.shape[1]) for k in range(len(merged.policies))]
    levels = [fan_of(name, cell) for name, cell in zip(merged.policies, cells)]
    return levels, [fan_of(name, cell - cells[0]) for name, cell in zip(merged.policies[1:], cells[1:])]


def fan_of(policy, values):
    """`values` (n_runs, n_ticks), NaN where there is none."""
    known = ~np.isnan(values)
    runs = known.sum(axis=0)
    quantiles = np.full((len(QUANTILES), values.shape[1]), np.nan)
    quantiles[:, runs > 0] = np.nanquantile(values[:, runs > 0], list(QUANTILES.values()), axis=0)
    return Fan(policy, quantiles, runs, int(known.any(axis=1).sum()), len(values))


def frame_of(fans, times, units):
    """All numbers, a row per measure, policy and tick with a value. `fans` by measure: what fans_of returns."""
    parts = []
    dates = np.datetime_as_string(times, unit="D")  # pandas has none beyond 2262
    for measure, (levels, differences) in fans.items():
        for what, group in (("value", levels), ("difference", differences)):
            for fan in group:
                part = pd.DataFrame({"measure": measure, "unit": units[measure], "what": what, "policy": fan.policy, "time": dates,
                                     "tick": np.arange(len(times)), "runs": fan.runs} | dict(zip(QUANTILES, fan.values)))
                parts.append(part[part["runs"] > 0])
    return pd.concat(parts, ignore_index=True)
