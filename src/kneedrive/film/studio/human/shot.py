"""One shot of a person who moves: the room, the light, the lens, drawn at any moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.backdrop import (
    Backdrop,
    make_backdrop,
    paint_backdrop,
    paint_belt,
    paint_hood,
)
from kneedrive.film.studio.camera import Camera, View, look
from kneedrive.film.studio.human.figure import Build
from kneedrive.film.studio.human.outfit import Outfit, make_outfit
from kneedrive.film.studio.human.package import HumanData, human_data
from kneedrive.film.studio.human.paint import (
    Light,
    Painted,
    RollingShutter,
    lay_over,
    shade_ground,
)
from kneedrive.film.studio.human.person import Person, make_person
from kneedrive.film.studio.paint import Picture
from kneedrive.film.studio.walker import walking_pose

Floats = NDArray[np.float64]

BLUR_PICTURES = 4  # averaged over the time the shutter is open
BYSTANDER_M = {"treadmill": 1.1, "passing": 1.6}  # behind the runner
CAPTION_AT, CAPTION_SIZE = (0.05, 0.08), 0.0018  # of the picture


@dataclass(frozen=True)
class Setting:
    """What is around the person, and what the camera makes of it.

    Parameters
    ----------
    console : the treadmill's hood and console stand in front of the far foot or of both feet
    bystander : a second person walks by behind, at half time level with the middle
    caption : letters burnt into the picture
    grain : noise of the sensor, standard deviation of 255 steps
    exposure : brightness, 1 = as lit
    soft_px : the lens is out of focus by so many px
    readout_s : time between the first and the last row of a picture (rolling shutter)
    """

    seed: int = 0
    light: Light = field(default_factory=Light)
    console: Literal["none", "far", "near"] = "none"
    bystander: bool = False
    caption: str = ""
    grain: float = 3.0
    exposure: float = 1.0
    soft_px: float = 0.4
    readout_s: float = 0.0


@dataclass(frozen=True)
class Cast:
    """Who is filmed: a build in an outfit."""

    build: Build
    outfit: Outfit
    mass_kg: float
    seed: int


@dataclass(frozen=True)
class HumanShot:
    """Everything needed to draw a moment.

    Parameters
    ----------
    pose : captured time s -> (P, 3) over the studio's POINTS, in the room
    speed_mps : of the belt, and of a camera that follows
    seconds : length, captured time; a passing runner is in the middle at half of it
    still : the empty scene, where the camera stands still
    """

    person: Person
    pose: Callable[[float], Floats]
    speed_mps: float
    camera: Camera
    setting: Setting
    seconds: float
    backdrop: Backdrop
    walker: Person | None
    still: Picture | None


def make_human_shot(
    person: Person,
    pose: Callable[[float], Floats],
    speed_mps: float,
    camera: Camera,
    setting: Setting,
    seconds: float,
) -> HumanShot:
    """Prepare the room and whoever else is in it."""
    walker = None
    if setting.bystander:
        seed = setting.seed + 1000
        build = Build(height_m=1.62 + 0.03 * (seed % 8))
        walker = make_person(kept_data(), build, make_outfit(seed), seed, 70.0)
    backdrop = make_backdrop(camera, setting.seed)
    still = None if camera.panning else paint_backdrop(backdrop, look(camera))
    return HumanShot(person, pose, speed_mps, camera, setting, seconds, backdrop, walker, still)


@lru_cache(maxsize=1)
def kept_data() -> HumanData:
    """The body's data, read once."""
    return human_data()


def cast_person(cast: Cast) -> Person:
    """Shape and dress whoever is cast."""
    return make_person(kept_data(), cast.build, cast.outfit, cast.seed, cast.mass_kg)


def human_view_at(shot: HumanShot, time_s: float) -> View:
    """The camera at a captured time; a panning one follows the running speed."""
    if not shot.camera.panning:
        return look(shot.camera)
    side = 1.0 if shot.camera.facing == "right" else -1.0
    x = side * shot.speed_mps * (time_s - shot.seconds / 2)
    return look(shot.camera, float(np.degrees(np.arctan2(x, shot.camera.distance_m))))


def draw_human_frame(shot: HumanShot, time_s: float) -> Picture:
    """One picture (RGB) as the camera gives it; with an open shutter, the mean of several."""
    setting = shot.setting
    picture = _exposed(shot, time_s)
    if setting.soft_px > 0:
        cv2.GaussianBlur(picture, (0, 0), setting.soft_px, dst=picture)
    picture *= np.float32(setting.exposure)
    if setting.grain > 0:
        picture += _grain(setting, picture.shape, time_s)
    done = np.clip(picture, 0, 255).astype(np.uint8)
    if setting.caption:
        _write_caption(done, setting.caption)
    return done


def _exposed(shot: HumanShot, time_s: float) -> NDArray[np.float32]:
    """The light that falls in while the shutter is open."""
    camera = shot.camera
    if camera.shutter <= 0:
        return _moment(shot, time_s).astype(np.float32)
    open_s = camera.shutter / camera.capture_fps
    total = np.zeros((camera.height_px, camera.width_px, 3), np.float32)
    for part in (np.arange(BLUR_PICTURES) + 0.5) / BLUR_PICTURES - 0.5:
        total += _moment(shot, time_s + float(part) * open_s)
    return total / np.float32(BLUR_PICTURES)


def _moment(shot: HumanShot, time_s: float) -> Picture:
    """What there is to see at one instant, in the light of the room."""
    view, setting = human_view_at(shot, time_s), shot.setting
    picture = paint_backdrop(shot.backdrop, view) if shot.still is None else shot.still.copy()
    near = 1.0 if shot.camera.near_side == "right" else -1.0
    if shot.walker is not None:
        behind = [0.0, shot.backdrop.floor_up_m, -near * BYSTANDER_M[shot.camera.scene]]
        pose = walking_pose(shot.walker.body, np.array([time_s - shot.seconds / 2]))[0] + behind
        walker = shot.walker.skin(shot.walker.place(pose))
        seen = shot.walker.paint(view, walker, setting.light)
        if seen is not None:
            lay_over(picture, seen)
    if shot.camera.scene == "treadmill":
        paint_belt(picture, view, shot.speed_mps * time_s)
    vertices = shot.person.skin(shot.person.place(shot.pose(time_s)))
    shade_ground(picture, view, vertices, shot.person.dressed.triangles, setting.light)
    roll = _rolling(shot, vertices, time_s)
    seen = shot.person.paint(view, vertices, setting.light, roll)
    if setting.console == "far":
        paint_hood(picture, view, -near)
    if seen is not None:
        lay_over(picture, seen)
    if setting.console == "far" and seen is not None:
        _hood_between_legs(picture, view, -near, seen, shot)
    if setting.console == "near":
        paint_hood(picture, view, near)
    return picture


def _rolling(
    shot: HumanShot, vertices: NDArray[np.float32], time_s: float
) -> RollingShutter | None:
    readout_s = shot.setting.readout_s
    if readout_s <= 0:
        return None
    later = shot.person.skin(shot.person.place(shot.pose(time_s + readout_s / 2)))
    return RollingShutter((later - vertices) / np.float32(readout_s / 2), readout_s)


def _hood_between_legs(
    picture: Picture, view: View, side: float, seen: Painted, shot: HumanShot
) -> None:
    """The hood again over whatever of the body lies behind it."""
    covered = picture.copy()
    paint_hood(covered, view, side)
    z = side * 0.26
    depth = float((np.array([0.9, 0.1, z]) - view.place_m) @ view.rotation[2])
    x, y = seen.corner_px
    tall, wide = seen.cover.shape
    behind = (seen.depth_m > depth)[:, :, None]
    part = picture[y : y + tall, x : x + wide]
    part[:] = np.where(behind, covered[y : y + tall, x : x + wide], part)


def _grain(setting: Setting, shape: tuple[int, ...], time_s: float) -> NDArray[np.float32]:
    rng = np.random.default_rng([setting.seed, round(time_s * 1e5) + 10**6])
    tile = rng.standard_normal((256, 256, 1), dtype=np.float32) * setting.grain
    high, wide = -(-shape[0] // 256), -(-shape[1] // 256)
    shift = rng.integers(0, 256, 2)
    rolled = np.roll(tile, tuple(shift.tolist()), (0, 1))
    return np.tile(rolled, (high, wide, 1))[: shape[0], : shape[1]]


def _write_caption(picture: Picture, caption: str) -> None:
    tall, wide = picture.shape[:2]
    at = (round(CAPTION_AT[0] * wide), round(CAPTION_AT[1] * tall))
    size = CAPTION_SIZE * tall
    for colour, thick in (((0, 0, 0), 5), ((255, 255, 255), 2)):
        cv2.putText(
            picture, caption, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, thick, cv2.LINE_AA
        )
