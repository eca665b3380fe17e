"""The few messages of a FIT file that tell about its records, decoded by `fitdecode`."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from fitdecode import CrcCheck, ErrorHandling, FitDataMessage, FitReader

from kneedrive.watch.fit_walk import Message

Told = dict[str, Any]

FILE_ID, SPORT, SESSION, LAP, EVENT, FIELD_DESCRIPTION = 0, 12, 18, 19, 21, 206
DEVELOPER = 207
WANTED = (FILE_ID, SPORT, SESSION, LAP, EVENT, FIELD_DESCRIPTION)
MOST = 50_000
_DEFINITION = 0x40


def tell(data: bytes, messages: Sequence[Message]) -> dict[int, list[Told]]:
    """Values by name of every wanted message, by kind; times in FIT seconds.

    A message that can't be decoded is left out, the others are told.
    """
    told: dict[int, list[Told]] = {kind: [] for kind in WANTED}
    wanted = [m for m in messages if m.shape.kind in WANTED][:MOST]
    done = 0
    while done < len(wanted):
        try:
            for frame in _frames(b"".join(_standing_alone(data, m) for m in wanted[done:])):
                values = {f.name: f.value for f in reversed(frame.fields) if f.value is not None}
                if wanted[done].time_s is not None:
                    values["timestamp"] = wanted[done].time_s
                told[wanted[done].shape.kind].append(values)
                done += 1
        except Exception:  # whatever a damaged message makes the decoder trip over
            done += 1
    return told


def _frames(body: bytes) -> Iterator[FitDataMessage]:
    """The data messages of a body, decoded."""
    header = bytes([12, 0x10, 0, 0]) + len(body).to_bytes(4, "little") + b".FIT"
    reader = FitReader(
        BytesIO(header + body + bytes(2)),
        processor=None,
        check_crc=CrcCheck.DISABLED,
        error_handling=ErrorHandling.IGNORE,
    )
    for frame in reader:
        if isinstance(frame, FitDataMessage) and frame.global_mesg_num != DEVELOPER:
            yield frame


def _standing_alone(data: bytes, message: Message) -> bytes:
    """A message with its definition before it, without developer fields and empty ones."""
    shape = message.shape
    own = [f for f in shape.fields if f.developer is None and f.size > 0]
    head = bytes([_DEFINITION, 0, int(shape.big_endian)])
    kind = shape.kind.to_bytes(2, "big" if shape.big_endian else "little")
    fields = b"".join(bytes([f.number, f.size, f.base]) for f in own)
    size = sum(f.size for f in own)
    values = data[message.at : message.at + size]
    if shape.kind == FIELD_DESCRIPTION:
        # The decoder asks for the developer to be known before his fields.
        whose = next((values[f.at] for f in own if f.number == 0), 0)
        head = bytes([_DEFINITION, 0, 0, DEVELOPER, 0, 1, 3, 1, 2, 0, whose]) + head
    return head + kind + bytes([len(own)]) + fields + b"\0" + values
