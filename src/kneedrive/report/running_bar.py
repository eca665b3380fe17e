"""The running bar under the film: contacts of both feet and flights, scrolling past the present."""

import math
from itertools import pairwise

import cv2

from kneedrive.findings import number
from kneedrive.motion.motion import SIDES, Side
from kneedrive.report.palette import IN_FILM, Rgb
from kneedrive.report.pen import DARK, WHITE, Pen, Picture
from kneedrive.stride.strides import Contact

WINDOW_S = 2.0  # captured time that the bar shows
NOW_AT = 0.65  # where the present stands in it
HEIGHT_SHARE = 0.2  # of the picture's shorter side
LONGEST_FLIGHT_S = 0.4
LANE: Rgb = (52, 55, 60)


def bar_height(width: int, height: int) -> int:
    """Height (px) of the bar below a picture of this size; with it, the rows come in fours."""
    # Half-size colour planes of a picture whose rows come in fours split evenly.
    return int(height + HEIGHT_SHARE * min(width, height)) // 4 * 4 - height


def flights(contacts: tuple[Contact, ...]) -> list[tuple[float, float]]:
    """(start, end) in s of every time both feet are in the air, between two known contacts."""
    return [
        (a.toe_off_s, b.strike_s)
        for a, b in pairwise(contacts)
        if 0 < b.strike_s - a.toe_off_s < LONGEST_FLIGHT_S
    ]


class RunningBar:
    """Draws the bar at a captured time."""

    def __init__(self, contacts: tuple[Contact, ...]) -> None:
        self._contacts = contacts
        self._flights = flights(contacts)

    def draw(self, bar: Picture, time_s: float, thigh_deg: dict[Side, float], unit: int) -> None:
        """Draw on a strip of (height, width, 3); angles that are missing show as a dash."""
        bar[:] = DARK
        height, width = bar.shape[:2]
        left, half = round(0.24 * height), round(0.11 * height)
        lanes = {side: round((0.46 + 0.3 * i) * height) for i, side in enumerate(SIDES)}
        now_x = left + NOW_AT * (width - left)

        def x(at_s: float) -> int:
            return int(max(left, now_x + (at_s - time_s) * (width - left) / WINDOW_S))

        for y in lanes.values():
            cv2.line(bar, (left, y), (width, y), LANE, 1)
        for contact in self._contacts:
            if shown(contact.strike_s, contact.toe_off_s, time_s):
                y, colour = lanes[contact.side], IN_FILM[contact.side]
                ends = (x(contact.strike_s), y - half), (x(contact.toe_off_s), y + half)
                cv2.rectangle(bar, *ends, colour, -1)
        for begin_s, end_s in self._flights:
            if shown(begin_s, end_s, time_s):
                y = (lanes["left"] + lanes["right"]) // 2
                cv2.rectangle(bar, (x(begin_s), y - 1), (x(end_s), y + 1), WHITE, -1)
        cv2.line(bar, (round(now_x), round(0.3 * height)), (round(now_x), height), WHITE, unit)

        pen = Pen(bar, 1.0, unit)
        pen.words(f"{time_s:.2f} s", 0.07 * height, 0.24 * height, WHITE, 0.8)
        for side in SIDES:
            pen.words(
                side[0].upper(), 0.07 * height, lanes[side] + 0.09 * height, IN_FILM[side], 0.8
            )
            text = f"{side} thigh {degrees(thigh_deg.get(side, math.nan))}"
            end_x = width - (0.1 if side == "right" else 2.05) * height
            start_x = end_x - pen.width(text, 0.8)
            pen.words(text, start_x, 0.24 * height, IN_FILM[side], 0.8)


def degrees(angle_deg: float) -> str:
    """An angle in words: "34°", "−12°", a dash where it is missing."""
    if not math.isfinite(angle_deg):
        return "–"
    return f"{number(angle_deg, 0)}°"


def shown(begin_s: float, end_s: float, time_s: float) -> bool:
    """Whether a stretch of time lies in the bar's window."""
    return end_s > time_s - WINDOW_S * NOW_AT and begin_s < time_s + WINDOW_S * (1 - NOW_AT)
