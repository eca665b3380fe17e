"""Reads TRC files, the marker format of OpenSim.

Line 2 names the fields of line 3 (DataRate, NumMarkers, Units, ...); line 4 names the markers, each
over three columns; line 5 numbers the axes; then a row per frame: number, time, x y z of each.
"""

from pathlib import Path

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.lab.mot import force_beside
from kneedrive.motion.lab.trial import Floats, Recording

UNIT_M = {"mm": 0.001, "cm": 0.01, "m": 1.0, "meters": 1.0, "metres": 1.0}
HEADER_LINES = 5
MOST_BYTES = 100 * 2**20  # a minute of a hundred markers at 200 Hz takes 30 MiB
MOST_LEFT_OUT = 20  # frames to each one that is there
ROUNDING = 0.005  # times are often rounded: a stated rate this close to theirs is the better one
AGAIN = "export it again as OpenSim's TRC"


def read_trc(path: Path) -> Recording:
    """Markers of a TRC file, in the axes of the file; frames left out come back as missing.

    Force is that of a motion file beside it.

    Raises
    ------
    InputError : the file is no TRC file, or is damaged
    """
    lines = _lines(path)
    fields = dict(zip(lines[1].split(), lines[2].split(), strict=False))
    unit = fields.get("Units", "").lower()
    if unit not in UNIT_M:
        told = f"in {unit[:10]!r}" if unit else "without a unit"
        raise InputError(f"{path} gives its markers {told}", "use mm or m")
    labels = [name.strip() for name in lines[3].split("\t")[2:] if name.strip()]
    if len(labels) != _count(fields, path):
        told = fields["NumMarkers"][:10]
        raise InputError(f"{path} names {len(labels)} markers of {told}", AGAIN)
    rows = _rows(path, lines, len(labels))
    time_s, xyz = rows[:, 1], rows[:, 2:].reshape(len(rows), len(labels), 3)
    xyz = np.where((xyz == 0).all(axis=2, keepdims=True), np.nan, xyz) * UNIT_M[unit]
    xyz[~np.isfinite(xyz).all(axis=2)] = np.nan
    xyz, rate_hz, left_out = _even(path, time_s, xyz)
    stated_hz = _number(fields.get("DataRate", ""))
    if abs(stated_hz / rate_hz - 1) < ROUNDING:
        rate_hz = stated_hz
    notes = (f"{left_out} frames are left out of the file",) if left_out else ()
    force, more = force_beside(path, time_s)
    unknown = np.full(xyz.shape[:2], np.nan)
    return Recording(tuple(labels), xyz, unknown, rate_hz, force, notes + more)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is larger than {MOST_BYTES / 2**20:.0f} MiB", "cut it")
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the name") from None
    if len(lines) <= HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise InputError(f"{path} is no TRC file", AGAIN)
    return lines


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _count(fields: dict[str, str], path: Path) -> int:
    try:
        return int(fields["NumMarkers"])
    except (KeyError, ValueError):
        raise InputError(f"{path} does not say how many markers it has", AGAIN) from None


def _rows(path: Path, lines: list[str], markers: int) -> Floats:
    """(frames, 2 + 3 * markers) numbers; NaN where a cell is empty."""
    width = 2 + 3 * markers
    body = [line.split("\t") for line in lines[HEADER_LINES:] if line.strip()]
    if len(body) < 2 or any("".join(row[width:]).strip() for row in body):
        raise InputError(f"{path} has rows that do not fit its {markers} markers", AGAIN)
    rows = np.full((len(body), width), np.nan)
    try:
        for i, row in enumerate(body):
            cells = row[:width]
            rows[i, : len(cells)] = [float(c) if c.strip() else np.nan for c in cells]
    except ValueError:
        raise InputError(f"{path} holds something that is no number", AGAIN) from None
    return rows


def _even(path: Path, time_s: Floats, xyz: Floats) -> tuple[Floats, float, int]:
    """Markers on an even time base, its rate, and how many frames had to be put in."""
    steps = np.diff(time_s)
    if not np.isfinite(time_s).all() or np.any(steps <= 0):
        raise InputError(f"the times in {path} do not rise from row to row", AGAIN)
    step = float(np.median(steps))
    regular = steps[np.abs(steps - step) < 0.5 * step]
    step = float(regular.mean())
    if (time_s[-1] - time_s[0]) / step > MOST_LEFT_OUT * len(time_s):
        raise InputError(f"the times in {path} have no even rate", AGAIN)
    frame = np.rint((time_s - time_s[0]) / step).astype(int)
    if np.any(np.diff(frame) < 1):
        raise InputError(f"the times in {path} have no even rate", AGAIN)
    even = np.full((frame[-1] + 1, *xyz.shape[1:]), np.nan)
    even[frame] = xyz
    return even, 1.0 / step, len(even) - len(frame)
