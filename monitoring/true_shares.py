"""What one result says of the school's true share, at each place of the school factor.

The true share θ of an assessment stands on the normal scale as z ~ N(centre, variance) about the centre that the
factors of ``monitoring.school_factor`` give. For counts k of n this module integrates the binomial likelihood over z:
in all, and over the part where θ is at least the threshold.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monitoring.share_priors import SharePrior

Floats = npt.NDArray[np.float64]

_REACH = 6.0
_ONE_THREAD = 200_000
"""Multiplications up to which OpenBLAS (262,144) stays on one thread."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)


@dataclass(frozen=True, slots=True)
class ShareGrid:
    """Nodes of z for one assessment, with weights; those from ``first_low`` on have θ at or above the threshold."""

    z: Floats
    weight: Floats
    share: Floats
    first_low: int


def grid(prior: SharePrior, threshold: float) -> ShareGrid:
    """Nodes of Gauss–Legendre on either side of the threshold (percent), so that no panel straddles it."""
    border = prior.place(min(max(threshold / 100, 0.0), 1.0))
    border = min(max(border, -_REACH + 0.01), _REACH - 0.01)
    z, weight = [], []
    for low, high in ((-_REACH, border), (border, _REACH)):
        z.append((high - low) / 2 * _NODES + (high + low) / 2)
        weight.append((high - low) / 2 * _WEIGHTS)
    nodes = np.concatenate(z)
    return ShareGrid(nodes, np.concatenate(weight), prior.share(nodes), len(_NODES))


def likelihoods(nodes: ShareGrid, k: Floats, n: Floats) -> Floats:
    """Binomial likelihood of each school's count at the nodes (schools × nodes), its highest value as 1.

    A school without the result (n = 0) has 1 everywhere: it says nothing.
    """
    logarithm = k[:, None] * np.log(nodes.share) + (n - k)[:, None] * np.log1p(-nodes.share)
    return np.asarray(np.exp(logarithm - logarithm.max(axis=1, keepdims=True)))


def density(nodes: ShareGrid, centres: Floats, variance: float) -> Floats:
    """Weights (nodes × centres) that turn likelihoods at the nodes into their mean over z ~ N(centre, variance)."""
    scaled = (nodes.z[:, None] - centres[None, :]) / np.sqrt(variance)
    heights = nodes.weight[:, None] * np.exp(-(scaled**2) / 2)
    # Dividing by the sum rather than by the constant: beyond the reach of the nodes the whole stays whole.
    return np.asarray(heights / heights.sum(axis=0))


def product(left: Floats, right: Floats) -> Floats:
    """The matrix product, taken in slices that BLAS works on in one thread.

    They are too small for more: threads that wait for each other cost more than they save, and on a machine that has
    other work many times as much.
    """
    rows = max(1, _ONE_THREAD // right.size)
    whole = len(left) // rows * rows
    out = np.empty((len(left), right.shape[1]))
    sliced = left[:whole].reshape(-1, rows, left.shape[1])
    np.matmul(sliced, right, out=out[:whole].reshape(-1, rows, right.shape[1]))
    np.matmul(left[whole:], right, out=out[whole:])
    return out
