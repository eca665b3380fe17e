"""The rate at which the camera took the pictures, where the file itself says so.

- Android slow motion (Pixel, Xiaomi, Samsung and others) plays at about 30 Hz and names the true
  rate under `com.android.capture.fps`; normal clips name their own rate there.
- Sony cameras keep an XML document in the file with `captureFps="119.88p"`.
- GoPro and an iPhone's own slow-motion file play at the captured rate: nothing needs to be said.
- An iPhone's slow-motion clip once trimmed, edited or shared is stored slowed down, at 30 Hz, and
  nothing in it tells so (`com.apple.quicktime.full-frame-rate-playback-intent` is 0 for normal
  clips too): the user has to say it.
"""

import os
import re
from pathlib import Path

ANDROID_TAG = "com.android.capture.fps"
SONY_TAG = "captureFps"
_BOX_HEADER = 8
_LARGEST_XML = 4_000_000
_MOST_BOXES = 1000


def capture_rate(tags: dict[str, str], path: Path) -> tuple[float | None, str | None]:
    """The capture rate (Hz) that a file names, and the name of the tag; (None, None) without one.

    The number is passed on as it stands, sensible or not.
    """
    named = _number(tags.get(ANDROID_TAG, ""))
    if named is not None:
        return named, ANDROID_TAG
    named = _number(_sony_rate(path))
    if named is not None:
        return named, SONY_TAG
    return None, None


def _number(text: str) -> float | None:
    """The number that a tag begins with, None without one."""
    match = re.match(r"\s*([-+]?(?:\d+\.?\d*|\.\d+|inf|nan)(?:e[-+]?\d+)?)", text, re.IGNORECASE)
    return float(match[1]) if match else None


def _sony_rate(path: Path) -> str:
    """The captureFps of the XML document in a file's outermost `meta` box, "" without one."""
    document = _outer_box(path, b"meta")
    match = re.search(rb'captureFps="([^"]{1,20})"', document)
    return match[1].decode("latin-1") if match else ""


def _outer_box(path: Path, kind: bytes) -> bytes:
    """Content of the first outermost box of a kind in an mp4 or mov file, b"" without one.

    A box is a 4-byte length (1 = an 8-byte length follows, 0 = to the end), a 4-byte kind, content.
    """
    with path.open("rb") as file:
        start, end = 0, file.seek(0, os.SEEK_END)
        for _ in range(_MOST_BOXES):
            if start >= end:
                return b""
            file.seek(start)
            header = file.read(2 * _BOX_HEADER)
            length = int.from_bytes(header[:4], "big")
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            if length < _BOX_HEADER or (start == 0 and header[4:8] != b"ftyp"):
                return b""
            if header[4:8] == kind:
                file.seek(start + _BOX_HEADER)
                return file.read(min(length - _BOX_HEADER, _LARGEST_XML))
            start += length
    return b""
