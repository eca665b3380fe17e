"""The hip moment of each repetition, and what is said and withheld beside it."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film.studio.body import POINTS
from kneedrive.film.studio.moves import alternating, faulty, lifts_performance, lsit_performance
from kneedrive.film.studio.moves.lsit import Lift
from kneedrive.motion.angles import hanging_deg
from kneedrive.strength.capacity import LegPose, Person, hip_moment, read_load
from kneedrive.strength.coaching import coach
from kneedrive.strength.reading import Reported
from tests.strength.performed import exercise_of, keypoints_of, performed

WHO = Person(70.0, 1.75, "male")


def true_pose(performance, side, at_s):
    """Thigh and knee as they were drawn."""
    (pose,) = performance.pose(np.array([at_s]))
    hip, knee, ankle = (pose[POINTS.index(f"{side}_{j}"), :2] for j in ("hip", "knee", "ankle"))
    thigh, shank = float(hanging_deg(hip, knee)), float(hanging_deg(knee, ankle))
    return LegPose(thigh, thigh - shank, 8.0)


def a_set(move, *, fault=None, oblique=0.0, load="8lb", **how):
    lifts = alternating(1, 3)
    if fault:
        lifts[1] = faulty(lifts[1], fault, 1)
    performance = lifts_performance(move, 1, [lifts])
    exercise = performed(performance, oblique_deg=oblique)
    return performance, coach(exercise, move, WHO, read_load(load), **how)


@pytest.mark.parametrize("oblique", [0.0, 30.0])
def test_each_repetition_has_the_moment_of_its_own_pose(oblique):
    performance, done = a_set("raise", oblique=oblique)
    values = [m.value_nm_kg for m in done.moments]
    assert np.ptp(values) > 0.02
    for r, m in zip(done.repetitions, done.moments, strict=True):
        pose = true_pose(performance, r.side, r.top_s)
        assert r.knee_deg == pytest.approx(pose.knee_deg, abs=4.0 if oblique == 0 else 14.0)
        true = hip_moment(WHO, pose, read_load("8lb")).value_nm_kg
        assert m.low_nm_kg <= true <= m.high_nm_kg
        if oblique == 0:
            assert m.value_nm_kg == pytest.approx(true, rel=0.05)
    assert done.moment.value_nm_kg in values
    assert min(values) < done.moment.value_nm_kg < max(values)


def test_a_repetition_that_does_not_count_has_no_moment():
    _, done = a_set("march", fault="half", load="band:40N")
    assert [m is None for m in done.moments] == [not r.counts for r in done.repetitions]
    assert any(m is None for m in done.moments)


def test_held_still_is_said_beside_every_moment():
    _, done = a_set("raise")
    (words,) = [f.text for f in done.findings if f.title == "The hip moment"]
    assert "held still at the top" in words
    assert "not in it" in words


def test_without_mass_or_height_there_is_none():
    done = coach(performed(lifts_performance("march", 1, [alternating(1, 2)])), "march")
    assert (done.moments, done.moment, done.maximum) == ((), None, None)
    assert not [f for f in done.findings if f.title == "The hip moment"]


def test_the_maximum_is_that_of_the_leg_that_did_most():
    _, done = a_set("raise", load="12lb", reserve=2)
    own = sorted(
        m.value_nm_kg
        for m, r in zip(done.moments, done.repetitions, strict=True)
        if r.side == "left"
    )
    assert done.maximum.value_nm_kg == pytest.approx(own[1] * (1 + (3 + 2) / 30))


def test_a_bare_march_tells_no_maximum():
    _, done = a_set("march", load=None, reserve=2)
    assert done.maximum.value_nm_kg is None
    assert "too light" in done.maximum.why_not


@pytest.mark.parametrize("load", ["band", "band:green", "band:60N", "cable:10kg"])
def test_the_l_sit_has_no_use_for_a_band_or_a_cable(load):
    exercise = performed(lsit_performance(2, [Lift(1.5)]))
    with pytest.raises(InputError, match="L-sit"):
        coach(exercise, "lsit", WHO, read_load(load))


def test_the_l_sit_has_the_moment_of_a_straight_leg():
    exercise = performed(lsit_performance(2, [Lift(1.5)]))
    bare = coach(exercise, "lsit", WHO)
    straight = hip_moment(WHO, LegPose(90, 0), read_load(None)).value_nm_kg
    assert bare.moment.value_nm_kg == pytest.approx(straight, rel=0.02)
    assert bare.maximum is None
    weighted = coach(exercise, "lsit", WHO, read_load("2kg"))
    assert weighted.moment.value_nm_kg > bare.moment.value_nm_kg + 0.2


def test_pain_leaves_no_advice_and_no_estimate():
    _, done = a_set("raise", load="12lb", reserve=2, reported=Reported(pain=True))
    assert done.findings[0].title == "Pain"
    assert not [f for f in done.findings if f.title == "Next set"]
    assert done.maximum.value_nm_kg is None
    assert "pain" in done.maximum.why_not
    assert sum(s.total for s in done.sets) == 6


def test_a_cramp_comes_before_the_advice():
    _, done = a_set("raise", reported=Reported(cramp=True), answered=True)
    assert [f.title for f in done.findings][:2] == ["Cramp", "Next set"]


@pytest.mark.parametrize(
    ("load", "words"),
    [("band", "is not known"), ("band:green", "other makers"), ("8lb", None)],
)
def test_what_is_not_known_of_a_band_is_said(load, words):
    _, done = a_set("march", load=load)
    said = [f.text for f in done.findings if f.title == "The load"]
    assert (len(said) == 1 and words in said[0]) if words else not said


def test_what_was_not_seen_is_said():
    keypoints = keypoints_of(lifts_performance("march", 6, [alternating(6, 2)]))
    late = keypoints.time_s > 0.7 * keypoints.time_s[-1]
    keypoints.xy_px[late] = np.nan
    keypoints.confidence[late] = 0.0
    found = coach(exercise_of(keypoints), "march").findings
    assert [f for f in found if f.title == "What was not seen"]
    whole = coach(exercise_of(keypoints_of(lifts_performance("march", 6, [alternating(6, 2)]))),
                  "march").findings  # fmt: skip
    assert not [f for f in whole if f.title == "What was not seen"]
