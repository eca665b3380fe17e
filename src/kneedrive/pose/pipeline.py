"""From a clip to the keypoints of its runner.

A thread decodes. At key frames, several frames apart, people are found or followed from the last
key frame; each frame in between is then cut out and read on whichever core is free. Only landmarks
are kept, so memory does not grow with the clip but for them.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneedrive.film import Clip, Clock, Frame, ReadReport, frames, retime
from kneedrive.pose.ahead import ahead
from kneedrive.pose.camera import Camera, path_of_camera
from kneedrive.pose.follow import Follower, Scene, regions_between
from kneedrive.pose.gather import OpenStretch
from kneedrive.pose.keypoints import LANDMARKS, Keypoints, Person
from kneedrive.pose.networks import Model, Networks, open_networks
from kneedrive.pose.readings import Shelf, Stretch, fingerprint, join
from kneedrive.pose.runner import Sighting, choose, sightings
from kneedrive.pose.runtime import cores, one_thread_a_picture
from kneedrive.pose.weights import say_aside

KEY_EVERY_S = 0.1  # of captured time: hardly any way for a body
KEY_FRAMES = (6, 12)  # fewest: the cost of finding; most: frames that wait for the next key frame
OUTSIDE = 0.02  # of the body's height: a landmark further outside the picture is missing
FRAMES_AHEAD = 8
BLOCKS_A_STRETCH = 40  # key frames between two savings: 8 s at 30 Hz
LEAD_IN = 45  # frames read again before going on, so that repeats are found as before

Pick = Callable[[list[Sighting], int | None], tuple[Sighting, str]]


def estimate(
    clip: Clip,
    clock: Clock,
    *,
    model: Model | Path = "auto",
    start_s: float = 0.0,
    end_s: float | None = None,
    runner: int | None = None,
    pick: Pick = choose,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
    say: Callable[[str], None] = say_aside,
) -> Keypoints:
    """Keypoints of the runner in a clip; pictures that repeat the one before are left out.

    Parameters
    ----------
    clip : as `kneedrive.film.probe` returned it
    clock : the more pictures a second of captured time, the further apart the key frames are
    model : "heavy" (sharper feet), "full" (faster), "auto" (`heavy` where its weights are to be
        had), or the path of an ONNX file with RTMPose's 26 landmarks
    start_s, end_s : part of the clip, s of playback; None = to the end
    runner : number of the person to measure, from 1, left to right at first sight; None for the
        one that `pick` finds
    pick : chooses among the people: `choose` the one whose legs run, `choose_mover` the one who
        exercises
    progress : told now and then which share (0 to 1) is done
    partial : folder that keeps what has been read, so that the same call goes on from there after
        an interruption; the caller removes it after success
    say : told in one line when weights are fetched

    Raises
    ------
    InputError : nobody is in the film, no weights can be had, or the clip can't be read
    """
    networks = open_networks(model, say)
    every = int(np.clip(round(KEY_EVERY_S * clock.capture_fps), *KEY_FRAMES))
    key = fingerprint(clip.path, networks.name, networks.digest, start_s, end_s, every)
    part = _Part(clip, start_s, end_s, every)
    report = ReadReport()
    readings = _read(part, networks, Shelf(partial, key), report, progress or (lambda _: None))
    report.read, report.repeated = len(readings.time_s), int(readings.repeated.sum())
    people = sightings(readings)
    chosen, why = pick(people, runner)
    path, unsure = path_of_camera(readings.background, clip)
    return Keypoints(
        retime(readings.time_s, readings.repeated),
        LANDMARKS,
        *_landmarks(chosen, len(readings.background), clip),
        clip.width_px,
        clip.height_px,
        path,
        networks.name,
        (why + ".", *unsure, *report.notes()),
        tuple(_person(p, p is chosen, len(readings.background)) for p in people),
    )


@dataclass(frozen=True)
class _Part:
    """What is read: [start_s, end_s) of a clip, with a key frame every so many new frames."""

    clip: Clip
    start_s: float
    end_s: float | None
    key_every: int

    def share(self, time_s: float) -> float:
        """Which share of it lies before a time."""
        end_s = self.clip.duration_s if self.end_s is None else self.end_s
        return float(np.clip((time_s - self.start_s) / max(end_s - self.start_s, 1e-6), 0.0, 1.0))


def _read(
    part: _Part,
    networks: Networks,
    shelf: Shelf,
    report: ReadReport,
    progress: Callable[[float], None],
) -> Stretch:
    """Everyone in every frame."""
    stretches, scene = shelf.load()
    done_s = stretches[-1].time_s[-1] if stretches else -np.inf
    from_s = stretches[-1].time_s[-LEAD_IN:][0] if stretches else part.start_s
    with one_thread_a_picture(), ThreadPoolExecutor(cores(), "pose") as pool:
        follower = Follower(networks.detector, networks.finder, pool)
        camera = Camera(stretches)
        current = OpenStretch(pool, networks.reader)
        stream = ahead(frames(part.clip, from_s, part.end_s, report), FRAMES_AHEAD)
        try:
            fresh = _fresh(stream, done_s, camera, scene)
            for block in _blocks(fresh, part.key_every, scene):
                new = [frame for frame in block if not frame.repeated]
                before, scene = scene, follower.follow(scene, new[-1].image) if new else scene
                for i, frame in enumerate(new, 1):
                    regions = regions_between(before, scene, i / len(new))
                    known = networks.known_bodies(scene) if i == len(new) else None
                    current.add(frame, regions, camera.update(frame, regions), known)
                current.end_block(block)
                progress(part.share(block[-1].time_s))
                if current.blocks == BLOCKS_A_STRETCH:
                    stretches.append(current.close())
                    shelf.save(stretches[-1], scene)
                    current = OpenStretch(pool, networks.reader)
            if current.blocks:
                stretches.append(current.close())
                shelf.save(stretches[-1], scene)
        finally:
            stream.close()
            pool.shutdown(cancel_futures=True)
    progress(1.0)
    return join(stretches)


def _fresh(stream: Iterator[Frame], done_s: float, camera: Camera, scene: Scene) -> Iterator[Frame]:
    """The frames after `done_s`; the last before it only shows the camera where it stood."""
    last: Frame | None = None
    for frame in stream:
        if frame.time_s <= done_s:
            last = last if frame.repeated else frame
            continue
        if last is not None:
            camera.update(last, {person.number: person.roi for person in scene.people})
            last = None
        yield frame


def _blocks(items: Iterator[Frame], every: int, scene: Scene) -> Iterator[list[Frame]]:
    """Frames up to each key frame: the clip's first, then every so-many-th new one, the last."""
    block: list[Frame] = []
    new, wanted = 0, 1 if scene.keys == 0 else every
    for frame in items:
        block.append(frame)
        new += not frame.repeated
        if new == wanted:
            yield block
            block, new, wanted = [], 0, every
    if block:
        yield block


def _landmarks(
    person: Sighting, frame_count: int, clip: Clip
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(T, L, 2) positions and (T, L) confidence, missing where unseen or outside."""
    x_px, y_px = person.xy_px[..., 0], person.xy_px[..., 1]
    height_px = np.nanmax(y_px, axis=1) - np.nanmin(y_px, axis=1)
    slack = OUTSIDE * height_px[:, None]
    good = (
        (person.confidence > 0)
        & (x_px >= -slack)
        & (x_px <= clip.width_px + slack)
        & (y_px >= -slack)
        & (y_px <= clip.height_px + slack)
    )
    xy_px = np.full((frame_count, len(LANDMARKS), 2), np.nan)
    confidence = np.zeros((frame_count, len(LANDMARKS)))
    xy_px[person.frame] = np.where(good[..., None], person.xy_px, np.nan)
    confidence[person.frame] = np.where(good, person.confidence, 0.0)
    return xy_px, confidence


def _person(person: Sighting, chosen: bool, frame_count: int) -> Person:
    """The box of a person's landmarks in each frame."""
    box = np.full((frame_count, 4), np.nan, dtype=np.float32)
    box[person.frame, :2] = np.nanmin(person.xy_px, axis=1)
    box[person.frame, 2:] = np.nanmax(person.xy_px, axis=1)
    return Person(person.number, box, chosen)
