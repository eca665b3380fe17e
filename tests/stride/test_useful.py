"""A number is withheld once its interval says no more than the speed does, and not before."""

from dataclasses import replace

import pytest

from bench.gate_clips import BY_NAME
from kneedrive.analysis import Runner, measure
from kneedrive.stride.metrics import make_measure
from kneedrive.stride.register import METRICS


@pytest.fixture(scope="module")
def clip():
    """An ordinary clip: ten seconds with a phone's noise, the height known and no more."""
    kept = BY_NAME["treadmill"]
    return kept.footage(), kept.told.height_m


def test_an_ordinary_clip_keeps_every_number(clip):
    footage, height_m = clip
    found = measure(footage, Runner(height_m=height_m))
    assert {name for name, m in found.metrics.items() if m.status == "withheld"} == set()


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_the_limit_decides(clip, metric):
    footage, height_m = clip
    found = measure_once(footage, height_m)
    limit = metric.useful_within
    many = len(found.strides.steps) ** 0.5
    for times, status in ((0.0, "ok"), (0.6, "indicative"), (1.2, "withheld")):
        steps_sd = times * limit * many
        sides = dict.fromkeys(("left", "right"), 0.2 * limit)
        measured = make_measure(metric.name, sides, steps_sd, found.strides, found.motion)
        if metric.name == "cadence_spm":  # counted over the whole clip: strides don't widen it
            continue
        assert measured.status == status
        if status == "withheld":
            assert "too wide to be of use" in measured.reason


CACHE = {}


def measure_once(footage, height_m):
    """The analysis of the clip, kept."""
    if "it" not in CACHE:
        CACHE["it"] = measure(footage, Runner(height_m=height_m))
    return CACHE["it"]


def test_a_doubtful_scale_takes_metres_away_and_leaves_times_and_angles(clip):
    footage, height_m = clip
    found = measure_once(footage, height_m)
    doubtful = replace(found.motion, scale=replace(found.motion.scale, error_pct=40.0))
    for name, kept in (("hip_flexor_impulse_nms_kg", False), ("contact_time_ms", True)):
        measure_of = found.metrics[name]
        sides = {"left": measure_of.left, "right": measure_of.right}
        again = make_measure(name, sides, measure_of.sd, found.strides, doubtful)
        assert (again.value is not None) == kept
