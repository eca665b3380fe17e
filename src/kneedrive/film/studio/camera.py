"""The camera: where it stands, how it is held, and where a point falls in the picture."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Facing = Literal["left", "right"]
Scene = Literal["treadmill", "passing"]


@dataclass(frozen=True)
class Camera:
    """A phone beside the runner.

    Parameters
    ----------
    facing : which way the runner faces in the picture; the camera stands on that side of the body
    scene : a treadmill, or a runner who passes by
    distance_m, height_m : from the runner's line, above the ground
    roll_deg : + = the phone tilted clockwise; pitch_deg : + = looking up
    yaw_deg : the camera stands so far in front of square (+) or behind, and looks at the runner
    panning : the camera turns with a passing runner
    field_deg : horizontal field of view
    capture_fps : pictures a second; the file plays slow_motion_factor times slower
    shutter : part of the frame time during which light falls in (0 = no motion blur)
    """

    facing: Facing = "right"
    scene: Scene = "treadmill"
    distance_m: float = 4.0
    height_m: float = 0.9
    roll_deg: float = 0.0
    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    panning: bool = False
    field_deg: float = 50.0
    width_px: int = 1280
    height_px: int = 720
    capture_fps: float = 60.0
    slow_motion_factor: float = 1.0
    shutter: float = 0.0

    @property
    def playback_fps(self) -> float:
        """Frame rate of the file."""
        return self.capture_fps / self.slow_motion_factor

    @property
    def near_side(self) -> str:
        """The side of the runner nearer to the camera."""
        return self.facing

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return self.width_px / 2 / float(np.tan(np.radians(self.field_deg) / 2))


@dataclass(frozen=True)
class View:
    """The camera at one moment: rotation (3, 3) from room to right, up, ahead; its place (3,)."""

    camera: Camera
    rotation: Array
    place_m: Array

    def project(self, points_m: Array) -> tuple[Array, Array]:
        """Pixels (N, 2) and pixels per metre (N,) of points (N, 3)."""
        seen = (points_m - self.place_m) @ self.rotation.T
        scale = self.camera.focal_px / np.maximum(seen[:, 2], 0.05)
        middle = np.array([self.camera.width_px, self.camera.height_px]) / 2
        return middle + seen[:, :2] * [1.0, -1.0] * scale[:, None], scale

    def homography(self, origin_m: Array, along_m: Array, up_m: Array) -> Array:
        """(3, 3) from coordinates (metres along, metres up) on a plane of the room to pixels."""
        basis = np.stack([along_m, up_m, origin_m - self.place_m], axis=1)
        seen = self.rotation @ basis
        f, c = self.camera.focal_px, self.camera
        lens = np.array([[f, 0, c.width_px / 2], [0, -f, c.height_px / 2], [0, 0, 1.0]])
        return np.asarray(lens @ seen)


def look(camera: Camera, turn_deg: float = 0.0) -> View:
    """The view with the camera turned by an angle to its right from straight across."""
    side = 1.0 if camera.facing == "right" else -1.0
    ahead_rad = np.radians(camera.yaw_deg)
    across = camera.distance_m * np.array([np.sin(ahead_rad), 0.0, side * np.cos(ahead_rad)])
    place = across + [0.0, camera.height_m, 0.0]
    turned_deg = turn_deg - side * camera.yaw_deg
    yaw, pitch, roll = np.radians([turned_deg, camera.pitch_deg, camera.roll_deg])
    ahead, right, up = np.array([0, 0, -side]), np.array([side, 0, 0]), np.array([0.0, 1.0, 0.0])
    ahead, right = (
        np.cos(yaw) * ahead + np.sin(yaw) * right,
        np.cos(yaw) * right - np.sin(yaw) * ahead,
    )
    ahead, up = (
        np.cos(pitch) * ahead + np.sin(pitch) * up,
        np.cos(pitch) * up - np.sin(pitch) * ahead,
    )
    right, up = np.cos(roll) * right + np.sin(roll) * up, np.cos(roll) * up - np.sin(roll) * right
    return View(camera, np.stack([right, up, ahead]), place)
