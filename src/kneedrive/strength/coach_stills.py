"""Which moments of a move are shown as stills: the commonest fault first, then a good one."""

from collections import Counter as Tally
from collections.abc import Sequence

from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sets import LOW
from kneedrive.strength.sitting import WORDS, HeelHold

MOST_STILLS = 4
GOOD = "good"
AFTER_S = 0.2  # a fault that ended a lift is seen best a moment later

Moment = tuple[float, str]


def moments_to_show(
    repetitions: Sequence[Repetition], heel_holds: Sequence[HeelHold]
) -> list[Moment]:
    """Captured times (s) with captions, in their order: each fault once, and one good lift."""
    shown = [m for r in repetitions for m in _of_repetition(r)]
    shown += [_of_heels(h) for h in heel_holds]
    often = Tally(kind for kind, _ in shown if kind != GOOD).most_common()
    kinds = [kind for kind, _ in often]
    kinds.insert(1, GOOD)
    first = dict(reversed(shown))
    return sorted([first[kind] for kind in kinds if kind in first][:MOST_STILLS])


def _of_repetition(r: Repetition) -> list[tuple[str, Moment]]:
    if r.too_low:
        return [(LOW, (r.top_s, f"not counted: {r.why_not}"))]
    if not r.counts:
        return [("not counted", (r.top_s, f"not counted: {r.why_not}"))]
    if not r.faults:
        return [(GOOD, (r.top_s, f"{r.side} leg, {r.peak_deg:.0f}°"))]
    return [(fault, (r.top_s, f"{r.side} leg: {fault}")) for fault in r.faults]


def _of_heels(h: HeelHold) -> tuple[str, Moment]:
    if h.reason == "heels":
        return GOOD, ((h.start_s + h.end_s) / 2, f"heels up for {h.held_s:.1f} s")
    return h.reason, (h.end_s + AFTER_S, WORDS[h.reason])
