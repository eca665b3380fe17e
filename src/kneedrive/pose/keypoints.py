"""Keypoints: where the landmarks of one runner stand in the picture, frame by frame."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kneedrive.base.plain_text import spreadsheet_cell
from kneedrive.base.whole import whole_file
from kneedrive.film.clock import Clock, given_clock
from kneedrive.pose.origin import SEEN_BY

SIDES = ("left", "right")
PAIRED = (
    "ear",
    "shoulder",
    "elbow",
    "wrist",
    "hand",
    "hip",
    "knee",
    "ankle",
    "heel",
    "toe",
)
LANDMARKS = ("nose", *(f"{side}_{joint}" for joint in PAIRED for side in SIDES))
NEEDED = tuple(
    f"{side}_{joint}" for side in SIDES for joint in ("hip", "knee", "ankle", "heel", "toe")
)


@dataclass(frozen=True)
class Person:
    """Somebody who was seen in the clip.

    Parameters
    ----------
    number : from 1, left to right at first sight
    box_px : (T, 4) left, top, right, bottom of the landmarks in each frame, NaN where not seen
    chosen : this is the runner
    """

    number: int
    box_px: NDArray[np.float32]
    chosen: bool


@dataclass(frozen=True)
class Keypoints:
    """Landmarks of one person, in the pixels of the upright picture (x right, y down).

    Parameters
    ----------
    time_s : (T,) presentation time of each frame in the file, s from the clip's first frame
    landmarks : names of the L landmarks
    xy_px : (T, L, 2) positions, NaN where a landmark is missing
    confidence : (T, L) between 0 and 1; 0 where missing
    width_px, height_px : size of the upright picture, None where unknown (keypoints from a file)
    background : (T, 2, 3) affine map from each frame's pixels to those of the first frame, as the
        background moved; None for a camera that stood still or is unknown
    model : name of the pose model ("blazepose-heavy", "file", ...)
    notes : what the reader should know, a sentence each ("3 people were seen; number 2 ...")
    people : everyone who was seen, for drawing; empty for keypoints from a file
    """

    time_s: NDArray[np.float64]
    landmarks: tuple[str, ...]
    xy_px: NDArray[np.float64]
    confidence: NDArray[np.float64]
    width_px: int | None = None
    height_px: int | None = None
    background: NDArray[np.float64] | None = None
    model: str = "file"
    notes: tuple[str, ...] = field(default=())
    people: tuple[Person, ...] = field(default=())

    def of(self, landmark: str) -> NDArray[np.float64]:
        """(T, 2) positions of one landmark, px; all NaN where the model has no such landmark."""
        if landmark not in self.landmarks:
            return np.full((len(self.time_s), 2), np.nan)
        return self.xy_px[:, self.landmarks.index(landmark)]


def clock_of(keypoints: Keypoints, capture_fps: float | None) -> Clock:
    """Clock of keypoints that came without their film; captured time unless told otherwise."""
    playback_fps = 1.0 / float(np.median(np.diff(keypoints.time_s)))
    if capture_fps is None:
        how = "assumed real time: keypoints without a film"
        return Clock(playback_fps, playback_fps, how, assumed=True)
    return given_clock(playback_fps, capture_fps)


def write_keypoints(keypoints: Keypoints, path: Path) -> None:
    """Write `*.keypoints.csv`: time_s, then <landmark>_x_px, _y_px, _confidence for each.

    The last column names the network that saw them; they are raw, none of its errors is corrected.
    The file appears whole or not at all.
    """
    columns: dict[str, NDArray[np.float64]] = {"time_s": keypoints.time_s.round(6)}
    for i, name in enumerate(keypoints.landmarks):
        columns[f"{name}_x_px"] = keypoints.xy_px[:, i, 0].round(3)
        columns[f"{name}_y_px"] = keypoints.xy_px[:, i, 1].round(3)
        columns[f"{name}_confidence"] = keypoints.confidence[:, i].round(4)
    table = pd.DataFrame(columns).rename(columns=spreadsheet_cell)
    table = table.assign(**{SEEN_BY: spreadsheet_cell(keypoints.model)})
    with whole_file(path) as part:
        table.to_csv(part, index=False, float_format="%.10g", errors="replace")
