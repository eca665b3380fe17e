"""What seconds of a knee hold mean: the coaching idea's words, and the evidence beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kneedrive.findings.finding import Finding
from kneedrive.strength.posture import Side

Band = Literal["drops at once", "under 10 s", "10 to 15 s", "15 s or more"]

AT_ONCE_S, SHORT_S, LONG_S = 1.0, 10.0, 15.0
COACHING: dict[Band, str] = {
    "drops at once": "The knee drops as soon as the hands let go. In the coaching idea that is the "
    "sign of a hip flexor that can't carry the leg: begin with the march, without a band.",
    "under 10 s": "The hold was over before 10 seconds. In the coaching idea the pull is weak: "
    "the three moves are for you.",
    "10 to 15 s": "Between 10 and 15 seconds: what the coaching idea asks for.",
    "15 s or more": "15 seconds and more: the coaching idea asks for no more. To learn something "
    "new "
    "from this test, hold it with a load.",
}
EVIDENCE_SOURCE = (
    "moment of the leg's weight: de Leva 1996 (10.1016/0021-9290(95)00178-6); endurance curves of "
    "other joints: 10.1080/00140130903389068"
)
UNLOADED = (
    "Holding the bare leg asks for roughly 0.45 to 0.5 Nm per kg, some 20 to 30 % of a usual "
    "maximum. "
    "By the curves of other joints that can be held for minutes, so this is a screen and no "
    "endurance "
    "test: who can't hold it for 15 s may be short of range, balance or strength, or be in pain. "
    "No "
    "study has tied this hold to running, and there are no norms."
)
LOADED = (
    "With a load on the foot the hold asks for more, so that the seconds tell people apart; there "
    "are "
    "no norms for it. Compare yourself with yourself: same load, same leg, same camera."
)
SYMPTOMS = (
    "You reported {what}. A cramp is common in a muscle that is not used to this; pain is a "
    "reason to "
    "stop and, if it stays, to have it looked at."
)
# One home test sees a change of strength only from 20 to 25 % on (EVIDENCE: MDC of hip flexion).
SIDES_DIFFER = 0.25


@dataclass(frozen=True)
class Reported:
    """What the user felt."""

    cramp: bool = False
    pain: bool = False


def band_of(seconds: float) -> Band:
    """The reading of seconds held."""
    if seconds < AT_ONCE_S:
        return "drops at once"
    if seconds < SHORT_S:
        return "under 10 s"
    return "10 to 15 s" if seconds < LONG_S else "15 s or more"


def hold_findings(
    seconds: Mapping[Side, float], loaded: bool, at_least: set[Side], reported: Reported
) -> tuple[Finding, ...]:
    """Findings of a test.

    Parameters
    ----------
    seconds : by side
    at_least : sides whose hold did not end by itself
    """
    found = []
    for side, held in seconds.items():
        band = band_of(held)
        more = (
            " The hold did not end by itself, so it may have been longer."
            if side in at_least
            else ""
        )
        found.append(
            Finding(
                f"{side.capitalize()} leg: {band}",
                f"{held:.1f} s. {COACHING[band]}{more}",
                "coaching opinion",
                "the coaching idea behind this program",
                (),
            )
        )
    found.append(
        Finding(
            "What the seconds can tell",
            LOADED if loaded else UNLOADED,
            "literature",
            EVIDENCE_SOURCE,
            (),
        )
    )
    if len(seconds) == 2:
        found.append(_sides(seconds))
    if reported.cramp or reported.pain:
        what = " and ".join(
            w for w, so in (("a cramp", reported.cramp), ("pain", reported.pain)) if so
        )
        found.append(
            Finding(
                "What you felt", SYMPTOMS.format(what=what), "coaching opinion", "your own word", ()
            )
        )
    return tuple(found)


def _sides(seconds: Mapping[Side, float]) -> Finding:
    left, right = seconds["left"], seconds["right"]
    longer = max(left, right)
    apart = abs(left - right) / longer if longer > 0 else 0.0
    words = f"Left {left:.1f} s, right {right:.1f} s. "
    if apart > SIDES_DIFFER:
        words += "The sides differ by more than one home test can be wrong; test again another day."
    else:
        words += "The difference is within what one home test can tell."
    return Finding(
        "Left and right",
        words,
        "measured here",
        "detectable change of hip-flexion tests at home: 20 to 25 % (fixed dynamometer studies)",
        (),
    )
