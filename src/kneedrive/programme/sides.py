"""What both knee holds say of the two sides: which is weaker, and where each begins."""

from collections.abc import Mapping

from kneedrive.programme.tables import Side
from kneedrive.programme.wishes import Wishes
from kneedrive.strength.hold_error import Longer, longer_side


def weaker_side(wishes: Wishes) -> Side | None:
    """The side whose hold was shorter by the one rule for two holds; None where none was."""
    longer = _longer(wishes)
    return {"left": "right", "right": "left"}.get(longer)  # type: ignore[return-value]


def first_holds(wishes: Wishes) -> Mapping[Side, float | None]:
    """The hold by which each side begins, s; None where it was not tested.

    Sides that one test can't tell apart begin alike, as the shorter one says.
    """
    left, right = wishes.hold_left_s, wishes.hold_right_s
    if left is not None and right is not None and _longer(wishes) == "neither":
        left = right = min(left, right)
    return {"left": left, "right": right, "both": None}


def _longer(wishes: Wishes) -> Longer:
    left, right = wishes.hold_left_s, wishes.hold_right_s
    if left is None or right is None:
        return "open"
    return longer_side({"left": left, "right": right})
