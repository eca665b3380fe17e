"""Part `keypoints`: laboratory runs before the virtual camera, from keypoints to metrics.

The truth is measured: contacts from ground force, angles and moments from markers. Each runner is
measured with corrections that were learned from the other runners alone.
"""

import multiprocessing
import pickle
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.conditions import Condition, conditions
from bench.scores import Row, score, summarise
from bench.store import (
    ROOT,
    SOURCE,
    Document,
    Say,
    digest,
    environment,
    lab_folder,
    machine,
    read_json,
    write_json,
)
from kneedrive.analysis import Runner
from kneedrive.film.clock import Clock
from kneedrive.motion.motion import Side
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.learned import Corrections, Learned, shipped
from training.body import LANDMARKS, Body, load_body
from training.data_set import LabRun, load_data_set
from training.examples import TAKES, make_examples
from training.learn import left_out_corrections
from training.noise import exchange_legs
from training.virtual_camera import VirtualFilm, film

PROCESSES = 2
CODE = (
    *(SOURCE / room for room in ("motion", "stride", "pull", "analysis.py", "pose/keypoints.py")),
    *(ROOT / part for part in ("training", "bench/conditions.py", "bench/scores.py")),
)
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Job:
    """One run under one condition.

    number : the run's place in the data set
    learned : what the other runners taught
    """

    condition: Condition
    run: LabRun
    number: int
    bodies: Path
    learned: Learned


def run(scratch: Path, say: Say) -> Document:
    """Measure every condition; one that was measured with the same code is not done again."""
    runs = load_data_set(lab_folder())
    said = machine()
    start_s = time.monotonic()
    results = measure_conditions(conditions(), runs, scratch, say)
    return {
        "machine": said,
        "minutes": round((time.monotonic() - start_s) / 60, 1),
        "runners": len({r.subject for r in runs}),
        "speeds_mps": sorted({r.speed_mps for r in runs}),
        "conditions": results,
    }


def measure_conditions(
    wanted: Sequence[Condition], runs: Sequence[LabRun], scratch: Path, say: Say
) -> dict[str, Document]:
    """The summary of each condition, by its key."""
    names = [(r.trial, r.path.stat().st_size) for r in runs]
    kept = scratch / f"keypoints-{digest(CODE, names)}"
    others = corrections_by_others(runs, kept, scratch / "bodies", say)
    results: dict[str, Document] = {}
    context = multiprocessing.get_context("spawn")
    with environment(ONE_THREAD), ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        for i, condition in enumerate(wanted):
            path = kept / f"{condition.key}.json"
            if not path.is_file():
                jobs = [
                    Job(condition, r, n, scratch / "bodies", {"keypoints": others[r.subject]})
                    for n, r in enumerate(runs)
                ]
                write_json({"rows": list(pool.map(measure_run, jobs))}, path)
            rows = read_json(path)["rows"]
            results[condition.key] = {"title": condition.title} | summarise(rows)
            if condition.slow_motion is not None:
                results[condition.key]["clock"] = clock_counts(rows, condition.slow_motion)
            words = f"{condition.title}: {_contact(results[condition.key])}"
            say(f"keypoints: {i + 1} of {len(wanted)}: {words}")
    return results


def corrections_by_others(
    runs: Sequence[LabRun], kept: Path, bodies: Path, say: Say
) -> dict[int, Corrections]:
    """For each runner what the others teach, from the same films as `make train` takes."""
    path = kept / "left-out.pickle"
    if not path.is_file():
        say("keypoints: learning from all runners but one, each in turn")
        examples = make_examples(runs, TAKES, bodies)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(left_out_corrections(examples, shipped()["keypoints"])))
    found: dict[int, Corrections] = pickle.loads(path.read_bytes())
    return found


def measure_run(job: Job) -> Row:
    """Film one run and measure it."""
    condition, run = job.condition, job.run
    shot = film_run(job)
    keypoints = shot.keypoints
    if condition.exchanged:
        rng = np.random.default_rng([job.number, 1])
        xy_px = exchange_legs(keypoints.xy_px, condition.exchanged, condition.camera.fps, rng)
        keypoints = replace(keypoints, xy_px=xy_px)
    clock = clock_of(keypoints, condition.camera.fps)
    if condition.slow_motion is not None:
        keypoints = replace(keypoints, time_s=keypoints.time_s * condition.slow_motion)
        plays_fps = condition.camera.fps / condition.slow_motion
        clock = Clock(plays_fps, plays_fps, "assumed real time", assumed=True)
    by_speed = condition.scale == "speed"
    runner = Runner(
        height_m=None if by_speed else shot.told_height_m,
        sex=run.sex,
        speed_mps=run.speed_mps if by_speed else None,
    )
    row = score(run.trial, keypoints, clock, runner, shot.truth.document(), None, job.learned)
    return row | {"runner": run.subject}


def film_run(job: Job) -> VirtualFilm:
    """The run as the virtual camera sees it: its own noise; every other one faces left."""
    facing: Side = "left" if job.number % 2 else "right"
    camera = replace(job.condition.camera, seed=job.number, facing=facing)
    body = load_body(job.run, job.bodies)
    shot = film(body, camera)
    if job.condition.off_square_deg:
        seen = film(turned(body, job.condition.off_square_deg), camera)
        shot = replace(shot, keypoints=seen.keypoints)
    return shot


def turned(body: Body, degrees: float) -> Body:
    """The run turned about the vertical through the hips' middle, towards the right."""
    hips = [LANDMARKS.index(f"{side}_hip") for side in ("left", "right")]
    middle = body.points_m[:, hips].mean(axis=(0, 1)) * [1.0, 0.0, 1.0]
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    return replace(body, points_m=(body.points_m - middle) @ turn + middle)


def clock_counts(rows: Sequence[Row], factor: int) -> Document:
    """In how many clips the slow-motion factor was found, missed, or the clip refused."""
    found = [r["slow_motion_factor"] for r in rows if r["refused"] is None]
    right = sum(abs(f / factor - 1) < 0.01 for f in found)
    return {"right": right, "wrong": len(found) - right, "refused": len(rows) - len(found)}


def _contact(result: Document) -> str:
    contact = result["metrics"].get("contact_time_ms")
    if contact is None or contact["sd"] is None:
        return "no contact measured"
    return f"contact {contact['bias']:+.1f} ± {contact['sd']:.1f} ms, {contact['n']} clips"
