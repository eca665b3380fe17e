"""The L-sit prep: how long the heels were up in good form, and what ended it."""

import pytest

from kneedrive.film.studio.moves import idle_performance, lsit_performance
from kneedrive.film.studio.moves.lsit import Lift
from kneedrive.strength.coaching import coach
from tests.strength.performed import performed


@pytest.mark.parametrize("fault", ["none", "knee", "lean"])
@pytest.mark.parametrize("oblique", [0, 30])
def test_seconds_and_the_fault_that_ended_them(fault, oblique):
    performance = lsit_performance(1, [Lift(1.5), Lift(1.5, fault=fault)])
    done = coach(performed(performance, oblique_deg=oblique), "lsit")
    assert len(done.heel_holds) == 2
    for hold, truth in zip(done.heel_holds, performance.truth["reps"], strict=True):
        assert abs(hold.held_s - truth["held_s"]) < 0.3
        assert hold.reason == truth["reason"]
    assert done.sets[0].commonest == (None if fault == "none" else fault)


def test_one_heel_counts_as_one():
    done = coach(performed(lsit_performance(2, [Lift(1.5, 12.0, "none", "left")])), "lsit")
    assert [h.legs for h in done.heel_holds] == ["one"]


def test_standing_is_not_sitting():
    done = coach(performed(idle_performance(3)), "lsit")
    assert not done.heel_holds
    assert done.why_none
