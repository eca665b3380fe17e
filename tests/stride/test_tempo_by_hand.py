"""The likeliest slow motion and what its error does to the metrics, worked out on paper."""

import numpy as np
import pytest

from kneedrive.film.clock import Clock
from kneedrive.stride import tempo
from kneedrive.stride.measure import Measure, withheld
from kneedrive.stride.tempo import Tempo, likeliest, widened


def test_a_withheld_metric_has_a_reason_and_nothing_else():
    found = withheld("no scale")
    assert (found.value, found.status, found.reason, found.n) == (None, "withheld", "no scale", 0)
    assert withheld("too few", 3).n == 3
    assert Measure(1.0).n == 0
    assert Measure(1.0).status == "ok"


def test_gravity_and_cadence_are_weighed_by_how_sure_they_are():
    """Logarithms weigh 1 / 0.05^2 = 400 and 1 / 0.10^2 = 100; runners take 168 steps a minute."""
    found = tempo._with_cadence(tempo._tempo(2.0, 0.05), 168 / 4)
    assert found.factor == pytest.approx(np.exp(0.8 * np.log(2) + 0.2 * np.log(4)))
    assert found.spread == pytest.approx(500**-0.5)
    assert np.log(found.high / found.factor) == pytest.approx(1.96 * 500**-0.5)


def test_a_scale_by_speed_is_off_by_the_factor_itself():
    found = tempo._by_speed(tempo._tempo(1.5, 0.05))
    assert found.factor == pytest.approx(2.25)
    assert found.spread == pytest.approx(0.07)


@pytest.mark.parametrize(
    ("plays", "rates"),
    [
        (30.0, (60, 120, 240, 480, 960)),
        (25.0, (50, 60, 100, 120, 200, 240, 480, 960)),
        (50.0, (100, 120, 200, 240, 480, 960)),
    ],
)
def test_the_rates_of_cameras(plays, rates):
    for rate in rates:
        found = likeliest(tempo._tempo(rate / plays, 0.02), plays)
        assert (found.factor, found.error_pct) == (pytest.approx(rate / plays, abs=0.01), 0.0)
    assert likeliest(tempo._tempo(1.0, 0.02), plays).factor == 1.0


def test_a_factor_below_1_8_is_rather_real_time():
    assert likeliest(tempo._tempo(1.7, 0.3), 60 / 1.75).factor == 1.0
    assert likeliest(tempo._tempo(1.85, 0.02), 60 / 1.85).factor == 1.85


def test_how_sure_the_likeliest_is_can_be_worked_out():
    """Six rates share 97 per cent; any other factor has 3 per cent over 3.2 octaves."""
    spread = 0.05
    found = likeliest(tempo._tempo(2.0, spread), 30.0)
    peak = 0.97 / 6 / (spread * np.sqrt(2 * np.pi))
    assert found.sure == pytest.approx(peak / (peak + 0.03 / (3.2 * np.log(2))))
    odd = likeliest(tempo._tempo(2.8, spread), 30.0)
    off = [np.log(2.8 / f) / spread for f in (1, 2, 4, 8, 16, 32)]
    rest = peak * sum(np.exp(-(o**2) / 2) for o in off)
    flat = 0.03 / (3.2 * np.log(2))
    assert odd.sure == pytest.approx(flat / (flat + rest))
    assert (odd.factor, odd.error_pct) == (pytest.approx(2.8), pytest.approx(5.0))


@pytest.mark.parametrize(
    ("name", "power"),
    [
        ("contact_time_ms", 1),
        ("cadence_spm", 1),
        ("speed_mps", 1),
        ("velocity_dps", 1),
        ("impulse_nms_kg", 1),
        ("moment_nm_kg", 2),
        ("power_w_kg", 3),
    ],
)
def test_an_error_of_time_enters_with_its_power(name, power):
    clock = Clock(30.0, 90.0, "inferred", factor_error_pct=4.0)
    found = widened({name: Measure(-50.0, -53.0, -47.0)}, clock)[name]
    times = np.exp(1.96 * power * 0.04)  # so many times more, or so many times less
    more, less = np.hypot(3.0, 50 * (times - 1)), np.hypot(3.0, 50 * (1 - 1 / times))
    assert (found.low, found.high) == (pytest.approx(-50 - more), pytest.approx(-50 + less))
    plus = widened({name: Measure(50.0, 47.0, 53.0)}, clock)[name]
    assert (plus.low, plus.high) == (pytest.approx(50 - less), pytest.approx(50 + more))
    assert (found.value, found.status) == (-50.0, "ok")


@pytest.mark.parametrize(("error_pct", "status"), [(14.5, "ok"), (15.5, "indicative")])
def test_beyond_15_per_cent_what_hangs_on_time_is_indicative(error_pct, status):
    clock = Clock(30.0, 90.0, "inferred", factor_error_pct=error_pct)
    found = widened({"a_ms": Measure(50.0, 47.0, 53.0), "b_deg": Measure(5.0, 4.0, 6.0)}, clock)
    assert found["a_ms"].status == status
    assert found["b_deg"] == Measure(5.0, 4.0, 6.0)
    doubted = Measure(50.0, 47.0, 53.0, status="indicative", reason="few strides")
    assert widened({"a_ms": doubted}, clock)["a_ms"].reason == "few strides"


def test_the_interval_of_a_factor_is_1_96_errors_of_its_logarithm():
    assert Tempo(2.0, 2 * np.exp(-0.196), 2 * np.exp(0.196)).spread == pytest.approx(0.1)
