"""Which files of a folder are runs."""

from collections.abc import Iterable
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.watch import SUFFIXES


def run_files(places: Iterable[Path]) -> tuple[Path, ...]:
    """Files as given, and every watch file in the folders given, sorted, each once.

    Raises
    ------
    InputError : a place that is not there, or no watch file at all
    """
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            inside = (p for p in place.rglob("*") if p.name.lower().endswith(SUFFIXES))
            found |= dict.fromkeys(sorted(p for p in inside if p.is_file()))
        elif place.is_file():
            found[place] = None
        else:
            raise InputError(f"{place} is not there", "check the name")
    if not found:
        names = ", ".join(str(place) for place in places)
        raise InputError(f"{names} holds no FIT, TCX or GPX file", "give a folder of runs")
    return tuple(found)
