"""Part `strength`: holds and moves of the studio through the pose network, against their truth.

Each film is read afterwards and, for the moves, also watched live; the counts are set side by side.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.move_faults import form_figures
from bench.move_footage import MoveFootage, make_move_footage
from bench.move_scenes import (
    MoveScene,
    hold_scenes,
    lsit_scenes,
    march_scenes,
    raise_scenes,
)
from bench.store import Document, Say, machine
from kneedrive.film import frames, probe
from kneedrive.pose.live import LivePose
from kneedrive.strength.counter import Counter
from kneedrive.strength.hold_clock import HoldClock
from kneedrive.strength.live import Machine, Watcher, machine_of
from kneedrive.strength.sets import MoveName
from kneedrive.strength.sitting import SHORTEST_S, SittingClock
from kneedrive.strength.track import track_of

WITHIN_S = 0.2
SAME_S = 0.7  # a top this near to a true one is that one's
SCENES: dict[MoveName, Callable[[], list[MoveScene]]] = {
    "march": march_scenes,
    "raise": raise_scenes,
    "lsit": lsit_scenes,
}
LATENCY_FRAMES, LATENCY_ROUNDS = 300, 3


def run(scratch: Path, say: Say) -> Document:
    """Film, read and measure every scene."""
    start_s = time.monotonic()
    folder = scratch / "moves"
    holds = [make_move_footage(s, folder, say, live=False) for s in hold_scenes()]
    moves = {
        move: [make_move_footage(s, folder, say) for s in scenes()]
        for move, scenes in SCENES.items()
    }
    film = next(folder.glob(f"{moves['march'][0].scene.name}-*.mp4"))
    return measure(holds, moves) | {
        "machine": machine(),
        "minutes": round((time.monotonic() - start_s) / 60, 1),
        "latency_ms": latency(film),
    }


def measure(holds: Sequence[MoveFootage], moves: dict[MoveName, Sequence[MoveFootage]]) -> Document:
    """Figures of films that were read."""
    return {
        "model": holds[0].seen.model,
        "hold": hold_figures(holds),
        "moves": {move: move_figures(move, films) for move, films in moves.items()},
        "form": form_figures(moves),
    }


def hold_figures(films: Sequence[MoveFootage]) -> dict[str, Any]:
    """Errors of the time held, and how often the reason and the leg were right."""
    errors, reasons, sides = [], [], []
    for film in films:
        clock = HoldClock()
        _watch(clock, film)
        best = max(clock.attempts, key=lambda a: a.held_s, default=None)
        errors.append((best.held_s if best else 0.0) - film.truth["held_s"])
        true = {"film": "end"}.get(film.truth["reason"], film.truth["reason"])
        reasons.append(best is not None and best.reason == true)
        sides.append(best is not None and best.side == film.truth["side"])
    return {
        "films": len(films),
        "within_pct": _pct(np.abs(errors) <= WITHIN_S),
        "reason_pct": _pct(reasons),
        "side_pct": _pct(sides),
        "bias_s": round(float(np.mean(errors)), 3),
        "sd_s": round(float(np.std(errors)), 3),
        "worst_s": round(float(np.abs(errors).max()), 2),
    }


def move_figures(move: MoveName, films: Sequence[MoveFootage]) -> dict[str, Any]:
    """How often the count is exact, live as well, and the error of the angle or time at the top."""
    wrong, differ, errors, sides = [], [], [], []
    for film in films:
        machine_ = machine_of(move)
        _watch(machine_, film)
        wrong.append(_counted(machine_) - _true_count(move, film))
        if film.live:
            differ.append(_live_count(move, film) - _counted(machine_))
        found, right = _matched(machine_, film)
        errors += found
        sides += right
    size = np.abs(wrong)
    return {
        "films": len(films),
        "exact_pct": _pct(size == 0),
        "off_by_one_pct": _pct(size == 1),
        "worse": [f.scene.name for f, w in zip(films, size, strict=True) if w > 1],
        "live_films": len(differ),
        "live_equal_pct": _pct(np.array(differ) == 0) if differ else None,
        "side_pct": _pct(sides) if sides else None,
        "matched": len(errors),
        "unit": "s" if move == "lsit" else "deg",
        "bias": round(float(np.mean(errors)), 2),
        "sd": round(float(np.std(errors)), 2),
    }


def latency(film: Path) -> dict[str, float]:
    """Milliseconds a picture of 640 x 480 from picture to events, pose included; best of three."""
    rounds = [_one_latency(film) for _ in range(LATENCY_ROUNDS)]
    return min(rounds, key=lambda r: r["p95"])


def _one_latency(film: Path) -> dict[str, float]:
    pose, watcher, spent = LivePose(), Watcher("march"), []
    for frame in frames(probe(film)):
        begin = time.perf_counter()
        seen = pose.see(frame.image)
        if seen is not None:
            watcher.update(frame.time_s, *seen, (frame.image.shape[1], frame.image.shape[0]))
        spent.append(1000 * (time.perf_counter() - begin))
        if len(spent) == LATENCY_FRAMES:
            break
    middle, p95 = np.percentile(spent[5:], [50, 95])  # the first pictures open the network
    return {"pictures": len(spent), "p50": round(float(middle), 1), "p95": round(float(p95), 1)}


def _watch(machine_: Machine, film: MoveFootage) -> None:
    for posture in track_of(film.seen, film.clock).postures:
        machine_.update(posture)
    machine_.finish()


def _counted(machine_: Machine) -> int:
    if isinstance(machine_, Counter):
        return sum(r.counts for r in machine_.repetitions)
    assert isinstance(machine_, SittingClock)
    return sum(h.counts for h in machine_.holds)


def _true_count(move: MoveName, film: MoveFootage) -> int:
    if move == "lsit":
        return sum(r["held_s"] >= SHORTEST_S for r in film.truth["reps"])
    return sum(r["past_horizontal"] and not r["aside"] for r in film.truth["reps"])


def _live_count(move: MoveName, film: MoveFootage) -> int:
    watcher = Watcher(move)
    size = film.scene.camera.width_px, film.scene.camera.height_px
    for time_s, xy_px, confidence in film.live:
        watcher.update(time_s, xy_px, confidence, size)
    watcher.finish()
    return _counted(watcher.machine)


def _matched(machine_: Machine, film: MoveFootage) -> tuple[list[float], list[bool]]:
    """Errors of the angle at the top (deg) or the time held (s), and whether the leg is right."""
    errors, sides = [], []
    for true in film.truth["reps"]:
        if isinstance(machine_, SittingClock):
            near = [h for h in machine_.holds if abs(h.start_s - true["start_s"]) < SAME_S]
            errors += [h.held_s - true["held_s"] for h in near[:1]]
        elif isinstance(machine_, Counter) and true["past_horizontal"] and not true["aside"]:
            good = [r for r in machine_.repetitions if r.counts]
            tops = [r for r in good if abs(r.top_s - true["top_s"]) < SAME_S]
            errors += [r.peak_deg - true["peak_deg"] for r in tops[:1]]
            sides += [r.side == true["side"] for r in tops[:1]]
    return errors, sides


def _pct(flags: Any) -> float:
    return round(100 * float(np.mean(flags)), 1)
