"""Studio films and keypoints that are kept; what the network gets wrong."""

from dataclasses import replace

import numpy as np
import pytest

from bench.exchanged import exchanged_frames
from bench.landmarks import landmark_errors
from bench.scenes import hard, runners
from kneedrive.film.studio import Camera, Extras, typical_runner
from kneedrive.motion.exchange import swap_legs
from kneedrive.pose.keypoints import Keypoints
from training import footage
from training.footage import Footage, Scene, keep, load_kept, make_footage, true_beside

# One worker makes what these tests share.
pytestmark = pytest.mark.xdist_group("bench-film")

SCENE = Scene("one", "treadmill", typical_runner(3.0, seed=3), Camera(), Extras(), 1.0)


def test_the_plan_has_24_runners_of_all_kinds():
    scenes = runners()
    assert len(scenes) == 24
    assert [scenes[0].runner.speed_mps, scenes[-1].runner.speed_mps] == pytest.approx([2.3, 6.0])
    count = {g: sum(s.group == g for s in scenes) for g in ("treadmill", "passing", "panning")}
    assert count == {"treadmill": 12, "passing": 8, "panning": 4}
    for group in count:
        facing = [s.camera.facing for s in scenes if s.group == group]
        assert facing.count("left") == facing.count("right")
    assert len({s.name for s in (*scenes, *hard())}) == 24 + len(hard())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A film made and read once, its network replaced by the truth with a known error."""
    folder = tmp_path_factory.mktemp("films")
    reads = []

    def read(clip, clock, *, model, say):
        reads.append(model)
        table = next(folder.glob("*.keypoints.csv"))
        true = footage.read_keypoints(table)
        off = true.xy_px + [3.0, -2.0]
        return replace(true, xy_px=off, width_px=1280, height_px=720, notes=("a note",))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(footage, "estimate", read)
        first = make_footage(SCENE, folder, print)
        again = make_footage(SCENE, folder, print)
    return first, again, reads, folder


def test_a_film_is_made_and_read_once(made):
    first, again, reads, folder = made
    assert reads == ["auto"]
    assert len(list(folder.glob("*.mp4"))) == 1
    np.testing.assert_array_equal(first.seen.xy_px, again.seen.xy_px)
    assert again.seen.notes == ("a note",)
    assert first.clock.assumed
    assert first.truth["mean"]["contact_s"] > 0


def test_keypoints_are_kept_with_their_background(made, tmp_path):
    seen = replace(made[0].seen, background=np.tile(np.eye(2, 3), (60, 1, 1)))
    keep(seen, tmp_path / "a.npz")
    np.testing.assert_array_equal(load_kept(tmp_path / "a.npz").background, seen.background)


def test_true_keypoints_are_those_of_the_frames_that_were_read(made):
    first = made[0]
    part = replace(
        first.seen, time_s=first.seen.time_s[::2], xy_px=first.seen.xy_px[::2], width_px=500
    )
    true = true_beside(footage.read_keypoints(next(made[3].glob("*.csv"))), part)
    assert len(true.time_s) == 30
    outside = true.of("left_toe")[:, 0]
    assert np.nanmax(outside) < 500
    assert not np.isfinite(outside).all()


def test_the_networks_error_is_told_in_cm_by_joint_and_side(made):
    cm_per_px = 100 * 4.0 / Camera().focal_px
    table = landmark_errors([made[0]])
    assert set(table) >= {"heel, near, on the ground", "heel, far, in the air"}
    for cell in table.values():
        assert cell["ahead"] == pytest.approx(3 * cm_per_px, abs=0.02)
        assert cell["above"] == pytest.approx(2 * cm_per_px, abs=0.02)
        assert cell["within_ahead"] == pytest.approx(0, abs=0.02)


def test_ahead_is_to_the_left_for_who_faces_left(made):
    film = made[0]
    camera = replace(film.scene.camera, facing="left")
    mirrored = replace(film, scene=replace(film.scene, camera=camera))
    cells = landmark_errors([mirrored]).values()
    assert all(cell["ahead"] < 0 for cell in cells)


def test_exchanged_legs_are_counted_where_they_are_apart(made):
    film: Footage = made[0]
    seen: Keypoints = film.seen
    some = np.arange(len(seen.time_s)) % 10 == 0
    swapped = swap_legs(seen.xy_px, seen.landmarks, some)
    found = exchanged_frames(swapped, seen.landmarks, film.true)
    assert not found[~some].any()
    assert found[some].mean() > 0.6
