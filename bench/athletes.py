"""Made athletes with a known change: clips and runs as the journal would give them.

In the usual world they go with speed and scatter, on average, as the model takes for usual, and the
cameras err as the accuracy tables say: there the model is right but for its shapes (contact bends
with speed, some scatter wildly, speed drifts, a camera changes, weeks are missing). The other
worlds tell what happens where it is wrong: days that resemble their neighbours, unlike slopes and
spreads.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kneedrive.journal.read import Measured, Value
from kneedrive.progress.watched import FROM_FILM, TYPICAL_STEP_M
from kneedrive.stride.method_error import method_errors

START = date(2026, 3, 2)
NAMES = ("flight_time_ms", "contact_time_ms", "step_length_m", "peak_thigh_angle_deg")
DAY_SD = {"contact_time_ms": 4.0, "step_length_m": 0.015, "peak_thigh_angle_deg": 1.3}
DAY_SD_LOG_SD = 0.5
WILD_FREEDOM = 5  # of the t distribution that a third of the athletes' days come from
BEND_MS = 8.0  # contact beyond a straight line, per (m/s)^2
# What is new in every clip of one runner, as a share of the stated error, as repeated filming
# before the virtual camera has it; the ruler's own error is a share of the length.
OWN_SHARE = {"contact_time_ms": 0.515, "peak_thigh_angle_deg": 1.006}
RULER, SCALE_ERROR_PCT = 0.02, 3.0
CADENCE_PER_MPS = (11.5, 4.0)
RAMP_DAYS = 42
Z95 = 1.96


@dataclass(frozen=True)
class Kind:
    """What happens to an athlete besides training."""

    camera_changes: bool
    watch: bool
    gap: bool
    drift_mps: float


@dataclass(frozen=True)
class World:
    """How far the athletes are from what the model takes for usual.

    scatter : days scatter this many times as much
    slopes_off : slopes on speed and cadence are off by so many of their standard deviations
    memory_days : days resemble their neighbours, until the likeness has faded to 37 %; 0 for not
    watch : whether everybody has a watch or nobody; None for a third
    """

    scatter: float = 1.0
    slopes_off: float = 0.0
    memory_days: float = 0.0
    watch: bool | None = None


USUAL = World()
WORLDS = {
    "days resemble their neighbours for two weeks": World(memory_days=14.0),
    "for four weeks": World(memory_days=28.0),
    "independent days, everybody with a watch": World(watch=True),
    "two weeks, everybody with a watch": World(memory_days=14.0, watch=True),
    "four weeks, everybody with a watch": World(memory_days=28.0, watch=True),
    "unlike slopes and spreads": World(1.5, 1.0),
    "unlike slopes and spreads, four weeks": World(1.5, 1.0, 28.0),
}


def kind_of(seed: int, world: World = USUAL) -> Kind:
    """One of the kinds; each third of the athletes changes camera, has a watch, misses weeks."""
    rng = np.random.default_rng([seed, 1])
    camera_changes, watch, gap = (bool(rng.random() < 1 / 3) for _ in range(3))
    drift_mps = float(rng.uniform(-0.1, 0.35))
    return Kind(camera_changes, watch if world.watch is None else world.watch, gap, drift_mps)


def make_athlete(seed: int, change: dict[str, float], world: World = USUAL) -> list[Measured]:
    """Clips and runs of one athlete whose true change, ramped over six weeks, is as given.

    change : of contact (flight mirrors it), of step length at one speed, of the thigh angle
    """
    kind, rng = kind_of(seed, world), np.random.default_rng([seed, 2])
    person = _person(rng, world)
    days = _days(rng, kind)
    scatter = _scatter(rng, [day for day, _ in days], world)
    changed_at = int(rng.integers(-10, 90)) if kind.camera_changes else 10_000
    lasting = {name: method_errors(FROM_FILM)[name].steady(TYPICAL_STEP_M) for name in NAMES}
    offsets = [{name: rng.normal(0, lasting[name]) for name in NAMES} for _ in range(2)]
    watch = {"contact_time_ms": rng.normal(0, 20.0), "step_length_m": rng.normal(0, 0.05)}
    scale = rng.normal(0, 0.02)
    made = []
    for day, is_run in days:
        drift = kind.drift_mps * (day + 60) / 160
        speed = person["speed"] + drift + rng.normal(0, 0.12)
        true = _truth(rng, person, speed, day, scatter[day], change)
        if is_run:
            made.append(_run(rng, day, true, watch))
        else:
            camera = int(day >= changed_at)
            made.append(_clip(rng, day, true, camera, offsets[camera], scale))
    return made


def _person(rng: np.random.Generator, world: World) -> dict[str, float]:
    off = world.slopes_off
    return {
        "speed": rng.uniform(2.6, 4.1),
        "cadence": rng.normal(172, 9),
        "contact": rng.normal(240, 18),
        "thigh": rng.normal(33, 4.3),
        "cadence_per_mps": rng.normal(*CADENCE_PER_MPS),
        "contact_per_mps": rng.normal(-30 - 12 * off, 12),
        "contact_per_spm": rng.normal(-0.7 + 0.6 * off, 0.6),
        "thigh_per_mps": rng.normal(8.5 - 2.0 * off, 2.0),
        "thigh_per_spm": rng.normal(-0.2 + 0.15 * off, 0.15),
    }


def _days(rng: np.random.Generator, kind: Kind) -> list[tuple[int, bool]]:
    """Days (0 = the programme's first) of clips and runs; True for a run of the watch."""
    clips = [*rng.choice(np.arange(-60, 7), rng.integers(3, 7), replace=False)]
    clips += [*rng.choice(np.arange(10, 42), rng.integers(0, 4), replace=False)]
    clips += [*rng.choice(np.arange(42, 100), rng.integers(3, 8), replace=False)]
    days = [(int(day), False) for day in clips for _ in range(int(rng.integers(1, 3)))]
    if kind.watch:
        days += [(int(day), True) for day in range(-60, 100, int(rng.integers(3, 6)))]
    if kind.gap:
        gone = int(rng.integers(42, 80))
        kept = [d for d in days if not gone <= d[0] < gone + 14]
        if len({day for day, run in kept if day >= 42 and not run}) >= 2:
            days = kept
    return sorted(days)


def _scatter(
    rng: np.random.Generator, days: list[int], world: World
) -> dict[int, dict[str, float]]:
    """Deviation of each day; the athletes differ in how steady they are, some are wild."""
    wild = rng.random() < 1 / 3
    steadiness = {
        name: world.scatter * sd * np.exp(rng.normal(0, DAY_SD_LOG_SD))
        for name, sd in DAY_SD.items()
    }

    def one(sd: float) -> float:
        if not wild:
            return float(rng.normal(0, sd))
        unit = np.sqrt(WILD_FREEDOM / (WILD_FREEDOM - 2))
        return float(rng.standard_t(WILD_FREEDOM) * sd / unit)

    found: dict[int, dict[str, float]] = {}
    last, before = 0, dict.fromkeys(steadiness, 0.0)
    for day in sorted(set(days)):
        kept = _kept(day - last, world.memory_days) if found else 0.0
        before = {
            name: kept * before[name] + np.sqrt(1 - kept**2) * one(sd)
            for name, sd in steadiness.items()
        }
        found[day], last = before, day
    return found


def _kept(days: int, memory_days: float) -> float:
    """How much of a deviation is left after so many days."""
    return float(np.exp(-days / memory_days)) if memory_days else 0.0


def _truth(
    rng: np.random.Generator,
    person: dict[str, float],
    speed: float,
    day: int,
    scatter: dict[str, float],
    change: dict[str, float],
) -> dict[str, float]:
    """What the runner really did on that day at that speed."""
    share = float(np.clip(day / RAMP_DAYS, 0, 1))
    faster = speed - person["speed"]
    cadence = person["cadence"] + person["cadence_per_mps"] * faster + rng.normal(0, 0.8)
    length = 60 * speed / cadence + scatter["step_length_m"] + share * change["step_length_m"]
    cadence = 60 * speed / length
    quicker = cadence - person["cadence"] - person["cadence_per_mps"] * faster
    total = person["contact_per_mps"] + person["contact_per_spm"] * person["cadence_per_mps"]
    contact = person["contact"] + total * faster + BEND_MS * faster**2
    contact += person["contact_per_spm"] * quicker + scatter["contact_time_ms"]
    contact += share * change["contact_time_ms"]
    thigh = person["thigh"] + person["thigh_per_mps"] * faster
    thigh += person["thigh_per_spm"] * (cadence - person["cadence"])
    thigh += scatter["peak_thigh_angle_deg"] + share * change["peak_thigh_angle_deg"]
    return {
        "speed_mps": speed,
        "cadence_spm": cadence,
        "contact_time_ms": contact,
        "flight_time_ms": 60_000 / cadence - contact,
        "step_length_m": length,
        "peak_thigh_angle_deg": thigh,
    }


def _clip(
    rng: np.random.Generator,
    day: int,
    true: dict[str, float],
    camera: int,
    offset: dict[str, float],
    scale: float,
) -> Measured:
    """What the program would measure, with the errors of its accuracy tables."""
    strides = int(rng.integers(10, 40))
    ruler = scale + rng.normal(0, RULER)

    def new(name: str) -> float:
        error = method_errors(FROM_FILM)[name]
        return float(rng.normal(0, OWN_SHARE[name] * error.of(0, strides, 0)))

    event = new("contact_time_ms")
    own = {
        "contact_time_ms": event + offset["contact_time_ms"],
        "flight_time_ms": -event - offset["contact_time_ms"],
        "peak_thigh_angle_deg": new("peak_thigh_angle_deg") + offset["peak_thigh_angle_deg"],
        "cadence_spm": rng.normal(0, 0.15),
    }
    values = {}
    for name, value in true.items():
        error = method_errors(FROM_FILM)[name]
        seen = value * (1 + error.scale_power * ruler) + own.get(name, 0.0)
        values[name] = Value(seen, error.of(value, strides, SCALE_ERROR_PCT))
    return Measured(START + timedelta(days=day), f"camera {camera}", False, values)


def _run(
    rng: np.random.Generator, day: int, true: dict[str, float], watch: dict[str, float]
) -> Measured:
    """What a watch would tell: steady, but with an offset of its own."""
    contact = true["contact_time_ms"] + watch["contact_time_ms"] + rng.normal(0, 4.0)
    length = true["step_length_m"] + watch["step_length_m"] + rng.normal(0, 0.015)
    seen = {
        "speed_mps": true["speed_mps"] + rng.normal(0, 0.03),
        "cadence_spm": true["cadence_spm"] + rng.normal(0, 0.3),
        "contact_time_ms": contact,
        "flight_time_ms": 60_000 / true["cadence_spm"] - contact,
        "step_length_m": length,
    }
    values = {name: Value(value, 0.0) for name, value in seen.items()}
    return Measured(START + timedelta(days=day), "watch", True, values)
