"""A clip before it is read: its size, its rates, and whether it can be read at all."""

import math
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import av
import av.container
import av.error
import av.stream
import av.video.frame
import av.video.stream
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.capture import capture_rate
from kneedrive.film.upright import upright

SMALLEST_SIDE_PX, LARGEST_SIDE_PX, MOST_PIXELS = 64, 16_384, 36_000_000
# People are looked for in squares as small as the picture is narrow: in a strip there are hundreds.
LONGEST_TO_SHORTEST = 10
SLOWEST_FPS, FASTEST_FPS = 8.0, 2000.0
LONGEST_S = 15 * 60.0
END_SLACK_S = 0.5  # an --end this little past the end means the end
RATE_FRAMES = 240  # frames whose times are looked at for the rate
_COPY_AGAIN = "copy it from the phone again, whole"
# Whatever a picture within the film claims. Opening decodes one; what is refused is first measured.
_BOUND, _BOUND_TO_OPEN = ({"max_pixels": str(n * MOST_PIXELS)} for n in (1, 4))
# Titles and places in a film may be in any encoding. PyAV reads them all from version 19 on; before
# that it has to be asked, and refuses the film otherwise.
_ANY_TEXT: Any = {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}


@dataclass(frozen=True)
class Clip:
    """What a film file says of itself.

    Parameters
    ----------
    path : the file
    width_px, height_px : size of the upright picture as it is read, its pixels square
    rotation_deg : clockwise turn that makes the stored picture upright: 0, 90, 180 or 270
    codec : "h264", "hevc", "vp9", ...
    duration_s : playback time, s
    playback_fps : rate at which the file plays (its usual frame interval, gaps left out), Hz
    capture_fps_tag : rate at which the camera took the pictures as the file tells it, Hz
    capture_fps_from : the name of the tag that tells it
    frame_count : number of pictures, None where the file does not tell
    """

    path: Path
    width_px: int
    height_px: int
    rotation_deg: int
    codec: str
    duration_s: float
    playback_fps: float
    capture_fps_tag: float | None
    capture_fps_from: str | None
    frame_count: int | None


def probe(path: Path) -> Clip:
    """Look at a film without reading it through.

    Raises
    ------
    InputError : it can't be opened, has no pictures, or its size or rate is absurd
    """
    path = Path(path)
    with open_film(path) as container:
        stream = picture_track(container, path)
        told = stream.codec_context.width, stream.codec_context.height
        if all(told):
            _check_size(path, told)  # before a picture takes memory
        capture_fps, capture_from = capture_rate({**container.metadata, **stream.metadata}, path)
        first = _first_picture(container, stream)
        if first is None:
            raise InputError(f"no picture in {path} can be decoded", _COPY_AGAIN)
        times_s = _frame_times(path, RATE_FRAMES)
        how = upright(first, stream.codec_context.sample_aspect_ratio)
        _check_size(path, how.filmed_px)
        playback_fps = usual_rate(times_s) or float(stream.average_rate or 0)
        clip = Clip(
            path=path,
            width_px=how.size_px[0],
            height_px=how.size_px[1],
            rotation_deg=how.turn_deg,
            codec=stream.codec_context.name,
            duration_s=_told_duration_s(container, stream)
            or _counted_duration_s(path, playback_fps),
            playback_fps=round(playback_fps, 6),
            capture_fps_tag=capture_fps,
            capture_fps_from=capture_from,
            frame_count=stream.frames or None,
        )
    _check_rate(clip)
    return clip


def open_film(path: Path) -> av.container.InputContainer:
    """Open a film for reading.

    Raises
    ------
    InputError : no such file, not a file, empty, or not a film that can be opened
    """
    if not path.exists():
        raise InputError(f"{path} does not exist", "check the name")
    if path.is_dir():
        raise InputError(f"{path} is a folder", "give one clip")
    if not path.is_file():
        raise InputError(f"{path} is not a file", "give an mp4, mov or webm file")
    try:
        start = _first_bytes(path)
        if not start:
            raise InputError(f"{path} is empty", _COPY_AGAIN)
        # "file:" and the list of protocols: a colon in a name means nothing, and a playlist
        # can't send anybody to another machine.
        container: av.container.InputContainer = av.open(
            f"file:{path}",
            mode="r",
            options={"protocol_whitelist": "file", **_BOUND_TO_OPEN},
            **_ANY_TEXT,
        )
    except PermissionError:
        raise InputError(f"{path} may not be read", "change its permissions") from None
    except (av.error.FFmpegError, OSError, ValueError):
        if start[4:8] == b"ftyp":
            wrong = f"{path} is cut off or damaged: the index that finds its pictures is missing"
            raise InputError(wrong, _COPY_AGAIN) from None
        raise InputError(f"{path} is not a film", "give an mp4, mov or webm file") from None
    if container.format.name == "image2" or container.format.name.endswith("_pipe"):
        container.close()
        raise InputError(f"{path} is a picture", "give a film")
    return container


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def picture_track(
    container: av.container.InputContainer, path: Path
) -> av.video.stream.VideoStream:
    """The picture track of a film; a cover picture is none.

    Raises
    ------
    InputError : there is none
    """
    cover = av.stream.Disposition.attached_pic
    tracks = [s for s in container.streams.video if not s.disposition & cover]
    if tracks and tracks[0].codec_context is not None:
        tracks[0].codec_context.options = _BOUND
        return tracks[0]
    if tracks:
        raise InputError(f"{path} is coded in a way that can't be read", "export it as H.264")
    if container.streams.audio:
        raise InputError(f"{path} has no picture track", "give a film, not sound alone")
    raise InputError(f"{path} is damaged: there is no picture track in it", _COPY_AGAIN)


def _first_picture(
    container: av.container.InputContainer, stream: av.video.stream.VideoStream
) -> av.video.frame.VideoFrame | None:
    """The first picture that can be decoded."""
    with suppress(av.error.FFmpegError):
        for packet in container.demux(stream):
            with suppress(av.error.InvalidDataError):
                for picture in packet.decode():
                    return picture
    return None


def _frame_times(path: Path, most: int | None) -> NDArray[np.float64]:
    """Rising times (s) of the clip's first frames, None = of all; none of them is decoded."""
    with open_film(path) as container:
        stream = picture_track(container, path)
        ticks = []
        with suppress(av.error.FFmpegError):  # a film cut off ends like this
            for packet in islice(container.demux(stream), most):
                ticks.append(packet.pts)
        ticks = [tick for tick in ticks if tick is not None]
        return np.unique(np.asarray(ticks, dtype=np.float64)) * float(stream.time_base or 1)


def usual_rate(times_s: NDArray[np.float64]) -> float | None:
    """Rate (Hz) of the usual frame interval, None for fewer than two frames.

    The mean of the intervals near the median: neither gaps (dropped frames) nor coarse units of
    time (33, 33, 34 ms) bend it.
    """
    steps = np.diff(times_s)
    if len(steps) == 0:
        return None
    usual = np.sort(steps)[len(steps) // 2]
    return float(1 / steps[(steps > 0.4 * usual) & (steps < 1.6 * usual)].mean())


def _told_duration_s(
    container: av.container.InputContainer, stream: av.video.stream.VideoStream
) -> float | None:
    """Playback time (s) as the track or the file tells it."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and container.duration > 0:
        return container.duration / 1e6
    return None


def _counted_duration_s(path: Path, playback_fps: float) -> float:
    """Playback time (s) of a film that does not tell it, such as one recorded by a browser."""
    times_s = _frame_times(path, None)
    return float(times_s[-1] - times_s[0]) + 1 / playback_fps if len(times_s) > 1 else 0.0


def _check_size(path: Path, size: tuple[int, int]) -> None:
    """Refuse a size that no film of a runner has."""
    width, height = size
    if (
        min(size) < SMALLEST_SIDE_PX
        or max(size) > min(LARGEST_SIDE_PX, LONGEST_TO_SHORTEST * min(size))
        or width * height > MOST_PIXELS
    ):
        wrong = f"{path} has pictures of {width} x {height} pixels"
        raise InputError(wrong, "film in 720p, 1080p or 4K")


def _check_rate(clip: Clip) -> None:
    """Refuse a rate that no film of a runner has."""
    if not SLOWEST_FPS <= clip.playback_fps <= FASTEST_FPS:
        wrong = f"{clip.path} claims to play {clip.playback_fps:.4g} pictures a second"
        raise InputError(wrong, "film at 30 pictures a second or more")


def check_length(
    clip: Clip, start_s: float | None, end_s: float | None, limit_s: float = LONGEST_S
) -> tuple[float, float | None]:
    """The part [start, end) of a clip to read, s of playback; end None = to the clip's end.

    Raises
    ------
    InputError : the times are not in the clip, or the part is longer than limit_s
    """
    start = 0.0 if start_s is None else start_s
    for option, value_s in (("--start", start), ("--end", end_s)):
        if value_s is not None and not (math.isfinite(value_s) and value_s >= 0):
            raise InputError(f"{option} {value_s:g} is no time in a clip", "give seconds from 0 on")
    lasts = f"{clip.path} ({clip.duration_s:.1f} s)"
    if start >= clip.duration_s:
        raise InputError(f"--start {start:g} is past the end of {lasts}", "give an earlier one")
    if end_s is not None and end_s <= start:
        raise InputError(f"--end {end_s:g} is not after --start {start:g}", "give a later --end")
    if end_s is not None and end_s > clip.duration_s + END_SLACK_S:
        raise InputError(f"--end {end_s:g} is past the end of {lasts}", "give an earlier one")
    length_s = min(clip.duration_s, math.inf if end_s is None else end_s) - start
    if length_s > limit_s:
        raise InputError(
            f"{clip.path} has {length_s / 60:.1f} minutes to read, the most is {limit_s / 60:g}",
            "choose a part with --start and --end, in seconds; 30 s of running are plenty",
        )
    return start, end_s
