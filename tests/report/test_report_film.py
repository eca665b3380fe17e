"""The annotated film: every frame, its own time, the right leg in the right colour, and stills."""

import base64
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from kneedrive.analysis import Analysis
from kneedrive.film import Clock, probe, retime
from kneedrive.motion.motion import Floats
from kneedrive.report import write_report
from kneedrive.report.film import drawn_size
from kneedrive.report.moments import moments
from kneedrive.report.palette import IN_FILM
from kneedrive.report.rows import Rows
from kneedrive.report.running_bar import RunningBar, bar_height
from tests.made_analysis import STRIDE_S, TOE_OFF, grey_film, make_analysis

GREY = 90


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, Path]:
    """The stick runner before a grey wall, 3 s at 30 Hz, measured from 0.2 s on, and its report."""
    folder = tmp_path_factory.mktemp("film")
    made = make_analysis(3.0, 30.0)
    grey_film(folder / "clip.mp4", made, GREY)
    kept = slice(6, None)
    keypoints = replace(
        made.keypoints,
        time_s=made.keypoints.time_s[kept],
        xy_px=made.keypoints.xy_px[kept],
        confidence=made.keypoints.confidence[kept],
    )
    analysis = replace(
        made, source=folder / "clip.mp4", clip=probe(folder / "clip.mp4"), keypoints=keypoints
    )
    write_report(analysis, folder / "out")
    return analysis, folder / "out"


def pictures(path: Path) -> tuple[list[float], list[np.ndarray]]:
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    return [float(f.time or 0) for f in frames], [f.to_ndarray(format="rgb24") for f in frames]


def share_of(colour: tuple[int, int, int], picture: np.ndarray, at: Floats) -> float:
    """Share of the pixels around a point that are nearly of a colour."""
    x, y = (round(float(v)) for v in at)
    part = picture[y - 4 : y + 5, x - 4 : x + 5].astype(int)
    return float((np.abs(part - colour).max(axis=2) < 50).mean())


def test_every_measured_frame_is_there_at_its_own_time(filmed: tuple[Analysis, Path]) -> None:
    analysis, out = filmed
    times, images = pictures(out / "annotated.mp4")
    expected = analysis.keypoints.time_s - analysis.keypoints.time_s[0]
    assert np.allclose(times, expected, atol=1e-3)
    assert images[0].shape == (480 + bar_height(360, 480), 360, 3)


def test_each_leg_is_drawn_where_it_is_in_its_own_colour(filmed: tuple[Analysis, Path]) -> None:
    analysis, out = filmed
    _, images = pictures(out / "annotated.mp4")
    motion = analysis.motion
    for frame in (10, 40, 70):
        row = frame + 6
        for side in ("left", "right"):
            knee, ankle = (
                motion.xy_px[row, motion.landmarks.index(f"{side}_{j}")] for j in ("knee", "ankle")
            )
            other = "right" if side == "left" else "left"
            shin = knee + 0.5 * (ankle - knee)
            own = share_of(IN_FILM[side], images[frame], shin)
            assert own > 0.1, (frame, side)
            assert own > share_of(IN_FILM[other], images[frame], shin), (frame, side)


def test_the_bar_shows_contact_and_flight_as_they_pass() -> None:
    contacts = make_analysis(4.0).strides.contacts
    bar = np.zeros((80, 400, 3), np.uint8)

    def foot_at_now(time_s: float) -> str:
        """Which lane is filled just before the present."""
        RunningBar(contacts).draw(bar, time_s, {"left": 20.0, "right": -12.0}, 1)
        x = round(0.24 * 80 + 0.65 * (400 - 0.24 * 80)) - 3
        filled = [
            side
            for side, y in (("left", round(0.46 * 80)), ("right", round(0.76 * 80)))
            if np.abs(bar[y, x].astype(int) - IN_FILM[side]).max() < 10
        ]
        return "+".join(filled) or "air"

    middle_of_contact = 2 * STRIDE_S + TOE_OFF * STRIDE_S / 2
    assert foot_at_now(middle_of_contact) == "left"
    assert foot_at_now(middle_of_contact + STRIDE_S / 2) == "right"
    assert foot_at_now(2 * STRIDE_S + 0.42 * STRIDE_S) == "air"


def test_stills_show_the_moments_they_name(filmed: tuple[Analysis, Path]) -> None:
    analysis, out = filmed
    chosen = moments(analysis)
    names = [(m.side, m.name) for m in chosen]
    expected = ("contact", "mid-stance", "toe-off", "highest knee")
    assert names == [(s, n) for s in ("left", "right") for n in expected]
    time_s, legs = analysis.motion.time_s, analysis.motion.legs
    for side, offset in (("left", 0.0), ("right", 0.5)):
        at = {m.name: m.time_s for m in chosen if m.side == side}
        assert (at["contact"] / STRIDE_S - offset) % 1 == pytest.approx(0, abs=1e-6)
        assert at["toe-off"] - at["contact"] == pytest.approx(TOE_OFF * STRIDE_S)
        peak = float(np.interp(at["highest knee"], time_s, legs[side].thigh_deg))
        assert peak > legs[side].thigh_deg.max() - 1
    text = (out / "report.html").read_text(encoding="utf-8")
    jpegs = text.split('src="data:image/jpeg;base64,')[1:]
    assert len(jpegs) == 9  # who was measured, and four moments a side
    data = base64.b64decode(jpegs[1].split('"')[0])
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    assert abs(float(np.median(image)) - GREY) < 6


def test_without_film_the_stills_are_there_and_no_film_is(
    filmed: tuple[Analysis, Path], tmp_path: Path
) -> None:
    analysis, _ = filmed
    text = write_report(analysis, tmp_path, film=False).read_text(encoding="utf-8")
    assert text.count('src="data:image/jpeg') == 9
    assert "<video" not in text
    assert not (tmp_path / "annotated.mp4").exists()


def test_large_clips_are_drawn_smaller_and_small_ones_as_they_are() -> None:
    assert drawn_size(3840, 2160) == (800, 450, 450 / 2160)
    assert drawn_size(720, 1280) == (450, 800, 0.625)
    assert drawn_size(361, 481)[:2] == (360, 480)


def test_a_picture_finds_its_row_where_others_are_repeated() -> None:
    # 24 pictures a second exported at 30: every fifth is a repeat, and rows carry the true times.
    shown_s = np.arange(60) / 30
    source = np.floor(np.arange(60) * 24 / 30)
    repeated = np.concatenate([[False], np.diff(source) == 0])
    made = make_analysis(2.0, 24.0)
    keypoints = replace(made.keypoints, time_s=retime(shown_s, repeated))
    rows = Rows(replace(made, keypoints=keypoints, clock=Clock(30.0, 30.0, "real time")))
    assert [rows.shown_at(float(t)) for t in shown_s[~repeated]] == list(range(48))
    assert rows.shown_at(2.5) is None
    assert rows.taken_at(rows.captured_s(24) + 0.01) == 24
