"""What the markers are called: common marker sets, and a map of the user's own.

`marker_sets.csv` is the table: for each set, the label of the left and of the right marker and the
landmark it sits on. A label that is the same on both sides sits on the body's middle. Rows of one
set that share a landmark are other spellings of it, the first that is found counts. Labels are
compared without case, dots, dashes, blanks, and without a subject's name before a colon.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kneedrive.errors import InputError

SHOWN = 8  # labels in an error message


@dataclass(frozen=True)
class MarkerNames:
    """Which label of a file is which landmark.

    set_name : the marker set that fits best, or "own map"
    label_of : landmark -> label as the file has it
    """

    set_name: str
    label_of: Mapping[str, str]


@cache
def marker_sets() -> dict[str, list[tuple[str, str]]]:
    """Each built-in set as (landmark, plain label) pairs, in the order of the table."""
    text = (files("kneedrive.motion.lab") / "marker_sets.csv").read_text(encoding="utf-8")
    sets: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        pairs = sets.setdefault(row["set"], [])
        if row["left"] == row["right"]:
            pairs.append((row["landmark"], plain(row["left"])))
        else:
            pairs.append((f"left_{row['landmark']}", plain(row["left"])))
            pairs.append((f"right_{row['landmark']}", plain(row["right"])))
    return sets


@cache
def known_landmarks() -> frozenset[str]:
    """Every landmark that a user's map may name."""
    return frozenset(landmark for pairs in marker_sets().values() for landmark, _ in pairs)


def find_names(labels: Sequence[str], own: Mapping[str, str] | None = None) -> MarkerNames:
    """Landmarks of the labels of a file, by the built-in set that knows most of them.

    own : label -> landmark, as `read_marker_map` gives it; it overrides the built-in set
    """
    label_of_plain = {plain(label): label for label in reversed(labels)}
    best, best_name = dict[str, str](), "none"
    for name, pairs in marker_sets().items():
        found: dict[str, str] = {}
        for landmark, label in pairs:
            if label in label_of_plain:
                found.setdefault(landmark, label_of_plain[label])
        if len(found) > len(best):
            best, best_name = found, name
    if own is None:
        return MarkerNames(best_name, best)
    return MarkerNames("own map", _with_own(best, own, label_of_plain))


def read_marker_map(path: Path) -> dict[str, str]:
    """A user's map: a CSV of two columns, marker and landmark (with or without that header).

    Raises
    ------
    InputError : the file can't be read, or names a landmark that does not exist
    """
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no marker map ({error})", "give a CSV file") from None
    pairs = [tuple(cell.strip() for cell in row) for row in rows if any(c.strip() for c in row)]
    if pairs and pairs[0] == ("marker", "landmark"):
        pairs = pairs[1:]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise InputError(f"{path} has no two columns", "write MARKER,LANDMARK in each line")
    for _, landmark in pairs:
        if landmark not in known_landmarks():
            raise InputError(
                f"{path} names the landmark {landmark}, which is not known",
                f"use sacrum, or left_ or right_ with one of {', '.join(_parts())}",
            )
    return {pair[0]: pair[1] for pair in pairs}


def _parts() -> list[str]:
    """Landmarks that come on both sides, without the side."""
    return sorted(name.removeprefix("left_") for name in known_landmarks() if "left_" in name)


def plain(label: str) -> str:
    """A label without subject, case and punctuation, for comparing."""
    return re.sub(r"[^A-Z0-9]", "", label.rsplit(":", 1)[-1].upper())


def shown(labels: Sequence[str]) -> str:
    """Some labels for a message."""
    more = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
    return ", ".join(labels[:SHOWN]) + more


def _with_own(
    best: Mapping[str, str], own: Mapping[str, str], label_of_plain: Mapping[str, str]
) -> dict[str, str]:
    """The built-in names, overridden by the user's."""
    absent = [marker for marker in own if plain(marker) not in label_of_plain]
    if len(absent) == len(own):
        raise InputError(
            f"none of the markers in the marker map ({shown(absent)}) is in the file",
            f"use the file's labels: {shown(list(label_of_plain.values()))}",
        )
    mine = {
        landmark: label_of_plain[plain(marker)]
        for marker, landmark in own.items()
        if plain(marker) in label_of_plain
    }
    taken = set(mine.values())
    return {k: v for k, v in best.items() if v not in taken} | mine
