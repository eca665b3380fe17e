"""Colours of the two sides, the same in film, stills and plots.

Blue and orange from Okabe and Ito's set, which colour-blind readers can tell apart; a brighter pair
for dark ground and for the film. Plots also differ by dash and marker.
"""

from kneedrive.motion.motion import Side

Rgb = tuple[int, int, int]

ON_LIGHT: dict[Side, str] = {"left": "#0072b2", "right": "#c85200"}
ON_DARK: dict[Side, str] = {"left": "#56b4e9", "right": "#f0a030"}


def rgb(colour: str) -> Rgb:
    """The three numbers of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


IN_FILM: dict[Side, Rgb] = {side: rgb(colour) for side, colour in ON_DARK.items()}
