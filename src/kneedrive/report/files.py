"""The result as files for other programs: metrics.json, strides.csv, motion.csv, keypoints.csv."""

import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kneedrive.analysis import Analysis
from kneedrive.base.plain_text import spreadsheet_cell
from kneedrive.base.whole import whole_file
from kneedrive.findings import runner_height_px
from kneedrive.motion.motion import SIDES
from kneedrive.pose.keypoints import write_keypoints as write_keypoints_table
from kneedrive.pose.origin import SEEN_BY
from kneedrive.pull.pull import LegPull
from kneedrive.report.plain import document, write_json
from kneedrive.stride.register import BY_NAME
from kneedrive.stride.strides import STEP_COLUMNS, STRIDE_COLUMNS, Contact

SCHEMA = "kneedrive.metrics/1"


def metrics_document(analysis: Analysis) -> dict[str, Any]:
    """The whole of metrics.json as plain values; what is not known is None, never NaN."""
    content = {
        "source": _source(analysis),
        "time_base": {
            "playback_fps": analysis.clock.playback_fps,
            "capture_fps": analysis.clock.capture_fps,
            "slow_motion_factor": analysis.clock.slow_motion_factor,
            "how": analysis.clock.how,
        },
        "scale": asdict(analysis.motion.scale),
        "runner": _runner(analysis),
        "events": _events(analysis.strides.contacts),
        "force_events": _events(analysis.force_contacts),
        "kinematic_events": _events(analysis.kinematic_contacts),
        "quality": _quality(analysis),
        "metrics": {
            name: _measure(asdict(measure), name) for name, measure in analysis.metrics.items()
        },
        "calibration": _calibration(analysis),
        "pull_timing": {side: _timing(leg) for side, leg in analysis.pull.legs.items()},
        "demand": [asdict(demand) for demand in analysis.pull.demands],
    }
    return document(SCHEMA, content)


def _calibration(analysis: Analysis) -> dict[str, Any] | None:
    """The runner's own offset that was taken out of the events, found minus true."""
    known = analysis.strides.calibration
    if known is None:
        return None
    return {
        "file": known.source,
        "pose_model": known.model,
        "contacts": known.contacts,
        "strike_ms": round(1000 * known.strike_s, 2),
        "toe_off_ms": round(1000 * known.toe_off_s, 2),
        "share_taken_out": round(known.share, 3),
    }


def _timing(leg: LegPull) -> dict[str, float]:
    """Where in the swing a leg's pull peaks and ends, and its work."""
    return {
        "peak_at_swing_pct": round(leg.peak_at_swing_pct, 1),
        "zero_at_swing_pct": round(leg.zero_at_swing_pct, 1),
        "positive_work_j_kg": round(leg.positive_work_j_kg, 4),
        "net_work_j_kg": round(leg.net_work_j_kg, 4),
    }


def _events(contacts: Iterable[Contact]) -> list[dict[str, Any]]:
    return [
        {
            "side": contact.side,
            "strike_s": round(contact.strike_s, 4),
            "toe_off_s": round(contact.toe_off_s, 4),
        }
        for contact in contacts
    ]


def all_warnings(analysis: Analysis) -> list[str]:
    """Warnings of the analysis and of its motion, each once."""
    return list(dict.fromkeys((*analysis.warnings, *analysis.motion.warnings)))


def _source(analysis: Analysis) -> dict[str, Any]:
    clip, time_s = analysis.clip, analysis.keypoints.time_s
    return {
        "file": analysis.source.name,
        "kind": "film" if clip else "keypoints",
        "codec": clip.codec if clip else None,
        "width_px": analysis.keypoints.width_px,
        "height_px": analysis.keypoints.height_px,
        "frames": len(time_s),
        "start_s": float(time_s[0]),
        "end_s": float(time_s[-1]),
    }


def _runner(analysis: Analysis) -> dict[str, Any]:
    motion, runner = analysis.motion, analysis.runner
    return {
        "facing": motion.facing,
        "near_side": motion.near_side,
        "height_px": runner_height_px(analysis.keypoints),
        "scene": motion.scene,
        "height_m": runner.height_m,
        "mass_kg": runner.mass_kg,
        "sex": runner.sex,
        "given_speed_mps": runner.speed_mps,
    }


def _quality(analysis: Analysis) -> dict[str, Any]:
    motion = analysis.motion
    return {
        "usable_frames_pct": motion.usable_pct,
        "exchanged_frames": int(np.sum(motion.exchanged)),
        "cutoff_hz": motion.cutoff_hz,
        "tilt_deg": motion.tilt_deg,
        "pose_model": analysis.keypoints.model,
        "timing_trust": {side: e.trust for side, e in analysis.strides.events.items()},
        "thigh_offset_deg": dict(analysis.strides.thigh_offset_deg),
        "notes": list(analysis.keypoints.notes),
        "warnings": all_warnings(analysis),
    }


def _measure(fields: dict[str, Any], name: str) -> dict[str, Any]:
    metric = BY_NAME.get(name)
    digits = (metric.decimals if metric else 3) + 2
    rounded = {
        key: round(value, digits) if isinstance(value, float) and math.isfinite(value) else value
        for key, value in fields.items()
    }
    return {**rounded, "unit": metric.unit if metric else None}


def write_metrics_json(analysis: Analysis, path: Path) -> None:
    """Write metrics.json."""
    write_json(metrics_document(analysis), path)


def write_strides_csv(analysis: Analysis, path: Path) -> None:
    """Write a row per step and per stride; `kind` says which, cells that don't apply are empty."""
    steps = analysis.strides.steps.assign(kind="step")
    strides = analysis.strides.strides.assign(kind="stride")
    kept = [table for table in (steps, strides) if len(table)]
    table = pd.concat(kept, ignore_index=True) if kept else steps
    columns = dict.fromkeys(("kind", "side", *STEP_COLUMNS, *STRIDE_COLUMNS))
    table = table.reindex(columns=list(columns))
    with whole_file(path) as part:
        table.to_csv(part, index=False, float_format="%.6g", errors="replace")


def motion_table(analysis: Analysis) -> pd.DataFrame:
    """A row per frame: captured time, angles of each leg, contacts, landmarks in metres.

    Angles are corrected as the metrics are. The landmarks, after the column that names their
    network, are where it saw them: angles made of them anew are not corrected.
    """
    motion = analysis.motion
    columns: dict[str, Any] = {"time_s": motion.time_s}
    for side in SIDES:
        for name, values in vars(motion.legs[side]).items():
            columns[f"{side}_{name}"] = np.round(values, 3)
        columns[f"{side}_contact"] = _standing(analysis, side)
    columns["trunk_lean_deg"] = np.round(motion.trunk_lean_deg, 3)
    columns["exchanged"] = motion.exchanged.astype(int)
    columns[SEEN_BY] = analysis.keypoints.model
    for i, landmark in enumerate(motion.landmarks):
        columns[f"{landmark}_x_m"] = np.round(motion.xy_m[:, i, 0], 5)
        columns[f"{landmark}_y_m"] = np.round(motion.xy_m[:, i, 1], 5)
    return pd.DataFrame(columns)


def _standing(analysis: Analysis, side: str) -> Any:
    """(T,) 1 while this foot is on the ground, 0 in the air, missing beyond the known contacts."""
    time_s = analysis.motion.time_s
    standing = np.full(len(time_s), np.nan)
    contacts = [c for c in analysis.strides.contacts if c.side == side]
    if contacts:
        known = (time_s >= contacts[0].strike_s) & (time_s < contacts[-1].toe_off_s)
        standing[known] = 0
    for contact in contacts:
        standing[(time_s >= contact.strike_s) & (time_s < contact.toe_off_s)] = 1
    return pd.array(standing, dtype="Int64")


def write_motion_csv(analysis: Analysis, path: Path) -> None:
    """Write the motion, a row per frame."""
    table = motion_table(analysis).rename(columns=spreadsheet_cell)
    with whole_file(path) as part:
        table.to_csv(part, index=False, float_format="%.6g", errors="replace")


def write_keypoints_csv(analysis: Analysis, path: Path) -> None:
    """Write the keypoints as the pose network saw them."""
    write_keypoints_table(analysis.keypoints, path)
