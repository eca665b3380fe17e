"""Reads a table of landmarks, `*.keypoints.csv`, and refuses what no film of a runner can show.

The header comes first, then the numbers, then whether they make sense: each fault gets one line
that names the column or the row, never the row itself.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clip import FASTEST_FPS, LONGEST_S, SLOWEST_FPS
from kneedrive.pose.keypoints import NEEDED, SIDES, Keypoints
from kneedrive.pose.origin import seen_by

Floats = NDArray[np.float64]

TIME = "time_s"
ENDINGS = ("_x_px", "_y_px", "_confidence")
MOST_LANDMARKS = 500  # whole-body models have 133, face meshes 478
MOST_ROWS = 250_000  # fifteen minutes at 240 Hz have 216,000
LONGEST_LINE = 100_000  # characters
FARTHEST_PX = 1e6  # a picture of 8K is 8,000 wide; beyond this no position is one
TOGETHER = 0.1  # of the usual step: rows nearer in time than this show one picture twice
MOST_TOGETHER = 0.02  # share of the rows
SHOWN = 30  # characters of a cell in a message
COLUMNS = "see docs/how-it-works.md for the columns"
AGAIN = "export it again"


def read_keypoints(path: Path) -> Keypoints:
    """Read a `*.keypoints.csv` file.

    A landmark that no stride needs is left out where its x or y has no column.

    Raises
    ------
    InputError : the file is missing, damaged, lacks a landmark that a stride needs, or holds times,
        positions or confidences that no film gives
    """
    header = _header(path)
    names = _landmarks(header, path)
    table = _numbers(path, header, names)
    time_s = table[TIME].to_numpy()
    _check_times(time_s, path)
    xy_px = np.stack([table[[f"{n}_x_px", f"{n}_y_px"]].to_numpy() for n in names], axis=1)
    _check_positions(xy_px, names, path)
    confidence = np.stack([_confidence(table, name, path) for name in names], axis=1)
    seen = np.isfinite(xy_px).all(axis=2)
    xy_px[~seen] = np.nan
    confidence = np.where(seen, np.nan_to_num(confidence), 0.0)
    return Keypoints(time_s, names, xy_px, confidence, model=seen_by(path))


def _header(path: Path) -> list[str]:
    """The names in the first line, once it is known that all rows fit it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(LONGEST_LINE)
            header = [name.strip() for name in next(csv.reader([line]), [])]
            if len(header) == 1 and (";" in line or "\t" in line):
                raise InputError(f"the cells of {path} are not separated by commas", AGAIN)
            for row, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 2):
                if line.count(",") >= len(header):
                    raise InputError(f"row {row} of {path} is longer than its header", AGAIN)
                if row > MOST_ROWS:
                    raise InputError(f"{path} has more than {MOST_ROWS:,} rows", "give a part")
    except FileNotFoundError:
        raise InputError(f"{path} does not exist", "check the name") from None
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from None
    except (UnicodeDecodeError, csv.Error):
        raise InputError(f"{path} is not a table of numbers", AGAIN) from None
    return header


def _landmarks(header: list[str], path: Path) -> tuple[str, ...]:
    """Landmarks that have an x and a y, in the order of the columns."""
    if TIME not in header:
        raise InputError(f"{path} lacks a {TIME} column", COLUMNS)
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise InputError(f"{path} has two columns {_cut(twice[0])}", AGAIN)
    x, y = ({n.removesuffix(e) for n in header if n.endswith(e)} for e in ENDINGS[:2])
    lacking = [f"{n}{e}" for n in NEEDED for e, had in (("_x_px", x), ("_y_px", y)) if n not in had]
    if lacking:
        more = f" and {len(lacking) - 1} more columns" if len(lacking) > 1 else ""
        raise InputError(f"{path} lacks {lacking[0]}{more}", COLUMNS)
    both = [n for n in (c.removesuffix("_x_px") for c in header if c.endswith("_x_px")) if n in y]
    if len(both) > MOST_LANDMARKS:
        raise InputError(f"{path} has {len(both)} landmarks", f"give {MOST_LANDMARKS} at most")
    return tuple(both)


def _numbers(path: Path, header: list[str], names: tuple[str, ...]) -> pd.DataFrame:
    """The columns that count, as numbers; NaN where a cell is empty."""
    wanted = [c for c in header if c == TIME or (c.endswith(ENDINGS) and _landmark(c) in names)]
    try:
        rows = pd.read_csv(
            path,
            header=None,
            names=range(len(header)),
            skiprows=1,
            usecols=[header.index(c) for c in wanted],
            dtype=np.float64,
            encoding="utf-8-sig",
        )
    except pd.errors.EmptyDataError:
        raise InputError(f"{path} has no rows", AGAIN) from None
    except (ValueError, OverflowError) as error:
        what = str(error).rsplit(": ", 1)[-1]
        raise InputError(f"{path} is not a table of numbers ({_cut(what)})", AGAIN) from None
    rows = rows[[header.index(c) for c in wanted]]
    rows.columns = pd.Index(wanted)
    return rows


def _landmark(column: str) -> str:
    """The landmark of a column."""
    return next(column.removesuffix(e) for e in ENDINGS if column.endswith(e))


def _check_times(time_s: Floats, path: Path) -> None:
    """Refuse times that don't rise, that bunch together, or that no film plays at."""
    if len(time_s) < 2:
        raise InputError(f"{path} has {len(time_s)} rows", "give the rows of a whole clip")
    bad = np.flatnonzero(~np.isfinite(time_s) | np.r_[False, ~(time_s[1:] > time_s[:-1])])
    if len(bad):
        raise InputError(
            f"the times in {path} do not rise from row to row (row {bad[0] + 2})", AGAIN
        )
    step_s = np.diff(time_s)
    mean_hz, usual_hz = len(step_s) / (time_s[-1] - time_s[0]), 1.0 / float(np.median(step_s))
    together = float(np.mean(step_s < TOGETHER / min(mean_hz, usual_hz)))
    if SLOWEST_FPS <= mean_hz <= FASTEST_FPS and together > MOST_TOGETHER:
        raise InputError(
            f"the times in {path} come in bunches: {100 * together:.0f} % of the rows follow the "
            "one before at once",
            "give each row the time of its own picture",
        )
    for hz in (usual_hz, mean_hz):
        if not SLOWEST_FPS <= hz <= FASTEST_FPS:
            raise InputError(
                f"{path} has {hz:.3g} rows a second, and {SLOWEST_FPS:g} to {FASTEST_FPS:,.0f} "
                "can be measured",
                f"give {TIME} in seconds, a row for each picture",
            )
    if time_s[-1] - time_s[0] > LONGEST_S:
        raise InputError(
            f"{path} lasts {(time_s[-1] - time_s[0]) / 60:.1f} minutes, the most is "
            f"{LONGEST_S / 60:g}",
            "give a part of it; 30 s of running are plenty",
        )


def _check_positions(xy_px: Floats, names: tuple[str, ...], path: Path) -> None:
    """Refuse positions that lie in no picture, and legs without length."""
    far = np.abs(xy_px) > FARTHEST_PX
    if far.any():
        row, landmark, axis = (int(i[0]) for i in np.nonzero(far))
        raise InputError(
            f"{path} puts {_cut(names[landmark])} at {'xy'[axis]} = "
            f"{xy_px[row, landmark, axis]:.3g} px (row {row + 2})",
            "give positions in pixels of the picture",
        )
    at = {name: xy_px[:, i] for i, name in enumerate(names)}
    for side in SIDES:
        leg = np.hypot(*(at[f"{side}_ankle"] - at[f"{side}_hip"]).T)
        if np.isfinite(leg).any() and np.nanmedian(leg) == 0:
            raise InputError(f"hip and ankle of the {side} leg in {path} lie in one point", AGAIN)


def _confidence(table: pd.DataFrame, name: str, path: Path) -> Floats:
    """(T,) confidence of one landmark; 1 where the table has none."""
    if f"{name}_confidence" not in table:
        return np.ones(len(table))
    values = table[f"{name}_confidence"].to_numpy()
    bad = np.flatnonzero((values < 0) | (values > 1))
    if len(bad):
        raise InputError(
            f"{path} has {_cut(name)}_confidence {values[bad[0]]:.3g} (row {bad[0] + 2}), which is "
            "not between 0 and 1",
            AGAIN,
        )
    return values


def _cut(text: str) -> str:
    """A word of the file for a message: printable, and short."""
    plain = "".join(c if c.isprintable() else "?" for c in text.strip().strip("'\""))
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + "..."
