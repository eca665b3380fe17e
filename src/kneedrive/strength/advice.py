"""What to do next set, after the doses of the coaching idea and a strength trainer's usual steps.

Progression: ACSM 2009 (doi 10.1249/MSS.0b013e3181915670): raise the load by 2 to 10 % once one or
two repetitions more than planned go well. Steps between bands and plates are larger, so repetitions
come first.
"""

from kneedrive.findings.finding import Finding
from kneedrive.strength.sets import MoveName, SetSummary

DOSE = {"march": (10, 12), "raise": (8, 12)}
GOAL_S = 10.0
LOSES_PCT = 20.0  # speed lost over a set: it is near its end
MUCH_RESERVE = 2
FAULT_SHARE = 1 / 3
CURES = {
    "lowered fast": "lower the leg over a full second or longer",
    "leaned back": "stand tall: ribs down, a hand on a wall if need be",
    "leaned forward": "stand tall, the eyes ahead",
    "foot hung down": "pull the toes up and keep them up, so that the weight stays on",
    "driven slowly": "drive the knee up as fast as the load lets you",
    "knee": "keep the knees straight, even if the heels rise less",
    "lean": "sit tall, press the hands into the floor; lean no further back",
    "hands": "leave the hands beside the hips",
}
SOURCE = "the coaching idea's doses; progression after 10.1249/MSS.0b013e3181915670"


def next_set(move: MoveName, last: SetSummary | None, reserve: int | None) -> Finding:
    """What to do next, from the last set and how many more repetitions there were."""
    if last is None or not last.counted:
        words = (
            "Nothing was counted. Film the whole body from the side and bring the knee to hip "
            "height."
        )
        if move == "lsit":
            words = (
                "No lift of the heels was seen. Film from the side, sit tall with straight legs, "
                "and "
                "lift one heel a hand's breadth."
            )
        return _finding(words)
    if last.commonest and last.fault_count >= FAULT_SHARE * last.total:
        cure = CURES[last.commonest]
        return _finding(f"Same load, same number: {cure} ({last.fault_count} of {last.total}).")
    if move == "lsit":
        return _finding(_seated(last))
    return _finding(_standing(move, last, reserve))


def _standing(move: MoveName, last: SetSummary, reserve: int | None) -> str:
    low, high = DOSE[move]
    fewest = min(last.counted.values())
    slower = last.velocity_change_pct is not None and last.velocity_change_pct < -LOSES_PCT
    if len(last.counted) == 1:
        (only,) = last.counted
        other = "left" if only == "right" else "right"
        ending = f" Then the {other} leg."
    else:
        ending = ""
    if slower:
        return (
            f"You lost {-(last.velocity_change_pct or 0):.0f} % of your speed over the set: rest "
            f"two "
            f"minutes and do fewer, each of them fast.{ending}"
        )
    if fewest < low:
        return f"Aim for {low} to {high} a leg with the same load.{ending}"
    if fewest < high:
        return f"Same load; add one or two a leg, up to {high}.{ending}"
    if reserve is None:
        return (
            f"{high} a leg are done. Say with --reserve how many more you could have done: from "
            f"two "
            f"on, twice in a row, take the next load.{ending}"
        )
    if reserve >= MUCH_RESERVE:
        step = "band" if move == "march" else "weight"
        return (
            f"If it went as well last time, take the next {step} and begin again with {low - 2} to "
            f"{low} a leg.{ending}"
        )
    return f"Same load and number until two more would be left at the end.{ending}"


def _seated(last: SetSummary) -> str:
    if (last.best_s or 0.0) < GOAL_S:
        return "Same again; add a second to each lift. With ease at 10 s with one heel, lift both."
    return "10 seconds are done: lift both heels if it was one, or raise them higher."


def _finding(words: str) -> Finding:
    return Finding("Next set", words, "coaching opinion", SOURCE, ())
