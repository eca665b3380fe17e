"""What happened along a run, in sentences that a runner reads first."""

import numpy as np

from kneedrive.fade.equal_speed import REFERENCE_END
from kneedrive.fade.fade import Drift, Fade
from kneedrive.fade.kinds import CONTACT_LEAST, STEP_LEAST
from kneedrive.fade.split import as_pct
from kneedrive.findings import number, pace, signed

HELD_PCT = 1.0  # a change below this reads as held
SPLIT_LEAST_PCT = 1.5  # of the step: the parts of less are not worth a word
TITLES = {"step_length_m": "step", "contact_ms": "contact time"}


def summary(fade: Fade) -> tuple[str, ...]:
    """The main sentences, the most important first."""
    if fade.kind == "fade":
        first = _changed(fade) if fade.drifts[0].change <= -STEP_LEAST else _longer_contact(fade)
        return (first, _beyond(fade), _how_sure(fade))
    if fade.kind == "slowing":
        return (_changed(fade), _by_speed_alone(fade), _how_sure(fade))
    if fade.kind == "rhythm":
        return ("No fade: the speed was held.", _rhythm(fade), _how_sure(fade))
    return (_none(fade), _thirds(fade))


def place(fade: Fade, share: float) -> str:
    """A place of the way: "km 29.4"."""
    return f"km\N{NO-BREAK SPACE}{share * fade.length_m / 1000:.1f}"


def change(pct: float) -> str:
    """The size of a change, its direction left to the words around it: "6.0 %"."""
    return f"{number(abs(pct), 1)}\N{NO-BREAK SPACE}%"


def signed_pct(pct: float) -> str:
    """A change with its sign: "+1.2 %"."""
    return f"{signed(pct, 1)}\N{NO-BREAK SPACE}%"


def lower(title: str) -> str:
    """The same words within a sentence."""
    return title[0].lower() + title[1:]


def _changed(fade: Fade) -> str:
    """From km 29 your step is 6 % shorter; two thirds of it is flight; cadence held."""
    s = fade.split
    step = as_pct(s.step_length)
    text = f"{_from(fade)} your step is {change(step)} {'shorter' if step < 0 else 'longer'}"
    text += " than in the first third of the run"
    if np.isfinite(s.flight_share) and abs(step) >= SPLIT_LEAST_PCT:
        text += f"; {_flight_words(s.flight_share)}"
    return f"{text}; {_cadence_words(as_pct(s.cadence))}; {_speed_words(as_pct(s.speed))}."


def _longer_contact(fade: Fade) -> str:
    """From km 7 your foot stays 8 % longer on the ground; speed held."""
    contact = next(d for d in fade.drifts if d.quantity == "contact_ms")
    return (
        f"{_from(fade)} your foot stays {change(as_pct(contact.change))} longer on the ground than "
        f"at that speed in the first third of the run; {_cadence_words(as_pct(fade.split.cadence))}"
        f"; {_speed_words(as_pct(fade.split.speed))}."
    )


def _from(fade: Fade) -> str:
    """From where on, with the length of the descent where it is long."""
    point = fade.point
    if point is None:
        return "In the last third"
    if point.end - point.begin > 0.12:
        return f"Little by little from {place(fade, point.begin)} to {place(fade, point.end)},"
    return f"From {place(fade, point.begin)}"


def _flight_words(share: float) -> str:
    if share > 1.05:
        return "all of it is flight, and contact distance even grew"
    if share < 0:
        return "all of it is contact distance, flight did not shrink"
    return f"{_part(share)} of it is flight, the rest is way made on the ground"


def _part(share: float) -> str:
    """A share in everyday words."""
    named = ((0.25, "a quarter"), (0.33, "a third"), (0.5, "half"), (0.67, "two thirds"),
             (0.75, "three quarters"))  # fmt: skip
    near = [words for value, words in named if abs(share - value) <= 0.04]
    if share >= 0.95:
        return "all"
    return near[0] if near else f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def _cadence_words(pct: float) -> str:
    if abs(pct) < HELD_PCT:
        return "cadence held"
    return f"cadence is {change(pct)} {'lower' if pct < 0 else 'higher'}"


def _speed_words(pct: float) -> str:
    if abs(pct) < HELD_PCT:
        return "speed held"
    return f"you are {change(pct)} {'slower' if pct < 0 else 'faster'}"


def _beyond(fade: Fade) -> str:
    """What is left once speed and grade are taken out."""
    parts = []
    for drift in fade.drifts:
        pct = as_pct(drift.change)
        if drift.quantity == "step_length_m" or abs(drift.change) >= CONTACT_LEAST / 2:
            parts.append(
                f"the {TITLES[drift.quantity]} is {change(pct)} "
                f"{'shorter' if pct < 0 else 'longer'} ({_ends(drift)})"
            )
    return (
        "Slowing down and hills are taken out for that: at the same speed and grade "
        + " and ".join(parts)
        + f".{_flight(fade)}"
    )


def _ends(drift: Drift) -> str:
    low, high = sorted((as_pct(drift.low), as_pct(drift.high)))
    return f"95 %: {number(low, 1)} to {number(high, 1)}\N{NO-BREAK SPACE}%"


def _by_speed_alone(fade: Fade) -> str:
    expected = as_pct(fade.expected_step)
    return (
        "That is slowing down, not falling apart: a step at your slower speed, on that grade, is "
        f"expected to be {change(expected)} {'shorter' if expected < 0 else 'longer'} anyway. "
        "Whether you meant to slow down, the file can't say."
    )


def _rhythm(fade: Fade) -> str:
    s = fade.split
    step, at_equal = as_pct(s.step_length), as_pct(fade.drifts[0].change)
    text = (
        f"The rhythm changed: {lower(_from(fade))} steps are shorter by {change(at_equal)} at "
        f"equal speed and grade and as much quicker (as run: step {signed_pct(step)}, cadence "
        f"{signed_pct(as_pct(s.cadence))}, speed {signed_pct(as_pct(s.speed))})"
    )
    return f"{text}.{_flight(fade)}"


def _flight(fade: Fade) -> str:
    """Flight at equal speed, where contact was recorded."""
    if not np.isfinite(fade.flight_ms):
        return ""
    word = "shorter" if fade.flight_ms < 0 else "longer"
    return f" Flight is {abs(fade.flight_ms):.0f}\N{NO-BREAK SPACE}ms {word} there."


def _none(fade: Fade) -> str:
    step = fade.drifts[0]
    return (
        "No fade: at equal speed and grade your step in the last third is "
        f"{change(as_pct(step.change))} {'shorter' if step.change < 0 else 'longer'} than in the "
        f"first ({_ends(step)}), which is within what a run wanders."
    )


def _thirds(fade: Fade) -> str:
    s = fade.split
    return (
        f"As it was run, from the first third to the last: {_speed_words(as_pct(s.speed))}, "
        f"{_cadence_words(as_pct(s.cadence))}, step {signed_pct(as_pct(s.step_length))}."
    )


def _how_sure(fade: Fade) -> str:
    point = fade.point
    if point is None:
        return ""
    if point.begin <= REFERENCE_END:
        return (
            f"The change began before {place(fade, point.high)}; since the first third is what the "
            "rest is compared with, the file can't say how early."
        )
    return (
        f"The change began between {place(fade, point.low)} and {place(fade, point.high)} "
        "(95 % interval)."
    )


def facts(fade: Fade, distance_m: float, time_s: float) -> tuple[str, ...]:
    """Length, time and pace, for the head of a page."""
    minutes, seconds = divmod(round(time_s), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
    return (f"{distance_m / 1000:.2f} km", f"{clock} without pauses", pace(distance_m / time_s))
