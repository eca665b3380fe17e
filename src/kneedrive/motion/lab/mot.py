"""Reads ground force from the MOT and STO files of OpenSim, which lie beside a TRC.

A header that ends with `endheader`, a row of column names, then numbers. Names differ between
programs: `ground_force_vy`, `1_ground_force_vy`, `ground_force_1_vy`, `FP1_ground_force_vy`,
`ground_force_r_vy`; what stands around `force_v`, `force_p` and `torque_` names the plate.
"""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.trial import Floats, GroundForce

SUFFIXES = (".mot", ".sto")
# Names that such a file bears beside NAME.trc, the likeliest first; * is NAME.
NAMED = (
    *("*", "*_grf", "*_GRF", "*-force", "*_force", "*_forces", "*_ground_forces"),
    *("*-grf", "grf_*"),
)
WORDS = re.compile(r"ground|force|torque|moment|grf|_")  # what is left of a name is the plate
UNIT_M = {"mm": 0.001, "cm": 0.01, "m": 1.0}
MOST_BYTES = 200 * 2**20
HEADER_LINES = 60
LOADED_N, LONGEST_CUT_S = 20.0, 0.5
UNEVEN = 0.2  # of a step; beyond it the times have no rate
AGAIN = "export it again as OpenSim's motion file"


def force_beside(path: Path, time_s: Floats) -> tuple[GroundForce | None, tuple[str, ...]]:
    """Ground force from a motion file beside a TRC, and what to say of it; None without one.

    time_s : (T,) times of the TRC's frames; the force comes out from the first to the last of them
    """
    for name in NAMED:
        for suffix in SUFFIXES:
            file = path.with_name(name.replace("*", path.stem) + suffix)
            if not file.is_file():
                continue
            try:
                found = read_force(file)
            except InputError as error:
                return None, (f"{error.wrong}: events come from the markers",)
            if found is not None:
                return _cut(*found, time_s), (f"the ground force is that of {file.name}",)
    return None, ()


def _cut(force: GroundForce, first_s: float, time_s: Floats) -> GroundForce:
    """The force from the first frame on; where it was not measured, there is none."""
    count = max(2, round((time_s[-1] - time_s[0]) * force.rate_hz) + 1)
    own = np.arange(len(force.force_n))
    at = np.arange(count) + (time_s[0] - first_s) * force.rate_hz
    nearest = np.clip(np.rint(at), 0, len(own) - 1).astype(int)
    outside = (at < own[0] - 0.5) | (at > own[-1] + 0.5)
    flat = _whole_contacts(force.force_n, force.rate_hz).reshape(len(own), -1)
    cut = [np.interp(at, own, column, left=0.0, right=0.0) for column in flat.T]
    return replace(
        force,
        force_n=np.stack(cut, axis=1).reshape(count, *force.force_n.shape[1:]),
        cop_m=np.where(outside[:, None, None], np.nan, force.cop_m[nearest]),
        free_moment_nm=np.where(outside[:, None, None], 0.0, force.free_moment_nm[nearest]),
    )


def _whole_contacts(force_n: Floats, rate_hz: float) -> Floats:
    """Force (F, P, 3) without the contacts that its first and last samples cut."""
    out = force_n.copy()
    longest = round(LONGEST_CUT_S * rate_hz)
    for plate in range(out.shape[1]):
        loaded = np.linalg.norm(force_n[:, plate], axis=1) > LOADED_N
        for part, values in ((out[:, plate], loaded), (out[::-1, plate], loaded[::-1])):
            until = int(np.argmin(values))  # 0 too where it is never unloaded
            if until < longest:
                part[:until] = 0.0
    return out


def read_force(path: Path) -> tuple[GroundForce, float] | None:
    """Ground force of all plates, and the time of the first sample, s; None without force.

    Raises
    ------
    InputError : the file is no motion file, or is damaged
    """
    unit_m, names, rows = _table(path)
    plates = _plates(names)
    if not plates or "time" not in names:
        return None
    time_s = rows[:, names.index("time")]
    steps = np.diff(time_s)
    if len(steps) < 2 or not np.isfinite(time_s).all() or steps.min() <= 0:
        raise InputError(f"the times in {path} do not rise from row to row", AGAIN)
    step_s = (time_s[-1] - time_s[0]) / len(steps)
    if np.abs(steps - step_s).max() > UNEVEN * step_s:
        raise InputError(f"the times in {path} have no even rate", AGAIN)

    def triple(columns: dict[str, int], kind: str) -> Floats:
        absent = np.zeros(len(rows))
        values = [rows[:, columns[kind + a]] if kind + a in columns else absent for a in "xyz"]
        return np.nan_to_num(np.stack(values, axis=1), posinf=0.0, neginf=0.0)

    force = np.stack([triple(plate, "v") for plate in plates], axis=1)
    point = unit_m * np.stack([triple(plate, "p") for plate in plates], axis=1)
    unloaded = ~np.any(force, axis=2, keepdims=True)
    return (
        GroundForce(
            rate_hz=1.0 / step_s,
            force_n=force,
            cop_m=np.where(unloaded, np.nan, point),
            free_moment_nm=unit_m * np.stack([triple(plate, "t") for plate in plates], axis=1),
            corners_m=np.full((len(plates), 4, 3), np.nan),
        ),
        float(time_s[0]),
    )


def _table(path: Path) -> tuple[float, list[str], Floats]:
    """Metres per unit of length, the names of the columns, and the numbers."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is larger than {MOST_BYTES / 2**20:.0f} MiB", "cut it")
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the name") from None
    plain = [line.strip().lower() for line in lines[:HEADER_LINES]]
    if "endheader" not in plain:
        raise InputError(f"{path} is no motion file: it lacks the line endheader", AGAIN)
    start = plain.index("endheader") + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    names = [name.lower() for name in lines[start].split()] if start < len(lines) else []
    try:
        cells = [np.array(line.split(), dtype=float) for line in lines[start + 1 :] if line.strip()]
    except ValueError:
        raise InputError(f"{path} holds something that is no number", AGAIN) from None
    if not cells or any(len(row) != len(names) for row in cells):
        raise InputError(f"{path} has rows that do not fit its {len(names)} columns", AGAIN)
    units = [line.split("=")[-1].strip() for line in plain[:start] if line.startswith("units")]
    return UNIT_M.get(units[0] if units else "m", 1.0), names, np.array(cells)


def _plates(names: list[str]) -> list[dict[str, int]]:
    """For each plate, where its columns stand: vx vy vz px py pz tx ty tz."""
    plates: dict[str, dict[str, int]] = {}
    for i, name in enumerate(names):
        body, axis = name[:-1], name[-1:]
        kind = "t" if "torque" in name or "moment" in name else body[-1:]
        if axis not in "xyz" or kind not in "vpt" or WORDS.sub("", name) == name:
            continue
        plate = WORDS.sub("", body if kind == "t" else body[:-1])
        plates.setdefault(plate, {})[kind + axis] = i
    return [columns for columns in plates.values() if {"vx", "vy", "vz"} <= set(columns)]
