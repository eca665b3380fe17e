"""Strike and toe-off of a foot whose motion is written down, so that both are known beforehand."""

import numpy as np
import pytest

from kneedrive.motion.stance import Stance
from kneedrive.stride.events import FootEvents, find_events, guess_events
from kneedrive.stride.learned import Correction
from tests.folds import made_fold, still

HZ, GROUND = 1.4, 3.0
FASTEST = 1.2  # the heel's backward speed in mid-stance, of the ground's
LOWEST, BACK = (
    0.10,
    0.20,
)  # when the toe is lowest (and the leg longest), and the thigh furthest back
LIFT = 0.1


def heel(phase):
    """Back and forth along the ground, fastest backwards at phase 0."""
    return -FASTEST * GROUND / HZ / (2 * np.pi) * np.sin(2 * np.pi * phase), 0.0


def toe(phase):
    """Up and down under the hip."""
    return 0.0, -1.0 - LIFT * np.cos(2 * np.pi * (phase - LOWEST))


def knee(phase):
    angle = -0.5 * np.cos(2 * np.pi * (phase - BACK))
    return 0.5 * np.sin(angle), -0.5 * np.cos(angle)


def body():
    """Both legs, the right one half a stride later."""
    paths = {}
    for side, late in (("left", 0.0), ("right", 0.5)):
        paths[f"{side}_hip"] = still(0.0, 0.0)
        paths[f"{side}_ankle"] = still(0.0, -0.9)
        for joint, path in (("heel", heel), ("toe", toe), ("knee", knee)):
            paths[f"{side}_{joint}"] = lambda phase, path=path, late=late: path(phase - late)
    return made_fold(paths, HZ)


STANCE = Stance({"left": 0.0, "right": 0.5}, GROUND, 0.0, 0.1, 0.0, 0.3)
# The heel comes back at 65 % of the ground's speed.
STRIKE = -np.arccos(0.65 / FASTEST) / (2 * np.pi)
# The toe rises at 5 % of it.
RISES = LOWEST + np.arcsin(0.05 * GROUND / (LIFT * 2 * np.pi * HZ)) / (2 * np.pi)
# Rising toe, longest leg, thigh furthest back come 2, 48 and 38 ms after toe-off.
TOE_OFF = (
    0.4 * (RISES - 0.002 * HZ) + 0.4 * (LOWEST - 0.048 * HZ) + 0.2 * (BACK - 0.038 * HZ)
)  # fmt: skip


class Taught:
    """A lesson that says the same of every leg."""

    def __init__(self, value, trust):
        self.said = Correction(value, trust)
        self.rows = []

    def correct(self, row):
        self.rows.append(row)
        return self.said


def test_strike_is_where_the_heel_slows_to_two_thirds_of_the_ground():
    found = guess_events(body(), STANCE)
    assert found["left"].strike == pytest.approx(STRIKE, abs=4e-4)
    assert found["right"].strike == pytest.approx(STRIKE + 0.5, abs=4e-4)


def test_toe_off_is_the_weighted_mean_of_its_three_signs():
    found = guess_events(body(), STANCE)
    assert found["left"].toe_off == pytest.approx(TOE_OFF, abs=4e-4)
    assert found["right"].toe_off == pytest.approx(TOE_OFF + 0.5, abs=4e-4)


def test_a_picture_twice_as_large_has_the_same_events():
    fold, large = body(), body()
    large = made_fold({n: lambda p, n=n: tuple(2 * fold.at(n, p).T) for n in fold.landmarks}, HZ)
    stance = Stance(STANCE.mid, 2 * GROUND, 0.0, 0.1, 0.0, 0.3)
    for side in ("left", "right"):
        here, there = guess_events(fold, STANCE)[side], guess_events(large, stance)[side]
        assert (there.strike, there.toe_off) == pytest.approx((here.strike, here.toe_off))


def test_what_was_learned_is_added_in_seconds_and_the_smaller_trust_kept():
    strike, toe_off = Taught(0.010, 0.9), Taught(-0.006, 0.4)
    found = find_events(body(), STANCE, {"strike": strike, "toe_off": toe_off})["left"]
    guess = guess_events(body(), STANCE)["left"]
    assert found.strike - guess.strike == pytest.approx(0.010 * HZ)
    assert found.toe_off - guess.toe_off == pytest.approx(-0.006 * HZ)
    assert found.trust == 0.4
    assert all(np.shape(row) == (225,) for row in strike.rows + toe_off.rows)
    assert strike.rows[0][-1] == pytest.approx(TOE_OFF - STRIKE, abs=1e-3)


def test_a_guess_is_trusted_by_nothing_and_its_duty_is_what_lies_between():
    assert FootEvents(0.9, 1.25).trust == 0.0
    assert FootEvents(0.9, 1.25).duty == pytest.approx(0.35)
