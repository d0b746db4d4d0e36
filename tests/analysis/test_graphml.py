"""python3 -m tianji graph: what is written is the network of the file, and other programs read it."""

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import sample
import tianji
from tianji.__main__ import main
from tianji.graphml import write_graphml

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TIANJI", ROOT / "build/release/tianji"))
NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def read(path):
    """(attributes of nodes by id, attributes of edges by ends)"""
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): key.get("attr.name") for key in root.findall("g:key", NAMESPACE)}

    def attributes(element):
        return {names[data.get("key")]: data.text or "" for data in element.findall("g:data", NAMESPACE)}

    nodes = {node.get("id"): attributes(node) for node in root.findall("g:graph/g:node", NAMESPACE)}
    edges = {(edge.get("source"), edge.get("target")): attributes(edge) for edge in root.findall("g:graph/g:edge", NAMESPACE)}
    return nodes, edges


def test_the_network_of_a_file_is_written_whole(any_file, tmp_path, capsys):
    path = tmp_path / "network.graphml"
    assert main(["graph", str(any_file), "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    graph = tianji.open(any_file).graph()
    nodes, edges = read(path)
    slots = graph.vertices["slot"].tolist()
    assert list(nodes) == [f"n{slot}" for slot in slots]
    upper = graph.adjacency.tocoo()
    expected = {(f"n{slots[a]}", f"n{slots[b]}"): weight for a, b, weight in zip(upper.row, upper.col, upper.data) if a < b}
    assert {ends: float(edge["weight"]) for ends, edge in edges.items()} == expected
    for slot, key in zip(slots, graph.vertices.get("key", [])):
        assert nodes[f"n{slot}"]["key"] == key


def test_the_tick_is_chosen_and_one_without_a_network_is_refused(runs, tmp_path, capsys):
    path = tmp_path / "network.graphml"
    first = tianji.open(runs[0]).graph_ticks[0]
    assert main(["graph", str(runs[0]), "--tick", str(first), "-o", str(path)]) == 0
    assert len(read(path)[1]) == tianji.open(runs[0]).graph(first).adjacency.nnz // 2
    assert main(["graph", str(runs[0]), "--tick", "123456", "-o", str(path)]) == 2
    assert "no network of tick 123456" in capsys.readouterr().err
    assert main(["graph", str(runs[0]), "-o", str(tmp_path / "no" / "folder.graphml")]) == 2
    assert "cannot write the network" in capsys.readouterr().err


def test_networkx_reads_it(runs, tmp_path):
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "network.graphml"
    main(["graph", str(runs[0]), "-o", str(path)])
    graph = tianji.open(runs[0]).graph()
    network = networkx.read_graphml(path)
    slots = graph.vertices["slot"].tolist()
    matrix = networkx.to_numpy_array(network, nodelist=[f"n{slot}" for slot in slots], weight="weight")
    assert np.array_equal(matrix, graph.adjacency.toarray())


def test_a_written_network_is_the_network_of_another_run(tmp_path):
    """A model reads what a run of another recorded: the same degrees, clustering and path lengths."""
    header = "tianji: 1\nmodel: network\ncalendar: {ticks: 1}\npath_sources: 200\nnetwork: {agents: 200, "
    measures = []
    for name, network in (("drawn", "kind: watts_strogatz}"), ("read", "kind: file, from: {path: drawn.graphml}}")):
        (tmp_path / f"{name}.yaml").write_text(f"{header}{network}\nname: {name}\n")
        subprocess.run([PROGRAM, "run", f"{name}.yaml", "-o", f"{name}.h5", "--quiet"], cwd=tmp_path, check=True, timeout=60)
        assert main(["graph", str(tmp_path / f"{name}.h5"), "-o", str(tmp_path / f"{name}.graphml")]) == 0
        measures.append(tianji.open(tmp_path / f"{name}.h5").measures)
    assert measures[0].equals(measures[1])
    assert (tmp_path / "drawn.graphml").read_bytes() == (tmp_path / "read.graphml").read_bytes()


def test_names_with_characters_that_xml_does_not_have_are_written_with_others_in_their_place(tmp_path):
    sample.write_run(tmp_path / "a.h5")
    run = tianji.open(tmp_path / "a.h5")
    names = ["a\x00b", "tab\tand\x1b", "\x7f\ufffe", "<&>", "揭榜"]
    run.organisations.loc[run.organisations.index[: len(names)], "key"] = names
    run.organisations["born"], run.organisations["died"] = 0, -1
    write_graphml(run, tmp_path / "a.graphml")
    written = {node["key"] for node in read(tmp_path / "a.graphml")[0].values()}
    assert {"a\u2400b", "tab\tand\u241b", "\u2421\ufffd", "<&>", "揭榜"} <= written
