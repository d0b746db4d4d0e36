"""How ready the technologies are: mean by field, and how many stand at which level."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from tianji.figures import style
from tianji.labels import unique_labels

HIGHEST = 9  # technology readiness level


def draw_by_field(runs):
    """One panel per field, one line per run: the mean level of the field's technologies."""
    means = [_mean_by_field(run) for run in runs]
    fields = sorted({field for mean in means for field in mean})
    figure, axes = style.grid_of(max(1, len(fields)), 4, (2.7, 2.1), sharex=True, sharey=True)
    if not fields:
        style.say_nothing_is_there(axes[0], "no technologies")
    for axis, field in zip(axes, fields):
        sizes = set()
        for k, (run, mean) in enumerate(zip(runs, means)):
            if field in mean:
                values, size = mean[field]
                sizes.add(size)
                axis.plot(run.measures["time"].to_numpy(), values, **style.line(k, len(values)))
        axis.set_title(f"{field} ({'–'.join(map(str, sorted(sizes)))})")
        style.dates(axis)
    axes[0].set_ylim(*_level_range(means))
    figure.suptitle("Mean readiness of the technologies of each field (number of technologies)", x=0.01, ha="left")
    figure.supylabel("mean technology readiness level", fontsize=9)
    _legend_of_runs(figure, runs)
    return figure


def _mean_by_field(run):
    readiness = run.require("readiness")["readiness"]
    fields = readiness["field"].to_numpy() if "field" in readiness.coords else np.full(readiness.sizes["technology"], "all")
    values = readiness.to_numpy()
    return {str(field): (_mean_of_known(values[:, fields == field]), int((fields == field).sum())) for field in np.unique(fields)}


def _mean_of_known(values):
    """Mean over the technologies that have appeared, tick by tick; NaN before the first."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _level_range(means):
    """Whole levels around all lines: the same on all panels, without the empty part of the scale."""
    values = np.concatenate([[], *(values for mean in means for values, _ in mean.values())])
    if not np.isfinite(values).any():
        return 0.9, HIGHEST + 0.1
    return max(1, np.floor(np.nanmin(values))) - 0.1, min(HIGHEST, np.ceil(np.nanmax(values))) + 0.1


def _legend_of_runs(figure, runs):
    handles = [Line2D([], [], **{**style.line(k, 1), "markevery": None}) for k in range(len(runs))]
    style.legend_below(figure, handles, unique_labels(runs))


def draw_by_level(runs):
    """One panel per run: the technologies at each level as stacked areas, ripe ones at the bottom."""
    figure, axes = style.grid_of(len(runs), style.columns_for(len(runs)), (3.8, 3.2), sharex=True, sharey=True)
    colours = plt.get_cmap("viridis")(np.linspace(0.0, 0.97, HIGHEST))
    for axis, run, label in zip(axes, runs, unique_labels(runs)):
        counts = run.require("technologies_by_level")["technologies_by_level"].transpose("level", "time")
        levels = counts["level"].to_numpy()[::-1]
        areas = axis.stackplot(run.measures["time"].to_numpy(), counts.to_numpy()[::-1], colors=colours, edgecolor="white", linewidth=0.4)
        _name_levels(axis, levels, counts.to_numpy()[::-1, -1])
        axis.set_title(label)
        axis.grid(False)
        axis.margins(x=0, y=0.02)
        style.dates(axis)
    figure.suptitle("Technologies at each readiness level", x=0.01, ha="left")
    figure.supylabel("number of technologies", fontsize=9)
    style.legend_below(figure, areas, [f"level {level}" for level in levels], columns=5)
    return figure


def _name_levels(axis, levels, counts):
    """The number of the level beside its band at the end, where the band is wide enough."""
    tops = counts.cumsum()
    for level, count, top in zip(levels, counts, tops):
        if count > 0.04 * tops[-1]:
            axis.annotate(str(level), (1, top - count / 2), xycoords=("axes fraction", "data"), xytext=(4, 0),
                          textcoords="offset points", va="center", fontsize=8)
