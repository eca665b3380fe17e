"""What a pose model gets wrong, imitated: jitter, a wandering error, offsets, exchanged legs."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from training.body import LANDMARKS

Floats = NDArray[np.float64]
NoiseName = Literal["none", "lab", "phone"]

WANDER_HZ = 5.0
SETTLE_S = 2.0  # on both sides of a filtered noise
EXCHANGED = ("knee", "ankle", "heel", "toe")
PASSING = 0.25  # share of the frames in which the knees are closest
LONGEST_S = 0.06  # of a burst of exchanged legs


@dataclass(frozen=True)
class Noise:
    """Errors as shares of the runner's height in the picture.

    white : independent in every frame
    wander : changes at up to 5 Hz
    offset : constant, another one for each landmark
    far : how much larger white and wander are on the far side
    exchange : share of frames with left and right legs exchanged, in bursts as the legs pass
    """

    white: float
    wander: float
    offset: float
    far: float
    exchange: float


NOISE: dict[NoiseName, Noise] = {
    "none": Noise(0.0, 0.0, 0.0, 1.0, 0.0),
    "lab": Noise(0.001, 0.003, 0.0, 1.2, 0.0),
    "phone": Noise(0.003, 0.008, 0.008, 1.6, 0.03),
}


def spoil(
    xy_px: Floats,
    noise: Noise,
    near_side: str,
    height_px: float,
    fps: float,
    rng: np.random.Generator,
) -> Floats:
    """Landmarks (T, 12, 2) in the order of LANDMARKS, as a pose model would give them, px."""
    frames, count = xy_px.shape[:2]
    far = np.array([1.0 if name.startswith(near_side) else noise.far for name in LANDMARKS])
    moving = noise.white * rng.standard_normal((frames, count, 2))
    moving += noise.wander * wander(frames, count, fps, rng)
    offset = noise.offset * rng.standard_normal((count, 2))
    return exchange_legs(
        xy_px + height_px * (far[:, None] * moving + offset), noise.exchange, fps, rng
    )


def wander(frames: int, count: int, fps: float, rng: np.random.Generator) -> Floats:
    """(T, count, 2) noise of unit variance that changes no faster than 5 Hz."""
    settle = int(SETTLE_S * fps)
    values = rng.standard_normal((frames + 2 * settle, count, 2))
    if 0.45 * fps > WANDER_HZ:
        values = sosfiltfilt(butter(2, WANDER_HZ / (fps / 2), output="sos"), values, axis=0)
    values = values[settle : settle + frames]
    return np.asarray(values / values.std(axis=0))


def exchange_legs(xy_px: Floats, share: float, fps: float, rng: np.random.Generator) -> Floats:
    """Landmarks with the legs exchanged in short bursts, of up to 60 ms, where the knees pass."""
    left = np.array([LANDMARKS.index(f"left_{joint}") for joint in EXCHANGED])
    right = np.array([LANDMARKS.index(f"right_{joint}") for joint in EXCHANGED])
    apart = np.abs(xy_px[:, left[0], 0] - xy_px[:, right[0], 0])
    passing = np.flatnonzero(apart < np.quantile(apart, PASSING))
    longest = max(1, int(LONGEST_S * fps))
    exchanged = np.zeros(len(xy_px), dtype=bool)
    done = 0
    while len(passing) and done < share * len(xy_px):
        start = int(rng.choice(passing))
        burst = slice(start, start + int(rng.integers(1, longest + 1)))
        exchanged[burst] ^= True
        done += len(exchanged[burst])
    out = xy_px.copy()
    out[np.ix_(exchanged, left)] = xy_px[np.ix_(exchanged, right)]
    out[np.ix_(exchanged, right)] = xy_px[np.ix_(exchanged, left)]
    return out
