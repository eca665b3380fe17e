"""Steps per minute, of both feet together, whatever the maker counts.

FIT, TCX and GPX count the steps of one leg by convention, but some exporters write both legs, and
single records come doubled, halved or as zero. The file as a whole is settled by its median, single
records by their neighbours. A zero while running is a missing value, not a standstill.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kneedrive.watch.recording import Bools, Floats

RUNNING_MPS = 1.8
ONE_LEG_BELOW = 125.0  # nobody runs at fewer steps, and no leg makes more strides
BOTH_LEGS_BELOW = 250.0
POSSIBLE_SPM = (120.0, 280.0)  # of running; walkers are slower and stay as they are
NEIGHBOURS = 61  # records
TOLERANCE = 0.12  # of the doubled or halved value


@dataclass(frozen=True)
class Steps:
    """Cadence of both feet, the factor by which the file's was multiplied, and what was wrong."""

    cadence_spm: Floats
    factor: float
    notes: tuple[str, ...]


def steps_per_minute(cadence: Floats, speed_mps: Floats) -> Steps:
    """Steps per minute from a file's cadence; NaN where it is missing or can't be."""
    running = np.nan_to_num(speed_mps) > RUNNING_MPS
    counted = cadence[running & (np.nan_to_num(cadence) > 0)]
    if not len(counted):
        counted = cadence[np.nan_to_num(cadence) > 0]
    if not len(counted):
        return Steps(np.full(len(cadence), np.nan), 1.0, ())
    factor = _factor(float(np.median(counted)))
    spm = cadence * factor
    notes = []
    zero = running & (np.nan_to_num(spm, nan=1.0) == 0)
    if zero.any():
        notes.append(f"cadence is zero in {zero.sum()} records while running; taken as missing")
    spm = np.where(np.nan_to_num(spm) > 0, spm, np.where(running, np.nan, spm))
    spm, mended = _mend(spm, running)
    if mended:
        notes.append(f"cadence is doubled or halved in {mended} records; put right")
    absurd = running & ((spm < POSSIBLE_SPM[0]) & (speed_mps > 2.5) | (spm > POSSIBLE_SPM[1]))
    if absurd.any():
        notes.append(f"cadence is impossible in {absurd.sum()} records; taken as missing")
    return Steps(np.where(absurd, np.nan, spm), factor, tuple(notes))


def _factor(median: float) -> float:
    if median < ONE_LEG_BELOW:
        return 2.0
    return 1.0 if median < BOTH_LEGS_BELOW else 0.5


def _mend(spm: Floats, running: Bools) -> tuple[Floats, int]:
    """Records at twice or half of what their neighbours have, brought in line; and how many."""
    usable = np.where(running & (spm > 0), spm, np.nan)
    around = pd.Series(usable).rolling(NEIGHBOURS, center=True, min_periods=5).median().to_numpy()
    whole = float(np.nanmedian(usable)) if np.isfinite(usable).any() else np.nan
    # A long stretch of doubled records fools its own neighbours, not the whole run.
    around = np.where(np.abs(around / whole - 1) < 0.25, around, whole)
    out, mended = spm.copy(), 0
    for factor in (2.0, 0.5):
        wrong = running & (np.abs(spm / (factor * around) - 1) < TOLERANCE)
        out[wrong] = spm[wrong] / factor
        mended += int(wrong.sum())
    return out, mended
