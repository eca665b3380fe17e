"""Where a level falls for good: the point, its uncertainty, or none.

`ruptures` finds whether and about where the level changes (kernel change points, optimal for a
penalty: Killick et al. 2012, doi 10.1080/01621459.2012.737745). The point itself is then the start
of the descent that fits best among descents of several lengths, and its interval the likelihood's
profile. Neighbouring stretches are akin; every likelihood is divided by what that costs.
"""

from dataclasses import dataclass

import numpy as np
import ruptures  # type: ignore[import-untyped]

from kneedrive.watch.recording import Floats

LEAST_STRETCHES = 12
SHORTEST = 0.06  # of the run: a change that lasts less is no change of the run
EARLIEST, LATEST = 0.3, 0.94  # of the run: the first third is what the rest is compared with
DESCENTS = (0.0, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4, 0.6)  # length of the descent, of the run
PENALTY = 3.0  # times log(number of stretches), per signal
# Half of chi squared's 95 % point would be 1.92, but the length of the descent is free as well and
# runs wander: with this, 95 % of intervals held the simulated point (docs/fade.md).
PROFILE = 4.0
GRID = 0.005


@dataclass(frozen=True)
class Point:
    """A descent: its begin and end, 0 to 1 of the way, and the 95 % interval of the begin."""

    begin: float
    low: float
    high: float
    end: float


def find_point(
    middle: Floats, signals: Floats, noise: Floats, toward: Floats, inflation: float
) -> Point | None:
    """The point from which the signals stay changed for the worse, None where nothing changes.

    Parameters
    ----------
    middle : (N,) place of each stretch, 0 to 1
    signals : (N, K) levels, NaN where unknown
    noise : (K,) standard deviation of a stretch
    toward : (K,) -1 where falling is for the worse, +1 where rising is
    inflation : how much less the stretches know than independent ones
    """
    if len(middle) < LEAST_STRETCHES:
        return None
    scaled = _filled(middle, signals / noise)
    if not _changes(scaled, inflation):
        return None
    begins, ends, gain = _descents(middle, toward * scaled, inflation)
    best = int(np.argmax(gain))
    if gain[best] <= 0:
        return None
    near = gain >= gain[best] - PROFILE
    blur = 0.5 / len(middle)  # nothing is known within a stretch
    return Point(
        begin=float(begins[best]),
        low=max(float(begins[near].min()) - blur, 0.0),
        high=min(float(begins[near].max()) + blur, 1.0),
        end=float(ends[best]),
    )


def _filled(middle: Floats, signals: Floats) -> Floats:
    """Signals with gaps bridged."""
    out = signals.copy()
    for k in range(out.shape[1]):
        known = np.isfinite(out[:, k])
        out[:, k] = np.interp(middle, middle[known], out[known, k]) if known.any() else 0.0
    return out


def _changes(scaled: Floats, inflation: float) -> bool:
    """Whether ruptures sees any change of level."""
    count, kinds = scaled.shape
    shortest = max(4, round(SHORTEST * count))
    if count < 2 * shortest:
        return False
    penalty = PENALTY * kinds * np.log(count) * inflation
    search = ruptures.KernelCPD(kernel="linear", min_size=shortest).fit(scaled)
    return len(search.predict(pen=penalty)) > 1


def _descents(middle: Floats, scaled: Floats, inflation: float) -> tuple[Floats, Floats, Floats]:
    """Every descent's begin and end, and how much likelier it makes the signals than no change.

    scaled : (N, K) in standard deviations, rising for the worse
    """
    begins = np.arange(EARLIEST, LATEST, GRID)
    begin, length = (a.ravel() for a in np.meshgrid(begins, DESCENTS, indexing="ij"))
    possible = (begin + length <= 1.0 + GRID) | (length == 0)
    begin, length = begin[possible], length[possible]
    shape = np.clip((middle[None, :] - begin[:, None]) / np.maximum(length[:, None], 1e-9), 0, 1)
    shape -= shape.mean(axis=1, keepdims=True)
    power = (shape**2).sum(axis=1)
    centred = scaled - scaled.mean(axis=0)
    moved = shape @ centred
    gains = np.divide(moved**2, 2 * inflation * power[:, None],
                      out=np.zeros_like(moved), where=power[:, None] > 1e-9)  # fmt: skip
    # What gets better by more than it gets worse is no descent.
    worse = np.where(moved > 0, gains, 0.0).sum(axis=1)
    gain = np.where(worse >= gains.sum(axis=1) / 2, gains.sum(axis=1), 0.0)
    return begin, np.minimum(begin + length, 1.0), gain
