"""What the markers are called: common marker sets, and a map of the user's own.

`marker_sets.csv` is the table: for each set, the label of the left and of the right marker and the
landmark it sits on. A label that is the same on both sides sits on the body's middle. Rows of one
set that share a landmark are other spellings of it, the first that is found counts. Laboratories
mix sets: the one that names most landmarks is taken first, and what it leaves is named by others.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.motion.lab.labels import Label, plain, readings

SHOWN = 8  # labels in an error message
LONGEST = 40  # characters of a label in a message
CENTRES = "joint centres"
USUAL = "usual abbreviations"
# Names of joint centres that other laboratories give to a marker on the skin.
OF_SKIN_TOO = ("HIP", "KNEE", "ANKLE", "TOE")


@dataclass(frozen=True)
class MarkerNames:
    """Which label of a file is which landmark.

    set_name : the marker set that names most of it, or "own map"
    label_of : landmark -> label as the file has it
    added : landmarks that other sets named, or whose label stands for other things too
    """

    set_name: str
    label_of: Mapping[str, str]
    added: frozenset[str] = frozenset()


@cache
def marker_sets() -> dict[str, list[tuple[str, str]]]:
    """Each built-in set as (landmark, label) pairs, in the order of the table."""
    text = (files("kneedrive.motion.lab") / "marker_sets.csv").read_text(encoding="utf-8")
    sets: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        pairs = sets.setdefault(row["set"], [])
        if row["left"] == row["right"]:
            pairs.append((row["landmark"], row["left"]))
        else:
            pairs.append((f"left_{row['landmark']}", row["left"]))
            pairs.append((f"right_{row['landmark']}", row["right"]))
    return sets


@cache
def _keys() -> dict[str, list[tuple[str, Label]]]:
    """Each built-in set as (landmark, reading of its label) pairs."""
    return {name: [(m, _key(m, label)) for m, label in s] for name, s in marker_sets().items()}


def _key(landmark: str, label: str) -> Label:
    """The reading of a label that names the landmark's side; the whole label where none does."""
    side = landmark.split("_")[0]
    return next((r for r in readings(label) if r.side == side), Label("", plain(label)))


@cache
def known_landmarks() -> frozenset[str]:
    """Every landmark that a user's map may name."""
    return frozenset(landmark for pairs in marker_sets().values() for landmark, _ in pairs)


def find_names(
    labels: Sequence[str], own: Mapping[str, str] | None = None, without: str = ""
) -> MarkerNames:
    """Landmarks of the labels of a file, by the sets that together name most of them.

    own : label -> landmark, as `read_marker_map` gives it; it overrides the built-in sets
    without : a set that is not to be used
    """
    found: dict[str, str] = {}
    added: set[str] = set()
    first = ""
    left = {name: pairs for name, pairs in _keys().items() if name != without}
    while left:
        more = {name: _named(pairs, labels, found, name, first) for name, pairs in left.items()}
        best = max(more, key=lambda name: (_rank(name, first), len(more[name])))
        if more[best]:
            added |= set(more[best]) if first else set()
            first = first or best
            found |= more[best]
        left = {name: pairs for name, pairs in left.items() if name != best and more[name]}
    if own is None:
        return MarkerNames(first or "none", found, frozenset(added))
    named = _with_own(found, own, {plain(label): label for label in reversed(labels)})
    return MarkerNames("own map", named, frozenset(added - set(own.values())))


def _rank(name: str, first: str) -> int:
    """Sets of markers before loose abbreviations, and both before centres, once one is chosen."""
    if not first:
        return 0
    return {USUAL: -1, CENTRES: -2}.get(name, 0)


def _named(
    pairs: Sequence[tuple[str, Label]],
    labels: Sequence[str],
    found: Mapping[str, str],
    name: str,
    first: str,
) -> dict[str, str]:
    """What one set names of the labels that have no name yet: landmark -> label."""
    free = [label for label in labels if label not in found.values()]
    label_of: dict[Label, str] = {}
    for turn in range(3):
        for label in free:
            for reading in readings(label)[turn : turn + 1]:
                label_of.setdefault(reading, label)
    named: dict[str, str] = {}
    for landmark, key in pairs:
        match = label_of.get(key)
        if match is None or landmark in found or landmark in named or match in named.values():
            continue
        if name == CENTRES and first and first != CENTRES and key.stem in OF_SKIN_TOO:
            continue
        named[landmark] = match
    return named


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


def shown(labels: Sequence[str]) -> str:
    """Some labels for a message."""
    more = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
    return ", ".join(_printable(label) for label in labels[:SHOWN]) + more


def _printable(label: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in label[:LONGEST])


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
