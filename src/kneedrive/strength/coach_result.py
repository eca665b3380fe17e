"""coach.json: the repetitions or lifts of a move as numbers."""

from dataclasses import asdict
from pathlib import Path

from kneedrive.strength.coaching import Coaching
from kneedrive.strength.plain import Document, write_json
from kneedrive.strength.sitting import WORDS

SCHEMA = "kneedrive.coach/1"
NAME = "coach.json"


def write_coaching(coaching: Coaching, red_flags: str, path: Path) -> None:
    """Write what one film showed."""
    exercise = coaching.exercise
    holds = [
        {
            **asdict(h),
            "held_s": h.held_s,
            "counts": h.counts,
            "reason_words": WORDS[h.reason],
        }
        for h in coaching.heel_holds
    ]
    document: Document = {
        "move": coaching.move,
        "source": {
            "file": exercise.source.name,
            "frames": len(exercise.track.postures),
            "fps": exercise.clock.capture_fps,
            "seen_pct": exercise.seen_pct,
            "pose_model": exercise.keypoints.model,
        },
        "load": {"words": coaching.load.words, "force_n": coaching.load.force_n},
        "red_flags": red_flags,
        "withheld": coaching.why_none or None,
        "counted": sum(s.total for s in coaching.sets),
        "repetitions": [{**asdict(r), "counts": r.counts} for r in coaching.repetitions],
        "heel_holds": holds,
        "sets": [asdict(s) for s in coaching.sets],
        "moment_at_horizontal": asdict(coaching.moment) if coaching.moment else None,
        "estimated_maximum": asdict(coaching.maximum) if coaching.maximum else None,
        "findings": [asdict(f) for f in coaching.findings],
        "notes": list(exercise.keypoints.notes),
    }
    write_json(SCHEMA, document, path)
