"""The order of a file's records: mixed up, or of another day."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.watch.recording import Floats

FEW_BACK, SHARE_BACK = 3, 0.02  # steps back in time: fewer are a clock that was set
ANOTHER_RUN_S = 3 * 3600.0  # a clock of GPS times that leaps further is another run
NOTE = "the records are out of order; they were put in the order of their times"


def time_order(clock_s: Floats) -> NDArray[np.intp] | None:
    """Rows in the order of their times, where a file has them mixed up or backwards; else None."""
    back = int((np.diff(clock_s) < 0).sum())
    if back <= max(FEW_BACK, SHARE_BACK * len(clock_s)):
        return None
    return np.argsort(clock_s, kind="stable")
