"""Trunk and arms: they follow the legs' rhythm, the arms opposite to the legs."""

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]


def stride_phase(steps: Steps, time_s: Array) -> Array:
    """(N,) phase in rad: 0 at a left landing, pi at a right one, smooth in between."""
    k = np.arange(len(steps.strike_s) + 1)
    strikes = np.append(steps.strike_s, steps.strike_s[0] + steps.period_s)
    mean = steps.period_s / len(steps.strike_s)
    lead = k * mean - (strikes - strikes[0])
    lead[-1] = lead[0]
    early = CubicSpline(strikes, lead, bc_type="periodic")
    t = (time_s - strikes[0]) % steps.period_s
    return np.asarray(np.pi * (t + early(t + strikes[0])) / mean)


def upper_body(runner: Runner, phase: Array) -> dict[str, Array]:
    """Lean, twist (+ = left shoulder ahead) and, per side, upper arm and elbow angles, rad."""
    v = runner.speed_mps
    rng = np.random.default_rng([runner.seed, 13])
    carry, bend, reach = rng.uniform(-1, 1, 3)
    swing = np.radians(16 + 4.0 * v + 4 * reach)
    out = {
        "lean": np.radians(runner.trunk_lean_deg + 1.2 * np.cos(2 * phase - 0.9)),
        "twist": np.radians(-(5 + 1.2 * v)) * np.cos(phase + 0.35),
    }
    for side, shift in (("left", 0.0), ("right", np.pi)):
        beat = np.cos(phase + 0.35 - shift)  # 1 where this side's thigh is high: arm behind
        out[f"{side}_upper_arm"] = np.radians(-14 + 3 * carry) - swing * beat
        out[f"{side}_elbow"] = np.radians(92 + 6 * bend) - np.radians(14) * beat
    return out
