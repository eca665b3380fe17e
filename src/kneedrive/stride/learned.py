"""What was learned from measured ground force and markers, and when to believe it.

Three corrections, each of one leg: how much later than the kinematic guess a foot strikes (s) and
leaves the ground (s), and how far the thigh angle lies off for the landmarks' constant offsets
(deg). Each is a ridge regression on the leading principal components of a row of `waveform`.
The errors of a pose network follow the stride, so its landmarks have corrections of their own.
`make train` makes the coefficients (learned.npz) and says from which runs (learned.json).

How strange a leg is to a regression is its leverage, the share that it would have in its own
prediction. A leg stranger than nearly all left-out ones of the training is corrected less, in
proportion, and where nothing is corrected the kinematic guess stands with its larger error.

Hoerl and Kennard 1970, doi 10.1080/00401706.1970.10488634.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kneedrive.pose.bias import NETWORKS, Family

Floats = NDArray[np.float64]
Target = Literal["strike", "toe_off", "thigh"]
TARGETS: tuple[Target, ...] = ("strike", "toe_off", "thigh")
FAMILIES: tuple[Family, ...] = ("keypoints", *NETWORKS)
PRECISION = {"basis": np.float16}
DATA, ABOUT = "learned.npz", "learned.json"


@dataclass(frozen=True)
class Correction:
    """A learned correction of one leg.

    value : to be added, s or deg; already faded by trust
    trust : 1 = like the runs it was learned from, towards 0 = unlike any of them
    """

    value: float
    trust: float


@dataclass(frozen=True)
class Ridge:
    """A ridge regression on K principal components of rows of F numbers.

    Parameters
    ----------
    centre, spread : (F,) mean and standard deviation of the training's rows
    basis : (K, F) principal directions
    weights : (K,) coefficient of each component's score
    intercept : mean of the target
    stiffness : (K,) sum of squares of a component's scores plus the penalty
    usual : leverage that 99 of 100 legs of runners left out stay below
    """

    centre: Floats
    spread: Floats
    basis: Floats
    weights: Floats
    intercept: float
    stiffness: Floats
    usual: float

    def correct(self, row: Floats) -> Correction:
        """The correction of a leg with this row (F,)."""
        scores, leverage = self._scores(row), self.leverage(row)
        if not np.isfinite(leverage):
            return Correction(0.0, 0.0)
        trust = 1.0 if leverage <= self.usual else self.usual / leverage
        return Correction(trust * (self.intercept + float(scores @ self.weights)), trust)

    def leverage(self, row: Floats) -> float:
        """How strange a leg with this row (F,) is: 0 = the training's mean, 1 = like no other."""
        return float(np.sum(self._scores(row) ** 2 / self.stiffness))

    def _scores(self, row: Floats) -> Floats:
        return np.asarray(self.basis @ ((row - self.centre) / self.spread))


def fit(rows: Floats, target: Floats, components: int, penalty: float) -> Ridge:
    """Fit a ridge regression.

    rows : (N, F); target : (N,); components : K, at most; penalty : on standardised scores.
    The usual leverage is that of the training itself until `with_usual` sets it.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    u, size, v = np.linalg.svd((rows - centre) / spread, full_matrices=False)
    kept = min(components, int(np.sum(size > size[0] * 1e-9)))
    u, size, v = u[:, :kept], size[:kept], v[:kept]
    stiffness = size**2 + penalty
    weights = size / stiffness * (u.T @ (target - target.mean()))
    usual = float(np.quantile(np.sum((u * size) ** 2 / stiffness, axis=1), 0.99))
    return Ridge(centre, spread, v, weights, float(target.mean()), stiffness, usual)


Corrections = Mapping[Target, Ridge]
Learned = Mapping[Family, Corrections]


@cache
def shipped() -> Learned:
    """The corrections that come with this version."""
    with as_file(files("kneedrive.stride") / DATA) as path, np.load(path) as data:
        return {
            family: {target: _unpack(data, f"{family}.{target}") for target in TARGETS}
            for family in FAMILIES
        }


@cache
def about() -> Mapping[str, Any]:
    """From which runs and conditions they were learned, and how well they did on others."""
    text = (files("kneedrive.stride") / ABOUT).read_text(encoding="utf-8")
    known: dict[str, Any] = json.loads(text)
    return known


def pack(learned: Learned) -> dict[str, Floats]:
    """Arrays of all corrections, for a file; `shipped` reads them back."""
    return {
        f"{family}.{target}.{name}": np.asarray(
            value, np.float16 if name == "basis" else np.float32
        )
        for family, corrections in learned.items()
        for target, ridge in corrections.items()
        for name, value in vars(ridge).items()
    }


def _unpack(data: Mapping[str, Floats], prefix: str) -> Ridge:
    read = {
        name: np.asarray(data[f"{prefix}.{name}"], dtype=np.float64)
        for name in Ridge.__dataclass_fields__
    }
    arrays = {n: read[n] for n in ("centre", "spread", "basis", "weights", "stiffness")}
    return Ridge(**arrays, intercept=float(read["intercept"]), usual=float(read["usual"]))
