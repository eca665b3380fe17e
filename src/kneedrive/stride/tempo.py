"""Gravity as a clock: how slow a clip plays, from the bounce of the body and the cadence.

A body that falls and rises obeys g. The height of its bounce (in metres, by the runner's height)
and its duty factor (which no clock touches) fix the step frequency that a real runner would have;
the step frequency seen in the film is that, divided by the slow-motion factor. The cadence at which
people run adds what it knows, and so do the rates at which cameras film.

Ground force as half a sine over the contact: Morin et al. 2005, doi 10.1123/jab.21.2.167.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Motion, Side
from kneedrive.motion.period import people_run
from kneedrive.stride.events import FootEvents
from kneedrive.stride.measure import Measure
from kneedrive.stride.strides import Strides

G_MPS2 = 9.81
NORMAL_95 = 1.96
# Powers with which time enters a metric, by the unit in its name.
TIME_POWER = {"_nms_kg": 1, "_nm_kg": 2, "_w_kg": 3, "_ms": 1, "_spm": 1, "_mps": 1, "_dps": 1}
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
SPREAD_BY_SPEED = 0.07  # of the factor where the scale comes from the speed alone, 32 of the trials
USUAL_SPM, USUAL_SPREAD = 168.0, 0.10  # cadence of runners at 2.5 to 4.5 m/s, Fukuchi 2017
CAMERA_FPS = (60.0, 120.0, 240.0, 480.0, 960.0)
PAL_PLAYBACK_FPS, PAL_CAMERA_FPS = (25, 50), (50.0, 100.0, 200.0)
SLOWEST_USUAL = 1.8  # a lower factor is more likely a runner with an unusual bounce
CONTRADICTS = 3.5  # standard errors; of 48 measured runs the furthest is off by less than two
UNSURE = "the body's rise and fall contradict the times"
DOUBT = 0.10  # error of that factor, and of events that were found by a wrong clock
DOUBTED_PCT = 15.0  # error of the factor beyond which what hangs on time is only indicative
ODD_SHARE, ODD_OCTAVES = 0.03, 3.2  # clips slowed by another factor, and over how many octaves


@dataclass(frozen=True)
class Tempo:
    """Slow-motion factor that gravity asks for, with its 95 % interval."""

    factor: float
    low: float
    high: float

    @property
    def spread(self) -> float:
        """Standard error of the factor's logarithm."""
        return float(np.log(self.high / self.low) / (2 * NORMAL_95))


@dataclass(frozen=True)
class Verdict:
    """The likeliest factor, the probability of it, and its standard error in per cent."""

    factor: float
    sure: float
    error_pct: float


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
    return _tempo(factor, SPREAD)


def settle_clock(clock: Clock, motion: Motion, strides: Strides) -> Clock:
    """The clock, with a slow-motion factor from gravity and cadence where nobody told it.

    Raises
    ------
    InputError : nothing tells how fast the clip plays, or gravity and cadence contradict each other
    """
    if motion.fold is None or not strides.events or not clock.assumed:
        return clock
    seen_spm = 120 * motion.fold.stride_hz
    if not np.isfinite(motion.scale.m_per_px):
        if people_run(seen_spm):
            return clock
        raise InputError(
            f"how fast the clip plays is unknown: it shows {seen_spm:.0f} steps a minute",
            "give the camera's rate with --capture-fps, or the runner's height with --height",
        )
    by_gravity = tempo_by_gravity(motion.fold, strides.events, motion.scale.m_per_px)
    if motion.scale.by_speed:
        by_gravity = _by_speed(by_gravity)
    verdict = likeliest(_with_cadence(by_gravity, seen_spm), clock.playback_fps)
    factor, span = verdict.factor, f"{by_gravity.low:.1f} to {by_gravity.high:.1f}"
    if factor == 1.0 and people_run(seen_spm):
        return clock
    if people_run(seen_spm * factor) and (factor >= SLOWEST_USUAL or not people_run(seen_spm)):
        how = (
            f"slow motion inferred from the bounce of the body (factor {span}) and the cadence: "
            f"{factor:.2g} times slower than life, {100 * verdict.sure:.0f} % sure"
        )
        capture_fps = clock.playback_fps * factor
        return Clock(clock.playback_fps, capture_fps, how, factor_error_pct=verdict.error_pct)
    if people_run(seen_spm):
        how = f"assumed real time: cadence fits, though the bounce of the body asks for {span}"
        return replace(clock, how=how)
    raise InputError(
        f"how fast the clip plays is unclear: it shows {seen_spm:.0f} steps a minute, and the "
        f"bounce of the body asks for a slow-motion factor of {span}",
        "give the camera's rate with --capture-fps",
    )


def against_gravity(clock: Clock, motion: Motion, strides: Strides) -> float | None:
    """The factor by which the times are too slow for a body that falls; None where they may be so.

    Asked of a clock that is settled, or was told: 2.0 = everything took half as long as the times
    say.
    """
    if motion.fold is None or not strides.events or not np.isfinite(motion.scale.m_per_px):
        return None
    tempo = tempo_by_gravity(motion.fold, strides.events, motion.scale.m_per_px)
    if motion.scale.by_speed:
        tempo = _by_speed(tempo)
    spread = float(np.hypot(tempo.spread, clock.factor_error_pct / 100))
    return tempo.factor if abs(np.log(tempo.factor)) > CONTRADICTS * spread else None


def contradicted(clock: Clock, factor: float) -> tuple[Clock, str]:
    """The clock, its 95 % interval reaching beyond what gravity asks for, and what to say."""
    way = "slower" if factor > 1 else "faster"
    times = factor if factor > 1 else 1 / factor
    warning = (
        f"the body rises and falls as if the times ran {times:.2g} times {way} than life: all that "
        "hangs on time is uncertain by as much; check the rate, or the unit and the height"
    )
    error_pct = 100 * (abs(float(np.log(factor))) / NORMAL_95 + DOUBT)
    return replace(clock, factor_error_pct=max(clock.factor_error_pct, error_pct)), warning


def likeliest(tempo: Tempo, playback_fps: float) -> Verdict:
    """The factor of a camera's rate that fits best, or the estimate itself where none does."""
    rates: tuple[float, ...] = CAMERA_FPS
    if round(playback_fps) in PAL_PLAYBACK_FPS:
        rates = (*PAL_CAMERA_FPS, *CAMERA_FPS)
    slower = [rate / playback_fps for rate in rates]
    usual = [1.0] + [round(f, 2) for f in slower if f >= SLOWEST_USUAL]
    off = np.log(tempo.factor / np.array(usual)) / tempo.spread
    density = np.exp(-(off**2) / 2) / (tempo.spread * np.sqrt(2 * np.pi))
    weight = np.append((1 - ODD_SHARE) / len(usual) * density, ODD_SHARE / ODD_OCTAVES / np.log(2))
    best = int(np.argmax(weight))
    sure = float(weight[best] / weight.sum())
    if best == len(usual):
        return Verdict(tempo.factor, sure, 100 * tempo.spread)
    return Verdict(usual[best], sure, 0.0)


def widened(metrics: Mapping[str, Measure], clock: Clock) -> dict[str, Measure]:
    """Metrics with intervals that hold although the slow-motion factor is not quite known."""
    return {name: _widened(name, measure, clock) for name, measure in metrics.items()}


def _widened(name: str, measure: Measure, clock: Clock) -> Measure:
    power = next((p for unit, p in TIME_POWER.items() if name.endswith(unit)), 0)
    value, low, high = measure.value, measure.low, measure.high
    if not clock.factor_error_pct or not power or value is None or low is None or high is None:
        return measure
    # A factor is unsure by a share of itself: a time may be twice as long, or half.
    times = float(np.exp(NORMAL_95 * power * clock.factor_error_pct / 100))
    ends = sorted((value / times, value * times))
    down, up = np.hypot(value - low, value - ends[0]), np.hypot(high - value, ends[1] - value)
    wider = replace(measure, low=value - float(down), high=value + float(up))
    if clock.factor_error_pct > DOUBTED_PCT and measure.status == "ok":
        return replace(wider, status="indicative", reason=UNSURE)
    return wider


def _tempo(factor: float, spread: float) -> Tempo:
    """A factor with the interval of its standard error, both of its logarithm."""
    width = float(np.exp(NORMAL_95 * spread))
    return Tempo(factor, factor / width, factor * width)


def _by_speed(tempo: Tempo) -> Tempo:
    """The factor where the scale comes from the speed.

    Speed over the ground's pace in the picture is too large a scale by the very factor that is
    looked for, and so is the bounce; the step frequency goes with the root of that.
    """
    return _tempo(tempo.factor**2, SPREAD_BY_SPEED)


def _with_cadence(tempo: Tempo, seen_spm: float) -> Tempo:
    """What gravity and the usual cadence say together, each by as much as it is sure."""
    trust = np.array([tempo.spread, USUAL_SPREAD]) ** -2.0
    logs = np.log([tempo.factor, USUAL_SPM / seen_spm])
    return _tempo(float(np.exp(logs @ trust / trust.sum())), float(trust.sum() ** -0.5))


def _first_harmonic(duty: float) -> float:
    """First Fourier coefficient over a step of half a sine of force, in body weights."""
    phase = np.linspace(-0.5, 0.5, 2001)
    force = np.where(np.abs(phase) < duty / 2, np.cos(np.pi * phase / duty), 0.0)
    return float(2 * np.mean(force * np.cos(2 * np.pi * phase)) / force.mean())
