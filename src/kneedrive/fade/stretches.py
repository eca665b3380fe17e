"""A run cut into stretches of equal way: what was run in each, as sums, so that nothing gets lost.

Comes in: the table of a run, a row per record. Goes out: a row per stretch of the way,

- `begin_m`, `end_m`, `middle` (0 to 1 of the way), `running_s`, `way_m`, `steps`
- `speed_mps` = way / time, `cadence_spm` = steps / time, `step_length_m` = way / steps, so that
  cadence x step length = speed to rounding
- `contact_share` of the step, 0 to 1 (the share of the way and of the time), `contact_ms`,
  `flight_ms`, `contact_distance_m`, `flight_distance_m`; NaN where contact was not recorded
- `grade`, `heart_rate_bpm`, `temperature_c`

Only records of running count; walks and stands are left out.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kneedrive.watch.recording import Bools, Floats
from kneedrive.watch.run import Run

STRETCH_S = 30.0  # shorter ones hold too few steps, longer ones hide the fade point
FEWEST, MOST = 20, 150
WALKING_SPM = 130.0
WALKING_MPS = 1.5
RUN_SHARE = 1 / 3  # of a stretch's time must be running
CONTACT_SHARE = 0.5  # of a stretch's steps must have a contact time


def stretches(run: Run) -> pd.DataFrame:
    """The run's stretches; those with too little running in them are left out."""
    table = run.table
    running = is_running(table)
    total_s = float(table["duration_s"].to_numpy()[running].sum())
    count = int(np.clip(total_s / STRETCH_S, FEWEST, MOST))
    length_m = float(table["distance_m"].iloc[-1])
    edges = np.linspace(0.0, length_m, count + 1)
    inside = np.searchsorted(edges, table["distance_m"].to_numpy(), side="right") - 1
    inside = np.clip(inside, 0, count - 1).astype(np.int64)
    whole_s = np.bincount(inside, table["duration_s"], count)
    cut = gather(table[running], inside[running], count)
    cut.insert(0, "middle", (edges[:-1] + edges[1:]) / 2 / length_m)
    cut.insert(0, "end_m", edges[1:])
    cut.insert(0, "begin_m", edges[:-1])
    enough = (cut["running_s"] > RUN_SHARE * whole_s) & (cut["running_s"] > 0)
    return cut[enough].reset_index(drop=True)


def is_running(table: pd.DataFrame) -> Bools:
    """(N,) True for records of running with speed and cadence."""
    speed, cadence = table["speed_mps"].to_numpy(), table["cadence_spm"].to_numpy()
    with np.errstate(invalid="ignore"):
        running = (speed >= WALKING_MPS) & (cadence >= WALKING_SPM)
    return np.asarray(running & (table["duration_s"].to_numpy() > 0))


def gather(table: pd.DataFrame, group: NDArray[np.int64], count: int) -> pd.DataFrame:
    """Sums and means of records by group number, 0 to count - 1."""

    def total(values: Floats) -> Floats:
        return np.bincount(group, values, count).astype(float)

    def mean(column: str, weight: Floats) -> Floats:
        values = table[column].to_numpy(dtype=float)
        known = np.isfinite(values)
        return _ratio(total(np.where(known, values, 0) * weight), total(known * weight))

    duration = table["duration_s"].to_numpy()
    steps = duration * table["cadence_spm"].to_numpy() / 60
    way = duration * table["speed_mps"].to_numpy()
    known = np.isfinite(table["flight_ms"].to_numpy())
    contact_way = np.where(known, table["contact_distance_m"].to_numpy() * steps, 0.0)
    known_way = total(np.where(known, way, 0.0))
    time_s, all_steps, all_way = total(duration), total(steps), total(way)
    share = _ratio(total(contact_way), known_way)
    share = np.where(known_way >= CONTACT_SHARE * all_way, share, np.nan)
    step_length = _ratio(all_way, all_steps)
    step_ms = 1000 * _ratio(time_s, all_steps)
    return pd.DataFrame(
        {
            "running_s": time_s,
            "way_m": all_way,
            "steps": all_steps,
            "speed_mps": _ratio(all_way, time_s),
            "cadence_spm": 60 * _ratio(all_steps, time_s),
            "step_length_m": step_length,
            "contact_share": share,
            "contact_ms": share * step_ms,
            "flight_ms": (1 - share) * step_ms,
            "contact_distance_m": share * step_length,
            "flight_distance_m": (1 - share) * step_length,
            "grade": mean("grade", duration),
            "heart_rate_bpm": mean("heart_rate_bpm", duration),
            "temperature_c": mean("temperature_c", duration),
        }
    )


def _ratio(above: Floats, below: Floats) -> Floats:
    out: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return out
