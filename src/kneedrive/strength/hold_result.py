"""hold.json: the knee hold as numbers."""

from dataclasses import asdict
from pathlib import Path

from kneedrive.report.plain import Document, document, write_json
from kneedrive.strength.hold_clock import WORDS
from kneedrive.strength.hold_test import METHOD_ERROR_S, HoldMeasure, HoldTest
from kneedrive.strength.posture import Side
from kneedrive.strength.reading import Reported, band_of, hold_findings
from kneedrive.strength.result import DIGITS, load_document, source_document

SCHEMA = "kneedrive.hold/1"
NAME = "hold.json"


def write_hold(test: HoldTest, red_flags: str, path: Path) -> None:
    """Write the test of a film; `red_flags` says how the questions were answered."""
    content: Document = {
        "source": source_document(test.exercise),
        "load": load_document(test.load),
        "red_flags": red_flags,
        "reported": asdict(test.reported),
        "withheld": test.why_none or None,
        "legs": {side: hold_document(hold) for side, hold in test.best.items()},
        "attempts": [hold_document(hold) for hold in test.holds],
        "findings": [asdict(f) for f in test.findings],
        "notes": list(test.exercise.keypoints.notes),
    }
    write_json(document(SCHEMA, content, DIGITS), path)


def write_told_hold(
    seconds: float, side: Side, loaded: bool, reported: Reported, red_flags: str, path: Path
) -> None:
    """Write a hold that was timed by hand."""
    findings = hold_findings({side: seconds}, loaded, set(), reported)
    content: Document = {
        "source": {"told": True},
        "red_flags": red_flags,
        "reported": asdict(reported),
        "legs": {side: {"held_s": seconds, "reading": band_of(seconds), "reason": "told"}},
        "findings": [asdict(f) for f in findings],
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
        "reading": band_of(attempt.held_s),
        "reason": attempt.reason,
        "reason_words": WORDS[attempt.reason],
        "thigh_deg": hold.thigh_deg,
        "sag_dps": hold.sag_dps,
        "shaking": told,
        "lean_deg": hold.lean_deg,
        "standing_knee_deg": hold.bend_deg,
        "moment": asdict(hold.moment) if hold.moment else None,
        "estimated_maximum": asdict(hold.maximum) if hold.maximum else None,
        "notes": list(hold.notes),
    }
