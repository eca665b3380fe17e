"""Write a film: H.264 in mp4, which every browser and phone plays, its index first."""

from contextlib import ExitStack, suppress
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

from kneedrive.base.places import cannot_write
from kneedrive.base.whole import whole_file

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

    It appears whole or not at all.

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
        self._shape = (height_px, width_px, 3)
        self._fps = fps
        self._first_s: float | None = None
        self._last_tick = -1

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(self._path, error) from None
        with ExitStack() as stack:
            part = stack.enter_context(whole_file(self._path))
            self._container = av.open(
                f"file:{part}", mode="w", format="mp4", options={"movflags": "+faststart"}
            )
            self._stack = stack.pop_all()
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
        with self._stack:
            try:
                if error is None:
                    self._finish()
            finally:
                with suppress(av.error.FFmpegError, OSError):
                    self._container.close()
            if error is not None:
                raise error

    def _finish(self) -> None:
        """Write what is left of the film."""
        if self._first_s is None:
            raise ValueError("a film without a picture")
        self._container.mux(self._stream.encode(None))
        self._container.close()
