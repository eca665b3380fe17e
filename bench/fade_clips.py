"""Clips cut in two halves and compared: nothing should have changed.

Halves are cut from the keypoints, as `--start` and `--end` would, so that the network reads each
clip once.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.real import GARAGE
from bench.scenes import runners
from bench.store import Say, SkippedError, clips_folder
from kneedrive.analysis import Footage, Runner, measure
from kneedrive.errors import InputError
from kneedrive.fade.clips import Compared, compare
from kneedrive.film import choose_clock, probe
from kneedrive.film.clock import Clock
from kneedrive.pose import estimate
from kneedrive.pose.keypoints import Keypoints
from kneedrive.report import write_report
from training.footage import keep, load_kept, make_footage

GARAGE_HEIGHT_M = 1.75
SHOWN = (
    "cadence_spm",
    "contact_time_ms",
    "flight_time_ms",
    "step_length_m",
    "peak_thigh_angle_deg",
)


@dataclass(frozen=True)
class Clip:
    """A clip's landmarks and what a user would say of its runner."""

    name: str
    keypoints: Keypoints
    clock: Clock
    runner: Runner


def halves(scratch: Path, say: Say) -> list[dict[str, Any]]:
    """Verdicts of the first half against the second, by clip."""
    rows = []
    for clip in clips(scratch, say):
        try:
            rows.append({"clip": clip.name} | verdicts(clip, scratch / "fade" / clip.name))
        except InputError as reason:
            rows.append({"clip": clip.name, "refused": str(reason)})
        say(f"fade: halves of {clip.name}: {rows[-1]}")
    return rows


def clips(scratch: Path, say: Say) -> Iterator[Clip]:
    """The garage clip where it is there, and every treadmill film of the studio."""
    try:
        path = clips_folder() / GARAGE
        clock = choose_clock(probe(path))
        kept = scratch / "fade" / "garage.npz"
        if not kept.is_file():
            kept.parent.mkdir(parents=True, exist_ok=True)
            keep(estimate(probe(path), clock), kept)
        yield Clip("garage", load_kept(kept), clock, Runner(height_m=GARAGE_HEIGHT_M))
    except SkippedError as reason:
        say(f"fade: garage clip not measured: {reason}")
    for scene in runners():
        if scene.group == "treadmill":
            film = make_footage(scene, scratch / "studio", say)
            runner = Runner(height_m=scene.runner.height_m, sex=scene.runner.sex)
            yield Clip(scene.name, film.seen, film.clock, runner)


def verdicts(clip: Clip, folder: Path) -> dict[str, Any]:
    """How many metrics changed, did not, and can't be compared; and what could be detected."""
    shutil.rmtree(folder, ignore_errors=True)
    places = []
    middle = len(clip.keypoints.time_s) // 2
    for name, rows in (("first", slice(0, middle)), ("second", slice(middle, None))):
        part = cut(clip.keypoints, rows)
        made = measure(Footage(Path(f"{name}.keypoints.csv"), None, clip.clock, part), clip.runner)
        write_report(made, folder / name, film=False)
        places.append(folder / name)
    metrics = compare(*places).metrics
    found = [m.verdict for m in metrics]
    apart = [_z(m) for m in metrics if m.detectable]
    detectable = {m.metric.name: round(m.detectable, 3) for m in metrics if m.detectable}
    return {
        "no_clear_change": found.count("no clear change"),
        "changed": found.count("changed"),
        "not_comparable": found.count("not comparable"),
        "rms_z": round(float(np.sqrt(np.mean(np.square(apart)))), 2),
        "detectable": {name: detectable.get(name) for name in SHOWN},
    }


def _z(m: Compared) -> float:
    """A difference in its own standard errors."""
    if m.difference is None or m.low is None or m.high is None:
        return 0.0
    return m.difference / ((m.high - m.low) / 3.92)


def cut(keypoints: Keypoints, rows: slice) -> Keypoints:
    """Some frames of a clip."""
    background = keypoints.background
    return replace(
        keypoints,
        time_s=keypoints.time_s[rows],
        xy_px=keypoints.xy_px[rows],
        confidence=keypoints.confidence[rows],
        background=None if background is None else np.asarray(background[rows]),
        people=(),
    )
