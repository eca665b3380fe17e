"""The clock of a clip: playback time, as the file shows it, and captured time, as it happened.

This is the only place where one becomes the other. Metrics use captured time.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clip import Clip

FASTEST_CAPTURE_FPS = 10_000.0
LARGEST_FACTOR = 100.0
# Phones play slow motion slower by a whole number, and a file meant for 30 Hz plays at 29.97 or
# 30.05. A phone set to 30 in poor light may take 29: that is still real time.
WHOLE_WITHIN = 0.01
REAL_TIME_WITHIN = 0.045


@dataclass(frozen=True)
class Clock:
    """How playback time maps to captured time.

    Parameters
    ----------
    playback_fps : mean frame rate at which the file plays, Hz
    capture_fps : frame rate at which the camera took the pictures, Hz
    how : one clause saying how the capture rate was found, for the report
    assumed : nobody said what the capture rate was; real time is a guess
    factor_error_pct : standard error of the slow-motion factor where it was only estimated
    """

    playback_fps: float
    capture_fps: float
    how: str
    assumed: bool = False
    factor_error_pct: float = 0.0

    @property
    def slow_motion_factor(self) -> float:
        """How many times slower than life the clip plays (1 = real time)."""
        return self.capture_fps / self.playback_fps

    def captured_s(self, playback_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Captured time (s) of presentation times (s)."""
        return playback_s / self.slow_motion_factor


def choose_clock(clip: Clip, capture_fps: float | None = None) -> Clock:
    """The clock of a clip: the given capture rate, else the file's, else real time.

    Raises
    ------
    InputError : a rate that is no rate, that no camera has, or a time lapse
    """
    if capture_fps is not None:
        return given_clock(clip.playback_fps, capture_fps)
    if clip.capture_fps_tag is not None:
        tag = f"{clip.capture_fps_from} = {clip.capture_fps_tag:g}"
        how = f"from the file ({clip.capture_fps_from})"
        remedy = "give the true rate with --capture-fps"
        return _clock(clip.playback_fps, clip.capture_fps_tag, how, f"the file's {tag}", remedy)
    how = "assumed real time: the file names no capture rate"
    return Clock(clip.playback_fps, clip.playback_fps, how, assumed=True)


def given_clock(playback_fps: float, capture_fps: float) -> Clock:
    """The clock of a capture rate that the user gave; InputError where it can't be."""
    remedy = "give the rate the camera was set to, such as 120 or 240, or leave it out"
    named, how = f"--capture-fps {capture_fps:g}", "given with --capture-fps"
    return _clock(playback_fps, capture_fps, how, named, remedy)


def _clock(playback_fps: float, capture_fps: float, how: str, named: str, remedy: str) -> Clock:
    """The clock of a capture rate, its slow-motion factor made whole where it nearly is."""
    if not math.isfinite(capture_fps) or not 0 < capture_fps <= FASTEST_CAPTURE_FPS:
        raise InputError(f"{named} is not a rate of pictures a second", remedy)
    factor = capture_fps / playback_fps
    if abs(factor - 1) <= REAL_TIME_WITHIN:
        return Clock(playback_fps, playback_fps, how)
    if factor < 1:
        wrong = f"{named} is below the {playback_fps:.4g} at which the source plays"
        raise InputError(f"{wrong}, as if it were a time lapse", remedy)
    if factor > LARGEST_FACTOR:
        raise InputError(f"{named} would make the clip {factor:.0f} times slower than life", remedy)
    if abs(factor - round(factor)) <= WHOLE_WITHIN * factor:
        return Clock(capture_fps / round(factor), capture_fps, how)
    return Clock(playback_fps, capture_fps, how)
