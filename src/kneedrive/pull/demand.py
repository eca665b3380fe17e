"""What another way of running would ask of this runner's hip flexors: ratios, not newton metres.

The leg's own angles over the folded stride are changed a little (quicker, higher), the leg is set
together again, and Newton and Euler give the moment of the swing before and after. The ratio needs
no mass, and most of what is wrong with the scale falls out of it. With speed everything changes at
once; there the ratio is what runners showed: flexor impulse in proportion to speed, at 2.5 to 4.5
m/s (Fukuchi 2017, doi 10.7717/peerj.3298, measured from its markers as `make bench` does).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.motion.angles import foot_deg, hanging_deg
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Floats, Side
from kneedrive.pull.segments import LEG, Segment, Sex
from kneedrive.stride.events import FootEvents

G_MPS2 = 9.81
POINTS = 256  # of the stride
HIGHEST_HZ = 16.0  # of joints set together from angles that were low-passed before

KMH = 1 / 3.6
CADENCE_PER_MPS = 11.2  # spm
QUICKER, HIGHER_DEG = 0.05, 5.0
NORMAL_95 = 1.96
# Standard errors: of a ratio, keypoints with phone noise against perfect ones (48 runs); of the
# growth with speed, between runners (16, from 2.5 to 3.5 and to 4.5 m/s).
RATIO_ERROR, SPEED_ERROR_PER_MPS = 0.010, 0.06


@dataclass(frozen=True)
class SwingLeg:
    """One leg over a stride that begins at toe-off, as angles (rad) and lengths (m).

    hip_m : (P, 2); thigh, knee, ankle : (P,), knee = thigh minus shank, ankle = foot minus shank
    thigh_m, shank_m : lengths; heel_m, toe_m : (2,) from the ankle, along the foot and across
    swing_share : of the P phases, from the first one on
    stride_s, swing_s : duration
    """

    hip_m: Floats
    thigh: Floats
    knee: Floats
    ankle: Floats
    thigh_m: float
    shank_m: float
    heel_m: Floats
    toe_m: Floats
    swing_share: float
    stride_s: float
    swing_s: float


@dataclass(frozen=True)
class Demand:
    """What one change would ask of the hip flexors, both legs, as multiples of now.

    change : in words
    impulse : flexor impulse of one swing; low, high : its 95 % interval
    per_minute : the same over a minute of running
    source : how it is known
    grade : "measured here" (mechanics of this leg) or "literature"
    """

    change: str
    impulse: float
    low: float
    high: float
    per_minute: float
    source: str
    grade: str


Change = Callable[[SwingLeg], SwingLeg]


def demands(
    fold: Fold, events: Mapping[Side, FootEvents], m_per_px: float, speed_mps: float, sex: Sex
) -> tuple[Demand, ...]:
    """Each change's demand on this runner."""
    legs = [swing_leg(fold, events[side], side, m_per_px) for side in SIDES]
    changes: tuple[tuple[str, Change], ...] = (
        (
            f"{100 * QUICKER:.0f} % more cadence",
            lambda leg: quicker_steps(leg, QUICKER),
        ),
        (f"{100 * QUICKER:.0f} % less swing time", lambda leg: shorter_swing(leg, QUICKER)),
        (f"knee {HIGHER_DEG:.0f}° higher", lambda leg: higher_knee(leg, HIGHER_DEG)),
    )
    changed = [_demand(words, legs, change, sex) for words, change in changes]
    return (*changed, _faster(120 * fold.stride_hz, speed_mps))


def _demand(words: str, legs: Sequence[SwingLeg], change: Change, sex: Sex) -> Demand:
    """The demand of one change, mean of both legs."""
    then = [change(leg) for leg in legs]
    impulse = sum(flexor_impulse(leg, sex) for leg in then) / sum(
        flexor_impulse(leg, sex) for leg in legs
    )
    often = sum(leg.stride_s for leg in legs) / sum(leg.stride_s for leg in then)
    half = NORMAL_95 * RATIO_ERROR
    source = "mechanics of this leg, all else unchanged"
    ends = impulse - half, impulse + half
    return Demand(words, impulse, *ends, impulse * often, source, "measured here")


def _faster(cadence_spm: float, speed_mps: float) -> Demand:
    """A run that is 1 km/h faster."""
    impulse = 1 + KMH / speed_mps
    half = NORMAL_95 * SPEED_ERROR_PER_MPS * KMH
    often = 1 + CADENCE_PER_MPS * KMH / cadence_spm
    source = "16 runners at 2.5 to 4.5 m/s, doi 10.7717/peerj.3298"
    words = "1 km/h faster"
    ends = impulse - half, impulse + half
    return Demand(words, impulse, *ends, impulse * often, source, "literature")


def quicker_steps(leg: SwingLeg, share: float) -> SwingLeg:
    """More steps at the same speed: everything quicker, each step as much shorter."""
    factor = 1 + share
    bounce = leg.hip_m.mean(axis=0) + (leg.hip_m - leg.hip_m.mean(axis=0)) / factor**2
    return replace(
        leg,
        hip_m=bounce,
        thigh=leg.thigh.mean() + (leg.thigh - leg.thigh.mean()) / factor,
        stride_s=leg.stride_s / factor,
        swing_s=leg.swing_s / factor,
    )


def shorter_swing(leg: SwingLeg, share: float) -> SwingLeg:
    """The same way of the leg in less time, the foot longer on the ground."""
    return replace(leg, swing_s=leg.swing_s * (1 - share))


def higher_knee(leg: SwingLeg, degrees: float) -> SwingLeg:
    """The thigh comes higher in front, and goes as far back as before."""
    low, high = float(leg.thigh.min()), float(leg.thigh.max())
    share = (leg.thigh - low) / (high - low)
    return replace(leg, thigh=leg.thigh + np.radians(degrees) * share)


def swing_leg(fold: Fold, events: FootEvents, side: Side, m_per_px: float) -> SwingLeg:
    """Angles and lengths of one leg of the folded stride."""
    phase = events.toe_off + np.arange(POINTS) / POINTS
    at = {j: fold.at(f"{side}_{j}", phase) for j in ("hip", "knee", "ankle", "heel", "toe")}
    thigh, shank = (
        np.unwrap(np.radians(hanging_deg(at[a], at[b])))
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    )
    foot = np.unwrap(np.radians(foot_deg(at["heel"], at["toe"])))
    return SwingLeg(
        hip_m=at["hip"] * m_per_px,
        thigh=thigh,
        knee=thigh - shank,
        ankle=foot - shank,
        thigh_m=_length(at["hip"], at["knee"]) * m_per_px,
        shank_m=_length(at["knee"], at["ankle"]) * m_per_px,
        heel_m=_own(at["heel"] - at["ankle"], foot) * m_per_px,
        toe_m=_own(at["toe"] - at["ankle"], foot) * m_per_px,
        swing_share=1 - events.duty,
        stride_s=1 / fold.stride_hz,
        swing_s=(1 - events.duty) / fold.stride_hz,
    )


def flexor_impulse(leg: SwingLeg, sex: Sex) -> float:
    """Flexor impulse of one swing, Nms per kg of body mass."""
    swing = slice(0, max(2, round(leg.swing_share * POINTS)))
    moment = np.sum([_segment_moment(leg, part) for part in LEG[sex]], axis=0)[swing]
    seconds = np.linspace(0, leg.swing_s, len(moment))
    return float(np.trapezoid(np.clip(moment, 0, None), seconds))


def _segment_moment(leg: SwingLeg, segment: Segment) -> Floats:
    """(P,) share of one segment in the hip moment, Nm/kg, + = flexor."""
    places, rate_hz = _places(leg), leg.swing_share / leg.swing_s
    top, end = places[segment.proximal], places[segment.distal]
    along = end - top
    turn = np.unwrap(np.arctan2(along[:, 1], along[:, 0]))
    centre = top + segment.centre * along
    force = segment.mass * (_twice(centre, rate_hz) + [0.0, G_MPS2])
    arm = centre - places["hip"]
    inertia = segment.mass * segment.gyration**2 * np.sum(along**2, axis=1).mean()
    bending = inertia * _twice(turn[:, None], rate_hz)[:, 0]
    return np.asarray(bending + arm[:, 0] * force[:, 1] - arm[:, 1] * force[:, 0])


def _places(leg: SwingLeg) -> dict[str, Floats]:
    """The joints, set together from angles and lengths, m."""
    shank = leg.thigh - leg.knee
    knee = leg.hip_m + leg.thigh_m * _hanging(leg.thigh)
    ankle = knee + leg.shank_m * _hanging(shank)
    heel, toe = (ankle + _turned(way, shank + leg.ankle) for way in (leg.heel_m, leg.toe_m))
    return {"hip": leg.hip_m, "knee": knee, "ankle": ankle, "heel": heel, "toe": toe}


def _hanging(angle: Floats) -> Floats:
    """(P, 2) unit vectors at angles from straight down."""
    return np.stack([np.sin(angle), -np.cos(angle)], axis=1)


def _turned(way: Floats, angle: Floats) -> Floats:
    """(P, 2) a vector (2,) turned by each angle."""
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([c * way[0] - s * way[1], s * way[0] + c * way[1]], axis=1)


def _own(way: Floats, angle: Floats) -> Floats:
    """(2,) mean of vectors (P, 2), each turned back by its angle."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array(
        [
            np.mean(c * way[:, 0] + s * way[:, 1]),
            np.mean(c * way[:, 1] - s * way[:, 0]),
        ]
    )


def _length(a: Floats, b: Floats) -> float:
    return float(np.linalg.norm(b - a, axis=1).mean())


def _twice(periodic: Floats, rate_hz: float) -> Floats:
    """(P, K) second derivative by time of values that repeat rate_hz times a second."""
    order = np.fft.rfftfreq(len(periodic), 1 / len(periodic))
    kept = np.where(order * rate_hz <= HIGHEST_HZ, (2 * np.pi * order * rate_hz) ** 2, 0.0)
    return np.fft.irfft(-kept[:, None] * np.fft.rfft(periodic, axis=0), len(periodic), axis=0)
