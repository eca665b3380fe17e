"""Pictures beyond 4K are read in HD; what no camera films is refused before it takes memory."""

from types import SimpleNamespace

import av
import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import frames, probe
from kneedrive.film.upright import upright
from tests.film.films import make_film, quarters


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


@pytest.mark.parametrize("size", [(66, 2000), (2000, 66), (650, 64), (64, 16_000), (16_000, 128)])
def test_a_strip_is_refused_as_nobody_could_be_found_in_it_in_time(tmp_path, size):
    film = make_film(tmp_path / "strip.mp4", [quarters(*size)] * 2)
    with pytest.raises(InputError, match=f"has pictures of {size[0]} x {size[1]} pixels"):
        probe(film)


@pytest.mark.parametrize("size", [(640, 64), (128, 1280)])
def test_a_long_cut_out_is_read(tmp_path, size):
    film = make_film(tmp_path / "long.mp4", [quarters(*size)] * 2)
    assert (probe(film).width_px, probe(film).height_px) == size


def test_a_picture_too_large_for_the_memory_is_refused_by_what_the_film_says_of_it(tmp_path):
    film = make_film(tmp_path / "huge.mp4", [quarters(8000, 4800)], options={"preset": "ultrafast"})
    film.write_bytes(_without_pictures(film.read_bytes()))
    with pytest.raises(InputError, match="has pictures of 8000 x 4800 pixels"):
        probe(film)


def _without_pictures(film):
    """The film with nothing in the box of its pictures."""
    box = film.index(b"mdat") - 4
    end = box + int.from_bytes(film[box : box + 4], "big")
    return film[: box + 8] + bytes(end - box - 8) + film[end:]
