"""What is hung on or tied to the leg: its kind, how it is written, the pull it makes.

A weight pulls down at the middle of the foot. A cable pulls on the ankle from low behind. A
mini-band round the feet pulls the lifted foot to the standing one; its force depends on its colour
and stretch. What makers print is 20 % off either way, colours differ between makers, and a loop
whose flat length was not measured may be a third shorter or longer. A band of unknown force is
'unknown' and only says that there was one.
"""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneedrive.errors import InputError
from kneedrive.strength.capacity.leg import G

Kind = Literal["none", "weight", "cable", "band"]

KG_PER_LB, N_PER_LB = 0.45359237, 4.4482216
WEIGHT_ERROR = 0.02  # printed weights
BAND_ERROR = 0.20  # of what makers print (EVIDENCE: tensiometry of elastic bands)
HEAVIEST_KG, STRONGEST_N = 60.0, 400.0
# Pounds of one strand at 100 % and 200 % of stretch, as the commonest maker prints them.
STRAND_LB = {
    "tan": (2.4, 3.4),
    "yellow": (3.0, 4.3),
    "red": (3.7, 5.5),
    "green": (4.6, 6.7),
    "blue": (5.8, 8.6),
    "black": (7.3, 10.2),
    "silver": (10.2, 15.3),
    "gold": (14.2, 21.3),
}
LOOP_M, LOOP_ERROR_M = 0.30, 0.05  # flat length of a usual mini-band; they are sold from 0.2 to 0.4
MEASURED_LOOP_ERROR_M = 0.005
LOOPS_M = (0.1, 0.8)
CABLE_DEG, CABLE_ERROR_DEG = 30.0, 15.0  # below the horizontal, towards the back
HOW = "write it like 4kg, 8lb, cable:10kg, band:60N, band:green, band:green@0.28m or band"


@dataclass(frozen=True)
class Load:
    """A load.

    Parameters
    ----------
    force_n : None where not known
    error : of the force, twice its relative standard deviation
    colour : of a band whose force follows from its stretch
    loop_m, loop_error_m : flat length of that band, and its standard deviation
    below_deg, below_error_deg : of a cable, under the horizontal; and the standard deviation
    """

    kind: Kind
    force_n: float | None
    error: float
    words: str
    colour: str | None = None
    loop_m: float = LOOP_M
    loop_error_m: float = 0.0
    below_deg: float = CABLE_DEG
    below_error_deg: float = 0.0

    @property
    def ordinal(self) -> bool:
        """Known only as more or less than another one."""
        return self.kind == "band" and self.force_n is None and self.colour is None


NO_LOAD = Load("none", 0.0, 0.0, "no load")


def read_load(text: str | None) -> Load:
    """A load as the user writes it: 4kg, 8lb, cable:10kg, band:60N, band:green@0.28m, band.

    Raises
    ------
    InputError : it is none of these, or nobody lifts it
    """
    if text is None or text.strip().lower() in ("", "none", "0", "0kg", "0lb"):
        return NO_LOAD
    word = text.strip().lower()
    kind, _, amount = word.partition(":") if ":" in word else ("", "", word)
    if word in ("band", "unknown") or (kind == "band" and amount == "unknown"):
        return Load("band", None, np.inf, "a band of unknown force")
    if kind == "band" and (coloured := _coloured(amount)):
        return coloured
    read = _newtons(amount)
    if read is None or kind not in ("", "band", "cable", "weight"):
        raise InputError(f"--load {text} is not a load", HOW)
    force_n, shown = read
    if force_n > (STRONGEST_N if kind == "band" else HEAVIEST_KG * G):
        raise InputError(f"--load {text} is more than a leg lifts", "check the unit")
    if force_n == 0.0:
        return NO_LOAD
    if kind == "band":
        return Load("band", force_n, BAND_ERROR, f"a mini-band of {shown}")
    if kind == "cable":
        words = f"a cable with {shown}"
        return Load("cable", force_n, WEIGHT_ERROR, words, below_error_deg=CABLE_ERROR_DEG)
    return Load("weight", force_n, WEIGHT_ERROR, f"{shown} on the foot")


def _coloured(amount: str) -> Load | None:
    """A band by its colour, and the flat length of its loop where it was measured."""
    colour, _, length = amount.partition("@")
    if colour not in STRAND_LB:
        return None
    words = f"a {colour} mini-band"
    if not length:
        return Load("band", None, BAND_ERROR, words, colour, loop_error_m=LOOP_ERROR_M)
    match = re.fullmatch(r"(\d*\.?\d+)\s*(m|cm)", length.strip())
    loop_m = float(match.group(1)) * (0.01 if match.group(2) == "cm" else 1.0) if match else 0.0
    if not LOOPS_M[0] <= loop_m <= LOOPS_M[1]:
        raise InputError(
            f"--load band:{amount} has no length of a mini-band",
            "give the length of the loop laid flat, like band:green@0.28m",
        )
    words += f", {loop_m:.2f} m long when laid flat"
    return Load("band", None, BAND_ERROR, words, colour, loop_m, MEASURED_LOOP_ERROR_M)


def _newtons(amount: str) -> tuple[float, str] | None:
    """Force (N) of an amount, and the amount in words."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(kg|lb|lbs|n)", amount.strip())
    if not match:
        return None
    value, unit = float(match.group(1)), match.group(2)
    shown = f"{match.group(1)} {({'n': 'N', 'lbs': 'lb'}).get(unit, unit)}"
    if unit == "n":
        return value, shown
    return value * G * (1.0 if unit == "kg" else KG_PER_LB), shown


def band_force_n(colour: str, length_m: float, loop_m: float = LOOP_M) -> float:
    """Force of a loop (two strands) pulled to this length; 0 where it hangs loose.

    Straight lines through no stretch, 100 % and 200 %; beyond, the last one goes on.
    """
    stretch = max(0.0, length_m / loop_m - 1.0)
    one, two = STRAND_LB[colour]
    strand_lb = one * stretch if stretch <= 1.0 else one + (two - one) * (stretch - 1.0)
    return 2.0 * strand_lb * N_PER_LB
