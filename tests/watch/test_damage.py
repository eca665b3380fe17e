"""Whatever is done to a file, it is read as far as it goes or refused in words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneedrive.errors import InputError
from kneedrive.watch import run_of
from tests.watch.made_files import (
    described,
    fit_bytes,
    gpx_text,
    running_records,
    session,
    tcx_text,
)

POD = [r | {"pod": [260.0]} for r in running_records(90)]
WHOLE = {
    "fit": fit_bytes(POD, [session(0, 90)], fields=[described(0, "Ground Time", "ms", 41)]),
    "tcx": tcx_text(90).encode(),
    "gpx": gpx_text(90).encode(),
}
damage = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12), st.integers(0, 40)),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damage)
def test_damage_anywhere_never_ends_in_a_traceback(kind, wounds):
    data = bytearray(WHOLE[kind])
    for place, new, old in wounds:
        at = int(place * len(data))
        data[at : at + old] = new
    try:
        run = run_of(bytes(data), "damaged")
    except InputError:
        return
    assert run.table["distance_m"].is_monotonic_increasing
    assert (run.table["duration_s"] >= 0).all()
