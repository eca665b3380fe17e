"""Distance along places, and which of two distances to believe."""

import numpy as np

from kneedrive.watch.recording import FASTEST_MPS, Bools, Floats

EARTH_M = 6371008.8  # mean radius
HALF = 0.5  # of the way of the places; a distance below that is in kilometres, or stood still


def travelled_m(
    latitude_deg: Floats, longitude_deg: Floats, clock_s: Floats, joined: Floats
) -> Floats:
    """(N,) distance along the places, m; `joined` is 0 where a new track begins (no way between).

    Great circles on a sphere (haversine): within 0.5 % of the ellipsoid. Missing places lie between
    their neighbours in time.
    """
    known = (np.abs(latitude_deg) <= 90) & (np.abs(longitude_deg) <= 360)
    if known.sum() < 2:
        return np.full(len(known), np.nan)
    lat = np.radians(_between(clock_s, known, latitude_deg))
    lon = np.radians(_between(clock_s, known, longitude_deg))
    half = (
        np.sin(np.diff(lat) / 2) ** 2
        + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
    )
    steps = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * joined[1:]
    return np.concatenate([[0.0], np.cumsum(steps)])


def believed_m(own_m: Floats, places_m: Floats, clock_s: Floats) -> Floats:
    """(N,) the device's own distance, or that of the places where its own can't be.

    Places may stand still (a treadmill, a tunnel) or jitter, so the device's own comes first; but
    not if it falls far short of the places, or is longer than anyone runs.
    """
    own, places = _length(own_m), _length(places_m)
    longest = FASTEST_MPS * float(np.ptp(clock_s))
    if places > 0 and (own < HALF * places or (own > longest and places <= longest)):
        return places_m
    return own_m


def _length(distance_m: Floats) -> float:
    """What a distance grows by in all."""
    known = distance_m[np.isfinite(distance_m)]
    return float(np.clip(np.diff(known), 0, None).sum())


def _between(clock_s: Floats, known: Bools, values: Floats) -> Floats:
    """Values with those missing set between their neighbours in time."""
    grown = np.maximum.accumulate(clock_s)
    return np.where(known, values, np.interp(grown, grown[known], values[known]))
