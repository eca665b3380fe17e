"""Simulated runs for the tests of the fade."""

from functools import cache

from kneedrive.fade import Fade, find_fade
from kneedrive.watch import Run, put_in_order
from kneedrive.watch.simulated import (
    SimulatedCourse,
    SimulatedFade,
    SimulatedRunner,
    simulated_recording,
)

RUNNER = SimulatedRunner()
COURSE = SimulatedCourse(12000.0)


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
