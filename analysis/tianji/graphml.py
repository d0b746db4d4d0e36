"""Writes a recorded network as GraphML, which Gephi, networkx, igraph and the model `network` read."""

from xml.sax.saxutils import escape, quoteattr

import h5py
import numpy as np
import pandas as pd

from tianji.errors import UserError
from tianji.outputs import refuse_output

# XML 1.0 has no place for these, not even escaped. Control characters have pictures.
UNPRINTABLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
UNPRINTABLE |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write_graphml(run, path, tick=None):
    """Writes the network at the end of a tick (of the last one recorded if none is named); nodes are named by slot."""
    refuse_output(path, [run.path])
    graph = run.graph(tick)
    ties = _ties(run, graph.tick)
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(HEAD)
            nodes = _declare(file, "node", graph.vertices)
            edges = _declare(file, "edge", ties)
            file.write('<graph edgedefault="undirected">\n')
            for slot, data in zip(graph.vertices["slot"], _data(nodes, graph.vertices)):
                file.write(f'<node id="n{slot}">{data}</node>\n')
            slots = graph.vertices["slot"].to_numpy()
            for (a, b), data in zip(slots[ties.index.to_frame().to_numpy()], _data(edges, ties)):
                file.write(f'<edge source="n{a}" target="n{b}">{data}</edge>\n')
            file.write("</graph>\n</graphml>\n")
    except OSError as problem:
        raise UserError(path, "cannot write the network", problem.strerror) from problem


def _ties(run, tick):
    """Each tie once: its ends as index, what is known of it as columns."""
    with h5py.File(run.path) as file:
        group = file[f"graph/{tick}"]
        indptr, b = group["indptr"][()], group["indices"][()]
        columns = {name: group[name][()] for name in ("weight", "since", "kind") if name in group}
        words = group["kind"].attrs.get("flag_meanings", "") if "kind" in group else ""
    a = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    once = a < b
    ties = pd.DataFrame({name: values[once] for name, values in columns.items()})
    ties.index = pd.MultiIndex.from_arrays([a[once], b[once]])
    words = (words.decode() if isinstance(words, bytes) else words).split()
    if words:
        ties["kind_word"] = [words[kind] if 0 <= kind < len(words) else "" for kind in ties["kind"]]
    return ties


def _declare(file, element, frame):
    """Declares the columns as attributes of an element; returns (key of the attribute, column)."""
    keys = []
    for number, (name, column) in enumerate(frame.items()):
        kind = {"i": "long", "f": "double"}.get(getattr(column.dtype, "kind", "O"), "string")
        key = f"{element[0]}{number}"
        file.write(f'<key id="{key}" for="{element}" attr.name={quoteattr(str(name).translate(UNPRINTABLE))} attr.type="{kind}"/>\n')
        keys.append((key, name))
    return keys


def _data(keys, frame):
    """The attributes of each row; what is missing is left out."""
    rows = zip(*(frame[name].astype(object).where(frame[name].notna(), None) for _, name in keys)) if keys else [()] * len(frame)
    for row in rows:
        yield "".join(f'<data key="{key}">{escape(str(value).translate(UNPRINTABLE))}</data>' for (key, _), value in zip(keys, row) if value is not None)
