"""Many runs in numbers: how often a fade, and in which runs."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.findings import number

BY = (("distance_km", "Length", "km", 1), ("temperature_c", "Temperature at the watch", "°C", 0),
      ("climb_m", "Climb", "m", 0))  # fmt: skip
FEWEST = 9  # runs, to be divided by three


@dataclass(frozen=True)
class Group:
    """A third of the runs by one thing: ends, number, number with a fade, median change of step."""

    title: str
    ends: str
    runs: int
    fades: int
    step: str


def headline(table: pd.DataFrame) -> tuple[str, ...]:
    """What the folder says in a sentence or two."""
    told = table[table["kind"].notna()]
    if told.empty:
        return ("None of these files holds a run that is long enough and has cadence.",)
    fades = told[told["kind"] == "fade"]
    sentences = [f"{len(fades)} of {len(told)} runs show a fade; "
                 f"{(told['kind'] == 'slowing').sum()} slow down without one."]  # fmt: skip
    if len(fades):
        share = 100 * (fades["point_km"] / fades["distance_km"]).median()
        sentences.append(
            f"Where there is one it begins after {share:.0f} % of the way (median), and the step "
            f"is {number(-fades['step_at_equal_speed_pct'].median(), 1)} % shorter at equal speed "
            "and grade (median)."
        )
    return tuple(sentences)


def groups(table: pd.DataFrame) -> tuple[Group, ...]:
    """Thirds of the runs by length, heat and climb, where there are enough runs."""
    made = []
    for column, title, unit, decimals in BY:
        told = table[table["kind"].notna() & table[column].notna()]
        values = told[column].to_numpy(dtype=float)
        if len(told) < FEWEST or np.ptp(values) == 0:
            continue
        edges = np.quantile(values, [0, 1 / 3, 2 / 3, 1])
        third = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 2)
        for i in range(3):
            inside = told[third == i]
            if inside.empty:
                continue
            low, high = inside[column].min(), inside[column].max()
            made.append(
                Group(
                    title=title,
                    ends=f"{number(low, decimals)} to {number(high, decimals)} {unit}",
                    runs=len(inside),
                    fades=int((inside["kind"] == "fade").sum()),
                    step=number(inside["step_at_equal_speed_pct"].median(), 1) + " %",
                )
            )
    return tuple(made)
