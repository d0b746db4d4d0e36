"""Writes result files as engine/record/FORMAT.md says, without the engine: what the tests of the package read."""

import h5py
import numpy as np
import pandas as pd
import scipy.sparse

TEXT = h5py.string_dtype()
KINDS = ["PRC", "HES", "REC", "PUB", "OTH"]
SOURCES = ["EU", "nation", "own funds", "private investors"]
OUTCOMES = ["verified", "expired", "eliminated"]


class Writer:
    """Variables with dimension scales on all axes, units and long names."""

    def __init__(self, path, status="complete", version=2):
        self.file = h5py.File(path, "w", libver=("v108", "latest"), track_order=True)
        self.file.attrs.update({"Conventions": "CF-1.8", "format": "tianji result", "status": status})
        self.file.attrs["format_version"] = np.int64(version)

    def group(self, path, attributes=None):
        group = self.file.require_group(path)
        group.attrs.update(attributes or {})
        return group

    def dimension(self, group, name, size):
        scale = group.create_dataset(name, shape=(size,), dtype=">f4")
        scale.make_scale(f"This is a netCDF dimension but not a netCDF variable. {size:10d}")

    def variable(self, group, name, dimensions, values, units="1", long_name="", meanings=None, **attributes):
        values = np.asarray(values)
        dtype = TEXT if values.dtype.kind in "UO" else values.dtype
        data = group.create_dataset(name, data=values.astype(object) if dtype is TEXT else values, dtype=dtype, track_order=True)
        data.attrs.update({"units": units, "long_name": long_name or name.replace("_", " "), **attributes})
        if meanings:
            data.attrs["flag_values"] = np.arange(len(meanings), dtype=np.int32)
            data.attrs["flag_meanings"] = " ".join(meanings)
        if dimensions == [name]:
            data.make_scale(name)
            return
        for axis, dimension in enumerate(dimensions):
            data.dims[axis].attach_scale(group[dimension] if dimension in group else self.file[dimension])

    def table(self, path, row, columns):
        """columns: name → values, or (values, meanings) for codes."""
        group = self.group(path)
        values_of = {name: column[0] if isinstance(column, tuple) else column for name, column in columns.items()}
        self.dimension(group, row, len(next(iter(values_of.values()))))
        for name, column in columns.items():
            meanings = column[1] if isinstance(column, tuple) else None
            values = np.asarray(values_of[name])
            units = "tick" if name in ("tick", "born", "died") else "million EUR" if values.dtype.kind == "f" else "1"
            self.variable(group, name, [row], values.astype(np.int32) if values.dtype.kind == "i" else values, units, meanings=meanings)


def random_network(rng, organisations, ties):
    """Symmetric, with hubs: ends are drawn with unequal chances."""
    chance = rng.pareto(1.5, organisations) + 0.1
    ends = rng.choice(organisations, (ties, 2), p=chance / chance.sum())
    ends = ends[ends[:, 0] != ends[:, 1]]
    half = scipy.sparse.coo_matrix((np.ones(len(ends)), ends.T), shape=(organisations, organisations)).tocsr()
    return half + half.T


def write_run(path, *, policy="baseline", seed=7, ticks=20, kinds=None, before=None, after=None, fields=None, received=None,
              pace=0.06, status="complete", version=2):
    """A made-up run whose policy differs from others' by the pace of its technologies."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(0, len(KINDS), 60) if kinds is None else kinds
    n = len(kinds)
    before = random_network(rng, n, n) if before is None else before
    after = before + random_network(rng, n, n) if after is None else after
    fields = ["LEIT"] * 6 + ["SC1"] * 4 + ["FET"] * 2 if fields is None else fields
    received = rng.pareto(1.2, n) * (rng.random(n) < 0.6) if received is None else received
    writer = Writer(path, status, version)
    writer.group("provenance", {"engine_version": "0.1.0", "model": "ecosystem", "name": "sample", "policy": policy, "seed": np.int64(seed),
                                "seed_text": str(seed), "replicate": np.int64(0), "currency": "EUR", "wall_time": 1.5})
    readiness = _write_measures(writer, rng, ticks, fields, pace, n, np.asarray(received).sum())
    writer.table("organisations", "organisation", {
        "slot": np.arange(n), "key": [f"org-{i}" for i in range(n)], "kind": (kinds, KINDS), "born": np.zeros(n, int),
        "died": np.full(n, -1), "public_received": received})
    _write_technologies(writer, fields, readiness)
    _write_tables(writer, rng, n, len(fields), ticks)
    for tick, network in ((0, before), (ticks - 1, after)):
        _write_graph(writer, tick, network)
    writer.table("digest", "digest", {"tick": [ticks - 1], "value": [f"{seed:016x}"]})
    writer.file.close()


def _write_measures(writer, rng, ticks, fields, pace, organisations, spent):
    file, technologies = writer.file, len(fields)
    start = rng.integers(2, 5, technologies)
    rises = rng.random((ticks, technologies)) < pace * rng.uniform(0.4, 1.8, technologies)
    readiness = np.minimum(start + rises.cumsum(axis=0) - rises[0], 9).astype(np.int32)
    by_level = np.stack([(readiness == level).sum(axis=1) for level in range(1, 10)], axis=1).astype(np.int32)
    days = (pd.date_range("2018-01-01", periods=ticks, freq="QS") - pd.Timestamp("2018-01-01")).days
    writer.variable(file, "time", ["time"], np.asarray(days, float), "days since 2018-01-01", calendar="proleptic_gregorian")
    writer.variable(file, "level_label", ["level_label"], [str(level) for level in range(1, 10)])
    writer.variable(file, "technology_label", ["technology_label"], [f"{field}-{i}" for i, field in enumerate(fields)])
    writer.variable(file, "source_label", ["source_label"], SOURCES)
    writer.variable(file, "tick", ["time"], np.arange(ticks, dtype=np.int32), "tick")
    writer.variable(file, "readiness", ["time", "technology_label"], readiness, "TRL")
    writer.variable(file, "technologies_by_level", ["time", "level_label"], by_level)
    season = 1 + 0.3 * np.sin(np.arange(ticks))[:, None] + 0.1 * rng.random((ticks, 4))
    money = season * np.array([0.5, 0.2, 0.25, 0.05]) * spent / ticks / 0.7
    writer.variable(file, "money_by_source", ["time", "source_label"], money, "million EUR")
    share = np.arange(1, ticks + 1) / ticks
    yearly = np.where(np.arange(ticks) % 4 == 0, 1, np.nan)
    for name, values, units in [
            ("technologies_mature", (readiness >= start + 2).sum(axis=1), "1"), ("projects_running", 300 + 40 * np.sin(3 * share), "1"),
            ("projects_verified", np.floor(400 * pace / 0.06 * share ** 2), "1"), ("projects_expired", np.floor(150 * share), "1"),
            ("projects_eliminated", np.floor(900 * pace * share), "1"), ("public_rd", money[:, :2].sum(axis=1), "million EUR"),
            ("private_rd", money[:, 2:].sum(axis=1), "million EUR"), ("public_spending", money[:, :2].sum(axis=1).cumsum(), "million EUR"),
            ("public_spent_on_eliminated", 0.1 * money[:, :2].sum(axis=1).cumsum(), "million EUR"),
            ("funding_gini", 0.6 + 0.25 * share, "1"), ("new_ties_repeat", 0.25 + 0 * share, "1"),
            ("new_ties_closure", 0.2 + 0 * share, "1"), ("new_ties_newcomer", 0.35 + 0 * share, "1"),
            ("new_ties_farther", 0.2 + 0 * share, "1"), ("organisations_alive", organisations + 0 * share, "1"),
            ("giant_component", (0.6 + 0.1 * share) * yearly, "1"), ("clustering", (0.5 + 0.05 * share) * yearly, "1"),
            ("assortativity", -0.17 * yearly, "1")]:
        more = {"cadence": np.int64(4)} if np.isnan(values).any() else {}
        writer.variable(file, name, ["time"], np.asarray(values, float), units, **more)
    return readiness


def _write_technologies(writer, fields, readiness):
    group = writer.group("technologies")
    start = readiness[0]
    for name, values in {"key": [f"{field}-{i}" for i, field in enumerate(fields)], "field": fields, "start_level": start,
                         "target_level": start + 2, "level": readiness[-1],
                         "reached_tick": np.where(readiness[-1] >= start + 2, (readiness < start + 2).sum(axis=0), -1).astype(np.int32)}.items():
        writer.variable(group, name, ["technology_label"], values, "TRL" if "level" in name else "1")


def _write_tables(writer, rng, organisations, technologies, ticks):
    rows = 200

    def number():
        return rng.random(rows)

    def index(most):
        return rng.integers(0, most, rows)

    shared = {"tick": np.sort(index(ticks)), "programme": (index(2), ["open_bidding", "racehorse"]), "project": np.arange(rows)}
    payer = (index(2), ["EU", "nation"])
    writer.table("tables/applications", "row", shared | {
        "call": index(9), "organisation": index(organisations), "bid": number(), "true_quality": number(), "observed_quality": number(),
        "score": number(), "rank": index(9), "bar": number(), "decision": (index(2), ["rejected", "funded"]), "amount": number()})
    writer.table("tables/awards", "row", shared | {"organisation": index(organisations), "payer": payer, "amount": number()})
    writer.table("tables/payments", "row", shared | {
        "organisation": index(organisations), "payer": payer, "occasion": (index(2), ["award", "verified"]), "amount": number()})
    writer.table("tables/reviews", "row", shared | {"gate": index(2), "signal": number(), "decision": (index(2), ["eliminated", "kept"])})
    writer.table("tables/outcomes", "row", shared | {
        "technology": index(technologies), "outcome": (index(3), OUTCOMES), "level": index(9), "public_cost": number(), "private_cost": number()})
    writer.table("events", "event", shared | {
        "kind": (index(3), ["award", "entry", "exit"]), "organisation": index(organisations), "partner": np.full(rows, -1),
        "technology": index(technologies), "amount": number(), "reason": (np.full(rows, -1), ["bankrupt", "merged"])})


def _write_graph(writer, tick, network):
    group = writer.group(f"graph/{tick}", {"tick": np.int64(tick)})
    network = scipy.sparse.csr_matrix(network)
    network.sort_indices()
    writer.variable(group, "vertex", ["vertex"], np.arange(network.shape[0], dtype=np.int32))
    writer.dimension(group, "boundary", len(network.indptr))
    writer.dimension(group, "neighbour", network.nnz)
    writer.variable(group, "indptr", ["boundary"], network.indptr.astype(np.int64))
    writer.variable(group, "indices", ["neighbour"], network.indices.astype(np.int32))
    writer.variable(group, "weight", ["neighbour"], network.data.astype(float))
    writer.variable(group, "kind", ["neighbour"], np.zeros(network.nnz, np.int32), meanings=["project", "consortium"])
