"""What a laboratory can have recorded, at its limits."""

from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.motion.lab.check import checked
from kneedrive.motion.lab.trial import GroundForce, Recording

PATH = Path("run.c3d")


def recording(frames=200, markers=2, rate_hz=100.0, force=None):
    xyz = np.ones((frames, markers, 3))
    labels = tuple("ABCDEFGH"[:markers])
    return Recording(labels, xyz, np.zeros(xyz.shape[:2]), rate_hz, force, ("said before",))


def force(samples=2000, rate_hz=1000.0, newtons=1000.0):
    force_n = np.zeros((samples, 1, 3))
    force_n[:, 0, 1] = newtons
    none = np.zeros((samples, 1, 3))
    return GroundForce(rate_hz, force_n, none, none, np.zeros((1, 4, 3)))


def test_a_sound_recording_stays_as_it_is():
    sound = recording(force=force())
    assert checked(sound, PATH) is sound


@pytest.mark.parametrize(
    ("rate_hz", "fits"), [(7.9, False), (8.0, True), (2000.0, True), (2010.0, False)]
)
def test_rates_of_cameras(rate_hz, fits):
    if fits:
        checked(recording(rate_hz=rate_hz), PATH)
    else:
        with pytest.raises(InputError, match="frames a second"):
            checked(recording(rate_hz=rate_hz), PATH)


def test_a_marker_200_m_away_is_no_marker():
    far = recording()
    far.xyz_m[3, 1] = [0.0, -199.0, 0.0]
    assert checked(far, PATH) is far
    far.xyz_m[3, 1] = [0.0, -201.0, 0.0]
    far.xyz_m[7, 0] = [201.0, 0.0, 0.0]
    found = checked(far, PATH)
    missing = np.isnan(found.xyz_m).all(axis=2)
    np.testing.assert_array_equal(np.argwhere(missing), [[3, 1], [7, 0]])
    assert np.isnan(found.xyz_m).sum() == 6
    assert found.notes == (
        "said before",
        "run.c3d: 2 positions of markers far outside the room were left out",
    )


@pytest.mark.parametrize(("share", "fits"), [(0.5, True), (0.51, False)])
def test_more_than_half_of_the_positions_far_away_are_a_wrong_unit(share, fits):
    far = recording(frames=150)
    far.xyz_m[:50] = np.nan  # of 200 positions that are seen
    far.xyz_m[50:].reshape(-1, 3)[: round(200 * share)] = 300.0
    if fits:
        assert np.isfinite(checked(far, PATH).xyz_m).sum() == 300
    else:
        with pytest.raises(InputError, match="most markers"):
            checked(far, PATH)


@pytest.mark.parametrize(
    ("seconds", "force_s", "fits"),
    [
        (2.0, 2.45, True),
        (2.0, 2.55, False),
        (2.0, 1.45, False),
        (20.0, 20.9, True),
        (20.0, 18.9, False),
    ],
)
def test_force_lasts_as_long_as_the_markers(seconds, force_s, fits):
    """To half a second, or to a twentieth where that is more."""
    trial = recording(round(100 * seconds), force=force(round(1000 * force_s)))
    found = checked(trial, PATH)
    assert (found.force is not None) == fits
    assert len(found.notes) == (1 if fits else 2)
    if not fits:
        assert "it is left out" in found.notes[1]
        np.testing.assert_array_equal(found.xyz_m, trial.xyz_m)


@pytest.mark.parametrize(
    ("newtons", "fits"),
    [(49_000.0, True), (-49_000.0, True), (51_000.0, False), (-51_000.0, False)],
)
def test_no_runner_exerts_50_kilonewtons(newtons, fits):
    sound = force()
    sound.force_n[1000, 0, 0] = newtons
    found = checked(recording(force=sound), PATH)
    assert (found.force is not None) == fits
    assert ("50,000 N" in found.notes[-1]) != fits


def test_a_quarter_of_an_hour_is_the_most():
    checked(recording(20 * 900, rate_hz=20.0), PATH)
    with pytest.raises(InputError, match=r"lasts 15\.0 minutes, the most is 15"):
        checked(recording(20 * 900 + 1, rate_hz=20.0), PATH)
