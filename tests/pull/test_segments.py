"""The leg's segments are those of the printed table, for men and for women."""

import pytest

from kneedrive.pull.segments import LEG
from tests.pull import de_leva


@pytest.mark.parametrize("sex", ["male", "female"])
def test_masses_centres_and_radii_are_as_printed(sex):
    ours = [(s.proximal, s.distal, s.mass, s.centre, s.gyration) for s in LEG[sex]]
    printed = list(de_leva.segments(sex))
    assert [row[:2] for row in ours] == [row[:2] for row in printed]
    for mine, theirs in zip(ours, printed, strict=True):
        assert mine[2:] == pytest.approx(theirs[2:])


def test_a_leg_is_a_fifth_of_the_body():
    assert sum(s.mass for s in LEG["male"]) == pytest.approx(0.1986)
    assert sum(s.mass for s in LEG["female"]) == pytest.approx(0.2088)
