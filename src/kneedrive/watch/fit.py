"""FIT files: Garmin, COROS, Stryd, RunScribe, Suunto, Polar, Wahoo and whoever else writes them.

`fit_walk` finds the messages, `fit_records` reads the records, `fit_messages` what is told about
them. A file that was cut short is read as far as it goes.
"""

from collections.abc import Sequence

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.fit_fields import NATIVE, developer_values, native_values
from kneedrive.watch.fit_legs import TO_UNIX_S, RunLeg, run_leg
from kneedrive.watch.fit_messages import EVENT, FIELD_DESCRIPTION, FILE_ID, Told, tell
from kneedrive.watch.fit_records import RECORD, Records, records_of
from kneedrive.watch.fit_walk import Walk
from kneedrive.watch.recording import Floats, Recording, raw_table
from kneedrive.watch.ways import travelled_m

SEMICIRCLE_DEG = 180 / 2**31
ENOUGH = 0.5  # of the records must hold a native value for it to be preferred
TELLING_MS = 10.0  # two sensors that differ by more deserve a word


def read_fit(data: bytes, name: str) -> Recording:
    """One run from the bytes of a FIT file.

    Raises
    ------
    InputError : no records, or not a run
    """
    walk = Walk(data)
    messages = list(walk)
    notes, told = walk.notes, tell(data, messages)
    leg = run_leg(told, name)
    records = records_of(data, [m for m in messages if m.shape.kind == RECORD and leg.has(m)])
    if not len(records.time_s):
        why = f" ({notes[0]})" if notes else ""
        raise InputError(f"{name} holds no records of a run{why}", "export the activity again")
    columns = {column: native_values(records, column) for column in NATIVE}
    columns["clock_s"] = records.time_s + TO_UNIX_S
    source = "the watch" if np.isfinite(columns["contact_ms"]).any() else None
    for column, (values, field) in developer_values(records, told[FIELD_DESCRIPTION]).items():
        native = columns[column]
        has_native = np.isfinite(native) & (native > 0)
        if column == "contact_ms":
            notes += _disagreement(native, values, field)
        if np.mean(has_native) < ENOUGH * np.mean(np.isfinite(values)):
            columns[column] = values
            source = f"the field “{field}”" if column == "contact_ms" else source
    if not np.isfinite(columns["distance_m"]).any():
        columns["distance_m"] = _way_of_places(records)
    return Recording(
        kind="FIT",
        device=_device(told[FILE_ID]),
        records=raw_table(columns, len(records.time_s)),
        pauses_s=_pauses(told[EVENT], leg),
        summary=leg.summary,
        contact_source=source,
        notes=(*notes, *leg.notes),
    )


def _way_of_places(records: Records) -> Floats:
    """(N,) distance along the places of a file that has none of its own."""
    latitude, longitude = (
        SEMICIRCLE_DEG * records.native(name) for name in ("position_lat", "position_long")
    )
    return travelled_m(latitude, longitude, records.time_s, np.ones(len(latitude)))


def _disagreement(native: Floats, values: Floats, field: str) -> tuple[str, ...]:
    """A word on two sensors of contact time that disagree."""
    both = np.isfinite(native) & np.isfinite(values) & (native > 0)
    if both.sum() < 60:
        return ()
    gap_ms = float(np.median(values[both] - native[both]))
    if abs(gap_ms) < TELLING_MS:
        return ()
    return (
        f"two sensors disagree on contact time: “{field}” says {gap_ms:+.0f} ms beside the watch",
    )


def _pauses(events: Sequence[Told], leg: RunLeg) -> tuple[tuple[float, float], ...]:
    """Stops of the timer until its next start, seconds since 1970."""
    pauses, stopped = [], None
    for event in events:
        time_s, kind = event.get("timestamp"), str(event.get("event_type"))
        if event.get("event") != "timer" or not isinstance(time_s, int):
            continue
        if kind.startswith("stop") and stopped is None:
            stopped = time_s
        elif kind == "start" and stopped is not None:
            if time_s > stopped and leg.begin_s <= stopped <= leg.end_s:
                pauses.append((float(stopped + TO_UNIX_S), float(time_s + TO_UNIX_S)))
            stopped = None
    return tuple(pauses)


def _device(file_ids: Sequence[Told]) -> str:
    """Maker and product as the file names them."""
    for told in file_ids:
        maker = str(told.get("manufacturer", "")).replace("_", " ")
        product = told.get("garmin_product") or told.get("product_name") or ""
        return f"{maker} {product if isinstance(product, str) else ''}".strip()
    return ""
