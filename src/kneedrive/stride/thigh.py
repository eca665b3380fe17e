"""What the landmarks' constant offsets add to the thigh angle.

A pose model that sets hip and knee a centimetre off turns the whole thigh by a degree or more, the
same in every frame, so that no averaging helps. But the same offset makes the thigh seem longer
when it swings forward than when it swings back, and puts shank and foot out of their usual shape;
from that it was learned (`learned`). Of keypoints whose origin is unknown only those that jitter
are suspected of such offsets: between the two limits below the correction fades, so that markers
and clean keypoints stay as they are.
"""

import numpy as np
from numpy.typing import NDArray

from kneedrive.motion.fold import Fold
from kneedrive.motion.motion import SIDES, Side
from kneedrive.motion.scale import leg_px
from kneedrive.motion.stance import Stance
from kneedrive.stride.learned import Corrections
from kneedrive.stride.waveform import leg_row

Floats = NDArray[np.float64]

STEADY, JITTERY = 0.012, 0.020  # what the fold leaves over, shares of the leg's length


def thigh_offset_deg(
    fold: Fold, stance: Stance, learned: Corrections, known: bool
) -> dict[Side, float]:
    """What to add to the thigh angles of each leg, deg.

    known : the landmarks are of a network whose offsets are known
    """
    suspicion = 1.0 if known else float(np.interp(jitter(fold), [STEADY, JITTERY], [0.0, 1.0]))
    return {
        side: suspicion * learned["thigh"].correct(leg_row(fold, stance, side)).value
        for side in SIDES
    }


def jitter(fold: Fold) -> float:
    """What the folded stride leaves over of the landmarks, mean over them, leg lengths."""
    return float(np.mean(fold.noise)) / leg_px(fold)
