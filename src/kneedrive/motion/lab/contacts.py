"""Contacts with the ground from measured force: on the ground is above 50 N, low-passed at 60 Hz.

The force of all plates together decides, so that one plate may carry both feet, and a foot may
stand on two. Where a foot is always on the ground somewhere, plates side by side decide each for
itself. The foot that is lower in mid-contact is the one that stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, filtfilt

from kneedrive.motion.lab.trial import Floats, GroundForce, Trial
from kneedrive.motion.motion import SIDES, Side

THRESHOLD_N = 50.0
LOWPASS_HZ = 60.0
CONTACT_S = (0.08, 0.45)  # what is shorter or longer is no running step
ALWAYS_LOADED = 0.97  # share of the time; the rest is no flight
FLIGHT_S = 0.02  # a shorter unloading says nothing of the zero line
TOLERANCE_N = 10.0  # a plate whose zero line stays within this is taken as the laboratory set it
WINDOW_S = 2.0  # a runner unloads the plate several times in this time
LOWEST_PCT = 5.0
UNLOADED = 0.15  # share of the peak force below which the lowest values can be a zero line
NEAR_ZERO_N = 60.0  # above the lowest values; the belt shakes
FLIGHTS = 9  # whose median is the zero line: it drifts with warmth, over minutes


@dataclass(frozen=True)
class ForceContact:
    """One foot on the ground, s from the first marker frame, [strike_s, toe_off_s)."""

    side: Side
    strike_s: float
    toe_off_s: float


def force_contacts(trial: Trial, points: Mapping[str, Floats]) -> tuple[ForceContact, ...]:
    """Every whole contact of a trial with ground force, in order; empty where there is none.

    points : "left_heel", "left_toe", ... -> (T, 3), m, from `find_centres`
    """
    if trial.force is None:
        return ()
    force = trial.force
    if _loaded(force.vertical_n, force.rate_hz) > ALWAYS_LOADED:
        spans = _plate_by_plate(force)
    else:
        spans = vertical_contacts(force.vertical_n, force.rate_hz)
    found = [ForceContact(_lower_foot(trial.time_s, points, (a + b) / 2), a, b) for a, b in spans]
    return tuple(found)


def vertical_contacts(vertical_n: Floats, rate_hz: float) -> list[tuple[float, float]]:
    """(strike_s, toe_off_s) of every whole contact, to a fraction of a sample, in order.

    vertical_n : (F,) upward force, N; a zero line that is off or drifts is taken out
    """
    force = from_zero(vertical_n, rate_hz)
    on = force > THRESHOLD_N
    crossings = np.flatnonzero(on[1:] != on[:-1])
    part = (THRESHOLD_N - force[crossings]) / (force[crossings + 1] - force[crossings])
    seconds = (crossings + part) / rate_hz
    rising = ~on[crossings]
    return [
        (float(seconds[i]), float(seconds[i + 1]))
        for i in range(len(seconds) - 1)
        if rising[i] and CONTACT_S[0] < seconds[i + 1] - seconds[i] < CONTACT_S[1]
    ]


def zero_line_note(force: GroundForce | None) -> tuple[str, ...]:
    """What to say of a plate whose zero line had to be taken out; empty where none had."""
    if force is None:
        return ()
    zero = zero_line(low_passed(force.vertical_n, force.rate_hz), force.rate_hz)
    worst = float(zero[np.abs(zero).argmax()])
    if abs(worst) <= TOLERANCE_N:
        return ()
    return (f"the unloaded force plate shows up to {worst:.0f} N: this was taken out",)


def from_zero(vertical_n: Floats, rate_hz: float) -> Floats:
    """Low-passed force above the plate's own zero line."""
    force = low_passed(vertical_n, rate_hz)
    zero = zero_line(force, rate_hz)
    return force - zero if np.abs(zero).max() > TOLERANCE_N else force


def low_passed(force_n: Floats, rate_hz: float) -> Floats:
    """Force without what is faster than 60 Hz (Butterworth, 4th order, there and back)."""
    if rate_hz <= 2.2 * LOWPASS_HZ or len(force_n) < 30:
        return force_n
    b, a = butter(4, LOWPASS_HZ / (rate_hz / 2))
    return np.asarray(filtfilt(b, a, force_n))


def zero_line(force_n: Floats, rate_hz: float) -> Floats:
    """(F,) what a plate shows while nobody is on it: the median over neighbouring flights, N.

    Zero where the plate is never free.
    """
    lowest = _lowest(force_n, rate_hz)
    if np.median(lowest) > UNLOADED * float(np.percentile(force_n, 95)):
        return np.zeros_like(force_n)
    free = force_n < lowest + NEAR_ZERO_N
    edges = np.flatnonzero(np.diff(np.r_[False, free, False].astype(int)))
    starts, ends = edges[::2], edges[1::2]
    flights = [(a, b) for a, b in zip(starts, ends, strict=True) if b - a >= FLIGHT_S * rate_hz]
    if not flights:
        return np.zeros_like(force_n)
    middle = np.array([(a + b) / 2 for a, b in flights])
    level = np.array([_middle_half(force_n[a:b]) for a, b in flights])
    around = [level[max(0, i - FLIGHTS // 2) : i + FLIGHTS // 2 + 1] for i in range(len(level))]
    return np.interp(np.arange(len(force_n)), middle, [float(np.median(x)) for x in around])


def _lowest(force_n: Floats, rate_hz: float) -> Floats:
    """(F,) the lowest force around each sample, a few samples disregarded."""
    width = max(1, round(WINDOW_S * rate_hz))
    starts = np.arange(0, max(1, len(force_n) - width // 2), width)
    low = [float(np.percentile(force_n[a : a + width], LOWEST_PCT)) for a in starts]
    return np.interp(np.arange(len(force_n)), starts + width / 2, low)


def _middle_half(values: Floats) -> float:
    """Median of the middle half of a flight: its ends belong to the feet."""
    quarter = len(values) // 4
    return float(np.median(values[quarter : len(values) - quarter]))


def _loaded(vertical_n: Floats, rate_hz: float) -> float:
    """Share of the time from the first to the last contact in which somebody is on the plates."""
    on = from_zero(vertical_n, rate_hz) > THRESHOLD_N
    at = np.flatnonzero(on)
    return float(on[at[0] : at[-1] + 1].mean()) if len(at) else 0.0


def _plate_by_plate(force: GroundForce) -> list[tuple[float, float]]:
    """Contacts of each plate by itself, all in order of time."""
    plates = force.force_n[:, :, 1].T
    return sorted(c for plate in plates for c in vertical_contacts(plate, force.rate_hz))


def _lower_foot(time_s: Floats, points: Mapping[str, Floats], at_s: float) -> Side:
    """The foot whose heel or toe is lowest at a time."""
    height = {
        side: min(_at(time_s, points[f"{side}_{p}"][:, 1], at_s) for p in ("heel", "toe"))
        for side in SIDES
    }
    return "left" if height["left"] < height["right"] else "right"


def _at(time_s: Floats, values: Floats, at_s: float) -> float:
    known = np.isfinite(values)
    return float(np.interp(at_s, time_s[known], values[known])) if known.any() else np.inf
