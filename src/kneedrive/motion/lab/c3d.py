"""Reads C3D files (c3d.org) through ezc3d: markers, and ground force calibrated to newtons.

ezc3d turns the channels of force plates (types 1 to 4 and their kin, calibration matrix included)
into force, moment and centre of pressure in the laboratory's axes.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ezc3d
import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.trial import Floats, GroundForce, Recording

C3D_KEY = 0x50  # second byte of every C3D file
MANY_FRAMES = 65535  # the header can't count further
MIPS = b"\x56"  # the one processor type that stores its numbers high byte first
UNIT_M = {"mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0}
# Groups of POINT whose entries are results of a model, stored as if they were markers.
NO_MARKERS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "MODELED_MARKERS")


def read_c3d(path: Path) -> Recording:
    """Markers and ground force of a C3D file, in the laboratory's axes.

    Raises
    ------
    InputError : the file is no C3D file, is damaged, or holds no markers
    """
    frames = _frames(path)
    file, notes = _open(path)
    parameters = file["parameters"]
    point = parameters["POINT"]
    scale = UNIT_M.get(str(_first(point, "UNITS", "mm")).strip().lower())
    if scale is None:
        raise InputError(f"{path} gives its markers in {_first(point, 'UNITS', '')}", "use mm or m")
    rate_hz = float(_first(point, "RATE", 0.0))
    xyz = np.asarray(file["data"]["points"][:3], dtype=np.float64)
    residual = np.asarray(file["data"]["meta_points"]["residuals"][0], dtype=np.float64)
    if rate_hz <= 0 or xyz.shape[1] == 0 or xyz.shape[2] == 0:
        raise InputError(f"{path} holds no markers", "export the trial with its marker paths")
    unseen = np.all(xyz == 0, axis=0) | (residual < 0) | ~np.isfinite(xyz).all(axis=0)
    xyz = np.where(unseen, np.nan, xyz * scale).transpose(2, 1, 0)
    chosen, labels = _markers(point, xyz.shape[1])
    if len(xyz) < frames < MANY_FRAMES:
        notes += (f"the file ends after {len(xyz)} of {frames} frames: it was cut short",)
    return Recording(
        labels=labels,
        xyz_m=xyz[:, chosen],
        residual_m=np.where(unseen, np.nan, residual * scale).T[:, chosen],
        rate_hz=rate_hz,
        force=_force(file),
        notes=notes,
    )


def _frames(path: Path) -> int:
    """How many frames the header says there are.

    What ends before it begins is refused here, for ezc3d would not come back from it.
    """
    if not path.is_file():
        raise InputError(f"{path} does not exist or is no file", "check the name")
    with path.open("rb") as file:
        head = file.read(10)
        file.seek(max(0, (head[0] if head else 1) - 1) * 512 + 3)
        processor = file.read(1)
    if len(head) < 10 or head[1] != C3D_KEY:
        raise InputError(f"{path} is no C3D file", "export it again")
    first, last = struct.unpack(">HH" if processor == MIPS else "<HH", head[6:])
    if last < first:
        raise InputError(f"{path} is damaged: it ends before it begins", "export it again")
    return int(last - first + 1)


def _open(path: Path) -> tuple[Any, tuple[str, ...]]:
    """The parsed file; without ground force where ezc3d can't make sense of the plates."""
    try:
        return ezc3d.c3d(str(path), extract_forceplat_data=True), ()
    except (OSError, RuntimeError, ValueError, IndexError, KeyError, MemoryError) as error:
        reason = _reason(error)
    try:
        file = ezc3d.c3d(str(path))
    except (OSError, RuntimeError, ValueError, IndexError, KeyError, MemoryError) as error:
        raise InputError(
            f"{path} can't be read as a C3D file ({_reason(error)})", "export it again"
        ) from None
    return file, (f"the ground force can't be read ({reason}): events come from the markers",)


def _reason(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(". ")


def _first(group: Mapping[str, Any], name: str, default: Any) -> Any:
    """First value of a parameter, the default where it is absent or empty."""
    if name not in group:
        return default
    value = np.atleast_1d(group[name]["value"])
    return value.flat[0] if value.size else default


def _markers(point: Mapping[str, Any], count: int) -> tuple[list[int], tuple[str, ...]]:
    """Columns and labels of what is a marker, not the result of a model."""
    labels: list[str] = []
    for name in ("LABELS", "LABELS2", "LABELS3"):
        if name in point:
            labels += [str(label).strip() for label in point[name]["value"]]
    modelled = {str(v).strip() for g in NO_MARKERS if g in point for v in point[g]["value"]}
    chosen = [i for i, name in enumerate(labels[:count]) if name and name not in modelled]
    return chosen, tuple(labels[i] for i in chosen)


def _force(file: Any) -> GroundForce | None:
    """Ground force in the laboratory's axes, N and m; None where no plate was recorded."""
    plates = file["data"].get("platform", [])
    analog = file["parameters"].get("ANALOG", {})
    rate_hz = float(_first(analog, "RATE", 0.0))
    plates = [p for p in plates if p["force"].shape[1] > 1 and np.isfinite(p["force"]).all()]
    if not plates or rate_hz <= 0:
        return None
    return GroundForce(
        rate_hz=rate_hz,
        force_n=_stack(plates, "force", 1.0),
        cop_m=_stack(plates, "center_of_pressure", UNIT_M.get(plates[0]["unit_position"], 0.001)),
        free_moment_nm=np.asarray(
            np.stack([p["Tz"].T for p in plates], axis=1)
            * UNIT_M.get(str(plates[0]["unit_moment"]).removeprefix("N"), 0.001)
        ),
        corners_m=np.stack(
            [p["corners"].T * UNIT_M.get(p["unit_position"], 0.001) for p in plates]
        ),
    )


def _stack(plates: list[Any], name: str, scale: float) -> Floats:
    """(F, P, 3) of one quantity of all plates."""
    return np.asarray(np.stack([p[name].T for p in plates], axis=1) * scale, dtype=np.float64)
