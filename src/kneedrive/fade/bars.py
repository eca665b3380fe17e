"""The split as a picture: bars of per cent to either side of nothing."""

from dataclasses import dataclass

import numpy as np

from kneedrive.fade.fade import Fade
from kneedrive.fade.split import as_pct
from kneedrive.findings import number

ROOM = 1.25


@dataclass(frozen=True)
class Bar:
    """A bar: title, indent (0 whole, 1 part, 2 part of a part), place in per cent, words."""

    title: str
    depth: int
    left: float
    width: float
    words: str
    note: str


def bars(fade: Fade) -> tuple[Bar, ...]:
    """Speed, its two factors, and the two parts of the step."""
    s = fade.split
    rows = [("Speed", 0, s.speed, "= cadence x step length"), ("Cadence", 1, s.cadence, "")]
    rows.append(("Step length", 1, s.step_length, _of_it(fade)))
    if np.isfinite(s.flight_distance):
        rows.append(("on the ground", 2, s.contact_distance, "contact distance"))
        rows.append(("in the air", 2, s.flight_distance, "flight distance"))
    reach = ROOM * max(max(abs(row[2]) for row in rows), 0.02)
    made = []
    for title, depth, value, note in rows:
        left = 50 + 50 * min(value, 0.0) / reach
        sign = "+" if as_pct(value) >= 0.05 else ""
        words = f"{sign}{number(100 * value, 1)}\N{NO-BREAK SPACE}%"
        width = 50 * abs(value) / reach
        made.append(Bar(title, depth, round(left, 2), round(width, 2), words, note))
    return tuple(made)


def _of_it(fade: Fade) -> str:
    return f"{number(100 * fade.expected_step, 1)} % by speed and grade alone"
