"""Where a level falls for good, against a level that wanders: the place, its interval, the odds.

Comes in: the logarithm of a quantity along a run, the effects of speed and grade with their priors,
and how levels wander. Goes out: how much likelier the run is with a lasting drop than without, and
where that drop begins. Every begin, length of the descent, size of wander and scatter is weighed
by how likely it makes the run, slopes and drop integrated out (Bayesian linear model, Bishop 2006,
section 3.5), so that the interval of the begin and the odds hold all of that.
"""

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from scipy.special import log_ndtr, logsumexp

from kneedrive.fade.wander import OUTLIER, SCATTER_LEAST, Noise, Turn, noises
from kneedrive.watch.recording import Bools, Floats

FIRST, LAST = 0.15, 0.97  # of the run: begins that are tried
DESCENTS = (0.0, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4)  # length of the descent, of the run
DROP_SD = 0.06  # of a drop's size beforehand
MEAN_SD = 1.0
FINEST = 0.008  # of the run, between begins


@dataclass(frozen=True)
class Series:
    """The logarithm of a quantity along a run, and what is known of such beforehand.

    middle : (N,) place of each stretch, 0 to 1
    running_s : of the whole run
    values : (N,) all known
    effects : (N, K), and `slopes`, `slopes_sd` (K,) on them beforehand
    wander : median and spread of its size, see `kneedrive.fade.wander`
    toward : -1 where falling is for the worse, +1 where rising is
    """

    middle: Floats
    running_s: float
    values: Floats
    effects: Floats
    slopes: Floats
    slopes_sd: Floats
    wander: tuple[float, float]
    toward: float

    def only(self, known: Bools) -> "Series":
        """Some stretches of it."""
        return replace(self, middle=self.middle[known], values=self.values[known],
                       effects=self.effects[known])  # fmt: skip

    @property
    def rest(self) -> Floats:
        """(N,) what the slopes leave that are likely beforehand."""
        rest = self.values - np.median(self.values) - self.effects @ self.slopes
        return np.asarray(rest)

    @property
    def design(self) -> Floats:
        """(N, K + 1) a mean and the effects."""
        return np.asarray(np.column_stack([np.ones(len(self.middle)), self.effects]))

    @property
    def design_sd(self) -> Floats:
        """(K + 1,) of their slopes beforehand."""
        return np.asarray(np.r_[MEAN_SD, self.slopes_sd])


@dataclass(frozen=True)
class Drop:
    """A lasting drop: begin and end, 0 to 1 of the way, 95 % interval of the begin, size, odds.

    size, error : logarithm, positive is for the worse, against just before
    odds : natural logarithm of how much likelier the run is with the drop than without
    """

    begin: float
    low: float
    high: float
    end: float
    size: float
    error: float
    odds: float


@dataclass(frozen=True)
class Fit:
    """Slopes on the effects with their covariance, under what makes the run likeliest.

    levels : (N, N) covariance of the wandering level, scatter included
    """

    slopes: Floats
    covariance: Floats
    levels: Floats


@dataclass(frozen=True)
class _Weighed:
    """Under one noise: log likelihood without a drop; with each; its size and error."""

    noise: Noise
    without: float
    score: Floats
    sizes: Floats
    errors: Floats


def find_drop(series: Series) -> tuple[Drop, Fit]:
    """The likeliest drop, however unlikely, and the slopes that go with it."""
    begins, lengths = _candidates(series.middle)
    shapes = series.toward * descents(series.middle, begins, lengths)
    tried = noises(series.middle, series.running_s, _rough_rest(series), series.wander)
    weighed = [
        _weigh(noise, turned, series.design_sd)
        for turn, alike in groupby(tried, lambda noise: noise.turn)
        for turned in [_turned(series, shapes, turn)]
        for noise in alike
    ]
    with_drop = logsumexp([w.score for w in weighed]) - np.log(len(begins))
    odds = float(with_drop - logsumexp([w.without for w in weighed]))
    drop = _summed(begins, lengths, weighed, odds)
    return drop, _fit(series, shapes, weighed, odds > 0)


def descents(middle: Floats, begins: Floats, lengths: Floats) -> Floats:
    """(N, M) 0 before each drop, 1 after its descent; a stretch long at the least."""
    stretch = 1.0 / len(middle)
    way = middle[:, None] - begins[None, :] + stretch / 2
    return np.clip(way / np.maximum(lengths[None, :], stretch), 0.0, 1.0)


def _candidates(middle: Floats) -> tuple[Floats, Floats]:
    """Begins and lengths of the drops that are tried."""
    step = max(1.0 / len(middle), FINEST)
    begin, length = np.meshgrid(np.arange(FIRST, LAST, step), DESCENTS, indexing="ij")
    possible = begin + length <= 1.0
    return begin[possible], length[possible]


def _rough_rest(series: Series) -> Floats:
    """What a first guess at the slopes leaves, from differences of neighbours."""
    steps, moved = np.diff(series.rest), np.diff(series.effects, axis=0)
    noise = max(1.4826 * float(np.median(np.abs(steps))), SCATTER_LEAST)
    kept = np.abs(steps) <= OUTLIER * noise
    x, y = moved[kept] / noise, steps[kept] / noise
    slopes = np.linalg.solve(x.T @ x + np.diag(1 / series.slopes_sd**2), x.T @ y)
    out: Floats = series.rest - series.effects @ slopes
    return out


@dataclass(frozen=True)
class _Turned:
    """Rest (N,), design (N, K + 1) and drops (N, M), with their squares, made independent."""

    rest: Floats
    design: Floats
    drops: Floats
    squares: Floats


def _turned(series: Series, shapes: Floats, turn: Turn) -> _Turned:
    drops = turn.matrix @ shapes
    return _Turned(turn.matrix @ series.rest, turn.matrix @ series.design, drops, drops**2)


def _weigh(noise: Noise, turned: _Turned, spreads: Floats) -> _Weighed:
    """How likely the run is under one noise, without a drop and with each."""
    y, x, h = turned.rest, turned.design, turned.drops
    weighted = x / noise.variance[:, None]
    precision = x.T @ weighted + np.diag(1 / spreads**2)
    covariance = np.linalg.inv(precision)
    to_y, to_h = weighted.T @ y, weighted.T @ h
    solved = covariance @ to_h
    left = float((y**2 / noise.variance).sum() - to_y @ covariance @ to_y)
    determinants = np.log(noise.variance).sum() / 2 - noise.turn.log_volume
    determinants += np.linalg.slogdet(precision)[1] / 2 + np.log(spreads).sum()
    without = float(noise.log_prior - determinants - left / 2)
    power = (1 / noise.variance) @ turned.squares - (to_h * solved).sum(axis=0) + 1 / DROP_SD**2
    moved = (y / noise.variance) @ h - to_y @ solved
    z = moved / np.sqrt(power)
    # A drop has half of a normal distribution beforehand: only what is for the worse counts.
    gain = z**2 / 2 - np.log(power * DROP_SD**2) / 2 + np.log(2) + log_ndtr(z)
    return _Weighed(noise, without, without + gain, moved / power, 1 / np.sqrt(power))


def _summed(begins: Floats, lengths: Floats, weighed: list[_Weighed], odds: float) -> Drop:
    """All begins and descents as one drop: median, 95 % interval, means."""
    score = np.array([w.score for w in weighed])
    weight = np.exp(score - logsumexp(score))
    sizes, errors = (np.array([getattr(w, n) for w in weighed]) for n in ("sizes", "errors"))
    of_drop = weight.sum(axis=0)
    places = np.unique(begins)
    share = np.array([of_drop[begins == place].sum() for place in places])
    low, begin, high = np.interp([0.025, 0.5, 0.975], np.cumsum(share) - share / 2, places)
    half = float(places[1] - places[0]) / 2  # nothing is known within a stretch
    size = float((weight * sizes).sum())
    variance = float((weight * (errors**2 + (sizes - size) ** 2)).sum())
    return Drop(
        begin=float(begin),
        low=max(float(low) - half, 0.0),
        high=min(float(high) + half, 1.0),
        end=min(float(begin + of_drop @ lengths), 1.0),
        size=size,
        error=float(np.sqrt(variance)),
        odds=odds,
    )


def _fit(series: Series, shapes: Floats, weighed: list[_Weighed], dropped: bool) -> Fit:
    """Slopes under the likeliest noise, and drop where there is one."""
    design, spreads = series.design, series.design_sd
    if dropped:
        best = max(weighed, key=lambda w: float(w.score.max()))
        design = np.column_stack([design, shapes[:, int(np.argmax(best.score))]])
        spreads = np.r_[spreads, DROP_SD]
    else:
        best = max(weighed, key=lambda w: w.without)
    turn = best.noise.turn.matrix
    x = turn @ design
    weighted = x / best.noise.variance[:, None]
    covariance = np.asarray(np.linalg.inv(x.T @ weighted + np.diag(1 / spreads**2)), dtype=float)
    found = covariance @ (weighted.T @ (turn @ series.rest))
    back = np.linalg.inv(turn)
    kept = slice(1, len(series.slopes) + 1)
    levels: Floats = (back * best.noise.variance) @ back.T
    return Fit(found[kept] + series.slopes, covariance[kept, kept], levels)
