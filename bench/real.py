"""Part `real`: the clips of real people, through the command line, as a user would.

The clips are not part of the project. Garage: a man on a treadmill; his cadence was counted from
the pixels, without a pose model. Two clips of people who walk. One of a run too short to measure.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.store import COMMAND, Document, Say, clips_folder, machine

GARAGE = "garage-treadmill-30fps.mp4"
GARAGE_CADENCE_SPM = 168.9
SHOWN = ("cadence_spm", "contact_time_ms", "duty_factor_pct", "peak_thigh_angle_deg")


@dataclass(frozen=True)
class RealClip:
    """A clip, what is known of it, and what is right to do with it."""

    name: str
    what: str
    due: str


CLIPS = (
    RealClip(GARAGE, "a man runs on a treadmill, 30 fps, blurred", "measured"),
    RealClip("walk-both-ways.mp4", "one person walks, turns, walks back", "refused"),
    RealClip("two-people-walking.mp4", "a woman and a man walk", "refused"),
    RealClip("too-short-run.mp4", "a woman runs past, 4 steps, 93 px tall", "withheld"),
)


def run(scratch: Path, say: Say) -> Document:
    """Analyse every clip."""
    folder = clips_folder()
    said = machine()
    rows = []
    for clip in CLIPS:
        row = analyse(folder / clip.name, scratch / "real" / Path(clip.name).stem)
        say(f"real: {clip.name}: {row['outcome']} (due: {clip.due})")
        rows.append({"clip": clip.name, "what": clip.what, "due": clip.due} | row)
    return {"machine": said, "garage_cadence_spm": GARAGE_CADENCE_SPM, "clips": rows}


def analyse(clip: Path, out: Path) -> Document:
    """Exit status, what was said, and the main numbers of `kneedrive analyze`."""
    command = [COMMAND, "analyze", str(clip), "--out", str(out), "--no-film"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    row: Document = {"status": done.returncode}
    if done.returncode == 2:
        return row | {"outcome": "refused", "says": done.stderr.strip().splitlines()[-1]}
    if done.returncode != 0:
        return row | {"outcome": "broken", "says": done.stderr.strip()[-300:]}
    return row | outcome(json.loads((out / "metrics.json").read_text(encoding="utf-8")))


def outcome(document: Mapping[str, Any]) -> Document:
    """What metrics.json comes to: measured, or withheld with the reasons given."""
    metrics = document["metrics"]
    values = {name: metrics[name]["value"] for name in SHOWN}
    reasons = sorted({m["reason"] for m in metrics.values() if m["status"] == "withheld"})
    events = document["events"]
    return {
        "outcome": "withheld" if all(v is None for v in values.values()) else "measured",
        "says": "; ".join(reasons),
        "values": values,
        "intervals": {name: [metrics[name]["low"], metrics[name]["high"]] for name in SHOWN},
        "strides": sum(e["side"] == "left" for e in events),
        "frames": document["source"]["frames"],
        "exchanged_frames": document["quality"]["exchanged_frames"],
        "model": document["quality"]["pose_model"],
    }
