"""The posture in one frame: angles of both legs and the trunk, where the feet and hands are.

In: landmarks of one frame, pixels, with their confidence, the way the person faces, and the length
of the leg in pixels. Out: degrees and lengths in legs, so that no height and no scale is needed.
The thigh's angle is turned back from the view (`view`); the others are those in the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kneedrive.base.sides import SIDES, Side
from kneedrive.motion.angles import foot_deg, hanging_deg, knee_flexion_deg, lean_deg
from kneedrive.strength.posture_points import AT, LEG_JOINTS
from kneedrive.strength.view import View, turned_back_deg

__all__ = ["AT", "LEG_JOINTS", "SIDES", "LegPosture", "Posture", "Side", "posture_of"]

Floats = NDArray[np.float64]
# A joint hidden behind the other leg has a low confidence and lies well all the same
# (`pose.blazepose.Body`); one outside the picture has none.
LEG_SEEN = 0.01
HAND_SEEN, HAND_GUESSED = 0.5, 0.2  # a hand half hidden behind the knee it holds is a guess
# Of thigh and shank, where a hand holds a lifted leg: from the far part of the thigh to half the
# shank. A hand that hangs from its shoulder holds nothing, though it may lie before the thigh.
HELD_FROM, HELD_TO = 0.7, 0.5
HANGS_DEG = 20.0
# The network now and then turns a person upside down; nobody stands or sits who leans this far.
MOST_LEAN_DEG = 60.0
# A foot is 0.152 of height long, thigh and shank 0.491 (Winter 2009). One that looks shorter than
# two thirds of that is turned away or misplaced: of the angles of drawn feet that were wrong by
# more than 20 degrees, seven of eight looked so short.
FOOT_SEEN = 2 / 3 * 0.152 / 0.491


@dataclass(frozen=True, slots=True)
class LegPosture:
    """One leg in one frame; angles in degrees from the vertical, + = lower end in front.

    thigh_deg : 90 = horizontal
    knee_deg : flexion, 0 = straight
    dorsi_deg : shank against foot, 0 = square, + = toes pulled up; NaN where the foot looks too
        short to have one
    line_deg : hip to ankle, 90 = horizontal
    ankle_up : height of the ankle over the picture's lower edge, legs; foot_at : (x, y) of the
        foot, legs
    hand_gap : distance of the nearest hand that does not hang from where hands hold a leg, legs;
        inf where there is none
    seen : hip, knee and ankle are in the picture, of a person who is not upside down
    named : how much has spoken for this leg being the left one (+) or the right one (-)
    """

    thigh_deg: float
    knee_deg: float
    dorsi_deg: float
    line_deg: float
    ankle_up: float
    foot_at: tuple[float, float]
    hand_gap: float
    seen: bool
    named: float


@dataclass(frozen=True, slots=True)
class Posture:
    """One frame.

    legs : two legs, each the same one through the clip
    lean_deg : of the trunk, + = forward; NaN where it is not seen or can't be
    hands_seen : how many hands are seen
    hands_beside : distance of the farthest seen hand from the hips, legs; NaN where none is seen
    """

    time_s: float
    legs: tuple[LegPosture, LegPosture]
    lean_deg: float
    hands_seen: int
    hands_beside: float


def posture_of(
    time_s: float,
    xy_px: Floats,
    confidence: Floats,
    named: Sequence[float],
    view: View,
    leg_px: float,
) -> Posture:
    """The posture that landmarks show.

    Parameters
    ----------
    xy_px, confidence : (L, 2), (L,) in the order of `LANDMARKS`; the first leg's landmarks stand
        at the left's places
    named : see `LegPosture`, of both
    view : how the person is seen; thigh angles are turned back from it
    leg_px : length of thigh and shank
    """
    xy = xy_px * [view.facing, -1.0]
    sure = [float(confidence[AT[f"{side}_wrist"]]) for side in SIDES]
    hands = [
        xy[AT[f"{side}_{part}"]]
        for side, c in zip(SIDES, sure, strict=True)
        for part in ("wrist", "hand")
        if c >= HAND_GUESSED and abs(_arm_deg(xy, side)) > HANGS_DEG
    ]
    hips = (xy[AT["left_hip"]] + xy[AT["right_hip"]]) / 2
    shoulders = (xy[AT["left_shoulder"]] + xy[AT["right_shoulder"]]) / 2
    lean = float(lean_deg(hips, shoulders))
    upright = not abs(lean) > MOST_LEAN_DEG
    thighs = [
        turned_back_deg(xy_px[AT[f"{side}_hip"]], xy_px[AT[f"{side}_knee"]], leg_px, view)
        for side in SIDES
    ]
    legs = [
        _leg(xy, confidence, side, hands, named[i], thighs[i], leg_px, upright)
        for i, side in enumerate(SIDES)
    ]
    beside = [
        float(np.hypot(*(xy[AT[f"{side}_wrist"]] - hips))) / leg_px
        for side, c in zip(SIDES, sure, strict=True)
        if c >= HAND_SEEN
    ]
    return Posture(
        time_s,
        (legs[0], legs[1]),
        lean if upright else float("nan"),
        len(beside),
        max(beside, default=float("nan")),
    )


def _arm_deg(xy: Floats, side: Side) -> float:
    """Angle of the line from shoulder to wrist; 0 = hanging."""
    return float(hanging_deg(xy[AT[f"{side}_shoulder"]], xy[AT[f"{side}_wrist"]]))


def _leg(
    xy: Floats,
    confidence: Floats,
    side: Side,
    hands: list[Floats],
    named: float,
    thigh_deg: float,
    leg_px: float,
    upright: bool,
) -> LegPosture:
    hip, knee, ankle, heel, toe = (xy[AT[f"{side}_{joint}"]] for joint in LEG_JOINTS)
    needed = [AT[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle")]
    whole = np.isfinite(xy[needed]).all() and (confidence[needed] >= LEG_SEEN).all()
    seen = bool(whole and upright)
    shank = float(hanging_deg(knee, ankle))
    foot_seen = float(np.hypot(*(toe - heel))) >= FOOT_SEEN * leg_px
    gap = float("inf")
    if seen:
        way = [hip + HELD_FROM * (knee - hip), knee, knee + HELD_TO * (ankle - knee)]
        gaps = [_from_segment(hand, a, b) for hand in hands for a, b in pairwise(way)]
        gap = min((g for g in gaps if np.isfinite(g)), default=float("inf")) / leg_px
    foot = (ankle + heel + toe) / 3 if np.isfinite(heel + toe).all() else ankle
    return LegPosture(
        thigh_deg=thigh_deg,
        knee_deg=float(knee_flexion_deg(hip, knee, ankle)),
        dorsi_deg=float(foot_deg(heel, toe)) - shank if foot_seen else float("nan"),
        line_deg=float(hanging_deg(hip, ankle)),
        ankle_up=float(ankle[1]) / leg_px,
        foot_at=(float(foot[0]) / leg_px, float(foot[1]) / leg_px),
        hand_gap=gap,
        seen=seen,
        named=named,
    )


def _from_segment(point: Floats, a: Floats, b: Floats) -> float:
    """Distance of a point from the line between two others."""
    way = b - a
    length2 = float(way @ way)
    share = float(np.clip((point - a) @ way / length2, 0.0, 1.0)) if length2 > 0 else 0.0
    return float(np.hypot(*(point - a - share * way)))
