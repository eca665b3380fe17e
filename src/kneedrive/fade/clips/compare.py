"""Two analyses become one comparison."""

from dataclasses import dataclass
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.fade.clips.comparable import Setting, setting_of
from kneedrive.fade.clips.taken import Taken, read_taken
from kneedrive.fade.clips.verdict import Compared, compare_metrics


@dataclass(frozen=True)
class Comparison:
    """Two clips of one runner.

    first, second : the analyses
    setting : what they have in common and what not
    metrics : every metric with difference and verdict
    """

    first: Taken
    second: Taken
    setting: Setting
    metrics: tuple[Compared, ...]


def compare(first: Path, second: Path) -> Comparison:
    """Compare two folders that `kneedrive analyze` wrote; differences are second minus first.

    Raises
    ------
    InputError : a folder is no such folder, or both are the same
    """
    if first.resolve() == second.resolve():
        raise InputError(f"{first} is compared with itself", "give two folders")
    taken = read_taken(first), read_taken(second)
    setting = setting_of(*taken)
    return Comparison(*taken, setting, compare_metrics(*taken, setting))
