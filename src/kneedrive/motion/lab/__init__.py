"""Laboratory input and output: motion capture with ground force enters the chain of a film.

A trial (`.c3d`, `.trc`) is read, its markers are understood and turned into the runner's axes,
joint centres are found, and leave as keypoints; measured force gives contacts. TRC, MOT and CSV
go out.
"""

from kneedrive.motion.lab.centres import Centres, find_centres
from kneedrive.motion.lab.contacts import ForceContact, force_contacts, vertical_contacts
from kneedrive.motion.lab.export import (
    export_trial,
    write_angles_mot,
    write_centres_csv,
    write_force_mot,
    write_trc,
)
from kneedrive.motion.lab.keypoints import M_PER_PX, to_keypoints
from kneedrive.motion.lab.lab import LabTrial, open_lab_trial
from kneedrive.motion.lab.names import read_marker_map
from kneedrive.motion.lab.read import is_lab_file, read_trial, static_beside
from kneedrive.motion.lab.trial import GroundForce, Trial

__all__ = [
    "M_PER_PX",
    "Centres",
    "ForceContact",
    "GroundForce",
    "LabTrial",
    "Trial",
    "export_trial",
    "find_centres",
    "force_contacts",
    "is_lab_file",
    "open_lab_trial",
    "read_marker_map",
    "read_trial",
    "static_beside",
    "to_keypoints",
    "vertical_contacts",
    "write_angles_mot",
    "write_centres_csv",
    "write_force_mot",
    "write_trc",
]
