"""Folded strides made from formulas, so that everything about them is known in closed form."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold

Floats = NDArray[np.float64]
Path = Callable[[Floats], tuple[Floats | float, Floats | float]]

POINTS = 512
JOINTS = ("hip", "knee", "ankle", "heel", "toe")


def made_fold(
    paths: Mapping[str, Path],
    stride_hz: float = 1.4,
    seconds: float = 5.0,
    noise: float = 1e-3,
    harmonics: int = 14,
) -> Fold:
    """A fold whose landmarks follow these paths (phase -> x, y); phase 0 at the clip's start."""
    phase = np.arange(POINTS) / POINTS
    series = []
    for path in paths.values():
        xy = np.stack([np.broadcast_to(part, phase.shape) for part in path(phase)])
        bins = np.fft.rfft(xy, axis=1)[:, : harmonics + 1] / POINTS
        row = np.empty((2, 1 + 2 * harmonics))
        row[:, 0] = bins[:, 0].real
        row[:, 1::2], row[:, 2::2] = 2 * bins[:, 1:].real, -2 * bins[:, 1:].imag
        series.append(row)
    time_s = np.linspace(0, seconds, round(60 * seconds) + 1)
    return Fold(
        time_s=time_s,
        phase=stride_hz * time_s,
        landmarks=tuple(paths),
        series=np.array(series),
        drift=np.zeros((len(time_s), 2)),
        exchanged=np.zeros(len(time_s), dtype=bool),
        noise=np.full(len(paths), noise),
        explained=1.0,
    )


def wave(mean: float, swing: float, at: float = 0.0, turns: int = 1) -> Callable[[Floats], Floats]:
    """mean + swing x cos, highest at phase `at`, so many times a stride."""
    return lambda phase: mean + swing * np.cos(2 * np.pi * turns * (phase - at))


def still(x: float, y: float) -> Path:
    """A landmark that rests."""
    return lambda phase: (x, y)


def of_both(path: Callable[[Callable[[Floats], Floats]], Path], joint: str) -> dict[str, Path]:
    """The same path for both sides, the right one half a stride later.

    path : from what turns phase into the leg's own phase
    """
    return {
        f"{side}_{joint}": path(lambda phase, late=late: phase - late)
        for side, late in (("left", 0.0), ("right", 0.5))
    }
