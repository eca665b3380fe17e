"""Too fast for a runner: a ride, whatever the file calls it."""

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.recording import Floats

RIDE_MPS = 7.0  # median while moving; the 5 km world record is run at 6.6
RIDE_STEP_M = 2.5  # two turns of a crank counted as steps; sprinters reach 2.6
MOVING_MPS = 0.5


def is_ride(distance_m: Floats, clock_s: Floats) -> bool:
    """Whether a way is covered faster than a runner can."""
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.diff(distance_m) / np.diff(clock_s)
    return _median(speed[np.isfinite(speed) & (speed > MOVING_MPS)]) > RIDE_MPS


def refuse_rides(name: str, speed_mps: Floats, step_length_m: Floats) -> None:
    """Raise InputError for a ride."""
    moving = np.nan_to_num(speed_mps) > MOVING_MPS
    speed = _median(speed_mps[moving])
    step_m = _median(step_length_m[moving & np.isfinite(step_length_m)])
    if speed > RIDE_MPS or step_m > RIDE_STEP_M:
        why = f"half of it is faster than {3.6 * speed:.0f} km/h"
        if speed <= RIDE_MPS:
            why = f"its steps would be {step_m:.1f} m long"
        raise InputError(f"{name} is a ride, not a run: {why}", "give the file of a run")


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else 0.0
