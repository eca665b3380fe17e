"""Gravity as a clock: how slow a clip plays, from the bounce of the body.

A body that falls and rises obeys g. The height of its bounce (in metres, by the runner's height)
and its duty factor (which no clock touches) fix the step frequency that a real runner would have;
the step frequency seen in the film is that, divided by the slow-motion factor.

Ground force as half a sine over the contact: Morin et al. 2005, doi 10.1123/jab.21.2.167.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Motion, Side
from kneedrive.stride.events import FootEvents
from kneedrive.stride.strides import Strides

G_MPS2 = 9.81
# Weights with which the landmarks stand for the centre of mass (head and arms ride on the
# shoulders), and the ratio of the frequency so found to the true one: 1.06, SD 4.5 %, over 47
# treadmill trials (docs/accuracy.md).
MASS_SHARE = {
    "shoulder": 0.35,
    "hip": 0.36,
    "knee": 0.15,
    "ankle": 0.08,
    "heel": 0.03,
    "toe": 0.03,
}
BIAS, SPREAD = 1.06, 0.05
USUAL = (1.0, 2.0, 4.0, 8.0)
SLOWEST_USUAL = 1.8  # a lower factor is more likely a runner with an unusual bounce
SNAP = 0.17  # a usual factor within this of the estimate is taken for the true one
CADENCE_SPM = (125.0, 260.0)  # of people who run


@dataclass(frozen=True)
class Tempo:
    """Slow-motion factor that gravity asks for, with its 95 % interval."""

    factor: float
    low: float
    high: float


def tempo_by_gravity(fold: Fold, events: Mapping[Side, FootEvents], m_per_px: float) -> Tempo:
    """How many times slower than life the fold's time runs."""
    phase = np.linspace(0, 1, 400, endpoint=False)
    landmarks = [name for name in fold.landmarks if name.split("_")[-1] in MASS_SHARE]
    share = np.array([MASS_SHARE[name.split("_")[-1]] for name in landmarks])
    height = np.stack([fold.at(name, phase)[:, 1] for name in landmarks], axis=1)
    centre_m = height @ (share / share.sum()) * m_per_px
    bounce_m = 2 * abs(np.mean(centre_m * np.exp(-4j * np.pi * phase)))
    duty_of_step = 2 * float(np.mean([events[side].duty for side in SIDES]))
    step_hz = np.sqrt(_first_harmonic(duty_of_step) * G_MPS2 / bounce_m) / (2 * np.pi) / BIAS
    factor = float(step_hz / (2 * fold.stride_hz))
    return Tempo(factor, factor * (1 - 1.96 * SPREAD), factor * (1 + 1.96 * SPREAD))


def settle_clock(clock: Clock, motion: Motion, strides: Strides) -> Clock:
    """The clock, with a slow-motion factor from gravity where the file named none.

    Raises
    ------
    InputError : gravity and cadence contradict each other, or the rate that was given
    """
    if motion.fold is None or not strides.events or not np.isfinite(motion.scale.m_per_px):
        return clock
    tempo = tempo_by_gravity(motion.fold, strides.events, motion.scale.m_per_px)
    if not clock.assumed:
        return clock
    factor = min(USUAL, key=lambda usual: abs(np.log(tempo.factor / usual)))
    if abs(np.log(tempo.factor / factor)) > np.log1p(SNAP):
        factor = tempo.factor
    if factor == 1.0:
        return clock
    real_spm = 120 * motion.fold.stride_hz
    span = f"{tempo.low:.1f} to {tempo.high:.1f}"
    if _runs(real_spm * factor) and (factor >= SLOWEST_USUAL or not _runs(real_spm)):
        how = f"slow motion inferred from the bounce of the body (factor {span}, cadence agrees)"
        return Clock(clock.playback_fps, clock.playback_fps * factor, how)
    if _runs(real_spm):
        how = f"assumed real time: cadence fits, though the bounce of the body asks for {span}"
        return replace(clock, how=how)
    raise InputError(
        f"how fast the clip plays is unclear: it shows {real_spm:.0f} steps a minute, and the "
        f"bounce of the body asks for a slow-motion factor of {span}",
        "give the camera's rate with --capture-fps",
    )


def _runs(cadence_spm: float) -> bool:
    """Whether people run at this cadence."""
    return CADENCE_SPM[0] <= cadence_spm <= CADENCE_SPM[1]


def _first_harmonic(duty: float) -> float:
    """First Fourier coefficient over a step of half a sine of force, in body weights."""
    phase = np.linspace(-0.5, 0.5, 2001)
    force = np.where(np.abs(phase) < duty / 2, np.cos(np.pi * phase / duty), 0.0)
    return float(2 * np.mean(force * np.cos(2 * np.pi * phase)) / force.mean())
