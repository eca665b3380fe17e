"""Many metrics looked at together: chance alone makes a change in 5 % of pairs at most."""

import numpy as np
import pytest

from kneedrive.fade.clips.verdict import Compared, _judged
from kneedrive.stride.measure import Measure
from kneedrive.stride.register import METRICS

ANY = Measure(1.0)
# Two clips of one runner, contact, duty, swing and flight being four views of one time.
SAME_TIME = ("contact_time_ms", "duty_factor_pct", "swing_time_ms", "flight_time_ms")


def pair(z, error=100.0):
    """Every metric of two clips, so many standard errors apart; none is spared for being small."""
    return _judged(
        [
            Compared(m, ANY, ANY, d * error, 0.0, (d - 1.96) * error, (d + 1.96) * error, None,
                     "no clear change", None)
            for m, d in zip(METRICS, z, strict=True)
        ]
    )  # fmt: skip


def changed(z):
    return [m.metric.name for m in pair(z) if m.verdict == "changed"]


@pytest.mark.parametrize("together", [False, True])
def test_unchanged_runners_show_a_change_in_5_of_100_pairs_at_most(together):
    rng, pairs = np.random.default_rng(11), 1000
    alarms = 0
    for _ in range(pairs):
        z = rng.standard_normal(len(METRICS))
        if together:
            z[[i for i, m in enumerate(METRICS) if m.name in SAME_TIME]] = z[0]
        alarms += bool(changed(z))
    # 5 % of 1000, and three standard errors of that count
    assert alarms <= 50 + 3 * np.sqrt(1000 * 0.05 * 0.95)
    assert alarms >= 15  # a test that never calls a change is none


def test_one_clear_change_is_found_and_told_apart_from_the_rest():
    z = np.zeros(len(METRICS))
    z[3] = 3.2  # two-sided 0.0014; 0.05 / 21 = 0.0024
    assert changed(z) == [METRICS[3].name]
    z[3] = 2.9  # 0.0037
    assert changed(z) == []


def test_each_change_that_is_found_makes_the_next_one_easier():
    z = np.zeros(len(METRICS))
    z[3], z[5] = 2.95, 3.2  # 0.0032: more than 0.05 / 21 and 0.05 / 20 = 0.0025
    assert changed(z) == [METRICS[5].name]
    z[:6] = 8.0
    z[7] = 2.95  # 0.0032; six are found, fifteen are left: 0.05 / 15 = 0.0033
    assert METRICS[7].name in changed(z)


def test_every_change_is_larger_than_what_is_called_detectable_and_nothing_else_is():
    rng = np.random.default_rng(3)
    for _ in range(50):
        for m in pair(4 * rng.standard_normal(len(METRICS))):
            assert (m.verdict == "changed") == (abs(m.difference) > m.detectable)
