"""Where in the picture to look for people.

The detector finds a person who is a quarter of its tile tall or taller. So the picture is covered
with tiles of several sizes that overlap by half, and a runner who is small in it is found in a
small tile. After the first pictures only the tiles in which something moves are looked at again:
a runner moves.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.detector import Tile
from kneedrive.pose.roi import Roi, side_px

MIN_TILE_PX = 200  # a person fills at most half of it: 100 px and less
_SMALL_PX = 160  # longer side of the picture in which movement is looked for
_CHANGED = 14  # grey levels
_CHANGED_SHARE = 0.004  # of a tile's pixels


def tile_levels(width_px: int, height_px: int) -> list[list[Tile]]:
    """Levels of smaller and smaller tiles; the first shows people taller than a quarter picture."""
    long, short = float(max(width_px, height_px)), float(min(width_px, height_px))
    whole = Tile((width_px - long) / 2.0, (height_px - long) / 2.0, long)
    levels = [[whole, *_cover(width_px, height_px, short)]]
    side = short / 2.0
    while len(levels) < 2 or side >= MIN_TILE_PX:
        levels.append(_cover(width_px, height_px, side))
        side /= 2.0
    return levels


def _cover(width_px: int, height_px: int, side: float) -> list[Tile]:
    """Tiles of one size that overlap by half downwards and by a third across (people are tall)."""
    columns = int(np.ceil((width_px - side) / (side * 2.0 / 3.0) - 1e-9)) + 1
    rows = int(np.ceil((height_px - side) / (side / 2.0) - 1e-9)) + 1
    return [
        Tile(left, top, side)
        for top in np.linspace(0.0, height_px - side, rows).tolist()
        for left in np.linspace(0.0, width_px - side, columns).tolist()
    ]


def small_grey(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture at 160 px, grey: enough to see where something moves."""
    longer = max(image_rgb.shape[:2])
    scale = _SMALL_PX / longer
    size = (round(image_rgb.shape[1] * scale), round(image_rgb.shape[0] * scale))
    step = max(1, longer // (2 * _SMALL_PX))  # a few samples a pixel are enough
    small = cv2.resize(image_rgb[::step, ::step], size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def moving_tiles(
    before: NDArray[np.uint8],
    now: NDArray[np.uint8],
    known: list[Roi],
    tiles: list[Tile],
    width_px: int,
) -> list[Tile]:
    """The tiles in which something moves that is none of the people already known.

    Parameters
    ----------
    before, now : two pictures as `small_grey` makes them
    known : regions of the people already followed
    tiles : the tiles to choose from
    width_px : width of the full picture
    """
    changed = (cv2.absdiff(before, now) > _CHANGED).astype(np.uint8)
    scale = now.shape[1] / width_px
    for roi in known:
        half = side_px(roi) / 2.0
        left, top = (roi[:2] - half) * scale
        right, bottom = (roi[:2] + half) * scale
        changed[_span(top, bottom, now.shape[0]), _span(left, right, now.shape[1])] = 0
    found: list[Tile] = []
    if not changed.any():
        return found
    for tile in tiles:
        rows = _span(tile.top_px * scale, (tile.top_px + tile.side_px) * scale, now.shape[0])
        columns = _span(tile.left_px * scale, (tile.left_px + tile.side_px) * scale, now.shape[1])
        if changed[rows, columns].mean() > _CHANGED_SHARE:
            found.append(tile)
    return found


def _span(low: float, high: float, size: int) -> slice:
    return slice(int(np.clip(round(low), 0, size)), int(np.clip(round(high), 0, size)))
