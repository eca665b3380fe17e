"""Examples to learn from: the legs of runners as the folded stride shows them, and the truth.

Each measured run goes before the virtual camera several times, with other noise, at other rates,
and each leg of each film is one example. What is to be learned is how much later than the
kinematic guess the foot strikes and leaves the ground (s, by measured force), and how far the thigh
angle lies off (deg, by markers). For the pose network the runs carry the network's own errors
(`network`), and drawn runners with known truth stand beside them.
"""

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.film.clock import Clock
from kneedrive.motion.build import find_motion
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Side
from kneedrive.pose.keypoints import Keypoints, clock_of
from kneedrive.stride.events import guess_events
from kneedrive.stride.learned import Target
from kneedrive.stride.mean_stride import folded_thigh_deg
from kneedrive.stride.waveform import event_row, leg_row
from training.body import load_body
from training.data_set import LabRun
from training.footage import Footage
from training.network import ErrorCurves, as_seen, borrowed
from training.noise import NoiseName
from training.virtual_camera import Camera, film

Floats = NDArray[np.float64]

PROCESSES = 2
CYCLE = np.linspace(0, 1, 721)


@dataclass(frozen=True)
class Take:
    """One way in which every run is filmed; `number` makes its noise another one.

    network : the errors of the pose network are laid upon it
    """

    number: int
    noise: NoiseName
    fps: float
    seconds: float = 10.0
    start_s: float = 5.0
    network: bool = False


TAKES = (
    Take(1, "none", 60.0),
    Take(2, "lab", 60.0),
    Take(3, "phone", 30.0),
    Take(4, "phone", 60.0),
    Take(5, "phone", 120.0),
    Take(6, "phone", 240.0),
    Take(7, "phone", 60.0, start_s=17.0),
    Take(8, "phone", 30.0, start_s=17.0),
    Take(9, "phone", 60.0, seconds=5.0),
)
NETWORK_TAKES = (
    Take(11, "lab", 60.0, network=True),
    Take(12, "lab", 30.0, network=True),
    Take(13, "lab", 60.0, start_s=17.0, network=True),
    Take(14, "lab", 60.0, seconds=5.0, network=True),
    Take(15, "lab", 120.0, start_s=17.0, seconds=5.0, network=True),
)
FILMED = Take(20, "none", 60.0, seconds=7.0, network=True)


@dataclass(frozen=True)
class Example:
    """One leg of one film.

    rows : what is seen; targets : what is to be added to the guess (s, s, deg)
    """

    trial: str
    subject: int
    take: Take
    side: Side
    rows: Mapping[Target, Floats]
    targets: Mapping[Target, float]


def make_examples(
    runs: Sequence[LabRun],
    takes: Sequence[Take],
    cache: Path,
    curves: Sequence[ErrorCurves] = (),
) -> list[Example]:
    """Every leg of every film of measured runs in which a running stride is found.

    curves : errors of the pose network, for takes that carry them
    """
    jobs = [(run, number, take, cache, curves) for take in takes for number, run in enumerate(runs)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        return [example for legs in pool.map(_film, jobs, chunksize=4) for example in legs]


def filmed_examples(films: Sequence[Footage]) -> list[Example]:
    """Every leg of a filmed body as the pose network sees it."""
    out = []
    for footage in films:
        scene = footage.scene
        origin = (scene.name, scene.subject, FILMED)
        out += _legs(footage.seen, footage.clock, scene.runner.height_m, footage.truth, origin)
    return out


def film_take(
    run: LabRun, number: int, take: Take, cache: Path, curves: Sequence[ErrorCurves]
) -> tuple[Keypoints, Mapping[str, Any]]:
    """Keypoints of a measured run under a take, and the document of its truth.

    number : the run's place in the data set; its noise goes with it
    """
    seed = 1000 * take.number + number
    camera = Camera(
        fps=take.fps,
        noise=take.noise,
        seconds=take.seconds,
        start_s=take.start_s,
        facing="left" if (number + take.number) % 2 else "right",
        seed=seed,
    )
    shot = film(load_body(run, cache), camera)
    keypoints, truth = shot.keypoints, shot.truth.document()
    if take.network:
        rng = np.random.default_rng([seed, 1])
        keypoints = as_seen(keypoints, truth, borrowed(curves, run.subject, run.speed_mps, rng))
    return keypoints, truth


def _film(job: tuple[LabRun, int, Take, Path, Sequence[ErrorCurves]]) -> list[Example]:
    """Both legs of one film of a measured run."""
    run, _, take, _, _ = job
    keypoints, truth = film_take(*job)
    clock = clock_of(keypoints, take.fps)
    return _legs(keypoints, clock, run.height_m, truth, (run.trial, run.subject, take))


def _legs(
    keypoints: Keypoints,
    clock: Clock,
    height_m: float,
    truth: Mapping[str, Any],
    origin: tuple[str, int, Take],
) -> list[Example]:
    """Both legs of a film; none where no stride is found."""
    try:
        motion = find_motion(keypoints, clock, height_m)
    except InputError:
        return []
    fold, stance = motion.fold, motion.stance
    if fold is None or stance is None:
        return []
    guess, out = guess_events(fold, stance), []
    for side in SIDES:
        events, true_peak = guess[side], truth["by_side"][side]["peak_thigh_deg"]
        if true_peak is None:
            continue
        rows: dict[Target, Floats] = {
            "strike": event_row(fold, stance, side, events.strike, events.duty),
            "toe_off": event_row(fold, stance, side, events.toe_off, events.duty),
            "thigh": leg_row(fold, stance, side),
        }
        targets: dict[Target, float] = {
            "strike": _late_s(fold, truth, side, "strike_s", events.strike),
            "toe_off": _late_s(fold, truth, side, "toe_off_s", events.toe_off),
            "thigh": true_peak - float(folded_thigh_deg(fold, side, CYCLE).max()),
        }
        out.append(Example(*origin, side, rows, targets))
    return out


def _late_s(fold: Fold, truth: Mapping[str, Any], side: Side, event: str, guess: float) -> float:
    """Mean of how much later than the guess an event truly was, s."""
    time_s = np.array([e[event] for e in truth["events"] if e["side"] == side])
    inside = (time_s > fold.time_s[0]) & (time_s < fold.time_s[-1])
    phase = np.interp(time_s[inside], fold.time_s, fold.phase)
    return float(np.mean((phase - guess + 0.5) % 1.0 - 0.5)) / fold.stride_hz
