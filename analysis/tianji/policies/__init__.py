"""What a comparison of policies shows beyond the table of `tianji compare`: bootstrap intervals, fans over time, cost and effect, regret."""

from dataclasses import dataclass

import pandas as pd

from tianji.errors import UserError
from tianji.merged import FAILED
from tianji.outputs import refuse_output
from tianji.policies import fans
from tianji.policies.better import Better
from tianji.policies.cost_effect import Plane, cost_effect
from tianji.policies.differences import differences
from tianji.policies.regret import Regret, regret

__all__ = ["Better", "Study", "study", "write_csvs"]


@dataclass(frozen=True)
class Study:
    """One experiment. `merged` is a tianji.merged.Merged."""

    merged: object
    measures: tuple
    point: int  # the only one looked at; None: all, pooled
    differences: pd.DataFrame  # what differences.differences returns
    fans: dict  # by measure: (fans of all policies, fans of differences to the reference)
    regret: Regret
    plane: Plane  # None where no cost is named


def study(merged, measures=None, cost=None, effect=None, better=Better.HIGHER, point=None):
    """Measures are those of one number per tick that were compared, unless they are named; the effect is the first of them if none is."""
    _refuse_what_cannot_be_compared(merged, point)
    measures = tuple(dict.fromkeys(measures or merged.compared or merged.units))
    effect = effect or measures[0]
    for measure in (*measures, effect, *([cost] if cost else [])):
        merged.series(measure)
    if cost == effect:
        raise UserError(merged.path, f"'{cost}' is both cost and effect", "of cost less is better, of effect more", "name another measure with --effect")
    return Study(merged, measures, point, differences(merged, measures, point), {name: fans.fans_of(merged, name, point) for name in measures},
                 regret(merged, effect, better, point), cost_effect(merged, cost, effect, better, point) if cost else None)


def _refuse_what_cannot_be_compared(merged, point):
    if len(merged.policies) < 2:
        raise UserError(merged.path, f"there is one policy only, '{merged.policies[0]}'", "a comparison needs two", "write another into the experiment")
    if not merged.done.any():
        failed = int((merged.status == FAILED).sum())
        why = f"{failed} failed, {len(merged.done) - failed} are missing" + (f"; the first that failed: {merged.failure}" if failed else "")
        raise UserError(merged.path, f"none of {len(merged.done)} runs is done", why, "see `tianji sweep failed`")
    if not merged.done[merged.policy == 0].any():
        raise UserError(merged.path, f"no run of the reference '{merged.policies[0]}' is done", "all differences are to it", "see `tianji sweep failed`")
    if not merged.units:
        raise UserError(merged.path, "no measure is one number per tick", "the experiment records none", "name one under record: measures")
    points = int(merged.point.max()) + 1
    if point is not None and not 0 <= point < points:
        raise UserError(merged.path, f"no design point {point}", f"there are {points}: 0 to {points - 1}" if points > 1 else "there is 0 only")


def write_csvs(found, folder):
    """Writes all numbers into the folder, which is made if missing; returns the paths."""
    tables = {"differences": found.differences, "fans": fans.frame_of(found.fans, found.merged.times, found.merged.units),
              "regret": found.regret.table, "regret_by_point": _with_factors(found.regret)}
    if found.plane:
        tables["cost_effect"] = found.plane.table
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            paths.append(folder / f"{name}.csv")
            refuse_output(paths[-1], [found.merged.path])
            table.to_csv(paths[-1], index=False)
    except OSError as problem:
        raise UserError(folder, "cannot write the tables", problem.strerror, "name another folder with -o") from problem
    return paths


def _with_factors(found):
    return found.by_point.merge(found.points, left_on="point", right_index=True, validate="many_to_one") if len(found.points.columns) else found.by_point
