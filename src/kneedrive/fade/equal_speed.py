"""Step length and contact time along a run as they would be at equal speed and on the level."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kneedrive.fade.drop import Drop, Series, find_drop
from kneedrive.fade.slopes import OF_SPEED_AND_GRADE, effects_of, prior_of
from kneedrive.fade.wander import CONTACT_WANDER, STEP_WANDER
from kneedrive.watch.recording import Bools, Floats

LEAST_CONTACT = 0.6  # of the stretches must have a contact time


@dataclass(frozen=True)
class EqualSpeed:
    """A quantity at equal speed and grade, as a logarithm against the opening: a share.

    Parameters
    ----------
    quantity : "step_length_m" or "contact_ms"
    level : (N,) 0.03 is 3 % more than in the opening at the same speed; NaN where unknown
    slopes : (K,) what speed and grade do to it; at equal speed a step is as much shorter as cadence
        is higher, so the step's slopes are those of cadence, turned around
    covariance : (K, K) of the slopes
    effects : (N, K) see `kneedrive.fade.slopes`
    judged : (N,) True for the stretches behind slopes and drop
    noise : (N, N) covariance of a level that wanders and scatters, 0 where not judged
    drop : the likeliest lasting change for the worse, however unlikely
    """

    quantity: str
    level: Floats
    slopes: Floats
    covariance: Floats
    effects: Floats
    judged: Bools
    noise: Floats
    drop: Drop

    def change(self, before: Bools, after: Bools) -> tuple[float, float]:
        """Mean level of some stretches against others, and its standard error.

        The error holds what the level wanders by itself, scatter, and the slopes' uncertainty.
        """
        weights = self._weights(before, after)
        moved = weights @ self.effects
        variance = weights @ self.noise @ weights + moved @ self.covariance @ moved
        return float(weights @ np.nan_to_num(self.level)), float(np.sqrt(variance))

    def own_error(self, before: Bools, after: Bools) -> float:
        """Standard error of a change by wander and scatter alone."""
        weights = self._weights(before, after)
        return float(np.sqrt(weights @ self.noise @ weights))

    def _weights(self, before: Bools, after: Bools) -> Floats:
        """(N,) of the stretches in a difference of means; NaN where a side holds none."""
        there, here = after & self.judged, before & self.judged
        if not there.any() or not here.any():
            return np.full(len(self.level), np.nan)
        return np.asarray(there / there.sum() - here / here.sum())

    def against(self, opening: Bools) -> "EqualSpeed":
        """The same with its zero at the mean of some stretches."""
        known = opening & self.judged
        return replace(self, level=self.level - self.level[known].mean()) if known.any() else self

    @property
    def scatter(self) -> float:
        """Standard deviation of a stretch about those around it."""
        known = self.level[self.judged]
        return float(1.4826 * np.median(np.abs(np.diff(known))) / np.sqrt(2))


def at_equal_speed(cut: pd.DataFrame, judged: Bools) -> dict[str, EqualSpeed]:
    """Step length, and contact time where it was recorded, at equal speed and grade.

    judged : (N,) stretches that slopes and drop are learned from
    """
    found = {"step_length_m": _level(cut, judged, "cadence_spm", "step_length_m", -1.0)}
    if np.isfinite(cut["contact_ms"]).mean() >= LEAST_CONTACT:
        found["contact_ms"] = _level(cut, judged, "contact_ms", "contact_ms", 1.0)
    return found


def expected_of(cut: pd.DataFrame, levels: dict[str, EqualSpeed]) -> dict[str, Floats]:
    """What speed and grade alone would have made of each stretch, by column of the stretches."""
    step = np.exp(levels["step_length_m"].level)
    made = {
        "step_length_m": cut["step_length_m"].to_numpy() / step,
        "cadence_spm": cut["cadence_spm"].to_numpy() * step,
    }
    if "contact_ms" in levels:
        made["contact_ms"] = cut["contact_ms"].to_numpy() / np.exp(levels["contact_ms"].level)
        made["flight_ms"] = 60000 / made["cadence_spm"] - made["contact_ms"]
    return made


def _level(cut: pd.DataFrame, judged: Bools, fitted: str, quantity: str, sign: float) -> EqualSpeed:
    """A quantity's level; `fitted` is the column that slopes are learned of."""
    slopes, slopes_sd = prior_of(fitted)
    series = Series(
        middle=cut["middle"].to_numpy(),
        running_s=float(cut["running_s"].sum()),
        values=sign * np.log(cut[fitted].to_numpy(dtype=float)),
        effects=effects_of(cut),
        slopes=sign * slopes,
        slopes_sd=slopes_sd,
        wander=STEP_WANDER if fitted == "cadence_spm" else CONTACT_WANDER,
        toward=sign,
    )
    return level_of(quantity, series, judged)


def level_of(quantity: str, series: Series, judged: Bools) -> EqualSpeed:
    """The level of any logarithm along a run, from the stretches that are judged and known."""
    known = judged & np.isfinite(series.values)
    drop, fit = find_drop(series.only(known))
    effects = series.effects[:, OF_SPEED_AND_GRADE]
    slopes = fit.slopes[OF_SPEED_AND_GRADE]
    noise = np.zeros((len(known), len(known)))
    noise[np.ix_(known, known)] = fit.levels
    return EqualSpeed(
        quantity=quantity,
        level=series.values - effects @ slopes,
        slopes=slopes,
        covariance=fit.covariance[OF_SPEED_AND_GRADE, OF_SPEED_AND_GRADE],
        effects=effects,
        judged=known,
        noise=noise,
        drop=drop,
    )
