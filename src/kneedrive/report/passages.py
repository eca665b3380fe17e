"""What the page says and shows, passage by passage, as plain values for the template."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.findings import (
    Place,
    amount,
    interval,
    number,
    pace,
    place,
    runner_height_px,
    unit,
)
from kneedrive.motion.motion import SIDES
from kneedrive.pose.bias import UNNAMED, about_network
from kneedrive.report.files import all_warnings
from kneedrive.report.film import drawn_size
from kneedrive.report.moments import middle_stride
from kneedrive.report.running_bar import bar_height
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.register import BY_NAME


@dataclass(frozen=True)
class Tile:
    """One main number: its value and unit, or why there is none."""

    title: str
    value: str | None
    unit: str
    interval: str | None
    words: str | None
    reason: str | None


def by_reason(without_band: dict[str, str]) -> dict[str, list[str]]:
    """Titles of the numbers without a band, by the reason why."""
    grouped: dict[str, list[str]] = {}
    for name, reason in without_band.items():
        grouped.setdefault(reason, []).append(BY_NAME[name].title)
    return grouped


def facts(analysis: Analysis) -> list[str]:
    """A line under the title: where, how long, how filmed."""
    motion, clock = analysis.motion, analysis.clock
    seconds = motion.time_s[-1] - motion.time_s[0]
    scene = "on a treadmill" if motion.scene == "treadmill" else "over ground"
    facts = [
        f"running {scene}, facing {motion.facing}",
        f"{seconds:.1f} s at {clock.capture_fps:.0f} frames a second",
    ]
    if abs(clock.slow_motion_factor - 1) > 0.01:
        facts.append(f"slow motion, {clock.slow_motion_factor:.1f} times slower than life")
    if analysis.clip is None:
        facts.append("from keypoints, without a film")
    return facts


def tile_of(analysis: Analysis, name: str) -> Tile | None:
    """A main number for the top of the page; None where the analysis has no such metric."""
    measure, metric = analysis.metrics.get(name), BY_NAME[name]
    if measure is None:
        return None
    if measure.value is None:
        return Tile(metric.title, None, unit(name), None, None, measure.reason)
    where = place(name, analysis.metrics, analysis.runner.height_m)
    words = where.brief() if isinstance(where, Place) else None
    if name == "speed_mps":
        words = pace(measure.value)
    value = number(measure.value, metric.decimals)
    return Tile(metric.title, value, unit(name), interval(name, measure), words, None)


def film_shape(analysis: Analysis) -> float:
    """Width over height of the annotated film, its running bar included; 1 without a clip."""
    if analysis.clip is None:
        return 1.0
    width, height, _ = drawn_size(analysis.clip.width_px, analysis.clip.height_px)
    return width / (height + bar_height(width, height))


def table_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """Every metric of the register that was measured or withheld, for the long table."""
    rows = []
    for name, measure in analysis.metrics.items():
        if name not in BY_NAME:
            continue
        metric = BY_NAME[name]
        sides = {
            side: "" if value is None else number(value, metric.decimals)
            for side, value in (("left", measure.left), ("right", measure.right))
        }
        rows.append(
            {
                "name": name,
                "metric": metric,
                "value": None if measure.value is None else amount(name, measure.value),
                "interval": interval(name, measure),
                "sides": sides,
                "measure": measure,
                "sd": None if measure.sd is None else amount(name, measure.sd),
            }
        )
    return rows


def late(milliseconds: float) -> str:
    """A difference with its sign: "+3 ms", "−2 ms"."""
    sign = "+" if round(milliseconds) > 0 else ""
    return f"{sign}{number(milliseconds, 0)}\N{NO-BREAK SPACE}ms"


def angle(value_deg: float) -> str:
    """An angle of one frame, nothing where it is missing or withheld."""
    return f"{number(value_deg, 0)}°" if np.isfinite(value_deg) else ""


def network_name(model: str) -> str:
    """Who saw the landmarks, in a sentence."""
    return "their source" if model in UNNAMED else f"the pose network {model}"


def calibration_words(known: Calibration) -> str:
    """What was taken out of the events."""
    return (
        f"from {known.contacts} measured contacts of {known.source}: strike was found "
        f"{late(1000 * known.strike_s)} and toe-off {late(1000 * known.toe_off_s)} from the truth; "
        f"{100 * known.share:.0f} % of it, what is more likely the runner than chance, was taken "
        "out, and the intervals of timing are narrower for it"
    )


def quality(analysis: Analysis) -> list[tuple[str, str]]:
    """How it was measured: pairs of a term and what is to say of it."""
    motion, clock, keypoints = analysis.motion, analysis.clock, analysis.keypoints
    scale = motion.scale
    metres = "unknown; lengths and speed are withheld"
    if np.isfinite(scale.m_per_px):
        metres = f"{1000 * scale.m_per_px:.2f} mm a pixel ± {scale.error_pct:.1f} %, {scale.how}"
    exchanged = int(np.sum(motion.exchanged))
    runner_px = runner_height_px(keypoints)
    known = analysis.strides.calibration
    calibration = [("Calibration", calibration_words(known))] if known else []
    return [
        ("Clock", f"plays {clock.playback_fps:.2f} and was captured at {clock.capture_fps:.2f} "
                  f"frames a second; {clock.how}"),
        ("Scale", metres),
        ("Runner in the picture", f"{runner_px:.0f} px tall, {motion.near_side} side near"),
        ("Usable frames", f"{motion.usable_pct:.0f} % of {len(motion.time_s)}, with both legs seen "
                          "from hip to toe"),
        ("Left and right exchanged", f"in {exchanged} frames, put right" if exchanged else "never"),
        ("Smoothing", f"low-pass at {motion.cutoff_hz:.1f} Hz, chosen from the residuals"),
        ("Camera's roll", f"{number(motion.tilt_deg, 1)}°, taken out"),
        ("Pose network", _network(keypoints.model)),
        ("Timing of the feet", _timing(analysis)),
        ("Strides", f"{len(analysis.strides.strides)} whole strides, "
                    f"{len(analysis.strides.contacts)} contacts"),
        *calibration,
    ]  # fmt: skip


def _network(model: str) -> str:
    """The network that saw the landmarks, as keypoints.csv names it, and what to know of it."""
    note = about_network(model)
    return f"{model}; {note}" if note else model


def _timing(analysis: Analysis) -> str:
    """How contact and flight were found, and how much of what was learned from force applies."""
    if analysis.timed_by_force:
        return "from measured ground force"
    trust = [e.trust for e in analysis.strides.events.values()]
    if not trust:
        return "not found"
    like = f"{100 * min(trust):.0f} %"
    return f"by kinematics, corrected by what was learned from ground force; it applies to {like}"


def warnings(analysis: Analysis) -> list[str]:
    """Warnings, without the sentence on who was chosen, which stands beside the picture."""
    choice = analysis.keypoints.notes[:1] if analysis.keypoints.people else ()
    return [
        warning[0].upper() + warning[1:].removesuffix(".") + "."
        for warning in all_warnings(analysis)
        if warning and warning not in choice
    ]


def script_data(analysis: Analysis) -> dict[str, Any]:
    """What the page's script needs to move the film and to follow it."""
    strides = analysis.strides
    middle = {side: middle_stride(analysis, side) for side in SIDES}
    return {
        "filmSecondsPerSecond": analysis.clock.slow_motion_factor,
        "filmStart": float(analysis.keypoints.time_s[0]),
        "frame": 1.0 / analysis.clock.playback_fps,
        "begin": float(analysis.motion.time_s[0]),
        "end": float(analysis.motion.time_s[-1]),
        "contacts": [
            [c.side, round(c.strike_s, 4), round(c.toe_off_s, 4)] for c in strides.contacts
        ],
        "strides": {
            side: [
                [round(float(a), 4), round(float(b), 4)]
                for a, b in strides.strides.loc[
                    strides.strides["side"] == side, ["start_s", "end_s"]
                ].to_numpy(float)
            ]
            for side in SIDES
        },
        "middle": {
            side: None if m is None else [round(m[0], 4), round(m[2], 4)]
            for side, m in middle.items()
        },
        "thigh": {
            side: [None if not np.isfinite(v) else round(float(v), 1) for v in curve.mean_deg]
            for side, curve in strides.curves.items()
        },
    }
