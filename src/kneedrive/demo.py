"""The first minute: a synthetic runner on a treadmill, filmed, and what was true of the run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kneedrive.analysis import Runner
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner

SECONDS = 8.0
SPEED_MPS = 3.4
HEIGHT_M = 1.78


def film_demo(folder: Path, progress: Callable[[float], None]) -> tuple[Path, dict[str, Any]]:
    """Film the synthetic runner into folder; the film and its truth file, read back."""
    person = typical_runner(SPEED_MPS, height_m=HEIGHT_M, seed=7)
    film_runner(
        person,
        Camera(facing="right", scene="treadmill"),
        Extras(),
        SECONDS,
        folder / "runner",
        progress=lambda done, of: progress(done / of),
    )
    truth: dict[str, Any] = json.loads((folder / "runner.truth.json").read_text(encoding="utf-8"))
    return folder / "runner.mp4", truth


def demo_runner(truth: dict[str, Any]) -> Runner:
    """What a user would say of the runner: the height, and no more."""
    return Runner(height_m=truth["height_m"])


def demo_truth(truth: dict[str, Any]) -> dict[str, float]:
    """The five main numbers as they really were, by the register's names."""
    mean = truth["mean"]
    return {
        "cadence_spm": mean["cadence_spm"],
        "contact_time_ms": 1000 * mean["contact_s"],
        "flight_time_ms": 1000 * mean["flight_s"],
        "step_length_m": mean["step_length_m"],
        "peak_thigh_angle_deg": mean["peak_thigh_deg"],
    }
