"""The stride as what it is: one motion, repeated with a wandering period.

Every landmark follows a Fourier series in a common stride phase, plus a slow drift of the whole
body (a runner wanders on the belt, or passes through the picture). Phase, series, drift and
left-right exchanges are found in turn until they agree. Folding uses every frame of every stride,
so that the frame rate no longer limits the timing of events.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import spsolve

from kneedrive.motion.exchange import PAIRS, exchange_by_residual, swap_legs
from kneedrive.motion.period import STRIDE_HZ, demodulate

Floats = NDArray[np.float64]

HARMONICS_FIRST, HARMONICS_LAST, ROUNDS = 6, 14, 8
PRIOR_DECAY = 2.6  # amplitude of harmonic h falls as h ** -2.6 in running
TREND = 0.2  # a landmark's own drift over the clip, leg lengths
DRIFT_STRIDES = 2.0  # knots of the drift lie this far apart, so that it can't follow the stride
PHASE_KNOTS_PER_STRIDE = 2.0
PHASE_STIFFNESS = 1e-3
FEWEST_STRIDES = 1.6  # less can't show that it repeats itself
LOOSE_STRIDES = 0.3  # at either end, where the phase hangs on one side only


@dataclass(frozen=True)
class Fold:
    """A folded motion.

    Parameters
    ----------
    time_s : (T,) captured time
    phase : (T,) strides since the first frame's; rises by 1 a stride; left and right share it
    landmarks : names of the J landmarks that were folded
    series : (J, 2, 1 + 2 H) Fourier coefficients in the unit of the input: mean, cos 1, sin 1, ...
    drift : (T, 2) slow shift of the whole body
    exchanged : (T,) frames whose left and right legs were exchanged
    noise : (J,) robust standard deviation of what the model leaves over, per axis
    explained : share of the legs' motion that the series explains, 0 to 1
    """

    time_s: Floats
    phase: Floats
    landmarks: tuple[str, ...]
    series: Floats
    drift: Floats
    exchanged: NDArray[np.bool_]
    noise: Floats
    explained: float

    @property
    def stride_hz(self) -> float:
        """Mean stride frequency, strides per second; the loose ends of the phase are left out."""
        inner = np.abs(self.phase - (self.phase[0] + self.phase[-1]) / 2)
        inner = np.flatnonzero(inner <= max(np.ptp(self.phase) / 2 - LOOSE_STRIDES, 0.5))
        first, last = inner[0], inner[-1]
        return float(
            (self.phase[last] - self.phase[first]) / (self.time_s[last] - self.time_s[first])
        )

    def at(self, landmark: str, phase: Floats, derivative: int = 0) -> Floats:
        """(P, 2) mean position of a landmark at stride phases, or its n-th derivative by time."""
        series = self.series[self.landmarks.index(landmark)]
        basis = fourier(phase, (series.shape[1] - 1) // 2, derivative)
        position: Floats = basis @ series.T * self.stride_hz**derivative
        return position

    def lowpassed(self, cutoff_hz: float) -> "Fold":
        """The same fold with the harmonics above cutoff_hz left out."""
        kept = 1 + 2 * max(1, int(cutoff_hz / self.stride_hz))
        return replace(self, series=self.series[..., :kept])

    def time_of(self, phase: Floats) -> Floats:
        """Captured time (s) at which the runner reached these phases; NaN outside the clip."""
        return np.interp(phase, self.phase, self.time_s, left=np.nan, right=np.nan)


def fourier(phase: Floats, harmonics: int, derivative: int = 0) -> Floats:
    """(P, 1 + 2 H) Fourier basis over phase in cycles, or its derivative by phase."""
    h = np.arange(1, harmonics + 1)
    angle = 2 * np.pi * np.outer(phase, h) + derivative * np.pi / 2
    gain = (2 * np.pi * h) ** derivative
    basis = np.empty((len(phase), 1 + 2 * harmonics))
    basis[:, 0] = 1.0 if derivative == 0 else 0.0
    basis[:, 1::2], basis[:, 2::2] = gain * np.cos(angle), gain * np.sin(angle)
    return basis


def fold_strides(
    time_s: Floats, landmarks: tuple[str, ...], xy: Floats, confidence: Floats | None = None
) -> Fold | None:
    """Fold the landmarks of a runner who faces +x.

    Parameters
    ----------
    time_s : (T,) captured time, rising
    landmarks : J names, among them hip, knee, ankle, heel and toe of both sides
    xy : (T, J, 2) any unit, NaN where missing; left-right exchanges may remain
    confidence : (T, J) weight of each landmark, 0 to 1; all alike where not given

    Returns
    -------
    None where there is no period to be found (fewer than two strides of moving ankles).
    """
    size = _leg_length(landmarks, xy)
    stride_hz, phase = _first_phase(time_s, landmarks, xy)
    if stride_hz is None or not np.isfinite(size):
        return None
    xy = xy / size
    exchanged = np.zeros(len(time_s), dtype=bool)
    drift_basis = _spline_basis(time_s, DRIFT_STRIDES / stride_hz)
    trust = np.isfinite(xy[..., 0]) * (1.0 if confidence is None else confidence)
    drift = _fit_drift(drift_basis, xy, trust)
    weight = trust
    noise = np.full(xy.shape[1], 0.05)
    for n in np.linspace(HARMONICS_FIRST, HARMONICS_LAST, ROUNDS).round().astype(int):
        seen = swap_legs(xy, landmarks, exchanged)
        basis = _with_trend(time_s, fourier(phase, int(n)))
        series = _fit_series(basis, seen - drift[:, None], weight, noise)
        model = np.einsum("tk,jck->tjc", basis, series)
        exchanged = exchange_by_residual(xy - drift[:, None], model, noise, landmarks)
        seen = swap_legs(xy, landmarks, exchanged)
        residual = seen - drift[:, None] - model
        weight, noise = _robust_weights(residual)
        weight = weight * swap_legs(trust, landmarks, exchanged)
        drift = drift + _fit_drift(drift_basis, residual, weight / noise**2)
        residual = seen - drift[:, None] - model
        slope = np.einsum("tk,jck->tjc", fourier(phase, int(n), 1), series[..., :-1])
        phase = phase + _phase_step(time_s, stride_hz, slope, residual, weight / noise**2)
    basis = _with_trend(time_s, fourier(phase, HARMONICS_LAST))
    seen = swap_legs(xy, landmarks, exchanged)
    series = _fit_series(basis, seen - drift[:, None], weight, noise)
    model = np.einsum("tk,jck->tjc", basis, series)
    explained = _explained(landmarks, seen - drift[:, None], model)
    return Fold(
        time_s=time_s,
        phase=phase,
        landmarks=landmarks,
        series=series[..., :-1] * size,
        drift=drift * size,
        exchanged=exchanged,
        noise=noise * size,
        explained=explained,
    )


def _leg_length(landmarks: tuple[str, ...], xy: Floats) -> float:
    """Median length of thigh plus shank, both legs."""
    total = 0.0
    for side in ("left", "right"):
        hip, knee, ankle = (xy[:, landmarks.index(f"{side}_{j}")] for j in ("hip", "knee", "ankle"))
        thigh, shank = np.linalg.norm(knee - hip, axis=1), np.linalg.norm(ankle - knee, axis=1)
        if not (np.isfinite(thigh).any() and np.isfinite(shank).any()):
            return np.nan
        total += float(np.nanmedian(thigh) + np.nanmedian(shank)) / 2
    return total


def _first_phase(
    time_s: Floats, landmarks: tuple[str, ...], xy: Floats
) -> tuple[float | None, Floats]:
    """Stride frequency (Hz) and phase (T,) from the distance between the ankles."""
    gap = xy[:, landmarks.index("left_ankle"), 0] - xy[:, landmarks.index("right_ankle"), 0]
    hz, phase = demodulate(time_s, gap, STRIDE_HZ)
    if hz is None or (time_s[-1] - time_s[0]) * hz < FEWEST_STRIDES:
        return None, phase
    return hz, phase


def _spline_basis(time_s: Floats, spacing_s: float) -> csr_array:
    """(T, K) cubic B-splines with knots about spacing_s apart, sparse."""
    pieces = max(1, round((time_s[-1] - time_s[0]) / spacing_s))
    inner = np.linspace(time_s[0], time_s[-1], pieces + 1)
    knots = np.concatenate([[inner[0]] * 3, inner, [inner[-1]] * 3])
    return csr_array(BSpline.design_matrix(time_s, knots, 3))


def _fit_drift(basis: csr_array, residual: Floats, weight: Floats) -> Floats:
    """(T, 2) slow common shift of all landmarks, weighted least squares, lightly stiffened."""
    total = weight.sum(axis=1)
    mean = np.nansum(residual * weight[..., None], axis=1) / np.maximum(total, 1e-12)[:, None]
    gram = (basis.T @ diags_array(total) @ basis).tocsc()
    stiff = _second_differences(basis.shape[1]) * (1e-4 * total.mean())
    ridge = diags_array(np.full(basis.shape[1], 1e-6 * max(total.sum() / basis.shape[1], 1e-12)))
    right = basis.T @ (mean * total[:, None])
    return np.asarray(basis @ spsolve((gram + stiff + ridge).tocsc(), right)).reshape(-1, 2)


def _second_differences(n: int) -> csr_array:
    """(n, n) penalty on the bending of spline coefficients."""
    if n < 3:
        return csr_array((n, n))
    d = diags_array([1.0, -2.0, 1.0], offsets=[0, 1, 2], shape=(n - 2, n))
    return csr_array(d.T @ d)


def _with_trend(time_s: Floats, basis: Floats) -> Floats:
    """(T, K + 1) the basis and a straight line over the clip.

    A runner who passes by moves faster in the picture with the near leg than with the far one.
    """
    line = (time_s - time_s.mean()) / np.ptp(time_s)
    return np.column_stack([basis, line])


def _fit_series(basis: Floats, xy: Floats, weight: Floats, noise: Floats) -> Floats:
    """(J, 2, K) coefficients of series and trend by weighted ridge.

    A harmonic's prior falls as h^-2.6.
    """
    harmonics = (basis.shape[1] - 2) // 2
    amplitude = 0.6 * np.arange(1, harmonics + 1) ** -PRIOR_DECAY
    prior = np.concatenate([[1e-6], np.repeat(amplitude**-2.0, 2), [TREND**-2.0]])
    out = np.empty((xy.shape[1], 2, basis.shape[1]))
    for j in range(xy.shape[1]):
        w = weight[:, j] / noise[j] ** 2
        weighted = basis * w[:, None]
        target = np.where(weight[:, j, None] > 0, xy[:, j], 0.0)
        out[j] = np.linalg.solve(basis.T @ weighted + np.diag(prior), weighted.T @ target).T
    return out


def _robust_weights(residual: Floats) -> tuple[Floats, Floats]:
    """Cauchy weights (T, J) and robust noise (J,) from residuals (T, J, 2)."""
    size = np.linalg.norm(residual, axis=2)
    known = np.isfinite(size)
    noise = np.array(
        [
            np.median(size[known[:, j], j]) if known[:, j].any() else 1.0
            for j in range(size.shape[1])
        ]
    )
    noise = np.maximum(noise / 1.1774, 1e-5)  # median of a Rayleigh distribution
    weight = 1.0 / (1.0 + (np.where(known, size, 0.0) / (2.4 * noise)) ** 2)
    return np.where(known, weight, 0.0), noise


def _phase_step(
    time_s: Floats, stride_hz: float, slope: Floats, residual: Floats, weight: Floats
) -> Floats:
    """(T,) correction of the phase: Gauss-Newton on a spline with half-stride knots."""
    basis = _spline_basis(time_s, 1 / (stride_hz * PHASE_KNOTS_PER_STRIDE))
    known = weight[..., None] * np.ones(2)
    information = np.sum(known * slope**2, axis=(1, 2))
    score = np.nansum(known * slope * np.nan_to_num(residual), axis=(1, 2))
    gram = basis.T @ diags_array(information) @ basis
    stiff = _second_differences(basis.shape[1]) * (
        PHASE_STIFFNESS * information.sum() / basis.shape[1]
    )
    ridge = diags_array(np.full(basis.shape[1], 1e-6 * information.sum() / basis.shape[1] + 1e-12))
    step = np.asarray(basis @ spsolve((gram + stiff + ridge).tocsc(), basis.T @ score))
    return np.asarray(np.clip(step - step.mean(), -0.1, 0.1))


def _explained(landmarks: tuple[str, ...], seen: Floats, model: Floats) -> float:
    """Share of the variance of knees, ankles, heels and toes that the model explains."""
    legs = [i for i, name in enumerate(landmarks) if name.split("_")[-1] in PAIRS]
    left_over = np.nanvar((seen - model)[:, legs], axis=0).sum()
    total = np.nanvar(seen[:, legs], axis=0).sum()
    return float(1 - left_over / total) if total > 0 else 0.0
