"""hold.json: the knee hold as numbers."""

from dataclasses import asdict
from pathlib import Path

import numpy as np

from kneedrive.report.plain import Document, document, write_json
from kneedrive.strength.capacity.endurance import endurance_curve
from kneedrive.strength.hold_clock import WORDS
from kneedrive.strength.hold_test import METHOD_ERROR_S, HoldMeasure, HoldTest
from kneedrive.strength.reading import STOPWATCH_ERROR_S
from kneedrive.strength.result import DIGITS, answers_word, load_document, source_document
from kneedrive.strength.told_hold import ToldHold

SCHEMA = "kneedrive.hold/1"
NAME = "hold.json"
ENDURANCE_S = (20.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 300.0)


def write_hold(test: HoldTest, path: Path) -> None:
    """Write the test of a film."""
    content: Document = {
        "source": source_document(test.exercise),
        "person": asdict(test.person),
        "load": load_document(test.load),
        "red_flags": answers_word(test.answered),
        "reported": asdict(test.reported),
        "withheld": test.why_none or None,
        "legs": {side: hold_document(hold) for side, hold in test.best.items()},
        "attempts": [hold_document(hold) for hold in test.holds],
        "findings": [asdict(f) for f in test.findings],
        "notes": list(test.exercise.keypoints.notes),
    }
    write_json(document(SCHEMA, content, DIGITS), path)


def write_told_hold(told: ToldHold, path: Path) -> None:
    """Write a hold that was timed by hand."""
    leg: Document = {
        "held_s": told.seconds,
        "error_s": STOPWATCH_ERROR_S,
        "at_least": told.at_least,
        "reading": told.reading,
        "reason": "told",
        "moment": asdict(told.moment) if told.moment else None,
        "pose": "not seen: taken as thigh past the horizontal, shin hanging",
    }
    content: Document = {
        "source": {"told": True},
        "person": asdict(told.person),
        "load": load_document(told.load),
        "red_flags": answers_word(told.answered),
        "reported": asdict(told.reported),
        "legs": {told.side: leg},
        "findings": [asdict(f) for f in told.findings],
    }
    write_json(document(SCHEMA, content, DIGITS), path)


def hold_document(hold: HoldMeasure) -> Document:
    """One hold as hold.json has it."""
    attempt, shaking = hold.attempt, hold.shaking
    told = {"withheld": shaking} if isinstance(shaking, str) else asdict(shaking)
    return {
        "side": attempt.side,
        "start_s": attempt.start_s,
        "end_s": attempt.end_s,
        "held_s": attempt.held_s,
        "error_s": hold.error_s,
        "method_error_s": METHOD_ERROR_S,
        "at_least": hold.at_least,
        "reading": hold.reading,
        "reason": attempt.reason,
        "reason_words": WORDS[attempt.reason],
        "thigh_deg": hold.thigh_deg,
        "sag_dps": hold.sag_dps,
        "shaking": told,
        "lean_deg": hold.lean_deg,
        "standing_knee_deg": hold.bend_deg,
        "moment": asdict(hold.moment) if hold.moment else None,
        "estimated_maximum": asdict(hold.maximum) if hold.maximum else None,
        "endurance": _endurance(hold),
        "notes": list(hold.notes),
    }


def _endurance(hold: HoldMeasure) -> list[Document] | None:
    """What could be held for how long, by a loaded hold to failure; None without one."""
    if hold.moment is None or hold.maximum is None or hold.maximum.value_nm_kg is None:
        return None
    seconds = np.array(ENDURANCE_S)
    curves = endurance_curve(hold.moment, hold.attempt.held_s, seconds)
    return [
        {"seconds": s, "moment_nm_kg": m, "low_nm_kg": low, "high_nm_kg": high}
        for s, m, low, high in zip(ENDURANCE_S, *curves, strict=True)
    ]
