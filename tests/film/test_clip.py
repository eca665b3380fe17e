"""What a film file says of itself, and which files are refused, in words a runner understands."""

from fractions import Fraction

import pytest

from kneedrive.errors import InputError
from kneedrive.film import check_length, frames, probe
from tests.film.films import make_film, make_sound, quarters, walk


@pytest.mark.parametrize(
    ("name", "codec", "called"),
    [
        ("run.mp4", "libx264", "h264"),
        ("run.mov", "libx265", "hevc"),
        ("run.webm", "libvpx-vp9", "vp9"),
        ("10:30 run #2.mkv", "libx264", "h264"),
    ],
)
def test_reads_what_phones_write(tmp_path, name, codec, called):
    clip = probe(make_film(tmp_path / name, walk(24), codec=codec, fps=60))
    assert (clip.codec, clip.width_px, clip.height_px, clip.rotation_deg) == (called, 320, 240, 0)
    assert clip.playback_fps == pytest.approx(60, rel=1e-3)
    assert clip.duration_s == pytest.approx(24 / 60, abs=0.02)
    assert clip.capture_fps_tag is None
    assert clip.capture_fps_from is None
    assert len(list(frames(clip))) == 24


def test_counts_frames_where_the_file_tells(tmp_path):
    assert probe(make_film(tmp_path / "a.mp4", walk(9))).frame_count == 9
    assert probe(make_film(tmp_path / "a.webm", walk(9), codec="libvpx-vp9")).frame_count is None


def test_dropped_frames_and_coarse_times_do_not_bend_the_rate(tmp_path):
    kept = [i for i in range(60) if i % 7]
    ticks = [round(1000 * i / 30) for i in kept]
    clip = probe(make_film(tmp_path / "drops.mkv", walk(len(kept)), ticks=ticks))
    assert clip.playback_fps == pytest.approx(30, rel=2e-3)


def test_a_film_recorded_by_a_browser_is_as_long_as_its_frames(tmp_path):
    path = make_film(
        tmp_path / "page.webm",
        walk(300, 160, 120),
        codec="libvpx-vp9",
        options={"deadline": "realtime", "cpu-used": "8"},
        mux={"live": "1"},
    )
    assert probe(path).duration_s == pytest.approx(10.0, abs=0.05)


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    path = make_film(tmp_path / "wide.mp4", [quarters()] * 3, pixel_aspect=Fraction(4, 3))
    clip = probe(path)
    assert (clip.width_px, clip.height_px) == (427, 240)
    assert next(frames(clip)).image.shape == (240, 427, 3)


def test_android_names_the_capture_rate(tmp_path):
    tags = {"com.android.capture.fps": "240.000000"}
    clip = probe(make_film(tmp_path / "slow.mp4", walk(12), tags=tags))
    assert (clip.capture_fps_tag, clip.capture_fps_from) == (240.0, "com.android.capture.fps")


def test_a_title_in_another_encoding_does_not_matter(tmp_path):
    tags = {"title": "Bahn in Zurich", "com.android.capture.fps": "120"}
    path = make_film(tmp_path / "slow.mp4", walk(12), tags=tags)
    content = path.read_bytes()
    assert content.count(b"Zurich") == 1
    path.write_bytes(content.replace(b"Zurich", "Zürich".encode("latin-1")))
    assert probe(path).capture_fps_tag == 120.0


def test_sony_names_the_capture_rate_in_its_own_document(tmp_path):
    path = make_film(tmp_path / "sony.mp4", walk(12))
    document = b'<VideoFrame videoCodec="AVC" captureFps="119.88p" formatFps="29.97p"/>'
    box = (len(document) + 8).to_bytes(4, "big") + b"meta" + document
    path.write_bytes(path.read_bytes() + box)
    clip = probe(path)
    assert (clip.capture_fps_tag, clip.capture_fps_from) == (119.88, "captureFps")


def _no_file(tmp_path):
    return tmp_path / "none.mp4", "does not exist"


def _folder(tmp_path):
    return tmp_path, "is a folder"


def _empty(tmp_path):
    (tmp_path / "empty.mp4").touch()
    return tmp_path / "empty.mp4", "is empty"


def _noise(tmp_path):
    (tmp_path / "noise.mp4").write_bytes(bytes(range(7, 250)) * 400)
    return tmp_path / "noise.mp4", "is not a film"


def _letter(tmp_path):
    (tmp_path / "letter.mov").write_text("Dear runner,\n" * 50)
    return tmp_path / "letter.mov", "is not a film"


def _playlist(tmp_path):
    (tmp_path / "list.m3u8").write_text("#EXTM3U\n#EXTINF:9,\nhttps://film.invalid/run.ts\n")
    return tmp_path / "list.m3u8", "film"


def _sound(tmp_path):
    return make_sound(tmp_path / "sound.mp4"), "has no picture track"


def _no_tracks(tmp_path):
    content = make_film(tmp_path / "whole.mp4", walk(9)).read_bytes()
    (tmp_path / "none.mp4").write_bytes(content.replace(b"trak", b"free"))
    return tmp_path / "none.mp4", "is damaged: there is no picture track"


def _photo(tmp_path):
    photo = make_film(tmp_path / "photo.png", [quarters()], codec="png", pix_fmt="rgb24")
    return photo, "is a picture"


def _cut(tmp_path):
    whole = make_film(tmp_path / "whole.mp4", walk(30)).read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    return tmp_path / "cut.mp4", "is cut off or damaged"


def _head(tmp_path):
    mux = {"movflags": "faststart"}
    whole = make_film(tmp_path / "whole.mp4", walk(30), mux=mux).read_bytes()
    (tmp_path / "head.mp4").write_bytes(whole[: whole.find(b"mdat") + 4])
    return tmp_path / "head.mp4", "can be decoded"


def _tiny(tmp_path):
    return make_film(tmp_path / "tiny.mp4", walk(5, 48, 48, 1)), "48 x 48 pixels"


def _lapse(tmp_path):
    return make_film(tmp_path / "lapse.mp4", walk(5), fps=1), "claims to play 1 pictures"


@pytest.mark.parametrize(
    "make",
    [
        _no_file,
        _folder,
        _empty,
        _noise,
        _letter,
        _playlist,
        _sound,
        _no_tracks,
        _photo,
        _cut,
        _head,
        _tiny,
        _lapse,
    ],
)
def test_refuses_with_the_reason(tmp_path, make):
    path, reason = make(tmp_path)
    with pytest.raises(InputError, match=reason) as refusal:
        probe(path)
    assert str(path) in refusal.value.wrong
    assert refusal.value.do


@pytest.fixture(scope="module")
def two_seconds(tmp_path_factory):
    return probe(make_film(tmp_path_factory.mktemp("clip") / "two.mp4", walk(60)))


def test_part_of_a_clip(two_seconds):
    assert check_length(two_seconds, None, None) == (0.0, None)
    assert check_length(two_seconds, 0.5, 1.5) == (0.5, 1.5)
    assert check_length(two_seconds, 0.5, 2.1) == (0.5, 2.1)


@pytest.mark.parametrize(
    ("start_s", "end_s", "reason"),
    [
        (-1.0, None, "--start -1 is no time"),
        (float("nan"), None, "--start nan is no time"),
        (0.0, float("inf"), "--end inf is no time"),
        (1.0, 1.0, "--end 1 is not after --start 1"),
        (2.5, None, "--start 2.5 is past the end"),
        (0.0, 9.0, "--end 9 is past the end"),
    ],
)
def test_refuses_a_part_outside_the_clip(two_seconds, start_s, end_s, reason):
    with pytest.raises(InputError, match=reason):
        check_length(two_seconds, start_s, end_s)


def test_a_long_clip_needs_start_and_end(two_seconds):
    with pytest.raises(InputError, match="choose a part with --start and --end"):
        check_length(two_seconds, None, None, limit_s=1.0)
    assert check_length(two_seconds, 0.2, 1.1, limit_s=1.0) == (0.2, 1.1)
