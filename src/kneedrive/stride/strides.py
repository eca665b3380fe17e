"""Strides: contacts with the ground, and what lies between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.interpolate import CubicSpline

from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Floats, Leg, Motion, Side
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.events import FootEvents, find_events
from kneedrive.stride.learned import Learned, shipped
from kneedrive.stride.legs import reconcile
from kneedrive.stride.mean_stride import CYCLE, MeanStride, corrected, mean_stride
from kneedrive.stride.thigh import thigh_offset_deg

CURVE_POINTS = 101
LONGEST_GAP_S = 0.1  # a stride with a longer gap in its landmarks has no angles of its own
LOST_CONTACT = 1.7  # of the usual step: contacts further apart are no neighbours


@dataclass(frozen=True)
class Contact:
    """One foot on the ground, captured seconds from the clip's start, [strike_s, toe_off_s)."""

    side: Side
    strike_s: float
    toe_off_s: float


@dataclass(frozen=True)
class StrideCurve:
    """The thigh angle of one leg over its stride, from its own strike to the next.

    phase_pct : (101,) 0 .. 100 % of the stride
    mean_deg, sd_deg : (101,) over the strides of the clip
    toe_off_pct : where the foot leaves the ground
    peak_pct, peak_deg, lowest_deg : where the mean is highest, how high, and how low it goes
    """

    phase_pct: Floats
    mean_deg: Floats
    sd_deg: Floats
    toe_off_pct: float
    peak_pct: float
    peak_deg: float
    lowest_deg: float


@dataclass(frozen=True)
class Strides:
    """What the feet and legs did, step by step.

    events : strike and toe-off of each foot on the folded stride; empty where no stride was found
    contacts : in order of time
    steps : a row per step: side, strike_s, toe_off_s, contact_s, flight_s, step_time_s
    strides : a row per stride: side, start_s, end_s, peak_thigh_deg, min_thigh_deg, ...; the rows
        of a side scatter about its mean stride, whose numbers are the metrics
    means : the mean stride, by side
    legs : angles of every frame, corrected as the mean stride is
    curves : thigh angle over the stride, by side
    thigh_offset_deg : what was added to the thigh angles of each side for the landmarks' offsets
    calibration : of this runner, which the events are free of; None where there was none
    """

    events: Mapping[Side, FootEvents]
    contacts: tuple[Contact, ...]
    steps: pd.DataFrame
    strides: pd.DataFrame
    curves: Mapping[Side, StrideCurve]
    thigh_offset_deg: Mapping[Side, float]
    calibration: Calibration | None = None
    means: Mapping[Side, MeanStride] = field(default_factory=dict)
    legs: Mapping[Side, Leg] = field(default_factory=dict)


STEP_COLUMNS = ("side", "strike_s", "toe_off_s", "contact_s", "flight_s", "step_time_s")
STRIDE_COLUMNS = (
    "side",
    "start_s",
    "end_s",
    "stride_time_s",
    "peak_thigh_deg",
    "min_thigh_deg",
    "peak_thigh_velocity_dps",
    "peak_hip_flexion_deg",
    "peak_knee_flexion_deg",
)


def find_strides(
    motion: Motion,
    learned: Learned | None = None,
    measured: Sequence[Contact] = (),
    calibration: Calibration | None = None,
) -> Strides:
    """Contacts, steps, strides and thigh curves of a motion; empty where it isn't periodic.

    learned : corrections from measured runs; those that come with this version where not given
    measured : contacts from ground force, which then stand in place of those from kinematics
    calibration : this runner's own offset, to be taken out of what kinematics finds
    """
    fold, stance = motion.fold, motion.stance
    if fold is None or stance is None:
        empty = pd.DataFrame(columns=list(STEP_COLUMNS)), pd.DataFrame(columns=list(STRIDE_COLUMNS))
        return Strides({}, (), *empty, {}, {})
    family = motion.bias.family
    corrections = (shipped() if learned is None else learned)[family]
    events = reconcile(
        find_events(fold, stance, corrections), motion.leg_confidence, fold.stride_hz
    )
    if calibration is not None:
        events = calibration.taken_out(events, fold.stride_hz)
    if measured:
        events = _mean_events(fold, stance.mid, measured)
    offset = thigh_offset_deg(fold, stance, corrections, known=family != "keypoints")
    means = {side: mean_stride(fold, side, motion.bias, offset[side]) for side in SIDES}
    legs = {
        side: corrected(
            motion.legs[side], motion.time_s, fold.phase, means[side], motion.bias, offset[side]
        )
        for side in SIDES
    }
    contacts = tuple(measured) or _contacts(fold, events)
    strides = pd.DataFrame(
        [
            row
            for side in SIDES
            for row in _stride_rows(motion.time_s, legs[side], fold, side, events[side])
        ],
        columns=list(STRIDE_COLUMNS),
    ).sort_values("start_s", ignore_index=True)
    curves = {
        side: _curve(motion.time_s, legs[side], fold, means[side], events[side]) for side in SIDES
    }
    return Strides(
        events,
        contacts,
        steps_of(contacts),
        _about_the_mean(strides, means),
        curves,
        offset,
        calibration,
        means,
        legs,
    )


def _about_the_mean(strides: pd.DataFrame, means: Mapping[Side, MeanStride]) -> pd.DataFrame:
    """The rows of each side moved so that their mean is the mean stride's number.

    The highest point of a single, noisy stride lies a little too high; the mean stride's does not.
    """
    for side, mean in means.items():
        own = strides["side"] == side
        for column, value in mean.extremes.items():
            strides.loc[own, column] += value - strides.loc[own, column].mean()
    return strides


def _mean_events(
    fold: Fold, mid: Mapping[str, float], measured: Sequence[Contact]
) -> dict[Side, FootEvents]:
    """Where on the folded stride measured contacts begin and end, on the whole."""
    events = {}
    for side in SIDES:
        own = np.array([(c.strike_s, c.toe_off_s) for c in measured if c.side == side])
        phases = np.interp(own, fold.time_s, fold.phase, left=np.nan, right=np.nan)
        near = (phases - mid[side] + 0.5) % 1.0 - 0.5 + mid[side]
        strike, toe_off = np.nanmedian(near, axis=0)
        events[side] = FootEvents(float(strike), float(toe_off), 1.0)
    return events


def _contacts(fold: Fold, events: Mapping[Side, FootEvents]) -> tuple[Contact, ...]:
    """Every whole contact of the clip, in order."""
    found = []
    for side in SIDES:
        for cycle in _cycles(fold, events[side].strike, events[side].toe_off):
            strike, toe_off = fold.time_of(
                np.array([events[side].strike, events[side].toe_off]) + cycle
            )
            found.append(Contact(side, float(strike), float(toe_off)))
    return tuple(sorted(found, key=lambda contact: contact.strike_s))


def _cycles(fold: Fold, first: float, last: float) -> range:
    """Numbers of the cycles in which both phases lie inside the clip."""
    return range(int(np.ceil(fold.phase[0] - first)), int(np.floor(fold.phase[-1] - last)) + 1)


def steps_of(contacts: tuple[Contact, ...]) -> pd.DataFrame:
    """A row per step, from one foot's strike to the other's."""
    between = np.array([b.strike_s - a.strike_s for a, b in pairwise(contacts)])
    longest = LOST_CONTACT * float(np.median(between)) if len(between) else 0.0
    rows = [
        (
            a.side,
            a.strike_s,
            a.toe_off_s,
            a.toe_off_s - a.strike_s,
            b.strike_s - a.toe_off_s,
            b.strike_s - a.strike_s,
        )
        for a, b in pairwise(contacts)
        if a.side != b.side and b.strike_s - a.strike_s <= longest
    ]
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))


def _stride_rows(
    time_s: Floats, leg: Leg, fold: Fold, side: Side, events: FootEvents
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for cycle in _cycles(fold, events.strike, events.strike + 1.0):
        start, end = fold.time_of(np.array([events.strike, events.strike + 1.0]) + cycle)
        thigh = _within(time_s, leg.thigh_deg, start, end)
        hip = _within(time_s, leg.hip_flexion_deg, start, end)
        knee = _within(time_s, leg.knee_flexion_deg, start, end)
        velocity = _within(time_s, leg.thigh_velocity_dps, start, end)
        rows.append(
            (
                side,
                float(start),
                float(end),
                float(end - start),
                float(thigh.max()),
                float(thigh.min()),
                float(velocity.max()),
                float(hip.max()),
                float(knee.max()),
            )
        )
    return rows


def _within(time_s: Floats, angle_deg: Floats, start: float, end: float) -> Floats:
    """(101,) angle from start to end by cubic spline; all NaN where a gap is too long."""
    nearby = (time_s > start - 0.1) & (time_s < end + 0.1) & np.isfinite(angle_deg)
    t = time_s[nearby]
    if len(t) < 4 or t[0] > start or t[-1] < end or np.diff(t).max() > LONGEST_GAP_S:
        return np.full(CURVE_POINTS, np.nan)
    return np.asarray(CubicSpline(t, angle_deg[nearby])(np.linspace(start, end, CURVE_POINTS)))


def _curve(
    time_s: Floats, leg: Leg, fold: Fold, mean: MeanStride, events: FootEvents
) -> StrideCurve:
    """Mean thigh angle from the mean stride, and its spread between strides."""
    pct = np.linspace(0, 100, CURVE_POINTS)
    each = []
    for cycle in _cycles(fold, events.strike, events.strike + 1.0):
        start, end = fold.time_of(np.array([events.strike, events.strike + 1.0]) + cycle)
        each.append(_within(time_s, leg.thigh_deg, float(start), float(end)))
    strides = np.array([e for e in each if np.isfinite(e).all()]).reshape(-1, CURVE_POINTS)
    sd = strides.std(axis=0, ddof=1) if len(strides) > 1 else np.full(CURVE_POINTS, np.nan)
    return StrideCurve(
        phase_pct=pct,
        mean_deg=np.interp((events.strike + pct / 100) % 1.0, CYCLE, mean.thigh_deg),
        sd_deg=sd,
        toe_off_pct=100.0 * events.duty,
        peak_pct=100.0 * ((mean.peak_at - events.strike) % 1.0),
        peak_deg=float(mean.thigh_deg.max()),
        lowest_deg=float(mean.thigh_deg.min()),
    )
