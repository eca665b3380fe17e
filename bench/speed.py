"""Part `speed`: frames a second, time of a whole analysis, time of the metrics, time to start.

On the garage clip where it is there, else on a film of the studio. Other work on the machine only
slows things down, so the best of a few rounds counts.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.keypoints import ONE_THREAD
from bench.pose_speed import measure
from bench.real import GARAGE
from bench.store import COMMAND, ROOT, Document, Say, SkippedError, clips_folder, machine
from kneedrive.film import probe
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner

ROUNDS = 3
MODELS = ("full", "heavy")


def run(scratch: Path, say: Say) -> Document:
    """Measure each speed."""
    said = machine()
    clip = speed_clip(scratch)
    film = probe(clip)
    say(f"speed: pose stage beside mediapipe on {clip.name}")
    pose_fps = {name: round(rate, 1) for name, rate in measure(str(clip), ROUNDS).items()}
    whole = {}
    for model in MODELS:
        say(f"speed: whole analysis with {model}")
        words = ("whole", str(clip), str(scratch / "speed" / model), model)
        rounds = [child(*words) for _ in range(ROUNDS)]
        whole[model] = min(rounds, key=lambda r: r["whole_s"])
    say("speed: metrics and start")
    return {
        "machine": said,
        "clip": {
            "name": clip.name,
            "frames": film.frame_count,
            "width_px": film.width_px,
            "height_px": film.height_px,
        },
        "pose_fps": pose_fps,
        "whole": whole,
        "metrics_s": min(child("metrics", threads=1)["metrics_s"] for _ in range(ROUNDS)),
        "help_s": round(min(help_seconds() for _ in range(ROUNDS)), 2),
    }


def speed_clip(scratch: Path) -> Path:
    """The garage clip, else a film of the studio in the same size."""
    try:
        return clips_folder() / GARAGE
    except SkippedError:
        place = scratch / "speed" / "studio-treadmill-30fps"
        film = place.with_name(f"{place.name}.mp4")
        if not film.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            camera = Camera(width_px=720, height_px=1280, capture_fps=30.0, field_deg=38.0)
            film_runner(typical_runner(3.4, seed=7), camera, Extras(), 12.0, place)
        return film


def child(*words: str, threads: int | None = None) -> dict[str, float]:
    """What one run of `bench.child` printed."""
    limit = dict.fromkeys(ONE_THREAD, str(threads)) if threads else {}
    done = subprocess.run(
        [sys.executable, "-m", "bench.child", *words],
        cwd=ROOT,
        env=os.environ | limit,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def help_seconds() -> float:
    """Time of `kneedrive --help`, s."""
    start_s = time.perf_counter()
    subprocess.run([COMMAND, "--help"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start_s
