"""Running time from the watch's clock: pauses out, jumps of the clock out, each record once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

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
    """Take out pauses, repeated records and jumps of the clock."""
    records = recording.records
    records = records[~_during_pause(records["clock_s"].to_numpy(), recording.pauses_s)]
    records = _joined(records)
    clock_s = records["clock_s"].to_numpy()
    steps = np.diff(clock_s, prepend=clock_s[:1])
    usual_s = float(np.median(steps[steps > 0])) if (steps > 0).any() else 1.0
    paused = _paused_within(clock_s, recording.pauses_s)
    duration = np.maximum(steps - paused, 0.0)
    notes = []
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


def _during_pause(clock_s: Floats, pauses_s: tuple[tuple[float, float], ...]) -> Bools:
    """(N,) True for records that were written while the timer stood still."""
    inside = np.zeros(len(clock_s), dtype=bool)
    for begin_s, end_s in pauses_s:
        inside |= (clock_s > begin_s) & (clock_s < end_s)
    return inside


def _paused_within(clock_s: Floats, pauses_s: tuple[tuple[float, float], ...]) -> Floats:
    """(N,) seconds of pause between each record and the one before."""
    paused = np.zeros(len(clock_s))
    before = np.concatenate([clock_s[:1], clock_s[:-1]])
    for begin_s, end_s in pauses_s:
        paused += np.clip(np.minimum(clock_s, end_s) - np.maximum(before, begin_s), 0, None)
    return paused


def _explain_gaps(
    records: pd.DataFrame, duration: Floats, paused: Floats, usual_s: float
) -> tuple[Floats, list[str]]:
    """Long silences: run through (the way went on), stood still, or a clock that jumped."""
    way_m = np.diff(records["distance_m"].to_numpy(), prepend=np.nan)
    speed = records["speed_mps"].to_numpy()
    moving = speed[speed > 1.0]
    typical_mps = float(np.median(moving)) if len(moving) else USUAL_MPS
    out, notes = duration.copy(), []
    long = np.flatnonzero(duration > max(GAP_S, 4 * usual_s))
    stood_s = jumped = 0.0
    through = 0
    for i in long:
        way = float(way_m[i]) if np.isfinite(way_m[i]) else 0.0
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
