"""Learn from measured runs what kinematics alone gets wrong.

Every regression is judged on runners left out of it: each in turn, with all of their films.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kneedrive.stride.learned import TARGETS, Corrections, Ridge, Target, fit
from training.examples import FILMED, Example, Take

# Fewer components for the network's landmarks: its errors on other people are other ones.
COMPONENTS = {"keypoints": 160, "network": 60}
PENALTY = {"keypoints": 10.0, "network": 30.0}
USUAL = 0.99  # share of left-out legs whose leverage is not strange
UNITS: Mapping[Target, float] = {"strike": 1000.0, "toe_off": 1000.0, "thigh": 1.0}  # ms, ms, deg


def learn(examples: Sequence[Example]) -> Corrections:
    """All corrections; which leverage is usual comes from runners left out."""
    learned = {}
    for target in TARGETS:
        telling = _telling(examples, target)
        leverages = [ridge.leverage(e.rows[target]) for e, ridge in _left_out(telling, target)]
        usual = float(np.quantile(leverages, USUAL))
        learned[target] = replace(_fit(telling, target), usual=usual)
    return learned


def left_out_corrections(
    examples: Sequence[Example], learned: Corrections
) -> dict[int, Corrections]:
    """For each runner the corrections that the others give; what is usual stays as it was."""
    return {
        subject: {
            target: replace(
                _fit(_telling(without(examples, subject), target), target), usual=ridge.usual
            )
            for target, ridge in learned.items()
        }
        for subject in sorted({example.subject for example in examples})
    }


def without(examples: Iterable[Example], subject: int) -> list[Example]:
    """The examples of everybody else."""
    return [example for example in examples if example.subject != subject]


def error_table(examples: Sequence[Example]) -> list[dict[str, Any]]:
    """For each take, bias and SD between films of the guess and of the corrected guess.

    Both legs of a film together; runners left out.
    """
    late: dict[tuple[Take, str], dict[str, list[float]]] = {}
    for target in TARGETS:
        for example, ridge in _left_out(_telling(examples, target), target):
            film = late.setdefault((example.take, example.trial), {})
            true = example.targets[target] * UNITS[target]
            guess = ridge.correct(example.rows[target]).value * UNITS[target]
            film.setdefault(f"{target} guessed", []).append(-true)
            film.setdefault(f"{target} corrected", []).append(guess - true)
    return [
        {
            "films": "of a body" if take == FILMED else "virtual camera",
            "noise": take.noise,
            "fps": take.fps,
            "seconds": take.seconds,
            "from_s": take.start_s,
            "errors": _errors([film for (t, _), film in late.items() if t == take]),
        }
        for take in dict.fromkeys(take for take, _ in late)
    ]


def _errors(films: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, dict[str, float]]:
    """Bias and SD of strike, toe-off, contact (ms) and thigh angle (deg), guessed and corrected."""
    means = [{name: float(np.mean(values)) for name, values in film.items()} for film in films]
    for mean in means:
        for how in ("guessed", "corrected"):
            mean[f"contact {how}"] = mean[f"toe_off {how}"] - mean[f"strike {how}"]
    out = {}
    for name in sorted({name for mean in means for name in mean}):
        values = np.array([mean[name] for mean in means if name in mean])
        out[name] = {"bias": round(float(values.mean()), 2), "sd": round(float(values.std()), 2)}
    return out


def _telling(examples: Iterable[Example], target: Target) -> list[Example]:
    """The examples that a target is learned from; the thigh's needs landmarks with offsets."""
    return [e for e in examples if target != "thigh" or e.take.network or e.take.noise == "phone"]


def _left_out(examples: Sequence[Example], target: Target) -> list[tuple[Example, Ridge]]:
    """Each example with a regression that knows nothing of its runner."""
    ridges = {
        subject: _fit(without(examples, subject), target)
        for subject in sorted({e.subject for e in examples})
    }
    return [(example, ridges[example.subject]) for example in examples]


def _fit(examples: Sequence[Example], target: Target) -> Ridge:
    rows = np.array([e.rows[target] for e in examples])
    kind = "network" if examples[0].take.network else "keypoints"
    targets = np.array([e.targets[target] for e in examples])
    return fit(rows, targets, COMPONENTS[kind], PENALTY[kind])
