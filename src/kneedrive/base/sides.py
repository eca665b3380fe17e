"""Left and right, in the order in which both are listed everywhere."""

from typing import Literal

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
