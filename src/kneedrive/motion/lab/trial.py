"""A trial of a motion-capture laboratory: markers and ground force in the runner's own axes.

Axes: x forward (the way the runner faces), y up, z to the runner's right; metres and newtons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GroundForce:
    """Force of the ground on the runner, from P plates at F samples.

    Parameters
    ----------
    rate_hz : samples a second; the first sample and the first marker frame are simultaneous
    force_n : (F, P, 3) upward +
    cop_m : (F, P, 3) centre of pressure, NaN where a plate is unloaded
    free_moment_nm : (F, P, 3) free moment at the centre of pressure
    corners_m : (P, 4, 3) of each plate
    """

    rate_hz: float
    force_n: Floats
    cop_m: Floats
    free_moment_nm: Floats
    corners_m: Floats

    @property
    def time_s(self) -> Floats:
        """(F,) s from the first marker frame."""
        return np.arange(len(self.force_n)) / self.rate_hz

    @property
    def vertical_n(self) -> Floats:
        """(F,) upward force of all plates together."""
        return np.asarray(self.force_n[:, :, 1].sum(axis=1))


@dataclass(frozen=True)
class Recording:
    """What a file says before anything is known of the body: its own labels and axes.

    Parameters
    ----------
    labels : names of the M markers as the file has them
    xyz_m : (T, M, 3) in the laboratory's axes, NaN where a marker was not seen
    residual_m : (T, M) how well the cameras agreed; NaN where unknown
    rate_hz : frames a second
    force : ground force in the laboratory's axes, None where there is none
    notes : what the reader should know
    """

    labels: tuple[str, ...]
    xyz_m: Floats
    residual_m: Floats
    rate_hz: float
    force: GroundForce | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """Markers of one runner with known meaning, in the runner's axes.

    Parameters
    ----------
    source : the file
    labels, xyz_m, residual_m, rate_hz : as in Recording, but in the runner's axes
    set_name : marker set that fits the labels best
    named : landmark ("left_knee_lateral", "sacrum") -> label in the file, as the set has it
    label_of : the same after exchanged labels were put right
    force : in the runner's axes
    notes : what the reader should know
    """

    source: Path
    labels: tuple[str, ...]
    xyz_m: Floats
    residual_m: Floats
    rate_hz: float
    set_name: str
    named: Mapping[str, str]
    label_of: Mapping[str, str]
    force: GroundForce | None
    notes: tuple[str, ...] = ()

    @property
    def time_s(self) -> Floats:
        """(T,) s from the first frame."""
        return np.arange(len(self.xyz_m)) / self.rate_hz

    def of(self, landmark: str) -> Floats:
        """(T, 3) positions of one landmark, m; all NaN where it has no marker."""
        if landmark not in self.label_of:
            return np.full((len(self.xyz_m), 3), np.nan)
        return self.xyz_m[:, self.labels.index(self.label_of[landmark])]

    def landmarks(self) -> dict[str, Floats]:
        """Every landmark that is seen at least once: name -> (T, 3), m."""
        known = {name: self.of(name) for name in self.label_of}
        return {name: xyz for name, xyz in known.items() if np.isfinite(xyz).any()}
