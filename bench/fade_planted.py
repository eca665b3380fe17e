"""Fades planted into real runs: the watch's noise, hills and habits, with a known fade on top."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.store import Document
from kneedrive.errors import InputError
from kneedrive.fade import find_fade
from kneedrive.watch import put_in_order
from kneedrive.watch.fit import read_fit
from kneedrive.watch.recording import Recording, Summary
from kneedrive.watch.simulated import SimulatedFade

PLACES = (0.45, 0.55, 0.65, 0.75, 0.85)
SIZES = (0.04, 0.06, 0.08)
SLOWER = 0.04
CONTACT_SHARE = 0.7
CADENCE_SLOPE, CONTACT_SLOPE = 0.16, -0.54
NEAR = 0.05


def planted(paths: list[Path]) -> Document:
    """How many are found near their place: as a fade, and as any change, by size."""
    rows: Document = {f"{size:.2f}": {"runs": 0, "fade": 0, "any": 0} for size in SIZES}
    for whole in recordings(paths):
        for size in SIZES:
            for at in PLACES:
                fade = SimulatedFade(at, size, slower=SLOWER, over=0.04)
                found = find_fade(put_in_order(plant(whole, fade), "planted"))
                near = found.point is not None and abs(found.point.begin - at) <= NEAR
                row = rows[f"{size:.2f}"]
                row["runs"] += 1
                row["fade"] += int(near and found.kind == "fade")
                row["any"] += int(near and found.kind != "none")
    return rows


def recordings(paths: list[Path]) -> Iterator[Recording]:
    """Runs that are long enough and show no slowing of their own."""
    for path in paths:
        recording = replace(read_fit(path.read_bytes(), path.name), summary=Summary())
        try:
            kind = find_fade(put_in_order(recording, path.name)).kind
        except InputError:
            continue
        if kind in ("none", "rhythm"):
            yield recording


def plant(recording: Recording, fade: SimulatedFade) -> Recording:
    """The same run with a fade from one place on."""
    records = recording.records.copy()
    way = records["distance_m"].to_numpy()
    place = (way - np.nanmin(way)) / (np.nanmax(way) - np.nanmin(way))
    faded = np.clip((place - fade.at) / fade.over, 0, 1)
    loss = -np.expm1(-fade.size * faded)
    slowed = -fade.slower * faded
    contact = (CONTACT_SHARE - (1 - fade.flight) * loss) / CONTACT_SHARE
    records["speed_mps"] *= np.exp(slowed)
    records["cadence"] *= np.exp(CADENCE_SLOPE * slowed) / (1 - loss)
    records["contact_ms"] *= contact * np.exp(CONTACT_SLOPE * slowed)
    return replace(recording, records=records)
