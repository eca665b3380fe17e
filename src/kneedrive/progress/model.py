"""The change of one number at matched speed and cadence, with all that makes it uncertain.

A mixed model, fitted by generalised least squares:

    value = level of its phase + a (speed - mean) + b (cadence - mean) + day + camera + own error

The phases' levels are free, and during the first six weeks of training a straight line in time.
The slopes a and b start from the usual ones (`watched`) and move with the runner's own clips. Every
day has its own deviation, shared by its clips; every way of filming its own lasting offset, with
the spread of the accuracy tables. The spread between days is not known: it is integrated over, its
likelihood (REML) times what is usual; so few clips give wide intervals, and the change is a mixture
of normal distributions. After Laird & Ware 1982, doi 10.2307/2529876.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from kneedrive.progress.mixture import Mixture
from kneedrive.progress.observations import PHASES, Observation
from kneedrive.progress.scatter import calibrated, scatter_of
from kneedrive.progress.watched import JUDGED_TOGETHER, Watched

Array = NDArray[np.float64]

LEVEL = 0.95
GRID = np.geomspace(0.15, 6.0, 48)  # spread between days, as a multiple of the usual one
GRID_LOG_SD = 0.6  # how well the usual one is known: two thirds of runners within a factor of 1.8
FREE = 1e-12  # precision of a coefficient of which nothing is known beforehand
BEFORE, DURING, AFTER, TREND, SPEED, CADENCE = range(6)  # columns of the model


@dataclass(frozen=True)
class Fit:
    """What the model says of one number.

    Parameters
    ----------
    change, low, high : after minus before, with its 95 % interval
    detectable : smallest change that would be called clear, all numbers judged together
    day_sd : spread between days as the clips and the usual value have it
    per_mps, per_spm : the runner's slopes; None where cadence is not in the model
    speed_mps, cadence_spm : the speed and cadence that all is brought to
    levels : mean before, during (NaN without one) and after, at that speed and cadence
    matched : every observation's value brought to that speed and cadence, less the lasting offset
        of its way of measuring as far as the model knows it
    """

    change: float
    low: float
    high: float
    detectable: float
    day_sd: float
    per_mps: float
    per_spm: float | None
    speed_mps: float
    cadence_spm: float
    levels: tuple[float, float, float]
    matched: Array


def fit_change(observations: tuple[Observation, ...], watched: Watched) -> Fit:
    """Fit the model; there must be observations before and after."""
    observations = calibrated(observations, watched)
    y = np.array([o.value for o in observations])
    speed = np.array([o.speed_mps for o in observations])
    cadence = np.array([o.cadence_spm for o in observations])
    design, prior, precision = _design(observations, watched, speed, cadence)
    scatter = scatter_of(observations, watched)
    results = [
        _solve(design, y, scatter.covariance(scale * watched.day_sd), prior, precision)
        for scale in GRID
    ]
    log_weights = np.array([r[2] for r in results]) - 0.5 * (np.log(GRID) / GRID_LOG_SD) ** 2
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    contrast = np.zeros(design.shape[1])
    contrast[BEFORE], contrast[AFTER] = -1.0, 1.0
    means = np.array([contrast @ r[0] for r in results])
    sds = np.array([sqrt(contrast @ r[1] @ contrast) for r in results])
    change = Mixture(weights, means, sds)
    beta = np.asarray(sum(w * r[0] for w, r in zip(weights, results, strict=True)))
    has_during = any(o.phase == "during" for o in observations)
    day_sd = float(watched.day_sd * np.exp(weights @ np.log(GRID)))
    slopes = design[:, SPEED:] @ beta[SPEED:]
    rest = np.linalg.solve(scatter.covariance(day_sd), y - design @ beta)
    offsets = scatter.cameras @ rest if len({o.camera for o in observations}) > 1 else 0 * y
    tail = (1 - LEVEL) / 2
    return Fit(
        change=change.mean,
        low=change.quantile(tail),
        high=change.quantile(1 - tail),
        detectable=change.half_width(1 - (1 - LEVEL) / JUDGED_TOGETHER),
        day_sd=day_sd,
        per_mps=float(beta[SPEED]),
        per_spm=float(beta[CADENCE]) if watched.per_spm else None,
        speed_mps=float(speed.mean()),
        cadence_spm=float(cadence.mean()),
        levels=(float(beta[0]), float(beta[1]) if has_during else float("nan"), float(beta[2])),
        matched=y - slopes - offsets,
    )


def detectable_with(
    observations: tuple[Observation, ...], watched: Watched, day_sd: float, more: int
) -> float:
    """Smallest detectable change with so many clips more, each on a day of its own afterwards."""
    after = [o for o in observations if o.phase == "after"] or list(observations)
    usual = replace(
        after[-1],
        phase="after",
        error=float(np.median([o.error for o in after])),
        speed_mps=float(np.mean([o.speed_mps for o in observations])),
        cadence_spm=float(np.mean([o.cadence_spm for o in observations])),
    )
    last = max(o.day for o in observations)
    extra = tuple(replace(usual, day=last + timedelta(days=i + 1)) for i in range(more))
    every = calibrated(observations + extra, watched)
    speed = np.array([o.speed_mps for o in every])
    cadence = np.array([o.cadence_spm for o in every])
    design, prior, precision = _design(every, watched, speed, cadence)
    covariance = scatter_of(every, watched).covariance(day_sd)
    _, spread, _ = _solve(design, np.zeros(len(every)), covariance, prior, precision)
    contrast = np.zeros(design.shape[1])
    contrast[BEFORE], contrast[AFTER] = -1.0, 1.0
    one = Mixture(np.ones(1), np.zeros(1), np.array([sqrt(contrast @ spread @ contrast)]))
    return one.half_width(1 - (1 - LEVEL) / JUDGED_TOGETHER)


def _design(
    observations: tuple[Observation, ...], watched: Watched, speed: Array, cadence: Array
) -> tuple[Array, Array, Array]:
    """Columns of the model, the slopes' usual values, and the precision these are known with."""
    phase = np.array([PHASES.index(o.phase) for o in observations])
    columns = [(phase == i).astype(float) for i in range(len(PHASES))]
    weeks = np.array([o.day.toordinal() for o in observations]) / 7
    during = phase == DURING
    columns.append(np.where(during, weeks - weeks[during].mean(), 0) if during.any() else 0 * weeks)
    columns.append(speed - speed.mean())
    # A column that is empty would be free of everything: hold it at zero.
    free = [FREE if column.any() else 1.0 for column in columns[:SPEED]]
    prior, precision = [0.0] * SPEED + [watched.per_mps.mean], [*free, watched.per_mps.sd**-2]
    if watched.per_spm:
        columns.append(cadence - cadence.mean())
        prior.append(watched.per_spm.mean)
        precision.append(watched.per_spm.sd**-2)
    return np.stack(columns, axis=1), np.array(prior), np.array(precision)


def _solve(
    design: Array, y: Array, covariance: Array, prior: Array, precision: Array
) -> tuple[Array, Array, float]:
    """Coefficients, their covariance, and the log likelihood with the coefficients integrated."""
    lower = np.linalg.cholesky(covariance)
    white = np.linalg.solve(lower, np.column_stack([design, y]))
    x, z = white[:, :-1], white[:, -1]
    inner = x.T @ x + np.diag(precision)
    spread = np.linalg.inv(inner)
    beta = spread @ (x.T @ z + precision * prior)
    rest = z - x @ beta
    square = rest @ rest + precision @ (beta - prior) ** 2
    log = -np.log(np.diag(lower)).sum() - 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * square
    return beta, spread, float(log)
