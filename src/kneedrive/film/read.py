"""Read a film as a stream: upright RGB pictures with their own presentation times.

One picture at a time is held: a clip of any length needs the same memory.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import av
import av.container
import av.error
import av.packet
import av.video.frame
import av.video.stream
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clip import Clip, open_film, picture_track
from kneedrive.film.repeats import RepeatFinder, small_luma
from kneedrive.film.upright import Upright, rgb, upright

# A seek lands on a keyframe at or before the target; nearer starts are decoded from the beginning.
SEEK_FROM_S = 2.0
SEEK_EARLY_S = 0.5
# Measured: up to 1080p one thread decodes at 400-700 frames a second and costs a fifth less than
# two, which share the machine with the pose network. Above, one thread would hold it up.
TWO_THREADS_PIXELS = 3_000_000
JUMP_S = 1.0  # times that fall back this far have started anew: two films were joined
UNEVEN = 0.5  # an interval this share off the usual one is uneven
UNEVEN_SHARE = 0.1


@dataclass(frozen=True)
class Frame:
    """One picture of a clip.

    Parameters
    ----------
    index : number of the frame among those read, from 0
    time_s : presentation time from the clip's first frame, s of playback, rising
    image : (H, W, 3) upright RGB
    repeated : it shows the picture before it once more and is no new measurement
    """

    index: int
    time_s: float
    image: NDArray[np.uint8]
    repeated: bool


@dataclass
class ReadReport:
    """What reading a film showed; filled in while it is read.

    Parameters
    ----------
    read : pictures read
    repeated : pictures among them that repeat the one before
    damaged : pictures left out, as they or those they build on are damaged
    untimed : pictures left out, as their time does not rise
    uneven : intervals far off the clip's usual one
    last_s : time of the last picture, s
    missing_s : playback time at the end that could not be read, s
    """

    read: int = 0
    repeated: int = 0
    damaged: int = 0
    untimed: int = 0
    uneven: int = 0
    last_s: float = 0.0
    missing_s: float = 0.0

    @property
    def _all(self) -> int:
        return self.read + self.damaged + self.untimed

    def notes(self) -> tuple[str, ...]:
        """What a reader of the results should know, a sentence each."""
        notes = []
        if self.damaged:
            notes.append(f"Damaged pictures left out: {self.damaged} of {self._all}.")
        if self.untimed:
            notes.append(f"Pictures without a usable time left out: {self.untimed} of {self._all}.")
        if self.missing_s:
            notes.append(
                f"The film is cut off: it could be read to {self.last_s:.1f} s, "
                f"and {self.missing_s:.1f} s are missing."
            )
        if self.repeated:
            notes.append(
                f"Pictures that repeat the one before them and were not counted: "
                f"{self.repeated} of {self.read}."
            )
        if self.uneven > UNEVEN_SHARE * self.read:
            notes.append(
                "The pictures come at uneven intervals. If the film changes between normal speed "
                "and slow motion, choose a part of one speed with --start and --end."
            )
        return tuple(notes)


def frames(
    clip: Clip,
    start_s: float = 0.0,
    end_s: float | None = None,
    report: ReadReport | None = None,
) -> Iterator[Frame]:
    """The frames of [start_s, end_s), end None = to the clip's end.

    Parameters
    ----------
    clip : as `probe` returned it
    start_s, end_s : s of playback from the clip's first frame
    report : takes up what was found; `report.notes()` is for the user once reading is over

    Raises
    ------
    InputError : no picture in this part can be decoded
    """
    report = ReadReport() if report is None else report
    finder = RepeatFinder()
    how: Upright | None = None
    interval_s = 1 / clip.playback_fps
    with open_film(clip.path) as container:
        stream = picture_track(container, clip.path)
        two = clip.width_px * clip.height_px > TWO_THREADS_PIXELS
        stream.thread_type = "FRAME" if two else "NONE"
        stream.thread_count = 2 if two else 1
        for time_s, picture in _timed(container, stream, interval_s, start_s, report):
            if end_s is not None and time_s >= end_s:
                break
            if how is None:
                how = upright(picture, stream.codec_context.sample_aspect_ratio)
            repeated = finder.is_repeat(small_luma(picture))
            step_s = time_s - report.last_s
            report.uneven += report.read > 0 and abs(step_s - interval_s) > UNEVEN * interval_s
            report.repeated += repeated
            report.last_s = time_s
            report.read += 1
            yield Frame(report.read - 1, time_s, rgb(picture, how), repeated)
        else:
            until_s = clip.duration_s if end_s is None else min(end_s, clip.duration_s)
            missing_s = until_s - report.last_s - interval_s
            report.missing_s = missing_s if missing_s > 2 * interval_s else 0.0
    if report.read == 0:
        raise InputError(f"no picture in {clip.path} can be decoded", "choose another part or film")


def _timed(
    container: av.container.InputContainer,
    stream: av.video.stream.VideoStream,
    interval_s: float,
    start_s: float,
    report: ReadReport,
) -> Iterator[tuple[float, av.video.frame.VideoFrame]]:
    """The pictures from start_s on with their rising times (s) from the clip's first frame.

    A picture without a time comes one usual interval after the one before. One whose time does
    not rise is left out, unless the times have started anew.
    """
    base = float(stream.time_base or 1)
    pictures = _decoded(container, stream, report)
    first = next(pictures, None)
    if first is None:
        return
    origin_s = (first.pts or 0) * base
    if start_s > SEEK_FROM_S and first.pts is not None:
        target_s = origin_s + start_s - SEEK_EARLY_S
        with suppress(av.error.FFmpegError):  # a film that can't be searched is read through
            container.seek(int(target_s / base), stream=stream)
        pictures = _decoded(container, stream, report)
        first = None
    last_s = -interval_s
    while (picture := first or next(pictures, None)) is not None:
        first = None
        time_s = last_s + interval_s if picture.pts is None else picture.pts * base - origin_s
        if time_s < last_s - JUMP_S:
            origin_s -= last_s + interval_s - time_s
            time_s = last_s + interval_s
        if time_s <= last_s:
            report.untimed += 1
            continue
        last_s = time_s
        if time_s >= start_s:
            yield time_s, picture


def _decoded(
    container: av.container.InputContainer,
    stream: av.video.stream.VideoStream,
    report: ReadReport,
) -> Iterator[av.video.frame.VideoFrame]:
    """Every sound picture, in the order of showing.

    After a damaged one the decoder patches up those that build on it: ghosts of legs stand beside
    the legs. They are left out too, up to the next picture that stands alone (a keyframe).
    """
    sound = True
    for packet in _packets(container, stream):
        try:
            pictures = packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            sound = False
            report.damaged += 1
            continue
        for picture in pictures:
            if picture.is_corrupt:
                sound = False
            elif picture.key_frame:
                sound = True
            if sound:
                yield picture
            else:
                report.damaged += 1


def _packets(
    container: av.container.InputContainer, stream: av.video.stream.VideoStream
) -> Iterator["av.packet.Packet[av.video.stream.VideoStream]"]:
    """The packets of a track, up to the first that can't be read."""
    with suppress(av.error.FFmpegError):
        yield from container.demux(stream)
