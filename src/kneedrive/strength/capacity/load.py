"""What is hung on or tied to the leg: its kind, how it is written, the pull it makes.

A weight pulls down at the middle of the foot. A cable pulls on the ankle from low behind. A
mini-band round the feet pulls the lifted foot to the standing one; its force depends on its colour
and stretch, and what makers print is 20 % off either way, so that a band of unknown force is
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
# Pounds of one strand at 100 % and 200 % of stretch, as makers print them.
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
LOOP_M = 0.30  # flat length of a usual mini-band
CABLE_DEG, CABLE_ERROR_DEG = 30.0, 15.0  # below the horizontal, towards the back


@dataclass(frozen=True)
class Load:
    """A load: `force_n` None where not known, `error` twice its relative standard deviation.

    colour : of a band whose force follows from its stretch
    """

    kind: Kind
    force_n: float | None
    error: float
    words: str
    colour: str | None = None

    @property
    def ordinal(self) -> bool:
        """Known only as more or less than another one."""
        return self.kind == "band" and self.force_n is None and self.colour is None


NO_LOAD = Load("none", 0.0, 0.0, "no load")


def read_load(text: str | None) -> Load:
    """A load as the user writes it: 4kg, 8lb, cable:10kg, band:60N, band:green, band.

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
    if kind == "band" and amount in STRAND_LB:
        return Load("band", None, BAND_ERROR, f"a {amount} mini-band", amount)
    force_n = _newtons(amount)
    if force_n is None or kind not in ("", "band", "cable", "weight"):
        raise InputError(
            f"--load {text} is not a load",
            "write it like 4kg, 8lb, cable:10kg, band:60N, band:green or band",
        )
    if force_n > (STRONGEST_N if kind == "band" else HEAVIEST_KG * G):
        raise InputError(f"--load {text} is more than a leg lifts", "check the unit")
    shown = amount.replace("kg", " kg").replace("lb", " lb").replace("n", " N")
    if kind == "band":
        return Load("band", force_n, BAND_ERROR, f"a mini-band of {shown}")
    if kind == "cable":
        return Load("cable", force_n, WEIGHT_ERROR, f"a cable with {shown}")
    return Load("weight", force_n, WEIGHT_ERROR, f"{shown} on the foot")


def _newtons(amount: str) -> float | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(kg|lb|lbs|n)", amount)
    if not match:
        return None
    value, unit = float(match.group(1)), match.group(2)
    if unit == "n":
        return value
    return value * G * (1.0 if unit == "kg" else KG_PER_LB)


def band_force_n(colour: str, feet_apart_m: float, loop_m: float = LOOP_M) -> float:
    """Force of a loop (two strands) round feet this far apart; 0 where it hangs loose.

    Straight lines through no stretch, 100 % and 200 %; beyond, the last one goes on.
    """
    stretch = max(0.0, feet_apart_m / loop_m - 1.0)
    one, two = STRAND_LB[colour]
    strand_lb = one * stretch if stretch <= 1.0 else one + (two - one) * (stretch - 1.0)
    return 2.0 * strand_lb * N_PER_LB
