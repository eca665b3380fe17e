"""Strike and toe-off of each foot on the folded stride, from the motion of heel and toe.

A heel that comes down is caught by the ground: at strike it moves back at about two thirds of the
ground's speed. A toe that leaves the ground begins to rise. Both thresholds are shares of the
ground's own speed, so they need no scale; they were set on ground force above 50 N
(docs/accuracy.md), of Fukuchi 2017, doi 10.7717/peerj.3298.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.angles import hanging_deg
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Side
from kneedrive.motion.stance import NO_BIAS, Stance
from kneedrive.pose.bias import PoseBias

Floats = NDArray[np.float64]

STRIKE_SHARE = 0.65  # heel's backward speed at strike, of the ground's
TOE_OFF_SHARE = 0.05  # toe's upward speed at toe-off, of the ground's
REACH_CYCLES = 0.42  # strike and toe-off lie no further than this from mid-stance
GRID = 2000


@dataclass(frozen=True)
class FootEvents:
    """Strike and toe-off of one foot as stride phases, cycles; toe_off > strike."""

    strike: float
    toe_off: float

    @property
    def duty(self) -> float:
        """Share of the stride on the ground."""
        return self.toe_off - self.strike


def find_events(fold: Fold, stance: Stance, bias: PoseBias = NO_BIAS) -> dict[Side, FootEvents]:
    """Events of both feet, phases within half a cycle of each foot's mid-stance."""
    early = bias.strike_late_s * fold.stride_hz, bias.toe_off_late_s * fold.stride_hz
    return {
        side: FootEvents(
            _strike(fold, stance, side) - early[0], _toe_off(fold, stance, side) - early[1]
        )
        for side in SIDES
    }


def _strike(fold: Fold, stance: Stance, side: Side) -> float:
    """Going on from where the heel is furthest in front, the first phase at which it is caught."""
    phase = stance.mid[side] + np.linspace(-REACH_CYCLES, 0, GRID)
    share = -fold.at(f"{side}_heel", phase, 1)[:, 0] / stance.ground_per_s
    swinging = np.flatnonzero(share < 0)
    turn = int(swinging[-1]) if len(swinging) else 0
    return float(phase[turn + _first(share[turn:] > STRIKE_SHARE)])


def _toe_off(fold: Fold, stance: Stance, side: Side) -> float:
    """Going back from where the thigh is furthest back, the first phase at which the toe rests.

    The thigh turns forward about 40 ms after toe-off, when the toe is well on its way up.
    """
    phase = stance.mid[side] + np.linspace(0, REACH_CYCLES, GRID)
    thigh = hanging_deg(fold.at(f"{side}_hip", phase), fold.at(f"{side}_knee", phase))
    share = fold.at(f"{side}_toe", phase, 1)[: int(np.argmin(thigh)) + 1, 1] / stance.ground_per_s
    back = np.arange(len(share) - 1, -1, -1)
    return float(phase[back[_first(share[back] < TOE_OFF_SHARE)]])


def _first(condition: NDArray[np.bool_]) -> int:
    """Index of the first true value, the last index where there is none."""
    return int(np.argmax(condition)) if condition.any() else len(condition) - 1
