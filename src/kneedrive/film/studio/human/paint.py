"""Paint a body's surface into a picture: a depth buffer, light from one side, soft edges."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.film.studio.camera import View
from kneedrive.film.studio.paint import Picture

Floats = NDArray[np.float64]
Small = NDArray[np.float32]

FINE = 2  # pixels are painted so many times finer and then averaged: soft edges
NEAR_M, FAR_M = 0.2, 200.0
MARGIN_PX = 4
SOFT_SHADOW = 0.02  # blur of a shadow's edge, of its height in the picture


@dataclass(frozen=True)
class Light:
    """How a scene is lit.

    Parameters
    ----------
    towards : (3,) from the body to the lamp or sun, room's axes
    ambient, sky, lamp : strength of light from everywhere, from above, and of the lamp
    shadow : how dark the shadow on the ground is, 0 to 1
    """

    towards: tuple[float, float, float] = (0.4, 0.8, 0.45)
    ambient: float = 0.62
    sky: float = 0.16
    lamp: float = 0.50
    shadow: float = 0.35


@dataclass(frozen=True)
class RollingShutter:
    """A picture is read row by row: the middle row now, the first half of readout_s earlier.

    velocity_mps : (N, 3) of the vertices
    """

    velocity_mps: Small
    readout_s: float


@dataclass(frozen=True)
class Painted:
    """A body in its part of the picture.

    Parameters
    ----------
    corner_px : (x, y) of the part's upper left pixel
    colours : (H, W, 3) 0 to 1, black where nothing is
    cover : (H, W) 0 to 1, how much of each pixel the body covers
    depth_m : (H, W) distance ahead of the camera, FAR_M where nothing is
    """

    corner_px: tuple[int, int]
    colours: Small
    cover: Small
    depth_m: Small


def paint_surface(
    view: View,
    vertices_m: Small,
    triangles: NDArray[np.int32],
    colours: Small,
    light: Light,
    roll: RollingShutter | None = None,
) -> Painted | None:
    """Paint triangles (F, 3) of vertices (N, 3) in the room; None where none is in the picture.

    colours : (N, 3) of the surface in white light
    """
    seen = _seen(view, vertices_m)
    if roll is not None:
        row = _project(seen, view)[:, 1:] / view.camera.height_px - 0.5
        seen = _seen(view, vertices_m + roll.velocity_mps * (row * roll.readout_s).astype("f4"))
    window = _window(seen, view)
    if window is None:
        return None
    edges = seen[triangles]
    # Right, up, ahead are left-handed: outside is where the corners run clockwise.
    faces = np.cross(edges[:, 2] - edges[:, 0], edges[:, 1] - edges[:, 0])
    towards_us = (faces * edges[:, 0]).sum(axis=1) < 0
    lit = np.clip(colours * _brightness(seen, triangles, faces, view, light)[:, None], 0, 1)
    return _rasterized(seen, triangles[towards_us], lit.astype(np.float32), *window, view, FINE)


def shade_ground(
    picture: Picture, view: View, vertices_m: Small, triangles: NDArray[np.int32], light: Light
) -> None:
    """Darken the ground (y = 0) where the body keeps the light away."""
    if light.shadow <= 0:
        return
    towards = np.array(light.towards, np.float32)
    edges = vertices_m[triangles]
    lit = np.cross(edges[:, 1] - edges[:, 0], edges[:, 2] - edges[:, 0]) @ towards > 0
    flat = vertices_m - vertices_m[:, 1:2] / towards[1] * towards
    seen = _seen(view, flat)
    window = _window(seen, view)
    if window is None:
        return
    shadow = _rasterized(seen, triangles[lit], np.zeros_like(seen), *window, view, 1)
    x, y = shadow.corner_px
    tall, wide = shadow.cover.shape
    soft = cv2.GaussianBlur(shadow.cover, (0, 0), SOFT_SHADOW * tall + 0.5)
    part = picture[y : y + tall, x : x + wide]
    part[:] = part * (1 - light.shadow * soft[:, :, None])


def _seen(view: View, vertices_m: Small) -> Small:
    """(N, 3) right, up and ahead of the camera."""
    return np.asarray((vertices_m - view.place_m) @ view.rotation.T, np.float32)


def _project(seen: Small, view: View) -> Floats:
    camera = view.camera
    middle = np.array([camera.width_px, camera.height_px]) / 2
    return np.asarray(middle + seen[:, :2] * (camera.focal_px / seen[:, 2:]) * [1, -1])


def _window(seen: Small, view: View) -> tuple[NDArray[np.int_], NDArray[np.int_]] | None:
    """First and last pixel (x, y) of what is seen; None outside the picture."""
    if seen[:, 2].min() < NEAR_M:
        return None
    px = _project(seen, view)
    size = [view.camera.width_px, view.camera.height_px]
    low = np.maximum(np.floor(px.min(axis=0)).astype(int) - MARGIN_PX, 0)
    high = np.minimum(np.ceil(px.max(axis=0)).astype(int) + MARGIN_PX, size)
    return None if (high <= low).any() else (low, high)


def _brightness(
    seen: Small, triangles: NDArray[np.int32], faces: Small, view: View, light: Light
) -> Small:
    """(N,) how bright each vertex is, from its normal."""
    normals = np.empty_like(seen)
    for axis in range(3):
        own = np.repeat(faces[:, axis], 3)
        normals[:, axis] = np.bincount(triangles.ravel(), own, len(seen))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-12
    up = view.rotation @ np.array([0.0, 1.0, 0.0])
    lamp = view.rotation @ (np.array(light.towards) / np.linalg.norm(light.towards))
    sky = light.sky * (normals @ up)
    return np.asarray(light.ambient + sky + light.lamp * np.maximum(normals @ lamp, 0))


def _rasterized(
    seen: Small,
    triangles: NDArray[np.int32],
    lit: Small,
    low: NDArray[np.int_],
    high: NDArray[np.int_],
    view: View,
    finer: int,
) -> Painted:
    """The part of the picture from low to high (px), painted so many times finer and averaged.

    OpenCV's rasterizer looks straight ahead; a part beside the middle is brought there by a shear.
    """
    camera = view.camera
    wide, tall = (high - low).tolist()
    off = (low + high - [camera.width_px, camera.height_px]) / 2 / camera.focal_px
    places = np.stack(
        [seen[:, 0] - off[0] * seen[:, 2], seen[:, 1] + off[1] * seen[:, 2], -seen[:, 2]], axis=1
    ).astype(np.float32)
    fine = np.zeros((tall * finer, wide * finer, 3), np.float32)
    depth = np.full(fine.shape[:2], FAR_M, np.float32)
    settings = cv2.TriangleRasterizeSettings()
    settings.setShadingType(cv2.RASTERIZE_SHADING_SHADED)
    settings.setCullingMode(cv2.RASTERIZE_CULLING_NONE)
    field = 2 * np.arctan(tall / 2 / camera.focal_px)
    eye = np.eye(4, dtype=np.float32)
    cv2.triangleRasterize(places, triangles, lit, fine, depth, eye, field, NEAR_M, FAR_M, settings)
    cover = (depth < 0.99 * FAR_M).astype(np.float32)
    size = (wide, tall)
    return Painted(
        corner_px=(int(low[0]), int(low[1])),
        colours=cv2.resize(fine, size, interpolation=cv2.INTER_AREA).astype(np.float32),
        cover=cv2.resize(cover, size, interpolation=cv2.INTER_AREA).astype(np.float32),
        depth_m=depth[::finer, ::finer],
    )


def lay_over(picture: Picture, painted: Painted) -> None:
    """Put a painted body over what the picture (RGB) shows."""
    x, y = painted.corner_px
    tall, wide = painted.cover.shape
    part = picture[y : y + tall, x : x + wide]
    mixed = part * (1 - painted.cover[:, :, None]) + 255 * painted.colours
    part[:] = np.clip(mixed, 0, 255)
