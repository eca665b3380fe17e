"""What seconds of a knee hold mean: the coaching idea's words, and the evidence beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from kneedrive.findings.finding import Finding
from kneedrive.strength.capacity.endurance import KNEE_POWER
from kneedrive.strength.posture import Side

Band = Literal["drops at once", "under 10 s", "10 to 15 s", "15 s or more"]

ALL_NO = "all answered no"  # of the red-flag questions
AT_ONCE_S, SHORT_S, LONG_S = 1.0, 10.0, 15.0
COACHING: dict[Band, str] = {
    "drops at once": "The knee drops as soon as the hands let go. In the coaching idea that is the "
    "sign of a hip flexor that can't carry the leg: begin with the march, without a band.",
    "under 10 s": "The hold was over before 10 seconds. In the coaching idea the pull is weak: "
    "the three moves are for you.",
    "10 to 15 s": "Between 10 and 15 seconds: what the coaching idea asks for.",
    "15 s or more": "15 seconds and more: the coaching idea asks for no more.",
}
NEXT = " To learn something new from this test, hold it with a load."
WITH_LOAD = (
    "The coaching idea's seconds are those of the bare leg, so that they say nothing of a hold "
    "with a load: compare yourself with yourself."
)
OPEN = (
    "The hold did not end by itself, so that it may have been longer; less than 15 seconds of such "
    "a hold have no reading. Film on until the knee comes down."
)
EVIDENCE_SOURCE = (
    "moment of the leg's weight: de Leva 1996 (10.1016/0021-9290(95)00178-6); the knee's curve of "
    "endurance: 10.1080/00140130903389068"
)
UNLOADED = (
    "Holding the bare leg asks for roughly 0.45 to 0.5 Nm per kg, some 20 to 30 % of a usual "
    "maximum. By the knee's curve, the nearest there is, that can be held for minutes, so this is "
    "a screen and no endurance test: who can't hold it for 15 s may be short of range, balance or "
    "strength, or be in pain. No study has tied this hold to running, and there are no norms."
)
LOADED = (
    "With a load on the foot the hold asks for more, so that the seconds tell people apart; there "
    "are no norms for it, and no study has tied it to running. Compare yourself with yourself: "
    "same load, same leg, same camera."
)
PAIN = (
    "You reported pain, so that the {what} is not read and nothing is advised. Pain is a reason to "
    "stop; if it stays, comes at night or on hopping, have it looked at before the next test."
)
CRAMP = (
    "You reported a cramp, which is common in a muscle that is not used to this. Stop when it "
    "comes; it was not strength alone then that ended the {what}."
)
# A home test of hip flexion sees a change of force from a quarter on (EVIDENCE 4); by the knee's
# curve of endurance that is a factor in time.
FORCE_DIFFERS = 0.25
TIMES_DIFFER = (1.0 - FORCE_DIFFERS) ** KNEE_POWER
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


def reading_of(seconds: float, at_least: bool, reported: Reported) -> Band | None:
    """The reading; None where the hold was cut off before 15 s, or it hurt."""
    if reported.pain or (at_least and seconds < LONG_S):
        return None
    return band_of(seconds)


def hold_findings(
    seconds: Mapping[Side, float],
    loaded: bool,
    at_least: Collection[Side],
    reported: Reported,
    errors_s: Mapping[Side, float],
) -> tuple[Finding, ...]:
    """Findings of a test; pain comes first and leaves the rest unread.

    Parameters
    ----------
    seconds, errors_s : held, and the 95 % of the clock's error, by side
    at_least : sides whose hold did not end by itself
    """
    found = felt(reported, "hold")
    if not reported.pain:
        for side, held in seconds.items():
            found.append(_reading(side, held, side in at_least, loaded, errors_s[side]))
    evidence = LOADED if loaded else UNLOADED
    found.append(Finding("What the seconds can tell", evidence, "literature", EVIDENCE_SOURCE, ()))
    if len(seconds) == 2 and not reported.pain:
        found.append(_sides(seconds, at_least, errors_s))
    return tuple(found)


def felt(reported: Reported, what: str) -> list[Finding]:
    """What the user felt during a hold or a set, pain before cramp."""
    said = (
        (reported.pain, "Pain", PAIN),
        (reported.cramp, "Cramp", CRAMP),
    )
    return [
        Finding(title, words.format(what=what), "coaching opinion", "your own word", ())
        for so, title, words in said
        if so
    ]


def _reading(side: Side, held: float, at_least: bool, loaded: bool, error_s: float) -> Finding:
    band = reading_of(held, at_least, Reported())
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
        "the coaching idea behind this program",
        (),
    )


def _near(held: float, error_s: float) -> str:
    """What to say of seconds that lie as near to a limit as the clock can be wrong."""
    for limit in (AT_ONCE_S, SHORT_S, LONG_S):
        if abs(held - limit) < error_s:
            return f" So near to {limit:.0f} s the clock can't tell which side of it this was."
    return ""


def _sides(
    seconds: Mapping[Side, float], at_least: Collection[Side], errors_s: Mapping[Side, float]
) -> Finding:
    """Left against right: nobody has measured how well a hold repeats."""
    more = {side: "at least " if side in at_least else "" for side in seconds}
    words = (
        f"Left {more['left']}{seconds['left']:.1f} s, right {more['right']}{seconds['right']:.1f} "
        f"s. "
    )
    short, long = sorted(seconds, key=lambda side: seconds[side])
    least = max(0.0, seconds[long] - errors_s[long])
    most = seconds[short] + errors_s[short]
    if at_least:
        words += "Not both holds ended by themselves, so that the sides can't be compared."
    elif least > TIMES_DIFFER * most:
        words += (
            f"The {long} leg was held for more than {TIMES_DIFFER:.1f} times as long: more than "
            f"the "
            f"clock's error and a quarter of strength make. How well a hold repeats is not known; "
            f"test again another day before you believe it."
        )
    else:
        words += (
            f"No difference that one test can tell: how well a hold repeats is not known, and a "
            f"quarter of strength, the least that a home test sees, would make one side last "
            f"{TIMES_DIFFER:.1f} times as long."
        )
    return Finding(
        "Left and right",
        words,
        "measured here",
        "detectable change of hip-flexion force at home: 22 to 25 % (anchored dynamometer); the "
        "knee's curve of endurance: 10.1080/00140130903389068",
        (),
    )
