"""Generalised least squares for many covariances at once, with some coefficients partly known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """What is known of the coefficients (P) beforehand: their values, and how precisely."""

    values: Array
    precision: Array


@dataclass(frozen=True)
class Solved:
    """Of each covariance (K): coefficients (K, P), their covariance (K, P, P), log likelihood."""

    coefficients: Array
    spread: Array
    log_likelihood: Array

    def contrast(self, row: Array) -> tuple[Array, Array]:
        """A sum of coefficients: means and standard deviations (K)."""
        variance = np.einsum("p,kpq,q->k", row, self.spread, row)
        return self.coefficients @ row, np.sqrt(variance)


def solve(design: Array, y: Array, covariances: Array, known: Known) -> Solved:
    """Solve for every covariance (K, N, N); the likelihood has the coefficients integrated out.

    design : (N, P); y : (N,)
    """
    lower = np.linalg.cholesky(covariances)
    both = np.broadcast_to(np.column_stack([design, y]), (len(lower), len(y), design.shape[1] + 1))
    white = np.linalg.solve(lower, both)
    x, z = white[:, :, :-1], white[:, :, -1]
    inner = x.transpose(0, 2, 1) @ x + np.diag(known.precision)
    spread = np.linalg.inv(inner)
    seen = np.einsum("knp,kn->kp", x, z) + known.precision * known.values
    coefficients = np.einsum("kpq,kq->kp", spread, seen)
    rest = z - np.einsum("knp,kp->kn", x, coefficients)
    off = coefficients - known.values
    square = (rest**2).sum(axis=1) + (known.precision * off**2).sum(axis=1)
    log_root = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    log = -log_root - 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * square
    return Solved(coefficients, spread, log)
