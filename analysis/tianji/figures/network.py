"""The collaboration network before and after: every organisation stands at the same place in all panels."""

import numpy as np
import scipy.sparse
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from tianji.figures import style
from tianji.labels import unique_labels
from tianji.layout import giant_component, layout


def draw(runs):
    """The first and the last network of each run; a first one that all runs share is drawn once.

    Only organisations in the giant component of all networks taken together are drawn.
    """
    panels = _panels(runs)
    graphs = [graph for _, graph in panels]
    keys = [_keys(graph) for graph in graphs]
    place = _places(graphs, keys)
    figure, axes = style.grid_of(len(panels), 2, (5.0, 5.4))
    most_ties = max(graph.adjacency.nnz for graph in graphs) / 2
    for axis, (title, graph), key in zip(axes, panels, keys):
        axis.set_title(title + "\n" + _draw_panel(axis, graph, key, place, most_ties))
    figure.suptitle("Collaboration network before and after (area of a dot: number of partners)", x=0.01, ha="left")
    _legend_of_kinds(figure, graphs)
    return figure


def _panels(runs):
    """(title, graph) of each panel."""
    labels = unique_labels(runs)
    first = [run.graph(run.graph_ticks[0]) if run.graph_ticks else run.graph() for run in runs]
    before = [(f"{label}, before: {_date(run, graph.tick)}", graph) for run, label, graph in zip(runs, labels, first)]
    after = [(f"{label}, after: {_date(run, graph.tick)}", graph)
             for run, label, graph in zip(runs, labels, (run.graph() for run in runs))]
    if len(runs) > 1 and all(_are_same(first[0], graph) for graph in first[1:]):
        return [(f"All runs, before: {_date(runs[0], first[0].tick)}", first[0]), *after]
    return [panel for pair in zip(before, after) for panel in pair]


def _are_same(a, b):
    return (a.tick == b.tick and a.adjacency.shape == b.adjacency.shape and np.array_equal(_keys(a), _keys(b))
            and (a.adjacency != b.adjacency).nnz == 0)


def _legend_of_kinds(figure, graphs):
    kinds = {kind for graph in graphs if "kind" in graph.vertices for kind in graph.vertices["kind"].dropna().unique()}
    kinds = sorted(kinds, key=lambda kind: (list(style.KINDS).index(kind) if kind in style.KINDS else len(style.KINDS), kind))
    handles = [Line2D([], [], linestyle="", marker="o", markersize=7, markeredgecolor="white", color=_colour(kind)) for kind in kinds]
    if kinds:
        style.legend_below(figure, handles, [style.KINDS.get(kind, (kind,))[0] for kind in kinds], columns=5)


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


def _draw_panel(axis, graph, keys, place, most_ties):
    """Draws one network; returns the sentence that says what is not drawn."""
    degree = np.diff(graph.adjacency.indptr)
    shown = np.array([key in place for key in keys], dtype=bool) & (degree > 0)
    position = np.full((len(keys), 2), np.nan)
    for i in np.flatnonzero(shown):
        position[i] = place[keys[i]]
    ties = scipy.sparse.triu(graph.adjacency, k=1).tocoo()
    drawn = shown[ties.row] & shown[ties.col]
    segments = np.stack([position[ties.row[drawn]], position[ties.col[drawn]]], axis=1)
    axis.add_collection(LineCollection(segments, colors="#5A5A5A", linewidths=0.35, alpha=_tie_alpha(most_ties), zorder=1,
                                       rasterized=True))
    order = np.flatnonzero(shown)[np.argsort(-degree[shown], kind="stable")]  # large dots first, so that small ones stay visible
    kinds = graph.vertices["kind"].astype(object).to_numpy() if "kind" in graph.vertices else np.full(len(keys), None)
    axis.scatter(*position[order].T, s=np.clip(600 / len(order), 1, 8) * (4 + 1.6 * degree[order]) if len(order) else [], c=[_colour(kinds[i]) for i in order], edgecolors="white",
                 linewidths=0.35, zorder=2)
    axis.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal")
    axis.axis("off")
    isolates = int(((degree == 0) & _seen(graph)).sum())
    in_small_groups = int(((degree > 0) & ~shown).sum())
    return (f"{shown.sum():,} organisations, {drawn.sum():,} ties\nnot drawn: {isolates:,} without ties, "
            f"{in_small_groups:,} in small groups")


def _seen(graph):
    """Which organisations have been in a project by then; all, where the file does not tell."""
    if not {"active", "first_win"} <= set(graph.vertices):
        return np.ones(len(graph.vertices), dtype=bool)
    return ((graph.vertices["active"] == 1) & (graph.vertices["first_win"] <= graph.tick)).to_numpy()


def _tie_alpha(ties):
    return float(np.clip(1400 / max(ties, 1), 0.12, 0.6))


def _colour(kind):
    return style.KINDS.get(kind, ("", "#8C8C8C"))[1]


def _date(run, tick):
    times = run.measures["time"].to_numpy()[run.measures["tick"].to_numpy() == tick]
    return str(times[0])[:10] if len(times) else f"tick {tick}"
