"""What smoothing and a pose network take from the pull, given back to its curve.

Moments come from positions differentiated twice, so the network's landmarks are low-passed hard.
That flattens the pull: its peak loses much and its area a little, both by a known share
(`PoseBias`, from studio films with known moments). The curve is given both back, in between by a
power of itself, so that it keeps its sign, its order and its zeros, and with them when it peaks and
when it ends.
"""

import numpy as np
from scipy.optimize import brentq

from kneedrive.motion.motion import Floats

POWERS = (0.2, 6.0)  # flatter or more pointed than any bias asks for


def restored(
    curve: Floats, hump: Floats, seconds: Floats, peak_share: float, area_share: float
) -> Floats:
    """(P,) the curve whose hump has its full height and area; the rest is short of area alone.

    hump : (P,) the positive part that is meant, 0 elsewhere; where positive, equal to the curve
    peak_share, area_share : of the true ones, as the curve shows them
    """
    whole = curve / area_share
    if peak_share == area_share or hump.max() <= 0:
        return whole
    shape = hump / hump.max()
    wanted = peak_share / area_share * float(np.trapezoid(shape, seconds))

    def missing(power: float) -> float:
        return float(np.trapezoid(shape**power, seconds)) - wanted

    if missing(POWERS[0]) * missing(POWERS[1]) >= 0:
        return whole
    power = float(brentq(missing, *POWERS))
    return np.where(hump > 0, hump.max() / peak_share * shape**power, whole)
