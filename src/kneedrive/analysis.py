"""The way of the data from film to metrics, in one screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.film import Clip, Clock
from kneedrive.motion.build import find_motion
from kneedrive.motion.lab import M_PER_PX, is_lab_file, open_lab_trial
from kneedrive.motion.motion import Motion, Scale
from kneedrive.pose.bias import about_network
from kneedrive.pose.keypoints import Keypoints
from kneedrive.pose.source import Filmed, find_keypoints
from kneedrive.pull.followers import without_followers
from kneedrive.pull.metrics import measure_pull
from kneedrive.pull.pull import Pull, find_pull
from kneedrive.pull.segments import Sex
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.checks import (
    doubts_of_timing,
    reason_to_withhold,
    refuse_what_is_no_run,
)
from kneedrive.stride.force import measure_force, note_of_part, sees_all
from kneedrive.stride.known_contacts import find_calibration, read_known_contacts
from kneedrive.stride.learned import Learned
from kneedrive.stride.measure import Measure
from kneedrive.stride.metrics import measure_strides
from kneedrive.stride.strides import Contact, Strides, find_strides
from kneedrive.stride.tempo import against_gravity, contradicted, settle_clock, widened


@dataclass(frozen=True)
class Runner:
    """What the user says of the runner; None where not said."""

    height_m: float | None = None
    mass_kg: float | None = None
    sex: Sex | None = None
    speed_mps: float | None = None


@dataclass(frozen=True)
class Filming(Filmed):
    """What the user says of the source: a film, or a laboratory trial and its files."""

    static: Path | None = None
    markers: Path | None = None


@dataclass(frozen=True)
class Footage:
    """Landmarks of one source, however they came to be known.

    exact : the scale where it is known for sure, and the camera level (markers)
    force_contacts : contacts from measured ground force, empty where there is none
    """

    source: Path
    clip: Clip | None
    clock: Clock
    keypoints: Keypoints
    exact: Scale | None = None
    force_contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Analysis:
    """All that is known of one clip.

    force_contacts : contacts from measured ground force, empty where there is none
    kinematic_contacts : where ground force was measured, the contacts that kinematics give
    """

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
    force_contacts: tuple[Contact, ...] = ()
    kinematic_contacts: tuple[Contact, ...] = ()

    @property
    def timed_by_force(self) -> bool:
        """Whether force gives the timing; where it saw a part of the contacts, it does not."""
        return bool(self.force_contacts) and self.strides.contacts == self.force_contacts

    @property
    def why_no_number(self) -> str | None:
        """Why every number is withheld; None where one is not."""
        if any(measure.value is not None for measure in self.metrics.values()):
            return None
        return next((m.reason for m in self.metrics.values() if m.reason), "no reason is known")


def analyze(
    source: Path,
    runner: Runner,
    filming: Filming,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
    calibration: Calibration | None = None,
) -> Analysis:
    """Measure the runner of a film, of a `*.keypoints.csv`, or of a laboratory trial.

    progress : called with the share of the clip whose landmarks are known, 0 to 1
    partial : folder in which an interrupted pose estimation leaves what it has
    calibration : this runner's own offset, from `calibrate`

    Raises
    ------
    InputError : the source can't be used; its text says what to do
    """
    footage = find_landmarks(source, filming, progress, partial)
    return measure(footage, runner, calibration=calibration)


def calibrate(
    source: Path,
    runner: Runner,
    filming: Filming,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
) -> Calibration:
    """The runner's own offset from a clip whose contacts were measured, whatever its speed.

    Raises
    ------
    InputError : the source can't be used, or its contacts and the measured ones don't match
    """
    how = Filming(filming.capture_fps, pose_model=filming.pose_model, markers=filming.markers)
    known = () if is_lab_file(source) else read_known_contacts(source)
    footage = find_landmarks(source, how, progress, partial)
    known = footage.force_contacts or known or read_known_contacts(source)
    kinematic = measure(replace(footage, force_contacts=()), replace(runner, speed_mps=None))
    found = kinematic.strides.contacts
    return find_calibration(source.name, footage.keypoints.model, found, known)


def measure(
    footage: Footage,
    runner: Runner,
    learned: Learned | None = None,
    calibration: Calibration | None = None,
) -> Analysis:
    """From landmarks to metrics. Raises InputError for what is no run.

    learned : corrections from measured runs; those that come with this version where not given
    calibration : this runner's own offset, taken out of the events
    """
    if calibration is not None:
        calibration.check(footage.keypoints.model)
    clock, keypoints = footage.clock, footage.keypoints
    motion = find_motion(keypoints, clock, runner.height_m, runner.speed_mps, footage.exact)
    strides = find_strides(motion, learned, calibration=calibration)
    refuse_what_is_no_run(motion, strides)
    settled = settle_clock(clock, motion, strides)
    if settled.capture_fps != clock.capture_fps:
        motion = find_motion(keypoints, settled, runner.height_m, runner.speed_mps, footage.exact)
        strides = find_strides(motion, learned, calibration=calibration)
    force, kinematic = footage.force_contacts, strides.contacts if footage.force_contacts else ()
    by_force = sees_all(force, kinematic)
    if by_force and calibration is not None:
        raise InputError(
            f"the contacts of {footage.source.name} are measured, there is nothing to calibrate",
            "leave --calibration away",
        )
    if by_force:
        strides = find_strides(motion, learned, force)
    reason = reason_to_withhold(motion, strides)
    motion = replace(motion, legs=strides.legs or motion.legs)
    doubts = (reason,) if reason else doubts_of_timing(strides)
    if not reason and (factor := against_gravity(settled, motion, strides)) is not None:
        settled, doubt = contradicted(settled, factor)
        doubts = (doubt, *doubts)
    pull = find_pull(motion, strides, runner.sex or "male")
    metrics = measure_strides(motion, strides, reason)
    metrics |= measure_pull(motion, pull, strides, reason)
    metrics |= measure_force(force) if by_force else {}
    metrics = widened(metrics, settled)
    motion, strides, pull = without_followers(motion, strides, pull, metrics)
    return Analysis(
        source=footage.source,
        clip=footage.clip,
        clock=settled,
        runner=runner,
        keypoints=keypoints,
        motion=motion,
        strides=strides,
        pull=pull,
        metrics=metrics,
        warnings=(
            *keypoints.notes,
            *(note for note in (about_network(keypoints.model),) if note),
            *motion.warnings,
            *((note_of_part(force, kinematic),) if force and not by_force else ()),
            *doubts,
        ),
        force_contacts=force,
        kinematic_contacts=kinematic,
    )


def find_landmarks(
    source: Path,
    filming: Filming,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
) -> Footage:
    """Landmarks of the runner: from markers, from a table, or from film by a pose network."""
    if is_lab_file(source):
        trial = open_lab_trial(source, filming.static, filming.markers)
        exact = Scale(M_PER_PX, "markers", 0.0)
        clock = Clock(trial.trial.rate_hz, trial.trial.rate_hz, "motion capture")
        contacts = tuple(Contact(c.side, c.strike_s, c.toe_off_s) for c in trial.contacts)
        return Footage(source, None, clock, trial.keypoints, exact, contacts)
    clip, clock, keypoints = find_keypoints(source, filming, progress=progress, partial=partial)
    return Footage(source, clip, clock, keypoints)
