"""A file of a laboratory becomes a Trial: labels understood, axes turned, exchanges put right."""

import re
from collections.abc import Mapping
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.motion.lab.axes import find_axes, turn_force
from kneedrive.motion.lab.c3d import read_c3d
from kneedrive.motion.lab.check import checked
from kneedrive.motion.lab.exchanged import find_exchanged, swapped
from kneedrive.motion.lab.names import CENTRES, MarkerNames, find_names, shown
from kneedrive.motion.lab.trc import read_trc
from kneedrive.motion.lab.trial import Floats, Trial
from kneedrive.motion.lab.verify import believed, skin_called_hips, toes_told

SUFFIXES = (".c3d", ".trc")
FEWEST_LANDMARKS = 6
MOST_DROPPED = 0.3  # share of the names; beyond it the unit is wrong, or the names are


def is_lab_file(path: Path) -> bool:
    """Whether a file is a laboratory's, by its name."""
    return path.suffix.lower() in SUFFIXES


def read_trial(
    path: Path, own_names: Mapping[str, str] | None = None, moving: Trial | None = None
) -> Trial:
    """Markers, and ground force where there is any, in the runner's axes.

    own_names : label -> landmark, from `read_marker_map`
    moving : the trial whose static trial this is; what a label means there, it means here

    Raises
    ------
    InputError : the file can't be read, or its markers are not understood
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist or is no file", "check the name")
    if not is_lab_file(path):
        raise InputError(f"{path.name} is neither .c3d nor .trc", "give a laboratory's file")
    recording = checked(read_c3d(path) if path.suffix.lower() == ".c3d" else read_trc(path), path)
    at = {label: recording.xyz_m[:, i] for i, label in enumerate(recording.labels)}
    if moving is not None:
        same = {label: landmark for landmark, label in moving.named.items() if label in at}
        own_names = (same | dict(own_names or {})) or None
    names, dropped = _names(at, own_names)
    notes = list(recording.notes)
    if len(dropped) > MOST_DROPPED * (len(dropped) + len(names.label_of)):
        raise InputError(
            f"the markers of {path.name} lie apart as on no body ({shown(dropped)})",
            "check the unit of the file, or name its markers with --markers MAP.csv",
        )
    if dropped:
        notes.append(f"{path.name}: {shown(dropped)} can't be what the name says, and is left out")
    if len(names.label_of) < FEWEST_LANDMARKS:
        raise InputError(
            f"the markers of {path.name} ({shown(recording.labels)}) fit no known marker set",
            "name them with --markers MAP.csv",
        )
    known = {name: at[label] for name, label in names.label_of.items()}
    axes = find_axes(known, recording.rate_hz, path)
    label_of = dict(names.label_of)
    for pair in find_exchanged({name: at[label] @ axes.T for name, label in label_of.items()}):
        notes.append(
            f"{path.name}: the markers {label_of[pair[0]]} and {label_of[pair[1]]} are exchanged; "
            "they were put right"
        )
        label_of = swapped(label_of, pair)
    return Trial(
        source=path,
        labels=recording.labels,
        xyz_m=recording.xyz_m @ axes.T,
        residual_m=recording.residual_m,
        rate_hz=recording.rate_hz,
        set_name=names.set_name,
        named=names.label_of,
        label_of=label_of,
        force=turn_force(recording.force, axes) if recording.force else None,
        notes=tuple(notes),
    )


def _names(
    at: Mapping[str, Floats], own: Mapping[str, str] | None
) -> tuple[MarkerNames, list[str]]:
    """What labels mean, as far as a body can have its markers there; and labels left out."""

    def points(names: MarkerNames) -> dict[str, Floats]:
        return {landmark: at[label] for landmark, label in names.label_of.items()}

    names = find_names(tuple(at), own)
    if own is None and skin_called_hips(points(names)):
        names = find_names(tuple(at), own, without=CENTRES)
    if own is None:
        names = toes_told(names, points(names))
    return believed(names, points(names))


def static_beside(path: Path) -> Path | None:
    """The static trial of a trial, by its name: S01static.c3d beside S01run3.c3d; None without.

    The word "static" taken away, the name must be how the trial's name begins; the longest counts.
    """
    best: tuple[int, Path] | None = None
    for candidate in sorted(path.parent.glob("*")):
        stem = candidate.stem.lower()
        if not is_lab_file(candidate) or "static" not in stem or candidate == path:
            continue
        begins = re.sub(r"[\W_]+$", "", stem.replace("static", ""))
        if _begins_with(path.stem.lower(), begins) and (best is None or len(begins) > best[0]):
            best = len(begins), candidate
    return best[1] if best else None


def _begins_with(stem: str, begins: str) -> bool:
    """Whether a name begins so, whole numbers kept whole: S1 does not begin S10."""
    rest = stem.removeprefix(begins)
    if begins and rest == stem:
        return False
    return not (begins[-1:].isdigit() and rest[:1].isdigit())
