"""The camera's own motion, told apart from everything that moves in front of it."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from kneedrive.film import Background, camera_state, frames, probe
from kneedrive.film import steady as steady_module
from tests.film.films import texture

W, H = 640, 360
REAL = Path(__file__).parents[3] / "shared" / "film"


def seen(wall, place):
    """The picture of a wall under a (3, 3) homography from the picture's px to the wall's."""
    return cv2.warpPerspective(wall, place, (W, H), flags=cv2.WARP_INVERSE_MAP | 1)


def shifted(x, y=0.0, turn=0.0, zoom=1.0):
    """(3, 3) map from picture to wall: turned and zoomed about the middle, then shifted."""
    c, s, cx, cy = zoom * np.cos(turn), zoom * np.sin(turn), W / 2, H / 2
    return np.array(
        [[c, -s, x + cx - c * cx + s * cy], [s, c, y + cy - s * cx - c * cy], [0, 0, 1]]
    )


def add_runner(picture, i, x=W // 2):
    """Draw somebody who runs on the spot, and return the box round them."""
    swing = int(45 * np.sin(i * 0.5))
    cv2.rectangle(picture, (x - 18, 90), (x + 18, 200), (200, 60, 60), -1)
    cv2.circle(picture, (x, 72), 16, (220, 180, 150), -1)
    for side in (-1, 1):
        cv2.line(picture, (x, 200), (x + side * swing, 300), (40, 40, 90), 16)
    return np.array([[x - 70, 50, x + 70, 315]], float)


def noisy(picture, rng):
    noise = rng.normal(0, 2.5, picture.shape).round().astype(np.int16)
    return np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)


def follow(places, seed=0, boxes=True, change=None):
    """Film a wall from the places; return the background and where points lie in the first frame.

    Returns found and true (T, P, 2) places of some points near the picture's middle.
    """
    rng = np.random.default_rng(seed)
    reach = int(max(abs(p[0, 2]) for p in places)) + W + 100
    wall = texture(reach, 2 * H, seed)
    background = Background()
    points = np.array([[W / 2, H / 2, 1], [W / 3, H / 2, 1], [2 * W / 3, H / 3, 1.0]])
    found, true = [], []
    for i, place in enumerate(places):
        picture = seen(wall, place)
        if change is not None:
            picture = change(picture, i)
        box = add_runner(picture, i)
        affine = background.update(noisy(picture, rng), box if boxes else None)
        found.append(points @ affine.T)
        at = points @ (np.linalg.inv(places[0]) @ place).T
        true.append(at[:, :2] / at[:, 2:])
    return background, np.array(found), np.array(true)


def errors(found, true):
    """Largest error (px) of the step from frame to frame, and at the end."""
    step = np.linalg.norm(np.diff(found - true, axis=0), axis=2)
    return step.max(), np.linalg.norm(found[-1] - true[-1], axis=1).max()


@pytest.mark.parametrize("boxes", [True, False])
def test_a_pan_is_followed(boxes):
    background, found, true = follow([shifted(50 + 14 * i, 80) for i in range(60)], boxes=boxes)
    step_px, end_px = errors(found, true)
    assert camera_state(background) == "moving"
    assert step_px < 0.7
    assert end_px < 0.005 * 14 * 59


def test_a_hand_held_pan_with_turn_and_zoom_is_followed():
    rng = np.random.default_rng(3)
    shake = cv2.GaussianBlur(rng.normal(0, 5, (50, 3)).astype(np.float32), (1, 7), 0)
    places = [
        shifted(60 + 12 * i + a, 90 + b, 0.03 * np.sin(i / 12) + c / 500, 1 - 0.001 * i)
        for i, (a, b, c) in enumerate(shake)
    ]
    background, found, true = follow(places)
    step_px, end_px = errors(found, true)
    assert camera_state(background) == "moving"
    assert step_px < 1.0
    assert end_px < 0.01 * 12 * 49


@pytest.mark.parametrize("field_deg", [40, 65])
def test_a_turning_camera_is_laid_out_on_a_cylinder(field_deg):
    focal_px = W / 2 / np.tan(np.radians(field_deg) / 2)
    angles = np.radians(np.linspace(-25, 25, 60))
    lens = np.array([[focal_px, 0, W / 2], [0, focal_px, H / 2], [0, 0, 1]])
    reach = int(2 * focal_px * np.tan(np.radians(25 + field_deg / 2))) + 80
    to_wall = np.array([[focal_px, 0, reach / 2], [0, focal_px, H], [0, 0, 1]])
    wall = texture(reach, 2 * H)
    background, middle = Background(), []
    for i, angle in enumerate(angles):
        c, s = np.cos(angle), np.sin(angle)
        turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
        picture = seen(wall, to_wall @ turn @ np.linalg.inv(lens))
        box = add_runner(picture, i)
        middle.append(background.update(picture, box) @ [W / 2, H / 2, 1])
    across_px = np.array(middle)[:, 0] - middle[0][0]
    np.testing.assert_allclose(np.diff(across_px), focal_px * np.diff(angles), atol=1.0)
    assert across_px[-1] == pytest.approx(focal_px * (angles[-1] - angles[0]), rel=0.01)


def belt(picture, i):
    """A treadmill's belt that runs through the picture."""
    rows = texture(2 * W, 70, 9)
    start = (i * 23) % W
    picture[280:350] = rows[:, start : start + W]
    return picture


def passers_by(picture, i):
    """Two people who walk through the picture."""
    clothes = texture(70, 240, 11)
    for x in ((i * 9) % (W - 70), W - 70 - (i * 6) % (W - 70)):
        picture[90:330, x : x + 70] = clothes
    return picture


def leaves(picture, i):
    """The upper two thirds of the picture sway in the wind, each part for itself."""
    for k, x in enumerate(range(0, W - 60, 60)):
        for m, y in enumerate(range(0, 200, 50)):
            sway = 4 * np.sin(0.35 * i + 2.0 * k + m), 3 * np.cos(0.3 * i + k + 2.0 * m)
            part = picture[y : y + 50, x : x + 60]
            move = np.array([[1, 0, sway[0]], [0, 1, sway[1]]])
            moved = cv2.warpAffine(part, move, (60, 50), borderMode=cv2.BORDER_REFLECT)
            picture[y : y + 50, x : x + 60] = moved
    return picture


def lamp(picture, i):
    """The light goes up and down by a fifth."""
    return np.clip(picture * (1 + 0.2 * np.sin(i / 8)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("change", [None, belt, passers_by, leaves, lamp])
@pytest.mark.parametrize("boxes", [True, False])
def test_a_camera_at_rest_stays_at_rest(change, boxes):
    background, found, true = follow([shifted(40, 60)] * 40, boxes=boxes, change=change)
    assert camera_state(background) == "still"
    assert np.abs(found - true).max() < 0.5


def test_rest_is_seen_without_a_closer_look(monkeypatch):
    looks = []
    flow = steady_module.flow
    monkeypatch.setattr(steady_module, "flow", lambda *a: looks.append(1) or flow(*a))
    follow([shifted(40, 60)] * 40)
    assert len(looks) <= 2


def test_a_nudge_is_seen_and_rest_found_again():
    places = [shifted(40, 60)] * 15 + [shifted(46, 58)] * 25
    _, found, true = follow(places)
    assert np.abs(found - true).max() < 0.6


def test_a_camera_that_starts_to_pan_is_followed_from_the_start():
    places = [shifted(40 + 6 * max(0, i - 15), 60) for i in range(40)]
    background, found, true = follow(places)
    assert camera_state(background) == "moving"
    assert np.abs(found - true).max() < 1.0


def test_no_texture_no_hold():
    rng = np.random.default_rng(2)
    background = Background()
    maps = []
    for i in range(30):
        picture = np.full((H, W, 3), 130, np.uint8)
        box = add_runner(picture, i)
        maps.append(background.update(noisy(picture, rng), box))
    assert np.isnan(maps).all()
    assert camera_state(background) == "unknown"


def test_hold_is_found_again_after_the_lens_was_covered():
    rng = np.random.default_rng(4)
    wall = texture(W + 200, 2 * H)
    background = Background()
    found = []
    for i in range(40):
        covered = 10 <= i < 18
        picture = np.full((H, W, 3), 60, np.uint8) if covered else seen(wall, shifted(40, 60))
        found.append(background.update(noisy(picture, rng)))
    assert np.isnan(found[10:18]).all()
    assert np.isfinite(found[24:]).all()
    np.testing.assert_allclose(found[-1], np.eye(2, 3), atol=0.5)


@pytest.mark.skipif(not REAL.exists(), reason=f"no real films in {REAL}")
@pytest.mark.parametrize(
    "name", ["garage-treadmill-30fps", "walk-both-ways", "two-people-walking", "too-short-run"]
)
def test_real_films_from_a_tripod(name):
    background = Background()
    for frame in frames(probe(REAL / f"{name}.mp4"), 0.0, 2.0):
        background.update(frame.image)
    assert camera_state(background) == "still"
