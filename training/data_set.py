"""The running data set of Fukuchi, Fukuchi & Duarte 2017, or any part of it, in a folder.

PeerJ 5:e3298, doi 10.7717/peerj.3298; data doi 10.6084/m9.figshare.4543435. Files are named
RBDS001runT25.c3d (subject, speed in tenths of m/s) and RBDS001static.c3d. Mass, height and sex come
from `subjects.csv` or from the data set's own `RBDSinfo.txt` (or .csv).
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kneedrive.errors import InputError
from kneedrive.motion.lab import static_beside
from kneedrive.pull.segments import Sex

TRIAL = re.compile(r"(?P<subject>RBDS0*(?P<number>\d+))runT(?P<speed>\d\d)\.c3d", re.IGNORECASE)
TABLES = ("subjects.csv", "RBDSinfo.txt", "RBDSinfo.csv")
# What each table calls a column, and the factor to metres and kilograms.
COLUMNS = {
    "subject": ("subject", "Subject", "FileName"),
    "mass": ("mass_kg", "Mass"),
    "height": ("height_m", "Height"),
    "sex": ("sex", "Gender", "Sex"),
}
TALLEST_M = 3.0  # a height above this is in centimetres


@dataclass(frozen=True)
class LabRun:
    """One run of the data set: its files, and who ran how fast."""

    trial: str
    subject: int
    path: Path
    static: Path
    speed_mps: float
    mass_kg: float
    height_m: float
    sex: Sex


def load_data_set(folder: Path) -> tuple[LabRun, ...]:
    """Every run in a folder and below it, by subject and speed.

    Runs without a static trial, or of a subject that the table lacks, are left out.

    Raises
    ------
    InputError : no table of subjects, or no run
    """
    subjects = _subjects(folder)
    runs = []
    for path in sorted(folder.rglob("*.c3d")):
        match = TRIAL.fullmatch(path.name)
        static = static_beside(path) if match else None
        if match is None or static is None or int(match["number"]) not in subjects:
            continue
        mass_kg, height_m, sex = subjects[int(match["number"])]
        speed_mps = int(match["speed"]) / 10
        number = int(match["number"])
        runs.append(LabRun(path.stem, number, path, static, speed_mps, mass_kg, height_m, sex))
    if not runs:
        raise InputError(f"{folder} holds no run named like RBDS001runT25.c3d", "check the folder")
    return tuple(sorted(runs, key=lambda run: (run.subject, run.speed_mps)))


def _subjects(folder: Path) -> dict[int, tuple[float, float, Sex]]:
    """Mass (kg), height (m) and sex of each subject."""
    for name in TABLES:
        for path in sorted(folder.rglob(name)):
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
            rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
            found = dict(person for row in rows if (person := _person(row)) is not None)
            if found:
                return found
    raise InputError(
        f"{folder} has no table of its subjects", f"put {' or '.join(TABLES[:2])} into it"
    )


def _person(row: Mapping[str, str | None]) -> tuple[int, tuple[float, float, Sex]] | None:
    """One row of a table; None where it says nothing of a subject."""
    cells = {key: _cell(row, names) for key, names in COLUMNS.items()}
    number = re.match(r"(?:RBDS)?0*(\d+)", cells["subject"], re.IGNORECASE)
    try:
        mass, height = float(cells["mass"]), float(cells["height"])
    except ValueError:
        return None
    if number is None:
        return None
    sex: Sex = "female" if cells["sex"].lower().startswith("f") else "male"
    return int(number[1]), (mass, height / 100 if height > TALLEST_M else height, sex)


def _cell(row: Mapping[str, str | None], names: tuple[str, ...]) -> str:
    return next(((row[name] or "").strip() for name in names if name in row), "")
