"""Stills: the person at given moments of the film, with the legs drawn over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kneedrive.film import frames
from kneedrive.report.palette import IN_FILM
from kneedrive.report.pen import WHITE, Pen, Picture
from kneedrive.report.stills import Crop, cut, encode
from kneedrive.strength.angle_plot import right_first
from kneedrive.strength.posture import AT, SIDES, Floats
from kneedrive.strength.source import Exercise

MARGIN = 0.14
CHAINS = ("hip", "knee", "ankle", "heel", "toe")


@dataclass(frozen=True)
class Still:
    """A picture as a data URI, and what it shows."""

    jpeg: str
    caption: str


def take_stills(exercise: Exercise, moments: Sequence[tuple[float, str]]) -> tuple[Still, ...]:
    """The frames nearest to captured times (s), with captions; none without a film."""
    clip, time_s = exercise.clip, exercise.track.time_s
    if clip is None or not moments:
        return ()
    rows = [int(np.argmin(np.abs(time_s - at))) for at, _ in moments]
    playback_s = exercise.keypoints.time_s
    half_s = 0.5 / exercise.clock.playback_fps
    wanted = {row: float(playback_s[row]) for row in rows}
    first, last = min(wanted.values()), max(wanted.values())
    pictures: dict[int, str] = {}
    for frame in frames(clip, max(0.0, first - half_s), last + half_s):
        for row, at in wanted.items():
            if row not in pictures and abs(frame.time_s - at) <= half_s:
                pictures[row] = _drawn(exercise, row, frame.image)
    return _captioned(pictures, rows, moments)


def _captioned(
    pictures: Mapping[int, str], rows: Sequence[int], moments: Sequence[tuple[float, str]]
) -> tuple[Still, ...]:
    return tuple(
        Still(pictures[row], caption)
        for row, (_, caption) in zip(rows, moments, strict=True)
        if row in pictures
    )


def _drawn(exercise: Exercise, row: int, image: Picture) -> str:
    """The crop round the person with both legs and the trunk drawn over, as a data URI."""
    keypoints = exercise.keypoints
    xy = np.stack([keypoints.of(name)[row] for name in AT])
    picture = image.copy()
    unit = max(1, round(min(picture.shape[:2]) / 240))
    pen = Pen(picture, 1.0, unit)
    hips, shoulders = (_middle(xy, joint) for joint in ("hip", "shoulder"))
    pen.line(hips, shoulders, WHITE, 2 * unit)
    track = exercise.track
    crossed = bool(track.exchanged[row]) != right_first(track, row)
    for side, called in zip(SIDES, SIDES[::-1] if crossed else SIDES, strict=True):
        points = [xy[AT[f"{called}_{joint}"]] for joint in CHAINS]
        for a, b in pairwise(points):
            pen.line(a, b, IN_FILM[side], 2 * unit)
    return encode(cut(picture, _round_person(xy, picture)))


def _middle(xy: Floats, joint: str) -> Floats:
    return np.asarray((xy[AT[f"left_{joint}"]] + xy[AT[f"right_{joint}"]]) / 2)


def _round_person(xy: Floats, picture: Picture) -> Crop:
    known = xy[np.isfinite(xy).all(axis=1)]
    height, width = picture.shape[:2]
    if len(known) == 0:
        return Crop(0.0, 0.0, float(width), float(height))
    low, high = known.min(axis=0), known.max(axis=0)
    side = float(max(high[1] - low[1], (high[0] - low[0]) / 0.75)) * (1 + 2 * MARGIN)
    centre = (low + high) / 2
    return Crop(float(centre[0]) - 0.375 * side, float(centre[1]) - side / 2, 0.75 * side, side)
