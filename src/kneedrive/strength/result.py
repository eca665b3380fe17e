"""What hold.json and coach.json share: the film and the load as numbers."""

from kneedrive.report.plain import Document
from kneedrive.strength.capacity import Load
from kneedrive.strength.source import Exercise

DIGITS = 3  # decimals of seconds, degrees and Nm/kg


def source_document(exercise: Exercise) -> Document:
    """Where the numbers come from."""
    return {
        "file": exercise.source.name,
        "frames": len(exercise.track.postures),
        "fps": exercise.clock.capture_fps,
        "seen_pct": exercise.seen_pct,
        "pose_model": exercise.keypoints.model,
    }


def answers_word(answered: bool) -> str:
    """How the red-flag questions were answered; a yes leaves no result."""
    return "all answered no" if answered else "not all answered"


def load_document(load: Load) -> Document:
    """What was on the leg."""
    return {"words": load.words, "force_n": load.force_n}
