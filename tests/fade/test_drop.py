"""A lasting drop against a level that wanders."""

import numpy as np
import pytest

from kneedrive.fade.drop import Series, find_drop
from kneedrive.fade.wander import brownian, scatter_of

COUNT = 120
MIDDLE = (np.arange(COUNT) + 0.5) / COUNT


def dropped(values, toward=-1.0):
    """The drop found in values on the level at one speed, of an hour's run."""
    none = np.zeros((COUNT, 1))
    series = Series(MIDDLE, 3600.0, values, none, np.zeros(1), np.ones(1), (0.0113, 0.3), toward)
    return find_drop(series)[0]


def walk(random, size):
    """A random walk whose standard deviation over sixths is `size`."""
    path = np.cumsum(random.standard_normal(COUNT))
    return size * path / np.std(path.reshape(6, -1).mean(axis=1), ddof=1)


@pytest.mark.parametrize("toward", [-1.0, 1.0])
def test_noise_has_no_drop_and_a_step_has_one_in_its_own_direction(toward):
    noise = np.random.default_rng(0).normal(0, 0.006, COUNT)
    step = noise + toward * 0.04 * (MIDDLE > 0.7)
    assert dropped(noise, toward).odds < 0
    found = dropped(step, toward)
    assert found.odds > 5
    assert found.begin == pytest.approx(0.7, abs=0.02)
    assert found.low <= 0.7 <= found.high
    assert found.size == pytest.approx(0.04, abs=0.006)
    assert dropped(step, -toward).odds < 0


def test_the_same_drop_is_less_likely_the_more_a_level_wanders():
    random = np.random.default_rng(1)
    noise, path = random.normal(0, 0.004, COUNT), walk(random, 1.0)
    step = -0.05 * np.clip((MIDDLE - 0.6) / 0.08, 0, 1)
    odds = [dropped(noise + size * path + step).odds for size in (0.003, 0.009, 0.03)]
    assert odds[0] > odds[1] > odds[2]


def test_walks_are_seldom_taken_for_drops():
    random = np.random.default_rng(2)
    odds = [dropped(walk(random, 0.0173) + random.normal(0, 0.006, COUNT)).odds for _ in range(30)]
    assert np.mean(np.array(odds) > np.log(4)) <= 0.1


def test_intervals_hold_the_true_place():
    random = np.random.default_rng(3)
    held = []
    for _ in range(20):
        at = random.uniform(0.4, 0.8)
        values = walk(random, 0.0091) + random.normal(0, 0.006, COUNT)
        found = dropped(values - 0.08 * np.clip((MIDDLE - at) / 0.05, 0, 1))
        held.append(found.low <= at <= found.high)
    assert np.mean(held) >= 0.85


def test_a_walk_of_size_one_deviates_by_one_over_sixths():
    random = np.random.default_rng(4)
    root = np.linalg.cholesky(brownian(MIDDLE))
    sixths = (root @ random.standard_normal((COUNT, 2000))).reshape(6, -1, 2000).mean(axis=1)
    assert np.sqrt(sixths.var(axis=0, ddof=1).mean()) == pytest.approx(1.0, abs=0.05)


def test_a_wild_stretch_counts_less_and_a_step_does_not():
    level = np.random.default_rng(5).normal(0, 0.005, COUNT)
    level[40] += 0.05
    level[80:] -= 0.05
    scatter, weight = scatter_of(level)
    assert scatter == pytest.approx(0.005, rel=0.4)
    assert weight[40] > 1
    assert (weight[82:] == 1).mean() > 0.9
