"""What would vectorised NumPy need for the same models? As JSON.   vectorised_numpy.py PATH_OF_bench_classics

Money exchange and Bass diffusion as one would write them with whole arrays: same network (Watts-Strogatz, k = 8,
p = 0.1, here with independent rewiring), one unit of money each, one measure per tick, NumPy's own generator.
"""

import json
import subprocess
import sys
import time
from statistics import median

import numpy as np


def watts_strogatz(n, k, p, luck):
    """offsets (n + 1) and targets of both directions."""
    near = np.repeat(np.arange(n, dtype=np.int64), k // 2)
    far = (near + np.tile(np.arange(1, k // 2 + 1, dtype=np.int64), n)) % n
    rewired = luck.random(near.size) < p
    far[rewired] = luck.integers(n, size=int(rewired.sum()))
    both = np.concatenate([near, far]), np.concatenate([far, near])
    order = np.argsort(both[0], kind="stable")
    offsets = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(both[0], minlength=n), out=offsets[1:])
    return offsets, both[1][order].astype(np.int32)


def money_exchange(offsets, targets, ticks, luck):
    n = offsets.size - 1
    degree = np.diff(offsets)
    money = np.ones(n, dtype=np.int64)
    for _ in range(ticks):
        givers = np.flatnonzero((money > 0) & (degree > 0))
        partner = targets[offsets[givers] + (luck.random(givers.size) * degree[givers]).astype(np.int64)]
        money[givers] -= 1
        money += np.bincount(partner, minlength=n)
        penniless = np.count_nonzero(money == 0) / n
    return penniless


def bass(offsets, targets, ticks, luck):
    n = offsets.size - 1
    degree = np.maximum(np.diff(offsets), 1)
    adopted = np.zeros(n, dtype=bool)
    for _ in range(ticks):
        around = np.add.reduceat(adopted[targets], offsets[:-1], dtype=np.int64)
        adopted = adopted | (luck.random(n) < 0.03 + 0.38 * around / degree)
        share = np.count_nonzero(adopted) / n
    return share


def numpy_ns(run, network, ticks):
    begin = time.thread_time()
    run(*network, ticks, np.random.default_rng(1))
    return (time.thread_time() - begin) / (network[0].size - 1) / ticks * 1e9


def engine_ns(program, name):
    """The engine on one thread, measured by benchmarks/classics.cpp."""
    told = subprocess.run(
        [program, f"--benchmark_filter={name}/threads:1/", "--benchmark_format=json"],
        check=True, capture_output=True, text=True,
    ).stdout
    return json.loads(told)["benchmarks"][0]["engine_ns"]


def compare(program, run, n, ticks, repeats=5):
    """NumPy and the engine by turns: clocks wander, so only what was measured together is compared."""
    name = f"{run.__name__}/agents:{n}"
    network = watts_strogatz(n, 8, 0.1, np.random.default_rng(1))
    pairs = [(numpy_ns(run, network, ticks), engine_ns(program, name)) for _ in range(repeats)]
    ratios = [theirs / ours for theirs, ours in pairs]
    return {"name": name, "numpy_ns": median(theirs for theirs, _ in pairs), "ratio": median(ratios)}


if __name__ == "__main__":
    figures = [
        compare(sys.argv[1], run, n, ticks)
        for run, ticks in ((money_exchange, 20), (bass, 20))
        for n in (100_000, 1_000_000)
    ]
    json.dump({"benchmarks": figures}, sys.stdout, indent=1)
