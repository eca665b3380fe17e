"""Strike and toe-off of each foot on the folded stride, from the motion of heel and toe.

First a guess by kinematics. A heel that comes down is caught by the ground: at strike it moves back
at about two thirds of the ground's speed. Around toe-off three things happen: the toe begins to
rise, the leg (hip to toe) is longest, the thigh is furthest back; the latter two a little later. No
threshold needs a scale. Then the correction that was learned from ground force above 50 N, of
Fukuchi 2017, doi 10.7717/peerj.3298 (`learned`, docs/accuracy.md).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.angles import hanging_deg
from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Side
from kneedrive.motion.stance import Stance
from kneedrive.stride.learned import Corrections
from kneedrive.stride.waveform import event_row

Floats = NDArray[np.float64]

STRIKE_SHARE = 0.65  # heel's backward speed at strike, of the ground's
TOE_OFF_SHARE = 0.05  # toe's upward speed at toe-off, of the ground's
# Toe begins to rise, leg is longest, thigh is furthest back: delay after toe-off (SD 8, 8, 13 ms
# over the trials of docs/accuracy.md), and weight.
TOE_OFF_DELAY_S = np.array([0.002, 0.048, 0.038])
TOE_OFF_WEIGHT = np.array([0.4, 0.4, 0.2])
REACH_CYCLES = 0.42  # strike and toe-off lie no further than this from mid-stance
GRID = 2000


@dataclass(frozen=True)
class FootEvents:
    """Strike and toe-off of one foot as stride phases, cycles; toe_off > strike.

    trust : of the learned corrections, 1 = like the runs they were learned from; 0 = none was made
    """

    strike: float
    toe_off: float
    trust: float = 0.0

    @property
    def duty(self) -> float:
        """Share of the stride on the ground."""
        return self.toe_off - self.strike


def find_events(fold: Fold, stance: Stance, learned: Corrections) -> dict[Side, FootEvents]:
    """Events of both feet, phases within half a cycle of each foot's mid-stance."""
    guess = guess_events(fold, stance)
    return {side: _corrected(fold, stance, side, guess[side], learned) for side in SIDES}


def guess_events(fold: Fold, stance: Stance) -> dict[Side, FootEvents]:
    """Events of both feet by kinematics alone."""
    return {
        side: FootEvents(_strike(fold, stance, side), _toe_off(fold, stance, side))
        for side in SIDES
    }


def _corrected(
    fold: Fold, stance: Stance, side: Side, guess: FootEvents, learned: Corrections
) -> FootEvents:
    """The guess, moved by what was learned from force."""
    strike = learned["strike"].correct(event_row(fold, stance, side, guess.strike, guess.duty))
    toe_off = learned["toe_off"].correct(event_row(fold, stance, side, guess.toe_off, guess.duty))
    return FootEvents(
        guess.strike + strike.value * fold.stride_hz,
        guess.toe_off + toe_off.value * fold.stride_hz,
        min(strike.trust, toe_off.trust),
    )


def _strike(fold: Fold, stance: Stance, side: Side) -> float:
    """Going on from where the heel is furthest in front, the first phase at which it is caught."""
    phase = stance.mid[side] + np.linspace(-REACH_CYCLES, 0, GRID)
    share = -fold.at(f"{side}_heel", phase, 1)[:, 0] / stance.ground_per_s
    swinging = np.flatnonzero(share < 0)
    turn = int(swinging[-1]) if len(swinging) else 0
    return float(phase[turn + _first(share[turn:] > STRIKE_SHARE)])


def _toe_off(fold: Fold, stance: Stance, side: Side) -> float:
    """Weighted mean of three signs, each brought forward by its usual delay after toe-off."""
    phase = stance.mid[side] + np.linspace(0, REACH_CYCLES, GRID)
    hip, knee, toe = (fold.at(f"{side}_{joint}", phase) for joint in ("hip", "knee", "toe"))
    back = int(np.argmin(hanging_deg(hip, knee)))
    far = int(np.argmax(np.linalg.norm(toe - hip, axis=1)))
    rise = fold.at(f"{side}_toe", phase, 1)[: back + 1, 1] / stance.ground_per_s
    rests = back - _first(rise[::-1] < TOE_OFF_SHARE)
    signs_s = phase[[rests, far, back]] / fold.stride_hz - TOE_OFF_DELAY_S
    return float(signs_s @ TOE_OFF_WEIGHT * fold.stride_hz)


def _first(condition: NDArray[np.bool_]) -> int:
    """Index of the first true value, the last index where there is none."""
    return int(np.argmax(condition)) if condition.any() else len(condition) - 1
