"""From what a user gives, a film or a table of landmarks, to keypoints and their clock."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kneedrive.film import Clip, Clock, check_length, choose_clock, probe
from kneedrive.pose.keypoints import Keypoints, clock_of, read_keypoints
from kneedrive.pose.networks import Model
from kneedrive.pose.pipeline import Pick, estimate
from kneedrive.pose.runner import choose


@dataclass(frozen=True)
class Filmed:
    """What the user says of a film, and which pose model reads it.

    person : number of the one to measure, from 1, left to right at first sight
    """

    capture_fps: float | None = None
    start_s: float = 0.0
    end_s: float | None = None
    person: int | None = None
    pose_model: Model | Path = "auto"


def find_keypoints(
    source: Path,
    filmed: Filmed,
    pick: Pick = choose,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
) -> tuple[Clip | None, Clock, Keypoints]:
    """Read a table of landmarks, or estimate those of a film; a table has no clip.

    The rest as in `estimate`.

    Raises
    ------
    InputError : the source can't be used; its text says what to do
    """
    if source.name.endswith(".csv"):
        keypoints = read_keypoints(source)
        return None, clock_of(keypoints, filmed.capture_fps), keypoints
    clip = probe(source)
    check_length(clip, filmed.start_s, filmed.end_s)
    clock = choose_clock(clip, filmed.capture_fps)
    keypoints = estimate(
        clip,
        clock,
        model=filmed.pose_model,
        start_s=filmed.start_s,
        end_s=filmed.end_s,
        runner=filmed.person,
        pick=pick,
        progress=progress,
        partial=partial,
    )
    return clip, clock, keypoints
