"""Made athletes with knee holds: whether verdicts on seconds are right, and intervals hold."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bench.athletes import START
from bench.store import Document
from kneedrive.journal.read import Held
from kneedrive.progress.strength import StrengthChange, strength_changes

ATHLETES = 2000
LOADS_KG = (0.0, 3.6)
HOLD_S = (15.0, 90.0)
TWICE = 2.0


@dataclass(frozen=True)
class HoldWorld:
    """How tests of one runner differ without a change.

    error : standard deviation of a test's logarithm
    lasting : share of that variance that all tests of some weeks share
    stopped : share of the athletes whose tester stops every hold at 30 s
    """

    error: float = 0.16
    lasting: float = 0.0
    stopped: float = 0.0


WORLDS = {
    "tests err as borrowed": HoldWorld(),
    "tests err half as much again": HoldWorld(0.24),
    "half of the error lasts for weeks": HoldWorld(0.16, 0.5),
    "a third are stopped at 30 s": HoldWorld(0.16, 0.0, 1 / 3),
}


def measure_holds(athletes: int = ATHLETES) -> Document:
    """For each world: false alarms, intervals, and how many of twice the detectable are found."""
    return {name: _measure(athletes, world) for name, world in WORLDS.items()}


def _measure(athletes: int, world: HoldWorld) -> Document:
    alarms, held, found, detectable = 0, [], [], []
    for seed in range(athletes):
        quiet = strength_changes(make_holds(seed, 0.0, world), START)
        alarms += any(c.verdict == "clear change" for c in quiet)
        exact = [c for c in quiet if not c.bound]
        held += [c.low_pct <= 0 <= c.high_pct for c in exact]
        detectable += [c.detectable_pct for c in exact]
        if exact:
            found += _found(seed, world, exact)
    return {
        "athletes": athletes,
        "false_alarm_pct": 100 * alarms / athletes,
        "held_pct": 100 * float(np.mean(held)),
        "detectable_median_pct": float(np.median(detectable)),
        "found_pct": 100 * float(np.mean(found)),
    }


def _found(seed: int, world: HoldWorld, quiet: list[StrengthChange]) -> list[bool]:
    """Whether a rise of twice the largest detectable one is told, of those that can be judged."""
    size = TWICE * max(np.log1p(c.detectable_pct / 100) for c in quiet)
    loud = strength_changes(make_holds(seed, float(size), world), START)
    return [c.verdict == "clear change" and c.change_pct > 0 for c in loud if not c.bound]


def make_holds(seed: int, change: float, world: HoldWorld) -> list[Held]:
    """Tests on one to three days before and after, of both sides with one or two loads.

    change : of the logarithm of the seconds
    """
    rng = np.random.default_rng([seed, 7])
    stop_s = 30.0 if rng.random() < world.stopped else np.inf
    loads = LOADS_KG[: int(rng.integers(1, 3))]
    before = rng.choice(np.arange(-40, 7), int(rng.integers(1, 4)), replace=False)
    after = rng.choice(np.arange(42, 100), int(rng.integers(1, 4)), replace=False)
    made = []
    for side in ("left", "right"):
        for load_kg in loads:
            usual = float(np.log(rng.uniform(*HOLD_S)))
            for days, moved in ((before, 0.0), (after, change)):
                shared = rng.normal(0, world.error * np.sqrt(world.lasting))
                for day in days:
                    own = rng.normal(0, world.error * np.sqrt(1 - world.lasting))
                    seconds = float(np.exp(usual + moved + shared + own)) + rng.normal(0, 0.5)
                    told = max(min(seconds, stop_s), 1.0)
                    on = START + timedelta(days=int(day))
                    made.append(Held(on, side, told, load_kg, None, seconds > stop_s))
    return made
