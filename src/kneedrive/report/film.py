"""The annotated film: the clip once more, with skeleton, thigh arcs and the running bar."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.film import FilmWriter, Frame, frames
from kneedrive.pose.ahead import ahead
from kneedrive.report.overlay import Overlay
from kneedrive.report.pen import Picture
from kneedrive.report.rows import Rows
from kneedrive.report.running_bar import bar_height
from kneedrive.report.stills import Album

LONG_SIDE_PX = 800  # at 960 drawing and encoding cost a quarter more, at 1280 twice as much
FRAMES_AHEAD = 6
Progress = Callable[[float], None]


def write_annotated(
    analysis: Analysis, out_path: Path, album: Album, progress: Progress | None = None
) -> None:
    """Write the annotated film, and show every picture to the album on the way.

    Parameters
    ----------
    analysis : with a clip
    out_path : an mp4 file
    album : keeps the stills it wants
    progress : called with the share done, 0 to 1

    The film starts with the first frame that was measured and keeps the clip's own frame times.
    """
    clip = analysis.clip
    if clip is None:
        raise ValueError("an analysis of keypoints has no film")
    width, height, scale = drawn_size(clip.width_px, clip.height_px)
    overlay, rows = Overlay(analysis, scale, width, height), Rows(analysis)
    first_s, last_s = (float(analysis.keypoints.time_s[i]) for i in (0, -1))
    canvas = np.empty((height + bar_height(width, height), width, 3), dtype=np.uint8)
    read = measured_frames(analysis, first_s, last_s)
    with FilmWriter(out_path, width, len(canvas), analysis.clock.playback_fps) as writer:
        captured_s = rows.captured_s(0)
        for frame in ahead(read, FRAMES_AHEAD):
            row = None if frame.repeated else rows.shown_at(frame.time_s)
            if row is not None:
                album.look(row, frame.image)
                captured_s = rows.captured_s(row)
            _shrink(frame.image, canvas[:height])
            overlay.draw(canvas, captured_s)
            writer.write(canvas, frame.time_s - first_s)
            if progress:
                progress((frame.time_s - first_s) / max(last_s - first_s, 1e-9))


def drawn_size(width: int, height: int) -> tuple[int, int, float]:
    """(width, height) of the drawn picture, even and of LONG_SIDE_PX at most, and the scale."""
    scale = min(1.0, LONG_SIDE_PX / max(width, height))
    even = int(width * scale) // 2 * 2, int(height * scale) // 2 * 2
    return *even, even[1] / height


def measured_frames(analysis: Analysis, begin_s: float, end_s: float) -> Iterator[Frame]:
    """The clip's frames from one presentation time (s) to another, both included."""
    if analysis.clip is None:
        return iter(())
    half_s = 0.5 / analysis.clock.playback_fps
    return frames(analysis.clip, max(0.0, begin_s - half_s), end_s + half_s)


def _shrink(image: Picture, into: Picture) -> None:
    """Put a picture, scaled down, into a smaller one."""
    height, width = into.shape[:2]
    how = cv2.INTER_AREA if image.shape[0] >= 2 * height else cv2.INTER_LINEAR
    cv2.resize(image, (width, height), dst=into, interpolation=how)
