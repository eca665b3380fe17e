"""Measurements that need a process of their own; each prints one line of JSON.

python -m bench.child whole CLIP OUT MODEL    seconds of the pose stage and of a whole analysis
python -m bench.child metrics                 seconds from keypoints to metrics, one core
python -m bench.child memory CLIP OUT         peak memory after the pose stage and after the rest
"""

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

from bench.sample import studio_keypoints
from kneedrive.analysis import Filming, Footage, Runner, find_landmarks, measure
from kneedrive.film.studio import typical_runner
from kneedrive.pose.keypoints import clock_of
from kneedrive.pose.networks import Model
from kneedrive.report import write_report

ROUNDS = 7
HEIGHT_M = 1.78


def whole(clip: Path, out: Path, model: Model) -> dict[str, float]:
    """Film to report, with the annotated film; opening the network is part of it."""
    start_s = time.perf_counter()
    footage = find_landmarks(clip, Filming(pose_model=model))
    pose_s = time.perf_counter() - start_s
    write_report(measure(footage, Runner(height_m=HEIGHT_M)), out)
    return {
        "frames": len(footage.keypoints.time_s),
        "pose_s": round(pose_s, 3),
        "whole_s": round(time.perf_counter() - start_s, 3),
    }


def metrics() -> dict[str, float]:
    """Ten seconds of keypoints at 60 fps, as noisy as a phone's: the median of a few rounds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    keypoints, _ = studio_keypoints(typical_runner(3.4, height_m=HEIGHT_M, seed=7), noise="phone")
    footage = Footage(Path("clip"), None, clock_of(keypoints, None), keypoints)
    seconds = []
    for _ in range(ROUNDS):
        start_s = time.perf_counter()
        measure(footage, Runner(height_m=HEIGHT_M))
        seconds.append(time.perf_counter() - start_s)
    return {"metrics_s": round(statistics.median(seconds), 3)}


def memory(clip: Path, out: Path) -> dict[str, float]:
    """Peak resident memory so far, MiB, as the work goes on."""
    shown = 0

    def tell(share: float) -> None:
        nonlocal shown
        if share >= shown / 10:
            shown = int(10 * share) + 1
            print(f"memory: {clip.name}: {100 * share:.0f} %", file=sys.stderr, flush=True)

    before = peak_mib()
    footage = find_landmarks(clip, Filming(), progress=tell)
    pose = peak_mib()
    analysis = measure(footage, Runner(height_m=HEIGHT_M))
    measured = peak_mib()
    write_report(analysis, out, film=False)
    return {
        "frames": len(footage.keypoints.time_s),
        "start_mib": before,
        "pose_mib": pose,
        "metrics_mib": measured,
        "report_mib": peak_mib(),
    }


def peak_mib() -> float:
    """Highest resident memory of this process, MiB.

    Linux counts a program's own peak in VmHWM; getrusage also counts what the parent had when it
    started the program.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(
            x for x in status.read_text(encoding="utf-8").splitlines() if x.startswith("VmHWM")
        )
        return round(int(line.split()[1]) / 1024, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024**2 if sys.platform == "darwin" else 1024), 1)


def main(what: str, *words: str) -> None:
    if what == "whole":
        clip, out, model = words
        print(json.dumps(whole(Path(clip), Path(out), model)))  # type: ignore[arg-type]
    elif what == "metrics":
        print(json.dumps(metrics()))
    else:
        clip, out = words
        print(json.dumps(memory(Path(clip), Path(out))))


if __name__ == "__main__":
    main(*sys.argv[1:])
