"""Refuses a recording that no laboratory makes, and leaves out what can't be."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.film.clip import FASTEST_FPS, LONGEST_S, SLOWEST_FPS
from kneedrive.motion.lab.trial import GroundForce, Recording

FARTHEST_M = 200.0  # from the laboratory's origin; cameras see no marker further away
MOSTLY = 0.5  # more than this share of the positions further away is a wrong unit
LARGEST_N = 50_000.0  # runners reach 3,000, jumpers 10,000
SAME_LENGTH = 0.05  # force and markers of one file last the same to this share
LAST_S = 0.5  # a few samples more or less do not matter
AGAIN = "export it again"


def checked(recording: Recording, path: Path) -> Recording:
    """The recording without markers and force that can't be; what was left out is noted.

    Raises
    ------
    InputError : a rate or a length that can't be measured, or a wrong unit
    """
    rate_hz = recording.rate_hz
    if not SLOWEST_FPS <= rate_hz <= FASTEST_FPS:  # also where it is no number
        raise InputError(
            f"{path} has {rate_hz:.3g} frames a second, and {SLOWEST_FPS:g} to {FASTEST_FPS:,.0f} "
            "can be measured",
            AGAIN,
        )
    seconds = len(recording.xyz_m) / rate_hz
    if seconds > LONGEST_S:
        raise InputError(
            f"{path} lasts {seconds / 60:.1f} minutes, the most is {LONGEST_S / 60:g}",
            "export a part of it; 30 s of running are plenty",
        )
    return _sound_force(_near(recording, path), seconds)


def _near(recording: Recording, path: Path) -> Recording:
    """Without positions that lie outside of any laboratory."""
    far = np.asarray((np.abs(recording.xyz_m) > FARTHEST_M).any(axis=2))
    seen = np.isfinite(recording.xyz_m).all(axis=2)
    if not far.any():
        return recording
    if far.sum() > MOSTLY * seen.sum():
        raise InputError(
            f"most markers in {path} are more than {FARTHEST_M:.0f} m away",
            "check the unit of the file",
        )
    note = f"{path.name}: {far.sum()} positions of markers far outside the room were left out"
    xyz_m = np.where(far[..., None], np.nan, recording.xyz_m)
    return replace(recording, xyz_m=xyz_m, notes=(*recording.notes, note))


def _sound_force(recording: Recording, seconds: float) -> Recording:
    """Without force that no runner exerts, or that is not from the same seconds."""
    force = recording.force
    if force is None:
        return recording
    length_s = len(force.force_n) / force.rate_hz
    wrong = ""
    if not _plausible(force):
        wrong = f"shows more than {LARGEST_N:,.0f} N"
    elif abs(length_s - seconds) > max(LAST_S, SAME_LENGTH * seconds):
        wrong = f"lasts {length_s:.3g} s and the markers {seconds:.3g} s"
    if not wrong:
        return recording
    note = f"the ground force {wrong}: it is left out, and events come from the markers"
    return replace(recording, force=None, notes=(*recording.notes, note))


def _plausible(force: GroundForce) -> bool:
    return bool((np.abs(force.force_n) < LARGEST_N).all())
