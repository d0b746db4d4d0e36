"""How unequally public money is spread over organisations."""

import numpy as np

from tianji.errors import UserError
from tianji.figures import style
from tianji.labels import unique_labels


def lorenz(amounts):
    """Shares of receivers, poorest first, and the share of the money they hold together; both from 0 to 1."""
    amounts = np.sort(np.asarray(amounts, dtype=float))
    total = amounts.sum()
    held = np.concatenate([[0], amounts.cumsum() / total]) if total > 0 else np.linspace(0, 1, len(amounts) + 1)
    return np.linspace(0, 1, len(amounts) + 1), held


def gini(amounts):
    """0 where all receive the same, near 1 where one receives all: 1 minus twice the area under the Lorenz curve."""
    shares, held = lorenz(amounts)
    return 1 - 2 * np.trapz(held, shares)


def draw(runs):
    """Lorenz curves over all organisations that lived in the run, one line per run."""
    figure, (axis,) = style.grid_of(1, 1, (5.2, 4.6))
    axis.plot([0, 100], [0, 100], color="#555555", linewidth=0.9)
    axis.annotate("all receive the same", (68, 68), xytext=(-4, 4), textcoords="offset points", ha="right", color="#555555")
    for k, (run, label) in enumerate(zip(runs, unique_labels(runs))):
        received = _received(run)
        shares, held = lorenz(received)
        text = f"{label}: Gini {gini(received):.3f}, {np.mean(received > 0):.0%} received any"
        axis.plot(100 * shares, 100 * held, label=text, **style.line(k, len(shares)))
    axis.set(xlim=(0, 100), ylim=(0, 100), title="Concentration of public money over organisations",
             xlabel="organisations, those with least first [%]", ylabel="public money they received together [%]")
    axis.legend(loc="upper left")
    return figure


def _received(run):
    if "public_received" not in run.organisations:
        raise UserError(run.path, "the file does not say who received public money", "/organisations has no column public_received")
    received = run.organisations["public_received"].fillna(0)
    # Organisations that nobody has seen in a project are no part of the distribution, as in the measure funding_gini.
    if "active" in run.organisations:
        received = received[run.organisations["active"] == 1]
    return received.to_numpy()
