"""How far apart clips of one runner come out, and how one runner's numbers go with speed.

From laboratory runs: filmed four times over before the virtual camera with new landmark noise, and
measured from markers at each of their speeds. `kneedrive.progress.watched` starts from these.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from bench.conditions import BASE, conditions
from bench.keypoints import Job, film_run
from bench.store import Document, Say, SkippedError, lab_folder
from kneedrive.analysis import Filming, Footage, Runner, analyze, measure
from kneedrive.pose.keypoints import clock_of
from training.data_set import LabRun, load_data_set

NAMES = ("contact_time_ms", "flight_time_ms", "step_length_m", "peak_thigh_angle_deg", "speed_mps")
SPEED_MPS = 3.5
TIMES = 4
OTHER_NOISE = 1000  # the noise of a film goes with its number


def run_repeats(scratch: Path, say: Say) -> Document | None:
    """Own error of a clip against the stated one, and slopes on speed; None without the runs."""
    try:
        runs = load_data_set(lab_folder())
    except SkippedError as reason:
        say(f"progress: repeats not measured: {reason}")
        return None
    return {"own": own_errors(runs, scratch), "slopes": slopes(runs)}


def own_errors(runs: Sequence[LabRun], scratch: Path) -> Document:
    """For each number: SD between films of one run, and the error stated with them."""
    condition = next(c for c in conditions() if c.key == BASE)
    spread: dict[str, list[float]] = {name: [] for name in NAMES}
    stated: dict[str, list[float]] = {name: [] for name in NAMES}
    chosen = [r for r in runs if abs(r.speed_mps - SPEED_MPS) < 0.01]
    for number, run in enumerate(chosen):
        clips = []
        for again in range(TIMES):
            noise = 2 * number + OTHER_NOISE * again
            job = Job(condition, run, noise, scratch / "bodies", {})
            shot = film_run(job)
            clock = clock_of(shot.keypoints, condition.camera.fps)
            footage = Footage(Path("made.keypoints.csv"), None, clock, shot.keypoints)
            clips.append(measure(footage, Runner(height_m=shot.told_height_m, sex=run.sex)))
        for name in NAMES:
            seen = [c.metrics[name] for c in clips if c.metrics[name].value is not None]
            spread[name].append(float(np.var([m.value for m in seen], ddof=1)))
            stated[name] += [((m.high - m.low) / 3.92) ** 2 for m in seen]
    return {
        name: {
            "own": float(np.sqrt(np.mean(spread[name]))),
            "stated": float(np.sqrt(np.mean(stated[name]))),
            "runners": len(chosen),
            "clips_each": TIMES,
        }
        for name in NAMES
    }


def slopes(runs: Sequence[LabRun]) -> Document:
    """Mean and SD between runners of the change from one speed to the next, per m/s."""
    seen: dict[int, dict[float, dict[str, float | None]]] = {}
    for run in runs:
        told = Runner(height_m=run.height_m, speed_mps=run.speed_mps)
        found = analyze(run.path, told, Filming(static=run.static)).metrics
        names = (*NAMES, "cadence_spm")
        values = {name: found[name].value for name in names}
        seen.setdefault(run.subject, {})[run.speed_mps] = values
    made: Document = {}
    speeds = sorted({run.speed_mps for run in runs})
    for low, high in pairwise(speeds):
        both = [of for of in seen.values() if low in of and high in of]
        for name in (*NAMES[:-1], "cadence_spm"):
            steps = [
                (of[high][name] - of[low][name]) / (high - low)
                for of in both
                if of[high][name] is not None and of[low][name] is not None
            ]
            made[f"{name} {low:g} to {high:g} m/s"] = {
                "mean": float(np.mean(steps)),
                "sd": float(np.std(steps, ddof=1)),
                "runners": len(steps),
            }
    return made
