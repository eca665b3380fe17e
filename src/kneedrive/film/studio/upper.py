"""Trunk and arms: they follow the legs' rhythm, the arms opposite to the legs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from kneedrive.film.studio.runner import Runner
from kneedrive.film.studio.steps import Steps

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Upper:
    """Rhythm of trunk and arms.

    Parameters
    ----------
    early : lead of the phase over an even beat, s, over one period
    """

    early: CubicSpline
    start_s: float
    period_s: float
    step_s: float
    lean_rad: float
    twist_rad: float
    arm_rad: float
    arm_swing_rad: float
    elbow_rad: float

    def at(self, t_s: Array) -> dict[str, Array]:
        """Lean, twist (+ = left shoulder ahead) and, per side, upper arm and elbow angles, rad."""
        t = t_s - self.start_s
        phase = np.pi * (t + self.early(t % self.period_s)) / self.step_s
        out = {
            "lean": self.lean_rad + np.radians(1.2) * np.cos(2 * phase - 0.9),
            "twist": -self.twist_rad * np.cos(phase + 0.35),
        }
        for side, shift in (("left", 0.0), ("right", np.pi)):
            beat = np.cos(phase + 0.35 - shift)  # 1 where this side's thigh is high: arm behind
            out[f"{side}_upper_arm"] = self.arm_rad - self.arm_swing_rad * beat
            out[f"{side}_elbow"] = self.elbow_rad - np.radians(14) * beat
        return out


def make_upper(runner: Runner, steps: Steps) -> Upper:
    """Trunk and arms of a runner; phase 0 at a left landing, pi at a right one."""
    rng = np.random.default_rng([runner.seed, 13])
    carry, bend, wide = rng.uniform(-1, 1, 3)
    strikes = np.append(steps.strike_s, steps.strike_s[0] + steps.period_s)
    step_s = steps.period_s / len(steps.strike_s)
    lead = np.arange(len(strikes)) * step_s - (strikes - strikes[0])
    lead[-1] = lead[0]
    return Upper(
        early=CubicSpline(strikes - strikes[0], lead, bc_type="periodic"),
        start_s=float(strikes[0]),
        period_s=steps.period_s,
        step_s=step_s,
        lean_rad=float(np.radians(runner.trunk_lean_deg)),
        twist_rad=float(np.radians(5 + 1.2 * runner.speed_mps)),
        arm_rad=float(np.radians(-14 + 3 * carry)),
        arm_swing_rad=float(np.radians(16 + 4.0 * runner.speed_mps + 4 * wide)),
        elbow_rad=float(np.radians(92 + 6 * bend)),
    )
