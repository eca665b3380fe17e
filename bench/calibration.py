"""Part `calibration`: what one clip with known contacts does for a runner's other clips.

Each measured runner is calibrated at the middle speed and judged at the others, with corrections
that were learned from the other runners alone.
"""

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.keypoints import (
    CODE,
    ONE_THREAD,
    PROCESSES,
    corrections_by_others,
)
from bench.store import Document, Say, digest, environment, lab_folder, machine
from kneedrive.analysis import Footage, Runner, measure
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.known_contacts import find_calibration
from kneedrive.stride.learned import Learned
from kneedrive.stride.strides import Contact
from training.body import load_body
from training.data_set import LabRun, load_data_set
from training.noise import NoiseName
from training.virtual_camera import Camera, film

AT_MPS = 3.5
FILMED: tuple[tuple[NoiseName, float], ...] = (("none", 60.0), ("phone", 60.0), ("phone", 30.0))
FIRST_SEED = 7000


@dataclass(frozen=True)
class Job:
    """All runs of one runner under one noise and rate; numbers are their places in the set."""

    noise: NoiseName
    fps: float
    runs: Sequence[tuple[int, LabRun]]
    bodies: Path
    learned: Learned


def run(scratch: Path, say: Say) -> Document:
    """Contact errors before and after, by landmarks and speed."""
    runs = load_data_set(lab_folder())
    said = machine()
    kept = scratch / f"keypoints-{digest(CODE, [(r.trial, r.path.stat().st_size) for r in runs])}"
    others = corrections_by_others(runs, kept, scratch / "bodies", say)
    rows = []
    context = multiprocessing.get_context("spawn")
    with environment(ONE_THREAD), ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        for noise, fps in FILMED:
            jobs = [
                Job(
                    noise,
                    fps,
                    [(n, r) for n, r in enumerate(runs) if r.subject == subject],
                    scratch / "bodies",
                    {"keypoints": learned},
                )
                for subject, learned in others.items()
            ]
            found = [row for rows_of_one in pool.map(judge, jobs) for row in rows_of_one]
            rows.append({"noise": noise, "fps": fps, "speeds": _by_speed(found)})
            say(f"calibration: {noise}, {fps:g} fps: {rows[-1]['speeds']}")
    return {"machine": said, "runners": len(others), "at_mps": AT_MPS, "rows": rows}


def judge(job: Job) -> list[Mapping[str, float]]:
    """Error of contact (ms) of each run but the calibrated one, before and after."""
    shots = {
        run.speed_mps: (
            run,
            film(
                load_body(run, job.bodies),
                Camera(fps=job.fps, noise=job.noise, seed=FIRST_SEED + number),
            ),
        )
        for number, run in job.runs
    }
    if AT_MPS not in shots:
        return []
    footage = {
        speed: Footage(Path(r.trial), None, clock_of(shot.keypoints, job.fps), shot.keypoints)
        for speed, (r, shot) in shots.items()
    }
    who = {speed: Runner(height_m=r.height_m) for speed, (r, _) in shots.items()}
    known = [
        Contact(e["side"], e["strike_s"], e["toe_off_s"]) for e in shots[AT_MPS][1].truth.events
    ]
    seen = measure(footage[AT_MPS], who[AT_MPS], job.learned)
    calibration = find_calibration(
        seen.source.name, seen.keypoints.model, seen.strides.contacts, known
    )
    rows = []
    for speed, (_, shot) in shots.items():
        if speed == AT_MPS:
            continue
        true_ms = 1000 * float(shot.truth.mean["contact_s"] or np.nan)
        errors = [
            (measure(footage[speed], who[speed], job.learned, calibration=c).metrics)[
                "contact_time_ms"
            ].value
            for c in (None, calibration)
        ]
        before, after = (float(value or np.nan) - true_ms for value in errors)
        rows.append({"speed_mps": speed, "before": before, "after": after})
    return rows


def _by_speed(rows: Sequence[Mapping[str, float]]) -> list[Document]:
    """SD between runners before and after, for each speed and for all together (rms)."""
    out = []
    for speed in sorted({row["speed_mps"] for row in rows}):
        here = [row for row in rows if row["speed_mps"] == speed]
        sd = {k: round(float(np.std([r[k] for r in here], ddof=1)), 1) for k in ("before", "after")}
        out.append({"speed_mps": speed, "n": len(here)} | sd)
    return out
