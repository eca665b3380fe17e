"""The network's errors: read off a film as they were put in, and laid upon another run."""

import numpy as np
import pytest

from kneedrive.film.clock import Clock
from kneedrive.film.studio import Camera, Extras, typical_runner
from kneedrive.pose.keypoints import Keypoints
from tests import treading
from training.body import JOINTS, LANDMARKS
from training.footage import Footage, Scene
from training.network import HARMONICS, TOE_OFF_AT, as_seen, error_curves, warped_phase

SHARE, DUTY, STRIDE_HZ = 0.04, 0.35, 1.4


def events(duty, stride_hz, seconds=8.0):
    """Contacts of `treading`: the left foot strikes at phase 0."""
    out = []
    for i, side in enumerate(("left", "right")):
        strikes = (np.arange(0, seconds * stride_hz) + 0.5 * i) / stride_hz
        out += [
            {"side": side, "strike_s": s, "toe_off_s": s + duty / stride_hz}
            for s in strikes
            if s + duty / stride_hz < seconds
        ]
    return out


@pytest.fixture
def run() -> Keypoints:
    clip = treading.keypoints(DUTY, step_px=240, stride_hz=STRIDE_HZ, noise_px=0.0)
    order = [clip.landmarks.index(name) for name in LANDMARKS]
    return Keypoints(
        clip.time_s, LANDMARKS, clip.xy_px[:, order], clip.confidence[:, order], 4000, 720
    )


def footage(true, seen, facing="right"):
    scene = Scene("s", "treadmill", typical_runner(3.4), Camera(), Extras(), 8.0)
    truth = {"near_side": facing, "facing": facing, "events": events(DUTY, STRIDE_HZ)}
    return Footage(scene, seen, true, Clock(60.0, 60.0, "given"), truth)


def test_phases_lie_on_contact_and_swing():
    some = events(0.3, 1.5)
    strike, toe_off = some[2]["strike_s"], some[2]["toe_off_s"]
    phase = warped_phase(np.array([strike, toe_off, 99.0]), some, "left") % 1.0
    assert phase[:2] == pytest.approx([0.0, TOE_OFF_AT])
    assert np.isnan(phase[2])


def test_a_missing_contact_does_not_shift_the_phase():
    some = [e for e in events(0.3, 1.5) if e["side"] == "left"]
    gone = some[:3] + some[4:]
    at = np.array([some[6]["strike_s"] + 0.1])
    assert warped_phase(at, gone, "left") == pytest.approx(warped_phase(at, some, "left"))


def test_errors_put_on_a_run_are_read_off_it(run):
    """A heel that is seen too high and too far back, in swing more than in stance."""
    from tests.swinging import LEG_PX

    phase = warped_phase(run.time_s, events(DUTY, STRIDE_HZ), "right")
    lift = SHARE * (1 - np.cos(2 * np.pi * (phase - TOE_OFF_AT)))
    xy_px = run.xy_px.copy()
    heel = LANDMARKS.index("right_heel")
    xy_px[:, heel] += LEG_PX * np.nan_to_num(np.column_stack([-0.5 * lift, -lift]))
    seen = Keypoints(run.time_s, LANDMARKS, xy_px, run.confidence, 4000, 720)
    curves = error_curves(footage(run, seen))
    assert set(curves.series) == {(d, j) for d in ("near", "far") for j in JOINTS}
    assert np.abs(curves.series["far", "heel"]).max() < 1e-6
    again = as_seen(run, footage(run, seen).truth, curves)
    inside = np.isin(run.time_s, again.time_s)
    np.testing.assert_allclose(again.xy_px[:, heel], xy_px[inside][:, heel], atol=0.6)
    assert curves.series["near", "heel"].shape == (2, 1 + 2 * HARMONICS)


def test_near_errors_go_to_the_near_leg_of_a_runner_who_faces_left(run):
    xy_px = run.xy_px + 0.0
    xy_px[:, LANDMARKS.index("right_toe")] += [8.0, 0.0]
    seen = Keypoints(run.time_s, LANDMARKS, xy_px, run.confidence, 4000, 720)
    curves = error_curves(footage(run, seen))
    left = as_seen(run, footage(run, run, facing="left").truth, curves)
    inside = np.isin(run.time_s, left.time_s)
    moved = left.xy_px - run.xy_px[inside]
    # Forward for a runner who faces left is -x, and the left side is the near one.
    assert moved[:, LANDMARKS.index("left_toe"), 0] == pytest.approx(-8.0, abs=0.5)
    assert np.abs(moved[:, LANDMARKS.index("right_toe")]).max() < 0.5
