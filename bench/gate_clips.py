"""A few tables of landmarks, kept so that what they measure can be compared to the last digit.

Drawn runners whose true landmarks were spoilt as a phone or a laboratory would; no pose network.
`python -m bench.gate_clips` draws them anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bench.sample import studio_keypoints
from bench.store import ROOT
from kneedrive.analysis import Analysis, Footage, Runner, measure
from kneedrive.film.studio import Camera, typical_runner
from kneedrive.film.studio import Runner as Drawn
from kneedrive.pose.keypoints import Keypoints, clock_of, write_keypoints
from kneedrive.pose.table import read_keypoints
from training.noise import NoiseName

FOLDER = ROOT / "bench" / "clips"
DECIMALS = 1  # px


@dataclass(frozen=True)
class Clip:
    """One clip: who runs, how it is filmed and spoilt, and what is said of it.

    told : what the user says; capture_fps : of the film, None where nobody says it
    model : of which the landmarks are said to be
    rolled_deg : how far the picture was turned about its corner, clockwise
    """

    name: str
    drawn: Drawn
    seconds: float
    noise: NoiseName
    told: Runner
    camera: Camera = field(default_factory=Camera)
    capture_fps: float | None = None
    model: str = "file"
    rolled_deg: float = 0.0

    @property
    def path(self) -> Path:
        """Its table."""
        return FOLDER / f"{self.name}.keypoints.csv"

    def keypoints(self) -> Keypoints:
        """The table as it is kept."""
        return replace(read_keypoints(self.path), model=self.model)

    def footage(self) -> Footage:
        """What is measured."""
        seen = self.keypoints()
        return Footage(self.path, None, clock_of(seen, self.capture_fps), seen)

    def measured(self) -> Analysis:
        """All that is known of it."""
        return measure(self.footage(), self.told)


CLIPS = (
    Clip(
        "treadmill",
        typical_runner(3.4, height_m=1.78, seed=7),
        10.0,
        "phone",
        Runner(height_m=1.78, sex="male"),
        capture_fps=60.0,
    ),
    Clip(
        "perfect",
        typical_runner(3.4, height_m=1.78, seed=7),
        8.0,
        "none",
        Runner(height_m=1.78, sex="male"),
        capture_fps=60.0,
    ),
    Clip(
        "left-30fps",
        typical_runner(2.9, height_m=1.66, sex="female", seed=8),
        8.0,
        "lab",
        Runner(sex="female", speed_mps=2.9),
        Camera(facing="left", capture_fps=30.0),
        capture_fps=30.0,
    ),
    Clip(
        "passing",
        typical_runner(4.2, height_m=1.84, seed=9),
        12.0 / 4.2,
        "lab",
        Runner(height_m=1.84, sex="male"),
        Camera(scene="passing", distance_m=14.0, width_px=1920, height_px=1080),
        capture_fps=60.0,
    ),
    Clip(
        "slow-4x-rolled",
        typical_runner(3.8, height_m=1.72, sex="female", seed=10),
        4.0,
        "lab",
        Runner(height_m=1.72, sex="female"),
        Camera(capture_fps=120.0, slow_motion_factor=4.0),
        rolled_deg=2.0,
    ),
    Clip(
        "network",
        typical_runner(3.0, height_m=1.75, seed=12),
        7.0,
        "phone",
        Runner(height_m=1.75, sex="male"),
        capture_fps=60.0,
        model="blazepose-heavy",
    ),
)
BY_NAME = {clip.name: clip for clip in CLIPS}


def make_tables(clips: Sequence[Clip] = CLIPS) -> None:
    """Draw every clip anew."""
    FOLDER.mkdir(exist_ok=True)
    for clip in clips:
        seen, _ = studio_keypoints(clip.drawn, clip.camera, clip.seconds, clip.noise)
        c, s = np.cos(np.radians(clip.rolled_deg)), np.sin(np.radians(clip.rolled_deg))
        xy_px = seen.xy_px @ np.array([[c, s], [-s, c]])
        write_keypoints(replace(seen, xy_px=xy_px.round(DECIMALS)), clip.path)


if __name__ == "__main__":
    make_tables()
