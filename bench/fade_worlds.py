"""Runners, courses, days and fades drawn at random for the simulated runs."""

from collections.abc import Callable
from typing import cast

import numpy as np

from kneedrive.watch.simulated import Course, SimulatedCourse, SimulatedFade, SimulatedRunner

Draw = Callable[[np.random.Generator], SimulatedFade]

COURSES = ("steady", "intervals", "progression", "slowing")
LENGTHS_M = (8000.0, 10000.0, 15000.0, 21100.0, 30000.0, 42195.0)
CHANGES = {"steady": (0.0, 0.0), "intervals": (0.08, 0.20), "progression": (0.05, 0.25),
           "slowing": (0.04, 0.15)}  # fmt: skip
CONTACT_SHARE_OF_RUNS = 0.65
WANDER = 0.0091  # over sixths, at the median of 44 real runs


def drawn_runner(random: np.random.Generator, wander: float = WANDER) -> SimulatedRunner:
    """A runner of 2.3 to 4.3 m/s; rhythm as in the norms, slopes wider; the wander as given."""
    speed = random.uniform(2.3, 4.3)
    return SimulatedRunner(
        speed_mps=speed,
        cadence_spm=311 + 11.2 * speed - 101 * random.normal(1.75, 0.07) + random.normal(0, 7),
        contact_share=float(
            np.clip(0.70 - 0.06 * (speed - 3.2) + random.normal(0, 0.04), 0.52, 0.86)
        ),
        cadence_slope=random.normal(0.16, 0.07),
        contact_slope=random.normal(-0.30, 0.10),
        cadence_grade=random.normal(0.3, 0.3),
        contact_grade=random.normal(0.2, 0.3),
        cadence_brief=random.uniform(0.005, 0.014),
        contact_brief=random.uniform(0.004, 0.016),
        step_wander=wander,
        contact_wander=2 * wander,
    )


def drawn_course(random: np.random.Generator, kind: str = "steady") -> SimulatedCourse:
    """8 to 42 km with hills of up to 40 m, up to four pauses, heat, at times smart recording."""
    return SimulatedCourse(
        length_m=float(random.choice(LENGTHS_M)),
        kind=cast(Course, kind),
        change=random.uniform(*CHANGES[kind]),
        hills_m=random.uniform(0, 40),
        heat=random.uniform(0, 1),
        pauses=int(random.integers(0, 5)),
        has_contact=bool(random.random() < CONTACT_SHARE_OF_RUNS),
        every_s=int(random.choice([1, 1, 1, 4])),
    )


def drawn_fade(random: np.random.Generator) -> SimulatedFade:
    """4 to 10 % of the step at equal speed, from 40 to 85 % of the way on."""
    return SimulatedFade(
        at=random.uniform(0.40, 0.85),
        size=random.uniform(0.04, 0.10),
        flight=random.uniform(0.4, 0.9),
        slower=random.uniform(0.01, 0.08),
        over=random.uniform(0.0, 0.10),
    )
