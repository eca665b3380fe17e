"""People made of numbers: networks that see them perfectly, and legs that run, walk or stand."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass

import numpy as np

from kneedrive.pose.blazepose import Body
from kneedrive.pose.detector import Detection
from kneedrive.pose.keypoints import LANDMARKS


class Now(Executor):
    """Does everything at once, in the calling thread."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass
class Someone:
    """Somebody at a place, with a region of a size."""

    x_px: float
    y_px: float
    side_px: float = 200.0

    @property
    def roi(self):
        return np.array([self.x_px, self.y_px, 0.0, -self.side_px / 2])


class SeeingEverybody:
    """Detector and finder in one, for the people in `there`; the picture is not looked at."""

    def __init__(self):
        self.there: list[Someone] = []

    def find(self, image_rgb, tile):
        inside = [
            p
            for p in self.there
            if tile.left_px < p.x_px < tile.left_px + tile.side_px
            and tile.top_px < p.y_px < tile.top_px + tile.side_px
            and 0.2 * tile.side_px < p.side_px < 1.2 * tile.side_px
        ]
        points = [
            np.array([[p.x_px, p.y_px], [p.x_px, p.y_px - p.side_px / 2.5], [0, 0], [0, 0]])
            for p in inside
        ]
        return [Detection(0.9, np.zeros(4), p) for p in points]

    def prepare(self, image_rgb, roi):
        return image_rgb

    def read(self, picture, roi):
        near = [p for p in self.there if np.hypot(p.x_px - roi[0], p.y_px - roi[1]) < 60]
        if not near:
            return Body(np.zeros((21, 2)), np.zeros(21), 0.0, roi)
        who = min(near, key=lambda p: np.hypot(p.x_px - roi[0], p.y_px - roi[1]))
        return Body(np.tile(who.roi[:2], (21, 1)), np.ones(21), 1.0, who.roi)


def legs(frames, lift, *, steps_each=10.0, x_px=500.0, leg_px=200.0, noise_px=1.0, seed=0):
    """(frames, L, 2) landmarks of somebody who lifts the feet by `lift` leg lengths in turn."""
    rng = np.random.default_rng(seed)
    xy_px = np.zeros((frames, len(LANDMARKS), 2))
    wave = np.pi * np.arange(frames) / steps_each
    for side, phase in (("left", 0.0), ("right", np.pi)):
        swing = np.maximum(0.0, np.sin(wave + phase))
        ankle_y = 600 - lift * leg_px * swing
        for joint, y_px in (("hip", 600 - leg_px), ("knee", 600 - leg_px / 2), ("ankle", ankle_y)):
            xy_px[:, LANDMARKS.index(f"{side}_{joint}")] = np.stack(
                [np.full(frames, x_px), np.broadcast_to(y_px, frames)], axis=1
            )
    return xy_px + rng.normal(0, noise_px, xy_px.shape)
