"""Who paid for R&D, tick by tick."""

from tianji.figures import style
from tianji.labels import unique_labels

HATCHES = ["", "////", "....", "", "xxxx", ""]


def draw(runs):
    """One panel per run, the payers stacked, on one scale."""
    sources = _by_size(runs)
    figure, axes = style.grid_of(len(runs), style.columns_for(len(runs)), (3.8, 3.2), sharex=True, sharey=True)
    for axis, run, label in zip(axes, runs, unique_labels(runs)):
        money = run.measures["money_by_source"].reindex(source=sources, fill_value=0).transpose("source", "time")
        areas = axis.stackplot(run.measures["time"].to_numpy(), money.to_numpy(),
                               colors=[style.COLOURS[k % len(style.COLOURS)] for k in range(len(sources))])
        for k, area in enumerate(areas):
            area.set(hatch=HATCHES[(k + k // len(HATCHES)) % len(HATCHES)], edgecolor="white", linewidth=0.4)
        axis.set_title(label)
        axis.margins(x=0, y=0.05)
        style.dates(axis)
    figure.suptitle("R&D money by source", x=0.01, ha="left")
    figure.supylabel(runs[0].measures["money_by_source"].attrs["units"], fontsize=9)
    style.legend_below(figure, areas[::-1], sources[::-1], columns=5)
    return figure


def _by_size(runs):
    """Every payer of any run, the largest first: it becomes the bottom of the stack."""
    totals = {}
    for run in runs:
        for source, total in zip(run.require("money_by_source")["source"].to_numpy(),
                                 run.measures["money_by_source"].sum("time").to_numpy()):
            totals[str(source)] = totals.get(str(source), 0) + float(total)
    return sorted((source for source, total in totals.items() if total > 0),
                  key=lambda source: (-totals[source], source)) or sorted(totals)
