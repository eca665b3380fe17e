"""Simulated runs with known truth: what a watch would have recorded of them.

For measuring how well a fade is found, and for trying the program without a watch. A runner has a
cadence and a contact share that go with speed and grade by slopes of their own, wander as measured
runners do (Brownian motion, the likeliest of the kernels tried on real runs), and run a course with
hills, heat and pauses, steadily or not. The watch adds noise to speed, counts half steps of one
leg, rounds contact to whole milliseconds, and may record only every few seconds. A *fade* makes
steps shorter at equal speed from one place on, with the loss divided between flight and contact
distance, and slows the runner down as well.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.ndimage import gaussian_filter1d

from kneedrive.watch.recording import Floats, Recording, raw_table

Course = Literal["steady", "slowing", "progression", "intervals"]

START_S = 1_750_000_000.0
BAROMETER_M = 0.2
SPEED_NOISE_MPS = 0.06
SPEED_NOISE_S = 3.0  # over which a watch smooths
SLOWED_BY_GRADE = 3.0  # log speed lost per unit of grade up
OVER_S = 40.0  # over which a runner's rhythm changes briefly
# Of Brownian motion that has variance 1 at its end, the median standard deviation over sixths.
OVER_SIXTHS = 0.329


@dataclass(frozen=True)
class SimulatedFade:
    """A fade: begins at `at` (0 to 1 of the way), is whole after `over` of the way.

    size : the step is shorter by this share at equal speed
    flight : share of that loss which is flight distance
    contact : contact is longer by this share at equal speed and step, at flight's cost
    slower : log speed lost as well
    """

    at: float
    size: float
    flight: float = 0.65
    contact: float = 0.0
    slower: float = 0.04
    over: float = 0.05


@dataclass(frozen=True)
class SimulatedRunner:
    """A runner: rhythm at the usual speed, slopes on log speed and grade, and how both wander.

    cadence_brief, contact_brief : standard deviation of what changes over OVER_S
    step_wander : standard deviation of the level of step length at equal speed and grade over the
        sixths of a run, at the median of runs; 0.91 % in 44 real runs. Their 90th percentile, 1.73
        %, comes by itself, since Brownian motion of one size scatters as much.
    contact_wander : the same of contact time
    """

    speed_mps: float = 3.2
    cadence_spm: float = 168.0
    contact_share: float = 0.70
    cadence_slope: float = 0.16
    contact_slope: float = -0.30
    cadence_grade: float = 0.3
    contact_grade: float = 0.2
    cadence_brief: float = 0.008
    contact_brief: float = 0.010
    step_wander: float = 0.0091
    contact_wander: float = 0.018


@dataclass(frozen=True)
class SimulatedCourse:
    """A course and a day; heat: 0 none, 1 a hot day on which the runner slows by 3 %."""

    length_m: float = 15000.0
    kind: Course = "steady"
    change: float = 0.0  # log speed: slowing or progression over the run, half-height of intervals
    hills_m: float = 10.0
    heat: float = 0.0
    pauses: int = 0
    has_contact: bool = True
    every_s: int = 1


def simulated_recording(
    runner: SimulatedRunner, course: SimulatedCourse, fade: SimulatedFade | None, seed: int
) -> Recording:
    """What a watch records of a run; as good as a file, cadence of one leg."""
    random = np.random.default_rng(seed)
    seconds = int(course.length_m / runner.speed_mps * 1.5)
    # The way comes from speed and speed from the way (hills, fade): twice round settles it.
    way = np.arange(seconds, dtype=float) * runner.speed_mps
    hills = _hills(course, random)
    wander = [_wander(random, seconds, OVER_S) for _ in range(3)]
    drifts = [_slow(random, seconds, int(course.length_m / runner.speed_mps)) for _ in range(2)]
    for _ in range(3):
        grade = np.interp(way, hills[0], hills[2])
        faded = _faded(way / course.length_m, fade)
        log_speed = _course_speed(way / course.length_m, course) - SLOWED_BY_GRADE * grade
        log_speed += 0.015 * wander[0] - (fade.slower * faded if fade else 0.0)
        log_speed += np.log1p(-0.03 * course.heat * np.clip(way / course.length_m, 0, 1))
        speed = runner.speed_mps * np.exp(log_speed)
        way = np.concatenate([[0.0], np.cumsum(speed[1:])])
    count = int(np.searchsorted(way, course.length_m)) + 1
    loss = -np.expm1(-fade.size * faded) if fade else np.zeros(seconds)
    cadence = runner.cadence_spm * np.exp(
        runner.cadence_slope * log_speed
        + runner.cadence_grade * grade
        + runner.cadence_brief * wander[1]
        - runner.step_wander * drifts[0]
    ) / (1 - loss)  # fmt: skip
    share = runner.contact_share * np.exp(
        runner.contact_slope * log_speed
        + runner.contact_grade * grade
        + runner.contact_brief * wander[2]
        + runner.contact_wander * drifts[1]
        - runner.step_wander * drifts[0]
    )
    kept_contact = 1 - fade.flight if fade else 0.0
    share = (share - kept_contact * loss) / (1 - loss)
    share = share * np.exp(fade.contact * faded) if fade else share
    noise = gaussian_filter1d(random.standard_normal(seconds), SPEED_NOISE_S)
    noise *= SPEED_NOISE_MPS / noise.std()
    contact = np.round(share * 60000 / cadence + random.normal(0, 3, seconds))
    altitude = np.interp(way, hills[0], hills[1])
    columns = {
        "clock_s": START_S + np.arange(seconds, dtype=float),
        "distance_m": np.round(way, 2),
        "speed_mps": np.round(speed + noise, 3),
        "altitude_m": BAROMETER_M * np.round(altitude / BAROMETER_M),
        "cadence": np.round(cadence + random.normal(0, 0.8, seconds)) / 2,
        "contact_ms": contact if course.has_contact else np.full(seconds, np.nan),
        "heart_rate_bpm": np.round(150 + 12 * course.heat * np.arange(seconds) / count),
        "temperature_c": np.full(seconds, np.round(15 + 15 * course.heat)),
    }
    pauses = _pause(columns, course.pauses, count, random)
    kept = np.arange(0, count, course.every_s)
    return Recording(
        kind="simulated",
        device="simulated watch",
        records=raw_table({name: values[kept] for name, values in columns.items()}, len(kept)),
        pauses_s=pauses,
        contact_source="simulation" if course.has_contact else None,
    )


def _hills(course: SimulatedCourse, random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Way, altitude and grade of a hilly course."""
    grid = np.arange(0.0, 1.3 * course.length_m, 10.0)
    altitude = np.zeros(len(grid))
    for wave_m in (course.length_m / 1.7, 2500.0, 900.0):
        height = course.hills_m * np.sqrt(wave_m / 2500.0) / 2
        altitude += height * random.uniform(0.3, 1.0) * np.sin(
            2 * np.pi * grid / wave_m + random.uniform(0, 2 * np.pi)
        )  # fmt: skip
    return grid, 100 + altitude, np.gradient(altitude, 10.0)


def _course_speed(place: Floats, course: SimulatedCourse) -> Floats:
    """(T,) log speed over the usual along the way."""
    if course.kind == "slowing":
        return -course.change * np.clip((place - 0.55) / 0.05, 0, 1)
    if course.kind == "progression":
        return course.change * (np.clip(place, 0, 1) - 0.5)
    if course.kind == "intervals":
        inside = (place > 0.15) & (place < 0.85)
        turns = np.where(np.floor(place * course.length_m / 800.0) % 2 == 0, 1.0, -1.0)
        return course.change * np.where(inside, gaussian_filter1d(turns, 5.0), -1.0)
    return np.zeros(len(place))


def _faded(place: Floats, fade: SimulatedFade | None) -> Floats:
    """(T,) 0 before the fade, 1 once it is whole."""
    if fade is None:
        return np.zeros(len(place))
    return np.clip((place - fade.at) / max(fade.over, 1e-6), 0.0, 1.0)


def _wander(random: np.random.Generator, count: int, over_s: float) -> Floats:
    """(T,) noise of unit standard deviation that changes over some seconds."""
    noise: Floats = gaussian_filter1d(random.standard_normal(count), over_s / 2, mode="wrap")
    return np.asarray(noise / noise.std())


def _slow(random: np.random.Generator, count: int, of: int) -> Floats:
    """(T,) Brownian motion that deviates by 1 (median) over sixths of its first `of` seconds."""
    walk = np.cumsum(random.standard_normal(count))
    return np.asarray((walk - walk[0]) / np.sqrt(of) / OVER_SIXTHS)


def _pause(
    columns: dict[str, Floats], count: int, seconds: int, random: np.random.Generator
) -> tuple[tuple[float, float], ...]:
    """Stop the timer a few times: the clock goes on, all else stands."""
    pauses = []
    for at in np.sort(random.integers(60, max(seconds - 60, 61), count)):
        length = float(random.integers(15, 240))
        begin = float(columns["clock_s"][at])
        columns["clock_s"][at + 1 :] += length
        pauses.append((begin, begin + length))
    return tuple(pauses)
