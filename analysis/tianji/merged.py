"""The file that `tianji compare` and `tianji sweep merge` write: all runs of an experiment, and how their factors were chosen."""

from dataclasses import dataclass
from functools import cached_property

import h5py
import numpy as np
import pandas as pd

import tianji
from tianji.errors import UserError

DONE, FAILED = 0, 1  # of run_status


@dataclass(frozen=True)
class Factor:
    """A factor with its values in every run, and where they lie between 0 and 1; NaN where the policy does not have it."""

    name: str
    place: np.ndarray
    values: np.ndarray  # numbers or words, as in the file


class Merged:
    """What is asked of a merged file; everything is read when first asked for and then kept."""

    def __init__(self, path, accept_incomplete=False):
        self.path = tianji.open(path, accept_incomplete).path
        with h5py.File(self.path) as file:
            if "run" not in file or "policy" not in file:
                raise UserError(path, "this is no merged file", "it has no variable 'policy(run)'",
                                "name what `tianji compare` or `tianji sweep merge` wrote")
            facts = file["provenance"].attrs
            # Behind those that are compared come the worlds they stand beside, for outcomes.
            self.policies = _words(file["policy"])[: facts.get("compared")]
            self.branch_tick = int(facts.get("branch_tick", 0))
            self.policy, self.point, self.replicate, self.status = (file[name][()] for name in ("policy", "point", "replicate", "run_status"))
            self.done = self.status == DONE
            self.times = _dates(file["time"])

    @property
    def design(self):
        """Its kind, as in the experiment."""
        return self._design["design"]

    @property
    def block(self):
        """Neighbouring points that belong together."""
        return int(self._design["block"])

    @cached_property
    def _design(self):
        with h5py.File(self.path) as file:
            if "factors" not in file:
                raise UserError(self.path, "no factor was varied", "the file has no group /factors", "write 'vary' into the experiment")
            if "design" not in file["factors"].attrs:
                raise UserError(self.path, "the file does not say which design it has", "an older program wrote it", "merge the sweep again")
            return dict(file["factors"].attrs)

    @cached_property
    def factors(self):
        """Empty where the experiment varies nothing."""
        with h5py.File(self.path) as file:
            if "factors" not in file:
                return []
            group = file["factors"]
            names = [name for name, item in group.items() if isinstance(item, h5py.Dataset) and "kind" in item.attrs]
            names.sort(key=lambda name: h5py.h5g.get_objinfo(group.id, name.encode()).objno)
            return [Factor(name, _place(group[name]), _values(group[name])) for name in names]

    @cached_property
    def points(self):
        """DataFrame: a row per design point, a column per factor; missing where no policy has it."""
        table = pd.DataFrame(index=pd.RangeIndex(self.point.max() + 1, name="point"))
        for factor in self.factors:
            known = np.array([value != "" for value in factor.values]) & pd.notna(factor.values)
            table[factor.name] = pd.Series(factor.values[known], self.point[known]).groupby(level=0).first()
        return table

    @cached_property
    def comparison(self):
        """DataFrame of /comparison, which `tianji compare` computes; None where only the runs were merged."""
        with h5py.File(self.path) as file:
            if "comparison" not in file:
                return None
            group = file["comparison"]
            table = {name: _values(item) for name, item in group.items() if isinstance(item, h5py.Dataset) and name != "row"}
        return pd.DataFrame(table).assign(policy=lambda frame: frame["policy"].str.replace(" ", "_"))

    @property
    def compared(self):
        """Measures of /comparison; what is kept beside them is for outcomes. Empty where only the runs were merged."""
        return [] if self.comparison is None else list(dict.fromkeys(self.comparison["measure"]))

    @cached_property
    def failure(self):
        """Why the first run failed that did; "" where none did."""
        failed = np.flatnonzero(self.status == FAILED)
        with h5py.File(self.path) as file:
            return file["failure"].asstr()[failed[0]] if len(failed) else ""

    @cached_property
    def units(self):
        """Of each measure that is one number per tick, in the order of the file, and of the values of other measures that were compared.

        Of any other value, NAME.LABEL, it knows the unit too.
        """
        with h5py.File(self.path) as file:
            singles = [name for name, dimensions in self._variables(file).items() if dimensions == 2]
            values = [name for name in self.compared if name not in singles and self._place_of(name)]
            return _Units(self, {name: file[name.split(".")[0]].attrs["units"] for name in [*singles, *values]})

    @staticmethod
    def _variables(file):
        """Measures, with the number of their dimensions: run, time, and one more where they have several values."""
        found = {name: item.ndim for name, item in file.items() if isinstance(item, h5py.Dataset) and item.ndim in (2, 3)}
        return dict(sorted(found.items(), key=lambda item: h5py.h5g.get_objinfo(file.id, item[0].encode()).objno))

    def _place_of(self, measure):
        """(variable, where in its last dimension; None: it has two only), or None where there is no such measure."""
        variable, _, label = measure.partition(".")
        with h5py.File(self.path) as file:
            dimensions = self._variables(file).get(variable)
            if dimensions == 2 and not label:
                return variable, None
            if dimensions != 3 or not label:
                return None
            labels = [str(one) for one in _values(file[variable].dims[2][0])]
            return (variable, labels.index(label)) if label in labels else None

    def meaning(self, measure):
        with h5py.File(self.path) as file:
            return file[measure.split(".")[0]].attrs["long_name"] + (f"; {measure.partition('.')[2]}" if "." in measure else "")

    def number_of(self, policy):
        """Of a policy by its name; the first if none is named."""
        name = self.policies[0] if policy is None else policy.replace(" ", "_")
        if name not in self.policies:
            raise UserError(self.path, f"no policy '{policy}'", f"there are: {', '.join(self.policies)}")
        return self.policies.index(name)

    def series(self, measure):
        """(n_runs, n_ticks) values; NaN where there is none."""
        place = self._place_of(measure)
        if place is None:
            raise UserError(self.path, f"no measure '{measure}' of one number per tick", f"there are: {', '.join(self.units) or 'none'}",
                            "name one value as NAME.LABEL" if self._has_several(measure) else "")
        with h5py.File(self.path) as file:
            variable, value = place
            return file[variable][()] if value is None else file[variable][:, :, value]

    def _has_several(self, measure):
        with h5py.File(self.path) as file:
            return self._variables(file).get(measure) == 3

    def final(self, measure):
        """(n_runs) what each run came to, as `tianji compare` has it: the value after the last tick or, of what is per tick, the mean
        over the ticks since the policies began; NaN where there is none."""
        series = self.series(measure)
        if not self._is_rate(measure):
            return series[np.arange(len(self.done)), self.last_tick]
        since = series[:, self.branch_tick :]
        known = (~np.isnan(since)).sum(axis=1)
        return np.where(known > 0, np.nansum(since, axis=1) / np.maximum(known, 1), np.nan)

    def when(self, measure):
        """What final() tells, in words."""
        return "mean over ticks" if self._is_rate(measure) else "after the last tick"

    def _is_rate(self, measure):
        return self.units[measure].endswith("/tick")

    @cached_property
    def last_tick(self):
        """Where a run that ended early has its last values: behind them all measures are missing."""
        last = np.zeros(len(self.done), dtype=int)
        with h5py.File(self.path) as file:
            for name, dimensions in self._variables(file).items():
                known = ~np.isnan(file[name][()])
                known = known.any(axis=2) if dimensions == 3 else known
                last = np.maximum(last, np.where(known.any(axis=1), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1), 0))
        return last

    def by_cell(self, values, policy):
        """(n_points, n_replicates, …) of what is given by run; NaN where a run is not done."""
        mine = (self.policy == policy) & self.done
        table = np.full((self.point.max() + 1, self.replicate.max() + 1, *values.shape[1:]), np.nan)
        table[self.point[mine], self.replicate[mine]] = values[mine]
        return table


class _Units(dict):
    """Also of single values that nobody compared."""

    def __init__(self, merged, units):
        super().__init__(units)
        self._merged = merged

    def __missing__(self, measure):
        place = self._merged._place_of(measure)
        if place is None:
            raise KeyError(measure)
        with h5py.File(self._merged.path) as file:
            return file[place[0]].attrs["units"]


def _words(codes):
    words = codes.attrs["flag_meanings"]
    return (words.decode() if isinstance(words, bytes) else words).split()


def _values(variable):
    return variable.asstr()[()] if h5py.check_string_dtype(variable.dtype) else variable[()]


def _dates(time):
    """First days of the ticks."""
    return np.datetime64(time.attrs["units"].removeprefix("days since ")) + time[()].astype("timedelta64[D]")


def _place(variable):
    """Where values lie along the range or the levels of a factor: 0 is its lowest end, 1 its highest, a level the middle of its share."""
    attributes = variable.attrs
    values = _values(variable)
    if attributes["kind"] == "levels":
        levels = [type(values[0])(level) for level in attributes["levels"].split("\n")]
        middle = {level: (k + 0.5) / len(levels) for k, level in enumerate(levels)}
        return np.array([middle.get(value, np.nan) for value in values])
    low, high = attributes["min"], attributes["max"]
    if attributes["scale"] == "log":
        return np.log(values / low) / np.log(high / low)
    return (values - low) / (high - low)
