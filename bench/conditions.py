"""What the virtual camera is asked to film: every condition of the keypoint tables."""

from dataclasses import dataclass
from typing import Literal

from training.noise import NoiseName
from training.virtual_camera import Camera

RATES_FPS = (30, 60, 120, 240)
NOISES: tuple[NoiseName, ...] = ("none", "lab", "phone")
LENGTHS_S = (3, 5, 10, 20)
SLOWER = {1: 30, 2: 60, 4: 120, 8: 240}  # slow-motion factor of a film that plays at 30: captured


@dataclass(frozen=True)
class Condition:
    """One way in which all runs are filmed.

    key : its name in the results
    title : words for a reader
    camera : without seed and facing, which go with the run
    scale : what the user gives
    off_square_deg : the camera stands this far ahead of the runner's side and looks back at it
    exchanged : share of frames in which the legs are exchanged besides those of the noise
    slow_motion : the film plays this many times slower than life and does not say so
    """

    key: str
    title: str
    camera: Camera
    scale: Literal["height", "speed"] = "height"
    off_square_deg: float = 0.0
    exchanged: float = 0.0
    slow_motion: int | None = None


def rate_key(noise: NoiseName, fps: int) -> str:
    return f"{noise}-{fps}fps"


BASE = rate_key("phone", 60)
LENGTHS = tuple(BASE if s == 10 else f"length-{s}s" for s in LENGTHS_S)
HANDLING = ("roll-3", "down-10", "turned-10", "off-square-10", "off-square-20")
FAULTS = ("height-high-3", "height-low-3", "dropped-10", "exchanged-10")
OVERGROUND = ("passing", "panning")
BY_SPEED = tuple(f"by-speed-{fps}fps" for fps in RATES_FPS)
SLOW_MOTION = tuple(f"slow-{factor}" for factor in SLOWER)


def conditions() -> tuple[Condition, ...]:
    """All conditions, the most telling ones first."""
    rates = [
        Condition(rate_key(noise, fps), f"{noise}, {fps} fps", Camera(fps=fps, noise=noise))
        for noise in ("phone", "lab", "none")
        for fps in (60, 30, 240, 120)
    ]
    by_speed = [
        Condition(key, f"speed given, {fps} fps", Camera(fps=fps), scale="speed")
        for key, fps in zip(BY_SPEED, RATES_FPS, strict=True)
    ]
    lengths = [
        Condition(f"length-{seconds}s", f"{seconds} s", Camera(seconds=seconds))
        for seconds in LENGTHS_S
        if seconds != 10
    ]
    # Where the runner passes, 12.8 m of road are in the picture.
    road = Camera(scene="passing", distance_m=12.0, px_per_m=100.0, seconds=4.0)
    turning = Camera(scene="panning", distance_m=12.0, px_per_m=160.0, seconds=4.0)
    others = [
        Condition("roll-3", "camera rolled 3 deg", Camera(roll_deg=3.0)),
        Condition("down-10", "camera looks down 10 deg", Camera(pitch_deg=10.0)),
        Condition("turned-10", "camera turned 10 deg, runner off centre", Camera(yaw_deg=10.0)),
        Condition("off-square-10", "camera stands 10 deg ahead", Camera(), off_square_deg=10.0),
        Condition("off-square-20", "camera stands 20 deg ahead", Camera(), off_square_deg=20.0),
        Condition("height-high-3", "height told 3 % too large", Camera(height_error_pct=3.0)),
        Condition("height-low-3", "height told 3 % too small", Camera(height_error_pct=-3.0)),
        Condition("dropped-10", "10 % of the frames lost", Camera(dropped=0.1)),
        Condition("exchanged-10", "legs exchanged in 10 % more frames", Camera(), exchanged=0.1),
        Condition("passing", "runner passes, camera still", road),
        Condition("panning", "runner passes, camera turns along", turning),
    ]
    slow = [
        Condition(f"slow-{factor}", f"plays {factor} x slower", Camera(fps=fps), slow_motion=factor)
        for factor, fps in SLOWER.items()
    ]
    return (*rates, *by_speed, *lengths, *others, *slow)
