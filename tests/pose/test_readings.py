"""What was read is kept whole, and taken up again."""

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.pose.follow import Followed, Scene
from kneedrive.pose.readings import Shelf, Stretch, fingerprint, join


def stretch(start, count, person=0):
    rng = np.random.default_rng(start)
    return Stretch(
        start / 30 + np.arange(count) / 30,
        np.zeros(count, bool),
        rng.normal(size=(count, 2, 3)),
        np.arange(count, dtype=np.int32),
        np.full(count, person, np.int32),
        rng.normal(size=(count, 21, 2)).astype(np.float32),
        rng.random((count, 21)).astype(np.float32),
    )


SCENE = Scene(
    (Followed(4, np.arange(4.0), np.ones(4), 2, 7),),
    5,
    41,
    np.arange(12, dtype=np.uint8).reshape(3, 4),
)


def test_a_shelf_gives_back_what_it_was_given(tmp_path):
    shelf = Shelf(tmp_path, "key")
    parts = [stretch(0, 5), stretch(5, 3)]
    shelf.save(parts[0], Scene())
    shelf.save(parts[1], SCENE)
    loaded, scene = Shelf(tmp_path, "key").load()
    for ours, theirs in zip(parts, loaded, strict=True):
        np.testing.assert_array_equal(ours.xy_px, theirs.xy_px)
        np.testing.assert_array_equal(ours.time_s, theirs.time_s)
    np.testing.assert_array_equal(scene.people[0].roi, SCENE.people[0].roi)
    assert (scene.people[0].number, scene.people[0].missed, scene.people[0].sights) == (4, 2, 7)
    assert (scene.found, scene.keys) == (5, 41)
    np.testing.assert_array_equal(scene.small, SCENE.small)


def test_another_analysis_finds_nothing(tmp_path):
    Shelf(tmp_path, "key").save(stretch(0, 5), Scene())
    assert Shelf(tmp_path, "other").load()[0] == []


def test_a_damaged_stretch_is_read_again(tmp_path):
    shelf = Shelf(tmp_path, "key")
    shelf.save(stretch(0, 5), Scene())
    shelf.save(stretch(5, 5), SCENE)
    second = sorted(tmp_path.glob("*.npz"))[1]
    second.write_bytes(second.read_bytes()[:100])
    again = Shelf(tmp_path, "key")
    loaded, scene = again.load()
    assert len(loaded) == 1
    assert scene.keys == 0
    again.save(stretch(5, 5), SCENE)
    assert len(Shelf(tmp_path, "key").load()[0]) == 2


def test_no_folder_keeps_nothing():
    shelf = Shelf(None, "key")
    shelf.save(stretch(0, 5), SCENE)
    assert shelf.load() == ([], Scene())


def test_joined_stretches_count_their_frames_on():
    whole = join([stretch(0, 5), stretch(5, 3, person=1)])
    assert whole.frame.tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert whole.person.tolist() == [0] * 5 + [1] * 3
    assert len(whole.background) == 8


def test_the_fingerprint_is_of_content_and_settings(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"film" * 100_000)
    two.write_bytes(b"film" * 100_000)
    assert fingerprint(one, "full", 0.0) == fingerprint(two, "full", 0.0)
    assert fingerprint(one, "full", 0.0) != fingerprint(one, "full", 1.0)
    two.write_bytes(b"film" * 50_000 + b"FILM" + b"film" * 49_999)
    assert fingerprint(one, "full", 0.0) != fingerprint(two, "full", 0.0)
    with pytest.raises(InputError):
        fingerprint(tmp_path / "none", "full")
