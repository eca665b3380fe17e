"""Step length and contact time along a run as they would be at equal speed and on the level."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.fade.slopes import Slopes, effects_of, fit_slopes
from kneedrive.watch.recording import Bools, Floats

WARM_UP_S = 600.0  # a runner's rhythm settles in the first minutes
WARM_UP_MOST = 1 / 6  # of the run
REFERENCE_END = 1 / 3  # of the run: "the run's own first third"
LEAST_CONTACT = 0.6  # of the stretches must have a contact time


@dataclass(frozen=True)
class EqualSpeed:
    """A quantity at equal speed and grade, as a logarithm against the first third: a share.

    Parameters
    ----------
    quantity : "step_length_m" or "contact_ms"
    level : (N,) 0.03 is 3 % more than in the first third at the same speed; NaN where unknown
    slopes : what speed and grade do to it; at equal speed a step is as much shorter as cadence is
        higher, so the step's slopes are those of cadence, turned around
    effects : (N, 2) log speed and grade
    reference : (N,) True for the stretches of the first third that count, warm-up left out
    """

    quantity: str
    level: Floats
    slopes: Slopes
    effects: Floats
    reference: Bools

    def change(self, after: Bools) -> tuple[float, float]:
        """Mean level of some stretches and its standard error, that of the slopes included."""
        known = np.isfinite(self.level)
        there, here = after & known, self.reference & known
        if not there.any() or not here.any():
            return float("nan"), float("nan")
        moved = self.effects[there].mean(axis=0) - self.effects[here].mean(axis=0)
        variance = self.slopes.noise**2 * self.slopes.inflation * (1 / there.sum() + 1 / here.sum())
        variance += float(moved @ self.slopes.covariance @ moved)
        change = float(self.level[there].mean() - self.level[here].mean())
        return change, float(np.sqrt(variance))


def at_equal_speed(cut: pd.DataFrame) -> dict[str, EqualSpeed]:
    """Step length, and contact time where it was recorded, at equal speed and grade."""
    found = {"step_length_m": _level(cut, "cadence_spm", "step_length_m", -1.0)}
    if np.isfinite(cut["contact_ms"]).mean() >= LEAST_CONTACT:
        found["contact_ms"] = _level(cut, "contact_ms", "contact_ms", 1.0)
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


def _level(cut: pd.DataFrame, fitted: str, quantity: str, sign: float) -> EqualSpeed:
    slopes, effects = fit_slopes(cut, fitted), effects_of(cut)
    rest = sign * (np.log(cut[fitted].to_numpy()) - effects @ slopes.values)
    reference = first_third(cut)
    known = np.isfinite(rest) & reference
    start = float(np.median(rest[known])) if known.any() else float(np.nanmedian(rest))
    return EqualSpeed(quantity, rest - start, slopes, effects, reference)


def first_third(cut: pd.DataFrame) -> Bools:
    """(N,) True for stretches of the first third of the way, warm-up left out."""
    elapsed = np.cumsum(cut["running_s"].to_numpy())
    warm = np.minimum(WARM_UP_S, WARM_UP_MOST * elapsed[-1])
    middle = cut["middle"].to_numpy()
    chosen = (elapsed - cut["running_s"].to_numpy() / 2 > warm) & (middle <= REFERENCE_END)
    return np.asarray(chosen if chosen.any() else middle <= REFERENCE_END)
