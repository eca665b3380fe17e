"""What is left of the errors, for the intervals: by runners left out, at the true scale."""

import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy.optimize import nnls

from bench.scores import Row, score
from bench.store import ROOT
from kneedrive.analysis import Runner
from kneedrive.pose.bias import Family
from kneedrive.pose.keypoints import clock_of
from kneedrive.stride.learned import Corrections, Learned
from kneedrive.stride.method_error import RELATIVE
from kneedrive.stride.register import METRICS
from training.data_set import LabRun
from training.examples import PROCESSES, Example, Take, film_take
from training.footage import Footage
from training.learn import left_out_corrections
from training.network import ErrorCurves, error_curves

JUDGED = (
    Take(31, "phone", 60.0),
    Take(32, "phone", 30.0),
    Take(33, "phone", 60.0, seconds=5.0),
    Take(34, "phone", 60.0, seconds=3.0),
)
NETWORK_JUDGED = (
    Take(41, "lab", 60.0, network=True),
    Take(42, "lab", 30.0, network=True),
    Take(43, "lab", 60.0, seconds=5.0, network=True),
    Take(44, "lab", 60.0, seconds=3.0, network=True),
)
# No truth is known of these; they go with another metric.
LIKE = {"hip_flexor_peak_power_w_kg": ("hip_flexor_peak_moment_nm_kg", 1.5)}
SMALLEST = 2e-4  # share of the mean value; no method is free of error


def method_errors(
    family: Family,
    runs: Sequence[LabRun],
    films: Sequence[Footage],
    examples: Sequence[Example],
    learned: Corrections,
) -> dict[str, list[float]]:
    """Entry of `stride/method_error.json`: [fixed, per stride] of every metric.

    films : of a body, through the network; empty for landmarks of no network
    """
    curves = [error_curves(film) for film in films]
    by_subject = left_out_corrections(examples, learned)
    jobs = [
        (run, number, take, curves, {family: by_subject[run.subject]})
        for take in (NETWORK_JUDGED if films else JUDGED)
        for number, run in enumerate(runs)
    ]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        rows = list(pool.map(_judge, jobs, chunksize=4))
    rows += [_judge_filmed(film, {family: by_subject[film.scene.subject]}) for film in films]
    return _fit_all(rows)


def _judge(job: tuple[LabRun, int, Take, Sequence[ErrorCurves], Learned]) -> Row:
    """One measured run, by corrections that know nothing of the runner."""
    run, number, take, curves, learned = job
    keypoints, truth = film_take(run, number, take, ROOT / ".cache" / "bodies", curves)
    runner = Runner(sex=run.sex, speed_mps=run.speed_mps)
    return score(run.trial, keypoints, clock_of(keypoints, take.fps), runner, truth, None, learned)


def _judge_filmed(seen: Footage, learned: Learned) -> Row:
    """One film of a body, likewise."""
    person = seen.scene.runner
    runner = Runner(sex=person.sex, speed_mps=person.speed_mps)
    return score(seen.scene.name, seen.seen, seen.clock, runner, seen.truth, None, learned)


def _fit_all(rows: Sequence[Row]) -> dict[str, list[float]]:
    """[fixed, per stride] of each metric; all clips together tell one from the other."""
    known = [row for row in rows if row["refused"] is None]
    errors = {}
    for metric in METRICS:
        name, times = LIKE.get(metric.name, (metric.name, 1.0))
        pairs = [
            (row["metrics"][name], max(1, row["step_count"] // 2))
            for row in known
            if name in row["metrics"]
        ]
        errors[metric.name] = [round(times * e, 4) for e in _fit(name, pairs)]
    return errors


def _fit(name: str, pairs: Sequence[tuple[Mapping[str, float], int]]) -> tuple[float, float]:
    """Error squared as fixed squared plus per-stride squared over strides, neither negative."""
    value, truth = (np.array([pair[key] for pair, _ in pairs]) for key in ("value", "truth"))
    miss = 100 * (value / truth - 1) if name in RELATIVE else value - truth
    strides = np.array([count for _, count in pairs])
    lengths, group = np.unique(np.round(np.log2(strides)), return_inverse=True)
    design, target = [], []
    for g in range(len(lengths)):
        here = group == g
        weight = np.sqrt(here.sum())
        design.append([weight, weight * float(np.mean(1 / strides[here]))])
        target.append(weight * float(np.mean(miss[here] ** 2)))
    fixed, per_stride = nnls(np.array(design), np.array(target))[0]
    floor = SMALLEST * (100.0 if name in RELATIVE else float(np.mean(np.abs(truth))))
    return max(float(np.sqrt(fixed)), floor), float(np.sqrt(per_stride))
