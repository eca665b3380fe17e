"""What seconds of a knee hold mean: the coaching idea's words, and the evidence beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from kneedrive.findings.finding import Finding
from kneedrive.strength.hold_error import SOURCE, longer_side, sides_words
from kneedrive.strength.posture import SIDES, Side

Band = Literal["drops at once", "under 10 s", "10 to 15 s", "15 s or more"]

AT_ONCE_S, SHORT_S, LONG_S = 1.0, 10.0, 15.0
MANY_CAUSES = "Strength, range, balance or pain can all do that; the seconds can't tell which."
COACHING: dict[Band, str] = {
    "drops at once": "The knee dropped as soon as the hands let go. " + MANY_CAUSES + " The "
    "coaching idea begins then with the march, without a band.",
    "under 10 s": "Shorter than the coaching idea's 10 to 15 s. " + MANY_CAUSES + " The coaching "
    "idea answers it with its three moves.",
    "10 to 15 s": "Between 10 and 15 s: what the coaching idea asks for.",
    "15 s or more": "15 s and more: the coaching idea asks for no more.",
}
NEXT = " To learn something new from this test, hold it with a load."
WITH_LOAD = (
    "The coaching idea's seconds are those of the bare leg. With a load, compare yourself with "
    "yourself."
)
OPEN = (
    "The hold did not end by itself, so it may have been longer. Under 15 s nothing can be read "
    "into that: film on until the knee comes down."
)
COACHING_SOURCE = "the coaching idea behind this program: knee above the hip, hands off, 10 to 15 s"
EVIDENCE_SOURCE = (
    "moment of the leg's weight: de Leva 1996 (10.1016/0021-9290(95)00178-6); the knee's curve of "
    "endurance: 10.1080/00140130903389068"
)
UNLOADED = (
    "Holding the bare leg asks for roughly 0.45 to 0.5 Nm per kg, some 20 to 30 % of a usual "
    "maximum. By the knee's curve, the nearest there is, that can be held for minutes. So this is "
    "a screen and no endurance test: range, balance, strength or pain can each end it before 15 s. "
    "No study has tied this hold to running, and there are no norms."
)
LOADED = (
    "With a load on the foot the hold asks for more, so that the seconds tell people apart; there "
    "are no norms for it, and no study has tied it to running. Compare yourself with yourself: "
    "same load, same leg, same camera."
)
NO_ADVICE = (
    "No advice without answers: the red-flag questions were not all answered, so nothing is read "
    "into the numbers. Answer them at the terminal, or with --red-flags none if every answer is no."
)
PAIN = (
    "You reported pain, so nothing is read into the {what}, and nothing is advised. Stop. If the "
    "pain stays, comes at night or on hopping, see a doctor before the next test."
)
CRAMP = (
    "You reported a cramp, which is common in a muscle that is not used to this. Stop when it "
    "comes. The {what} may have ended with the cramp and not with the strength."
)
STOPWATCH_ERROR_S = 0.5  # of a thumb at both ends, about


@dataclass(frozen=True)
class Reported:
    """What the user felt."""

    cramp: bool = False
    pain: bool = False


def band_of(seconds: float) -> Band:
    """The reading of seconds held to the end."""
    if seconds < AT_ONCE_S:
        return "drops at once"
    if seconds < SHORT_S:
        return "under 10 s"
    return "10 to 15 s" if seconds < LONG_S else "15 s or more"


def reading_of(
    seconds: float, at_least: bool, reported: Reported, answered: bool = False
) -> Band | None:
    """The reading; None where the hold was cut off before 15 s, it hurt, or nobody answered.

    answered : all red-flag questions were answered with no
    """
    if not answered or reported.pain or (at_least and seconds < LONG_S):
        return None
    return band_of(seconds)


def hold_findings(
    seconds: Mapping[Side, float],
    loaded: bool,
    at_least: Collection[Side],
    reported: Reported,
    errors_s: Mapping[Side, float],
    answered: bool = False,
) -> tuple[Finding, ...]:
    """Findings of a test; without answers, with pain, or without a hold, nothing is read.

    Parameters
    ----------
    seconds, errors_s : held, and the 95 % of the clock's error, by side
    at_least : sides whose hold did not end by itself
    answered : all red-flag questions were answered with no
    """
    found = felt(reported, "hold")
    if not seconds:
        return tuple(found)
    if not answered:
        found.append(no_advice())
    if answered and not reported.pain:
        for side, held in seconds.items():
            found.append(_reading(side, held, side in at_least, loaded, errors_s[side]))
    evidence = LOADED if loaded else UNLOADED
    found.append(Finding("What the seconds can tell", evidence, "literature", EVIDENCE_SOURCE, ()))
    if answered and len(seconds) == 2 and not reported.pain:
        found.append(_sides(seconds, at_least))
    return tuple(found)


def no_advice() -> Finding:
    """What stands in the place of every advice where the questions were not answered."""
    return Finding(
        "No advice without answers",
        "The red-flag questions were not all answered, and an unanswered question is not a no.",
        "this program's rule",
        "each question's own source",
        (),
    )


def felt(reported: Reported, what: str) -> list[Finding]:
    """What the user felt during a hold or a set, pain before cramp."""
    said = (
        (reported.pain, "Pain", PAIN),
        (reported.cramp, "Cramp", CRAMP),
    )
    return [
        Finding(title, words.format(what=what), "this program's rule", "your own word", ())
        for so, title, words in said
        if so
    ]


def _reading(side: Side, held: float, at_least: bool, loaded: bool, error_s: float) -> Finding:
    band = reading_of(held, at_least, Reported(), answered=True)
    more = "at least " if at_least else ""
    words = f"{more}{held:.1f} s ± {error_s:.1f} s. ".capitalize()
    if band is None:
        title = f"at least {held:.1f} s"
        words += OPEN
    else:
        title = band
        words += WITH_LOAD if loaded else COACHING[band] + NEXT * (band == "15 s or more")
        words += _near(held, error_s)
    return Finding(
        f"{side.capitalize()} leg: {title}",
        words,
        "coaching opinion",
        COACHING_SOURCE,
        (),
    )


def _near(held: float, error_s: float) -> str:
    """What to say of seconds that lie as near to a limit as the clock can be wrong."""
    for limit in (AT_ONCE_S, SHORT_S, LONG_S):
        if abs(held - limit) < error_s:
            return f" So near to {limit:.0f} s the clock can't tell which side of it this was."
    return ""


def _sides(seconds: Mapping[Side, float], at_least: Collection[Side]) -> Finding:
    """Left against right, by the one rule."""
    more = {side: "at least " if side in at_least else "" for side in seconds}
    held = ", ".join(f"{side} {more[side]}{seconds[side]:.1f} s" for side in SIDES)
    words = f"{held.capitalize()}. {sides_words(seconds, at_least)}"
    if longer_side(seconds, at_least) in ("left", "right"):
        words += " Test again another day before you believe it."
    return Finding("Left and right", words, "this program's rule", SOURCE, ())
