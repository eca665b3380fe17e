"""Pictures beyond 4K are read in HD: a dozen of them wait for the pose network at a time."""

from types import SimpleNamespace

import av
import numpy as np
import pytest

from kneedrive.film import frames, probe
from kneedrive.film.upright import upright


@pytest.mark.parametrize(
    ("filmed", "read"),
    [
        ((7680, 4320), (1920, 1080)),
        ((4320, 7680), (1080, 1920)),
        ((3840, 2160), (3840, 2160)),
        ((4096, 2160), (4096, 2160)),
        ((1920, 1080), (1920, 1080)),
    ],
)
def test_only_what_is_larger_than_4k_is_scaled_down(filmed, read):
    frame = SimpleNamespace(width=filmed[0], height=filmed[1], side_data={})
    how = upright(frame, None)
    assert (how.size_px, how.filmed_px) == (read, filmed)


def test_a_clip_beyond_4k_is_read_in_hd_and_says_so(tmp_path):
    path = tmp_path / "large.mp4"
    with av.open(str(path), "w") as film:
        track = film.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        track.width, track.height, track.pix_fmt = 5120, 2880, "yuv420p"
        picture = np.zeros((2880, 5120, 3), np.uint8)
        picture[:, 2560:] = 255
        for _ in range(2):
            film.mux(track.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        film.mux(track.encode())
    clip = probe(path)
    assert (clip.width_px, clip.height_px) == (1920, 1080)
    image = next(frames(clip)).image
    assert image.shape == (1080, 1920, 3)
    assert image[500, 940].max() < 10
    assert image[500, 980].min() > 245
