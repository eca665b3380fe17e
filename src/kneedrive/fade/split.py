"""How a change of speed divides among cadence, contact distance and flight distance, exactly.

speed = cadence x step length, so the logarithms of their changes add up. Step length = contact
distance + flight distance; each part's share of the step's logarithmic change is its own change
over the logarithmic mean of the step lengths (Ang 2004, doi 10.1016/j.enpol.2003.10.010), so that
these add up too. Shares are logarithms: -0.06 is 6 % less (5.8 % to be exact).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.fade.stretches import gather, is_running
from kneedrive.watch.run import Run


@dataclass(frozen=True)
class Split:
    """Change from one part of a run to another, as logarithms.

    speed = cadence + step_length; step_length = contact_distance + flight_distance, these two NaN
    where contact was not recorded in both parts
    """

    speed: float
    cadence: float
    step_length: float
    contact_distance: float
    flight_distance: float

    @property
    def flight_share(self) -> float:
        """Flight's part of the step's change, 1 is all of it; NaN where unknown."""
        return self.flight_distance / self.step_length if self.step_length else float("nan")


def split(run: Run, before: tuple[float, float], after: tuple[float, float]) -> Split:
    """The split between two parts of a run, each given as begin and end in metres of its way."""
    parts = part(run, before), part(run, after)
    return split_of(parts[0], parts[1])


def part(run: Run, ends_m: tuple[float, float]) -> "pd.Series[float]":
    """What was run between two places: the columns of a stretch."""
    table = run.table
    way = table["distance_m"].to_numpy()
    inside = is_running(table) & (way >= ends_m[0]) & (way <= ends_m[1])
    return gather(table[inside], np.zeros(int(inside.sum()), dtype=np.int64), 1).iloc[0]


def split_of(before: "pd.Series[float]", after: "pd.Series[float]") -> Split:
    """The split between two stretches."""
    step, contact = before["step_length_m"], before["contact_distance_m"]
    new_step, new_contact = after["step_length_m"], after["contact_distance_m"]
    mean = logarithmic_mean(step, new_step)
    return Split(
        speed=float(np.log(after["speed_mps"] / before["speed_mps"])),
        cadence=float(np.log(after["cadence_spm"] / before["cadence_spm"])),
        step_length=float(np.log(new_step / step)),
        contact_distance=float((new_contact - contact) / mean),
        flight_distance=float(((new_step - new_contact) - (step - contact)) / mean),
    )


def logarithmic_mean(a: float, b: float) -> float:
    """(b - a) / ln(b / a), and a where both are equal."""
    if abs(b / a - 1) < 1e-9:
        return float(a)
    return float((b - a) / np.log(b / a))


def as_pct(log_change: float) -> float:
    """A logarithmic change as per cent."""
    return float(100 * np.expm1(log_change))
