"""Many runs as dots: the step at equal speed late in the run, against what the files hold."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from kneedrive.report.plots import Scale, value_scale

STEP = "step_at_equal_speed_pct"
ACROSS = (
    ("years", "Over the years", "", 1),
    ("distance_km", "Against length", " km", 5),
    ("temperature_c", "Against temperature at the watch", " °C", 5),
    ("climb_m", "Against climb", " m", 50),
)
FEWEST = 3


@dataclass(frozen=True)
class Dot:
    """A run: per cent from the left and from the top, kind, words."""

    x: float
    y: float
    kind: str
    words: str


@dataclass(frozen=True)
class Scatter:
    """Dots over one thing."""

    title: str
    x: Scale
    y: Scale
    zero: float
    dots: tuple[Dot, ...]


def scatters(table: pd.DataFrame) -> tuple[Scatter, ...]:
    """A picture for each thing that enough files hold."""
    told = table[table["kind"].notna()].copy()
    days = pd.to_datetime(told["date"])
    told["years"] = days.dt.year + (days.dt.day_of_year - 1) / 365.25
    made = []
    for column, title, unit, step in ACROSS:
        known = told[told[column].notna()]
        if len(known) >= FEWEST and np.ptp(known[column].to_numpy(dtype=float)) > 0:
            made.append(_scatter(known, column, title, unit, step))
    return tuple(made)


def _scatter(known: pd.DataFrame, column: str, title: str, unit: str, step: float) -> Scatter:
    across = known[column].to_numpy(dtype=float)
    changes = known[STEP].to_numpy(dtype=float)
    x = value_scale(float(across.min()), float(across.max()), step, unit)
    y = value_scale(min(float(changes.min()), -4.0), max(float(changes.max()), 4.0), 2, " %")
    dots = tuple(
        Dot(x.pct(a), round(100 - y.pct(c), 2), kind, f"{date} {Path(file).name}: {c:+.1f} %")
        for a, c, kind, date, file in zip(
            across, changes, known["kind"], known["date"], known["file"], strict=True
        )
    )
    return Scatter(title, x, y, round(100 - y.pct(0), 2), dots)
