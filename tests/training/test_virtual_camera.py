"""The virtual camera: geometry, errors, travel, and the truth that goes with a film."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab import ForceContact
from kneedrive.pull.segments import LEG
from tests.motion.lab import made_trial as made
from tests.motion.lab.test_force import steps_n, three_axes
from training.body import LANDMARKS, Body, hip_moments, load_body
from training.data_set import LabRun, load_data_set
from training.noise import NOISE
from training.virtual_camera import CENTRE_PX, Camera, film

RUN = LabRun("RBDS001runT35", 1, Path("a.c3d"), Path("b.c3d"), 3.5, 70.0, 1.80, "male")
STRIDE_S, CONTACT_S = 1 / 1.4, 0.24
MIDDLE_S = 2.5  # of what most films here show
CLEAN = Camera(start_s=1.0, seconds=4.0, noise="none")


@pytest.fixture(scope="module")
def body():
    """Twenty seconds of the made runner, with contacts of 0.24 s."""
    points = made.running(20.0)
    contacts = tuple(
        ForceContact("left" if i % 2 else "right", s, s + CONTACT_S)
        for i, s in enumerate(np.arange(0.1, 19.0, STRIDE_S / 2))
    )
    stacked = np.stack([points[name] for name in LANDMARKS], axis=1)
    return Body(RUN, made.RATE_HZ, stacked, hip_moments(stacked, made.RATE_HZ, "male"), contacts)


def lengths(shot, side):
    """Mean length of a thigh, px."""
    keypoints = shot.keypoints
    thigh = keypoints.of(f"{side}_knee") - keypoints.of(f"{side}_hip")
    return np.linalg.norm(thigh, axis=1).mean()


@pytest.mark.parametrize("facing", ["left", "right"])
def test_the_near_leg_is_larger_and_the_runner_faces_where_asked(body, facing):
    shot = film(body, replace(CLEAN, facing=facing))
    far = {"left": "right", "right": "left"}[facing]
    nearer, further = (5 - 0.0883), (5 + 0.0883)
    assert lengths(shot, facing) / lengths(shot, far) == pytest.approx(further / nearer, rel=0.01)
    forward = shot.keypoints.of("left_toe")[:, 0] - shot.keypoints.of("left_heel")[:, 0]
    assert np.sign(np.mean(forward)) == (1 if facing == "right" else -1)
    assert shot.truth.near_side == facing
    assert shot.keypoints.confidence[0, LANDMARKS.index(f"{facing}_hip")] == 0.95


def test_scale_and_place_of_the_picture(body):
    keypoints = film(body, replace(CLEAN, px_per_m=300.0, distance_m=1e6, fps=50.0)).keypoints
    at = body.points_m[100:500:2]
    hips = at[:, [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]]
    toe = at[:, LANDMARKS.index("left_toe")]
    expected = np.stack(
        [640 + 300 * (toe[:, 0] - hips[..., 0].mean()), 360 + 300 * (1.0 - toe[:, 1])], axis=1
    )
    np.testing.assert_allclose(keypoints.of("left_toe"), expected, atol=0.01)


def test_a_rolled_camera_turns_the_picture_about_its_middle(body):
    level, rolled = (film(body, replace(CLEAN, roll_deg=r)).keypoints.xy_px for r in (0.0, 5.0))
    c, s = np.cos(np.radians(5)), np.sin(np.radians(5))
    expected = CENTRE_PX + (level - CENTRE_PX) @ np.array([[c, s], [-s, c]])
    np.testing.assert_allclose(rolled, expected, atol=1e-6)


def test_a_camera_that_looks_down_sees_the_runner_higher_up(body):
    level, down = (film(body, replace(CLEAN, pitch_deg=p)).keypoints for p in (0.0, 4.0))
    rise = np.mean(level.of("left_hip")[:, 1] - down.of("left_hip")[:, 1])
    assert rise == pytest.approx(260 * 5 * np.tan(np.radians(4)), rel=0.02)


def test_noise_is_as_large_as_it_says_and_comes_back_with_its_seed(body):
    phone = replace(CLEAN, noise="phone", seconds=15.0, seed=4)
    clean = film(body, replace(phone, noise="none")).keypoints.xy_px
    off = film(body, phone).keypoints.xy_px - clean
    np.testing.assert_array_equal(off, film(body, phone).keypoints.xy_px - clean)
    assert np.abs(off - (film(body, replace(phone, seed=5)).keypoints.xy_px - clean)).max() > 5
    height_px, noise = 1.80 * 260, NOISE["phone"]
    each = np.hypot(noise.white, noise.wander) * height_px
    hip = [LANDMARKS.index(f"{side}_hip") for side in ("right", "left")]  # not exchanged
    spread = off[:, hip].std(axis=0).mean(axis=1)
    assert spread[0] == pytest.approx(each, rel=0.15)
    assert spread[1] == pytest.approx(each * noise.far, rel=0.15)
    offsets = np.median(off, axis=0)
    assert offsets.std() == pytest.approx(noise.offset * height_px, rel=0.4)


def test_legs_are_exchanged_in_short_bursts_as_they_pass(body):
    camera = replace(CLEAN, seconds=15.0, noise="phone", seed=2)
    true = film(body, replace(camera, noise="none")).keypoints
    seen = film(body, camera).keypoints
    middle = (true.of("left_ankle") + true.of("right_ankle")) / 2
    ahead = np.sum((seen.of("left_ankle") - middle) * (true.of("left_ankle") - middle), axis=1)
    share = np.mean(ahead < 0)
    assert 0.005 < share < 0.05


def test_dropped_frames_leave_true_times(body):
    whole, lossy = (film(body, replace(CLEAN, dropped=d)).keypoints for d in (0.0, 0.1))
    share = 1 - len(lossy.time_s) / len(whole.time_s)
    assert share == pytest.approx(0.1, abs=0.05)
    at = np.searchsorted(whole.time_s, lossy.time_s)
    np.testing.assert_array_equal(lossy.time_s, whole.time_s[at])
    np.testing.assert_array_equal(lossy.xy_px, whole.xy_px[at])


def with_a_foot_on_the_belt(body):
    """The left heel goes back with the belt all the time."""
    points = body.points_m.copy()
    time_s = np.arange(len(points)) / body.rate_hz
    heel = points[:, LANDMARKS.index("left_heel")]
    heel[:] = [0.0, 0.05, -0.1]
    heel[:, 0] = 3.5 * (MIDDLE_S - time_s)
    return replace(body, points_m=points)


def test_beside_the_road_what_the_belt_carried_stands_still(body):
    camera = replace(CLEAN, scene="passing", px_per_m=60.0, distance_m=15.0, seconds=3.0)
    keypoints = film(with_a_foot_on_the_belt(body), camera).keypoints
    heel = keypoints.of("left_heel")
    assert np.ptp(heel, axis=0).max() < 0.01
    hip = keypoints.of("right_hip")[:, 0]
    assert (hip[-1] - hip[0]) / 60 == pytest.approx(3.5 * keypoints.time_s[-1], rel=0.02)


def test_a_passing_runner_is_seen_only_while_in_the_picture(body):
    camera = replace(CLEAN, scene="passing", seconds=4.0)
    keypoints = film(body, camera).keypoints
    seen = np.isfinite(keypoints.of("right_hip")[:, 0])
    assert seen.mean() == pytest.approx(1280 / 260 / 3.5 / 4.0, abs=0.03)
    assert (keypoints.confidence[~np.isfinite(keypoints.xy_px[..., 0])] == 0).all()


def test_a_panning_camera_keeps_the_runner_and_tells_how_the_background_moved(body):
    camera = replace(CLEAN, scene="panning", distance_m=12.0, px_per_m=100.0, start_s=1.5)
    keypoints = film(with_a_foot_on_the_belt(body), replace(camera, seconds=2.0)).keypoints
    assert np.ptp(keypoints.of("right_hip")[:, 0]) < 40
    stance = np.abs(keypoints.time_s - 1.0) < 0.12
    heel, move = keypoints.of("left_heel")[stance], keypoints.background[stance]
    still = np.einsum("tij,tj->ti", move[..., :2], heel) + move[..., 2]
    assert np.ptp(heel[:, 0]) > 70
    assert np.ptp(still, axis=0).max() < 1.0
    # From side to side the camera turns by twice atan(3.5 / 12): that much of a cylinder.
    turned = keypoints.background[-1, 0, 2] / (100 * 12)
    assert turned == pytest.approx(2 * np.arctan(3.5 / 12), rel=0.02)
    np.testing.assert_allclose(keypoints.background[0], [[1, 0, 0], [0, 1, 0]], atol=1e-9)


def test_the_truth_is_what_the_runner_did(body):
    truth = film(body, replace(CLEAN, seconds=10.0)).truth
    assert truth.mean["contact_s"] == pytest.approx(CONTACT_S)
    assert truth.mean["flight_s"] == pytest.approx(STRIDE_S / 2 - CONTACT_S)
    assert truth.mean["cadence_spm"] == pytest.approx(120 / STRIDE_S)
    assert truth.mean["step_length_m"] == pytest.approx(3.5 * STRIDE_S / 2)
    hip, knee = (body.points_m[:, LANDMARKS.index(f"left_{j}"), :2] for j in ("hip", "knee"))
    thigh = np.degrees(np.arctan2((knee - hip)[:, 0], -(knee - hip)[:, 1]))
    assert truth.by_side["left"]["peak_thigh_deg"] == pytest.approx(thigh.max(), abs=0.1)
    assert truth.events[0]["strike_s"] >= 0
    assert truth.events[-1]["toe_off_s"] <= 10.0
    assert truth.document()["mean"]["flexor_impulse_nms_kg"] > 0


def test_a_film_too_short_for_a_step_has_no_means(body):
    truth = film(body, replace(CLEAN, seconds=0.3)).truth
    assert truth.mean["contact_s"] is None
    with pytest.raises(InputError, match="lasts"):
        film(body, replace(CLEAN, seconds=60.0))


def test_the_height_that_is_told_may_be_wrong(body):
    shot = film(body, replace(CLEAN, height_error_pct=3.0))
    assert shot.told_height_m == pytest.approx(1.854)
    assert shot.truth.height_m == 1.80


def test_the_hip_moment_of_a_stiff_leg_is_that_of_a_pendulum():
    time_s = np.arange(400) / 100.0
    angle = np.radians(20) * np.sin(2 * np.pi * time_s)
    lengths_m = {
        "hip": 0.0,
        "knee": 0.42,
        "ankle": 0.84,
        "heel": 0.84,
        "toe": 0.84,
        "shoulder": 0.0,
    }
    along = np.stack([np.sin(angle), -np.cos(angle), 0 * angle], axis=1)
    across = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    reach = {"heel": -0.05, "toe": 0.2}
    points = [
        lengths_m[name.split("_")[1]] * along + reach.get(name.split("_")[1], 0.0) * across
        for name in LANDMARKS
    ]
    moment = hip_moments(np.stack(points, axis=1), 100.0, "male")[:, 0]
    inertia, weight = 0.0, np.zeros(400)
    at = {"thigh": (0.0, 0.42), "shank": (0.42, 0.42)}
    thigh, shank, foot = LEG["male"]
    for part, (start, length) in zip((thigh, shank), at.values(), strict=True):
        centre = start + part.centre * length
        inertia += part.mass * (centre**2 + (part.gyration * length) ** 2)
        weight += part.mass * 9.81 * centre * np.sin(angle)
    ahead = -0.05 + foot.centre * 0.25
    inertia += foot.mass * (0.84**2 + ahead**2 + (foot.gyration * 0.25) ** 2)
    weight += foot.mass * 9.81 * (0.84 * np.sin(angle) + ahead * np.cos(angle))
    turning = -((2 * np.pi) ** 2) * angle
    expected = inertia * turning + weight
    np.testing.assert_allclose(moment[50:-50], expected[50:-50], atol=0.01 * np.abs(expected).max())


def data_set(folder):
    """A made folder of the data set: one subject, one speed."""
    force = steps_n(4.0)[0]
    made.write_c3d(
        folder / "RBDS001runT35.c3d",
        made.markers(made.running(4.0)),
        plates=[made.plate(2, three_axes(force))],
    )
    made.write_c3d(folder / "RBDS001static.c3d", made.markers(made.still()))
    (folder / "subjects.csv").write_text("subject,mass_kg,height_m,sex\nRBDS001,62,1.81,male\n")
    return folder


def test_a_run_is_read_once_and_then_kept(tmp_path):
    (run,) = load_data_set(data_set(tmp_path))
    cache = tmp_path / "kept"
    first, again = load_body(run, cache), load_body(run, cache)
    assert len(list(cache.iterdir())) == 1
    np.testing.assert_array_equal(first.points_m, again.points_m)
    assert first.contacts == again.contacts
    assert len(first.contacts) == 11
    assert film(again, replace(CLEAN, start_s=0.5, seconds=3.0)).truth.mean["contact_s"] > 0.2


def test_the_public_table_of_subjects_is_understood(tmp_path):
    for name in ("RBDS002runT25.c3d", "RBDS02static.c3d", "RBDS002static.c3d", "RBDS009runT25.c3d"):
        (tmp_path / name).touch()
    (tmp_path / "RBDSinfo.txt").write_text(
        "Subject\tFileName\tAge\tHeight\tMass\tGender\n"
        "2\tRBDS002static.txt\t34\t176.5\t79.5\tF\n"
        "2\tRBDS002runT25.txt\t34\t176.5\t79.5\tF\n"
    )
    (run,) = load_data_set(tmp_path)
    assert (run.subject, run.speed_mps, run.mass_kg, run.height_m, run.sex) == (
        2,
        2.5,
        79.5,
        1.765,
        "female",
    )
    with pytest.raises(InputError, match="table"):
        load_data_set(tmp_path / "none")
