"""Heights and speeds as people write them."""

import pytest

from kneedrive.cli.measures import metres, metres_a_second
from kneedrive.errors import InputError


@pytest.mark.parametrize(
    ("text", "height_m"),
    [
        ("1.78", 1.78), ("1,78", 1.78), ("1.78m", 1.78), ("1,78 m", 1.78), ("1m78", 1.78),
        ("178", 1.78), ("178cm", 1.78), ("178 cm", 1.78), ("5'10", 1.778), ("5'10\"", 1.778),
        ("5’10”", 1.778), ("5ft 10in", 1.778), ("5' 10.5''", 1.7907), ("6'", 1.8288),
    ],
)  # fmt: skip
def test_heights(text, height_m):
    assert metres(text) == pytest.approx(height_m)


@pytest.mark.parametrize(
    "text", ["", "tall", "1.7.8", "5'13", "nan", "inf", "-1.78", "5 10", "1e3"]
)
def test_no_heights(text):
    with pytest.raises(InputError, match="5'10"):
        metres(text)


@pytest.mark.parametrize(
    ("text", "speed_mps"),
    [
        ("3.3", 3.3), ("3,3", 3.3), ("3.3m/s", 3.3), ("12km/h", 10 / 3), ("12 km/h", 10 / 3),
        ("12kmh", 10 / 3), ("12kph", 10 / 3), ("7.5mph", 3.3528), ("7.5 MPH", 3.3528),
    ],
)  # fmt: skip
def test_speeds(text, speed_mps):
    assert metres_a_second(text) == pytest.approx(speed_mps)


@pytest.mark.parametrize("text", ["", "fast", "4:45/km", "12knots", "nan", "-3", "12km"])
def test_no_speeds(text):
    with pytest.raises(InputError, match="12km/h"):
        metres_a_second(text)


def test_the_command_line_takes_them(kneedrive, tmp_path):
    missing = tmp_path / "none.keypoints.csv"
    for words in (("--height", "1,78"), ("--height", "5'10"), ("--speed", "12km/h")):
        assert "does not exist" in kneedrive("analyze", missing, *words).stderr
    for command in (("analyze",), ("hold",), ("coach", "march")):
        done = kneedrive(*command, missing, "--height", "2,9")
        assert done.returncode == 2
        assert "--height 2.9 m is outside 1 to 2.4 m" in done.stderr
    done = kneedrive("analyze", missing, "--speed", "54km/h")
    assert "is outside 1.2 to 12.5 m/s" in done.stderr
