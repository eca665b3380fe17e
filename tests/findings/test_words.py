"""Numbers in words, as every page and table shows them."""

import pytest

from kneedrive.findings import amount, signed, with_unit
from kneedrive.progress.words import shown
from kneedrive.stride.register import BY_NAME


@pytest.mark.parametrize(
    ("value", "words"), [(1.23, "+1.2"), (-1.23, "−1.2"), (0.04, "0.0"), (-0.04, "0.0")]
)
def test_a_change_has_a_sign_unless_it_rounds_to_nothing(value, words):
    assert signed(value, 1) == words


def test_degrees_follow_without_a_gap_and_other_units_with_one_that_does_not_break():
    assert with_unit("−13.0", "min_thigh_angle_deg") == "−13.0°"
    assert amount("contact_time_ms", 245.0) == "245\N{NO-BREAK SPACE}ms"


def test_a_change_of_length_is_shown_to_the_millimetre():
    step = BY_NAME["step_length_m"]
    assert shown(step, -0.0123, True) == "−0.012\N{NO-BREAK SPACE}m"
    assert shown(step, 0.0001, True) == "0.000\N{NO-BREAK SPACE}m"
