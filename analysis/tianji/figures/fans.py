"""How runs spread over time: half of them lie in the dark band, nine in ten in the light one."""

import textwrap

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from tianji.figures import style

GREY = "#555555"
NARROW, WIDE = 0.45, 0.2  # how dark the bands are
PANEL = (3.4, 2.6)


def draw(found, measure):
    """One panel per policy, on one scale, with the median of the reference in all of them. `found`: a tianji.policies.Study."""
    fans = found.fans[measure][0]
    figure, axes = style.grid_of(len(fans), style.columns_for(len(fans)), PANEL, sharex=True, sharey=True)
    for k, (axis, fan) in enumerate(zip(axes, fans)):
        _draw_fan(axis, found.merged.times, fan, k)
        if k > 0:
            axis.plot(*_known(found.merged.times, fans[0].values[2]), color=GREY, linestyle="--", linewidth=1.1)
        axis.set_title(_title(fan, "runs"))
        style.dates(axis)
    _describe(figure, found, measure, measure, [Line2D([], [], color=GREY, linestyle="--", linewidth=1.1)], [f"median of {fans[0].policy}"])
    return figure


def draw_differences(found, measure):
    """One panel per policy but the reference."""
    reference, fans = found.merged.policies[0], found.fans[measure][1]
    figure, axes = style.grid_of(len(fans), style.columns_for(len(fans)), PANEL, sharex=True, sharey=True)
    for k, (axis, fan) in enumerate(zip(axes, fans), start=1):
        axis.axhline(0, color=GREY, linestyle="--", linewidth=1.1)
        _draw_fan(axis, found.merged.times, fan, k)
        axis.set_title(_title(fan, "pairs"))
        style.dates(axis)
    _describe(figure, found, measure, f"{measure}, difference to {reference} under the same luck",
              [Line2D([], [], color=GREY, linestyle="--", linewidth=1.1)], ["no difference"])
    return figure


def _draw_fan(axis, times, fan, k):
    colour = style.COLOURS[k % len(style.COLOURS)]
    known, (low, lower, middle, upper, high) = _known(times, fan.values)
    axis.fill_between(known, low, high, color=colour, alpha=WIDE, linewidth=0)
    axis.fill_between(known, lower, upper, color=colour, alpha=NARROW, linewidth=0)
    axis.plot(known, middle, color=colour, linewidth=1.2)


def _known(times, values):
    """Without ticks in which a measure is not taken."""
    taken = np.isfinite(values).all(axis=0) if values.ndim > 1 else np.isfinite(values)
    return times[taken], values[..., taken]


def _title(fan, what):
    """As wide as the panel."""
    return textwrap.fill(f"{fan.policy}: {fan.used} {what}" if fan.used == fan.planned else f"{fan.policy}: {fan.used} of {fan.planned} {what}", 42)


def _describe(figure, found, measure, title, handles, labels):
    """Title, what the measure is, unit and legend."""
    merged, points = found.merged, int(found.merged.point.max()) + 1
    if points > 1:
        title += f"; all {points} design points pooled" if found.point is None else f"; design point {found.point}"
    width = int(14.5 * figure.get_figwidth())
    lines = [*textwrap.wrap(title, width), *textwrap.wrap(merged.meaning(measure), width)]
    figure.suptitle("\n".join(lines), x=0.01, ha="left", fontsize=10)
    figure.supylabel(measure if merged.units[measure] == "1" else merged.units[measure], fontsize=9)
    bands = [Line2D([], [], color=GREY), Patch(color=GREY, alpha=NARROW, linewidth=0), Patch(color=GREY, alpha=WIDE, linewidth=0)]
    style.legend_below(figure, [*bands, *handles], ["median", "25–75 %", "5–95 %", *labels], columns=4 if figure.get_figwidth() > 5 else 2)
