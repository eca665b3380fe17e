"""Part `studio`: drawn runners with known truth, end to end through the pose network.

Each film is measured twice: from the network's keypoints and from the true ones in the same frames,
so that the network's error and the method's stand apart.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.landmarks import landmark_errors
from bench.scenes import hard, runners
from bench.scores import SCORED, Row, refused, score, summarise
from bench.store import Document, Say, machine
from kneedrive.analysis import Runner
from kneedrive.errors import InputError
from kneedrive.pose.keypoints import Keypoints
from training.footage import Footage, Scene, make_footage

Told = Callable[[Scene], Runner]
HARD_METRICS = (
    "cadence_spm",
    "contact_time_ms",
    "flight_time_ms",
    "peak_thigh_angle_deg",
    "hip_flexor_impulse_nms_kg",
)


def height_told(scene: Scene) -> Runner:
    """What most users say."""
    return Runner(height_m=scene.runner.height_m, sex=scene.runner.sex)


def speed_told(scene: Scene) -> Runner:
    """What a user says who knows the speed of the belt."""
    return Runner(sex=scene.runner.sex, speed_mps=scene.runner.speed_mps)


def run(scratch: Path, say: Say) -> Document:
    """Film, read and measure every scene."""
    said = machine()
    start_s = time.monotonic()
    films = [make_footage(scene, scratch / "studio", say) for scene in runners()]
    seen = measure_films(films, height_told, "seen", say)
    true = measure_films(films, height_told, "true", say)
    by_speed = measure_films(films, speed_told, "seen", say)
    sensitivity = [_hard_row(group, scratch, say) for group in _groups(hard())]
    return {
        "machine": said,
        "minutes": round((time.monotonic() - start_s) / 60, 1),
        "model": films[0].seen.model,
        "films": [_film_row(f, a, b) for f, a, b in zip(films, seen, true, strict=True)],
        "summary": {
            "seen": summarise(seen),
            "true": summarise(true),
            "seen, speed given": summarise(by_speed),
        },
        "exchanged_pct": mean_exchanged(seen),
        "landmarks_cm": landmark_errors([f for f in films if f.scene.group == "treadmill"]),
        "sensitivity": sensitivity,
    }


def measure_films(films: Sequence[Footage], told: Told, which: str, say: Say) -> list[Row]:
    """One row a film, from the keypoints of the network ("seen") or the true ones."""
    rows = []
    for film in films:
        keypoints: Keypoints = getattr(film, which)
        name, runner = film.scene.name, told(film.scene)
        row = score(name, keypoints, film.clock, runner, film.truth, film.true)
        say(f"studio: {film.scene.name}, {which} keypoints: {_words(row)}")
        rows.append(row)
    return rows


def mean_exchanged(rows: Sequence[Row]) -> dict[str, float]:
    """Mean share of frames with exchanged legs: as the network named them, and after repair."""
    known = [row["exchanged_pct"] for row in rows if "exchanged_pct" in row]
    return {key: round(sum(k[key] for k in known) / len(known), 2) for key in ("before", "after")}


def _film_row(film: Footage, seen: Row, true: Row) -> dict[str, Any]:
    scene = film.scene
    return {
        "name": scene.name,
        "scene": scene.group,
        "facing": scene.camera.facing,
        "speed_mps": round(scene.runner.speed_mps, 2),
        "height_m": scene.runner.height_m,
        "steps": len(film.truth["steps"]),
        "truth": {n: round(m["truth"], 4) for n, m in seen["metrics"].items()},
        "seen": errors_by_metric(seen),
        "true": errors_by_metric(true),
        "refused": seen["refused"],
        "slow_motion_factor": seen.get("slow_motion_factor"),
        "exchanged_pct": seen.get("exchanged_pct"),
    }


def errors_by_metric(row: Row) -> dict[str, float]:
    """Signed error of each metric of one film, in the unit of SCORED."""
    metrics = summarise([row])["metrics"]
    return {name: metrics[name]["bias"] for name in SCORED if name in metrics}


def _groups(scenes: Sequence[Scene]) -> list[list[Scene]]:
    names = dict.fromkeys(scene.group for scene in scenes)
    return [[scene for scene in scenes if scene.group == name] for name in names]


def _hard_row(scenes: Sequence[Scene], scratch: Path, say: Say) -> dict[str, Any]:
    """One condition: errors over its runners; a film that can't be read counts as refused."""
    rows, models = [], set()
    for scene in scenes:
        try:
            film = make_footage(scene, scratch / "studio", say)
        except InputError as error:
            rows.append(refused(scene.name, error))
            continue
        models.add(film.seen.model)
        rows += measure_films([film], height_told, "seen", say)
    summary = summarise(rows)
    return {
        "name": scenes[0].group,
        "model": ", ".join(sorted(models)),
        "clips": summary["clips"],
        "refused": summary["refused"],
        "withheld": summary["withheld"],
        "reasons": sorted({r["refused"] for r in rows if r["refused"]}),
        "metrics": {n: summary["metrics"][n] for n in HARD_METRICS if n in summary["metrics"]},
    }


def _words(row: Row) -> str:
    if row["refused"]:
        return str(row["refused"])
    errors = errors_by_metric(row)
    if "contact_time_ms" not in errors:
        return "withheld: " + "; ".join(sorted(set(row["withheld"].values())))
    contact, thigh = errors["contact_time_ms"], errors["peak_thigh_angle_deg"]
    return f"contact {contact:+.1f} ms, peak thigh {thigh:+.1f} deg"
