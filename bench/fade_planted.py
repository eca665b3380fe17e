"""Losses planted into real runs: the watch's noise, hills and habits, with a known loss on top.

Every run that is long enough gets a loss at three places, once with the runner slower as well and
once at the speed as run. A run that was recorded twice, or loses step length by itself, gets none.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.store import Document
from kneedrive.errors import InputError
from kneedrive.fade import Fade, find_fade
from kneedrive.watch import put_in_order
from kneedrive.watch.fit import read_fit
from kneedrive.watch.recording import Recording, Summary
from kneedrive.watch.simulated import SimulatedFade

PLACES = (0.40, 0.55, 0.70)
SIZES = (0.05, 0.08, 0.10)
SLOWER = (0.04, 0.0)
OVER = 0.04
CONTACT_SHARE = 0.7
CADENCE_SLOPE, CONTACT_SLOPE = 0.16, -0.54
NEAR = 0.05
LOST = ("fade", "loss")


def planted(paths: list[Path]) -> list[Document]:
    """A row per size and slowing: how many are found, near their place, and by which name."""
    runs = list(recordings(paths))
    rows = []
    for slower in SLOWER:
        for size in SIZES:
            fades = [SimulatedFade(at, size, slower=slower, over=OVER) for at in PLACES]
            found = [(fade, _found(plant(run, fade))) for run in runs for fade in fades]
            rows.append({"slower": slower, "size": size, "runs": len(found)} | counted(found))
    return rows


def counted(found: list[tuple[SimulatedFade, Fade]]) -> Document:
    """How many are told as a loss, located, named a fade, and named so though faster."""
    lost = [(fade, told) for fade, told in found if told.kind in LOST]
    return {
        "lost": len(lost),
        "near": sum(is_near(fade, told) for fade, told in lost),
        "fade": sum(told.kind == "fade" for _, told in lost),
        "fade_near": sum(told.kind == "fade" and is_near(fade, told) for fade, told in lost),
        "fade_though_faster": sum(told.kind == "fade" and told.split.speed > 0 for _, told in lost),
        "held": sum(told.point is not None and told.point.low <= fade.at <= told.point.high
                    for fade, told in lost),
    }  # fmt: skip


def is_near(fade: SimulatedFade, told: Fade) -> bool:
    """Whether a point lies within 5 % of the way of where the fade begins."""
    return told.point is not None and abs(told.point.begin - fade.at) <= NEAR


def recordings(paths: list[Path]) -> Iterator[Recording]:
    """Runs that are long enough, each once, and without a loss of their own."""
    starts: set[float] = set()
    for path in paths:
        try:
            recording = replace(read_fit(path.read_bytes(), path.name), summary=Summary())
            kind = _found(recording).kind
        except InputError:
            continue
        start = float(recording.records["clock_s"].iloc[0])
        if kind not in LOST and start not in starts:
            starts.add(start)
            yield recording


def plant(recording: Recording, fade: SimulatedFade) -> Recording:
    """The same run with a loss from one place on; speed and way stay in step."""
    records = recording.records.copy()
    way = records["distance_m"].interpolate(limit_direction="both").to_numpy()
    place = (way - way[0]) / (way[-1] - way[0])
    # What comes after the point is shorter by as much as the runner is slower.
    kept = np.exp(-fade.slower)
    begin = fade.at * kept / (1 - fade.at * (1 - kept))
    faded = np.clip((place - begin) / fade.over, 0, 1)
    loss = -np.expm1(-fade.size * faded)
    slowed = np.exp(-fade.slower * faded)
    contact = (CONTACT_SHARE - (1 - fade.flight) * loss) / CONTACT_SHARE
    records["speed_mps"] *= slowed
    made = way[0] + np.cumsum(np.diff(way, prepend=way[0]) * slowed)
    records["distance_m"] = np.where(records["distance_m"].notna(), made, np.nan)
    records["cadence"] *= slowed**CADENCE_SLOPE / (1 - loss)
    records["contact_ms"] *= contact * slowed**CONTACT_SLOPE
    return replace(recording, records=records)


def _found(recording: Recording) -> Fade:
    return find_fade(put_in_order(recording, "planted"))
