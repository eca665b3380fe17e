"""The way of the data from film to metrics, in one screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kneedrive.film import Clip, check_length, choose_clock, probe
from kneedrive.film.clock import Clock
from kneedrive.motion.build import find_motion
from kneedrive.motion.motion import Motion
from kneedrive.pose import estimate
from kneedrive.pose.keypoints import Keypoints, clock_of, read_keypoints
from kneedrive.pose.networks import Model
from kneedrive.pull.metrics import measure_pull
from kneedrive.pull.pull import Pull, find_pull
from kneedrive.pull.segments import Sex
from kneedrive.stride.checks import reason_to_withhold, refuse_what_is_no_run
from kneedrive.stride.measure import Measure
from kneedrive.stride.metrics import measure_strides
from kneedrive.stride.strides import Strides, find_strides


@dataclass(frozen=True)
class Runner:
    """What the user says of the runner; None where not said."""

    height_m: float | None = None
    mass_kg: float | None = None
    sex: Sex | None = None
    speed_mps: float | None = None


@dataclass(frozen=True)
class Filming:
    """What the user says of the film, and which pose model to use."""

    capture_fps: float | None = None
    start_s: float = 0.0
    end_s: float | None = None
    runner: int | None = None
    pose_model: Model | Path = "auto"


@dataclass(frozen=True)
class Analysis:
    """All that is known of one clip."""

    source: Path
    clip: Clip | None
    clock: Clock
    runner: Runner
    keypoints: Keypoints
    motion: Motion
    strides: Strides
    pull: Pull
    metrics: Mapping[str, Measure]
    warnings: tuple[str, ...]


def analyze(
    source: Path,
    runner: Runner,
    filming: Filming,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
) -> Analysis:
    """Measure the runner of a clip or of a `*.keypoints.csv`.

    progress : called with the share of the clip whose landmarks are known, 0 to 1
    partial : folder in which an interrupted pose estimation leaves what it has

    Raises
    ------
    InputError : the source can't be used; its text says what to do
    """
    clip, clock, keypoints = _keypoints(source, filming, progress, partial)
    motion = find_motion(keypoints, clock, runner.height_m, runner.speed_mps)
    strides = find_strides(motion)
    refuse_what_is_no_run(motion, strides)
    reason = reason_to_withhold(motion, strides)
    pull = find_pull(motion, strides, runner.sex or "male")
    metrics = measure_strides(motion, strides, reason)
    metrics |= measure_pull(motion, pull, len(strides.steps), reason)
    warnings = (*keypoints.notes, *motion.warnings, *((reason,) if reason else ()))
    return Analysis(
        source, clip, clock, runner, keypoints, motion, strides, pull, metrics, warnings
    )


def _keypoints(
    source: Path,
    filming: Filming,
    progress: Callable[[float], None] | None,
    partial: Path | None,
) -> tuple[Clip | None, Clock, Keypoints]:
    """Landmarks of the runner, from film or from a table."""
    if source.name.endswith(".csv"):
        keypoints = read_keypoints(source)
        return None, clock_of(keypoints, filming.capture_fps), keypoints
    clip = probe(source)
    check_length(clip, filming.start_s, filming.end_s)
    clock = choose_clock(clip, filming.capture_fps)
    keypoints = estimate(
        clip,
        clock,
        model=filming.pose_model,
        start_s=filming.start_s,
        end_s=filming.end_s,
        runner=filming.runner,
        progress=progress,
        partial=partial,
    )
    return clip, clock, keypoints
