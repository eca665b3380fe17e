"""One film with both runners in step: the second is warped in time to the first one's phase."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from kneedrive.fade.clips.phase import phase_of
from kneedrive.fade.clips.taken import Taken
from kneedrive.fade.clips.view import HEIGHT_PX, WIDTH_PX, View, thigh_deg
from kneedrive.film import FilmWriter
from kneedrive.findings import number
from kneedrive.motion.motion import Floats
from kneedrive.report.pen import WHITE, Pen, Picture

CAPTION_PX = 56
FILM_HEIGHT_PX = HEIGHT_PX + CAPTION_PX
LEAST_STRIDES = 1.0
Progress = Callable[[float], None]


def in_step(first: Taken, second: Taken) -> tuple[Floats, Floats] | None:
    """Captured times (s) of both clips at the same phases, a pair per frame of the first clip.

    None where one clip has no whole stride.
    """
    side = first.near_side
    phases = phase_of(first, side), phase_of(second, side)
    if phases[0] is None or phases[1] is None:
        return None
    strides = min(phases[0].phase[-1], phases[1].phase[-1])
    if strides < LEAST_STRIDES:
        return None
    begin_s, end_s = phases[0].time_s[0], float(phases[0].time_of(np.array([strides]))[0])
    times = np.arange(begin_s, end_s, 1 / first.capture_fps)
    warped = phases[1].time_of(phases[0].at(times))
    known = np.isfinite(warped)
    return times[known], warped[known]


def write_film(
    first: Taken, second: Taken, path: Path, progress: Progress | None = None
) -> Path | None:
    """Write the film; its path, None where the clips can't be brought in step."""
    times = in_step(first, second)
    if times is None:
        return None
    views = View(first), View(second)
    playback_fps = first.capture_fps / first.slow_motion
    with FilmWriter(path, 2 * WIDTH_PX, FILM_HEIGHT_PX, playback_fps) as writer:
        for i, pair in enumerate(zip(*times, strict=True)):
            writer.write(_picture((first, second), views, pair), i / playback_fps)
            if progress:
                progress((i + 1) / len(times[0]))
    return path


def _picture(
    taken: tuple[Taken, Taken], views: tuple[View, View], times: tuple[float, float]
) -> Picture:
    """Both runners side by side, each with name and thigh angle below."""
    canvas = np.full((FILM_HEIGHT_PX, 2 * WIDTH_PX, 3), 24, dtype=np.uint8)
    side = taken[0].near_side
    for i in range(2):
        left = i * WIDTH_PX
        canvas[:HEIGHT_PX, left : left + WIDTH_PX] = views[i].at(float(times[i]))
        pen = Pen(canvas, 1.0, 2)
        angle = thigh_deg(taken[i], side, float(times[i]))
        text = f"{'AB'[i]} {_plain(taken[i].name)}"
        pen.words(text[:28], left + 14, HEIGHT_PX + 37, WHITE, 1.2)
        if np.isfinite(angle):
            words = number(angle, 0).replace("−", "-") + " deg"
            width = pen.width(words, 1.2)
            pen.words(words, left + WIDTH_PX - width - 14, HEIGHT_PX + 37, WHITE, 1.2)
    canvas[:, WIDTH_PX - 1 : WIDTH_PX + 1] = 0
    return canvas


def _plain(text: str) -> str:
    """What OpenCV's letters can show."""
    return text.encode("ascii", "replace").decode("ascii")
