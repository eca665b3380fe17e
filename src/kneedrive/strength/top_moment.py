"""The hip moment of each repetition or lift that counts, from its own angles at the top.

As if the leg were held still there. What speeding it up asks for comes on top and is not told: a
picture's accelerations are too rough for it, and at an explosive drive it is the larger part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.errors import InputError
from kneedrive.strength.capacity import (
    LegPose,
    Load,
    Maximum,
    Moment,
    Person,
    hip_moment,
    maximum_from_repetitions,
)
from kneedrive.strength.posture import SIDES
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sets import MoveName
from kneedrive.strength.sitting import HeelHold

SEATED_DEG = 90.0  # the legs lie ahead
STILL = (
    "The moment is that of the leg and its load held still at the top. Speeding the leg up asks "
    "for more on the way, with a weight driven up in a third of a second several times as much; "
    "that part is not in it."
)
STILL_SOURCE = "statics; masses of the leg: de Leva 1996 (10.1016/0021-9290(95)00178-6)"
COLOURS = (
    "Colours mean other forces with other makers, and a loop of unknown length may be a third "
    "shorter or longer; the interval holds the length, not the maker. The flat length "
    "(--load band:green@0.28m), or a luggage scale at this stretch (--load band:60N), says more."
)


@dataclass(frozen=True)
class TopMoments:
    """Moments of a film.

    Parameters
    ----------
    each : in the order of the repetitions or lifts; None of those that don't count
    usual : the middle one; None where there is none
    maximum : estimated from the last set's leg that did most; None for lifts, and without moments
    """

    each: tuple[Moment | None, ...]
    usual: Moment | None
    maximum: Maximum | None


NONE = TopMoments((), None, None)


def refuse_seated_pull(move: MoveName, load: Load) -> None:
    """A band round the feet hangs loose in the L-sit, and a cable's way is not known.

    Raises
    ------
    InputError : such a load with the L-sit
    """
    if move == "lsit" and load.kind in ("band", "cable"):
        raise InputError(
            f"the L-sit has no use for {load.words}: with both legs ahead it pulls nothing that "
            f"can be told",
            "leave out --load, or give a weight on the foot",
        )


def moments_of_repetitions(
    person: Person, load: Load, repetitions: Sequence[Repetition], reserve: int | None
) -> TopMoments:
    """Moments of march or raise; none where mass or height is not known."""
    if not (person.mass_kg and person.height_m):
        return NONE
    each = tuple(
        hip_moment(person, pose_at_top(r), load) if r.counts else None for r in repetitions
    )
    last = max((r.set_number for r in repetitions), default=0)
    by_side = [
        [m for m, r in zip(each, repetitions, strict=True) if m and (r.set_number, r.side) == own]
        for own in ((last, side) for side in SIDES)
    ]
    most = max(by_side, key=len)
    middle = _middle(most)
    maximum = maximum_from_repetitions(middle, len(most), reserve) if middle else None
    return TopMoments(each, _middle(each), maximum)


def moments_of_lifts(person: Person, load: Load, holds: Sequence[HeelHold]) -> TopMoments:
    """Moments of one leg in the L-sit; they tell no maximum."""
    if not (person.mass_kg and person.height_m):
        return NONE
    each = tuple(
        hip_moment(person, LegPose(SEATED_DEG, max(0.0, h.knee_deg)), load) if h.counts else None
        for h in holds
    )
    return TopMoments(each, _middle(each), None)


def pose_at_top(r: Repetition) -> LegPose:
    """The leg at the top; a foot that was not seen counts as square."""
    return LegPose(r.peak_deg, r.knee_deg, r.dorsi_deg if np.isfinite(r.dorsi_deg) else 0.0)


def _middle(moments: Sequence[Moment | None]) -> Moment | None:
    known = sorted((m for m in moments if m), key=lambda m: m.value_nm_kg)
    return known[(len(known) - 1) // 2] if known else None
