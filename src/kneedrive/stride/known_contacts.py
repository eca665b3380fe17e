"""A clip whose contacts were measured: its truth is read, and the runner's own offset found.

The truth lies beside the clip, in captured seconds of it: NAME.truth.json, whose `events` have
`side`, `strike_s` and `toe_off_s`, or NAME.contacts.csv with these columns. A `.c3d` with force
needs neither.
"""

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.motion import SIDES
from kneedrive.stride.calibration import Calibration
from kneedrive.stride.force import same_contacts
from kneedrive.stride.strides import Contact

FEWEST_CONTACTS = 10
LARGEST_OFFSET_S = 0.04  # beyond it, the two clocks or the two runners are not the same
LARGEST_SCATTER_S = 0.03  # of single contacts; single steps are found to 10 ms
COLUMNS = ("side", "strike_s", "toe_off_s")


def read_known_contacts(clip: Path) -> tuple[Contact, ...]:
    """The measured contacts beside a clip, in order of time.

    Raises
    ------
    InputError : there is no such file, or it does not hold contacts
    """
    name = clip.name.removesuffix(".csv").removesuffix(".keypoints")
    stem = name if name != clip.name else clip.stem
    for ending, rows_of in ((".truth.json", _json_rows), (".contacts.csv", _csv_rows)):
        path = clip.with_name(stem + ending)
        if path.is_file():
            try:
                contacts = [_contact(row) for row in rows_of(path)]
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{path} does not hold contacts ({error!r})",
                    f"give {', '.join(COLUMNS)} of each, in captured seconds of the clip",
                ) from None
            return tuple(sorted(contacts, key=lambda c: c.strike_s))
    raise InputError(
        f"the contacts of {clip} are not known: neither {stem}.truth.json nor {stem}.contacts.csv "
        "is beside it",
        f"write one with {', '.join(COLUMNS)}, or give a .c3d with force",
    )


def find_calibration(
    source: str, model: str, found: Sequence[Contact], known: Sequence[Contact]
) -> Calibration:
    """The runner's offset: found minus known, mean of both feet.

    source : name of the clip; model : pose model that saw it
    found : contacts by kinematics; known : the same by measurement

    Raises
    ------
    InputError : the two can't be matched
    """
    pairs = same_contacts(found, known)
    by_side = {side: [(f, k) for f, k in pairs if f.side == side] for side in SIDES}
    if len(pairs) < FEWEST_CONTACTS or not all(by_side.values()):
        raise InputError(
            f"{source} can't calibrate: of its {len(known)} measured contacts {len(pairs)} were "
            f"found in the clip, and {FEWEST_CONTACTS} of both feet are needed",
            "check sides and clocks, or take a longer clip",
        )
    strike, toe_off = (
        {
            side: np.array([getattr(f, e) - getattr(k, e) for f, k in by_side[side]])
            for side in SIDES
        }
        for e in ("strike_s", "toe_off_s")
    )
    means = [float(np.mean([late[side].mean() for side in SIDES])) for late in (strike, toe_off)]
    scatter = max(float(late[side].std()) for late in (strike, toe_off) for side in SIDES)
    if max(map(abs, means)) > LARGEST_OFFSET_S or scatter > LARGEST_SCATTER_S:
        raise InputError(
            f"{source} can't calibrate: strike is found {_ms(means[0])} and toe-off "
            f"{_ms(means[1])} from the measured ones (scatter up to {1000 * scatter:.0f} ms), more "
            "than a foot can have",
            "check that both run by the same clock",
        )
    return Calibration(source, model, len(pairs), *means)


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:+.0f} ms"


def _json_rows(path: Path) -> Iterable[Mapping[str, Any]]:
    document = json.loads(path.read_text(encoding="utf-8"))
    rows: Iterable[Mapping[str, Any]] = document["events"]
    return rows


def _csv_rows(path: Path) -> Iterable[Mapping[str, Any]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def _contact(row: Mapping[str, Any]) -> Contact:
    """One row of a truth file."""
    side, strike_s, toe_off_s = row["side"].strip(), float(row["strike_s"]), float(row["toe_off_s"])
    if side not in SIDES:
        raise ValueError(f"side {side}")
    if not (math.isfinite(strike_s) and math.isfinite(toe_off_s) and strike_s < toe_off_s):
        raise ValueError(f"a contact from {strike_s} to {toe_off_s} s")
    return Contact(SIDES[SIDES.index(side)], strike_s, toe_off_s)
