"""Whether a clip still measures what it did, and whether a release is worse than the last.

Each clip has its own released row, `bench/results/VERSION/gate.json`, and is held to it in both
directions: what differs by more than another processor's rounding is a change, and a change is
either a mistake or meant. Where it is meant, `python -m bench gate` takes the rows anew.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.conditions import BASE, conditions
from bench.gate_clips import CLIPS
from bench.keypoints import Job, film_run
from bench.scores import SCORED
from bench.store import Document, Say, SkippedError, lab_folder, machine, newest_result
from kneedrive.analysis import Analysis, Footage, Runner, measure
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.learned import shipped
from kneedrive.stride.register import BY_NAME
from training.data_set import load_data_set

LAB_RUNS = (0, 1, 2, 24, 25, 26)  # two runners at three speeds
# Rounding moves an event by one step of its grid at most; half of what a reader would see.
ROUNDING = {
    "ms": 0.4,
    "deg": 0.05,
    "deg/s": 1.0,
    "%": 0.05,
    "steps/min": 0.05,
    "m": 0.001,
    "m/s": 0.005,
    "Nms/kg": 0.0005,
    "Nm/kg": 0.01,
    "W/kg": 0.05,
}
# A new release may differ from the last by this much, for errors move a little whenever code does.
SLACK = 1.15
SLACK_OF_UNIT = {"ms": 0.5, "deg": 0.2, "%": 0.3, "points": 0.1, "m": 0.003}

Row = Mapping[str, Any]


def run(scratch: Path, say: Say) -> Document:
    """The rows of every clip; those of the laboratory's runs stay where they are not here."""
    said = machine()
    rows = {clip.name: row_of(clip.measured()) for clip in CLIPS}
    say(f"gate: {len(rows)} clips")
    try:
        laboratory = laboratory_rows(scratch / "bodies")
    except SkippedError as reason:
        say(f"gate: laboratory runs as before: {reason}")
        laboratory = (newest_result("gate") or {}).get("laboratory", {})
    return {"machine": said, "clips": rows, "laboratory": laboratory}


def laboratory_rows(bodies: Path) -> dict[str, Row]:
    """Rows of a few measured runs before the virtual camera.

    Raises
    ------
    SkippedError : the runs are not here
    """
    runs = load_data_set(lab_folder())
    base = next(condition for condition in conditions() if condition.key == BASE)
    rows = {}
    for number in LAB_RUNS:
        of_run = runs[number]
        shot = film_run(Job(base, of_run, number, bodies, shipped()))
        clock = clock_of(shot.keypoints, base.camera.fps)
        footage = Footage(Path(of_run.trial), None, clock, shot.keypoints)
        rows[of_run.trial] = row_of(
            measure(footage, Runner(height_m=shot.told_height_m, sex=of_run.sex))
        )
    return rows


def row_of(analysis: Analysis) -> Row:
    """What a clip measures: value, ends of the interval and status of every metric, contacts."""
    return {
        "metrics": {
            name: [_short(m.value), _short(m.low), _short(m.high), m.status]
            for name, m in analysis.metrics.items()
        },
        "contacts": [
            [c.side, _short(c.strike_s), _short(c.toe_off_s)] for c in analysis.strides.contacts
        ],
    }


def differences(now: Row, released: Row) -> list[str]:
    """A sentence for each figure of a clip that is not what it was."""
    said = []
    for name in now["metrics"].keys() | released["metrics"].keys():
        mine, theirs = (row["metrics"].get(name, [None] * 4) for row in (now, released))
        if mine[3] != theirs[3]:
            said.append(f"{name} is {mine[3]}, was {theirs[3]}")
        most = ROUNDING[BY_NAME[name].unit] if name in BY_NAME else 0.0
        for what, here, there in zip(("", " from", " to"), mine[:3], theirs[:3], strict=True):
            if not _same(here, there, most):
                said.append(f"{name}{what}: {here}, was {there}")
    return sorted(said) + _contact_differences(now["contacts"], released["contacts"])


def _contact_differences(now: Sequence[Any], released: Sequence[Any]) -> list[str]:
    if [c[0] for c in now] != [c[0] for c in released]:
        return [f"{len(now)} contacts, were {len(released)}, or other feet"]
    most = ROUNDING["ms"] / 1000
    moved = [
        f"{a[0]} foot at {b[1]:.3f} s: strike {1000 * (a[1] - b[1]):+.1f} ms, toe-off "
        f"{1000 * (a[2] - b[2]):+.1f} ms"
        for a, b in zip(now, released, strict=True)
        if max(abs(a[1] - b[1]), abs(a[2] - b[2])) > most
    ]
    return moved[:3]


def _same(here: float | None, there: float | None, most: float) -> bool:
    if here is None or there is None:
        return here is there
    return abs(here - there) <= most


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.7g}")


def worse_than_before(
    now: Mapping[str, Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """A sentence for each metric of a release that is worse than in the release before it."""
    complaints = []
    for name in before:
        if name not in now or None in (now[name]["sd"], before[name]["sd"]):
            continue
        most = SLACK * total(before[name]) + SLACK_OF_UNIT[SCORED[name].unit]
        if total(now[name]) > most:
            rose = f"from {total(before[name]):.2f} to {total(now[name]):.2f}"
            complaints.append(f"{name}: root mean square error rose {rose}")
    return complaints


def total(figure: Mapping[str, Any]) -> float:
    """Root mean square error of a summary."""
    return float(np.hypot(figure["bias"], figure["sd"]))
