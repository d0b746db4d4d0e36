"""The collaboration network before and after: every organisation stands at the same place in all panels."""

import numpy as np
import scipy.sparse
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from tianji.figures import style
from tianji.labels import unique_labels
from tianji.layout import giant_component, layout


def draw(runs):
    """A row per run: its first and last network. Only organisations in the giant component of all of them are drawn."""
    graphs = [[run.graph(run.graph_ticks[0]), run.graph()] for run in runs]
    keys = [[_keys(graph) for graph in pair] for pair in graphs]
    place = _places([graph for pair in graphs for graph in pair], [key for pair in keys for key in pair])
    figure, axes = style.grid_of(2 * len(runs), 2, (5.6, 5.2))
    panels = iter(axes)
    for run, label, pair, pair_keys in zip(runs, unique_labels(runs), graphs, keys):
        for when, graph, key in zip(("before", "after"), pair, pair_keys):
            axis = next(panels)
            left_out = _draw_panel(axis, graph, key, place)
            axis.set_title(f"{label}, {when}: {_date(run, graph.tick)}\n{left_out}")
    kinds = {kind for pair in graphs for graph in pair if "kind" in graph.vertices for kind in graph.vertices["kind"].dropna().unique()}
    handles = [Line2D([], [], linestyle="", marker="o", markersize=7, markeredgecolor="white", color=_colour(kind))
               for kind in sorted(kinds, key=_order)]
    labels = [style.KINDS.get(kind, (kind,))[0] for kind in sorted(kinds, key=_order)]
    figure.suptitle("Collaboration network (area of a dot: number of partners)", x=0.01, ha="left")
    if labels:
        style.legend_below(figure, handles, labels, columns=5)
    return figure


def _keys(graph):
    """What names an organisation in all runs: the key of the input, else its slot."""
    slots = graph.vertices["slot"].astype(str).to_numpy()
    if "key" not in graph.vertices:
        return slots
    keys = graph.vertices["key"].fillna("").to_numpy()
    return np.where(keys == "", slots, keys)


def _places(graphs, keys):
    """Position of each key in the giant component of the union of all networks."""
    names, inverse = np.unique(np.concatenate(keys).astype(str), return_inverse=True)
    union = scipy.sparse.csr_matrix((len(names), len(names)))
    for graph, own in zip(graphs, np.split(inverse, np.cumsum([len(key) for key in keys])[:-1])):
        ties = graph.adjacency.tocoo()
        union = union + scipy.sparse.csr_matrix((np.ones(ties.nnz), (own[ties.row], own[ties.col])), shape=union.shape)
    giant = giant_component(union)
    return dict(zip(names[giant], layout(union[giant][:, giant])))


def _draw_panel(axis, graph, keys, place):
    """Draws one network; returns the sentence that says what is not drawn."""
    degree = np.diff(graph.adjacency.indptr)
    shown = np.array([key in place for key in keys], dtype=bool) & (degree > 0)
    position = np.full((len(keys), 2), np.nan)
    for i in np.flatnonzero(shown):
        position[i] = place[keys[i]]
    ties = scipy.sparse.triu(graph.adjacency, k=1).tocoo()
    drawn = shown[ties.row] & shown[ties.col]
    segments = np.stack([position[ties.row[drawn]], position[ties.col[drawn]]], axis=1)
    axis.add_collection(LineCollection(segments, colors="#5A5A5A", linewidths=0.35, alpha=_tie_alpha(drawn.sum()), zorder=1))
    order = np.flatnonzero(shown)[np.argsort(-degree[shown], kind="stable")]  # large dots first, so that small ones stay visible
    kinds = graph.vertices["kind"].astype(object).to_numpy() if "kind" in graph.vertices else np.full(len(keys), None)
    axis.scatter(*position[order].T, s=4 + 1.6 * degree[order], c=[_colour(kinds[i]) for i in order], edgecolors="white",
                 linewidths=0.35, zorder=2)
    axis.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal")
    axis.axis("off")
    isolates = int((degree == 0).sum())
    return (f"{shown.sum():,} organisations, {drawn.sum():,} ties; not drawn: {isolates:,} without ties, "
            f"{len(keys) - shown.sum() - isolates:,} in small groups")


def _tie_alpha(ties):
    return float(np.clip(900 / max(ties, 1), 0.12, 0.6))


def _colour(kind):
    return style.KINDS.get(kind, ("", "#8C8C8C"))[1]


def _order(kind):
    return list(style.KINDS).index(kind) if kind in style.KINDS else len(style.KINDS)


def _date(run, tick):
    times = run.measures["time"].to_numpy()[run.measures["tick"].to_numpy() == tick]
    return str(times[0])[:10] if len(times) else f"tick {tick}"
