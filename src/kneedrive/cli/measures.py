"""Heights and speeds as people write them: 1,78 or 178cm or 5'10, 12km/h or 7.5mph or 3.3."""

import re

from kneedrive.errors import InputError

NUMBER = r"(\d+(?:[.,]\d+)?)"
FEET_MARK, INCH_MARK = r"(?:'|’|′|ft|feet)", r"(?:\"|”|″|''|in|inches)"
M_PER_FOOT, M_PER_INCH = 0.3048, 0.0254
SMALLEST_CM = 50.0  # a bare number from here on is centimetres
MPS_PER = {
    "": 1.0,
    "m/s": 1.0,
    "mps": 1.0,
    "km/h": 1 / 3.6,
    "kmh": 1 / 3.6,
    "kph": 1 / 3.6,
    "mph": 0.44704,
    "mi/h": 0.44704,
}


def metres(text: str) -> float:
    """A height, m, from 1.78, 1,78, 1m78, 178, 178cm, 5'10, 5'10" or 5ft 10in."""
    plain = text.strip().lower()
    if match := re.fullmatch(rf"{NUMBER}\s*(m|cm)?", plain):
        value, unit = _number(match[1]), match[2]
        return value / 100 if unit == "cm" or (unit is None and value >= SMALLEST_CM) else value
    if match := re.fullmatch(r"(\d)\s*m\s*(\d\d)", plain):
        return int(match[1]) + int(match[2]) / 100
    if match := re.fullmatch(rf"(\d)\s*{FEET_MARK}\s*(?:{NUMBER}\s*{INCH_MARK}?)?", plain):
        inches = _number(match[2] or "0")
        if inches < 12:
            return int(match[1]) * M_PER_FOOT + inches * M_PER_INCH
    raise InputError(f"--height {shown(text)} is not a height", "write it like 1.78, 178cm or 5'10")


def metres_a_second(text: str) -> float:
    """A speed, m/s, from 3.3, 3.3m/s, 12km/h or 7.5mph."""
    match = re.fullmatch(rf"{NUMBER}\s*([a-z/]*)", text.strip().lower())
    if match is None or match[2] not in MPS_PER:
        raise InputError(
            f"--speed {shown(text)} is not a speed",
            "write it like 3.3, 12km/h or 7.5mph; a pace goes to --pace",
        )
    return _number(match[1]) * MPS_PER[match[2]]


def shown(text: str) -> str:
    """A word of the command line for a message: printable, and short."""
    return "".join(c if c.isprintable() else "?" for c in text[:30])


def _number(text: str) -> float:
    return float(text.replace(",", "."))
