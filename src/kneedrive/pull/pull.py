"""Pull: the net hip moment of the swinging leg, over the stride, by Newton and Euler.

While the foot is off the ground no force enters from below, so the moment at the hip is what the
leg's own segments ask for: inertia, and weight in a frame that accelerates with the hip. Motion
comes from the folded stride, whose derivatives are exact. It is a net moment of all tissue across
the hip; single muscles can't be told apart.

Winter 2009, chapter 5, doi 10.1002/9780470549148.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Floats, Motion, Side
from kneedrive.pose.bias import PoseBias
from kneedrive.pull.demand import Demand, demands
from kneedrive.pull.restored import restored
from kneedrive.pull.segments import LEG, Segment, Sex
from kneedrive.stride.events import FootEvents
from kneedrive.stride.strides import Strides

G_MPS2 = 9.81
POINTS = 301  # of the swing


@dataclass(frozen=True)
class LegPull:
    """Hip moment of one leg over its swing, on the mean stride.

    phase_pct : (P,) % of the stride from the leg's own strike, swing only
    moment_nm_kg : (P,) net sagittal hip moment per kg of body mass, + = flexor
    power_w_kg : (P,) moment x angular velocity of the thigh against the trunk, + = generated
        both free of what the landmarks' network is known to take from them (`restored`)
    impulse_nms_kg : integral of the flexor part over the swing
    peak_moment_nm_kg, peak_power_w_kg : highest flexor moment, highest power while it flexes
    positive_work_j_kg : of the flexor moment: integral of positive power while it flexes
    net_work_j_kg : of the hip over the whole swing, what it gives less what it takes
    """

    phase_pct: Floats
    moment_nm_kg: Floats
    power_w_kg: Floats
    impulse_nms_kg: float
    peak_moment_nm_kg: float
    peak_power_w_kg: float
    positive_work_j_kg: float = np.nan
    net_work_j_kg: float = np.nan

    @property
    def peak_at_swing_pct(self) -> float:
        """Where the flexor moment is highest: 0 = toe-off, 100 = strike."""
        return self._of_swing(float(self.phase_pct[int(np.argmax(self.moment_nm_kg))]))

    @property
    def zero_at_swing_pct(self) -> float:
        """Where the flexor moment ends for the first time after its peak; NaN where it doesn't."""
        peak = int(np.argmax(self.moment_nm_kg))
        after = np.flatnonzero(self.moment_nm_kg[peak:] <= 0)
        if len(after) == 0 or after[0] == 0:
            return np.nan
        last = peak + int(after[0])
        here = slice(last - 1, last + 1)
        at = np.interp(0.0, self.moment_nm_kg[here][::-1], self.phase_pct[here][::-1])
        return self._of_swing(float(at))

    def _of_swing(self, phase_pct: float) -> float:
        first, last = float(self.phase_pct[0]), float(self.phase_pct[-1])
        return 100.0 * (phase_pct - first) / (last - first)


@dataclass(frozen=True)
class Pull:
    """The pull of both legs; empty with a reason where it can't be computed.

    demands : what other ways of running would ask
    """

    legs: Mapping[Side, LegPull]
    reason: str | None = None
    demands: tuple[Demand, ...] = ()


def find_pull(motion: Motion, strides: Strides, sex: Sex) -> Pull:
    """Hip moment of both swinging legs, per kg of body mass."""
    if motion.fold is None or not strides.events:
        return Pull({}, "no running stride was found")
    if not np.isfinite(motion.scale.m_per_px):
        return Pull({}, "the scale is unknown: give --height or --speed")
    # Higher harmonics of position are mostly noise once differentiated twice.
    fold, m_per_px = motion.fold.lowpassed(motion.bias.pull_hz), motion.scale.m_per_px
    speed_mps = motion.stance.ground_per_s * m_per_px if motion.stance else np.nan
    return Pull(
        {
            side: _leg_pull(fold, m_per_px, strides.events[side], side, sex, motion.bias)
            for side in SIDES
        },
        demands=demands(fold, strides.events, m_per_px, speed_mps, sex),
    )


def _leg_pull(
    fold: Fold, m_per_px: float, events: FootEvents, side: Side, sex: Sex, bias: PoseBias
) -> LegPull:
    phase = np.linspace(events.toe_off, events.strike + 1.0, POINTS)
    moment = np.sum(
        [_segment_moment(fold, m_per_px, side, part, phase) for part in LEG[sex]], axis=0
    )
    power = moment * _hip_velocity(fold, side, phase)
    seconds = (phase - phase[0]) / fold.stride_hz
    shares = bias.flexor_peak, bias.flexor_impulse
    flexor, pulling = _flexor_part(moment, power)
    moment, power = (
        restored(moment, flexor, seconds, *shares),
        restored(power, np.clip(pulling, 0.0, None), seconds, *shares),
    )
    flexor, pulling = _flexor_part(moment, power)
    return LegPull(
        phase_pct=100.0 * (phase - events.strike),
        moment_nm_kg=moment,
        power_w_kg=power,
        impulse_nms_kg=float(np.trapezoid(flexor, seconds)),
        peak_moment_nm_kg=float(moment.max()),
        peak_power_w_kg=float(pulling.max()),
        positive_work_j_kg=float(np.trapezoid(np.clip(pulling, 0.0, None), seconds)),
        net_work_j_kg=float(np.trapezoid(power, seconds)),
    )


def _flexor_part(moment: Floats, power: Floats) -> tuple[Floats, Floats]:
    """(P,) the flexor moment, and the power while there is one; 0 elsewhere."""
    return np.clip(moment, 0.0, None), np.where(moment > 0, power, 0.0)


def _segment_moment(
    fold: Fold, m_per_px: float, side: Side, segment: Segment, phase: Floats
) -> Floats:
    """(P,) share of one segment in the hip moment, Nm per kg of body mass, + = flexor."""
    top, velocity_top, acceleration_top = _motion(fold, f"{side}_{segment.proximal}", phase)
    end, velocity_end, acceleration_end = _motion(fold, f"{side}_{segment.distal}", phase)
    hip = _motion(fold, f"{side}_hip", phase)[0]
    along, turning, bending = (
        end - top,
        velocity_end - velocity_top,
        acceleration_end - acceleration_top,
    )
    square = np.sum(along**2, axis=1)
    rate = _cross(along, turning) / square
    alpha = _cross(along, bending) / square - 2 * rate * np.sum(along * turning, axis=1) / square
    arm = (top + segment.centre * along - hip) * m_per_px
    acceleration = (acceleration_top + segment.centre * bending) * m_per_px
    inertia = segment.mass * segment.gyration**2 * square.mean() * m_per_px**2
    weight = acceleration + np.array([0.0, G_MPS2])
    return np.asarray(inertia * alpha + segment.mass * _cross(arm, weight))


def _hip_velocity(fold: Fold, side: Side, phase: Floats) -> Floats:
    """(P,) angular velocity of the thigh against the trunk, rad/s, + = flexing."""
    hip, hip_v, _ = _motion(fold, f"{side}_hip", phase)
    knee, knee_v, _ = _motion(fold, f"{side}_knee", phase)
    thigh: Floats = _cross(knee - hip, knee_v - hip_v) / np.sum((knee - hip) ** 2, axis=1)
    if "left_shoulder" not in fold.landmarks:
        return thigh
    parts = [_motion(fold, f"{s}_{j}", phase) for j in ("hip", "shoulder") for s in SIDES]
    base, base_v = ((parts[0][i] + parts[1][i]) / 2 for i in (0, 1))
    neck, neck_v = ((parts[2][i] + parts[3][i]) / 2 for i in (0, 1))
    trunk = _cross(neck - base, neck_v - base_v) / np.sum((neck - base) ** 2, axis=1)
    return np.asarray(thigh - trunk)


def _motion(fold: Fold, landmark: str, phase: Floats) -> tuple[Floats, Floats, Floats]:
    """Position, velocity and acceleration of a landmark."""
    return fold.at(landmark, phase), fold.at(landmark, phase, 1), fold.at(landmark, phase, 2)


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
