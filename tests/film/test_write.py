"""Written films play in a browser, keep their times and colours, and are whole or not there."""

import av
import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import FilmWriter, frames, probe
from tests.film.films import SOLID, is_near, middle_colours, quarters, walk


def write(path, pictures, times, fps=30):
    height, width = pictures[0].shape[:2]
    with FilmWriter(path, width, height, fps) as film:
        for picture, time_s in zip(pictures, times, strict=True):
            film.write(picture, time_s)
    return path


def test_plays_in_a_browser(tmp_path):
    path = write(tmp_path / "film.mp4", walk(40), np.arange(40) / 30)
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        keyframes = [p.pts * p.time_base for p in film.demux(stream) if p.is_keyframe]
    assert len(keyframes) == 2  # one a second
    content = path.read_bytes()
    assert 0 < content.find(b"moov") < content.find(b"mdat")
    assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]


def test_keeps_uneven_times_and_counts_them_from_the_first(tmp_path):
    times = np.array([3.0, 3.0334, 3.1001, 3.1042, 3.1542, 3.6])
    film = list(frames(probe(write(tmp_path / "vfr.mp4", walk(6), times))))
    np.testing.assert_allclose([f.time_s for f in film], times - 3.0, atol=1e-5)


def test_every_picture_of_a_fast_film_is_there(tmp_path):
    times = np.arange(60) / 240
    clip = probe(write(tmp_path / "fast.mp4", walk(60), times, fps=240))
    assert clip.playback_fps == pytest.approx(240)
    assert clip.duration_s == pytest.approx(0.25, abs=0.005)
    assert len(list(frames(clip))) == 60


def test_keeps_colours(tmp_path):
    path = write(tmp_path / "colours.mp4", [quarters(1280, 720)] * 2, [0, 0.1])
    assert is_near(middle_colours(next(frames(probe(path))).image), SOLID)


def test_an_odd_last_row_and_column_are_cut_off(tmp_path):
    clip = probe(write(tmp_path / "odd.mp4", [quarters(321, 241)] * 2, [0, 0.1]))
    assert (clip.width_px, clip.height_px) == (320, 240)
    assert is_near(middle_colours(next(frames(clip)).image), SOLID)


@pytest.mark.parametrize("trouble", [RuntimeError, KeyboardInterrupt])
def test_nothing_is_left_after_trouble_and_an_older_film_stays(tmp_path, trouble):
    place = tmp_path / "film.mp4"
    place.write_bytes(b"an older film")

    def interrupted():
        with FilmWriter(place, 320, 240, 30) as film:
            for i, picture in enumerate(walk(5)):
                film.write(picture, i / 30)
            raise trouble

    with pytest.raises(trouble):
        interrupted()
    assert place.read_bytes() == b"an older film"
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(InputError, match="can't be written"),
        FilmWriter(tmp_path / "file" / "film.mp4", 320, 240, 30),
    ):
        pass


def test_wrong_use_is_told(tmp_path):
    nothing = FilmWriter(tmp_path / "none.mp4", 320, 240, 30)
    with pytest.raises(ValueError, match="without a picture"), nothing:
        pass
    with pytest.raises(ValueError, match="does not come after"):
        write(tmp_path / "back.mp4", walk(2), [0.5, 0.5])
    with pytest.raises(ValueError, match="shape"):
        write(tmp_path / "size.mp4", [*walk(1), *walk(1, width=160)], [0, 0.1])
    assert list(tmp_path.iterdir()) == []
