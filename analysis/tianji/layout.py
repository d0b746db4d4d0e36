"""Positions for the vertices of a network: the same for the same network, readable for some thousand vertices.

Spectral positions give the large shape; then ties pull (logarithmically, so that groups separate, Noack 2007) and vertices push
each other away in proportion to their degrees (Jacomy et al. 2014), with steps that shrink to zero.
"""

import numpy as np
import scipy.sparse
import scipy.sparse.linalg
from scipy.sparse.csgraph import connected_components

EXACT_UP_TO = 2500  # vertices; above, far vertices push as the cell of a grid they lie in
CELLS_PER_SIDE = 24
STEPS = 150
PUSH = 2.0
GRAVITY = 1.0  # of the pull of a tie; keeps loosely tied parts in the picture


def giant_component(adjacency):
    """Mask of the vertices in the largest component; of several as large, the one that holds the first vertex."""
    _, component = connected_components(adjacency, directed=False)
    return component == np.bincount(component).argmax()


def layout(adjacency):
    """(n, 2) positions within [-1, 1] of a connected network."""
    n = adjacency.shape[0]
    if n < 4:
        return _circle(n)
    adjacency = scipy.sparse.csr_matrix(adjacency)
    ties = scipy.sparse.triu(adjacency, k=1).tocoo()
    mass = 1.0 + np.diff(adjacency.indptr)
    radius = np.sqrt(n)
    push = PUSH * radius * np.log1p(radius) / mass.sum()  # at 1, push and pull balance at that radius
    position = _spectral(adjacency) * radius
    repulsion = _exact_repulsion if n <= EXACT_UP_TO else _grid_repulsion
    for step in range(STEPS):
        force = push * repulsion(position, mass) + _attraction(position, ties.row, ties.col)
        force -= GRAVITY * mass[:, None] * position / radius
        longest = 0.1 * radius * (1 - step / STEPS)
        move = force / mass[:, None]
        length = _length(move)
        position += move / np.maximum(length, 1e-9) * np.minimum(length, longest)
    return _fitted(position)


def _length(vectors):
    return np.sqrt((vectors ** 2).sum(axis=1, keepdims=True))


def _circle(n):
    angle = 2 * np.pi * np.arange(n) / max(n, 1)
    return np.column_stack([np.cos(angle), np.sin(angle)]) * (n > 1)


def _spectral(adjacency):
    """Two smoothest modes of the network. The start vector and the signs are fixed, so the answer is too."""
    n = adjacency.shape[0]
    binary = (adjacency != 0).astype(float)
    inverse_root = scipy.sparse.diags(1 / np.sqrt(np.maximum(np.asarray(binary.sum(axis=1)).ravel(), 1)))
    normalised = inverse_root @ binary @ inverse_root
    golden = np.modf(np.arange(1, n + 1) * 0.6180339887498949)[0] + 0.5
    _, modes = scipy.sparse.linalg.eigsh(normalised, k=3, which="LA", v0=golden, tol=1e-6)
    modes = modes[:, [1, 0]]
    modes = modes * np.sign(modes[np.abs(modes).argmax(axis=0), [0, 1]])
    ranks = modes.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")  # hubs would squeeze all others into a point
    return ranks / (n - 1) - 0.5 + 0.01 * np.column_stack([golden - 1, np.roll(golden, 1) - 1])


def _attraction(position, ends_a, ends_b):
    apart = position[ends_b] - position[ends_a]
    distance = np.maximum(_length(apart), 1e-9)
    pull = apart / distance * np.log1p(distance)
    force = np.zeros_like(position)
    for axis in (0, 1):
        force[:, axis] += np.bincount(ends_a, pull[:, axis], len(position)) - np.bincount(ends_b, pull[:, axis], len(position))
    return force


def _push(position, mass, sources, source_mass):
    strength = np.subtract.outer(position[:, 0], sources[:, 0])
    strength *= strength
    other = np.subtract.outer(position[:, 1], sources[:, 1])
    other *= other
    strength += other
    strength += 1e-2  # no vertex pushes without bounds
    np.divide(source_mass, strength, out=strength)
    return mass[:, None] * (position * strength.sum(axis=1, keepdims=True) - strength @ sources)


def _exact_repulsion(position, mass):
    return _push(position, mass, position, mass)


def _grid_repulsion(position, mass):
    low, high = position.min(axis=0), position.max(axis=0)
    cell = ((position - low) / np.maximum(high - low, 1e-9) * (CELLS_PER_SIDE - 1e-6)).astype(int)
    _, where = np.unique(cell[:, 0] * CELLS_PER_SIDE + cell[:, 1], return_inverse=True)
    cell_mass = np.bincount(where, mass)
    centre = np.column_stack([np.bincount(where, mass * position[:, axis]) / cell_mass for axis in (0, 1)])
    force = _push(position, mass, centre, cell_mass)
    # Within its cell a vertex meets the others one by one.
    for members in np.split(where.argsort(kind="stable"), np.cumsum(np.bincount(where))[:-1]):
        here = position[members]
        force[members] += _push(here, mass[members], here, mass[members])
        force[members] -= _push(here, mass[members], centre[where[members[:1]]], cell_mass[where[members[:1]]])
    return force


def _fitted(position):
    """Centred, the long axis level, each direction filled as far as its farthest vertices but for a few."""
    position = position - np.median(position, axis=0)
    _, _, axes = np.linalg.svd(position, full_matrices=False)
    position = position @ axes.T
    position = position * np.sign(position[np.abs(position).argmax(axis=0), [0, 1]])
    low, high = np.quantile(position, [0.002, 0.998], axis=0)
    position = (np.clip(position, low, high) - (low + high) / 2)
    return position / np.abs(position).max()
