"""What stands behind and around the runner: wall and floor with texture, a treadmill."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.camera import Camera, View
from kneedrive.film.studio.paint import Colour, Picture, polygon, tinted

Array = NDArray[np.float64]

WALL_M = {"treadmill": 2.2, "passing": 5.0}  # behind the runner
WALL_UP_M = {"treadmill": 3.2, "passing": 4.5}
LONG_M, DEEP_M = 44.0, 14.0
WALL_PX_PM, FLOOR_PX_PM = 80, 60
BELT_UP_M = 0.16  # belt above the floor
BELT = (-0.95, 0.80)  # rear and front end of the belt, m from the runner's mean place
BELT_HALF_M = 0.24
MARK_EVERY_M = 0.45
HOOD = (0.78, 1.30)  # of the motor, in front of the belt


@dataclass(frozen=True)
class Backdrop:
    """Textures of wall and floor, RGB; the wall's first row is its top."""

    wall: Picture
    floor: Picture
    sky: Colour
    floor_up_m: float


def make_backdrop(camera: Camera, seed: int) -> Backdrop:
    """A room for a treadmill, a street for a passing runner; another one for every seed."""
    rng = np.random.default_rng([seed, 19])
    inside = camera.scene == "treadmill"
    base = rng.integers(*((120, 200) if inside else (90, 160)), 3).astype(np.float64)
    wall = _grain(
        rng, round(WALL_UP_M[camera.scene] * WALL_PX_PM), round(LONG_M * WALL_PX_PM), base
    )
    h, w = wall.shape[:2]
    for _ in range(70 if inside else 130):
        wide, high = rng.integers(15, 130), rng.integers(20, 200)
        x, y = int(rng.integers(0, w)), int(rng.integers(0, h))
        colour = _rgb(np.clip(base + rng.integers(-70, 70, 3), 20, 235))
        cv2.rectangle(wall, (x, y), (x + int(wide), min(y + int(high), h)), colour, -1)
        cv2.rectangle(wall, (x, y), (x + int(wide), min(y + int(high), h)), tinted(colour, -0.4), 2)
    cv2.rectangle(wall, (0, h - 8), (w, h), (70, 66, 62), -1)
    ground = rng.integers(90, 150) + rng.integers(-12, 12, 3).astype(np.float64)
    floor = _grain(rng, round(DEEP_M * FLOOR_PX_PM), round(LONG_M * FLOOR_PX_PM), ground)
    for x in range(0, floor.shape[1], FLOOR_PX_PM * 2):
        cv2.line(floor, (x, 0), (x, floor.shape[0]), tinted(_rgb(ground), -0.3), 2)
    for _ in range(500):
        x, y = int(rng.integers(floor.shape[1])), int(rng.integers(floor.shape[0]))
        shade = tinted(_rgb(ground), float(rng.uniform(-0.35, 0.25)))
        cv2.circle(floor, (x, y), int(rng.integers(1, 6)), shade, -1)
    return Backdrop(wall, floor, (186, 204, 222), -BELT_UP_M if inside else 0.0)


def _rgb(values: Array) -> Colour:
    """Three numbers as a colour."""
    red, green, blue = (int(value) for value in values)
    return red, green, blue


def _grain(rng: np.random.Generator, high: int, wide: int, base: Array) -> Picture:
    """A surface with coarse and fine grain."""
    coarse = cv2.resize(rng.normal(0, 9, (high // 24 + 2, wide // 24 + 2)), (wide, high))
    fine = cv2.resize(rng.normal(0, 7, (high // 3 + 1, wide // 3 + 1)), (wide, high))
    return np.clip(base + (coarse + fine)[:, :, None], 0, 255).astype(np.uint8)


def paint_backdrop(backdrop: Backdrop, view: View) -> Picture:
    """The empty scene as the camera sees it."""
    camera = view.camera
    side = 1.0 if camera.facing == "right" else -1.0
    size = (camera.width_px, camera.height_px)
    far = -side * WALL_M[camera.scene]
    high = WALL_UP_M[camera.scene]
    along, up = np.array([side, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
    corner = np.array([-side * LONG_M / 2, backdrop.floor_up_m + high, far])
    wall = view.homography(corner, along, -up) @ np.diag([1 / WALL_PX_PM, 1 / WALL_PX_PM, 1.0])
    picture = np.empty((camera.height_px, camera.width_px, 3), np.uint8)
    picture[:] = backdrop.sky
    cv2.warpPerspective(
        backdrop.wall, wall, size, picture, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT
    )
    corner = np.array([-side * LONG_M / 2, backdrop.floor_up_m, far])
    scale = np.diag([1 / FLOOR_PX_PM, 1 / FLOOR_PX_PM, 1.0])
    depth = np.array([0.0, 0.0, side])
    floor = view.homography(corner, along, depth) @ scale
    near = min(DEEP_M, abs(far) + camera.distance_m - 0.4)
    part = backdrop.floor[: max(2, round(near * FLOOR_PX_PM))]
    cv2.warpPerspective(part, floor, size, picture, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    if camera.scene == "treadmill":
        _deck(picture, view)
    return picture


def _quad(
    picture: Picture, view: View, corners_m: list[tuple[float, float, float]], c: Colour
) -> None:
    px, _ = view.project(np.array(corners_m))
    polygon(picture, px, c)


def _deck(picture: Picture, view: View) -> None:
    """The treadmill's frame, belt and far upright."""
    near = 1.0 if view.camera.facing == "right" else -1.0
    rear, front = BELT
    frame, dark = (88, 90, 96), (38, 38, 40)
    edge = BELT_HALF_M + 0.10
    for z in (-near * edge, near * edge):
        _quad(
            picture,
            view,
            [(rear, -BELT_UP_M, z), (HOOD[1], -BELT_UP_M, z), (HOOD[1], 0, z), (rear, 0, z)],
            frame,
        )
    _quad(
        picture,
        view,
        [(rear, 0, -edge), (HOOD[0], 0, -edge), (HOOD[0], 0, edge), (rear, 0, edge)],
        frame,
    )
    b = BELT_HALF_M
    _quad(picture, view, [(rear, 0, -b), (front, 0, -b), (front, 0, b), (rear, 0, b)], dark)
    _post(picture, view, -near)


def _post(picture: Picture, view: View, side: float) -> None:
    """One upright with its handrail, on the left (-1) or right (+1) of the runner."""
    z = side * (BELT_HALF_M + 0.10)
    steel = (112, 114, 120)
    _quad(picture, view, [(0.92, 0, z), (1.0, 0, z), (1.12, 1.15, z), (1.04, 1.15, z)], steel)
    _quad(picture, view, [(0.62, 0.92, z), (1.06, 1.0, z), (1.06, 1.04, z), (0.62, 0.96, z)], steel)


def paint_belt(picture: Picture, view: View, ran_m: float) -> None:
    """Marks on the belt that has run a way (m) under the runner."""
    rear, front = BELT
    first = front - (-ran_m % MARK_EVERY_M) if ran_m < 0 else front - MARK_EVERY_M + 0.0
    marks = np.arange(rear, front, MARK_EVERY_M) + (MARK_EVERY_M - ran_m % MARK_EVERY_M)
    del first
    for x in marks[(marks > rear) & (marks + 0.04 < front)]:
        b = BELT_HALF_M
        _quad(
            picture,
            view,
            [(x, 0, -b), (x + 0.03, 0, -b), (x + 0.03, 0, b), (x, 0, b)],
            (92, 92, 94),
        )


def paint_hood(picture: Picture, view: View, side: float) -> None:
    """Motor hood and console; `side` (-1 left, +1 right of the runner) is where it is drawn."""
    z = side * (BELT_HALF_M + 0.02)
    _quad(
        picture,
        view,
        [
            (0.42, -0.02, z),
            (HOOD[1], -0.02, z),
            (HOOD[1], 0.24, z),
            (0.62, 0.24, z),
            (0.42, 0.12, z),
        ],
        (64, 66, 72),
    )
    _post(picture, view, side)
    _quad(
        picture,
        view,
        [(0.98, 1.08, z), (1.2, 1.1, z), (1.16, 1.42, z), (1.06, 1.42, z)],
        (52, 54, 60),
    )
