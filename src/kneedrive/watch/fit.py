"""FIT files: Garmin, COROS, Stryd, RunScribe, Suunto, Polar, Wahoo and whoever else writes them.

The bytes are decoded by Garmin's own SDK. A file that was cut short is read as far as it goes.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from garmin_fit_sdk import Decoder, Stream

from kneedrive.errors import InputError
from kneedrive.watch.fit_fields import NATIVE, developer_values, native_values
from kneedrive.watch.fit_header import whole_header
from kneedrive.watch.fit_legs import TO_UNIX_S, RunLeg, run_leg
from kneedrive.watch.fit_plain import plain_times
from kneedrive.watch.recording import Floats, Recording, raw_table

Messages = Mapping[str, Sequence[Mapping[Any, Any]]]

ENOUGH = 0.5  # of the records must hold a native value for it to be preferred
TELLING_MS = 10.0  # two sensors that differ by more deserve a word


def read_fit(data: bytes, name: str) -> Recording:
    """One run from the bytes of a FIT file.

    Raises
    ------
    InputError : no records, or not a run
    """
    messages, notes = _decode(data)
    leg = run_leg(messages, name)
    records = [
        r
        for r in messages.get("record_mesgs", ())
        if isinstance(r.get("timestamp"), int) and leg.begin_s <= r["timestamp"] <= leg.end_s
    ]
    if not records:
        why = f" ({notes[0]})" if notes else ""
        raise InputError(f"{name} holds no records of a run{why}", "export the activity again")
    columns = {column: native_values(records, column) for column in NATIVE}
    columns["clock_s"] = np.array([r["timestamp"] + TO_UNIX_S for r in records], dtype=float)
    source = "the watch" if np.isfinite(columns["contact_ms"]).any() else None
    for column, (values, field) in developer_values(
        records, messages.get("field_description_mesgs", ())
    ).items():
        native = columns[column]
        has_native = np.isfinite(native) & (native > 0)
        if column == "contact_ms":
            notes += _disagreement(native, values, field)
        if np.mean(has_native) < ENOUGH * np.mean(np.isfinite(values)):
            columns[column] = values
            source = f"the field “{field}”" if column == "contact_ms" else source
    return Recording(
        kind="FIT",
        device=_device(messages),
        records=raw_table(columns, len(records)),
        pauses_s=_pauses(messages, leg),
        summary=leg.summary,
        contact_source=source,
        notes=(*notes, *leg.notes),
    )


def _decode(data: bytes) -> tuple[Messages, tuple[str, ...]]:
    """All messages, and what stopped the reading before the end."""
    whole, notes = whole_header(data)
    messages, errors = _read(whole)
    if errors and "ompressed timestamp" in str(errors[0]):
        messages, errors = _read(plain_times(whole))
    if errors and not notes:
        notes = (f"the file can't be read to its end ({_plain(errors[0])})",)
    return messages, notes


def _read(data: bytes) -> tuple[Messages, Sequence[Exception]]:
    """Messages by kind, and the errors that ended the reading."""
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read(
        convert_datetimes_to_dates=False,
        enable_crc_check=False,
        expand_sub_fields=False,
        merge_heart_rates=False,
    )
    return cast(Messages, messages), errors


def _plain(error: Exception) -> str:
    """The SDK's reason without its frame."""
    text = str(error).removeprefix("FIT Runtime Error ").strip()
    return text[:80] or type(error).__name__


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


def _pauses(messages: Messages, leg: RunLeg) -> tuple[tuple[float, float], ...]:
    """Stops of the timer until its next start, seconds since 1970."""
    pauses, stopped = [], None
    for event in messages.get("event_mesgs", ()):
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


def _device(messages: Messages) -> str:
    """Maker and product as the file names them."""
    for message in messages.get("file_id_mesgs", ()):
        maker = str(message.get("manufacturer", "")).replace("_", " ")
        product = message.get("garmin_product") or message.get("product_name") or ""
        return f"{maker} {product if isinstance(product, str) else ''}".strip()
    return ""
