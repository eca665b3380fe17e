"""Reading: right times, right way up, right colours, and honest about damage."""

import weakref

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import ReadReport, frames, probe
from kneedrive.film import read as reading
from tests.film.films import SOLID, is_near, make_film, middle_colours, quarters, walk


def read(path, *part, report=None):
    return list(frames(probe(path), *part, report=report))


def test_times_are_the_frames_own(tmp_path):
    ticks = [40, 57, 90, 98, 131, 190, 207]
    film = read(make_film(tmp_path / "vfr.mkv", walk(7), ticks=ticks))
    np.testing.assert_allclose([f.time_s for f in film], np.array(ticks) / 1000 - 0.04, atol=1e-6)
    assert [f.index for f in film] == list(range(7))


def test_a_bare_stream_without_times_is_timed_by_its_rate(tmp_path):
    path = make_film(tmp_path / "bare.h264", walk(10), fps=25, options={"bf": "0"})
    times = [f.time_s for f in read(path)]
    assert len(times) == 10
    np.testing.assert_allclose(np.diff(times), 1 / probe(path).playback_fps, rtol=1e-3)


def test_times_rise_where_two_films_were_joined(tmp_path):
    one = make_film(tmp_path / "one.ts", walk(60), options={"g": "10"}).read_bytes()
    (tmp_path / "two.ts").write_bytes(one + one)
    times = [f.time_s for f in read(tmp_path / "two.ts")]
    assert len(times) >= 110
    assert (np.diff(times) > 0).all()
    assert np.median(np.diff(times)) == pytest.approx(1 / 30, rel=0.01)


def test_part_of_a_film_is_half_open(tmp_path):
    path = make_film(tmp_path / "part.mp4", walk(30), fps=10)
    assert [round(f.time_s, 3) for f in read(path, 0.5, 0.9)] == [0.5, 0.6, 0.7, 0.8]


def test_a_far_start_gives_the_same_pictures_at_the_same_times(tmp_path):
    path = make_film(tmp_path / "far.mp4", walk(150), options={"g": "20"})
    late = [f for f in read(path) if f.time_s >= 4.0]
    sought = read(path, 4.0)
    assert [f.time_s for f in sought] == [f.time_s for f in late]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(sought, late, strict=True))
    assert sought[0].index == 0


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_turned_films_stand_upright(tmp_path, suffix, turn_deg):
    stored = np.ascontiguousarray(np.rot90(quarters(), turn_deg // 90))  # counterclockwise
    path = make_film(tmp_path / f"turned{suffix}", [stored] * 3, turn=(-turn_deg, False, False))
    clip = probe(path)
    assert (clip.width_px, clip.height_px, clip.rotation_deg) == (320, 240, turn_deg)
    image = next(frames(clip)).image
    assert image.shape == (240, 320, 3)
    assert is_near(middle_colours(image), SOLID)


def test_mirrored_films_are_turned_back(tmp_path):
    path = make_film(tmp_path / "selfie.mov", [quarters()[:, ::-1]] * 3, turn=(0.0, True, False))
    image = read(path)[0].image
    assert is_near(middle_colours(image), SOLID)
    assert image.flags.c_contiguous


@pytest.mark.parametrize(
    ("codec", "pix_fmt", "matrix", "full_range", "tagged"),
    [
        ("libx264", "yuv420p", "ITU709", False, True),
        ("libx264", "yuv420p", "ITU601", False, True),
        ("libx264", "yuvj420p", "ITU601", True, True),
        ("libx264", "yuv420p", "ITU709", False, False),
        ("libx265", "yuv420p10le", "ITU709", False, True),
        ("libx265", "yuv420p10le", "BT2020", True, True),
        ("libvpx-vp9", "yuv420p", "ITU601", False, True),
        ("libx264", "yuv444p", "ITU709", False, True),
    ],
)
def test_colours_are_right(tmp_path, codec, pix_fmt, matrix, full_range, tagged):
    path = make_film(
        tmp_path / "colours.mkv",
        [quarters(1280, 720)] * 2,
        codec=codec,
        pix_fmt=pix_fmt,
        matrix=matrix,
        full_range=full_range,
        tagged=tagged,
    )
    assert is_near(middle_colours(read(path)[0].image), SOLID)


def test_a_film_cut_off_gives_what_is_there_and_says_so(tmp_path):
    whole = make_film(
        tmp_path / "whole.mp4", walk(90), options={"g": "15"}, mux={"movflags": "faststart"}
    )
    content = whole.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[: len(content) * 2 // 3])
    report = ReadReport()
    film = read(tmp_path / "cut.mp4", report=report)
    assert 30 < len(film) < 80
    assert any("cut off" in note for note in report.notes())
    assert report.missing_s == pytest.approx(3.0 - film[-1].time_s, abs=0.05)


def test_damaged_pictures_are_left_out_until_the_next_sound_one(tmp_path):
    path = make_film(tmp_path / "whole.mp4", walk(90), options={"g": "15", "crf": "12"})
    sound = {round(f.time_s, 4): f.image.astype(int) for f in read(path)}
    content = bytearray(path.read_bytes())
    start = content.find(b"mdat") + 4
    middle = start + (len(content) - start) // 2
    content[middle : middle + 4000] = bytes(4000)
    (tmp_path / "hurt.mp4").write_bytes(content)
    report = ReadReport()
    film = read(tmp_path / "hurt.mp4", report=report)
    assert 60 <= len(film) < 90
    assert film[-1].time_s == pytest.approx(89 / 30)
    assert report.damaged >= 1
    assert "Damaged pictures left out" in report.notes()[0]
    ghosts = [np.abs(f.image - sound[round(f.time_s, 4)]).mean() > 4 for f in film]
    assert sum(ghosts) <= 2


def test_a_damaged_beginning_is_skipped(tmp_path):
    path = make_film(tmp_path / "whole.mp4", walk(60), options={"g": "15", "bf": "0"})
    content = bytearray(path.read_bytes())
    start = content.find(b"mdat") + 4
    content[start : start + 3000] = bytes(3000)
    (tmp_path / "hurt.mp4").write_bytes(content)
    assert len(read(tmp_path / "hurt.mp4")) >= 30


def test_nothing_in_a_part_is_refused(tmp_path):
    path = make_film(tmp_path / "two.mp4", walk(20))
    with pytest.raises(InputError, match="can be decoded"):
        read(path, 5.0)


def test_repeats_are_marked_and_told(tmp_path):
    pictures = [p for i, p in enumerate(walk(48)) for _ in range(2 if i % 4 == 3 else 1)]
    report = ReadReport()
    film = read(make_film(tmp_path / "24to30.mp4", pictures), report=report)
    assert [f.repeated for f in film] == [i % 5 == 4 for i in range(60)]
    (note,) = report.notes()
    assert note == "Pictures that repeat the one before them and were not counted: 12 of 60."


def test_a_change_of_speed_is_told(tmp_path):
    ticks = list(range(0, 240, 8)) + list(range(240, 1240, 33))
    report = ReadReport()
    read(make_film(tmp_path / "ramp.mkv", walk(len(ticks)), ticks=ticks), report=report)
    assert any("uneven intervals" in note for note in report.notes())


def test_an_even_film_needs_no_note(tmp_path):
    report = ReadReport()
    assert len(read(make_film(tmp_path / "even.mp4", walk(30)), report=report)) == 30
    assert report.notes() == ()


def test_large_pictures_are_decoded_by_two_threads_alike(tmp_path, monkeypatch):
    path = make_film(tmp_path / "large.mp4", walk(30))
    one = read(path)
    monkeypatch.setattr(reading, "TWO_THREADS_PIXELS", 0)
    two = read(path)
    assert [f.time_s for f in one] == [f.time_s for f in two]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(one, two, strict=True))


def test_pictures_are_not_kept(tmp_path):
    clip = probe(make_film(tmp_path / "run.mp4", walk(60)))
    seen = []
    most = 0
    for frame in frames(clip):
        seen.append(weakref.ref(frame.image))
        most = max(most, sum(ref() is not None for ref in seen))
    assert len(seen) == 60
    assert most <= 3
