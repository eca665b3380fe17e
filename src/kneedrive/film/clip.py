"""A clip before it is read: its size, its rates, and whether it can be read at all.

Phones record the capture rate like this: Android's slow motion plays at 30 Hz and names the true
rate under `com.android.capture.fps`; Sony and other cameras may name it in their own XML. An
iPhone's own slow-motion file plays at the captured rate (120 or 240 Hz, so in real time); the same
clip shared or trimmed is rendered slow at 30 Hz and nothing in it says so.
"""

import math
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import av.container
import av.error
import av.video.stream
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.upright import rotation_deg, square_size

MIN_SIDE_PX, MAX_SIDE_PX, MAX_PIXELS = 64, 16_384, 36_000_000
MIN_FPS, MAX_FPS = 8.0, 5000.0
RATE_SAMPLE = 20_000  # frames whose times are looked at for the rate
LONGEST_S = 15 * 60.0
CAPTURE_KEYS = ("com.android.capture.fps", "capture_fps", "captureFps", "CaptureFrameRate")


@dataclass(frozen=True)
class Clip:
    """What the file says of itself.

    Parameters
    ----------
    path : the file
    width_px, height_px : size of the upright picture with square pixels
    rotation_deg : clockwise turn that makes the stored picture upright: 0, 90, 180 or 270
    codec : "h264", "hevc", "vp9" ...
    duration_s : playback time, s
    playback_fps : rate at which the file plays (its usual frame interval, drops left out), Hz
    capture_fps_tag : rate at which the camera took the pictures, as the file says, Hz
    capture_fps_from : the name of the tag that says so
    frame_count : number of pictures, None where the file does not say
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


def open_film(path: Path) -> av.container.InputContainer:
    """Open a film for reading.

    Raises
    ------
    InputError : no such file, a folder, empty, or not a film that can be opened
    """
    if not path.exists():
        raise InputError(f"{path} does not exist", "check the name")
    if path.is_dir():
        raise InputError(f"{path} is a folder", "give one clip")
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{path} is empty", "copy it from the phone again")
        return av.open(str(path), mode="r", metadata_errors="replace")
    except PermissionError:
        raise InputError(f"{path} may not be read", "change its permissions") from None
    except (av.error.FFmpegError, OSError, ValueError):
        if path.suffix.lower() in (".mp4", ".mov", ".m4v") and b"ftyp" in path.open("rb").read(64):
            raise InputError(
                f"{path} is cut off: its index is missing, so no picture can be found in it",
                "copy it from the phone again, whole",
            ) from None
        raise InputError(f"{path} is not a film that can be read", "give an mp4, mov or webm") from None


def picture_track(container: av.container.InputContainer, path: Path) -> av.video.stream.VideoStream:
    """The first real picture track (not a cover image)."""
    tracks = [s for s in container.streams.video if not s.disposition & 0x400]
    if not tracks:
        raise InputError(f"{path} has no picture track", "give a film, not sound alone")
    return tracks[0]


def probe(path: Path) -> Clip:
    """Look at a film without reading it through.

    Raises
    ------
    InputError : it can't be opened, has no pictures, or its size or rate is absurd
    """
    path = Path(path)
    with open_film(path) as container:
        stream = picture_track(container, path)
        tags = {**container.metadata, **stream.metadata}
        capture_fps, capture_from = capture_rate(tags)
        try:
            times_s = sample_times(container, stream)
            container.seek(0)
            first = next(container.decode(stream))
        except (av.error.FFmpegError, StopIteration, OSError):
            raise InputError(
                f"no picture in {path} can be decoded", "copy it from the phone again, whole"
            ) from None
        turn = rotation_deg(first)
        width, height = square_size(first)
        if turn in (90, 270):
            width, height = height, width
        playback_fps = usual_rate(times_s)
        if playback_fps is None:
            playback_fps = float(stream.average_rate or stream.guessed_rate or 0)
        duration_s = stated_duration(container, stream, len(times_s), playback_fps)
        count = stream.frames or None
        codec = stream.codec_context.name
    if (
        not MIN_SIDE_PX <= min(width, height)
        or max(width, height) > MAX_SIDE_PX
        or width * height > MAX_PIXELS
    ):
        raise InputError(
            f"{path} has pictures of {width} x {height} pixels", "film with 720p, 1080p or 4K"
        )
    if not MIN_FPS <= playback_fps <= MAX_FPS:
        raise InputError(
            f"{path} claims {playback_fps:.3g} frames a second", "film at 30 frames a second or more"
        )
    return Clip(
        path,
        width,
        height,
        turn,
        codec,
        duration_s,
        playback_fps,
        capture_fps,
        capture_from,
        count,
    )


def capture_rate(tags: dict[str, str]) -> tuple[float | None, str | None]:
    """The capture rate named in a file's tags and the name of that tag."""
    for key in CAPTURE_KEYS:
        match = re.match(r"\s*([0-9.]+)", tags.get(key, ""))
        if match:
            try:
                return float(match[1]), key
            except ValueError:
                continue
    return None, None


def sample_times(
    container: av.container.InputContainer, stream: av.video.stream.VideoStream
) -> NDArray[np.float64]:
    """Presentation times (s, rising) of the clip's first frames, without decoding them."""
    base = float(stream.time_base or 1)
    ticks = [e.timestamp for e in islice(stream.index_entries, RATE_SAMPLE)]
    if len(ticks) < 2:
        packets = islice(container.demux(stream), 240)
        ticks = [p.pts for p in packets if p.pts is not None]
    return np.unique(np.asarray(ticks, dtype=np.float64)) * base


def usual_rate(times_s: NDArray[np.float64]) -> float | None:
    """Rate (Hz) of the usual frame interval; dropped frames and coarse time units do not bend it."""
    steps = np.diff(times_s)
    if len(steps) == 0:
        return None
    usual = np.median(steps)
    near = steps[(steps > 0.4 * usual) & (steps < 1.6 * usual)]
    return float(1 / near.mean())


def stated_duration(
    container: av.container.InputContainer,
    stream: av.video.stream.VideoStream,
    sampled: int,
    playback_fps: float,
) -> float:
    """Playback time (s): the track's, else the file's, else what its frames take."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and container.duration > 0:
        return container.duration / 1e6
    return (stream.frames or sampled) / playback_fps if playback_fps > 0 else math.nan


def check_length(
    clip: Clip, start_s: float | None, end_s: float | None, limit_s: float = LONGEST_S
) -> tuple[float, float | None]:
    """The part of the clip to read, [start_s, end_s), end None = to the end.

    Raises
    ------
    InputError : the times are no part of the clip, or the part is longer than limit_s
    """
    start = 0.0 if start_s is None else start_s
    for name, value in (("--start", start), ("--end", 0.0 if end_s is None else end_s)):
        if not math.isfinite(value) or value < 0:
            raise InputError(f"{name} {value:g} is not a time in the clip", "give seconds, 0 or more")
    if end_s is not None and end_s <= start:
        raise InputError(f"--end {end_s:g} is not after --start {start:g}", "give a later --end")
    if start >= clip.duration_s:
        raise InputError(
            f"--start {start:g} is past the end of {clip.path} ({clip.duration_s:.1f} s)",
            "give an earlier --start",
        )
    if end_s is not None and end_s > clip.duration_s + 1.0:
        raise InputError(
            f"--end {end_s:g} is past the end of {clip.path} ({clip.duration_s:.1f} s)",
            "give an earlier --end, or none",
        )
    length_s = (clip.duration_s if end_s is None else min(end_s, clip.duration_s)) - start
    if length_s > limit_s:
        raise InputError(
            f"{clip.path} would be read for {length_s / 60:.0f} minutes, and "
            f"{limit_s / 60:.0f} is the most",
            "choose a part with --start and --end (seconds); 20 to 60 s of running are plenty",
        )
    return start, end_s
