"""Where a clip changes the speed at which it plays: real time, then slow motion, as phones export.

What comes in are landmarks over playback time; what goes out are sections, each of which plays at
one speed. The step frequency is followed through the clip (constant-Q wavelets, the cheapest path
through their power, Forney 1973, doi 10.1109/PROC.1973.9030). A playback change multiplies it by a
factor that no runner's cadence takes within a step, it stays there, and the legs swing as far and
as high as before; a runner who starts, stops or falls into a walk does not look like that.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from kneedrive.motion.exchange import PAIRS
from kneedrive.motion.motion import SIDES
from kneedrive.motion.period import STRIDE_HZ
from kneedrive.pose.keypoints import Keypoints

Floats = NDArray[np.float64]

NO_RUNNERS_FACTOR = 1.6  # cadence of one runner, walk to run apart, stays well within this
ALIKE = 1.5  # the swing of the legs, before and after, to this factor
IDLE_SHARE = 0.25  # of the leg's length: ankles that swing along by less than this do not run
STAYS_STEPS = 2.0  # a speed that lasts for less is none
WAVELET_CYCLES = 0.8  # standard deviation of a wavelet's window, in its own cycles
PER_OCTAVE = 12
FEWEST_CYCLES = 1.5  # slower oscillations than this in a clip are drift
MOVE_COST, DEAREST_MOVE = 0.15, 1.5  # of the path, per twelfth of an octave, and at most
SAMPLES = 600  # along the clip
PER_STEP = 8  # of the path, when counted in steps
FEET = ("ankle", "heel", "toe")


@dataclass(frozen=True)
class Section:
    """A part of the clip that plays at one speed.

    start_s, end_s : playback time; step_hz : steps per second of playback
    """

    start_s: float
    end_s: float
    step_hz: float

    @property
    def steps(self) -> float:
        """How many steps it shows."""
        return (self.end_s - self.start_s) * self.step_hz


def find_sections(keypoints: Keypoints) -> tuple[Section, ...]:
    """The sections of a clip in which the legs are seen; a single one where nothing changes."""
    time_s, legs = _even_legs(keypoints)
    whole = (Section(float(time_s[0]), float(time_s[-1]), float("nan")),)
    hz = _frequencies(float(time_s[-1] - time_s[0]), float(time_s[1] - time_s[0]))
    if len(hz) < 2 or len(time_s) < 2 * PER_STEP or not np.isfinite(legs).all():
        return whole
    step_hz = _follow(_power(time_s, _channels(legs), hz), hz)
    instants = [_sharpened(at, time_s, legs, step_hz) for at in _jumps(time_s, step_hz)]
    sections = [
        Section(float(a), float(b), float(np.median(step_hz[(time_s >= a) & (time_s <= b)])))
        for a, b in pairwise([time_s[0], *instants, time_s[-1]])
        if b > a
    ]
    return tuple(_merged(sections, time_s, legs))


def _even_legs(keypoints: Keypoints) -> tuple[Floats, Floats]:
    """Even times (S,) and (S, 2 sides, joints, 2) legs against the hips' middle, gaps bridged."""
    time_s = keypoints.time_s
    count = int(min(SAMPLES, max(len(time_s), 2)))
    even_s = np.linspace(time_s[0], time_s[-1], count)
    hips = (keypoints.of("left_hip") + keypoints.of("right_hip")) / 2
    legs = np.full((count, 2, len(PAIRS), 2), np.nan)
    for i, side in enumerate(SIDES):
        for j, joint in enumerate(PAIRS):
            at = keypoints.of(f"{side}_{joint}") - hips
            known = np.isfinite(at).all(axis=1)
            if known.sum() < 2:
                continue
            for axis in (0, 1):
                legs[:, i, j, axis] = np.interp(even_s, time_s[known], at[known, axis])
    return even_s, legs


def _frequencies(seconds: float, sample_s: float) -> Floats:
    """Step frequencies (Hz) that are looked for."""
    lowest = max(2 * STRIDE_HZ[0], FEWEST_CYCLES / seconds)
    highest = min(2 * STRIDE_HZ[1], 0.4 / sample_s)
    count = int(PER_OCTAVE * np.log2(highest / lowest)) + 1 if highest > lowest else 0
    return np.asarray(lowest * 2 ** (np.arange(count) / PER_OCTAVE))


def _channels(legs: Floats) -> Floats:
    """(C, S) what swells once a step, whichever leg is called left."""
    feet = legs[:, :, [PAIRS.index(joint) for joint in FEET]].mean(axis=2)
    apart = (feet[:, 0] - feet[:, 1]) ** 2
    lift = legs[..., 1].mean(axis=(1, 2))
    channels = np.stack([apart[:, 0], apart[:, 1], lift])
    channels = channels - channels.mean(axis=1, keepdims=True)
    spread = channels.std(axis=1, keepdims=True)
    return np.asarray(channels / np.maximum(spread, 1e-9))


def _power(time_s: Floats, channels: Floats, hz: Floats) -> Floats:
    """(S, F) power of the channels at each frequency, by wavelets of unit gain."""
    step_s = time_s[1] - time_s[0]
    padded = 2 ** int(np.ceil(np.log2(2 * len(time_s))))
    mirrored = np.pad(channels, ((0, 0), (0, padded - len(time_s))), mode="reflect")
    spectrum = np.fft.fft(mirrored, axis=1)
    at_hz = np.fft.fftfreq(padded, step_s)
    width = 1 / (2 * np.pi * WAVELET_CYCLES)
    gain = np.exp(-0.5 * ((at_hz[None] - hz[:, None]) / (width * hz[:, None])) ** 2)
    wave = np.fft.ifft(spectrum[:, None] * gain[None], axis=2)[..., : len(time_s)]
    return np.asarray((np.abs(wave) ** 2).sum(axis=0).T)


def _follow(power: Floats, hz: Floats) -> Floats:
    """(S,) the step frequency along the cheapest path through the power."""
    share = power / np.maximum(power.max(axis=1, keepdims=True), 1e-12)
    bins = np.arange(len(hz))
    move = np.minimum(MOVE_COST * np.abs(bins[:, None] - bins), DEAREST_MOVE)
    came = np.zeros(power.shape, dtype=int)
    best = 1 - share[0]
    for t in range(1, len(power)):
        total = best[:, None] + move
        came[t] = total.argmin(axis=0)
        best = total.min(axis=0) + 1 - share[t]
    path = np.zeros(len(power), dtype=int)
    path[-1] = best.argmin()
    for t in range(len(power) - 1, 0, -1):
        path[t - 1] = came[t, path[t]]
    return hz[path]


def _jumps(time_s: Floats, step_hz: Floats) -> list[float]:
    """Instants (s) about which the step frequency is another a step before and a step after."""
    steps = np.concatenate([[0], np.cumsum(step_hz[:-1] * np.diff(time_s))])
    count = int(steps[-1] * PER_STEP) + 1
    if count <= 2 * PER_STEP:
        return []
    at_s = np.interp(np.arange(count) / PER_STEP, steps, time_s)
    octaves = np.log2(np.interp(at_s, time_s, step_hz))
    change = np.zeros(count)
    change[PER_STEP:-PER_STEP] = np.abs(octaves[2 * PER_STEP :] - octaves[: -2 * PER_STEP])
    big = np.flatnonzero(change >= np.log2(NO_RUNNERS_FACTOR))
    zones = np.split(big, np.flatnonzero(np.diff(big) > 1) + 1) if len(big) else []
    return [float(at_s[round(zone.mean())]) for zone in zones]


def _sharpened(instant_s: float, time_s: Floats, legs: Floats, step_hz: Floats) -> float:
    """The instant, to about half a fast step: where the legs' speed in the picture jumps."""
    at = int(np.searchsorted(time_s, instant_s))
    sample_s = time_s[1] - time_s[0]
    near = step_hz[max(0, at - PER_STEP) : at + PER_STEP]
    fast, slow = 1 / near.max() / sample_s, 1 / near.min() / sample_s
    moved = np.gradient(gaussian_filter1d(legs, max(0.1 * fast, 0.5), axis=0), axis=0)
    pace = gaussian_filter1d(np.linalg.norm(moved, axis=-1).mean(axis=(1, 2)), 0.3 * fast)
    first, last = max(0, round(at - slow)), min(len(time_s), round(at + slow) + 1)
    level = np.log(np.maximum(pace[first:last], 1e-9))
    own = np.arange(2, len(level) - 2)
    if len(own) == 0:
        return instant_s
    miss = [level[:k].var() * k + level[k:].var() * (len(level) - k) for k in own]
    return float(time_s[first + own[int(np.argmin(miss))]])


def _merged(sections: list[Section], time_s: Floats, legs: Floats) -> list[Section]:
    """Sections of which neighbours play at truly different speeds, each long enough to tell."""
    kept: list[Section] = []
    for section in sections:
        if kept and not _other_speed(kept[-1], section, time_s, legs):
            longer = max(kept[-1], section, key=lambda s: s.steps)
            kept[-1] = Section(kept[-1].start_s, section.end_s, longer.step_hz)
        else:
            kept.append(section)
    return kept


def _other_speed(a: Section, b: Section, time_s: Floats, legs: Floats) -> bool:
    """Whether the same stride goes on at another speed."""
    if min(a.steps, b.steps) < STAYS_STEPS:
        return False
    if abs(np.log(a.step_hz / b.step_hz)) < np.log(NO_RUNNERS_FACTOR):
        return False
    reach = [_reach(legs[(time_s >= s.start_s) & (time_s <= s.end_s)]) for s in (a, b)]
    if min(reach[0][0], reach[1][0]) < IDLE_SHARE * _leg_length(legs):
        return False
    return bool(np.all(np.abs(np.log(reach[0] / reach[1])) < np.log(ALIKE)))


def _reach(legs: Floats) -> Floats:
    """How far the ankles swing along and up, both legs together, whichever is called left."""
    ankles = legs[:, :, PAIRS.index("ankle")].reshape(-1, 2)
    return np.asarray(np.ptp(np.quantile(ankles, [0.05, 0.95], axis=0), axis=0) + 1e-9)


def _leg_length(legs: Floats) -> float:
    """Median distance of the ankles from the hips."""
    return float(np.median(np.linalg.norm(legs[:, :, PAIRS.index("ankle")], axis=-1)))
