"""Where people are looked for."""

import numpy as np
import pytest

from kneedrive.pose.search import moving_tiles, small_grey, tile_levels


@pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), (1080, 1920), (640, 480), (3840, 2160)]
)
def test_a_person_of_any_size_and_place_fits_into_a_tile_that_shows_them_large(width, height):
    rng = np.random.default_rng(3)
    tiles = [tile for level in tile_levels(width, height) for tile in level]
    for _ in range(300):
        tall = float(np.exp(rng.uniform(np.log(100), np.log(0.9 * height))))
        wide = 0.5 * tall
        left, top = rng.uniform(0, width - wide), rng.uniform(0, height - tall)
        assert any(
            t.left_px <= left
            and t.top_px <= top
            and left + wide <= t.left_px + t.side_px
            and top + tall <= t.top_px + t.side_px
            and tall >= 0.2 * t.side_px
            for t in tiles
        ), (left, top, tall)


def test_what_moves_is_looked_at_but_not_who_is_known():
    before = np.zeros((720, 1280, 3), np.uint8)
    after = before.copy()
    after[300:420, 200:250] = 200  # somebody new
    after[200:600, 900:1100] = 200  # somebody known
    known = [np.array([1000.0, 400.0, 0.0, -280.0])]
    tiles = tile_levels(1280, 720)[1]
    found = moving_tiles(small_grey(before), small_grey(after), known, tiles, 1280)
    assert found
    for tile in found:
        assert tile.left_px < 250 < tile.left_px + tile.side_px + 50
    assert not moving_tiles(small_grey(after), small_grey(after), known, tiles, 1280)
