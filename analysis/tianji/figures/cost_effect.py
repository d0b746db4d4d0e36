"""Costs and effects as differences to the reference, replicate by replicate and in the mean."""

import numpy as np

from tianji.figures import style

GREY, PALE = "#555555", "#B0B0B0"


def draw(found):
    """`found`: a tianji.policies.Study with a plane."""
    plane = found.plane
    figure, (axis,) = style.grid_of(1, 1, (6.4, 4.8))
    axis.axhline(0, color=PALE, linewidth=0.9)
    axis.axvline(0, color=PALE, linewidth=0.9)
    for row in plane.table.itertuples():
        _draw_policy(axis, plane, row, found.merged.policies.index(row.policy))
    _draw_front(axis, plane)
    axis.margins(0.1)
    _name_the_good_corner(axis, plane)
    reference = plane.table["policy"][0]
    axis.set(xlabel=f"cost: {plane.cost}, difference to {reference}{_units(plane.cost_units)}",
             ylabel=f"effect: {plane.effect}, difference{_units(plane.effect_units)}")
    figure.suptitle(_title(found), x=0.01, ha="left", fontsize=10)
    style.legend_below(figure, *axis.get_legend_handles_labels(), columns=2)
    return figure


def _draw_policy(axis, plane, row, k):
    colour, marker = style.COLOURS[k % len(style.COLOURS)], style.MARKERS[(k + k // len(style.COLOURS)) % len(style.MARKERS)]
    if row.policy in plane.clouds:
        axis.plot(*plane.clouds[row.policy], linestyle="", marker=marker, markersize=3.5, color=colour, alpha=0.45, markeredgewidth=0)
    label = row.policy + (" (reference)" if k == 0 else "") + ("" if row.on_front else ", dominated")
    x, y = row.cost_difference, row.effect_difference
    if np.isfinite(row.cost_low) and k > 0:
        axis.errorbar(x, y, xerr=[[x - row.cost_low], [row.cost_high - x]], yerr=[[y - row.effect_low], [row.effect_high - y]], color="black",
                      linestyle="", linewidth=1.1, capsize=2.5, zorder=6)
    axis.plot(x, y, linestyle="", marker=marker, markersize=8, color=colour if row.on_front else "white", markeredgecolor="black" if row.on_front else colour,
              markeredgewidth=0.8 if row.on_front else 1.6, label=label, zorder=5)


def _draw_front(axis, plane):
    """As steps: between two policies there is none that one could choose."""
    front = plane.table[plane.table["on_front"]].sort_values(["cost_difference", "effect_difference"])
    axis.plot(front["cost_difference"], front["effect_difference"], drawstyle="steps-post", color=GREY, linestyle=style.DASHES[2], linewidth=1.6,
              label="Pareto front of the means")


def _name_the_good_corner(axis, plane):
    up = plane.better.value > 0
    axis.annotate("cheaper and better", (0, 1 if up else 0), xycoords="axes fraction", xytext=(4, -4 if up else 4), textcoords="offset points",
                  va="top" if up else "bottom", color=GREY, style="italic", fontsize=8)


def _title(found):
    points = int(found.merged.point.max()) + 1
    where = "" if points == 1 else f", means over {points} design points" if found.point is None else f", design point {found.point}"
    return (f"Cost and effect{where}; a {found.plane.better.word} effect is better\n"
            f"small: {found.plane.replicates} replicates; large: mean with 95 % BCa intervals; hollow: dominated")


def _units(units):
    return "" if units == "1" else f" [{units}]"
