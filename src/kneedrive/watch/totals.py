"""Totals of the records, counted as watches count, beside what the file itself says.

A watch's mean cadence counts standing still as zero, and files that give it without a fraction have
cut it off, so such a mean is known within one step of one leg.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from kneedrive.watch.recording import Floats, Summary

LIKE_PCT = 0.5


def totals_of(records: pd.DataFrame, distance_m: Floats, duration_s: Floats) -> Summary:
    """Distance, running time, mean cadence (as the maker counts) and mean contact of records."""
    contact = records["contact_ms"].to_numpy(dtype=float)
    return Summary(
        distance_m=float(distance_m[-1]),
        time_s=float(duration_s.sum()),
        cadence=_mean(records["cadence"].to_numpy(dtype=float), duration_s),
        contact_ms=_mean(np.where(contact > 0, contact, np.nan), duration_s),
    )


def counted_alike(own: Summary, cadence: float) -> Summary:
    """The file's own totals, cadence of one leg or both as the records are counted."""
    if not (own.cadence > 0 and cadence > 0):
        return own
    return replace(own, cadence=own.cadence * 2.0 ** round(np.log2(cadence / own.cadence)))


def differences_pct(ours: Summary, own: Summary, factor: float) -> dict[str, float]:
    """How far the records' totals are from the file's own, %; what the file doesn't say is out.

    factor : steps of both feet per counted step, 2 where one leg is counted
    """
    said = vars(own) | {"cadence": _nearest(own.cadence, ours.cadence, factor)}
    return {
        name: 100 * (value / said[name] - 1)
        for name, value in vars(ours).items()
        if np.isfinite(value) and np.isfinite(said[name]) and said[name] > 0
    }


def disagreements(differences: dict[str, float]) -> tuple[str, ...]:
    """A note on every total of the file's own that its records don't bear out."""
    titles = {"distance_m": "distance", "time_s": "time", "cadence": "mean cadence",
              "contact_ms": "mean contact"}  # fmt: skip
    return tuple(
        f"the records' {titles[name]} is {pct:+.1f} % from the file's own summary"
        for name, pct in differences.items()
        if abs(pct) > LIKE_PCT
    )


def _nearest(said: float, ours: float, factor: float) -> float:
    """The value nearest to ours that a cut-off whole number may stand for."""
    per_leg = said / 2 * factor
    if not np.isfinite(said) or per_leg % 1 > 0:
        return said
    return float(np.clip(ours, said, said + 2 / factor))


def _mean(values: Floats, weights: Floats) -> float:
    known = np.isfinite(values)
    if not known.any():
        return float("nan")
    if weights[known].sum() <= 0:
        return float(values[known].mean())
    return float(np.average(values[known], weights=weights[known]))
