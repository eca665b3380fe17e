"""How far off timing and work of the pull are, of a clip, mean of both legs.

Standard errors between clips: 48 runs of sixteen runners before a virtual camera with phone noise,
10 s at 60 frames a second, speed known, corrections learned from the other runners; against the
same runs with perfect landmarks and contacts by force (Fukuchi 2017, doi 10.7717/peerj.3298).
"""

import numpy as np

PEAK_AT_ERROR_PCT = 3.5  # of the swing
ZERO_AT_ERROR_PCT = 2.2
WORK_ERROR_PCT = 9.0  # of the positive work, at the true scale
NET_WORK_ERROR_PCT = 11.5  # of the positive work, too
WORK_SCALE_POWER = 2.0
NORMAL_95 = 1.96


def work_half_width(positive_j_kg: float, error_pct: float, scale_error_pct: float) -> float:
    """Half of the 95 % interval of a work, J/kg."""
    total_pct = np.hypot(error_pct, WORK_SCALE_POWER * scale_error_pct)
    return float(NORMAL_95 * total_pct / 100 * positive_j_kg)
