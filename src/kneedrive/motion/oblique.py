"""A camera that turns with the runner sees the runner obliquely before and after the nearest point.

At an angle a off the nearest point the runner is farther away, so that all is smaller by cos a, and
what lies along the way of running is foreshortened by cos a once more. How much smaller is seen in
the trunk, whose length does not change much with the stride.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEGREE = 2  # of the polynomial in time through the logarithm of the trunk's length
FEWEST = 10  # frames


def straightened(time_s: Floats, landmarks: tuple[str, ...], xy: Floats) -> Floats:
    """Landmarks (T, L, 2) as if seen at a right angle and from one distance all along.

    The path of the hips stays as it is; unchanged where the trunk is not seen.
    """
    at = {name: xy[:, i] for i, name in enumerate(landmarks)}
    if "left_shoulder" not in at or "right_shoulder" not in at:
        return xy
    hips = (at["left_hip"] + at["right_hip"]) / 2
    trunk = np.linalg.norm((at["left_shoulder"] + at["right_shoulder"]) / 2 - hips, axis=1)
    known = np.isfinite(trunk) & (trunk > 0)
    if known.sum() < FEWEST:
        return xy
    curve = np.polynomial.Polynomial.fit(time_s[known], np.log(trunk[known]), DEGREE)
    size = np.exp(curve(time_s) - np.median(curve(time_s[known])))
    shrunk = np.column_stack([size**2, size])[:, None]
    return np.asarray(hips[:, None] + (xy - hips[:, None]) / shrunk)
