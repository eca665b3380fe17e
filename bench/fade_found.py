"""Part `fade_found`: how well losses of step length are found, in simulated runs and in real ones.

Simulated runs are the project's own (`kneedrive.watch.simulated`), so that the truth is known; the
runners, courses and days are drawn at random, wider than most runners are, and wander as real runs
do at the median and at the 90th percentile. Real watch files are measured where they are there:
against their own totals, as they are, and with losses planted into them.
"""

import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.fade_planted import LOST, PLACES, counted, planted
from bench.fade_worlds import COURSES, Draw, drawn_course, drawn_fade, drawn_runner
from bench.store import SHARED, Document, Say, SkippedError, machine
from kneedrive.errors import InputError
from kneedrive.fade import Fade, find_fade
from kneedrive.fade.kinds import EARLIEST, LATEST, STEP_LEAST, SURE
from kneedrive.watch import put_in_order, read_run
from kneedrive.watch.fit import read_fit
from kneedrive.watch.recording import Recording, Summary
from kneedrive.watch.simulated import SimulatedFade, simulated_recording

RUNS = 200
WANDERS = (0.009, 0.017)  # over sixths of a run
BY_SIZE = (0.04, 0.06, 0.08, 0.10)
THRESHOLDS = (0.5, 1.0, SURE, 2.0, 3.0)  # log odds
PIECES = (2, 3, 4, 5, 6, 8)
HALF_MARATHON = "half-marathon-hrm-tri.fit"
CASES = "[A-C]*.fit"  # of the cases, those of fade


def run(scratch: Path, say: Say) -> Document:
    """Measure everything."""
    document: Document = {
        "machine": machine(),
        "runs": RUNS,
        "times": round(float(np.exp(SURE)), 1),
    }
    for wander in WANDERS:
        say(f"fade_found: {RUNS} simulated runs with a loss and {RUNS} without, wander {wander}")
        document[f"wander_{wander}"] = wandering(wander, RUNS)
    say("fade_found: other losses and courses")
    document["gradual"] = lost(lambda random: replace(drawn_fade(random), over=0.25), RUNS // 4)
    document["contact"] = lost(
        lambda random: replace(drawn_fade(random), size=0.0, contact=random.uniform(0.07, 0.14)),
        RUNS // 4,
        contact=True,
    )
    document["without"] = {kind: without(kind, RUNS // 4) for kind in COURSES if kind != "steady"}
    try:
        paths = watch_files()
        say(f"fade_found: losses planted into {len(paths)} real files")
        document["planted_at"], document["planted"] = list(PLACES), planted(paths)
        document["files"] = [totals_row(path) for path in sorted(watch_folder().glob("*.fit"))]
        document["cases"] = [told_row(path) for path in paths if path.parent != watch_folder()]
        document["pieces"] = pieces(watch_folder() / HALF_MARATHON)
    except SkippedError as reason:
        say(f"fade_found: real watch files not measured: {reason}")
        document |= {
            "planted": None,
            "planted_at": None,
            "files": None,
            "cases": None,
            "pieces": None,
        }
    return document


def watch_folder() -> Path:
    """The folder of real watch files: KNEEDRIVE_WATCH, else the one beside the project.

    Raises
    ------
    SkippedError : there is none
    """
    folder = Path(os.environ.get("KNEEDRIVE_WATCH", SHARED / "watch"))
    if not folder.is_dir():
        raise SkippedError(f"{folder} is not here; name a folder of runs in KNEEDRIVE_WATCH")
    return folder


def watch_files() -> list[Path]:
    """The real runs of that folder and, where they are there, of the cases of fade."""
    return sorted(watch_folder().glob("*.fit")) + sorted((SHARED / "cases/watch").glob(CASES))


def wandering(wander: float, count: int) -> Document:
    """What is found in runs with a loss, by its size, and claimed in runs without."""
    with_loss = [simulated(seed, wander, drawn_fade) for seed in range(count)]
    plain = [simulated(10_000 + seed, wander) for seed in range(count)]
    kinds = [told.kind for _, told in plain]
    return {
        "runs": count,
        "all": summed(with_loss),
        "by_size": {
            f"{low:.2f}-{high:.2f}": summed([p for p in with_loss if low <= p[0].size < high])
            for low, high in pairwise(BY_SIZE)
        },
        "false": sum(kind in LOST for kind in kinds),
        "false_fade": kinds.count("fade"),
        "slowing": kinds.count("slowing"),
        "trade": [traded(with_loss, plain, sure) for sure in THRESHOLDS],
    }


def traded(
    with_loss: list[tuple[SimulatedFade, Fade]], plain: list[tuple[SimulatedFade, Fade]],
    sure: float,
) -> Document:  # fmt: skip
    """Found near and claimed falsely where the step's log odds alone decide, at another limit."""

    def told(fade: Fade) -> bool:
        drop = fade.levels["step_length_m"].drop
        return drop.odds >= sure and drop.size >= STEP_LEAST and EARLIEST <= drop.begin <= LATEST

    near = [
        told(found) and abs(found.levels["step_length_m"].drop.begin - fade.at) <= 0.05
        for fade, found in with_loss
    ]
    return {
        "times": round(float(np.exp(sure)), 1),
        "near": sum(near),
        "false": sum(told(found) for _, found in plain),
    }


def lost(draw: Draw, count: int, contact: bool = False) -> Document:
    """What is found in runs with losses of another kind, at the usual wander."""
    return summed([simulated(20_000 + seed, 0.009, draw, contact) for seed in range(count)])


def summed(found: list[tuple[SimulatedFade, Fade]]) -> Document:
    """How many are found, how near, and how often the interval holds the true point."""
    apart = [abs(told.point.begin - fade.at) for fade, told in found
             if told.kind in LOST and told.point is not None]  # fmt: skip
    counts = {"runs": len(found)} | counted(found)
    return counts | {"median_pct": round(100 * float(np.median(apart)), 2) if apart else None}


def simulated(
    seed: int, wander: float, draw: Draw | None = None, contact: bool = False,
    kind: str = "steady",
) -> tuple[SimulatedFade, Fade]:  # fmt: skip
    """A simulated run's loss (none where nothing is drawn) and what is found."""
    random = np.random.default_rng(seed)
    fade = draw(random) if draw else None
    course = drawn_course(random, kind)
    course = replace(course, has_contact=course.has_contact or contact)
    recording = simulated_recording(drawn_runner(random, wander), course, fade, seed)
    return fade or SimulatedFade(1.0, 0.0), find_fade(put_in_order(recording, "simulated"))


def without(kind: str, count: int) -> Document:
    """What is claimed of runs of some course without a loss."""
    kinds = [simulated(30_000 + seed, 0.009, kind=kind)[1].kind for seed in range(count)]
    return {"runs": count} | {k: kinds.count(k) for k in ("fade", "loss", "slowing", "none")}


def totals_row(path: Path) -> Document:
    """A real file: totals beside its own, notes, and what is found in it."""
    run = read_run(path)
    return told_row(path) | {
        "records": len(run.table),
        "differences_pct": {name: round(v, 2) for name, v in run.differences_pct.items()},
        "notes": list(run.notes),
    }


def told_row(path: Path) -> Document:
    """What is found in a real file, and what the speed did."""
    try:
        fade = find_fade(read_run(path))
    except InputError as reason:
        return {"file": path.name, "kind": "refused", "why": str(reason), "speed_pct": None}
    speed_pct = round(100 * float(np.expm1(fade.split.speed)), 1)
    return {"file": path.name, "kind": fade.kind, "why": "", "speed_pct": speed_pct}


def pieces(path: Path) -> Document:
    """A steady half marathon cut in pieces, each taken for a run."""
    whole = replace(read_fit(path.read_bytes(), path.name), summary=Summary(), pauses_s=())
    kinds: list[str] = []
    for count in PIECES:
        for rows in np.array_split(np.arange(len(whole.records)), count):
            kinds.append(_found(replace(whole, records=whole.records.iloc[rows])).kind)
    return {"pieces": len(kinds)} | {k: kinds.count(k) for k in ("fade", "loss", "slowing")}


def _found(recording: Recording) -> Fade:
    return find_fade(put_in_order(recording, "piece"))
