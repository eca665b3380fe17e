"""Part `unchanged`: clips of runners who did not change, compared; and what a real change takes.

Laboratory runs at 3.5 m/s, each filmed five times by the virtual camera: another part of the run,
other landmark noise, the camera put up anew within what a careful user does. Any pair that shows a
change in any metric is a false alarm. Then one clip of each pair is moved by a known change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from bench.store import Document, Say, lab_folder
from kneedrive.analysis import Footage, Runner, measure
from kneedrive.fade.clips.comparable import setting_of
from kneedrive.fade.clips.taken import Taken
from kneedrive.fade.clips.verdict import Compared, compare_metrics
from kneedrive.pose.keypoints import clock_of
from kneedrive.report.files import metrics_document
from training.body import load_body
from training.data_set import LabRun, load_data_set
from training.virtual_camera import Camera, film

SPEED_MPS, RUNNERS, TIMES, SECONDS = 3.5, 7, 5, 10.0
YAW_DEG, ROLL_DEG, PITCH_DEG, DISTANCE_M = 3.0, 1.0, 2.0, (3.5, 5.0)
PLANTED = {
    "cadence_spm": (5.0, 8.0),
    "contact_time_ms": (20.0, 30.0),
    "flight_time_ms": (-20.0, -30.0),
    "peak_thigh_angle_deg": (-6.0, -9.0),
    "hip_flexor_impulse_nms_kg": (-0.05, -0.075),
}
OTHER_NOISE = 1000


@dataclass(frozen=True)
class Pair:
    """Two clips of one runner."""

    first: Taken
    second: Taken

    def compared(self) -> tuple[Compared, ...]:
        """Every metric of the two."""
        return compare_metrics(self.first, self.second, setting_of(self.first, self.second))

    def moved(self, name: str, change: float) -> "Pair":
        """The same pair, one metric of the second clip moved."""
        measure_ = self.second.metrics[name]
        if measure_.value is None or measure_.low is None or measure_.high is None:
            return self
        ends = measure_.low + change, measure_.high + change
        other = replace(measure_, value=measure_.value + change, low=ends[0], high=ends[1])
        return Pair(self.first, replace(self.second, metrics={**self.second.metrics, name: other}))


def run(scratch: Path, say: Say) -> Document:
    """False alarms among unchanged pairs, and the share of planted changes that is found."""
    runs = [r for r in load_data_set(lab_folder()) if abs(r.speed_mps - SPEED_MPS) < 0.01]
    pairs: list[Pair] = []
    for number, lab_run in enumerate(runs[:RUNNERS]):
        pairs += [Pair(a, b) for a, b in combinations(clips(lab_run, number, scratch), 2)]
        say(f"unchanged: {number + 1} of {RUNNERS} runners, {len(pairs)} pairs")
    alarms = [[m.metric.name for m in p.compared() if m.verdict == "changed"] for p in pairs]
    return {
        "runners": RUNNERS,
        "clips_each": TIMES,
        "pairs": len(pairs),
        "with_a_change": sum(map(bool, alarms)),
        "changed": sorted({name for found in alarms for name in found}),
        "found_of_planted": {
            name: {f"{change:g}": _found(pairs, name, change) for change in changes}
            for name, changes in PLANTED.items()
        },
        "detectable": _detectable(pairs),
    }


def clips(lab_run: LabRun, number: int, scratch: Path) -> Iterator[Taken]:
    """One run filmed several times over."""
    body = load_body(lab_run, scratch / "bodies")
    rng = np.random.default_rng(number)
    for again in range(TIMES):
        camera = Camera(
            start_s=float(rng.uniform(0, max(body.seconds - SECONDS - 0.1, 0))),
            seconds=SECONDS,
            facing="left" if number % 2 else "right",
            distance_m=float(rng.uniform(*DISTANCE_M)),
            yaw_deg=float(rng.normal(0, YAW_DEG)),
            roll_deg=float(rng.normal(0, ROLL_DEG)),
            pitch_deg=float(rng.normal(0, PITCH_DEG)),
            seed=number + OTHER_NOISE * again,
        )
        seen = film(body, camera).keypoints
        footage = Footage(Path("made.keypoints.csv"), None, clock_of(seen, None), seen)
        found = measure(footage, Runner(height_m=lab_run.height_m, sex=lab_run.sex))
        none = pd.DataFrame()
        yield Taken(scratch, metrics_document(found), found.metrics, none, none, none, None)


def _found(pairs: Sequence[Pair], name: str, change: float) -> float:
    """Per cent of pairs in which a planted change is called one."""
    verdicts = [
        next(m.verdict for m in pair.moved(name, change).compared() if m.metric.name == name)
        for pair in pairs
    ]
    return round(100 * verdicts.count("changed") / len(verdicts), 1)


def _detectable(pairs: Sequence[Pair]) -> dict[str, float]:
    """Median smallest detectable change of each metric."""
    seen: dict[str, list[float]] = {}
    for pair in pairs:
        for m in pair.compared():
            if m.detectable is not None:
                seen.setdefault(m.metric.name, []).append(m.detectable)
    return {name: round(float(np.median(values)), 3) for name, values in seen.items()}
