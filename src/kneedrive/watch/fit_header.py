"""Headers of FIT files, also of those that were never closed: the watch died, or the file was cut.

The header promises a length. Where the promise is wrong, what is there counts.
"""

import struct

_LENGTH = struct.Struct("<I")
_LENGTH_AT = 4
_CHECKSUM = 2


def is_fit(data: bytes) -> bool:
    """Whether the bytes begin like a FIT file."""
    return len(data) >= 12 and data[8:12] == b".FIT"


def body_of(data: bytes, begin: int) -> tuple[int, int, tuple[str, ...]]:
    """Where the messages of the FIT file at `begin` start and end; a note where it is cut short."""
    first = begin + data[begin]
    (promised,) = _LENGTH.unpack_from(data, begin + _LENGTH_AT)
    there = len(data) - first
    if promised == 0:
        note = "the file was never closed by the watch; it was read as far as it goes"
    elif promised + _CHECKSUM > there:
        note = f"the file is cut short: {max(there, 0) / (promised + _CHECKSUM):.0%} of it is there"
    else:
        return first, first + promised, ()
    return first, len(data), (note,)
