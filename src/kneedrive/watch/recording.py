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


FASTEST_MPS = 12.5  # no runner is faster over a whole second
MOST_RECORDS = 1_000_000  # eleven days of a record a second
LEAST = 1e-6  # in any unit; less can be written in a text, but no sensor gives it
POSSIBLE = {  # what is beyond is a damaged file or a sensor that failed
    "distance_m": (0.0, 1e8),
    "speed_mps": (0.0, 1e4),
    "altitude_m": (-500.0, 9000.0),
    "cadence": (0.0, 600.0),
    "contact_ms": (0.0, 1e4),
    "heart_rate_bpm": (0.0, 255.0),
    "temperature_c": (-60.0, 80.0),
}


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
    """A table of records with every column of `RAW`; those not given or not `POSSIBLE` are NaN."""
    table = {name: columns.get(name, np.full(rows, np.nan)) for name in RAW}
    for name, (least, most) in POSSIBLE.items():
        values = np.where(np.abs(table[name]) < LEAST, 0.0, table[name])
        table[name] = np.where((values >= least) & (values <= most), values, np.nan)
    return pd.DataFrame(table)
