"""What would make a change clear that is not yet: more clips, or nothing, and what limits then."""

from dataclasses import replace

from kneedrive.progress.model import Fit, detectable_with
from kneedrive.progress.observations import Observation
from kneedrive.progress.watched import Watched

MOST_CLIPS_MORE = 30


def how_many_more(fit: Fit, watched: Watched, used: tuple[Observation, ...]) -> str:
    """How many clips more would make a change of this size clear, or what keeps it from that."""
    size = abs(fit.change)
    if detectable_with(used, watched, fit.days, MOST_CLIPS_MORE) > size:
        none = f"even {MOST_CLIPS_MORE} more clips would not make a change this small clear"
        return f"{none}: {_limit(fit, watched, used)}"
    low, high = 0, MOST_CLIPS_MORE
    while high - low > 1:
        middle = (low + high) // 2
        if detectable_with(used, watched, fit.days, middle) > size:
            low = middle
        else:
            high = middle
    return f"{high} more clip{'s' if high > 1 else ''} would be needed if it stays as it is"


def what_changed(used: tuple[Observation, ...]) -> str:
    """A word where the way of measuring changed together with the programme."""
    before, after = ([o for o in used if o.phase == phase] for phase in ("before", "after"))
    if {o.camera for o in before} & {o.camera for o in after}:
        return ""
    old, new = ({o.version for o in clips if o.version} for clips in (before, after))
    if old and new and not old & new:
        return (
            f"; version {max(new)} measured after, {max(old)} before: analyze the old clips again "
            "with --journal, the interval allows for the difference until then"
        )
    return "; the way of filming changed with the programme, and the interval allows for it"


def _limit(fit: Fit, watched: Watched, used: tuple[Observation, ...]) -> str:
    """Which part of the uncertainty no clip to come can take away."""
    size = abs(fit.change)
    if what_changed(used):
        one = tuple(o if o.from_watch else replace(o, camera="one") for o in used)
        if detectable_with(one, watched, fit.days, MOST_CLIPS_MORE) <= size:
            return "the lasting error of two ways of filming is the limit"
    if detectable_with(used, watched, fit.days, MOST_CLIPS_MORE, MOST_CLIPS_MORE) <= size:
        count = len({o.day for o in used if o.phase == "before"})
        return f"the {count} days before the start are the limit"
    return "it is too small beside the scatter of weeks"
