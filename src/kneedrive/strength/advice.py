"""What to do next set: the doses of the coaching idea, and this program's rules for the steps.

Progression: ACSM 2009 (doi 10.1249/MSS.0b013e3181915670): raise the load by 2 to 10 % once one or
two repetitions more than planned go well. Steps between bands and plates are larger, so repetitions
come first.
"""

from collections import Counter as Tally
from collections.abc import Sequence

from kneedrive.findings.finding import Finding
from kneedrive.strength.sets import LOW, MoveName, SetSummary

DOSE = {"march": (10, 12), "raise": (8, 12)}
GOAL_S = 10.0
LOSES_PCT = 20.0  # speed lost over a set: it is near its end
MUCH_RESERVE = 2
FAULT_SHARE = 1 / 3
NOTHING_STANDING = (
    "Nothing was counted. Film the whole body from the side, stand on one leg and bring the other "
    "knee to hip height. A run or a walk holds no such repetitions; kneedrive analyze measures a "
    "run."
)
NOTHING_SEATED = (
    "No lift of the heels was seen. Film from the side, sit tall with straight legs, and lift one "
    "heel a hand's breadth."
)
CURES = {
    LOW: "bring each knee to hip height, with less load if it will not go",
    "lowered fast": "lower the leg over a full second or longer",
    "leaned back": "stand tall: ribs down, a hand on a wall if need be",
    "leaned forward": "stand tall, the eyes ahead",
    "foot hung down": "pull the toes up and keep them up, so that the weight stays on",
    "driven slowly": "bring the knee up in about a second",
    "knee": "keep the knees straight, even if the heels rise less",
    "lean": "sit tall, press the hands into the floor; lean no further back",
    "hands": "leave the hands beside the hips",
}
SOURCE = (
    "the coaching idea's doses (3 x 10 to 12 in the march, 8 to 12 lb on the foot, heels off for a "
    "few seconds); the steps are ours, after ACSM 2009, 10.1249/MSS.0b013e3181915670"
)


def next_set(move: MoveName, sets: Sequence[SetSummary], reserve: int | None) -> Finding:
    """What to do next, from the sets and how many more repetitions there were in the last."""
    last = sets[-1] if sets else None
    if last is None or not last.tried:
        return _finding(NOTHING_SEATED if move == "lsit" else NOTHING_STANDING)
    if last.commonest == LOW and last.fault_count >= FAULT_SHARE * last.tried:
        few = f"{last.fault_count} of {last.tried}"
        return _finding(f"{few} did not reach the horizontal: {CURES[LOW]}." + _other_leg(sets))
    if last.commonest and last.fault_count >= FAULT_SHARE * last.tried:
        cure = CURES[last.commonest]
        return _finding(f"Same load, same number: {cure} ({last.fault_count} of {last.tried}).")
    if move == "lsit":
        return _finding(_seated(last))
    return _finding(_standing(move, last, reserve) + _other_leg(sets))


def _other_leg(sets: Sequence[SetSummary]) -> str:
    """The leg that has had fewer sets comes next."""
    done = Tally(side for one in sets for side in _legs(one))
    legs = _legs(sets[-1])
    if len(legs) != 1 or legs <= {"both"}:
        return ""
    (only,) = legs
    other = "left" if only == "right" else "right"
    return f" Then the {other} leg." if done[other] < done[only] else ""


def _legs(one: SetSummary) -> set[str]:
    return {*one.counted, *one.too_low}


def _standing(move: MoveName, last: SetSummary, reserve: int | None) -> str:
    low, high = DOSE[move]
    fewest = min(last.counted.get(side, 0) for side in _legs(last))
    slower = [t for t in last.trends if t.high_pct < 0 and t.change_pct < -LOSES_PCT]
    if slower:
        most = min(slower, key=lambda t: t.change_pct)
        return (
            f"The {most.side} leg lost {-most.change_pct:.0f} % of its speed over the set "
            f"({-most.high_pct:.0f} to {-most.low_pct:.0f} %): rest two minutes and do fewer."
        )
    if fewest < low:
        return f"Aim for {low} to {high} a leg with the same load."
    if fewest < high:
        return f"Same load; add one or two a leg, up to {high}."
    if reserve is None:
        return (
            f"{high} a leg are done. Say with --reserve how many more you could have done: from "
            "two on, twice in a row, take the next load."
        )
    if reserve >= MUCH_RESERVE:
        step = "band" if move == "march" else "weight"
        return (
            f"If it went as well last time, take the next {step} and begin again with {low - 2} to "
            f"{low} a leg."
        )
    return "Same load and number until two more would be left at the end."


def _seated(last: SetSummary) -> str:
    if (last.best_s or 0.0) < GOAL_S:
        return "Same again; add a second to each lift. Once 10 s are easy with one heel, lift both."
    return "10 seconds are done: lift both heels if it was one, or raise them higher."


def _finding(words: str) -> Finding:
    return Finding("Next set", words, "this program's rule", SOURCE, ())
