"""Small films of a studio runner, as phones, browsers and converters write them.

Every film shows the same two seconds; container, codec, rate, turn, times and size differ.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio import Camera, Extras, draw_frame, make_shot, typical_runner

Pictures = Sequence[NDArray[np.uint8]]

# Few pixels and few pictures, as every case is read by the pose network; still enough to measure.
CAMERA = Camera(width_px=160, height_px=240, field_deg=21.5, capture_fps=25.0)
SECONDS = 2.0
EXACT = {"fflags": "+bitexact"}  # the same bytes every time
FAST = {"preset": "ultrafast", "g": "12"}


@dataclass(frozen=True)
class Coded:
    """How pictures become a film.

    turns : quarter turns by which the pictures are stored, and shown back
    ticks : shown at these times, ms; evenly without them
    sound : with a track of silence
    """

    container: str = "mp4"
    codec: str = "libx264"
    pixels: str = "yuv420p"
    fps: int = 25
    options: Mapping[str, str] = field(default_factory=lambda: FAST)
    mux: Mapping[str, str] = field(default_factory=dict)
    turns: int = 0
    ticks: Sequence[int] | None = None
    sound: bool = False


def uneven_ticks(count: int) -> list[int]:
    """Times of a phone that drops and delays pictures in poor light, ms."""
    random = np.random.default_rng(5)
    return [int(40 * i + random.integers(-9, 10)) for i in range(count)]


KINDS = (
    Coded(options={"preset": "veryfast", "bf": "3", "g": "24"}, sound=True),
    Coded("mov", turns=1),
    Coded("webm", "libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}),
    Coded(ticks=uneven_ticks(round(SECONDS * CAMERA.capture_fps))),
    Coded("mp4", "libx265", "yuv420p10le",
          options={"preset": "ultrafast", "x265-params": "log-level=error"}),
    Coded("matroska", pixels="yuv444p"),
    Coded(mux={"movflags": "frag_keyframe+empty_moov+default_base_moof"}),
    Coded("mpegts", sound=True),
    Coded("avi", "mjpeg", "yuvj420p", options={}),
)  # fmt: skip


@cache
def pictures() -> Pictures:
    """A runner on a belt, from the side."""
    shot = make_shot(typical_runner(3.4, seed=7), CAMERA, Extras(), SECONDS)
    count = round(SECONDS * CAMERA.capture_fps)
    return [draw_frame(shot, i / CAMERA.capture_fps) for i in range(count)]


@cache
def films() -> list[bytes]:
    """The runner in every kind of film, and once in pictures of an odd size."""
    odd = [picture[:-1, :-1] for picture in pictures()]
    return [*(film_of(pictures(), kind) for kind in KINDS),
            film_of(odd, Coded("mp4", pixels="yuv444p"))]  # fmt: skip


def film_of(shown: Iterable[NDArray[np.uint8]], how: Coded) -> bytes:
    """A film file of (H, W, 3) RGB pictures."""
    out = io.BytesIO()
    stored = [np.ascontiguousarray(np.rot90(picture, how.turns)) for picture in shown]
    with av.open(
        out, "w", format=how.container, options={"fflags": "+bitexact", **how.mux}
    ) as film:
        track: Any = film.add_stream(how.codec, rate=Fraction(how.fps))
        track.pix_fmt, track.options = how.pixels, dict(how.options)
        track.height, track.width = stored[0].shape[:2] if stored else (240, 160)
        track.codec_context.thread_count = 1
        if how.turns:
            track.set_display_rotation(-90.0 * how.turns)
        if how.ticks is not None:
            track.codec_context.time_base = Fraction(1, 1000)
        voice: Any = film.add_stream("aac", rate=16_000) if how.sound else None
        for i, picture in enumerate(stored):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            if how.ticks is not None:
                frame.pts, frame.time_base = how.ticks[i], Fraction(1, 1000)
            film.mux(track.encode(frame))
        film.mux(track.encode(None))
        if voice is not None:
            film.mux([*voice.encode(silence()), *voice.encode(None)])
    return out.getvalue()


def silence() -> av.AudioFrame:
    """A second of it."""
    frame = av.AudioFrame.from_ndarray(
        np.zeros((1, 16_000), np.float32), format="fltp", layout="mono"
    )
    frame.rate = 16_000
    return frame
