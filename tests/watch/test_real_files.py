"""Real watch files, where they are there."""

import os
from pathlib import Path

import numpy as np
import pytest

from kneedrive.watch import read_run

SHARED = Path(__file__).parents[3] / "shared" / "watch"
FOLDER = Path(os.environ.get("KNEEDRIVE_WATCH", SHARED))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"{FOLDER} is not here; name a folder in KNEEDRIVE_WATCH"
)
# What the records of these can't bear out: the watch averaged values that it did not record.
KNOWN = {("9km-hrm-run.fit", "contact_ms"), ("short-run.fit", "cadence"),
         ("short-run.fit", "contact_ms")}  # fmt: skip


def real_files():
    return sorted(FOLDER.glob("*.fit")) if FOLDER.is_dir() else []


@pytest.mark.parametrize("path", real_files(), ids=lambda p: p.name)
def test_totals_agree_with_the_file_and_every_record_adds_up(path):
    run = read_run(path)
    off = {name: pct for name, pct in run.differences_pct.items() if abs(pct) > 0.5}
    assert {(path.name, name) for name in off} <= KNOWN
    assert all(any(f"{pct:+.1f} %" in note for note in run.notes) for pct in off.values())
    table = run.table
    known = table["step_length_m"].notna()
    speed = (table["step_length_m"] * table["cadence_spm"] / 60)[known]
    assert np.allclose(speed, table["speed_mps"][known], rtol=1e-9)


def test_the_run_of_the_triathlon_is_the_run():
    run = read_run(FOLDER / "multisport-run-leg.fit")
    assert run.totals.distance_m == pytest.approx(4491, rel=0.005)
    assert run.table["speed_mps"].max() < 5


def test_the_damaged_file_is_the_whole_one_as_far_as_it_goes():
    whole, cut = read_run(FOLDER / "9km-hrm-run.fit"), read_run(FOLDER / "damaged-cut-short.fit")
    count = len(cut.table) - 1
    assert 0.6 < count / len(whole.table) < 0.7
    assert cut.table["distance_m"][:count].equals(whole.table["distance_m"][:count])
    assert any("cut short" in note for note in cut.notes)
