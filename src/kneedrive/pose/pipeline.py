"""From a clip to the keypoints of its runner.

A thread decodes. At every sixth frame people are found, or followed from the sixth before; each
frame in between is then cut out and read on whichever core is free. Only the landmarks are kept, so
memory does not grow with the clip but for them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kneedrive.film import (
    Background,
    Clip,
    Clock,
    Frame,
    ReadReport,
    camera_state,
    frames,
    retime,
)
from kneedrive.pose.ahead import ahead
from kneedrive.pose.blazepose import Body
from kneedrive.pose.follow import KEY_EVERY, MIN_PRESENCE, Follower, Scene, regions_between
from kneedrive.pose.keypoints import LANDMARKS, Keypoints, Person
from kneedrive.pose.networks import Model, Networks, open_networks
from kneedrive.pose.readings import Shelf, Stretch, fingerprint, join
from kneedrive.pose.roi import Roi, side_px
from kneedrive.pose.runner import Sighting, choose, sightings
from kneedrive.pose.runtime import cores

OUTSIDE = 0.02  # of the body's height: a landmark further outside the picture is missing
FRAMES_AHEAD = 4
BLOCKS_A_STRETCH = 40  # key frames between two savings: 8 s at 30 Hz
LEAD_IN = 45  # frames read again before going on, so that repeats are found as before
CENTRED = 0.25  # of the side: hips further from the region's middle belong to somebody else


def estimate(
    clip: Clip,
    clock: Clock,
    *,
    model: Model | Path = "auto",
    start_s: float = 0.0,
    end_s: float | None = None,
    runner: int | None = None,
    progress: Callable[[float], None] | None = None,
    partial: Path | None = None,
    say: Callable[[str], None] = print,
) -> Keypoints:
    """Keypoints of the runner in a clip; pictures that repeat the one before are left out.

    Parameters
    ----------
    clip : as `kneedrive.film.probe` returned it
    model : "heavy" (sharper feet), "full" (faster), "auto" (`heavy` where its weights are to be
        had), or the path of an ONNX file with RTMPose's 26 landmarks
    start_s, end_s : part of the clip, s of playback; None = to the end
    runner : number of the person to measure, from 1, left to right at first sight; None for the
        one whose legs run
    progress : told now and then which share (0 to 1) is done
    partial : folder that keeps what has been read, so that the same call goes on from there after
        an interruption; the caller removes it after success
    say : told in one line when weights are fetched

    Raises
    ------
    InputError : nobody is in the film, no weights can be had, or the clip can't be read
    """
    networks = open_networks(model, say)
    shelf = Shelf(partial, fingerprint(clip.path, networks.name, networks.digest, start_s, end_s))
    report = ReadReport()
    readings = _read(clip, networks, start_s, end_s, shelf, report, progress or (lambda _: None))
    report.read, report.repeated = len(readings.time_s), int(readings.repeated.sum())
    people = sightings(readings)
    chosen, why = choose(people, runner)
    path, unsure = _path_of_camera(readings.background, clip)
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


def _read(
    clip: Clip,
    networks: Networks,
    start_s: float,
    end_s: float | None,
    shelf: Shelf,
    report: ReadReport,
    progress: Callable[[float], None],
) -> Stretch:
    """Everyone in every frame of [start_s, end_s)."""
    stretches, scene = shelf.load()
    done_s = stretches[-1].time_s[-1] if stretches else -np.inf
    from_s = stretches[-1].time_s[-LEAD_IN:][0] if stretches else start_s
    stop_s = clip.duration_s if end_s is None else min(end_s, clip.duration_s)
    with ThreadPoolExecutor(cores(), "pose") as pool:
        follower = Follower(networks.detector, networks.finder, pool)
        camera = _Camera(stretches)
        current = _OpenStretch(pool, networks)
        stream = ahead(frames(clip, from_s, end_s, report), FRAMES_AHEAD)
        try:
            for block in _blocks(_fresh(stream, done_s, camera, scene), scene):
                new = [frame for frame in block if not frame.repeated]
                before, scene = scene, follower.follow(scene, new[-1].image) if new else scene
                for i, frame in enumerate(new):
                    regions = regions_between(before, scene, (i + 1) / len(new))
                    current.add(frame, regions, camera.update(frame, regions))
                current.end_block(block)
                if current.blocks == BLOCKS_A_STRETCH:
                    stretches.append(current.close())
                    shelf.save(stretches[-1], scene)
                    current = _OpenStretch(pool, networks)
                    progress((block[-1].time_s - start_s) / max(stop_s - start_s, 1e-6))
            if current.blocks:
                stretches.append(current.close())
                shelf.save(stretches[-1], scene)
        finally:
            stream.close()
            pool.shutdown(cancel_futures=True)
    progress(1.0)
    return join(stretches)


def _fresh(
    stream: Iterator[Frame], done_s: float, camera: "_Camera", scene: Scene
) -> Iterator[Frame]:
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


def _blocks(items: Iterator[Frame], scene: Scene) -> Iterator[list[Frame]]:
    """Frames up to each key frame: the clip's first, then every sixth new one, then the last."""
    block: list[Frame] = []
    new, wanted = 0, 1 if scene.keys == 0 else KEY_EVERY
    for frame in items:
        block.append(frame)
        new += not frame.repeated
        if new == wanted:
            yield block
            block, new, wanted = [], 0, KEY_EVERY
    if block:
        yield block


class _OpenStretch:
    """A stretch that is being read: crops go out to the cores, landmarks come back."""

    def __init__(self, pool: ThreadPoolExecutor, networks: Networks) -> None:
        self.blocks = 0
        self._pool, self._reader = pool, networks.reader
        self._time_s: list[float] = []
        self._repeated: list[bool] = []
        self._background: list[NDArray[np.float64]] = []
        self._waiting: deque[_Reading] = deque()
        self._done: list[tuple[int, int, Body]] = []

    def add(self, frame: Frame, regions: dict[int, Roi], background: NDArray[np.float64]) -> None:
        """Have everyone in a new frame read."""
        for person, roi in regions.items():
            picture = self._reader.prepare(frame.image, roi)
            answer = self._pool.submit(self._reader.read, picture, roi)
            self._waiting.append(_Reading(self.blocks, len(self._background), person, roi, answer))
        self._background.append(background)

    def end_block(self, block: list[Frame]) -> None:
        """Note the times of a block; wait for the block before, so that no work piles up."""
        self._time_s += [frame.time_s for frame in block]
        self._repeated += [frame.repeated for frame in block]
        self._collect(self.blocks)
        self.blocks += 1

    def close(self) -> Stretch:
        """Wait for the rest."""
        self._collect(self.blocks)
        count = len(LANDMARKS)
        return Stretch(
            np.array(self._time_s),
            np.array(self._repeated, dtype=np.bool_),
            np.array(self._background).reshape(-1, 2, 3),
            np.array([frame for frame, _, _ in self._done], dtype=np.int32),
            np.array([person for _, person, _ in self._done], dtype=np.int32),
            np.array([b.xy_px for _, _, b in self._done], np.float32).reshape(-1, count, 2),
            np.array([b.confidence for _, _, b in self._done], np.float32).reshape(-1, count),
        )

    def _collect(self, before_block: int) -> None:
        """Take in the readings of the blocks before this one."""
        while self._waiting and self._waiting[0].block < before_block:
            reading = self._waiting.popleft()
            body = reading.answer.result()
            if body.presence >= MIN_PRESENCE and _is_centred(body, reading.roi):
                self._done.append((reading.frame, reading.person, body))


@dataclass(frozen=True)
class _Reading:
    """One person in one frame, on the way."""

    block: int
    frame: int
    person: int
    roi: Roi
    answer: "Future[Body]"


class _Camera:
    """How the background moves, from the clip's first frame on."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._background = Background()
        self._so_far = np.eye(3)
        if stretches:
            known = np.concatenate([part.background for part in stretches])
            known = known[np.isfinite(known).all(axis=(1, 2))]
            self._so_far[:2] = known[-1] if len(known) else np.eye(2, 3)

    def update(self, frame: Frame, regions: dict[int, Roi]) -> NDArray[np.float64]:
        """(2, 3) map from this frame's pixels to those of the clip's first frame, NaN unknown."""
        boxes = np.array([_body_box(roi) for roi in regions.values()]).reshape(-1, 4)
        step = self._background.update(frame.image, boxes)
        return np.asarray((self._so_far @ np.vstack([step, [0.0, 0.0, 1.0]]))[:2])


def _path_of_camera(
    background: NDArray[np.float64], clip: Clip
) -> tuple[NDArray[np.float64] | None, tuple[str, ...]]:
    """The camera's path, None where it stood still, and what the user should know about it."""
    width, height = clip.width_px, clip.height_px
    corners = np.array([[x, y, 1.0] for x in (0, width) for y in (0, height)])
    shifts = corners @ background.transpose(0, 2, 1) - corners[:, :2]
    whole = Background()  # as if one had seen every frame: an analysis may have been interrupted
    whole.size_px = (width, height)
    whole.movement_px = np.hypot(*np.moveaxis(shifts, -1, 0)).max(axis=1).tolist()
    state = camera_state(whole)
    if state == "moving":
        return background, ()
    unsure = (
        "The background does not show whether the camera moved; it is taken to have stood still."
    )
    return None, (unsure,) if state == "unknown" else ()


def _body_box(roi: Roi) -> tuple[float, float, float, float]:
    """Left, top, right, bottom round a body that strides in its region, px."""
    side = side_px(roi)
    return (
        roi[0] - 0.35 * side,
        roi[1] - 0.5 * side,
        roi[0] + 0.35 * side,
        roi[1] + 0.5 * side,
    )


def _is_centred(body: Body, roi: Roi) -> bool:
    """Whether the body is the one that the region was laid round."""
    hips = body.xy_px[[LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]].mean(axis=0)
    return bool(np.hypot(*(hips - roi[:2])) < CENTRED * side_px(roi))


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
