"""Write a film: H.264 in mp4, which every browser and phone plays, its index first."""

import os
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import av.container
import av.error
import av.video.stream
import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError

TICKS_PER_S = 90_000  # whole ticks per frame at 24, 25, 30, 50, 60, 120 and 240 Hz
# Measured on 720 x 1280 with 2 threads: ultrafast costs 3 ms of processor time a frame, superfast
# 6 and veryfast 8, where the pose network takes about 8; at crf 23 it keeps 46 dB of the picture
# and takes 3 Mbit/s.
PRESET, CRF, THREADS = "ultrafast", "23", 2
# OpenCV turns RGB into Y'CbCr (BT.601, limited range) in 0.4 ms a frame, swscale in 1.7; the file
# says which it is.
_BT601, _LIMITED = 6, 1


class FilmWriter:
    """A film being written, used as a context: `with FilmWriter(...) as film: film.write(...)`.

    It is written beside its place under a temporary name and takes its place when complete; after
    an error or an interruption nothing is left.

    Parameters
    ----------
    path : where the film goes, *.mp4
    width_px, height_px : size of the pictures; an odd last row or column is cut off
    fps : usual rate, Hz; the times given with the pictures count

    Raises
    ------
    InputError : the place can't be written
    """

    def __init__(self, path: Path, width_px: int, height_px: int, fps: float) -> None:
        self._path = Path(path)
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._shape = (height_px, width_px, 3)
        self._fps = fps
        self._first_s: float | None = None
        self._last_tick = -1

    def __enter__(self) -> Self:
        try:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._container = av.open(
                f"file:{self._part}", mode="w", format="mp4", options={"movflags": "+faststart"}
            )
        except (OSError, av.error.FFmpegError) as error:
            reason = error.strerror or "unknown reason"
            raise InputError(
                f"{self._path} can't be written ({reason})", "choose another folder"
            ) from None
        height, width, _ = self._shape
        rate = Fraction(self._fps).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width // 2 * 2, height // 2 * 2, "yuv420p"
        stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        stream.codec_context.colorspace = _BT601
        stream.codec_context.color_range = _LIMITED
        stream.codec_context.thread_count = THREADS
        # A keyframe a second, so that a click in a plot finds its picture at once.
        keyframes = str(max(1, round(self._fps)))
        stream.codec_context.options = {"preset": PRESET, "crf": CRF, "g": keyframes}
        self._stream = stream
        return self

    def write(self, image_rgb: NDArray[np.uint8], time_s: float) -> None:
        """Add an upright (H, W, 3) RGB picture, shown from time_s on.

        The film begins with its first picture, at time 0. Times that do not rise by 1/90000 s and
        a picture of another size are ValueErrors.
        """
        if image_rgb.shape != self._shape:
            raise ValueError(f"a picture of shape {image_rgb.shape} in a film of {self._shape}")
        self._first_s = time_s if self._first_s is None else self._first_s
        tick = round((time_s - self._first_s) * TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"the time {time_s} s does not come after the picture before it")
        self._last_tick = tick
        even = image_rgb[: self._stream.height, : self._stream.width]
        planes = np.asarray(cv2.cvtColor(even, cv2.COLOR_RGB2YUV_I420), dtype=np.uint8)
        frame = av.VideoFrame.from_numpy_buffer(planes, format="yuv420p")
        frame.pts, frame.time_base = tick, Fraction(1, TICKS_PER_S)
        frame.duration = round(TICKS_PER_S / self._fps)
        self._container.mux(self._stream.encode(frame))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            with suppress(av.error.FFmpegError, OSError):
                self._container.close()
            self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        """Complete the film and put it in its place."""
        if self._first_s is None:
            raise ValueError("a film without a picture")
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
            os.replace(self._part, self._path)
        except (OSError, av.error.FFmpegError) as failure:
            reason = failure.strerror or "unknown reason"
            raise InputError(
                f"{self._path} can't be written ({reason})", "make room or choose another folder"
            ) from None
