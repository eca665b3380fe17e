"""Repeated frames: pictures that a converter or a busy phone showed twice.

They are no new measurement. A clip exported at 30 Hz from 24 repeats every fourth picture; the
pictures left were taken evenly, 1/24 s apart, though the file shows them 1/30 or 2/30 s apart.
"""

from collections import deque

import av.video.frame
import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.signal import savgol_filter

PARTS = 20  # square parts across the short side of the picture, compared one by one
LIVELIEST = 8  # of these parts, the ones that changed most: a small runner fills few
MEMORY = 5  # new pictures that tell how much usually changes: few, as a runner slows down in few
# Measured on H.264, HEVC and VP9 of poor to good quality: a repeat changes its liveliest parts by
# at most 7 levels of 255 and by 0.11 of what is usual in its clip, a new picture of a runner by
# 30 to 120 levels, half of what is usual or more.
REPEAT_SHARE = 0.15
REPEAT_MOST = 7.0
STILL = 2.0  # where even the usual change is smaller nothing moves, and nothing can be told
SAME = 4.0  # change of a repeat at a clip's start, where the usual change is not known yet
LONGEST_RUN = 8  # pictures in a row that hardly change are a person at rest, not repeats

PATTERN_EVENTS = 4  # repeats that must agree before they are called a pattern
PATTERN_SPAN = 301  # frames through which the straight line is laid
EVEN_STEPS = 0.1  # a converter's output has frame intervals equal to this share


class RepeatFinder:
    """Tells, frame by frame, whether a picture repeats the one before it."""

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._changes: deque[float] = deque(maxlen=MEMORY)
        self._run = 0

    def is_repeat(self, luma: NDArray[np.uint8]) -> bool:
        """Whether this (h, w) small grey picture repeats the last one given."""
        last, self._last = self._last, luma
        if last is None or last.shape != luma.shape:
            return False
        change = _liveliest_change(last, luma)
        if change >= self._most_of_a_repeat():
            self._run = 0
        else:
            self._run += 1
            if self._run <= LONGEST_RUN:
                return True
        self._changes.append(change)
        return False

    def _most_of_a_repeat(self) -> float:
        """The change (levels) below which a picture is the last one again."""
        if len(self._changes) < 3:
            return SAME
        usual = sorted(self._changes)[-2]  # not the largest: a flash or a cut must not decide
        return min(REPEAT_SHARE * usual, REPEAT_MOST) if usual >= STILL else 0.0


def _liveliest_change(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Mean change (levels of 255) of the parts of the picture that changed most."""
    change = cv2.absdiff(a, b)
    side = max(1, min(change.shape) // PARTS)
    rows, columns = change.shape[0] // side, change.shape[1] // side
    whole = change[: rows * side, : columns * side]
    parts = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    return float(np.partition(parts, -LIVELIEST)[-LIVELIEST:].mean())


def small_luma(frame: av.video.frame.VideoFrame) -> NDArray[np.uint8]:
    """(h, w) brightness of every few-th pixel of a frame, 120 or a few more on the short side."""
    step = max(1, min(frame.width, frame.height) // 120)
    if not frame.format.is_planar and frame.format.name != "nv12":
        return np.ascontiguousarray(frame.to_ndarray(format="gray")[::step, ::step])
    plane, bits = frame.planes[0], frame.format.components[0].bits
    if bits == 8:
        shallow = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, -1)
        return np.ascontiguousarray(shallow[::step, : plane.width : step])
    deep = np.frombuffer(memoryview(plane), np.uint16).reshape(plane.height, -1)
    return (deep[::step, : plane.width : step] >> (bits - 8)).astype(np.uint8)


def retime(time_s: NDArray[np.float64], repeated: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Times of the frames that are not repeated, as they were taken.

    Pictures taken evenly and shown on a faster even clock appear at the first tick after their
    time, so that their tick numbers lie on a straight line but for rounding: they vary by less
    than one tick about it. Where at least four repeats agree on such a line, the frames get its
    times; elsewhere they keep their presentation times.

    Parameters
    ----------
    time_s : (T,) presentation times of all frames, rising
    repeated : (T,) which of them repeat the one before

    Returns
    -------
    (U,) rising times of the U other frames, never half a frame interval or more from their
    presentation times
    """
    ticks = np.flatnonzero(~repeated).astype(np.float64)
    unique_s = time_s[~repeated].astype(np.float64)
    steps = np.diff(time_s)
    if len(ticks) < 2 or len(ticks) == len(time_s):
        return unique_s
    interval_s = float(np.median(steps))
    if np.mean(np.abs(steps - interval_s) < EVEN_STEPS * interval_s) < 0.98:
        return unique_s
    # The first picture may have been shown before the film begins: it says nothing of the pattern.
    for first, stop in _straight_parts(ticks[1:]):
        part = ticks[1:][first:stop]
        if np.count_nonzero(np.diff(part) > 1) < PATTERN_EVENTS:
            continue
        line = savgol_filter(part, min(PATTERN_SPAN, (len(part) - 1) // 2 * 2 + 1), 1)
        shift = np.clip(line - part, -0.49, 0.49)
        unique_s[1:][first:stop] += shift * interval_s
    return unique_s


def _straight_parts(ticks: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Half-open parts of a rising sequence that lie within less than 1 of a straight line."""
    parts = []
    first, low, high = 0, 0.0, np.inf
    for i in range(1, len(ticks)):
        near = max(first, i - PATTERN_SPAN)
        ahead = i - np.arange(near, i)
        rise = ticks[i] - ticks[near:i]
        low = max(low, float(np.max((rise - 1) / ahead)))
        high = min(high, float(np.min((rise + 1) / ahead)))
        if low >= high:
            parts.append((first, i))
            first, low, high = i, 0.0, np.inf
    parts.append((first, len(ticks)))
    return parts
