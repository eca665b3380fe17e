"""Contact times that no runner has are no contact times."""

import numpy as np
import pytest

from kneedrive.watch import put_in_order
from kneedrive.watch.recording import Recording, raw_table


@pytest.mark.parametrize(
    ("contact_ms", "kept"), [(79.0, False), (81.0, True), (599.0, True), (601.0, False)]
)
def test_a_contact_of_80_to_600_ms_is_kept_and_no_other(contact_ms, kept):
    count = 120
    contact = np.full(count, 240.0)
    contact[50] = contact_ms
    columns = {
        "clock_s": 1e9 + np.arange(count),
        "distance_m": 3.0 * np.arange(count),
        "speed_mps": np.full(count, 3.0),
        "cadence": np.full(count, 82.0),
        "contact_ms": contact,
    }
    run = put_in_order(Recording("made", "", raw_table(columns, count)), "made")
    assert np.isfinite(run.table["contact_ms"].iloc[50]) == kept
    assert any("contact time is impossible in 1 record" in note for note in run.notes) != kept
