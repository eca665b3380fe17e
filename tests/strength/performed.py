"""Landmarks of studio performances as a perfect pose network would see them: no film is drawn."""

from dataclasses import replace

import numpy as np

from kneedrive.film import Clock
from kneedrive.film.studio.body import POINTS
from kneedrive.film.studio.camera import look
from kneedrive.film.studio.moves import ROOM
from kneedrive.film.studio.moves.film import pose_in_room
from kneedrive.pose.keypoints import LANDMARKS, SIDES, Keypoints
from kneedrive.strength.source import Exercise
from kneedrive.strength.track import track_of

JITTER_PX = 0.6


def keypoints_of(performance, facing="right", oblique_deg=0.0, fps=30.0, until_s=None):
    """Keypoints with a little noise; a landmark outside the picture is missing."""
    camera = replace(ROOM, facing=facing, capture_fps=fps)
    view = look(camera)
    time_s = np.arange(0.0, until_s or performance.seconds, 1.0 / fps)
    pose = pose_in_room(performance, camera, oblique_deg, time_s)
    at = [POINTS.index(name) for name in LANDMARKS]
    xy = np.stack([view.project(points)[0][at] for points in pose])
    xy += np.random.default_rng(performance.seed).normal(0.0, JITTER_PX, xy.shape)
    size = np.array([camera.width_px, camera.height_px])
    inside = ((xy >= 0) & (xy <= size)).all(axis=2)
    xy[~inside] = np.nan
    return Keypoints(
        time_s,
        LANDMARKS,
        xy,
        np.where(inside, 0.95, 0.0),
        camera.width_px,
        camera.height_px,
        model="perfect",
    )


def exercise_of(keypoints, source="set.keypoints.csv"):
    """What `follow_exercise` makes of keypoints."""
    from pathlib import Path

    fps = 1.0 / float(np.median(np.diff(keypoints.time_s)))
    clock = Clock(fps, fps, "made up")
    track = track_of(keypoints, clock)
    seen = np.mean([all(leg.seen for leg in p.legs) for p in track.postures])
    return Exercise(Path(source), None, clock, keypoints, track, 100.0 * float(seen))


def performed(performance, **how):
    """A performance, followed."""
    return exercise_of(keypoints_of(performance, **how))


def with_legs_exchanged(keypoints, when):
    """The same keypoints with left and right legs exchanged in frames `when` (T,) bool."""
    xy = keypoints.xy_px.copy()
    for joint in ("knee", "ankle", "heel", "toe"):
        a, b = (LANDMARKS.index(f"{side}_{joint}") for side in SIDES)
        xy[when, a], xy[when, b] = keypoints.xy_px[when, b], keypoints.xy_px[when, a]
    return replace(keypoints, xy_px=xy)
