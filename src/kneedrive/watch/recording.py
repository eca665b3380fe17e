"""A watch's recording as the file has it, before anything is put right.

Whatever the format, the reader hands on the same table: a row per record, columns `RAW`, missing
values as NaN. Units are SI, but cadence is still as the maker counts it (steps of one leg or of
both), times may jump, and pauses are only listed.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

RAW = (
    "clock_s",  # seconds since 1970, UTC
    "distance_m",  # since the start
    "speed_mps",
    "altitude_m",
    "cadence",  # per minute, of one leg or of both
    "contact_ms",
    "heart_rate_bpm",
    "temperature_c",
)


@dataclass(frozen=True)
class Summary:
    """What the file itself says of the whole run; NaN where it does not.

    cadence : per minute, of one leg or of both, as in the records; whole numbers in most files
    time_s : without pauses
    """

    distance_m: float = np.nan
    time_s: float = np.nan
    cadence: float = np.nan
    contact_ms: float = np.nan


@dataclass(frozen=True)
class Recording:
    """One run as recorded.

    Parameters
    ----------
    kind : "FIT", "TCX" or "GPX"
    device : maker and model as far as the file says, else an empty text
    records : columns `RAW`, in the order of the file
    pauses_s : (begin, end) of every stop of the timer, seconds since 1970
    summary : what the file says of the whole
    contact_source : which sensor the contact time is from, None where there is none
    notes : what was wrong with the file, in plain words
    """

    kind: str
    device: str
    records: pd.DataFrame
    pauses_s: tuple[tuple[float, float], ...] = ()
    summary: Summary = field(default_factory=Summary)
    contact_source: str | None = None
    notes: tuple[str, ...] = ()


def raw_table(columns: dict[str, Floats], rows: int) -> pd.DataFrame:
    """A table of records with every column of `RAW`; those not given are NaN."""
    missing = np.full(rows, np.nan)
    return pd.DataFrame({name: columns.get(name, missing) for name in RAW})
