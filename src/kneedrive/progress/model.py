"""The change of one number at matched speed and cadence, with all that makes it uncertain.

A mixed model, fitted by generalised least squares:

    value = level of its phase + a (speed - mean) + b (cadence - mean) + day + camera + own error

The phases' levels are free, and during the first six weeks of training a straight line in time.
The slopes a and b start from the usual ones (`watched`) and move with the runner's own clips. Every
day has a deviation, shared by its clips and partly by the days around it (`days`); every way of
filming a lasting offset, with the spread of the accuracy tables. How days scatter is not known: it
is integrated over, its likelihood (REML) times what is usual; so few clips give wide intervals, and
the change is a mixture of normal distributions. After Laird & Ware 1982, doi 10.2307/2529876, and
Diggle 1988, doi 10.2307/2531727, for the part that fades with time.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from kneedrive.progress.days import DayScatter, beforehand
from kneedrive.progress.mixture import Mixture
from kneedrive.progress.observations import PHASES, Observation, Phase
from kneedrive.progress.scatter import calibrated, scatter_of
from kneedrive.progress.solve import Known, solve
from kneedrive.progress.watched import JUDGED_TOGETHER, Watched

Array = NDArray[np.float64]

LEVEL = 0.95
APART_DAYS = 3  # between clips that are thought of
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
    days : how days scatter, weighed by the clips
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
    days: DayScatter
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
    design, known = _design(observations, watched, speed, cadence)
    scatter = scatter_of(observations, watched)
    ways = beforehand()
    solved = solve(design, y, scatter.covariances(watched.day_sd, ways), known)
    days = ways.weighed(solved.log_likelihood)
    change = Mixture(days.weight, *solved.contrast(_after_less_before(design)))
    beta = days.weight @ solved.coefficients
    has_during = any(o.phase == "during" for o in observations)
    slopes = design[:, SPEED:] @ beta[SPEED:]
    one_camera = len({o.camera for o in observations}) == 1
    covariance = np.einsum("k,knm->nm", days.weight, scatter.covariances(watched.day_sd, days))
    rest = np.linalg.solve(covariance, y - design @ beta)
    offsets = 0 * y if one_camera else scatter.cameras @ rest
    tail = (1 - LEVEL) / 2
    shown = (BEFORE, DURING, AFTER) if has_during else (BEFORE, AFTER)
    return Fit(
        change=change.mean,
        low=change.quantile(tail),
        high=change.quantile(1 - tail),
        detectable=change.half_width(1 - (1 - LEVEL) / JUDGED_TOGETHER),
        day_sd=float(watched.day_sd * days.usual_size),
        days=days,
        per_mps=float(beta[SPEED]),
        per_spm=float(beta[CADENCE]) if watched.per_spm else None,
        speed_mps=float(speed.mean()),
        cadence_spm=float(cadence.mean()),
        levels=_of_phases(beta, shown),
        matched=y - slopes - offsets,
    )


def level_errors(
    observations: tuple[Observation, ...], watched: Watched, days: DayScatter
) -> tuple[float, float]:
    """Standard errors of the levels before and after, without the lasting offsets of cameras."""
    every = calibrated(observations, watched)
    speed = np.array([o.speed_mps for o in every])
    cadence = np.array([o.cadence_spm for o in every])
    design, known = _design(every, watched, speed, cadence)
    likely, scatter = days.likely(), scatter_of(every, watched)
    covariances = scatter.own + likely.covariances(watched.day_sd, scatter.apart_days)
    solved = solve(design, np.zeros(len(every)), covariances, known)
    variances = likely.weight @ np.diagonal(solved.spread, axis1=1, axis2=2)
    return float(np.sqrt(variances[BEFORE])), float(np.sqrt(variances[AFTER]))


def detectable_with(
    observations: tuple[Observation, ...],
    watched: Watched,
    days: DayScatter,
    more: int,
    more_before: int = 0,
) -> float:
    """Smallest detectable change with so many clips more, each some days from the others."""
    extra = _more(observations, "after", more) + _more(observations, "before", more_before)
    every = calibrated(observations + extra, watched)
    speed = np.array([o.speed_mps for o in every])
    cadence = np.array([o.cadence_spm for o in every])
    design, known = _design(every, watched, speed, cadence)
    likely = days.likely()
    covariances = scatter_of(every, watched).covariances(watched.day_sd, likely)
    solved = solve(design, np.zeros(len(every)), covariances, known)
    _, sds = solved.contrast(_after_less_before(design))
    mixed = Mixture(likely.weight, 0 * sds, sds)
    return mixed.half_width(1 - (1 - LEVEL) / JUDGED_TOGETHER)


def _more(
    observations: tuple[Observation, ...], phase: Phase, count: int
) -> tuple[Observation, ...]:
    """Clips like those of a phase, later than all where after, earlier where before."""
    alike = [o for o in observations if o.phase == phase] or list(observations)
    clips = [o for o in alike if not o.from_watch] or alike
    usual = replace(
        max(clips, key=lambda o: o.day),
        phase=phase,
        error=float(np.median([o.error for o in clips])),
        speed_mps=float(np.mean([o.speed_mps for o in observations])),
        cadence_spm=float(np.mean([o.cadence_spm for o in observations])),
    )
    all_days = [o.day for o in observations]
    end, step = (max(all_days), APART_DAYS) if phase == "after" else (min(all_days), -APART_DAYS)
    return tuple(replace(usual, day=end + timedelta(step * (i + 1))) for i in range(count))


def _after_less_before(design: Array) -> Array:
    contrast = np.zeros(design.shape[1])
    contrast[BEFORE], contrast[AFTER] = -1.0, 1.0
    return contrast


def _of_phases(values: Array, shown: tuple[int, ...]) -> tuple[float, float, float]:
    """Values of before, during and after, NaN where a phase has no clips."""
    before, during, after = (float(values[i]) if i in shown else float("nan") for i in range(3))
    return before, during, after


def _design(
    observations: tuple[Observation, ...], watched: Watched, speed: Array, cadence: Array
) -> tuple[Array, Known]:
    """Columns of the model, and what is known of their coefficients beforehand."""
    phase = np.array([PHASES.index(o.phase) for o in observations])
    columns = [(phase == i).astype(float) for i in range(len(PHASES))]
    weeks = np.array([o.day.toordinal() for o in observations]) / 7
    during = phase == DURING
    columns.append(np.where(during, weeks - weeks[during].mean(), 0) if during.any() else 0 * weeks)
    columns.append(speed - speed.mean())
    # A column that is empty would be free of everything: hold it at zero.
    free = [FREE if column.any() else 1.0 for column in columns[:SPEED]]
    values, precision = [0.0] * SPEED + [watched.per_mps.mean], [*free, watched.per_mps.sd**-2]
    if watched.per_spm:
        columns.append(cadence - cadence.mean())
        values.append(watched.per_spm.mean)
        precision.append(watched.per_spm.sd**-2)
    return np.stack(columns, axis=1), Known(np.array(values), np.array(precision))
