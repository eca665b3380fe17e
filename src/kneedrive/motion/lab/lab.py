"""A laboratory's trial, opened with all that belongs to it."""

from dataclasses import dataclass, replace
from pathlib import Path

from kneedrive.motion.lab.centres import Centres, find_centres
from kneedrive.motion.lab.contacts import ForceContact, force_contacts, zero_line_note
from kneedrive.motion.lab.keypoints import to_keypoints
from kneedrive.motion.lab.names import read_marker_map
from kneedrive.motion.lab.read import read_trial, static_beside
from kneedrive.motion.lab.trial import Trial
from kneedrive.pose.keypoints import Keypoints


@dataclass(frozen=True)
class LabTrial:
    """A trial on its way into the chain that films take.

    trial : markers and force
    static : the file of the static trial, None where there is none
    centres : joint centres in three dimensions
    keypoints : the same from the side, 1000 px per metre, with all the notes
    contacts : from ground force; empty where there is none
    notes : all that the reader should know
    """

    trial: Trial
    static: Path | None
    centres: Centres
    keypoints: Keypoints
    contacts: tuple[ForceContact, ...]
    notes: tuple[str, ...]


def open_lab_trial(
    path: Path, static: Path | None = None, marker_map: Path | None = None
) -> LabTrial:
    """Read a trial, find its joint centres, and its contacts where force was measured.

    static : the static trial; without it, NAMEstatic beside the trial is taken where it is there
    marker_map : CSV of marker and landmark for labels that no built-in set has

    Raises
    ------
    InputError : a file can't be read, its markers are not understood, or a joint can't be found
    """
    own = read_marker_map(marker_map) if marker_map else None
    trial = read_trial(path, own)
    still = static or static_beside(path)
    standing = read_trial(still, own, trial) if still else None
    centres = find_centres(trial, standing)
    contacts = force_contacts(trial, centres.points)
    notes = (
        *trial.notes,
        *(standing.notes if standing else ()),
        *centres.notes,
        *zero_line_note(trial.force),
    )
    keypoints = replace(to_keypoints(centres), notes=notes)
    return LabTrial(trial, still, centres, keypoints, contacts, notes)
