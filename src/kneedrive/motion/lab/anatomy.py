"""Joint centres from markers on the bones, by published regressions.

Works on any number of frames: on the mean of a static trial, or on a moving trial itself.

Hip: Harrington et al. 2007, doi 10.1016/j.jbiomech.2006.02.003 (32 people, magnetic resonance).
Knee: middle of the epicondyles, Cappozzo et al. 1995, doi 10.1016/0268-0033(95)91394-T.
Ankle: middle of the malleoli, Wu et al. 2002, doi 10.1016/S0021-9290(01)00222-6.
Widths of knee and ankle where the inner marker is lacking: means of 507 active adults,
Heinz et al. 2003, doi 10.1080/10691898.2003.11910711.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kneedrive.motion.lab.trial import Floats

SIDES = ("left", "right")
OUTWARD = {"left": -1.0, "right": 1.0}  # sign of z
KNEE_WIDTH_M = 0.094
ANKLE_WIDTH_M = 0.069
MARKER_RADIUS_M = 0.007  # markers of 14 mm are the usual ones
TOES_M = 0.05  # from the heads of the metatarsals to the tip of the shoe


@dataclass(frozen=True)
class Pelvis:
    """The pelvis as markers show it.

    origin_m : (T, 3) middle of the anterior spines
    axes : (T, 3, 3) rows forward, up, right
    depth_m : from the anterior spines back to the posterior ones or the sacrum
    """

    origin_m: Floats
    axes: Floats
    depth_m: float


@dataclass
class Anatomy:
    """Landmark -> (T, 3) positions, the pelvis, and what had to be assumed."""

    points: dict[str, Floats]
    pelvis: Pelvis | None
    notes: list[str] = field(default_factory=list)

    def put(self, name: str, xyz_m: Floats | None) -> None:
        """Take a point up, where it is known."""
        if xyz_m is not None:
            self.points[name] = xyz_m


def find_anatomy(points: Mapping[str, Floats]) -> Anatomy:
    """Hip, knee, ankle, heel, toe and shoulder of both sides, as far as the markers give them.

    points : landmark -> (T, 3), m, in the runner's axes
    """
    found = Anatomy({}, find_pelvis(points))
    for side in SIDES:
        found.put(f"{side}_hip", _hip(points, found, side))
        found.put(f"{side}_knee", _middle(points, found, side, "knee", KNEE_WIDTH_M))
        found.put(f"{side}_ankle", _middle(points, found, side, "ankle", ANKLE_WIDTH_M))
        found.put(f"{side}_heel", points.get(f"{side}_heel"))
        found.put(f"{side}_toe", _toe(points, side))
        found.put(f"{side}_shoulder", points.get(f"{side}_shoulder"))
    return found


def find_pelvis(points: Mapping[str, Floats]) -> Pelvis | None:
    """Axes of the pelvis from its four spines, or from two and the sacrum; None where they lack."""
    back = _back_of_pelvis(points)
    if back is None or "left_asis" not in points or "right_asis" not in points:
        return None
    left, right = points["left_asis"], points["right_asis"]
    front = (left + right) / 2
    sideways = _unit(right - left)
    forward = front - back
    forward = _unit(forward - sideways * np.sum(forward * sideways, axis=1, keepdims=True))
    up = np.cross(sideways, forward)
    return Pelvis(front, np.stack([forward, up, sideways], axis=1), _length(front - back))


def harrington(width_m: float, depth_m: float, leg_m: float | None) -> Floats:
    """Right hip centre from the middle of the anterior spines: forward, up, right, m.

    width_m between the anterior spines, depth_m from their middle to that of the posterior ones,
    leg_m from anterior spine to ankle; without it the equations of the width alone.
    """
    forward = -0.24 * depth_m - 0.0099
    if leg_m is None:
        return np.array([forward, -0.30 * width_m - 0.0109, 0.33 * width_m + 0.0073])
    up = -0.16 * width_m - 0.04 * leg_m - 0.0071
    return np.array([forward, up, 0.28 * depth_m + 0.16 * width_m + 0.0079])


def _hip(points: Mapping[str, Floats], found: Anatomy, side: str) -> Floats | None:
    if f"{side}_hip" in points:
        return points[f"{side}_hip"]
    pelvis = found.pelvis
    if pelvis is None:
        return None
    asis = points[f"{side}_asis"]
    ankle = points.get(f"{side}_ankle_lateral")
    inner = points.get(f"{side}_ankle_medial")
    if ankle is not None and inner is not None:
        ankle = (ankle + inner) / 2
    # Leg length is a distance along a straight leg: a bent one, in a moving trial, has none.
    leg = _length(asis - ankle) if ankle is not None and len(asis) == 1 else None
    width = _length(points["right_asis"] - points["left_asis"])
    offset = harrington(width, pelvis.depth_m, leg)
    offset = offset * np.array([1.0, 1.0, OUTWARD[side]])
    return np.asarray(pelvis.origin_m + np.einsum("tij,i->tj", pelvis.axes, offset))


def _middle(
    points: Mapping[str, Floats], found: Anatomy, side: str, joint: str, width_m: float
) -> Floats | None:
    """Middle of a joint: given, or between its two markers, or half a usual width inwards."""
    outer, inner = points.get(f"{side}_{joint}_lateral"), points.get(f"{side}_{joint}_medial")
    if f"{side}_{joint}" in points:
        return points[f"{side}_{joint}"]
    if outer is None or (inner is None and found.pelvis is None):
        return None
    if inner is not None:
        return (outer + inner) / 2
    assert found.pelvis is not None
    found.notes.append(
        f"no marker on the inner side of the {side} {joint}: half a usual width is taken"
    )
    upper = found.points.get(f"{side}_{'hip' if joint == 'knee' else 'knee'}")
    sideways = found.pelvis.axes[:, 2]
    if upper is not None:
        along = _unit(outer - upper)
        sideways = _unit(sideways - along * np.sum(sideways * along, axis=1, keepdims=True))
    return outer - OUTWARD[side] * (width_m / 2 + MARKER_RADIUS_M) * sideways


def _toe(points: Mapping[str, Floats], side: str) -> Floats | None:
    """Tip of the shoe: its own marker, or the toes' length ahead of the metatarsal heads."""
    if f"{side}_toe" in points:
        return points[f"{side}_toe"]
    heel, head = points.get(f"{side}_heel"), _metatarsals(points, side)
    if heel is None or head is None:
        return None
    along = head - heel
    if len(along) == 1:  # a standing foot is flat, whatever the heights of its markers
        along = along * np.array([1.0, 0.0, 1.0])
    return head + TOES_M * _unit(along)


def _metatarsals(points: Mapping[str, Floats], side: str) -> Floats | None:
    """Head of the second metatarsal, or the middle of the first and the fifth."""
    if f"{side}_mt2" in points:
        return points[f"{side}_mt2"]
    if f"{side}_mt1" in points and f"{side}_mt5" in points:
        return (points[f"{side}_mt1"] + points[f"{side}_mt5"]) / 2
    return points.get(f"{side}_mt1", points.get(f"{side}_mt5"))


def _back_of_pelvis(points: Mapping[str, Floats]) -> Floats | None:
    if "left_psis" in points and "right_psis" in points:
        return (points["left_psis"] + points["right_psis"]) / 2
    return points.get("sacrum")


def _length(vector: Floats) -> float:
    """Median length of (T, 3) vectors."""
    return float(np.nanmedian(np.linalg.norm(vector, axis=1)))


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector, axis=1, keepdims=True))
