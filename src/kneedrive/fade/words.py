"""What happened along a run, in sentences that a runner reads first."""

import numpy as np

from kneedrive.fade.fade import Drift, Fade
from kneedrive.fade.kinds import CONTACT_LEAST, EARLIEST, HELD, STEP_LEAST
from kneedrive.fade.split import as_pct
from kneedrive.findings import number, pace, signed

CLEAR = 2.5  # standard errors: a drift of less is within what runs show anyway
SPLIT_LEAST_PCT = 1.5  # of the step: the parts of less are not worth a word
TITLES = {"step_length_m": "step", "contact_ms": "contact time"}


def summary(fade: Fade) -> tuple[str, ...]:
    """The main sentences, the most important first."""
    told: tuple[str, ...]
    if fade.kind == "fade":
        first = _changed(fade) if _step_lost(fade) else _longer_contact(fade)
        told = (first, _beyond(fade), _how_sure(fade))
    elif fade.kind == "loss":
        told = (_lost(fade), _as_run(fade), _how_sure(fade))
    elif fade.kind == "slowing":
        told = (_changed(fade), _by_speed_alone(fade), _how_sure(fade))
    else:
        told = (_none(fade), _as_run(fade))
    return (*told, _not_judged(fade))


def _step_lost(fade: Fade) -> bool:
    return fade.drifts[0].change <= -STEP_LEAST


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
    text += f" than before ({_ends(fade.step)})"
    if np.isfinite(s.flight_share) and abs(step) >= SPLIT_LEAST_PCT:
        text += f"; {_flight_words(s.flight_share)}"
    return f"{text}; {_cadence_words(s.cadence)}; {_speed_words(s.speed)}."


def _longer_contact(fade: Fade) -> str:
    """From km 7 your foot stays 8 % longer on the ground; speed held."""
    s = fade.split
    return (
        f"{_from(fade)} {_contact_words(fade)}; {_cadence_words(s.cadence)}; "
        f"{_speed_words(s.speed)}."
    )


def _contact_words(fade: Fade) -> str:
    contact = next(d for d in fade.drifts if d.quantity == "contact_ms")
    return (
        f"your foot stays {change(as_pct(contact.change))} longer on the ground than before at "
        f"equal speed and grade ({_ends(contact)})"
    )


def _lost(fade: Fade) -> str:
    """A loss of step length, whatever the speed did."""
    if _step_lost(fade):
        step = fade.drifts[0]
        text = (
            f"A loss of step length: {lower(_from(fade))} your step is "
            f"{change(as_pct(step.change))} shorter than before at equal speed and grade "
            f"({_ends(step)})"
        )
    else:
        text = f"A longer contact: {lower(_from(fade))} {_contact_words(fade)}"
    return f"{text}. {_not_slower(fade)}.{_flight(fade)}"


def _not_slower(fade: Fade) -> str:
    """Why a loss is not called a fade."""
    speed = fade.split.speed
    kept = "held your speed" if speed <= HELD else f"are {change(as_pct(speed))} faster"
    how = " with quicker steps" if fade.split.cadence > HELD else ""
    return f"It is not called a fade, since you {kept}{how}"


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
    return f"{_part(share)} of it is flight, the rest is distance covered on the ground"


def _part(share: float) -> str:
    """A share in everyday words."""
    named = ((0.25, "a quarter"), (0.33, "a third"), (0.5, "half"), (0.67, "two thirds"),
             (0.75, "three quarters"))  # fmt: skip
    near = [words for value, words in named if abs(share - value) <= 0.04]
    if share >= 0.95:
        return "all"
    return near[0] if near else f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def _cadence_words(log_change: float) -> str:
    if abs(log_change) < HELD:
        return "cadence held"
    pct = as_pct(log_change)
    return f"cadence is {change(pct)} {'lower' if pct < 0 else 'higher'}"


def _speed_words(log_change: float) -> str:
    if abs(log_change) < HELD:
        return "speed held"
    pct = as_pct(log_change)
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
        "That is slowing down, not a fade: a step at your slower speed, on that grade, is "
        f"expected to be {change(expected)} {'shorter' if expected < 0 else 'longer'} anyway. "
        "Whether you meant to slow down, the file can't say."
    )


def _flight(fade: Fade) -> str:
    """Flight at equal speed, where contact was recorded."""
    ms, low, high = fade.flight_ms
    if not np.isfinite(ms):
        return ""
    word = "shorter" if ms < 0 else "longer"
    ends = f"95 %: {signed(low, 0)} to {signed(high, 0)}\N{NO-BREAK SPACE}ms"
    return f" Flight is {abs(ms):.0f}\N{NO-BREAK SPACE}ms {word} there ({ends})."


def _none(fade: Fade) -> str:
    step = fade.drifts[0]
    text = (
        "No fade: at equal speed and grade your step in the last third is "
        f"{change(as_pct(step.change))} {'shorter' if step.change < 0 else 'longer'} than in the "
        f"first ({_ends(step)})"
    )
    error = (step.high - step.low) / 2 / 1.96
    if step.change <= -max(STEP_LEAST, CLEAR * error):
        return (
            f"{text}. It got shorter little by little or early on: there is no place from which it "
            "is lost, beyond the drift that runs show anyway."
        )
    return (
        f"{text}, and no loss from some place on stands out from the drift that runs show anyway."
    )


def _as_run(fade: Fade) -> str:
    s = fade.split
    parts = "from the first third to the last" if fade.point is None else "before and after"
    return (
        f"As it was run, {parts}: {_speed_words(s.speed)}, {_cadence_words(s.cadence)}, step "
        f"{signed_pct(as_pct(s.step_length))} ({_ends(fade.step)})."
    )


def _not_judged(fade: Fade) -> str:
    """The ending that is unlike all before."""
    ending = fade.ending
    if ending is None:
        return ""
    if ending.why in ("climbs", "falls"):
        own, most = number(100 * ending.own, 1), number(100 * ending.before, 1)
        what = f"the course {ending.why} at {own} %, and nearly all before stays below {most} %"
    else:
        much = change(as_pct(np.log(ending.own / ending.before)))
        most = "slowest" if ending.why == "slower" else "fastest"
        what = f"you are {much} {ending.why} than in the {most} part of what was before"
    return (
        f"Not judged: from {place(fade, ending.begin)} to the end {what}. What that does "
        "to your step this run does not show elsewhere, so no fade is claimed there."
    )


def _how_sure(fade: Fade) -> str:
    point = fade.point
    if point is None:
        return ""
    if point.low <= EARLIEST:
        return (
            f"The change began before {place(fade, point.high)}; how early, the file can't say, "
            "since the opening is what the rest is compared with."
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
