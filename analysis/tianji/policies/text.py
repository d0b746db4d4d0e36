"""The study of policies as text for the terminal."""

import numpy as np

from tianji.columns import columns
from tianji.merged import DONE, FAILED
from tianji.policies.bootstrap import ENOUGH, LEAST
from tianji.policies.regret import SURE

MOST_POINTS = 6  # of a winner that are listed one by one
SIGNIFICANT = 0.05


def text_of(found):
    parts = [_runs(found)]
    for measure in found.measures:
        parts.append(_differences(found, measure))
    if found.plane:
        parts.append(_plane(found.plane))
    parts.append(_regret(found.regret))
    return "\n\n".join("\n".join(part) for part in parts)


def _runs(found):
    merged = found.merged
    points, chosen = int(merged.point.max()) + 1, "" if found.point is None else f"; here only point {found.point}"
    what = f"{_many(len(merged.policies), 'policies', 'policy')}, {_many(points, 'design points', 'design point')}{chosen}, reference {merged.policies[0]}"
    lines = [what]
    if found.point is None and points > 1:
        lines.append("differences are of means over all points; fans pool the runs of all points, their width is that of luck and of factors")
    for k, policy in enumerate(merged.policies):
        mine = (merged.policy == k) & ((merged.point == found.point) | (found.point is None))
        done, failed = (merged.status[mine] == DONE).sum(), (merged.status[mine] == FAILED).sum()
        if done < mine.sum():
            lines.append(f"{policy}: {done} of {mine.sum()} runs are done, {failed} failed, {mine.sum() - done - failed} are missing; they are left out")
        early = (merged.last_tick < len(merged.times) - 1) & merged.done & mine
        if early.any():
            lines.append(f"{policy}: {_many(early.sum(), 'runs end', 'run ends')} before the last tick; "
                         "the last value is the final one, the fan goes on with the others")
    if (found.differences["pairs"].between(LEAST, ENOUGH - 1) & (found.differences["difference"] != 0)).any():
        lines.append(f"BCa intervals of fewer than {ENOUGH} pairs are rather too narrow")
    return lines


def _differences(found, measure):
    table = found.differences[found.differences["measure"] == measure]
    units = found.merged.units[measure]
    rows = [["policy", "pairs", "difference", "95 % t", "95 % BCa", "p (Holm)"]]
    rows += [[row.policy, str(row.pairs), _number(row.difference),
              *([f"the same in all {row.pairs}", ""] if row.is_constant else [_interval(row.t_low, row.t_high), _interval(row.bca_low, row.bca_high)]),
              _probability(row.p_holm)] for row in table.itertuples()]
    exploratory = "exploratory: " if (table["role"] == "exploratory").any() else ""
    return [f"{exploratory}{measure} [{units}] {found.merged.when(measure)}, difference to {found.merged.policies[0]} under the same luck", *columns(rows), *_remarks(found, table)]


def _remarks(found, table):
    lines = []
    unsure = table["policy"][table["p_holm"] >= SIGNIFICANT]
    if len(unsure):
        lines.append(f"not significantly different: {', '.join(unsure)}")
    for row in table[table["disagreement"] != ""].itertuples():
        what = {"sign": "only one of the intervals tells the sign", "width": "an end differs by more than a third of the width of the t interval"}
        lines.append(f"{row.policy}: BCa and t disagree: {' and '.join(what[word] for word in row.disagreement.split(', '))}; look at single replicates")
    both = table["t_low"].notna() & table["bca_low"].notna()
    if both.any() and not (table["disagreement"] != "").any():
        lines.append("BCa and t agree")
    few = table["policy"][table["pairs"] < LEAST]
    if len(few):
        lines.append(f"no BCa interval with fewer than {LEAST} pairs: {', '.join(few)}")
    varying = table[~table["is_constant"] & (table["pairs"] > 1)]
    if len(varying) and varying["t_low"].isna().all():
        lines.append("no t interval and no p: not compared, but kept for outcomes" if found.merged.compared
                     else "no t interval and no p: the file has no /comparison, write it with `tianji compare`")
    return lines


def _plane(plane):
    table = plane.table
    rows = [["policy", f"cost: {plane.cost}{_units(plane.cost_units)}", "95 % BCa", f"effect: {plane.effect}{_units(plane.effect_units)}", "95 % BCa",
             "on the front in"]]
    rows += [[row.policy, _number(row.cost_difference), _interval(row.cost_low, row.cost_high), _number(row.effect_difference),
              _interval(row.effect_low, row.effect_high), _share(row.share_on_front)] for row in table.itertuples()]
    rows[1][1:5] = ["reference", "", "reference", ""]
    lines = [f"cost and effect (a {plane.better.word} effect is better), differences of means over {_many(plane.replicates, 'replicates', 'replicate')} "
             f"to {table['policy'][0]}", *columns(rows)]
    lines.append(f"Pareto front of the means: {', '.join(table['policy'][table['on_front']])}")
    for row in table[~table["on_front"]].itertuples():
        others = row.dominated_by.split()
        lines.append(f"{row.policy} is dominated: {_and(others)} {'costs' if len(others) == 1 else 'cost'} no more and "
                     f"{'is' if len(others) == 1 else 'are'} no worse, by the means")
    lines.append("on the front in: share of bootstrap resamples of replicates in which no other policy dominates")
    if plane.dropped:
        lines.append(f"{_many(plane.dropped, 'replicates', 'replicate')} left out: not all policies have them")
    if plane.left_out:
        lines.append(f"without values and left out: {', '.join(plane.left_out)}")
    return lines


def _regret(found):
    points = len(found.points)
    lines = []
    if found.planned > 1:
        lines.append(f"{found.measure}{_units(found.units)} {found.when} ({found.better.word} is better): "
                     f"regret over {_many(points, 'design points', 'design point')}, the best policy's mean less one's own")
        rows = [["policy", "mean", "90 % quantile", "maximum", "best in", "probability of being best"]]
        rows += [[row.policy, _number(row.mean, ""), _number(row.q90, ""), _number(row.max, ""), _share(row.share_best), _probability(row.probability_best)]
                 for row in found.table.itertuples()]
        lines += columns(rows)
    if points < found.planned:
        lines.append(f"{_many(found.planned - points, 'points', 'point')} left out: no replicate has a value in all policies there")
    if found.left_out:
        lines.append(f"without values and left out: {', '.join(found.left_out)}")
    return lines + _verdict(found)


def _verdict(found):
    best, points = found.always_best, len(found.points)
    where = f"in all {points} points" if found.planned > 1 else f"by the means of {found.measure} ({found.better.word} is better)"
    if not best:
        winners = found.table["share_best"] > 0
        losers = ", ".join(found.table["policy"][~winners])
        return ["undecided: which policy is best depends on the design point", *(line for name in found.table["policy"][winners] for line in _wins(found, name)),
                *([f"  best in no point: {losers}"] if losers else [])]
    if len(best) > 1:
        return [f"{_and(best)} are best together {where}"]
    luck = found.table.set_index("policy")["probability_best"][best[0]]
    if np.isnan(luck):
        return [f"{best[0]} is best {where}; fewer than {LEAST} replicates do not tell how sure that is"]
    own = found.by_point[found.by_point["policy"] == best[0]]
    unsure = own[own["probability_best"] < SURE]
    if unsure.empty:
        return [f"{best[0]} is best {where}, with probability {_probability(luck)}"]
    if found.planned == 1:
        return [f"{best[0]} is best {where}, but the replicates leave it undecided: its probability of being best is {_probability(luck)}"]
    return [f"{best[0]} is best {where}, but in {len(unsure)} of them the replicates leave it undecided:",
            *(f"  point {row.point}: {_settings(found.points.loc[[row.point]])}{_sureness(row.probability_best)}"
              for row in unsure.head(MOST_POINTS).itertuples())]


def _wins(found, name):
    """Where a policy is best: point by point, or the range of every factor where these are many."""
    own = found.by_point[(found.by_point["policy"] == name) & (found.by_point["share_best"] > 0)]
    head = f"  {name} is best in {len(own)} of {len(found.points)} points"
    if len(own) <= MOST_POINTS:
        return [f"{head}:", *(f"    point {row.point}: {_settings(found.points.loc[[row.point]])}{_sureness(row.probability_best)}" for row in own.itertuples())]
    return [f"{head}, all in regret_by_point.csv: {_settings(found.points.loc[own['point']])}"]


def _sureness(probability):
    return "" if np.isnan(probability) else f"; probability {_probability(probability)}"


def _settings(points):
    return ", ".join(f"{name} {_range(column.dropna())}" for name, column in points.items() if column.notna().any())


def _range(values):
    different = sorted(values.unique())
    if len(different) == 1 or isinstance(different[0], str):
        return " or ".join(one if isinstance(one, str) else f"{one:.4g}" for one in different)
    return f"{different[0]:.4g} … {different[-1]:.4g}"


def _many(number, many, one):
    return f"{number} {one if number == 1 else many}"


def _and(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _units(units):
    return "" if units == "1" else f" [{units}]"


def _number(value, sign="+"):
    return "" if np.isnan(value) else f"{value:{sign}.4g}"


def _interval(low, high):
    return "" if np.isnan(low) else f"{_number(low)} … {_number(high)}"


def _probability(value):
    """In the style of the table of `tianji compare`."""
    if np.isnan(value):
        return ""
    return "< .001" if value < 0.001 else "> .999" if value > 0.999 else f"{value:.3f}".removeprefix("0")


def _share(value):
    if np.isnan(value):
        return ""
    return "< 1 %" if 0 < value < 0.01 else "> 99 %" if 0.99 < value < 1 else f"{100 * value:.0f} %"
