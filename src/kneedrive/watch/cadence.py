"""Steps per minute, of both feet together, whatever the maker counts.

FIT, TCX and GPX count the steps of one leg by convention, but some exporters write both legs, and
single records come doubled, halved or as zero. What most records count settles the file, single
records are settled by their neighbours. A zero while running is a missing value, not a standstill.
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
MIXED = 0.1  # of the running records: more is no slip but another way of counting


@dataclass(frozen=True)
class Steps:
    """Cadence of both feet, the same as the maker counts, the factor between, what was wrong."""

    cadence_spm: Floats
    counted: Floats
    factor: float
    notes: tuple[str, ...]


def steps_per_minute(cadence: Floats, speed_mps: Floats) -> Steps:
    """Steps per minute from a file's cadence; NaN where it is missing or can't be."""
    running = np.nan_to_num(speed_mps) > RUNNING_MPS
    some = np.nan_to_num(cadence) > 0
    counted = cadence[running & some] if (running & some).any() else cadence[some]
    if not len(counted):
        return Steps(np.full(len(cadence), np.nan), cadence, 1.0, ())
    factor = _factor(counted)
    spm = cadence * factor
    notes = []
    zero = running & (np.nan_to_num(spm, nan=1.0) == 0)
    if zero.any():
        notes.append(f"cadence is zero in {zero.sum()} records while running; taken as missing")
    spm = np.where(np.nan_to_num(spm) > 0, spm, np.where(running, np.nan, spm))
    spm, mended = _mend(spm, cadence, running)
    if mended.sum() > MIXED * running.sum():
        notes.append(
            "cadence counts one leg in some records and both in others; told apart by record"
        )
    elif mended.any():
        notes.append(f"cadence is doubled or halved in {mended.sum()} records; corrected")
    absurd = running & ((spm < POSSIBLE_SPM[0]) & (speed_mps > 2.5) | (spm > POSSIBLE_SPM[1]))
    if absurd.any():
        notes.append(f"cadence is impossible in {absurd.sum()} records; taken as missing")
    counted = np.where(mended, spm / factor, cadence)
    return Steps(np.where(absurd, np.nan, spm), counted, factor, tuple(notes))


def _factor(counted: Floats) -> float:
    """By what most records are to be multiplied."""
    values, times = np.unique(_legs(counted), return_counts=True)
    return float(values[np.argmax(times)])


def _legs(cadence: Floats) -> Floats:
    """(N,) by what each record would be multiplied, taken by itself."""
    both_twice = np.where(cadence < BOTH_LEGS_BELOW, 1.0, 0.5)
    return np.where(cadence < ONE_LEG_BELOW, 2.0, both_twice)


def _mend(spm: Floats, cadence: Floats, running: Bools) -> tuple[Floats, Bools]:
    """Records at twice or half of what their neighbours have, brought in line; and which."""
    usable = np.where(running & (spm > 0), spm, np.nan)
    # As if each record counted by itself: what one leg can't make is both, and the other way round.
    folded = np.where(np.isfinite(usable), cadence * _legs(cadence), np.nan)
    around = pd.Series(folded).rolling(NEIGHBOURS, center=True, min_periods=5).median().to_numpy()
    whole = float(np.nanmedian(folded)) if np.isfinite(folded).any() else np.nan
    # A long stretch of doubled records fools its own neighbours, not the whole run.
    around = np.where(np.abs(around / whole - 1) < 0.25, around, whole)
    out, mended = spm.copy(), np.zeros(len(spm), dtype=bool)
    for factor in (2.0, 0.5):
        wrong = running & (np.abs(spm / (factor * around) - 1) < TOLERANCE)
        out[wrong] = spm[wrong] / factor
        mended |= wrong
    return out, mended
