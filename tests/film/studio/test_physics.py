"""The studio's runner obeys mechanics: free fall in flight, feet that stand and never sink."""

from itertools import pairwise

import numpy as np
import pytest

from kneedrive.film.studio import Camera, make_gait, make_truth, place, typical_runner
from kneedrive.film.studio.body import POINTS, SIDES, centre_of_mass

G = 9.81
SECONDS = 4.0


@pytest.fixture(scope="module", params=[(2.5, 41), (3.8, 42), (5.5, 43)])
def gait(request):
    speed_mps, seed = request.param
    return make_gait(typical_runner(speed_mps, seed=seed), SECONDS)


def events(gait):
    return make_truth(gait, Camera(), SECONDS, 0.0, "x").events


def within(gait, begin_s, end_s):
    return (gait.time_s > begin_s) & (gait.time_s < end_s)


def test_the_centre_of_mass_falls_freely_in_flight(gait):
    mass = centre_of_mass(gait.body, place(gait.body, gait.hips_m, gait.angles))
    step_s = gait.time_s[1]
    up = (np.roll(mass[:, 1], -1) - 2 * mass[:, 1] + np.roll(mass[:, 1], 1)) / step_s**2
    contacts = events(gait)
    flights = [(a["toe_off_s"], b["strike_s"]) for a, b in pairwise(contacts)]
    falls = [up[within(gait, a + 0.02, b - 0.02)].mean() for a, b in flights if b - a > 0.06]
    assert len(falls) >= 3
    assert np.array(falls) == pytest.approx(-G, abs=0.6)


def test_no_foot_sinks_into_the_ground(gait):
    pose = place(gait.body, gait.hips_m, gait.angles)
    feet = [POINTS.index(f"{side}_{p}") for side in SIDES for p in ("heel", "ball", "tip")]
    assert pose[:, feet, 1].min() > -0.003


def test_the_standing_foot_goes_with_the_ground(gait):
    pose = place(gait.body, gait.hips_m, gait.angles)
    speed_mps = gait.runner.speed_mps
    checked = 0
    for event in events(gait):
        if event["toe_off_s"] > gait.time_s[-1]:
            continue
        contact_s = event["toe_off_s"] - event["strike_s"]
        flat = within(
            gait, event["strike_s"] + 0.35 * contact_s, event["strike_s"] + 0.6 * contact_s
        )
        ball = pose[flat, POINTS.index(f"{event['side']}_ball")]
        # The belt carries the foot back; beside a road the body goes forward by as much.
        slip = ball[:, 0] + speed_mps * gait.time_s[flat]
        assert np.ptp(slip) < 0.012
        assert np.abs(ball[:, 1]).max() < 0.03
        checked += 1
    assert checked >= 4
