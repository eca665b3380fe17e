"""Measured force leads where it saw the run, and stands beside the markers where it saw a part."""

import json

import pytest

from kneedrive.analysis import Filming, Runner, analyze
from kneedrive.report.files import metrics_document
from tests.motion.lab import made_run

TIMING = ("cadence_spm", "contact_time_ms", "flight_time_ms", "swing_time_ms")


def analysis(tmp_path, force):
    return analyze(made_run.write(tmp_path / "run.c3d", force), Runner(mass_kg=70), Filming())


@pytest.mark.parametrize("kept", [[4, 6, 8, 10], [4, 5, 6], [7]], ids=str)
def test_a_little_force_withholds_nothing_and_changes_no_number(tmp_path, kept):
    without = analysis(tmp_path, None)
    with_some = analysis(tmp_path, made_run.kept_n(kept))
    assert with_some.metrics == without.metrics
    assert all(with_some.metrics[name].value is not None for name in TIMING)
    assert len(with_some.force_contacts) == len(kept)
    assert not with_some.timed_by_force
    note = f"force was measured in {len(kept)} of {len(without.strides.contacts)} contacts"
    assert sum(note in warning for warning in with_some.warnings) == 1
    document = metrics_document(with_some)
    assert len(document["force_events"]) == len(kept)
    assert len(document["events"]) == len(without.strides.contacts)
    json.dumps(document)


def test_the_whole_force_gives_the_timing(tmp_path):
    found = analysis(tmp_path, made_run.force_n())
    true = made_run.contacts_of(made_run.force_n())
    assert found.timed_by_force
    seconds = [(part.stop - part.start) / made_run.FORCE_HZ for part in true]
    contact_ms = found.metrics["contact_time_ms"]
    assert contact_ms.value == pytest.approx(1000 * sum(seconds) / len(seconds), abs=2.0)
    assert len(found.strides.contacts) == len(true)
    assert len(found.kinematic_contacts) > 0.9 * len(true)


def test_a_contact_that_force_lost_makes_no_long_flight(tmp_path):
    whole = analysis(tmp_path, made_run.force_n())
    all_but = [i for i in range(len(made_run.contacts_of(made_run.force_n()))) if i not in (8, 9)]
    lost = analysis(tmp_path, made_run.kept_n(all_but))
    assert lost.timed_by_force
    assert lost.strides.steps["flight_s"].max() < 1.3 * whole.strides.steps["flight_s"].max()
    for name in TIMING:
        assert lost.metrics[name].value == pytest.approx(whole.metrics[name].value, rel=0.02)
