"""The report: one HTML file that opens offline, with the film beside it."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kneedrive import __version__
from kneedrive.analysis import Analysis
from kneedrive.findings import (
    NORMS,
    amount,
    film_better,
    interval,
    number,
    pace,
    place,
    read_findings,
    runner_height_px,
    summary,
    unit,
)
from kneedrive.findings.norms import POPULATION, SOURCE
from kneedrive.findings.place import Place
from kneedrive.motion.motion import SIDES
from kneedrive.report.atomic import atomic
from kneedrive.report.bands import band_rows
from kneedrive.report.files import all_warnings
from kneedrive.report.film import drawn_size
from kneedrive.report.links import with_links
from kneedrive.report.moments import middle_stride
from kneedrive.report.palette import ON_DARK, ON_LIGHT
from kneedrive.report.plots import moment_plot, thigh_plot
from kneedrive.report.running_bar import bar_height
from kneedrive.report.stills import Still
from kneedrive.report.strip import step_strip
from kneedrive.stride.register import BY_NAME

FILM_NAME = "annotated.mp4"
TILES = (
    "speed_mps",
    "cadence_spm",
    "contact_time_ms",
    "flight_time_ms",
    "peak_thigh_angle_deg",
    "step_length_m",
)


@dataclass(frozen=True)
class Tile:
    """One main number: its value and unit, or why there is none."""

    title: str
    value: str | None
    unit: str
    interval: str | None
    words: str | None
    reason: str | None


def write_page(
    analysis: Analysis, path: Path, portrait: Still | None, stills: tuple[Still, ...], film: bool
) -> None:
    """Write report.html.

    Parameters
    ----------
    analysis : what was measured
    path : the file to write
    portrait : the runner with a box, None where unseen
    stills : contact, mid-stance, toe-off and highest knee of each side
    film : whether annotated.mp4 lies beside the report
    """
    text = render(analysis, portrait, stills, film)
    with atomic(path) as part:
        part.write_text(text, encoding="utf-8")


def render(
    analysis: Analysis, portrait: Still | None, stills: tuple[Still, ...], film: bool
) -> str:
    """The page as text."""
    assets = files("kneedrive.report") / "assets"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters["links"] = with_links
    template = environment.from_string((assets / "report.html.j2").read_text("utf-8"))
    rows, without_band = band_rows(analysis)
    shape = _film_shape(analysis)
    return template.render(
        style=Markup((assets / "report.css").read_text("utf-8")),
        script=Markup((assets / "report.js").read_text("utf-8")),
        colours={"light": ON_LIGHT, "dark": ON_DARK},
        name=analysis.source.name,
        facts=_facts(analysis),
        summary=summary(analysis),
        portrait=portrait,
        choice=analysis.keypoints.notes[0] if analysis.keypoints.people else "",
        tiles=[tile for name in TILES if (tile := _tile(analysis, name))],
        film=FILM_NAME if film else None,
        upright=shape < 1,
        film_shape=f"{shape:.4f}",
        thigh=thigh_plot(analysis),
        stills={side: [s for s in stills if s.moment.side == side] for side in SIDES},
        has_clip=analysis.clip is not None,
        bands=rows,
        without_band=_by_reason(without_band),
        population=POPULATION,
        population_source=SOURCE,
        definitions={BY_NAME[row.name].title: NORMS[row.name].definition for row in rows},
        strip=step_strip(analysis),
        moment=moment_plot(analysis),
        no_moment=analysis.pull.reason,
        findings=read_findings(analysis),
        table=_table(analysis),
        quality=_quality(analysis),
        warnings=_warnings(analysis),
        advice=film_better(analysis),
        version=__version__,
        data=_data(analysis),
    )


def _by_reason(without_band: dict[str, str]) -> dict[str, list[str]]:
    """Titles of the numbers without a band, by the reason why."""
    grouped: dict[str, list[str]] = {}
    for name, reason in without_band.items():
        grouped.setdefault(reason, []).append(BY_NAME[name].title)
    return grouped


def _facts(analysis: Analysis) -> list[str]:
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


def _tile(analysis: Analysis, name: str) -> Tile | None:
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


def _film_shape(analysis: Analysis) -> float:
    """Width over height of the annotated film, its running bar included; 1 without a clip."""
    if analysis.clip is None:
        return 1.0
    width, height, _ = drawn_size(analysis.clip.width_px, analysis.clip.height_px)
    return width / (height + bar_height(width, height))


def _table(analysis: Analysis) -> list[dict[str, Any]]:
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


def _quality(analysis: Analysis) -> list[tuple[str, str]]:
    """How it was measured: pairs of a term and what is to say of it."""
    motion, clock, keypoints = analysis.motion, analysis.clock, analysis.keypoints
    scale = motion.scale
    metres = "unknown; lengths and speed are withheld"
    if np.isfinite(scale.m_per_px):
        metres = f"{1000 * scale.m_per_px:.2f} mm a pixel ± {scale.error_pct:.1f} %, {scale.how}"
    exchanged = int(np.sum(motion.exchanged))
    runner_px = runner_height_px(keypoints)
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
        ("Pose model", keypoints.model),
        ("Strides", f"{len(analysis.strides.strides)} whole strides, "
                    f"{len(analysis.strides.contacts)} contacts"),
    ]  # fmt: skip


def _warnings(analysis: Analysis) -> list[str]:
    """Warnings, without the sentence on who was chosen, which stands beside the picture."""
    choice = analysis.keypoints.notes[:1] if analysis.keypoints.people else ()
    return [
        warning[0].upper() + warning[1:].removesuffix(".") + "."
        for warning in all_warnings(analysis)
        if warning and warning not in choice
    ]


def _data(analysis: Analysis) -> dict[str, Any]:
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
