"""Running time from the watch's clock: in order, each record once, pauses and jumps out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.watch.order import NOTE, time_order
from kneedrive.watch.recording import Bools, Floats, Recording

GAP_S = 10.0  # a longer silence needs a reason: smart recording stays below it
STANDING_MPS = 0.5  # slower than this over a gap is standing, not running
USUAL_MPS = 2.8  # where the file has no speed to judge a gap by
HOUR_S = 3600.0


@dataclass(frozen=True)
class Timed:
    """Records in order, with the time that each stands for.

    records : rows of the recording that are kept
    duration_s : running time since the record before; 0 for the first
    notes : what was wrong
    """

    records: pd.DataFrame
    duration_s: Floats
    notes: tuple[str, ...]


def running_time(recording: Recording) -> Timed:
    """Bring records in order; take out pauses, repeated records and jumps of the clock."""
    records, notes = recording.records, list[str]()
    order = time_order(records["clock_s"].to_numpy())
    if order is not None:
        records, notes = records.iloc[order].reset_index(drop=True), [NOTE]
    pauses = _merged(recording.pauses_s)
    records = records[~_during_pause(records["clock_s"].to_numpy(), pauses)]
    records = _joined(records)
    clock_s = records["clock_s"].to_numpy()
    steps = np.diff(clock_s, prepend=clock_s[:1])
    usual_s = float(np.median(steps[steps > 0])) if (steps > 0).any() else 1.0
    paused = np.clip(np.diff(_paused_until(clock_s, pauses), prepend=0.0), 0, None)
    paused[:1] = 0.0
    duration = np.maximum(steps - paused, 0.0)
    back = np.flatnonzero(steps < 0)
    if len(back):
        duration[back] = usual_s
        hours = f"{len(back)} times, first" if len(back) > 1 else "once,"
        notes.append(f"the clock jumps back {hours} by {-steps[back[0]]:.0f} s; time goes on there")
    duration, more = _explain_gaps(records, duration, paused, usual_s)
    return Timed(records, duration, (*notes, *more))


def _joined(records: pd.DataFrame) -> pd.DataFrame:
    """One row for records of the same time: some makers write each sensor's values by itself."""
    clock_s = records["clock_s"].to_numpy()
    new = np.diff(clock_s, prepend=np.nan) != 0
    if new.all():
        return records.reset_index(drop=True)
    return records.groupby(np.cumsum(new)).last().reset_index(drop=True)


def _merged(pauses_s: tuple[tuple[float, float], ...]) -> Floats:
    """(P, 2) pauses in order, those that overlap made one."""
    merged = list[list[float]]()
    for begin_s, end_s in sorted(pauses_s):
        if merged and begin_s <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end_s)
        elif end_s > begin_s:
            merged.append([begin_s, end_s])
    return np.array(merged, dtype=float).reshape(-1, 2)


def _during_pause(clock_s: Floats, pauses: Floats) -> Bools:
    """(N,) True for records that were written while the timer stood still."""
    if not len(pauses):
        return np.zeros(len(clock_s), dtype=bool)
    last = np.searchsorted(pauses[:, 0], clock_s) - 1
    inside: Bools = (last >= 0) & (clock_s < pauses[last, 1])
    return inside


def _paused_until(clock_s: Floats, pauses: Floats) -> Floats:
    """(N,) seconds of pause before each time."""
    if not len(pauses):
        return np.zeros(len(clock_s))
    begin_s, end_s = pauses.T
    whole = np.concatenate([[0.0], np.cumsum(end_s - begin_s)])
    last = np.searchsorted(begin_s, clock_s)
    running = np.where(last > 0, np.minimum(clock_s - end_s[last - 1], 0.0), 0.0)
    return whole[last] + running


def _explain_gaps(
    records: pd.DataFrame, duration: Floats, paused: Floats, usual_s: float
) -> tuple[Floats, list[str]]:
    """Long silences: run through (the way went on), stood still, or a clock that jumped."""
    speed = records["speed_mps"].to_numpy()
    moving = speed[speed > 1.0]
    typical_mps = float(np.median(moving)) if len(moving) else USUAL_MPS
    way_m = _way_since(records["distance_m"].to_numpy(), duration, typical_mps)
    out, notes = duration.copy(), []
    long = np.flatnonzero(duration > max(GAP_S, 4 * usual_s))
    stood_s = jumped = 0.0
    through = 0
    for i in long:
        way = float(way_m[i])
        if way / duration[i] >= STANDING_MPS:
            through += 1
            continue
        left_s = min(max(way, 0.0) / typical_mps, duration[i])
        if duration[i] > HOUR_S and paused[i] == 0:
            jumped += duration[i] - left_s
        else:
            stood_s += duration[i] - left_s
        out[i] = left_s
    if stood_s:
        notes.append(f"{stood_s:.0f} s without records or way were taken as pauses")
    if jumped:
        notes.append(f"the clock jumps ahead by {jumped / HOUR_S:.1f} h; that time was left out")
    if through:
        notes.append(f"{through} gaps in the recording were run through")
    return out, notes


def _way_since(distance_m: Floats, duration_s: Floats, typical_mps: float) -> Floats:
    """(N,) way since the record before, 0 where nothing is known.

    Where a record at the edge of a gap has no distance, the way lies between the last that is known
    before and the first after; what was run on either side of the gap meanwhile is taken off.
    """
    known = np.flatnonzero(np.isfinite(distance_m))
    way = np.zeros(len(distance_m))
    if len(known) < 2:
        return way
    time_s, index = np.cumsum(duration_s), np.arange(len(distance_m))
    after = np.searchsorted(known, index)
    between = (after > 0) & (after < len(known))
    first, last = known[after[between] - 1], known[after[between]]
    beside_s = time_s[last] - time_s[first] - duration_s[between]
    way[between] = distance_m[last] - distance_m[first] - typical_mps * beside_s
    return np.maximum(way, 0.0)
