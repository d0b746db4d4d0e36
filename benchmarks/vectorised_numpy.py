"""What would vectorised NumPy need for the same models? Nanoseconds per agent and tick, as JSON.

Money exchange and Bass diffusion as one would write them with whole arrays: same network (Watts-Strogatz, k = 8,
p = 0.1, here with independent rewiring), one unit of money each, one measure per tick, NumPy's own generator.
"""

import json
import sys
import time

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


def measure(run, n, ticks, repeats=3):
    luck = np.random.default_rng(1)
    network = watts_strogatz(n, 8, 0.1, luck)
    times = []
    for _ in range(repeats):
        begin = time.thread_time()
        run(*network, ticks, luck)
        times.append(time.thread_time() - begin)
    return sorted(times)[repeats // 2] / n / ticks * 1e9


if __name__ == "__main__":
    figures = [
        {"name": f"{run.__name__}/agents:{n}", "numpy_ns": measure(run, n, ticks)}
        for run, ticks in ((money_exchange, 16), (bass, 16))
        for n in (100_000, 1_000_000)
    ]
    json.dump({"benchmarks": figures}, sys.stdout, indent=1)
