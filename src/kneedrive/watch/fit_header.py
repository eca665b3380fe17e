"""Headers of FIT files that were never closed: the watch died, or the file was cut short.

The header promises a length. Where the promise is wrong, it is put right, so that the records
before the break are read.
"""

import struct

_LENGTH = struct.Struct("<I")
_LENGTH_AT = 4
_CHECKSUM = 2


def is_fit(data: bytes) -> bool:
    """Whether the bytes begin like a FIT file."""
    return len(data) >= 12 and data[8:12] == b".FIT"


def whole_header(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The bytes with a header that fits them, and a note where it did not."""
    header = data[0]
    (promised,) = _LENGTH.unpack_from(data, _LENGTH_AT)
    there = len(data) - header
    if promised == 0:
        note = "the file was never closed by the watch; it was read as far as it goes"
    elif promised + _CHECKSUM > there:
        note = f"the file is cut short: {there / (promised + _CHECKSUM):.0%} of it is there"
    else:
        return data, ()
    return data[:_LENGTH_AT] + _LENGTH.pack(there) + data[_LENGTH_AT + 4 :], (note,)
