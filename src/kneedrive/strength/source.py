"""From a film, or a table of landmarks, to the postures of the person who exercises."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.film import Clip, Clock
from kneedrive.pose.keypoints import Keypoints
from kneedrive.pose.runner import choose_mover
from kneedrive.pose.source import Filmed, find_keypoints
from kneedrive.strength.track import Track, track_of

FEWEST_FRAMES = 15


@dataclass(frozen=True)
class Exercise:
    """One source, its person followed.

    Parameters
    ----------
    clip : None for a table of landmarks
    seen_pct : share of frames in which both legs are in the picture, hip to ankle
    """

    source: Path
    clip: Clip | None
    clock: Clock
    keypoints: Keypoints
    track: Track
    seen_pct: float


def follow_exercise(
    source: Path,
    filmed: Filmed,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
) -> Exercise:
    """Find and follow the person.

    Raises
    ------
    InputError : the source can't be used; its text says what to do
    """
    clip, clock, keypoints = find_keypoints(source, filmed, choose_mover, progress, partial)
    if len(keypoints.time_s) < FEWEST_FRAMES:
        raise InputError(
            f"{source} shows only {len(keypoints.time_s)} pictures", "film the whole exercise"
        )
    track = track_of(keypoints, clock)
    seen = np.mean([all(leg.seen for leg in p.legs) for p in track.postures])
    return Exercise(source, clip, clock, keypoints, track, round(100.0 * float(seen), 1))
