"""Both legs of one runner: contacts that differ little, seen unequally well.

By force, left and right contact of a runner differ by 7 ms (SD, 48 runs of sixteen runners, Fukuchi
2017, doi 10.7717/peerj.3298). A leg half hidden behind the other or behind a treadmill's console is
timed with a larger error than that. So what the legs differ by is shared out: each gives way by as
much as it is unsure of, and what is left is the difference that the clip can vouch for.
"""

from collections.abc import Mapping

from kneedrive.motion.motion import Side
from kneedrive.stride.events import FootEvents
from kneedrive.stride.method_error import GUESS_S

TRUE_DIFFERENCE_S = 0.0072
LEG_ERROR_S = 0.006  # of one well seen leg's mean contact, runners left out


def contact_error_s(events: FootEvents, confidence: float) -> float:
    """Standard error of one leg's mean contact time, s; confidence between 0 and 1."""
    own = LEG_ERROR_S**2 + ((1 - events.trust) * GUESS_S) ** 2
    return float(own**0.5 / max(confidence, 0.05))


def reconcile(
    events: Mapping[Side, FootEvents], confidence: Mapping[Side, float]
) -> dict[Side, FootEvents]:
    """Events whose contacts differ by no more than the clip can vouch for.

    confidence : of each leg's ankle, heel and toe
    """
    square = {side: contact_error_s(events[side], confidence[side]) ** 2 for side in events}
    apart = events["left"].duty - events["right"].duty
    total = TRUE_DIFFERENCE_S**2 + sum(square.values())
    longer = {"left": -apart * square["left"] / total, "right": apart * square["right"] / total}
    return {
        side: FootEvents(e.strike - longer[side] / 2, e.toe_off + longer[side] / 2, e.trust)
        for side, e in events.items()
    }


def unequal(events: Mapping[Side, FootEvents], confidence: Mapping[Side, float]) -> float:
    """By which factor a mean of both contacts is less sure than with two well seen legs."""
    shared = TRUE_DIFFERENCE_S**2 / 4

    def error(left: float, right: float) -> float:
        return float((1 / (shared + left**2) + 1 / (shared + right**2)) ** -0.5)

    left, right = (contact_error_s(events[side], confidence[side]) for side in ("left", "right"))
    return max(1.0, error(left, right) / error(LEG_ERROR_S, LEG_ERROR_S))
