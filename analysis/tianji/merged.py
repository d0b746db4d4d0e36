"""The file that `tianji sweep merge` writes: all runs of an experiment, and how their factors were chosen."""

from dataclasses import dataclass
from functools import cached_property

import h5py
import numpy as np

import tianji
from tianji.errors import UserError

DONE = 0  # of run_status


@dataclass(frozen=True)
class Factor:
    """A factor with its values in every run, and where they lie between 0 and 1; NaN where the policy does not have it."""

    name: str
    place: np.ndarray


class Merged:
    """What is asked of a merged file; everything is read when first asked for and then kept."""

    def __init__(self, path, accept_incomplete=False):
        self.path = tianji.open(path, accept_incomplete).path
        with h5py.File(self.path) as file:
            if "run" not in file or "policy" not in file:
                raise UserError(path, "this is no merged file", "it has no variable 'policy(run)'", "name what `tianji sweep merge` wrote")
            self.policies = _words(file["policy"])
            self.policy, self.point, self.replicate = (file[name][()] for name in ("policy", "point", "replicate"))
            self.done = file["run_status"][()] == DONE
            factors = file.get("factors")
            if factors is None:
                raise UserError(path, "no factor was varied", "the file has no group /factors", "write 'vary' into the experiment")
            if "design" not in factors.attrs:
                raise UserError(path, "the file does not say which design it has", "an older program wrote it", "merge the sweep again")
            self.design, self.block = factors.attrs["design"], int(factors.attrs["block"])

    @cached_property
    def factors(self):
        with h5py.File(self.path) as file:
            group = file["factors"]
            names = [name for name, item in group.items() if isinstance(item, h5py.Dataset) and "kind" in item.attrs]
            names.sort(key=lambda name: h5py.h5g.get_objinfo(group.id, name.encode()).objno)
            return [Factor(name, _place(group[name])) for name in names]

    @cached_property
    def units(self):
        """Of each measure that is one number per tick, in the order of the file."""
        with h5py.File(self.path) as file:
            names = [name for name, item in file.items() if isinstance(item, h5py.Dataset) and item.ndim == 2]
            names.sort(key=lambda name: h5py.h5g.get_objinfo(file.id, name.encode()).objno)
            return {name: file[name].attrs["units"] for name in names}

    def number_of(self, policy):
        """Of a policy by its name; the first if none is named."""
        name = self.policies[0] if policy is None else policy.replace(" ", "_")
        if name not in self.policies:
            raise UserError(self.path, f"no policy '{policy}'", f"there are: {', '.join(self.policies)}")
        return self.policies.index(name)

    def final(self, measure):
        """(n_runs) value after the last tick of each run; NaN where there is none."""
        if measure not in self.units:
            raise UserError(self.path, f"no measure '{measure}' of one number per tick", f"there are: {', '.join(self.units)}")
        with h5py.File(self.path) as file:
            return file[measure][()][np.arange(len(self.done)), self._last_tick]

    @cached_property
    def _last_tick(self):
        """Where a run that ended early has its last values: behind them all measures are missing."""
        last = np.zeros(len(self.done), dtype=int)
        with h5py.File(self.path) as file:
            for name in self.units:
                known = ~np.isnan(file[name][()])
                last = np.maximum(last, np.where(known.any(axis=1), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1), 0))
        return last

    def by_cell(self, values, policy):
        """(n_points, n_replicates) of what is given by run; NaN where a run is not done."""
        mine = self.policy == policy
        table = np.full((self.point.max() + 1, self.replicate.max() + 1), np.nan)
        table[self.point[mine], self.replicate[mine]] = np.where(self.done, values, np.nan)[mine]
        return table


def _words(codes):
    words = codes.attrs["flag_meanings"]
    return (words.decode() if isinstance(words, bytes) else words).split()


def _place(variable):
    """Where values lie along the range or the levels of a factor: 0 is its lowest end, 1 its highest, a level the middle of its share."""
    attributes = variable.attrs
    values = variable.asstr()[()] if h5py.check_string_dtype(variable.dtype) else variable[()]
    if attributes["kind"] == "levels":
        levels = [type(values[0])(level) for level in attributes["levels"].split("\n")]
        middle = {level: (k + 0.5) / len(levels) for k, level in enumerate(levels)}
        return np.array([middle.get(value, np.nan) for value in values])
    low, high = attributes["min"], attributes["max"]
    if attributes["scale"] == "log":
        return np.log(values / low) / np.log(high / low)
    return (values - low) / (high - low)
