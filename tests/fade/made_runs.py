"""Simulated runs for the tests of the fade."""

from dataclasses import replace
from functools import cache

import numpy as np

from kneedrive.fade import Fade, find_fade
from kneedrive.watch import Run, put_in_order
from kneedrive.watch.simulated import (
    SimulatedCourse,
    SimulatedFade,
    SimulatedRunner,
    simulated_recording,
)

RUNNER = SimulatedRunner(step_wander=0.005, contact_wander=0.008)
LENGTH_M = 12000.0
COURSE = SimulatedCourse(LENGTH_M)


@cache
def made_run(
    fade: SimulatedFade | None = None,
    course: SimulatedCourse = COURSE,
    seed: int = 1,
    runner: SimulatedRunner = RUNNER,
) -> Run:
    """A run, put in order."""
    return put_in_order(simulated_recording(runner, course, fade, seed), "simulated")


@cache
def made_fade(
    fade: SimulatedFade | None = None,
    course: SimulatedCourse = COURSE,
    seed: int = 1,
) -> Fade:
    """The fade found in it."""
    return find_fade(made_run(fade, course, seed))


def changed_run(run: Run, **columns: object) -> Run:
    """The same run with some columns of its table replaced, and what follows from them."""
    table = run.table.assign(**columns)
    table["step_length_m"] = 60 * table["speed_mps"] / table["cadence_spm"]
    table["flight_ms"] = 60000 / table["cadence_spm"] - table["contact_ms"]
    table["contact_distance_m"] = table["speed_mps"] * table["contact_ms"] / 1000
    table["flight_distance_m"] = table["speed_mps"] * table["flight_ms"] / 1000
    return replace(run, table=table)


def even_run(**columns: object) -> Run:
    """12 km on the level at 3.2 m/s, 168 steps a minute and 250 ms of contact, but for noise.

    columns : factor of a column (`grade` itself) as a function of the place, 0 to 1
    """
    run = made_run(None, COURSE)
    count = len(run.table)
    noise = np.random.default_rng(5).normal(0, 0.02, (3, count))
    place = run.table["distance_m"].to_numpy() / LENGTH_M
    made = {
        "speed_mps": 3.2 * np.exp(noise[0]),
        "cadence_spm": 168 * np.exp(noise[1]),
        "contact_ms": 250 * np.exp(noise[2]),
        "grade": np.zeros(count),
    }
    for name, factor in columns.items():
        assert callable(factor)
        made[name] = factor(place) if name == "grade" else made[name] * factor(place)
    return changed_run(run, **made)
