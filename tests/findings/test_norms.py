"""Bands are those that were computed from the published data, and only where there are data."""

import pytest

from kneedrive.findings import NORMS, Band, NoBand, band_at
from kneedrive.stride.register import BY_NAME

# Rows of the table at 2.5, 3.5 and 4.5 m/s, contact by force above 8 % of body weight.
ROWS = {
    "cadence_spm": ((162, 171, 184), 2.0),
    "contact_time_ms": ((269, 225, 196), 6.5),
    "flight_time_ms": ((104, 127, 132), 6.5),
    "duty_factor_pct": ((36.1, 32.0, 30.0), 0.1),
    "step_length_m": ((0.93, 1.23, 1.47), 0.01),
    "peak_thigh_angle_deg": ((27.7, 34.0, 40.5), 0.2),
    "min_thigh_angle_deg": ((-19.6, -26.2, -31.0), 0.1),
    "peak_swing_knee_flexion_deg": ((93, 107, 114), 0.1),
    "shank_angle_at_contact_deg": ((5.6, 8.8, 11.0), 0.5),
    "hip_flexor_impulse_nms_kg": ((0.134, 0.187, 0.242), 0.003),
}


@pytest.mark.parametrize("name", ROWS)
def test_band_follows_the_published_rows(name: str) -> None:
    means, within = ROWS[name]
    for speed, mean in zip((2.5, 3.5, 4.5), means, strict=True):
        band = band_at(name, speed, 1.76)
        assert isinstance(band, Band)
        assert band.mean == pytest.approx(mean, abs=within)
        assert band.sd > 0
        assert not band.extrapolated


@pytest.mark.parametrize("name", NORMS)
def test_no_band_without_data(name: str) -> None:
    assert name in BY_NAME
    assert isinstance(band_at(name, None, 1.76), NoBand)
    assert isinstance(band_at(name, 2.3, 1.76), NoBand)
    assert isinstance(band_at(name, 6.1, 1.76), NoBand)
    beyond = band_at(name, 5.0, 1.76)
    if name == "peak_thigh_angle_deg":
        assert isinstance(beyond, Band)
        assert beyond.extrapolated
        assert beyond.mean == pytest.approx(11.6 + 6.4 * 5.0)
    else:
        assert isinstance(beyond, NoBand)


def test_taller_runners_step_more_slowly_and_lift_the_heel_higher() -> None:
    def mean(name: str, height_m: float | None) -> Band:
        band = band_at(name, 3.5, height_m)
        assert isinstance(band, Band)
        return band

    assert mean("cadence_spm", 1.60).mean - mean("cadence_spm", 1.90).mean == pytest.approx(30.3)
    assert mean("cadence_spm", None).sd > mean("cadence_spm", 1.76).sd
    assert mean("foot_clearance_m", 1.76).mean == pytest.approx(0.57 * 0.53 * 1.76, abs=0.002)
    assert isinstance(band_at("foot_clearance_m", 3.5, None), NoBand)


def test_a_metric_with_another_definition_has_no_band() -> None:
    assert isinstance(band_at("peak_hip_flexion_deg", 3.5, 1.76), NoBand)
