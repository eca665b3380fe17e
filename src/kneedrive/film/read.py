"""Read a film as a stream: upright RGB pictures with their own presentation times.

One picture at a time is held; a clip of any length needs the same memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import av
import av.container
import av.error
import av.video.frame
import av.video.stream
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clip import Clip, open_film, picture_track
from kneedrive.film.repeats import RepeatFinder, small_luma
from kneedrive.film.upright import rgb, rotation_deg

SEEK_FROM_S = 3.0  # nearer starts are reached by decoding from the beginning
SEEK_EARLY_S = 0.5
THREADED_PIXELS = 1_000_000  # smaller pictures decode fastest, and cheapest, in one thread


@dataclass(frozen=True)
class Frame:
    """One picture of a clip.

    Parameters
    ----------
    index : number of the frame among those read, from 0
    time_s : presentation time from the clip's first frame, s of playback
    image : (H, W, 3) upright RGB
    repeated : it shows the picture before it once more and is no new measurement
    """

    index: int
    time_s: float
    image: NDArray[np.uint8]
    repeated: bool


@dataclass
class ReadReport:
    """What went wrong while a film was read; filled in as it is read."""

    damaged: int = 0
    out_of_order: int = 0
    repeated: int = 0
    read: int = 0
    ended_s: float = 0.0
    cut_off: bool = False
    notes: list[str] = field(default_factory=list)


def frames(
    clip: Clip,
    start_s: float = 0.0,
    end_s: float | None = None,
    report: ReadReport | None = None,
) -> Iterator[Frame]:
    """The frames of [start_s, end_s), times counted from the clip's first frame.

    Raises
    ------
    InputError : nothing can be decoded
    """
    report = ReadReport() if report is None else report
    finder = RepeatFinder()
    with open_film(clip.path) as container:
        stream = picture_track(container, clip.path)
        two = clip.width_px * clip.height_px > THREADED_PIXELS
        stream.thread_type = "FRAME" if two else "NONE"
        stream.thread_count = 2 if two else 1
        for time_s, picture in _timed(container, stream, clip, start_s, report):
            if end_s is not None and time_s >= end_s:
                return
            if time_s < start_s:
                continue
            repeated = finder.is_repeat(small_luma(picture))
            yield Frame(report.read, time_s, rgb(picture, rotation_deg(picture)), repeated)
            report.read += 1
            report.repeated += repeated
            report.ended_s = time_s
    if report.read == 0:
        raise InputError(f"no picture in {clip.path} can be decoded", "copy it from the phone again")


def _timed(
    container: av.container.InputContainer,
    stream: av.video.stream.VideoStream,
    clip: Clip,
    start_s: float,
    report: ReadReport,
) -> Iterator[tuple[float, av.video.frame.VideoFrame]]:
    """Decoded pictures with rising times (s) from the clip's first frame."""
    base = float(stream.time_base or 1)
    origin: float | None = None
    last_s = -np.inf
    if start_s > SEEK_FROM_S:
        first = next(_decoded(container, stream, report), None)
        if first is not None and first.pts is not None:
            origin = first.pts * base
            target = int((origin + start_s - SEEK_EARLY_S) / base)
            container.seek(target, stream=stream)
    for picture in _decoded(container, stream, report):
        if picture.pts is None:
            time_s = 0.0 if origin is None else last_s + 1 / clip.playback_fps
            origin = 0.0 if origin is None else origin
        else:
            origin = picture.pts * base if origin is None else origin
            time_s = picture.pts * base - origin
        if time_s <= last_s:
            report.out_of_order += 1
            continue
        last_s = time_s
        yield time_s, picture


def _decoded(
    container: av.container.InputContainer,
    stream: av.video.stream.VideoStream,
    report: ReadReport,
) -> Iterator[av.video.frame.VideoFrame]:
    """Every picture that decodes; damaged ones are counted and left out."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.FFmpegError:
            report.cut_off = True
            return
        try:
            pictures = packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            report.damaged += 1
            continue
        for picture in pictures:
            if picture.is_corrupt:
                report.damaged += 1
                continue
            yield picture
