"""Opens a result file and hands out its parts under the names of engine/record/FORMAT.md."""

import builtins
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import scipy.sparse
import xarray

from tianji.errors import UserError

FORMAT = "tianji result"
FORMAT_VERSION = 2


@dataclass(frozen=True)
class Graph:
    """The collaboration network at the end of a tick. Row i of `vertices` is row and column i of `adjacency`."""

    tick: int
    adjacency: scipy.sparse.csr_matrix  # symmetric; strength of ties
    vertices: pd.DataFrame  # slot, and what is known of the organisation: key, kind, …


class Result:
    """One run. Everything is read when first asked for and then kept."""

    def __init__(self, path, provenance):
        self.path = Path(path)
        self.provenance = provenance  # dict: format, status, engine, model, scenario, seed, …

    @property
    def status(self):
        """complete, interrupted or incomplete."""
        return self.provenance["status"]

    @property
    def name(self):
        """The policy, else the name of the scenario, else of the file."""
        return self.provenance.get("policy") or self.provenance.get("name") or self.path.stem

    @property
    def currency(self):
        return self.provenance.get("currency", "EUR")

    @cached_property
    def measures(self):
        """xarray.Dataset with dates; a dimension of labels, NAME_label in the file, is NAME; `field` is a coordinate of technologies where the file knows it."""
        data = _dated(xarray.load_dataset(self.path, engine="h5netcdf", decode_times=False))
        data = data.rename({name: name.removesuffix("_label") for name in map(str, data.dims) if name.endswith("_label")})
        if "technology" in data.dims and "field" in self.technologies:
            data = data.assign_coords(field=("technology", self.technologies["field"].to_numpy()))
        return data

    @cached_property
    def tables(self):
        """Dict of pandas.DataFrame: applications, awards, payments, reviews, outcomes."""
        with h5py.File(self.path) as file:
            return {name: _frame(group) for name, group in file.get("tables", {}).items()}

    @cached_property
    def panel_names(self):
        """The populations whose agents were recorded one by one."""
        with h5py.File(self.path) as file:
            return sorted(file.get("panels", {}))

    def panel(self, population):
        """A row per agent and tick: tick, agent (slot), generation, then its columns; one with several fields becomes NAME_0, NAME_1, …"""
        if population not in self.panel_names:
            known = ", ".join(self.panel_names) or "none"
            raise UserError(self.path, f"no panel of '{population}'", f"the run recorded: {known}",
                            f"run it with --set 'record.panels.{population}={{}}'")
        with h5py.File(self.path) as file:
            return _frame(file[f"panels/{population}"], split_fields=True)

    @cached_property
    def events(self):
        return self._frame_of("events")

    @cached_property
    def organisations(self):
        return self._frame_of("organisations")

    @cached_property
    def technologies(self):
        return self._frame_of("technologies")

    @cached_property
    def digests(self):
        return self._frame_of("digest")

    @cached_property
    def graph_ticks(self):
        """The ticks of which the file has the network, ascending."""
        with h5py.File(self.path) as file:
            return sorted(int(tick) for tick in file.get("graph", {}))

    def graph(self, tick=None):
        """The network at the end of a tick; of the last one recorded if none is named."""
        ticks = self.graph_ticks
        if not ticks:
            raise UserError(self.path, "the file has no network", "the run recorded none")
        tick = ticks[-1] if tick is None else tick
        if tick not in ticks:
            raise UserError(self.path, f"no network of tick {tick}", f"there is one of ticks {ticks}")
        with h5py.File(self.path) as file:
            group = file[f"graph/{tick}"]
            slots, indptr, indices, weight = (group[name][()] for name in ("vertex", "indptr", "indices", "weight"))
        adjacency = scipy.sparse.csr_matrix((weight, indices, indptr), shape=(len(slots), len(slots)))
        return Graph(tick, adjacency, self._organisations_in(slots, tick))

    def require(self, *names):
        """The measures of these names, or a message that says which are missing."""
        missing = [name for name in names if name not in self.measures]
        if missing:
            known = ", ".join(sorted(map(str, self.measures.data_vars)))
            raise UserError(self.path, f"no measure '{missing[0]}'", f"the run recorded: {known}")
        if not self.measures.sizes.get("time"):
            raise UserError(self.path, "the run has no tick", "it ended before the first one")
        return self.measures

    def _frame_of(self, group):
        with h5py.File(self.path) as file:
            return _frame(file[group]) if group in file else pd.DataFrame()

    def _organisations_in(self, slots, tick):
        vertices = pd.DataFrame({"slot": slots})
        lives = self.organisations
        if lives.empty:
            return vertices
        alive = lives[(lives["born"] <= tick) & ((lives["died"] < 0) | (lives["died"] > tick))]
        return vertices.merge(alive.drop_duplicates("slot", keep="last"), on="slot", how="left", validate="one_to_one")


def open(path, accept_incomplete=False):
    """Opens a result file. Raises UserError where it cannot be used; a run that did not finish needs accept_incomplete."""
    path = Path(path)
    _refuse_what_is_no_file(path)
    try:
        file = h5py.File(path)
    except OSError as problem:
        raise _unreadable(path, problem) from problem
    with file:
        attributes = {name: _plain(value) for name, value in file.attrs.items()}
        if attributes.get("format") != FORMAT:
            raise UserError(path, "this is not a result file of Tianji", f"it has no attribute format = '{FORMAT}'")
        version = attributes.get("format_version")
        if version != FORMAT_VERSION:
            raise UserError(path, f"the file has format version {version}", f"this package reads version {FORMAT_VERSION}",
                            "use the package that belongs to the program that wrote it")
        if attributes.get("status") not in ("complete", "interrupted") and not accept_incomplete:
            raise UserError(path, "the run did not finish", f"its status is '{attributes.get('status')}'",
                            "run it again, or accept what there is with accept_incomplete (--accept-incomplete)")
        provenance = file.get("provenance")
        own = {name: _plain(value) for name, value in provenance.attrs.items()} if provenance is not None else {}
    return Result(path, own | attributes)


def _dated(data):
    """With dates for days along `time`. Those that 64 bits of nanoseconds do not reach (from 2262-04-12 on) are datetime.date."""
    if "time" not in data.coords or not str(data["time"].attrs.get("units", "")).startswith("days since "):
        return data
    attributes = dict(data["time"].attrs)
    start = np.datetime64(attributes.pop("units").removeprefix("days since "))
    attributes.pop("calendar", None)
    days = start + data["time"].to_numpy().astype("timedelta64[D]")
    fits = not len(days) or days.max() <= np.datetime64("2262-04-11")
    values = days.astype("datetime64[ns]") if fits else days.astype(object)
    return data.assign_coords(time=("time", values, attributes))


def _refuse_what_is_no_file(path):
    if path.is_dir():
        raise UserError(path, "cannot read the result file", "it is a folder", "name the file in it")
    if not path.exists():
        part = path.with_name(path.name + ".part")
        hint = f"did you mean '{part}', which a run has not finished" if part.exists() else ""
        raise UserError(path, "cannot read the result file", "it does not exist", hint)
    with builtins.open(path, "rb") as file:
        if file.read(8) != b"\x89HDF\r\n\x1a\n":
            raise UserError(path, "cannot read the result file", "it is not HDF5", "name a file that `tianji run` wrote")


def _unreadable(path, problem):
    text = str(problem)
    why, suggestion = f"it is damaged: {text}", "copy it again or run again"
    if "unable to lock file" in text:
        why, suggestion = "a run is writing it", "wait until it has finished"
    elif "truncated file" in text:
        why = "its end is missing"
    return UserError(path, "cannot read the result file", why, suggestion)


def _plain(value):
    if isinstance(value, bytes):
        return value.decode()
    return value.item() if isinstance(value, np.generic) else value


def _frame(group, split_fields=False):
    """The one-dimensional variables of a group as columns, in their order; dimensions without values are left out."""
    columns = {}
    for name in sorted(group, key=lambda name: h5py.h5g.get_objinfo(group.id, name.encode()).objno):
        item = group[name]
        is_bare_dimension = b"not a netCDF variable" in item.attrs.get("NAME", b"") if isinstance(item, h5py.Dataset) else True
        if not is_bare_dimension and item.ndim == 1:
            columns[name] = _column(item)
        elif not is_bare_dimension and split_fields:
            columns |= {f"{name}_{field}": values for field, values in enumerate(item[()].T)}
    return pd.DataFrame(columns)


def _column(dataset):
    if h5py.check_string_dtype(dataset.dtype):
        return dataset.asstr()[()]
    values = dataset[()]
    if "flag_meanings" not in dataset.attrs:
        return values
    words = _plain(dataset.attrs["flag_meanings"]).split()
    return pd.Categorical.from_codes(np.where((values >= 0) & (values < len(words)), values, -1), words)
