"""Which clock a clip gets: the runner's word, else the file's, else real time."""

from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import Clip, choose_clock


def clip(playback_fps=30.0, tag=None, source=None):
    path = Path("run.mp4")
    return Clip(path, 1920, 1080, 0, "h264", 8.0, playback_fps, tag, source, 240)


ANDROID = "com.android.capture.fps"


def test_the_option_goes_before_the_file_and_the_file_before_real_time():
    said = choose_clock(clip(30, 240.0, ANDROID), 120)
    assert (said.slow_motion_factor, said.how) == (4.0, "given with --capture-fps")
    named = choose_clock(clip(30, 240.0, ANDROID))
    assert (named.slow_motion_factor, named.how) == (8.0, f"from the file ({ANDROID})")
    plain = choose_clock(clip(60))
    assert plain.slow_motion_factor == 1.0
    assert plain.capture_fps == 60
    assert plain.how == "assumed real time: the file names no capture rate"


def test_slow_motion_is_turned_into_life():
    captured = choose_clock(clip(30), 240).captured_s(np.array([0.0, 0.8, 1.6]))
    np.testing.assert_allclose(captured, [0.0, 0.1, 0.2])


@pytest.mark.parametrize(
    ("playback", "capture", "factor"),
    [
        (30.045, 120, 4.0),  # Android: about 30 Hz, four times slower
        (29.97003, 240, 8.0),
        (29.97003, 119.88, 4.0),
        (29.2, 30, 1.0),  # a phone set to 30 in poor light
        (240.0, 240, 1.0),  # an iPhone's own slow-motion file
        (24.0, 60, 2.5),
        (25.0, 120, 4.8),
    ],
)
def test_factors(playback, capture, factor):
    assert choose_clock(clip(playback), capture).slow_motion_factor == pytest.approx(factor)
    tagged = clip(playback, float(capture), ANDROID)
    assert choose_clock(tagged).slow_motion_factor == pytest.approx(factor)


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), 0.0, -240.0, 1e6, 9000.0])
def test_refuses_what_no_camera_does(rate):
    with pytest.raises(InputError, match="--capture-fps"):
        choose_clock(clip(30), rate)
    with pytest.raises(InputError, match=rf"{ANDROID}.*--capture-fps"):
        choose_clock(clip(30, rate, ANDROID))


def test_refuses_a_time_lapse():
    with pytest.raises(InputError, match="time lapse"):
        choose_clock(clip(30, 0.5, ANDROID))
    with pytest.raises(InputError, match="time lapse"):
        choose_clock(clip(60), 30)
