"""From what a user gives, a film or a table of landmarks, to keypoints and their clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.film import Clip, Clock, check_length, choose_clock, probe
from kneedrive.pose.keypoints import Keypoints, clock_of
from kneedrive.pose.networks import Model
from kneedrive.pose.pipeline import Pick, estimate
from kneedrive.pose.runner import choose
from kneedrive.pose.table import read_keypoints

FEWEST_ROWS = 2


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
        keypoints = _part(read_keypoints(source), filmed, source)
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


def _part(keypoints: Keypoints, filmed: Filmed, source: Path) -> Keypoints:
    """The rows of a table from start to end."""
    end_s = float("inf") if filmed.end_s is None else filmed.end_s
    inside = (keypoints.time_s >= filmed.start_s) & (keypoints.time_s < end_s)
    if inside.sum() < FEWEST_ROWS:
        raise InputError(
            f"--start and --end leave nothing of {source.name}, which holds "
            f"{keypoints.time_s[0]:g} to {keypoints.time_s[-1]:g} s",
            "give times inside it",
        )
    return replace(
        keypoints,
        time_s=keypoints.time_s[inside],
        xy_px=keypoints.xy_px[inside],
        confidence=keypoints.confidence[inside],
    )
