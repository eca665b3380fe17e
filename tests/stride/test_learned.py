"""Corrections learned from measured runs: right where they were learned, silent elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneedrive.stride import learned
from kneedrive.stride.learned import FAMILIES, TARGETS, fit, pack, shipped


@pytest.fixture(scope="module")
def lesson():
    """Rows of 20 numbers of which 4 count, and a target that hangs on them."""
    rng = np.random.default_rng(5)
    causes = rng.standard_normal((300, 4))
    rows = causes @ rng.standard_normal((4, 20)) + 0.1 * rng.standard_normal((300, 20)) + 7
    target = 3.0 + causes @ [1.0, -0.5, 0.2, 0.0] + 0.05 * rng.standard_normal(300)
    return rows, target


def test_left_out_rows_are_corrected(lesson):
    rows, target = lesson
    ridge = fit(rows[:200], target[:200], 10, 1.0)
    found = np.array([ridge.correct(row).value for row in rows[200:]])
    assert np.std(found - target[200:]) < 0.12 * np.std(target[200:])


@given(times=st.floats(20.0, 1e6))
def test_a_strange_row_is_corrected_less_the_stranger_it_is(lesson, times):
    rows, target = lesson
    ridge = fit(rows, target, 10, 1.0)
    strange = rows.mean(axis=0) + times * (rows[3] - rows.mean(axis=0))
    correction = ridge.correct(strange)
    assert 0 < correction.trust < 0.2
    spread = np.ptp(target)
    assert abs(correction.value) < spread


def test_usual_rows_are_trusted(lesson):
    rows, target = lesson
    ridge = fit(rows, target, 10, 1.0)
    trusts = np.array([ridge.correct(row).trust for row in rows])
    assert np.mean(trusts == 1.0) > 0.98
    assert trusts.min() > 0.5


def test_a_row_with_a_gap_is_not_corrected(lesson):
    rows, target = lesson
    correction = fit(rows, target, 10, 1.0).correct(np.full(20, np.nan))
    assert (correction.value, correction.trust) == (0.0, 0.0)


def test_what_is_packed_is_read_back(lesson, tmp_path, monkeypatch):
    rows, target = lesson
    ridge = fit(rows, target, 10, 1.0)
    everything = {family: dict.fromkeys(TARGETS, ridge) for family in FAMILIES}
    np.savez(tmp_path / learned.DATA, **pack(everything))
    monkeypatch.setattr(learned, "files", lambda package: tmp_path)
    shipped.cache_clear()
    try:
        back = shipped()["blazepose-heavy"]["toe_off"]
    finally:
        monkeypatch.undo()
        shipped.cache_clear()
    assert back.correct(rows[0]).value == pytest.approx(ridge.correct(rows[0]).value, abs=1e-3)


def test_the_shipped_corrections_say_what_they_were_learned_from():
    for family in FAMILIES:
        told = learned.about()[family]
        assert len(set(told["trials"])) == len(told["trials"]) >= 40
        for row in told["errors"]:
            guessed, corrected = (row["errors"][f"contact {h}"] for h in ("guessed", "corrected"))
            size = np.hypot(corrected["bias"], corrected["sd"])
            assert size <= 1.05 * np.hypot(guessed["bias"], guessed["sd"]), row
