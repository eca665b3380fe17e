"""Times and places in TCX and GPX."""

from datetime import UTC, datetime

import numpy as np

from kneedrive.watch.recording import Floats

EARTH_M = 6371008.8  # mean radius


def unix_s(text: str | None) -> float:
    """Seconds since 1970 of an ISO time; UTC where no zone is given; NaN where it is no time."""
    try:
        time = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return float("nan")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def travelled_m(latitude_deg: Floats, longitude_deg: Floats, joined: Floats) -> Floats:
    """(N,) distance along the places, m; `joined` is 0 where a new track begins (no way between).

    Great circles on a sphere (haversine): within 0.5 % of the ellipsoid.
    """
    known = np.isfinite(latitude_deg) & np.isfinite(longitude_deg)
    if known.sum() < 2:
        return np.full(len(known), np.nan)
    index = np.arange(len(known))
    lat = np.radians(np.interp(index, index[known], latitude_deg[known]))
    lon = np.radians(np.interp(index, index[known], longitude_deg[known]))
    half = (
        np.sin(np.diff(lat) / 2) ** 2
        + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
    )
    steps = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * joined[1:]
    return np.concatenate([[0.0], np.cumsum(steps)])
