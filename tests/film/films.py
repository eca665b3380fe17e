"""Small films made on the spot."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

SOLID = [(200, 40, 40), (40, 180, 60), (50, 60, 210), (230, 220, 40)]
QUIET = {"libx265": {"x265-params": "log-level=error"}}


def texture(width, height, seed=0):
    """A wall with coarse and fine detail, (H, W, 3) uint8."""
    rng = np.random.default_rng(seed)
    grey = np.zeros((height, width), np.float32)
    for size, contrast in ((4, 15), (12, 20), (40, 28)):
        noise = rng.standard_normal((height // size + 2, width // size + 2)).astype(np.float32)
        grey += contrast * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.stack([0.9 * grey, grey, 0.8 * grey], -1) + 110, 0, 255).astype(np.uint8)


def walk(count, width=320, height=240, step_px=6):
    """A dark figure that swings its leg in front of a wall, step_px further on in each picture."""
    wall = texture(width, height)
    pictures = []
    for i in range(count):
        picture = wall.copy()
        x = 20 + (i * step_px) % (width - 40)
        swing = int(14 * np.sin(i * 0.7))
        cv2.rectangle(picture, (x - 8, height // 4), (x + 8, height * 3 // 5), (30, 30, 60), -1)
        cv2.line(picture, (x, height * 3 // 5), (x + swing, height * 9 // 10), (20, 20, 40), 7)
        pictures.append(picture)
    return pictures


def quarters(width=320, height=240):
    """A picture with a colour in each quarter: top left, top right, bottom left, bottom right."""
    picture = np.zeros((height, width, 3), np.uint8)
    for i, colour in enumerate(SOLID):
        row, column = divmod(i, 2)
        rows = slice(row * height // 2, (row + 1) * height // 2)
        picture[rows, column * width // 2 : (column + 1) * width // 2] = colour
    return picture


def middle_colours(picture):
    """The colours in the middle of the four quarters."""
    h, w = picture.shape[:2]
    return [tuple(int(v) for v in picture[r * h // 4, c * w // 4]) for r in (1, 3) for c in (1, 3)]


def is_near(colours, expected, levels=8):
    return bool(np.abs(np.array(colours) - np.array(expected)).max() <= levels)


def make_film(
    path: Path,
    pictures: Iterable[np.ndarray],
    *,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    fps: float = 30,
    ticks: Sequence[int] | None = None,
    tags: dict[str, str] | None = None,
    turn: tuple[float, bool, bool] | None = None,
    pixel_aspect: Fraction | None = None,
    matrix: str = "ITU709",
    full_range: bool = False,
    tagged: bool = True,
    options: dict[str, str] | None = None,
    mux: dict[str, str] | None = None,
) -> Path:
    """Write a film with PyAV alone; ticks are times in ms, turn is counterclockwise and flips."""
    pictures = list(pictures)
    spaces = {"ITU709": 1, "ITU601": 6, "BT2020": 9}
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"} | (mux or {})) as film:
        for name, value in (tags or {}).items():
            film.metadata[name] = value
        stream: Any = film.add_stream(codec, rate=Fraction(fps).limit_denominator(1001))
        stream.pix_fmt = pix_fmt
        stream.height, stream.width = pictures[0].shape[:2]
        stream.options = QUIET.get(codec, {}) | (options or {})
        if pixel_aspect:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if tagged:
            stream.codec_context.colorspace = spaces[matrix]
            stream.codec_context.color_range = 2 if full_range else 1
        if turn:
            stream.set_display_rotation(turn[0], hflip=turn[1], vflip=turn[2])
        if ticks is not None:
            stream.codec_context.time_base = Fraction(1, 1000)
        for i, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                format=pix_fmt, dst_colorspace=matrix, dst_color_range=2 if full_range else 1
            )
            if ticks is not None:
                frame.pts, frame.time_base = ticks[i], Fraction(1, 1000)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    """A film file with sound alone."""
    with av.open(str(path), "w") as film:
        stream: Any = film.add_stream("aac", rate=16_000)
        stream.layout = "mono"
        silence = np.zeros((1, 16_000), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.rate = 16_000
        film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path
