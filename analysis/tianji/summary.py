"""One table that compares runs: a row per number, a column per run."""

import numpy as np

from tianji.labels import unique_labels


def _last(run, name):
    """The last value that was taken, so that a measure with a cadence has one too."""
    if name not in run.measures:
        return None
    values = run.measures[name].to_numpy()
    values = values[~np.isnan(values)]
    return float(values[-1]) if len(values) else None


def _total(run, name):
    return float(run.measures[name].sum()) if name in run.measures else None


def _levels_gained(run):
    if "readiness" not in run.measures or "start_level" not in run.technologies or not run.measures.sizes["time"]:
        return None
    return float(run.measures["readiness"].isel(time=-1).sum() - run.technologies["start_level"].sum())


def _cost_per_level(run):
    levels, spending = _levels_gained(run), _last(run, "public_spending")
    return spending / levels if levels and spending is not None else None


def _digest(run):
    return run.digests["value"].iloc[-1] if len(run.digests) else None


def _rows(money):
    return [
        ("scenario", lambda run: run.provenance.get("name")),
        ("status", lambda run: run.status),
        ("seed, replicate", lambda run: "{seed_text}, {replicate}".format_map(_known(run.provenance))),
        ("ticks", lambda run: run.measures.sizes.get("time")),
        ("digest", _digest),
        ("technologies mature at the end", lambda run: _last(run, "technologies_mature")),
        ("levels gained", _levels_gained),
        ("projects verified", lambda run: _last(run, "projects_verified")),
        ("projects expired", lambda run: _last(run, "projects_expired")),
        ("projects eliminated", lambda run: _last(run, "projects_eliminated")),
        (f"public spending [{money}]", lambda run: _last(run, "public_spending")),
        (f"  of it on eliminated projects [{money}]", lambda run: _last(run, "public_spent_on_eliminated")),
        (f"private R&D [{money}]", lambda run: _total(run, "private_rd")),
        (f"public spending per level gained by all projects [{money}]", _cost_per_level),
        ("funding Gini at the end", lambda run: _last(run, "funding_gini")),
        ("organisations alive at the end", lambda run: _last(run, "organisations_alive")),
        ("share in the giant component", lambda run: _last(run, "giant_component")),
        ("clustering", lambda run: _last(run, "clustering")),
        ("assortativity", lambda run: _last(run, "assortativity")),
    ]


class _known(dict):
    def __missing__(self, key):
        return "?"


def _text(value):
    if value is None:
        return "–"
    if isinstance(value, float):
        if abs(value) >= 100 or value == int(value):
            return f"{value:,.0f}"
        return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}"
    return str(value)


def summary(runs):
    """The table as text. A dash stands where a run did not record what the row needs."""
    currencies = sorted({run.currency for run in runs})
    table = [["", *unique_labels(runs)]]
    for title, value in _rows(f"million {' or '.join(currencies)}"):
        table.append([title, *(_text(value(run)) for run in runs)])
    widths = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip()
             for row in table]
    rule = "-" * (sum(widths) + 2 * len(runs))
    return "\n".join([lines[0], rule, *lines[1:]])
