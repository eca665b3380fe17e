"""Part `onenumber`: clips are analysed, and every place that shows a number must show the same one.

Page, plots and their words, metrics.json, strides.csv, motion.csv, keypoints.csv and the terminal.
KNEEDRIVE_ONE names a folder of clips; without it the demo's film and the real clips are taken.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.interpolate import CubicSpline

from bench.places import Places, numbers, read_places
from bench.store import SHARED, Document, Say, SkippedError
from kneedrive.pose.origin import SEEN_BY
from kneedrive.stride.register import BY_NAME

COMMAND = (sys.executable, "-m", "kneedrive")
SIDES = ("left", "right")
ROW_OF = {  # column of strides.csv: metric and what turns one into the other
    "contact_s": ("contact_time_ms", 1000.0),
    "flight_s": ("flight_time_ms", 1000.0),
    "peak_thigh_deg": ("peak_thigh_angle_deg", 1.0),
    "min_thigh_deg": ("min_thigh_angle_deg", 1.0),
    "peak_thigh_velocity_dps": ("peak_thigh_velocity_dps", 1.0),
    "peak_hip_flexion_deg": ("peak_hip_flexion_deg", 1.0),
    "peak_knee_flexion_deg": ("peak_swing_knee_flexion_deg", 1.0),
}
IMPULSE = "hip_flexor_impulse_nms_kg"
# Single frames scatter, and the mean over the clip's own strides is not quite the mean stride.
OF_FRAMES = {"thigh_deg": ("peak_thigh_angle_deg", 1.0, 0.0), "thigh_velocity_dps":
             ("peak_thigh_velocity_dps", 0.0, 0.06)}  # fmt: skip
CLIPS = (
    "film/garage-treadmill-30fps.mp4",
    "film/too-short-run.mp4",
    *(
        f"film/real/{name}.mp4"
        for name in ("crossing-sprinter-30fps", "field-five-speeds-30fps", "passing-by-2x-slow",
                     "small-runner-30fps", "sprint-4x-slow", "sprint-start-30fps")
    ),
)  # fmt: skip
HEIGHT_M = "1.78"


def run(scratch: Path, say: Say) -> Document:
    """Analyse each clip by the command line, and look for a place that departs."""
    rows = {}
    for clip in clips(scratch):
        rows[clip.name] = check_clip(clip)
        say(f"onenumber: {clip.name}: {rows[clip.name]}")
    if not rows:
        raise SkippedError("no clips; name a folder of them in KNEEDRIVE_ONE")
    measured = [row for row in rows.values() if "departures" in row]
    equal = sum(not row["departures"] for row in measured)
    return {"clips": rows, "measured": len(measured), "equal": equal}


def clips(scratch: Path) -> Iterator[Path]:
    """Films and tables of landmarks."""
    named = os.environ.get("KNEEDRIVE_ONE")
    if named:
        kinds = (".mp4", ".mov", ".webm", ".keypoints.csv", ".c3d")
        yield from sorted(p for p in Path(named).iterdir() if p.name.endswith(kinds))
        return
    demo = scratch / "onenumber" / "demo"
    subprocess.run([*COMMAND, "demo", "--out", str(demo)], check=True, capture_output=True)
    yield demo / "runner.mp4"
    yield from (path for name in CLIPS if (path := SHARED / name).is_file())


def check_clip(clip: Path) -> Document:
    """What the command ends with, and where its numbers depart from each other."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["analyze", str(clip), "--height", HEIGHT_M, "--out", folder, "--no-film"]
        wide = os.environ | {"COLUMNS": "250"}
        done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, env=wide)
        if not (Path(folder) / "report.html").is_file():
            return {"status": done.returncode, "refused": done.stderr.strip().splitlines()[-1:]}
        places = read_places(Path(folder), done.stdout)
        found = departures(places)
        shown = sum(m["value"] is not None for m in places.document["metrics"].values())
        return {"status": done.returncode, "numbers": shown, "departures": found}


def departures(places: Places) -> list[str]:
    """A sentence for each place that shows another number than metrics.json; none where all agree.

    What is withheld must be shown nowhere, and nothing that hangs on it.
    """
    metrics = places.document["metrics"]
    found = [f"no number, but {d}" for d in _shown_though_withheld(places)]
    for name, measure in metrics.items():
        if measure["value"] is not None:
            found += [f"{name} {d}" for d in _on_page_and_screen(name, measure, places)]
    found += _in_strides(places) + _in_motion(places) + _in_plots(places) + _of_the_network(places)
    return found + _of_the_pull(places)


def _same(shown: float, value: float | None, decimals: int) -> bool:
    """Whether a shown number is a value at so many decimals."""
    return value is not None and abs(shown - value) <= 0.5001 * 10.0**-decimals + 1e-9


def _on_page_and_screen(name: str, measure: Mapping[str, Any], places: Places) -> Iterator[str]:
    metric = BY_NAME[name]
    wanted = [
        measure[k] for k in ("value", "low", "high", "left", "right") if measure[k] is not None
    ]
    rows = [c for _, c in places.page.rows if len(c) > 1 and c[0].startswith(metric.title)]
    screen = [line for line in places.terminal.splitlines() if line.startswith(metric.title)]
    texts = [" ".join(cells[1:]) for cells in rows] + [line[len(metric.title) :] for line in screen]
    if not rows or not screen:
        yield "is missing on the page or on the screen"
    for text in texts:
        seen = numbers(text.replace("..", " "))
        if len(seen) != len(wanted) or not all(
            _same(a, b, metric.decimals) for a, b in zip(seen, wanted, strict=True)
        ):
            yield f"is {wanted}, shown as {seen}"
    for tile in places.page.tiles:
        if tile[0] == metric.title and not _same(numbers(tile[1])[0], wanted[0], metric.decimals):
            yield f"is {wanted[0]}, its tile says {tile[1]}"


def _in_strides(places: Places) -> list[str]:
    found, metrics = [], places.document["metrics"]
    for column, (name, factor) in ROW_OF.items():
        means = factor * places.strides.groupby("side")[column].mean()
        for side in SIDES:
            value, mean = metrics[name][side], means.get(side, math.nan)
            if (value is None) != math.isnan(mean):
                found.append(f"{name} is {value}, strides.csv has {mean}")
            elif value is not None and abs(mean - value) > 0.5 * 10.0 ** -BY_NAME[name].decimals:
                found.append(f"{name} {side} is {value}, the rows of strides.csv mean {mean:.4g}")
    cadence = metrics["cadence_spm"]["value"]
    steps = places.strides.loc[places.strides["kind"] == "step"].groupby("side")["step_time_s"]
    if cadence is not None and abs(120 / steps.mean().sum() - cadence) > 0.05:
        found.append(f"cadence is {cadence}, steps of strides.csv {120 / steps.mean().sum():.2f}")
    contact = metrics["contact_time_ms"]["value"]
    if contact is not None:
        lengths: dict[str, list[float]] = {side: [] for side in SIDES}
        for event in places.document["events"][:-1]:
            lengths[event["side"]].append(1000 * (event["toe_off_s"] - event["strike_s"]))
        mean = np.mean([np.mean(own) for own in lengths.values()])
        if abs(mean - contact) > 0.5:
            found.append(
                f"contact_time_ms is {contact}, the events of metrics.json mean {mean:.2f}"
            )
    return found


def _in_motion(places: Places) -> list[str]:
    """The frames of motion.csv, laid over one stride, rise as high as the metric."""
    found = []
    rows = places.strides[places.strides["kind"] == "stride"]
    for angle, (name, within, share) in OF_FRAMES.items():
        for side in SIDES:
            value = places.document["metrics"][name][side]
            frames = places.motion[["time_s", f"{side}_{angle}"]].dropna().to_numpy()
            spans = rows.loc[rows["side"] == side, ["start_s", "end_s"]].to_numpy()
            if value is None or len(frames) < 2 or not len(spans):
                if value is None and len(frames):
                    found.append(f"{name} is withheld, motion.csv has it")
                continue
            angle_at = CubicSpline(*frames.T)
            each = [angle_at(np.linspace(a, b, 101)) for a, b in spans]
            highest = float(np.mean(each, axis=0).max())
            if abs(highest - value) > within + share * abs(value):
                found.append(f"{name} {side} is {value}, motion.csv rises to {highest:.2f}")
    return found


def _in_plots(places: Places) -> list[str]:
    found, page, metrics = [], places.page, places.document["metrics"]
    knee, low = metrics["peak_thigh_angle_deg"], metrics["min_thigh_angle_deg"]
    moment = metrics["hip_flexor_peak_moment_nm_kg"]
    for side in SIDES:
        if knee["value"] is not None:
            words = page.words.partition(f"the {side} thigh goes from ")[2]
            said = numbers(words)[:2]
            wanted = (low[side], knee[side])
            if low["value"] is not None and not all(map(_same, said, wanted, (1, 1))):
                found.append(f"thigh angles {side} are {wanted}, the plot's words say {said}")
            if not _same(page.highest("thigh-title")[side], knee[side], 0):
                found.append(f"knee drive {side} is {knee[side]}, drawn to "
                             f"{page.highest('thigh-title')[side]:.2f}")  # fmt: skip
            if not _same(max(v for v in page.data["thigh"][side] if v is not None), knee[side], 0):
                found.append(f"knee drive {side} is {knee[side]}, the page's data differ")
        if moment["value"] is not None:
            words = page.spoken["moment-title"].partition(f"the {side} leg's flexor moment")[2]
            if not _same(numbers(words)[0], moment[side], 2):
                found.append(f"moment {side} is {moment[side]}, the plot's words say {words[:30]}")
            if not _same(page.highest("moment-title")[side], moment[side], 1):
                found.append(f"moment {side} is {moment[side]}, drawn to "
                             f"{page.highest('moment-title')[side]:.2f}")  # fmt: skip
    return found


def _of_the_pull(places: Places) -> list[str]:
    """Timing and work by page, screen and metrics.json."""
    found, timing = [], places.document["pull_timing"]
    for title, key, decimals in (
        ("Pull is strongest at", "peak_at_swing_pct", 0),
        ("Pull ends at", "zero_at_swing_pct", 0),
        ("Work of the pull", "positive_work_j_kg", 2),
        ("Net work of the hip over the swing", "net_work_j_kg", 2),
    ):
        row = next((cells for _, cells in places.page.rows if cells[0].startswith(title)), None)
        for i, side in enumerate(SIDES):
            if timing and row is not None and timing[side][key] is not None:
                shown = numbers(row[2 + i])
                if not shown or not _same(shown[0], timing[side][key], decimals):
                    found.append(
                        f"{title} {timing[side][key]} ({side}), the page says {row[2 + i]}"
                    )
        if timing and row is None:
            found.append(f"{title}: not on the page")
    for side in timing:
        line = next((t for t in places.terminal.splitlines() if t.startswith(f"{side} pull")), "")
        wanted = [timing[side]["peak_at_swing_pct"], timing[side]["zero_at_swing_pct"]]
        if None not in wanted and not all(map(_same, numbers(line) or [math.inf], wanted, (0, 0))):
            found.append(f"pull {side} at {wanted}, the screen says {line}")
    return found


def _of_the_network(places: Places) -> list[str]:
    """One name of the network, everywhere."""
    name = places.document["quality"]["pose_model"]
    found = [
        f"the network is {name}, {file} says {set(table.get(SEEN_BY, ['nothing']))}"
        for file, table in (("keypoints.csv", places.keypoints), ("motion.csv", places.motion))
        if set(table.get(SEEN_BY, ["nothing"])) != {name}
    ]
    if not places.page.terms.get("Pose network", "").startswith(name):
        found.append(f"the network is {name}, the page does not say so")
    if name.startswith("blazepose") and f"pose network: {name}" not in places.terminal:
        found.append(f"the network is {name}, the screen does not say so")
    return found


def _shown_though_withheld(places: Places) -> Iterator[str]:
    document, page, screen = places.document, places.page, places.terminal
    metrics = document["metrics"]
    for name, measure in metrics.items():
        title = BY_NAME[name].title
        rows = [c for _, c in page.rows if c[0].startswith(title) and measure["value"] is None]
        yield from (f"{title} has {c[1:]}" for c in rows if any(numbers(cell) for cell in c[1:]))
    if metrics[IMPULSE]["value"] is None:
        if document["pull_timing"] or document["demand"]:
            yield "metrics.json has timing or ratios of the pull"
        if "moment-title" in page.curves or "times as much" in screen or " pull: " in screen:
            yield "the pull is drawn or told"
    if all(measure["value"] is None for measure in metrics.values()):
        if document["events"] or len(places.strides) or page.curves:
            yield "events, strides or plots are left"
        if json.dumps(page.data.get("thigh", {})) != "{}":
            yield "the page's data hold curves"
