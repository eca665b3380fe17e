"""The runner of one clip at any captured time: cut out of its annotated film, or drawn as a figure.

Times must not fall: the film is read once, a picture at a time.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np

from kneedrive.fade.clips.taken import Taken
from kneedrive.film import Frame, frames, probe
from kneedrive.motion.motion import Floats, Side
from kneedrive.report.film import drawn_size
from kneedrive.report.palette import IN_FILM
from kneedrive.report.pen import WHITE, Pen, Picture
from kneedrive.report.stills import ARM, LEG

WIDTH_PX, HEIGHT_PX = 480, 640
ROOM = 1.24  # of the runner's height
STEADY_S = 0.8  # the cut follows the runner over so long, so that it does not shake
FIGURE_M = 2.1  # height of the picture of a drawn figure


class View:
    """One runner; `at` gives a (HEIGHT_PX, WIDTH_PX, 3) RGB picture."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        source = taken.document["source"]
        self._film = taken.film if source["width_px"] and source["height_px"] else None
        if self._film is not None:
            self._cut = _Cut(taken)
            self._frames: Iterator[Frame] = frames(probe(self._film))
            self._now = self._next = next(self._frames, None)

    @property
    def has_film(self) -> bool:
        """Whether the pictures are of a film."""
        return self._film is not None

    def at(self, time_s: float) -> Picture:
        """The runner at a captured time (s)."""
        if self._film is None:
            return figure(self._taken, time_s)
        wanted_s = float(self._taken.film_s(time_s))
        while self._next is not None and self._next.time_s <= wanted_s + 1e-6:
            self._now, self._next = self._next, next(self._frames, None)
        if self._now is None:
            return figure(self._taken, time_s)
        return self._cut.out_of(np.asarray(self._now.image, dtype=np.uint8), time_s)


class _Cut:
    """Where the runner is in the pictures of the annotated film."""

    def __init__(self, taken: Taken) -> None:
        source, table = taken.document["source"], taken.keypoints
        _, self._height, scale = drawn_size(source["width_px"], source["height_px"])
        time_s = table["time_s"].to_numpy() / taken.slow_motion
        names = [c.removesuffix("_x_px") for c in table.columns if c.endswith("_x_px")]
        x = table[[f"{n}_x_px" for n in names]].to_numpy()
        y = table[[f"{n}_y_px" for n in names]].to_numpy()
        seen = np.isfinite(y).sum(axis=1) >= 4
        x, y, self._time_s = scale * x[seen], scale * y[seen], time_s[seen]
        tall = float(np.median(np.nanmax(y, axis=1) - np.nanmin(y, axis=1)))
        self._size = ROOM * tall * WIDTH_PX / HEIGHT_PX, ROOM * tall
        middles = (np.nanmin(x, axis=1) + np.nanmax(x, axis=1)) / 2
        self._x = _steady(self._time_s, middles)
        self._y = _steady(self._time_s, (np.nanmin(y, axis=1) + np.nanmax(y, axis=1)) / 2)

    def out_of(self, image: Picture, time_s: float) -> Picture:
        """The runner's part of a picture, to size; grey beyond its edges."""
        centre = np.interp(time_s, self._time_s, self._x), np.interp(time_s, self._time_s, self._y)
        zoom = HEIGHT_PX / self._size[1]
        move = np.array(
            [
                [zoom, 0, WIDTH_PX / 2 - zoom * centre[0]],
                [0, zoom, HEIGHT_PX / 2 - zoom * centre[1]],
            ]
        )
        return np.asarray(
            cv2.warpAffine(image[: self._height], move, (WIDTH_PX, HEIGHT_PX),
                           flags=cv2.INTER_LINEAR, borderValue=(60, 60, 60)), dtype=np.uint8
        )  # fmt: skip


def _steady(time_s: Floats, values: Floats) -> Floats:
    """A moving mean over STEADY_S."""
    rate = 1 / float(np.median(np.diff(time_s))) if len(time_s) > 1 else 1.0
    width = max(1, min(round(STEADY_S * rate), len(values)) // 2 * 2 - 1)
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, np.ones(width) / width, mode="valid")


def figure(taken: Taken, time_s: float) -> Picture:
    """A stick figure from the motion, on plain ground, facing as in the clip."""
    picture = np.full((HEIGHT_PX, WIDTH_PX, 3), 40, dtype=np.uint8)
    zoom = HEIGHT_PX / _figure_height(taken)
    sign = 1.0 if taken.document["runner"]["facing"] == "right" else -1.0
    hips = (point(taken, "left_hip", time_s) + point(taken, "right_hip", time_s)) / 2

    def place(name: str) -> Floats:
        x, y = point(taken, name, time_s)
        return np.array([WIDTH_PX / 2 + sign * zoom * (x - hips[0]), HEIGHT_PX * 0.93 - zoom * y])

    pen = Pen(picture, 1.0, 3)
    near = taken.near_side
    far: Side = "left" if near == "right" else "right"
    ground = HEIGHT_PX * 0.93
    pen.line(np.array([0.0, ground]), np.array([float(WIDTH_PX), ground]), (90, 90, 90), 2)
    for side in (far, near):
        leg = [place(f"{side}_{joint}") for joint in LEG]
        for start, end in pairwise(leg):
            pen.line(start, end, IN_FILM[side], 7 if side == near else 4)
    trunk = [(place("left_hip") + place("right_hip")) / 2,
             (place("left_shoulder") + place("right_shoulder")) / 2]  # fmt: skip
    pen.line(trunk[0], trunk[1], WHITE, 5)
    arm = [place(f"{near}_{joint}") for joint in ARM]
    for start, end in pairwise(arm):
        pen.line(start, end, WHITE, 3)
    pen.dot(place("nose"), WHITE, 14)
    return picture


def _figure_height(taken: Taken) -> float:
    """Height of the picture in the motion's own unit of length."""
    top, hip = (taken.motion.get(f"{name}_y_m") for name in ("nose", "left_hip"))
    tallest = 1.12 * float(top.median()) if top is not None else np.nan
    if not np.isfinite(tallest) and hip is not None:
        tallest = 1.9 * float(hip.median())
    return ROOM * tallest if np.isfinite(tallest) and tallest > 0 else FIGURE_M


def point(taken: Taken, name: str, time_s: float) -> Floats:
    """(2,) a landmark at a captured time, m; NaN where unknown."""
    if f"{name}_x_m" not in taken.motion:
        return np.full(2, np.nan)
    times = taken.motion["time_s"].to_numpy()
    return np.array([np.interp(time_s, times, taken.motion[f"{name}_{axis}_m"]) for axis in "xy"])


def thigh_deg(taken: Taken, side: Side, time_s: float) -> float:
    """Thigh angle of a leg at a captured time, deg; NaN where unknown."""
    times = taken.motion["time_s"].to_numpy()
    return float(np.interp(time_s, times, taken.motion[f"{side}_thigh_deg"]))
