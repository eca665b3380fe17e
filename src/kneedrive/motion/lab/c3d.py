"""Reads C3D files (c3d.org) through ezc3d: markers, and ground force calibrated to newtons.

ezc3d turns the channels of force plates (types 1 to 4 and their kin, calibration matrix included)
into force, moment and centre of pressure in the laboratory's axes. It runs in a process of its own
(`c3d_child`), for damaged files can kill it.
"""

import json
import struct
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.motion.lab.trial import Floats, GroundForce, Recording

C3D_KEY = 0x50  # second byte of every C3D file
MANY_FRAMES = 65535  # the header can't count further
MIPS = b"\x56"  # the one processor type that stores its numbers high byte first
UNIT_M = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0}
CHILD = Path(__file__).with_name("c3d_child.py")
LEAST_MEMORY, MEMORY_PER_BYTE = 600 * 2**20, 40  # ezc3d needs about 20 bytes for each of the file
LEAST_S, S_PER_MIB = 20.0, 1.0  # of waiting for it; it reads 5 MiB a second
AGAIN = "export it again"


def read_c3d(path: Path) -> Recording:
    """Markers and ground force of a C3D file, in the laboratory's axes.

    Raises
    ------
    InputError : the file is no C3D file, is damaged, or holds no markers
    """
    frames = _frames(path)
    file = _asked(path)
    about: Mapping[str, Any] = json.loads(str(file["about"]))
    unit = about["unit"].strip().lower()
    if unit not in UNIT_M:
        told = f"in {unit[:10]!r}" if unit else "without a unit"
        raise InputError(f"{path} gives its markers {told}", "use mm or m")
    xyz, residual = file["points"], file["residuals"]
    if xyz.shape[1] == 0 or xyz.shape[2] == 0:
        raise InputError(f"{path} holds no markers", "export the trial with its marker paths")
    unseen = np.all(xyz == 0, axis=0) | (residual < 0) | ~np.isfinite(xyz).all(axis=0)
    xyz = np.where(unseen, np.nan, xyz * UNIT_M[unit]).transpose(2, 1, 0)
    labels = [label.strip() for label in about["labels"]][: xyz.shape[1]]
    modelled = {label.strip() for label in about["modelled"]}
    chosen = [i for i, name in enumerate(labels) if name and name not in modelled]
    force, notes = _force(file, about)
    if len(xyz) < frames < MANY_FRAMES:
        notes += (f"the file ends after {len(xyz)} of {frames} frames: it was cut short",)
    return Recording(
        labels=tuple(labels[i] for i in chosen),
        xyz_m=xyz[:, chosen],
        residual_m=np.where(unseen, np.nan, residual * UNIT_M[unit]).T[:, chosen],
        rate_hz=about["rate_hz"],
        force=force,
        notes=notes,
    )


def _frames(path: Path) -> int:
    """How many frames the header says there are.

    What ends before it begins is refused here, for ezc3d would not come back from it.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist or is no file", "check the name")
    try:
        with path.open("rb") as file:
            head = file.read(10)
            file.seek(max(0, (head[0] if head else 1) - 1) * 512 + 3)
            processor = file.read(1)
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from None
    if len(head) < 10 or head[1] != C3D_KEY:
        raise InputError(f"{path} is no C3D file", AGAIN)
    first, last = struct.unpack(">HH" if processor == MIPS else "<HH", head[6:])
    if last < first:
        raise InputError(f"{path} is damaged: it ends before it begins", AGAIN)
    return int(last - first + 1)


def _asked(path: Path) -> Mapping[str, NDArray[Any]]:
    """What ezc3d reads, in a process of its own; InputError where it refuses, dies or hangs."""
    size = path.stat().st_size
    bound = LEAST_MEMORY + MEMORY_PER_BYTE * size
    command = [sys.executable, "-P", str(CHILD), str(path.resolve()), str(bound)]
    try:
        child = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LEAST_S + S_PER_MIB * size / 2**20,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"{path} is damaged: reading it comes to no end", AGAIN) from None
    if child.returncode != 0:
        raise InputError(f"{path} is damaged: reading it breaks off", AGAIN)
    with np.load(BytesIO(child.stdout), allow_pickle=False) as answer:
        file = dict(answer)
    if "error" in file:
        reason = str(file["error"]).replace(str(path.resolve()), path.name)
        raise InputError(f"{path} can't be read as a C3D file ({_short(reason)})", AGAIN)
    return file


def _force(
    file: Mapping[str, NDArray[Any]], about: Mapping[str, Any]
) -> tuple[GroundForce | None, tuple[str, ...]]:
    """Ground force in the laboratory's axes, N and m, and what to say of it.

    None where no plate was recorded.
    """
    if about["force_error"]:
        reason = _short(about["force_error"])
        return None, (f"the ground force can't be read ({reason}): events come from the markers",)
    rate_hz = about["analog_rate_hz"]
    all_plates = range(len(about["plate_units"]))
    plates = [i for i in all_plates if file[f"force_{i}"].shape[1] > 1]
    sound = [i for i in plates if np.isfinite(file[f"force_{i}"]).all()]
    notes: tuple[str, ...] = ()
    if len(sound) < len(plates):
        notes = ("the force of a plate is no number in places: the plate is left out",)
    if sound and not (np.isfinite(rate_hz) and rate_hz > 0):
        return None, (f"the ground force has the rate {rate_hz:g}: events come from the markers",)
    if not sound:
        return None, notes
    length_m = [UNIT_M.get(about["plate_units"][i][0], 0.001) for i in sound]
    moment_m = [UNIT_M.get(about["plate_units"][i][1].removeprefix("N"), 0.001) for i in sound]
    force = GroundForce(
        rate_hz=rate_hz,
        force_n=_stack(file, "force", sound, [1.0] * len(sound)),
        cop_m=_stack(file, "center_of_pressure", sound, length_m),
        free_moment_nm=_stack(file, "Tz", sound, moment_m),
        corners_m=_stack(file, "corners", sound, length_m).transpose(1, 0, 2),
    )
    return force, notes


def _stack(
    file: Mapping[str, NDArray[Any]], name: str, plates: list[int], scale: list[float]
) -> Floats:
    """(F, P, 3) of one quantity of all plates."""
    parts = [file[f"{name}_{i}"].T * s for i, s in zip(plates, scale, strict=True)]
    return np.asarray(np.stack(parts, axis=1), dtype=np.float64)


def _short(text: str) -> str:
    """A reader's reason, printable and short enough for a line."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= 100 else plain[:100] + "..."
