"""Which factors matter: indices with their intervals, or effects by size and spread."""

import numpy as np

from tianji.figures import style


def draw(found):
    """One panel per measure that is not constant. `found`: what tianji.sensitivity.sensitivity returns."""
    found = [one for one in found if not one.constant]
    rows = max(len(one.table) for one in found)
    is_sobol = found[0].design == "saltelli"
    figure, axes = style.grid_of(len(found), style.columns_for(len(found)), (4.6, 1.4 + 0.4 * rows) if is_sobol else (4.2, 3.8))
    for axis, one in zip(axes, found):
        (_draw_indices if is_sobol else _draw_effects)(axis, one)
        axis.set_title(f"{one.measure}, {one.policy}")
    if is_sobol:
        style.legend_below(figure, *axes[0].get_legend_handles_labels())
        figure.suptitle("Sobol indices with 95 % intervals", x=0.01, ha="left")
    else:
        figure.suptitle("Elementary effects along the whole factor", x=0.01, ha="left")
    return figure


def _draw_indices(axis, one):
    table, rows = one.table, np.arange(len(one.table))
    for k, (name, words) in enumerate((("first", "first order: alone"), ("total", "total order: with all interactions"))):
        value = table[name].to_numpy()
        reach = [value - table[f"{name}_low"].to_numpy(), table[f"{name}_high"].to_numpy() - value]
        axis.errorbar(value, rows + 0.3 * k - 0.15, xerr=reach, linestyle="", marker=style.MARKERS[k], color=style.COLOURS[k], capsize=2.5, label=words)
    axis.axvline(0, color="#555555", linewidth=0.9)
    axis.set(xlabel="share of the variance", ylim=(len(rows) - 0.4, -0.6))
    axis.set_yticks(rows, table["factor"])


def _draw_effects(axis, one):
    axis.plot(one.table["mu_star"], one.table["sigma"], linestyle="", marker=style.MARKERS[0], color=style.COLOURS[0])
    for row in one.table.itertuples():
        axis.annotate(row.factor, (row.mu_star, row.sigma), xytext=(5, 4), textcoords="offset points")
    units = "" if one.units == "1" else f" [{one.units}]"
    axis.set(xlabel=f"mu*: mean size of the effect{units}", ylabel=f"sigma: how it varies{units}")
    axis.set_xlim(left=0)
    axis.set_ylim(bottom=min(0, -0.05 * one.table["sigma"].max()))
    axis.margins(x=0.15)
