"""Part `fade`: watch files against their own totals, fades in simulated runs, clips cut in half.

Simulated runs are the project's own (`kneedrive.watch.simulated`), so that the truth is known; the
runners, courses and days are drawn at random, wider than most runners are. Real watch files and
clips are measured where they are there.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.fade_clips import halves
from bench.fade_planted import planted
from bench.fade_speed import folder_speed, read_seconds
from bench.fade_worlds import COURSES, drawn_course, drawn_fade, drawn_runner
from bench.store import SHARED, Document, Say, SkippedError, machine
from kneedrive.errors import InputError
from kneedrive.fade import Fade, find_fade
from kneedrive.watch import put_in_order, read_run
from kneedrive.watch.fit import read_fit
from kneedrive.watch.recording import Recording, Summary
from kneedrive.watch.simulated import SimulatedFade, simulated_recording

RUNS = 200
NEAR = 0.05  # of the run's length
WILDER = 3.0
PIECES = (2, 3, 4, 5, 6, 8)
HALF_MARATHON = "half-marathon-hrm-tri.fit"


def run(scratch: Path, say: Say) -> Document:
    """Measure everything."""
    said = machine()
    say(f"fade: {RUNS} simulated runs with a fade")
    document: Document = {
        "machine": said,
        "runs": RUNS,
        "faded": faded(drawn_fade, RUNS),
        "gradual": faded(lambda random: replace(drawn_fade(random), over=0.25), RUNS // 2),
        "contact": faded(
            lambda random: replace(
                drawn_fade(random), size=0.0, contact=random.uniform(0.07, 0.14)
            ),
            RUNS // 2,
            contact=True,
        ),
    }
    say("fade: simulated runs without one")
    document["without"] = {kind: without(kind) for kind in COURSES}
    document["without"]["wild"] = without("steady", WILDER)
    try:
        watches = watch_folder()
        document["files"] = [totals_row(path) for path in sorted(watches.glob("*.fit"))]
        document["pieces"] = pieces(watches / HALF_MARATHON)
        document["planted"] = planted(sorted(watches.glob("*.fit")))
        say("fade: reading speed and a folder of runs")
        document["read_s"] = read_seconds(watches / HALF_MARATHON)
        document["folder"] = folder_speed(watches / HALF_MARATHON, scratch / "fade", say)
    except SkippedError as reason:
        say(f"fade: real watch files not measured: {reason}")
        document |= {"files": None, "pieces": None, "planted": None, "read_s": None, "folder": None}
    document["halves"] = halves(scratch, say)
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


def faded(
    draw: Callable[[np.random.Generator], SimulatedFade], count: int, contact: bool = False
) -> Document:
    """How many fades are found, how near, and how often the interval holds the true point."""
    errors, held, kinds = [], [], []
    for seed in range(count):
        random = np.random.default_rng(seed)
        fade = draw(random)
        course = drawn_course(random)
        course = replace(course, has_contact=course.has_contact or contact)
        recording = simulated_recording(drawn_runner(random), course, fade, seed)
        found = find_fade(put_in_order(recording, "simulated"))
        kinds.append(found.kind)
        if found.kind == "fade" and found.point is not None:
            errors.append(found.point.begin - fade.at)
            held.append(found.point.low <= fade.at <= found.point.high)
    apart = np.abs(errors)
    return {
        "runs": count,
        "found": len(errors),
        "near": int((apart <= NEAR).sum()),
        "median_pct": round(100 * float(np.median(apart)), 2) if errors else None,
        "held_pct": round(100 * float(np.mean(held)), 1) if held else None,
        "slowing": kinds.count("slowing"),
        "rhythm": kinds.count("rhythm"),
    }


def without(kind: str, wilder: float = 1.0) -> Document:
    """What is claimed of runs without a fade; wilder : drift of the rhythm against the usual."""
    count = RUNS if kind == "steady" else RUNS // 2
    kinds: list[str] = []
    for seed in range(count):
        random = np.random.default_rng(10_000 + seed)
        course = drawn_course(random, kind)
        runner = drawn_runner(random)
        runner = replace(runner, drift=wilder * runner.drift)
        recording = simulated_recording(runner, course, None, seed)
        kinds.append(find_fade(put_in_order(recording, "simulated")).kind)
    return {"runs": count} | {k: kinds.count(k) for k in ("fade", "slowing", "rhythm", "none")}


def totals_row(path: Path) -> Document:
    """A real file: totals beside its own, notes, and what is found in it."""
    run = read_run(path)
    try:
        kind, why = find_fade(run).kind, ""
    except InputError as reason:
        kind, why = "refused", str(reason)
    return {
        "file": path.name,
        "records": len(run.table),
        "differences_pct": {name: round(v, 2) for name, v in run.differences_pct.items()},
        "notes": list(run.notes),
        "kind": kind,
        "why": why,
    }


def pieces(path: Path) -> Document:
    """A steady half marathon cut in pieces, each taken for a run."""
    whole = replace(read_fit(path.read_bytes(), path.name), summary=Summary(), pauses_s=())
    kinds: list[str] = []
    for count in PIECES:
        for rows in np.array_split(np.arange(len(whole.records)), count):
            kinds.append(_found(replace(whole, records=whole.records.iloc[rows])).kind)
    return {"pieces": len(kinds)} | {k: kinds.count(k) for k in ("fade", "slowing", "rhythm")}


def _found(recording: Recording) -> Fade:
    return find_fade(put_in_order(recording, "piece"))
