"""Records that a file holds in another order than that of their times."""

import numpy as np
from numpy.typing import NDArray

from kneedrive.watch.recording import Floats

FEW_BACK, SHARE_BACK = 3, 0.02  # steps back in time: fewer are a clock that was set
NOTE = "the records are out of order; they were put in the order of their times"


def time_order(clock_s: Floats) -> NDArray[np.intp] | None:
    """Rows in the order of their times, where a file has them mixed up or backwards; else None."""
    back = int((np.diff(clock_s) < 0).sum())
    if back <= max(FEW_BACK, SHARE_BACK * len(clock_s)):
        return None
    return np.argsort(clock_s, kind="stable")
