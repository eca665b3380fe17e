"""Curves over each other, stills at the same instant, one film with both runners in step."""

import json
from dataclasses import replace

import numpy as np
import pytest

from kneedrive.fade.clips import compare, read_taken, write_comparison
from kneedrive.fade.clips.curves import thigh_curve
from kneedrive.fade.clips.film import in_step
from kneedrive.fade.clips.instants import instants
from kneedrive.fade.clips.phase import phase_of
from kneedrive.fade.clips.view import View
from kneedrive.film import frames, probe
from tests.fade.clips.made_folders import filmed, folder
from tests.made_analysis import STRIDE_S, THIGH, TOE_OFF, make_analysis


def slower(factor):
    """The usual runner, every time stretched."""
    made = make_analysis()
    stretch = {"start_s": factor, "end_s": factor}
    return replace(
        made,
        keypoints=replace(made.keypoints, time_s=factor * made.keypoints.time_s),
        motion=replace(made.motion, time_s=factor * made.motion.time_s),
        strides=replace(
            made.strides,
            contacts=tuple(
                replace(c, strike_s=factor * c.strike_s, toe_off_s=factor * c.toe_off_s)
                for c in made.strides.contacts
            ),
            strides=made.strides.strides.assign(
                **{name: f * made.strides.strides[name] for name, f in stretch.items()}
            ),
        ),
    )


def test_the_curve_read_back_is_the_runners_thigh(tmp_path):
    taken = read_taken(folder(tmp_path / "a"))
    curve = thigh_curve(taken, "left")
    assert curve.strides >= 6
    assert curve.mean_deg == pytest.approx(THIGH(np.linspace(0, 1, 101)), abs=0.5)
    assert curve.toe_off_pct == pytest.approx(100 * TOE_OFF, abs=0.5)


def test_both_runners_are_at_the_same_phase_in_every_picture(tmp_path):
    a = read_taken(folder(tmp_path / "a"))
    b = read_taken(folder(tmp_path / "b", slower(1.1)))
    first, second = in_step(a, b)
    assert len(first) > 100
    phases = [phase_of(t, a.near_side).at(s) for t, s in ((a, first), (b, second))]
    assert np.allclose(phases[0] % 1, phases[1] % 1, atol=1e-6)
    assert np.allclose(second, 1.1 * first, atol=0.01)


def test_a_missed_strike_counts_as_two_strides(tmp_path):
    made = make_analysis()
    contacts = [c for c in made.strides.contacts if c.side == "right"]
    left = [c for i, c in enumerate(made.strides.contacts) if c.side == "left" and i != 6]
    kept = tuple(sorted(contacts + left, key=lambda c: c.strike_s))
    with_gap = replace(made, strides=replace(made.strides, contacts=kept))
    phase = phase_of(read_taken(folder(tmp_path / "a", with_gap)), "left")
    assert phase.phase[-1] == pytest.approx((phase.time_s[-1] - phase.time_s[0]) / STRIDE_S)


def test_instants_are_the_same_in_both_clips(tmp_path):
    a = read_taken(folder(tmp_path / "a"))
    b = read_taken(folder(tmp_path / "b", slower(1.2)))
    found = instants(a, b)
    assert len(found) == 8
    assert found[0].side == a.near_side
    for instant in found:
        phases = [
            phase_of(t, instant.side).at(np.array([s]))[0] % 1
            for t, s in zip((a, b), instant.times_s, strict=True)
        ]
        apart = abs(phases[0] - phases[1])
        assert min(apart, 1 - apart) < 0.03


def test_everything_is_written_and_the_page_shows_it(tmp_path):
    a, b = filmed(tmp_path / "fresh"), filmed(tmp_path / "tired", grey=150)
    page = write_comparison(compare(a, b), tmp_path / "out").read_text(encoding="utf-8")
    clip = probe(tmp_path / "out" / "compare.mp4")
    assert (clip.width_px, clip.height_px) == (960, 696)
    pictures = [frame.image for frame in frames(clip)]
    assert len(pictures) > 60
    # The left half is the dark film, the right half the light one.
    middle = pictures[30][250:350]
    assert np.median(middle[:, 20:60]) < 110 < np.median(middle[:, 900:940])
    assert page.count("data:image/jpeg") == 16
    assert page.count("Toe-off at") == 2
    assert "no clear change" in page
    said = json.loads((tmp_path / "out" / "compare.json").read_text(encoding="utf-8"))
    assert said["metrics"]["cadence_spm"]["verdict"] == "no clear change"


def test_without_films_figures_are_drawn(tmp_path):
    a, b = folder(tmp_path / "a"), folder(tmp_path / "b")
    write_comparison(compare(a, b), tmp_path / "out")
    assert probe(tmp_path / "out" / "compare.mp4").width_px == 960
    view = View(read_taken(a))
    assert not view.has_film
    assert len(np.unique(view.at(1.0))) > 3
    assert not np.array_equal(view.at(1.0), view.at(1.0 + STRIDE_S / 3))


def test_without_the_film_nothing_points_to_one(tmp_path):
    a, b = folder(tmp_path / "a"), folder(tmp_path / "b")
    page = write_comparison(compare(a, b), tmp_path / "out", film=False)
    assert not (tmp_path / "out" / "compare.mp4").exists()
    assert "compare.mp4" not in page.read_text(encoding="utf-8")
