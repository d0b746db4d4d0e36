"""How much each factor of an experiment matters for what a policy brings about.

From a saltelli design Sobol indices of first and total order (Saltelli et al. 2010), from a morris design elementary effects (Morris
1991; mu* after Campolongo, Cariboni and Saltelli 2007). Both are estimated on means over replicates.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tianji.columns import columns
from tianji.errors import UserError
from tianji.outputs import refuse_output

LEAST_BLOCKS = {"saltelli": 16, "morris": 4}
WIDE = 0.2  # an interval of a Sobol index, from end to end, above which it does not tell a weak factor from a strong one
WHAT = {"saltelli": "Sobol indices", "morris": "elementary effects"}
BLOCKS = {"saltelli": "blocks", "morris": "trajectories"}


@dataclass(frozen=True)
class Sensitivity:
    """Of what the runs of one policy came to in one measure."""

    policy: str
    measure: str
    units: str
    when: str  # in words: the last tick, or all of them
    design: str  # saltelli or morris
    table: pd.DataFrame  # a row per factor
    blocks: int  # that the estimates rest on
    dropped: int  # blocks in which a run failed, is missing or has no value
    replicates: int
    noise: float  # share of luck in the variance of replicate means over points; NaN with one replicate
    absent: tuple = ()  # factors that the policy does not have: nothing can be said of them
    constant: bool = False  # then the table is empty


def sensitivity(merged, measure=None, policy=None):
    """A list of Sensitivity: of one measure, or of all that are one number per tick. `merged` is a tianji.merged.Merged."""
    if merged.design not in WHAT:
        raise UserError(merged.path, f"the design is of kind '{merged.design}'",
                        "Sobol indices need a saltelli design, elementary effects a morris design",
                        "plan the experiment with design: {kind: saltelli, points: 256}")
    number = merged.number_of(policy)
    found = [_of(merged, name, number) for name in ([measure] if measure else merged.units)]
    if all(one.constant for one in found):
        names = ", ".join(one.measure for one in found)
        raise UserError(merged.path, f"{names} is the same in all points", "there is no variance to explain",
                        "name another measure with --measure")
    return found


def _of(merged, measure, policy):
    final = merged.by_cell(merged.final(measure), policy)
    blocks = final.reshape(-1, merged.block, final.shape[1])
    whole = np.isfinite(blocks).all(axis=(1, 2))
    name, word = merged.policies[policy], BLOCKS[merged.design]
    if whole.sum() < LEAST_BLOCKS[merged.design]:
        raise UserError(merged.path, f"'{measure}' has {whole.sum()} whole {word} in policy '{name}'",
                        f"of {len(whole)}; {WHAT[merged.design]} need at least {LEAST_BLOCKS[merged.design]}",
                        "plan more points, or see `tianji sweep failed` and run what is missing")
    places = np.stack([merged.by_cell(factor.place, policy)[:, 0] for factor in merged.factors], axis=-1)
    places = places.reshape(len(blocks), merged.block, -1)[whole]
    present = np.isfinite(places).all(axis=(0, 1))
    if not present.any():
        raise UserError(merged.path, f"no factor reaches the policy '{name}'", "it has none of their paths", "name another one with --policy")
    blocks = blocks[whole]
    means = blocks.mean(axis=2)
    names = [factor.name for factor, is_present in zip(merged.factors, present) if is_present]
    constant = np.ptp(means) <= 1e-12 * np.abs(means).max()
    numbers = {} if constant else _sobol(means, present) if merged.design == "saltelli" else _morris(means, places[:, :, present], names, merged.path)
    return Sensitivity(name, measure, merged.units[measure], merged.when(measure), merged.design, pd.DataFrame({"factor": [] if constant else names} | numbers),
                       len(blocks), int((~whole).sum()), blocks.shape[2], _share_of_noise(blocks, merged.design),
                       tuple(factor.name for factor, is_present in zip(merged.factors, present) if not is_present), bool(constant))


def _sobol(means, present):
    """Indices of the columns that are present. `means` (n_blocks, n_factors + 2) in the order of the design: A, AB^1 … AB^d, B.

    Martinez' estimators are correlations, so the level of the outputs does not matter; of those that OpenTURNS has, they had the narrowest
    intervals that held: on the Ishigami function, over 200 random designs of 1024 blocks, the delta method's 95 % held the truth in 92 to 96 %
    (over 300 of 64 blocks in 89 to 94 %), where bootstrapping made those of the total order twice to four times as wide. Blocks count as independent;
    those of a Sobol sequence lie more evenly, so the intervals are rather too wide.
    """
    try:
        import openturns  # 0.3 s, from a cold disk 4 s: only where it is needed
    except ImportError as problem:
        raise UserError("", "OpenTURNS is missing", "Sobol indices are estimated with it", "apt-get install python3-openturns") from problem
    crossed = means[:, 1:-1][:, present]
    outputs = np.concatenate([means[:, 0], means[:, -1], *crossed.T])  # the order that OpenTURNS reads: A, B, AB^1 … AB^d
    inputs = openturns.Sample(len(outputs), crossed.shape[1])  # only their number is read
    algorithm = openturns.MartinezSensitivityAlgorithm(inputs, openturns.Sample(outputs[:, None]), len(means))
    algorithm.setUseAsymptoticDistribution(True)
    first, total = algorithm.getFirstOrderIndicesInterval(), algorithm.getTotalOrderIndicesInterval()
    return {"first": list(algorithm.getFirstOrderIndices()), "first_low": list(first.getLowerBound()), "first_high": list(first.getUpperBound()),
            "total": list(algorithm.getTotalOrderIndices()), "total_low": list(total.getLowerBound()), "total_high": list(total.getUpperBound())}


def _morris(means, places, names, path):
    """mu*, mu and sigma of the effects, per walk along the whole factor. `places` (n_blocks, n_points, n_factors)."""
    steps, rises = np.diff(places, axis=1), np.diff(means, axis=1)
    rows = {"mu_star": [], "mu": [], "sigma": []}
    for j, name in enumerate(names):
        # Neighbours are equal, to rounding, in all factors but one. Whole numbers and levels do not move by half of their range exactly.
        moved = np.abs(steps[:, :, j]) > 1e-9
        effects = rises[moved] / steps[:, :, j][moved]
        if len(effects) < LEAST_BLOCKS["morris"]:
            raise UserError(path, f"'{name}' moves in {len(effects)} trajectories", "whole numbers of a narrow range may be all the same",
                            "widen its range, or plan more trajectories")
        rows["mu_star"].append(np.abs(effects).mean())
        rows["mu"].append(effects.mean())
        rows["sigma"].append(effects.std(ddof=1))
    return rows


def _share_of_noise(blocks, design):
    """Which share of the variance of replicate means over points is luck; NaN with one replicate. `blocks` (n_blocks, n_points, n_replicates).

    Luck is what is left when points and replicates have their means: a replicate has the same luck in all points, and what that adds to
    all of them alike moves no index.
    """
    points, replicates = blocks.shape[0] * blocks.shape[1], blocks.shape[2]
    # Of a saltelli design A and B are drawn from the inputs' distribution, independent of each other; AB repeats them.
    spread = (blocks[:, [0, -1]] if design == "saltelli" else blocks).mean(axis=2).var(ddof=1)
    if replicates < 2 or spread == 0:
        return float("nan")
    values = blocks.reshape(points, replicates)
    left = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    return (left ** 2).sum() / ((points - 1) * (replicates - 1)) / replicates / spread


def text_of(found):
    """Tables for the terminal, one per measure."""
    return "\n\n".join(_text_of(one) for one in found)


def _text_of(one):
    head = (f"{one.measure} [{one.units}] {one.when}, policy {one.policy}: {WHAT[one.design]} of {one.blocks} {BLOCKS[one.design]}, "
            f"{one.replicates} replicate{'s' if one.replicates > 1 else ''}")
    notes = []
    if one.constant:
        notes.append("the same in all points: there is no variance to explain")
    else:
        notes.append("share of noise: unknown with one replicate" if np.isnan(one.noise) else
                     f"share of noise in the variance of replicate means: {one.noise:.2%}")
    notes += _warnings(one)
    if one.dropped:
        notes.append(f"{one.dropped} of {one.blocks + one.dropped} {BLOCKS[one.design]} dropped: a run in them failed, is missing or has no value")
    if one.absent:
        notes.append(f"not in this policy: {', '.join(one.absent)}")
    return "\n".join([head, *_lines_of(one), *notes])


def _warnings(one):
    """What the estimates do not bear."""
    if one.constant or one.design != "saltelli":
        return []
    table, found = one.table, []
    width = np.maximum(table["first_high"] - table["first_low"], table["total_high"] - table["total_low"])
    if (width > WIDE).any():
        # Widths fall with the square root of the number of blocks, which is a power of two.
        needed = 2 ** int(np.ceil(np.log2(one.blocks * (width.max() / WIDE) ** 2)))
        found.append(f"WARNING: too few blocks: intervals of {', '.join(table['factor'][width > WIDE])} are up to {width.max():.2f} wide; "
                     f"plan about {needed} for {WIDE}")
    above = table["first"] > table["total"] + 1e-9
    if above.any():
        found.append(f"WARNING: first order above total order, which cannot be: {', '.join(table['factor'][above])}; "
                     "take it for what too few blocks, or luck of the runs, make of indices near each other")
    return found


def _lines_of(one):
    if one.constant:
        return []
    if one.design == "saltelli":
        rows = [["factor", "first", "95 %", "total", "95 %"]]
        for row in one.table.itertuples():
            rows.append([row.factor, f"{row.first:.3f}", f"{row.first_low:.3f} … {row.first_high:.3f}",
                         f"{row.total:.3f}", f"{row.total_low:.3f} … {row.total_high:.3f}"])
    else:
        rows = [["factor", "mu*", "mu", "sigma"]]
        rows += [[row.factor, f"{row.mu_star:.4g}", f"{row.mu:.4g}", f"{row.sigma:.4g}"] for row in one.table.itertuples()]
    return columns(rows)


def frame_of(found):
    """All numbers, a row per policy, measure and factor."""
    parts = []
    for one in found:
        part = one.table.copy()
        part.insert(0, "policy", one.policy)
        part.insert(1, "measure", one.measure)
        parts.append(part.assign(blocks=one.blocks, dropped=one.dropped, replicates=one.replicates, share_of_noise=one.noise))
    return pd.concat(parts, ignore_index=True)


def write_csv(found, path):
    refuse_output(path)
    try:
        frame_of(found).to_csv(path, index=False)
    except OSError as problem:
        raise UserError(path, "cannot write the table", problem.strerror, "name another file with -o") from problem
