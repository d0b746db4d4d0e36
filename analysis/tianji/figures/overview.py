"""How the runs went, one panel per measure."""


import numpy as np

from tianji.figures import style
from tianji.labels import unique_labels

MEASURES = [  # name, title, cumulated here
    ("technologies_mature", "Technologies at target level", False),
    ("projects_verified", "Projects verified so far", False),
    ("projects_eliminated", "Projects eliminated so far", False),
    ("public_spending", "Public spending so far", False),
    ("private_rd", "Private R&D so far", True),
    ("funding_gini", "Concentration of funding", False),
    ("organisations_alive", "Organisations alive", False),
    ("giant_component", "Share in the giant component", False),
    ("clustering", "Clustering of the network", False),
]
WORDS = {"funding_gini": "Gini coefficient", "giant_component": "share of organisations", "clustering": "coefficient"}


def draw(runs):
    chosen = [row for row in MEASURES if any(row[0] in run.measures for run in runs)]
    if not chosen:
        runs[0].require(MEASURES[0][0])
    figure, axes = style.grid_of(len(chosen), 3, (3.6, 2.5), sharex=True)
    for axis, (name, title, cumulated) in zip(axes, chosen):
        for k, (run, label) in enumerate(zip(runs, unique_labels(runs))):
            if name in run.measures:
                _draw_line(axis, run.measures, name, cumulated, k, label)
        axis.set(title=title, ylabel=_unit(runs, name, cumulated))
        axis.set_ylim(bottom=0)
        style.dates(axis)
    figure.suptitle("How the runs went", x=0.01, ha="left")
    style.legend_below(figure, *_handles(axes))
    return figure


def _draw_line(axis, measures, name, cumulated, k, label):
    values = measures[name].to_numpy().astype(float)
    taken = ~np.isnan(values)
    values = values[taken].cumsum() if cumulated else values[taken]
    axis.plot(measures["time"].to_numpy()[taken], values, label=label, **style.line(k, taken.sum()))


def _unit(runs, name, cumulated):
    unit = next(run.measures[name].attrs["units"] for run in runs if name in run.measures)
    if cumulated:
        unit = unit.removesuffix("/tick")
    return WORDS.get(name, "number") if unit == "1" else unit


def _handles(axes):
    found = {}
    for axis in axes:
        for handle, label in zip(*axis.get_legend_handles_labels()):
            found.setdefault(label, handle)
    return list(found.values()), list(found)
