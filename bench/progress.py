"""Part `progress`: whether verdicts on made athletes are right, and intervals hold the truth."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bench.athletes import NAMES, START, USUAL, WORLDS, World, make_athlete
from bench.hold_tests import measure_holds
from bench.repeats import run_repeats
from bench.store import Document, Say, machine
from kneedrive.progress.observations import gather
from kneedrive.progress.verdict import Change, judge
from kneedrive.progress.watched import WATCHED

ATHLETES = 500
NONE = {"contact_time_ms": 0.0, "step_length_m": 0.0, "peak_thigh_angle_deg": 0.0}
SIZES = {"unchanged": 0.0, "small": 0.5, "large": 2.0}  # of the smallest detectable change
# A longer step at one speed is a lower cadence: where it changes, the others are not looked at.
TOGETHER = (("contact_time_ms", "peak_thigh_angle_deg"), ("step_length_m",))


def run(scratch: Path, say: Say) -> Document:
    """Judge each athlete without a change, with half and with twice the detectable one."""
    said = machine()
    found = measure(ATHLETES, say)
    return {
        "machine": said,
        "athletes": ATHLETES,
        **found,
        "worlds": {name: measure(ATHLETES, say, world) for name, world in WORLDS.items()},
        "holds": measure_holds(),
        "repeats": run_repeats(scratch, say),
    }


def measure(athletes: int, say: Say, world: World = USUAL) -> Document:
    """Counts for so many athletes of a world."""
    rows: dict[str, list[dict[str, float | bool]]] = {
        f"{size} {w.name}": [] for size in SIZES for w in WATCHED
    }
    alarms, judged = 0, 0
    for seed in range(athletes):
        quiet = changes_of(seed, NONE, world)
        alarms += any(c.verdict == "clear change" for c in quiet.values())
        judged += any(c.fit is not None for c in quiet.values())
        for size, factor in SIZES.items():
            for changing in TOGETHER:
                true = _true_change(seed, quiet, factor, changing)
                names = [w.name for w in WATCHED if _cause(w.name) in changing]
                seen = quiet if factor == 0 else changes_of(seed, true, world, names)
                for name in names:
                    change = seen[name]
                    if change.fit is not None:
                        rows[f"{size} {name}"].append(_row(change, _of(name, true)))
        if (seed + 1) % 100 == 0:
            say(f"progress: {seed + 1} of {athletes} athletes")
    return {
        "judged": judged,
        "false_alarm_pct": 100 * alarms / max(judged, 1),
        "sizes": {
            size: {w.name: _summary(rows[f"{size} {w.name}"]) for w in WATCHED} for size in SIZES
        },
    }


def changes_of(
    seed: int, true: dict[str, float], world: World = USUAL, names: Iterable[str] = NAMES
) -> dict[str, Change]:
    """What the program says of one athlete, of these numbers."""
    measured = make_athlete(seed, true, world)
    wanted = [w for w in WATCHED if w.name in names]
    return {w.name: judge(w, gather(measured, w, START), START) for w in wanted}


def _true_change(
    seed: int, quiet: dict[str, Change], factor: float, changing: tuple[str, ...]
) -> dict[str, float]:
    """A change of so many times the detectable one, up or down."""
    rng = np.random.default_rng([seed, 3])
    true = dict(NONE)
    for name in changing:
        fit = quiet[name].fit
        true[name] = factor * fit.detectable * float(rng.choice([-1, 1])) if fit else 0.0
    return true


def _cause(name: str) -> str:
    """The number that is changed; flight mirrors contact at one speed and cadence."""
    return "contact_time_ms" if name == "flight_time_ms" else name


def _of(name: str, true: dict[str, float]) -> float:
    """The true change of a metric at matched speed and cadence."""
    return -true["contact_time_ms"] if name == "flight_time_ms" else true[name]


def _row(change: Change, true: float) -> dict[str, float | bool]:
    assert change.fit is not None
    return {
        "clear": change.verdict == "clear change",
        "held": change.fit.low <= true <= change.fit.high,
        "right_way": change.fit.change * true > 0,
        "error": change.fit.change - true,
        "detectable": change.fit.detectable,
    }


def _summary(rows: list[dict[str, float | bool]]) -> Document:
    return {
        "n": len(rows),
        "clear_pct": 100 * float(np.mean([r["clear"] for r in rows])),
        "clear_right_pct": 100 * float(np.mean([r["clear"] and r["right_way"] for r in rows])),
        "held_pct": 100 * float(np.mean([r["held"] for r in rows])),
        "bias": float(np.mean([r["error"] for r in rows])),
        "detectable_median": float(np.median([r["detectable"] for r in rows])),
    }
