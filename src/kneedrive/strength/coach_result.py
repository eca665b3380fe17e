"""coach.json: the repetitions or lifts of a move as numbers."""

from dataclasses import asdict
from pathlib import Path

from kneedrive.report.plain import Document, document, write_json
from kneedrive.strength.coaching import Coaching
from kneedrive.strength.result import DIGITS, answers_word, load_document, source_document
from kneedrive.strength.sitting import WORDS

SCHEMA = "kneedrive.coach/1"
NAME = "coach.json"


def write_coaching(coaching: Coaching, path: Path) -> None:
    """Write what one film showed."""
    moments = [asdict(m) if m else None for m in coaching.moments]
    moments += [None] * (len(coaching.repetitions) + len(coaching.heel_holds) - len(moments))
    holds = [
        {
            **asdict(h),
            "held_s": h.held_s,
            "counts": h.counts,
            "reason_words": WORDS[h.reason],
            "moment": m,
        }
        for h, m in zip(coaching.heel_holds, moments, strict=False)
    ]
    content: Document = {
        "move": coaching.move,
        "source": source_document(coaching.exercise),
        "person": asdict(coaching.person),
        "load": load_document(coaching.load),
        "red_flags": answers_word(coaching.answered),
        "reported": asdict(coaching.reported),
        "withheld": coaching.why_none or None,
        "counted": sum(s.total for s in coaching.sets),
        "repetitions": [
            {**asdict(r), "counts": r.counts, "moment": m}
            for r, m in zip(coaching.repetitions, moments, strict=False)
        ],
        "heel_holds": holds,
        "sets": [asdict(s) for s in coaching.sets],
        "moment_at_top": asdict(coaching.moment) if coaching.moment else None,
        "estimated_maximum": asdict(coaching.maximum) if coaching.maximum else None,
        "findings": [asdict(f) for f in coaching.findings],
        "notes": list(coaching.exercise.keypoints.notes),
    }
    write_json(document(SCHEMA, content, DIGITS), path)
