"""Simulated runs wander as real ones do."""

from dataclasses import replace

import numpy as np
import pytest

from kneedrive.watch import put_in_order
from kneedrive.watch.simulated import SimulatedCourse, SimulatedRunner, simulated_recording

STEADY = SimulatedRunner(cadence_brief=0.0, contact_brief=0.0)


def over_sixths(values):
    """Standard deviation of the means of six parts."""
    return np.std([part.mean() for part in np.array_split(values, 6)], ddof=1)


def test_the_level_of_the_step_wanders_over_sixths_as_in_44_real_runs():
    # There its standard deviation was 0.91 % at the median and 1.73 % at the 90th percentile.
    course = SimulatedCourse(10000.0, hills_m=20, every_s=4)
    found = []
    for seed in range(120):
        table = put_in_order(simulated_recording(STEADY, course, None, seed), "run").table
        # The runner's own slopes: 0.16 on log speed, 0.3 on grade; the step is 60 speed / cadence.
        level = -np.log(table["cadence_spm"]) + 0.16 * np.log(table["speed_mps"])
        found.append(over_sixths(level + 0.3 * table["grade"]))
    assert np.median(found) == pytest.approx(0.0091, rel=0.15)
    assert np.quantile(found, 0.9) == pytest.approx(0.0173, rel=0.15)


def test_contact_wanders_by_itself_and_without_wander_the_step_stands():
    runner = replace(STEADY, step_wander=0.0, contact_wander=0.02, contact_slope=0.0)
    course = SimulatedCourse(10000.0, hills_m=0, every_s=4)
    steps, contacts = [], []
    for seed in range(60):
        table = put_in_order(simulated_recording(runner, course, None, seed), "run").table
        steps.append(over_sixths(np.log(table["cadence_spm"]) - 0.16 * np.log(table["speed_mps"])))
        contacts.append(over_sixths(np.log(table["contact_ms"] * table["cadence_spm"])))
    assert max(steps) < 0.001
    assert np.median(contacts) == pytest.approx(0.02, rel=0.2)
