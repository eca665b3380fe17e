"""Both legs of one runner: contacts that differ little, seen unequally well.

By force, left and right contacts of a runner differ by 7 ms and lie 4 ms off even spacing (root
mean squares over 48 runs of sixteen runners, Fukuchi 2017, doi 10.7717/peerj.3298). A leg half
hidden behind the other, or behind a treadmill's console, is timed with a larger error than that. So
what the legs differ by is shared out: each gives way by as much as it is unsure of, and what is
left is the difference that the clip can vouch for.
"""

from collections.abc import Mapping

from kneedrive.motion.motion import SIDES, Side
from kneedrive.stride.events import FootEvents
from kneedrive.stride.method_error import GUESS_S

TRUE_DIFFERENCE_S = 0.0072  # of the contacts
TRUE_SHIFT_S = 0.0037  # of the middle of one foot's contacts from half way between the other's
LEG_ERROR_S = 0.006  # of one well seen leg's mean contact, runners left out
MIDDLE_SHARE = 0.6  # error of the middle of a contact, of that of its length
LEAST_CONFIDENCE = 0.05


def contact_error_s(events: FootEvents, confidence: float) -> float:
    """Standard error of one leg's mean contact time, s; confidence between 0 and 1."""
    own = LEG_ERROR_S**2 + ((1 - events.trust) * GUESS_S) ** 2
    return float(own**0.5 / max(confidence, LEAST_CONFIDENCE))


def reconcile(
    events: Mapping[Side, FootEvents], confidence: Mapping[Side, float], stride_hz: float
) -> dict[Side, FootEvents]:
    """Events whose contacts differ, in length and spacing, by what the clip can vouch for.

    confidence : of each leg's ankle, heel and toe
    """
    error = {side: contact_error_s(events[side], confidence[side]) * stride_hz for side in SIDES}
    left, right = events["left"], events["right"]
    longer = _shares(left.duty - right.duty, TRUE_DIFFERENCE_S * stride_hz, error)
    apart = (right.strike + right.toe_off - left.strike - left.toe_off) / 2
    middle = {side: MIDDLE_SHARE * error[side] for side in SIDES}
    early = _shares((apart + 1.0) % 1.0 - 0.5, TRUE_SHIFT_S * stride_hz, middle)
    return {
        "left": _moved(left, -longer["left"], early["left"]),
        "right": _moved(right, longer["right"], -early["right"]),
    }


def unequal(events: Mapping[Side, FootEvents], confidence: Mapping[Side, float]) -> float:
    """By which factor a mean of both contacts is less sure than with two well seen legs."""
    shared = TRUE_DIFFERENCE_S**2 / 4

    def error(left: float, right: float) -> float:
        return float((1 / (shared + left**2) + 1 / (shared + right**2)) ** -0.5)

    left, right = (contact_error_s(events[side], confidence[side]) for side in SIDES)
    return max(1.0, error(left, right) / error(LEG_ERROR_S, LEG_ERROR_S))


def _shares(difference: float, true: float, error: Mapping[Side, float]) -> dict[Side, float]:
    """How much of a difference each leg's own error is likely to have made."""
    total = true**2 + sum(e**2 for e in error.values())
    return {side: difference * e**2 / total for side, e in error.items()}


def _moved(events: FootEvents, longer: float, later: float) -> FootEvents:
    """Events of a contact that is so much longer and lies so much later, cycles."""
    return FootEvents(
        events.strike + later - longer / 2, events.toe_off + later + longer / 2, events.trust
    )
