"""The angles of one leg over its mean stride, free of what the landmarks are known to get wrong.

Every number on the thigh, hip and knee is read off these curves, and each frame and each single
stride is set about them, so that a metric, its plot and the tables can't differ.
"""

from dataclasses import dataclass, replace

import numpy as np

from kneedrive.motion.angles import hanging_deg, knee_flexion_deg, lean_deg
from kneedrive.motion.fold import Fold, fourier
from kneedrive.motion.motion import Floats, Leg, Side
from kneedrive.pose.bias import PoseBias

CYCLE = np.linspace(0, 1, 721)  # of the common stride phase
HARMONICS, FEWEST_FRAMES = 5, 60


@dataclass(frozen=True)
class MeanStride:
    """One leg over the mean stride, each (721,) over CYCLE.

    thigh_deg, hip_flexion_deg, knee_flexion_deg : as in `Leg`; hip flexion is NaN where the
        shoulders are unknown
    thigh_velocity_dps : + = forward
    """

    thigh_deg: Floats
    hip_flexion_deg: Floats
    knee_flexion_deg: Floats
    thigh_velocity_dps: Floats

    @property
    def extremes(self) -> dict[str, float]:
        """The numbers that each single stride has too, by their column in the table of strides."""
        return {
            "peak_thigh_deg": float(self.thigh_deg.max()),
            "min_thigh_deg": float(self.thigh_deg.min()),
            "peak_thigh_velocity_dps": float(self.thigh_velocity_dps.max()),
            "peak_hip_flexion_deg": float(self.hip_flexion_deg.max()),
            "peak_knee_flexion_deg": float(self.knee_flexion_deg.max()),
        }

    @property
    def peak_at(self) -> float:
        """Common stride phase at which the thigh is highest, 0 to 1."""
        return float(CYCLE[int(np.argmax(self.thigh_deg))])


def mean_stride(fold: Fold, side: Side, bias: PoseBias, offset_deg: float) -> MeanStride:
    """The mean stride of one leg.

    offset_deg : what to add to the thigh's angle for the landmarks' constant offsets
    """
    hip, knee, ankle = (fold.at(f"{side}_{joint}", CYCLE) for joint in ("hip", "knee", "ankle"))
    thigh = hanging_deg(hip, knee) + offset_deg
    calm = fold if bias.wobble_hz is None else fold.lowpassed(bias.wobble_hz)
    turning = np.gradient(folded_thigh_deg(calm, side, CYCLE), CYCLE / fold.stride_hz)
    return MeanStride(
        thigh_deg=thigh,
        hip_flexion_deg=thigh + trunk_lean_deg(fold),
        knee_flexion_deg=knee_flexion_deg(hip, knee, ankle),
        thigh_velocity_dps=turning / bias.thigh_velocity,
    )


def folded_thigh_deg(fold: Fold, side: Side, phase: Floats) -> Floats:
    """(P,) thigh angle of the folded stride as the landmarks show it, + = knee in front."""
    return hanging_deg(fold.at(f"{side}_hip", phase), fold.at(f"{side}_knee", phase))


def mid_hip(fold: Fold) -> Floats:
    """(721, 2) middle of both hips over the stride."""
    return (fold.at("left_hip", CYCLE) + fold.at("right_hip", CYCLE)) / 2


def trunk_lean_deg(fold: Fold) -> Floats:
    """(721,) lean of the trunk over the stride; NaN where shoulders are unknown."""
    if "left_shoulder" not in fold.landmarks:
        return np.full(len(CYCLE), np.nan)
    neck = (fold.at("left_shoulder", CYCLE) + fold.at("right_shoulder", CYCLE)) / 2
    return lean_deg(mid_hip(fold), neck)


def corrected(leg: Leg, time_s: Floats, phase: Floats, mean: MeanStride, bias: PoseBias,
              offset_deg: float) -> Leg:  # fmt: skip
    """The angles of every frame, corrected as the mean stride is.

    phase : (T,) common stride phase of each frame
    """
    at = np.interp(phase % 1.0, CYCLE, mean.thigh_deg)
    departs = leg.thigh_deg + offset_deg - at
    departs = departs - _repeated(departs, phase)
    thigh, own = at + departs, np.gradient(departs, time_s)
    return replace(
        leg,
        thigh_deg=thigh,
        hip_flexion_deg=leg.hip_flexion_deg + thigh - leg.thigh_deg,
        thigh_velocity_dps=np.interp(phase % 1.0, CYCLE, mean.thigh_velocity_dps)
        + own / bias.thigh_velocity,
    )


def _repeated(departs: Floats, phase: Floats) -> Floats:
    """(T,) what comes back in every stride of frames that should scatter about the mean stride.

    The mean stride weighs its frames by how well they were seen; a mean of frames does not.
    """
    seen = np.isfinite(departs)
    if seen.sum() < FEWEST_FRAMES:
        return np.zeros_like(departs)
    basis = fourier(phase, HARMONICS)
    found = np.linalg.lstsq(basis[seen], departs[seen], rcond=None)[0]
    return np.asarray(basis @ found)
