"""coach.json: the repetitions or lifts of a move as numbers."""

from dataclasses import asdict
from pathlib import Path

from kneedrive.report.plain import Document, document, write_json
from kneedrive.strength.coaching import Coaching
from kneedrive.strength.result import DIGITS, load_document, source_document
from kneedrive.strength.sitting import WORDS

SCHEMA = "kneedrive.coach/1"
NAME = "coach.json"


def write_coaching(coaching: Coaching, red_flags: str, path: Path) -> None:
    """Write what one film showed."""
    holds = [
        {
            **asdict(h),
            "held_s": h.held_s,
            "counts": h.counts,
            "reason_words": WORDS[h.reason],
        }
        for h in coaching.heel_holds
    ]
    content: Document = {
        "move": coaching.move,
        "source": source_document(coaching.exercise),
        "load": load_document(coaching.load),
        "red_flags": red_flags,
        "withheld": coaching.why_none or None,
        "counted": sum(s.total for s in coaching.sets),
        "repetitions": [{**asdict(r), "counts": r.counts} for r in coaching.repetitions],
        "heel_holds": holds,
        "sets": [asdict(s) for s in coaching.sets],
        "moment_at_horizontal": asdict(coaching.moment) if coaching.moment else None,
        "estimated_maximum": asdict(coaching.maximum) if coaching.maximum else None,
        "findings": [asdict(f) for f in coaching.findings],
        "notes": list(coaching.exercise.keypoints.notes),
    }
    write_json(document(SCHEMA, content, DIGITS), path)
