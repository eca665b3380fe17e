"""Form of the moves against its truth: times, speeds and angles of each repetition, and its faults.

Limits of faults were chosen on the films with odd numbers; those with even numbers check them.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.move_footage import MoveFootage
from kneedrive.film.studio.moves.poses import point
from kneedrive.strength.counter import Counter
from kneedrive.strength.repetition import Fault, Repetition
from kneedrive.strength.sets import MoveName
from kneedrive.strength.sitting import HeelHold, SittingClock
from kneedrive.strength.track import track_of

SAME_S = 0.7  # a top this near to a true one is that one's
AT_TOP_S = 0.02  # between the end of the stay at the top and the way down (`moves.repeated`)
REST_LEAN_DEG = 1.0
FAST_S, SLOW_S, LEAN_DEG, HANGS_DEG = 1.0, 1.0, 10.0, -20.0  # what makes a fault in truth
FINE_HZ = 240.0
FAULTS: tuple[Fault, ...] = (
    "lowered fast",
    "driven slowly",
    "leaned back",
    "leaned forward",
    "foot hung down",
)
Truth = Mapping[str, Any]
Pair = tuple[MoveName, MoveFootage, Truth, Repetition]


def form_figures(moves: Mapping[MoveName, Sequence[MoveFootage]]) -> dict[str, Any]:
    """Errors, faults and heels of all films, and of those that set no limit."""
    pairs = [p for move in ("march", "raise") for film in moves[move] for p in _pairs(move, film)]
    heels = [(film, *h) for film in moves["lsit"] for h in _heels(film)]
    checking = {"all": lambda film: True, "checked": _checks}
    return {
        name: {
            "errors": _errors([p for p in pairs if chosen(p[1])]),
            "faults": _faults([p for p in pairs if chosen(p[1])]),
            "heels": _heel_figures([(t, h) for film, t, h in heels if chosen(film)]),
        }
        for name, chosen in checking.items()
    }


def _checks(film: MoveFootage) -> bool:
    return int(film.scene.name.rsplit("-", 1)[1]) % 2 == 0


def _pairs(move: MoveName, film: MoveFootage) -> Iterable[Pair]:
    """Each true repetition that counts, with the one that was counted."""
    assert move != "lsit"
    counter = Counter(move)
    for posture in track_of(film.seen, film.clock).postures:
        counter.update(posture)
    counter.finish()
    good = [r for r in counter.repetitions if r.counts]
    for true in film.truth["reps"]:
        near = [r for r in good if abs(r.top_s - true["top_s"]) < SAME_S]
        if near and true["past_horizontal"] and not true["aside"]:
            yield move, film, true, near[0]


def _errors(pairs: Sequence[Pair]) -> dict[str, Any]:
    speeds = [_speed_dps(film, true) for _, film, true, _ in pairs]
    wrong = {
        "lowering, s": [r.lowering_s - t["lower_s"] for _, _, t, r in pairs],
        "drive, s": [r.drive_s - _drive_s(t) for _, _, t, r in pairs],
        "fastest drive, %": [
            100 * (r.peak_velocity_dps / s - 1)
            for (_, _, _, r), s in zip(pairs, speeds, strict=True)
        ],
        "lean, °": [r.lean_deg - (t["lean_deg"] - REST_LEAN_DEG) for _, _, t, r in pairs],
        "foot of a march, °": [
            r.dorsi_deg - t["dorsi_deg"] for m, _, t, r in pairs if m == "march"
        ],
        "foot of a raise, °": [
            r.dorsi_deg - t["dorsi_deg"] for m, _, t, r in pairs if m == "raise"
        ],
    }
    return {what: _spread(np.array(values)) for what, values in wrong.items()}


def _spread(values: NDArray[np.float64]) -> dict[str, float]:
    known = values[np.isfinite(values)]
    return {
        "n": len(known),
        "withheld": len(values) - len(known),
        "bias": round(float(known.mean()), 2),
        "sd": round(float(known.std()), 2),
    }


def _drive_s(true: Truth) -> float:
    """The truth tells start, middle of the stay at the top, and end."""
    half_stay_s = true["end_s"] - true["lower_s"] - AT_TOP_S - true["top_s"]
    return float(true["top_s"] - half_stay_s - true["start_s"])


def _speed_dps(film: MoveFootage, true: Truth) -> float:
    """Fastest rise of the thigh, from the performance itself."""
    time_s = np.arange(true["start_s"] + 1 / FINE_HZ, true["top_s"], 1 / FINE_HZ)
    pose = film.scene.performance.pose(time_s)
    thigh = point(pose, f"{true['side']}_knee") - point(pose, f"{true['side']}_hip")
    angle_deg = np.degrees(np.arctan2(thigh[:, 0], -thigh[:, 1]))
    return float(np.gradient(angle_deg, time_s).max())


def _faults(pairs: Sequence[Pair]) -> dict[str, Any]:
    """For each fault, in how many repetitions it was, was missed, and was told falsely."""
    found = {}
    for fault in FAULTS:
        asked = [p for p in pairs if fault != "foot hung down" or p[0] == "raise"]
        true = np.array([_is_so(fault, t) for _, _, t, _ in asked], dtype=bool)
        told = np.array([fault in r.faults for *_, r in asked], dtype=bool)
        found[fault] = {
            "true": int(true.sum()),
            "missed": int((true & ~told).sum()),
            "free": int((~true).sum()),
            "false": int((told & ~true).sum()),
        }
    return found


def _is_so(fault: Fault, true: Truth) -> bool:
    leans_deg = true["lean_deg"] - REST_LEAN_DEG
    return {
        "lowered fast": true["lower_s"] < FAST_S,
        "driven slowly": _drive_s(true) > SLOW_S,
        "leaned back": leans_deg < -LEAN_DEG,
        "leaned forward": leans_deg > LEAN_DEG,
        "foot hung down": true["dorsi_deg"] < HANGS_DEG,
    }[fault]


def _heels(film: MoveFootage) -> Iterable[tuple[Truth, HeelHold | None]]:
    """Each true lift of the heels, with the one that was seen."""
    clock = SittingClock()
    for posture in track_of(film.seen, film.clock).postures:
        clock.update(posture)
    clock.finish()
    for true in film.truth["reps"]:
        near = [h for h in clock.holds if abs(h.start_s - true["start_s"]) < SAME_S]
        yield true, near[0] if near else None


def _heel_figures(lifts: Sequence[tuple[Truth, HeelHold | None]]) -> dict[str, int]:
    """How often one heel or both, and what ended the lift, were told right, wrong or not."""
    legs: Tally[str] = Tally()
    for true, hold in lifts:
        is_one = true["legs"] != "both"
        told = hold.legs if hold else "missed"
        legs["open" if told == "one or both" else str(told == ("one" if is_one else "both"))] += 1
    reasons = [hold is not None and hold.reason == true["reason"] for true, hold in lifts]
    ended = [hold for true, hold in lifts if true["reason"] != "heels"]
    return {
        "n": len(lifts),
        "legs_right": legs["True"],
        "legs_open": legs["open"],
        "legs_wrong": legs["False"],
        "reason_right": int(sum(reasons)),
        "faulty": len(ended),
    }
