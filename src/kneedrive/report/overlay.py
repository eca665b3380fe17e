"""What is drawn on each picture of the annotated film, and the running bar below it.

Everything is drawn in place on an RGB picture with plain OpenCV calls: well under a millisecond.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import SIDES, Floats, Side
from kneedrive.report.palette import IN_FILM, Rgb
from kneedrive.report.pose_at import PoseAt
from kneedrive.stride.strides import Contact

Picture = NDArray[np.uint8]

WHITE: Rgb = (245, 245, 240)
GREY: Rgb = (120, 124, 130)
DARK: Rgb = (24, 26, 29)
FONT = cv2.FONT_HERSHEY_SIMPLEX
WINDOW_S = 2.0  # captured time that the running bar shows
NOW_AT = 0.65  # where the present stands in the bar
BAR_SHARE = 0.2  # height of the bar, as a share of the picture's shorter side
LONGEST_FLIGHT_S = 0.4
SUBPIXEL = 4  # OpenCV takes coordinates in 1/16 px


def bar_height(width: int, height: int) -> int:
    """Height (px, even) of the running bar below a picture of this size."""
    return int(BAR_SHARE * min(width, height)) // 2 * 2


def flights(contacts: tuple[Contact, ...]) -> list[tuple[float, float]]:
    """(start, end) in s of every time both feet are in the air, between two known contacts."""
    pairs = zip(contacts, contacts[1:], strict=False)
    return [
        (a.toe_off_s, b.strike_s)
        for a, b in pairs
        if 0 < b.strike_s - a.toe_off_s < LONGEST_FLIGHT_S
    ]


class Overlay:
    """Draws one runner's skeleton, thigh arcs and running bar.

    Parameters
    ----------
    scale : pixels of the drawn picture per pixel of the clip's own
    width, height : size of the drawn picture without its bar, px
    """

    def __init__(self, analysis: Analysis, scale: float, width: int, height: int) -> None:
        self._contacts = analysis.strides.contacts
        self._flights = flights(self._contacts)
        self._near: Side = analysis.motion.near_side
        self._forward = 1 if analysis.motion.facing == "right" else -1
        self._pose = PoseAt(analysis.motion)
        self._scale, self._width, self._height = scale, width, height
        self._bar = bar_height(width, height)
        self._line = max(1, round(min(width, height) / 200))
        self._text = min(width, height) / 800

    def draw(self, picture: Picture, time_s: float) -> None:
        """Draw on a picture of (height + bar) rows, of captured time time_s."""
        known = self._pose.move_to(time_s)
        if known:
            far: Side = "right" if self._near == "left" else "left"
            self._leg(picture, far, self._line)
            self._body(picture)
            self._leg(picture, self._near, 2 * self._line)
            for side in SIDES:
                self._arc(picture, side)
        self._running_bar(picture[self._height :], time_s, known)

    def _leg(self, picture: Picture, side: Side, thick: int) -> None:
        chain = [self._pose.point(f"{side}_{joint}") for joint in ("hip", "knee", "ankle")]
        heel, toe = self._pose.point(f"{side}_heel"), self._pose.point(f"{side}_toe")
        bones = [*zip(chain, chain[1:], strict=False), (chain[2], heel), (heel, toe)]
        bones.append((chain[2], toe))
        for start, end in bones:
            self._bone(picture, start, end, DARK, thick + 2)
        for start, end in bones:
            self._bone(picture, start, end, IN_FILM[side], thick)
        for joint in chain:
            self._dot(picture, joint, thick + 1)

    def _body(self, picture: Picture) -> None:
        hips = (self._pose.point("left_hip") + self._pose.point("right_hip")) / 2
        neck = (self._pose.point("left_shoulder") + self._pose.point("right_shoulder")) / 2
        self._bone(picture, hips, neck, WHITE, self._line)
        for upper, lower in (("shoulder", "elbow"), ("elbow", "wrist")):
            start = self._pose.point(f"{self._near}_{upper}")
            self._bone(picture, start, self._pose.point(f"{self._near}_{lower}"), WHITE, self._line)

    def _arc(self, picture: Picture, side: Side) -> None:
        """The thigh angle: an arc from the vertical to the thigh, with degrees on the near side."""
        hip, knee = self._pose.point(f"{side}_hip"), self._pose.point(f"{side}_knee")
        angle = self._pose.thigh_deg(side)
        if not (np.isfinite(hip).all() and np.isfinite(knee).all() and math.isfinite(angle)):
            return
        along = knee - hip
        length = float(np.hypot(*along)) * self._scale
        drawn = math.degrees(math.atan2(along[1], along[0]))
        # The camera's roll is out of the angle, so the vertical is found back from the thigh.
        vertical = drawn + self._forward * angle
        centre, near = self._at(hip), side == self._near
        radius = round(length * (0.62 if near else 0.45) * (1 << SUBPIXEL))
        down = np.radians(vertical)
        foot = hip + along.dot(along) ** 0.5 * 0.75 * np.array([np.cos(down), np.sin(down)])
        self._bone(picture, hip, foot, WHITE, 1)
        cv2.ellipse(picture, centre, (radius, radius), 0, min(drawn, vertical),
                    max(drawn, vertical), IN_FILM[side], self._line, cv2.LINE_AA, SUBPIXEL)  # fmt: skip
        if near:
            middle = np.radians((drawn + vertical) / 2)
            place = hip + along.dot(along) ** 0.5 * 0.9 * np.array([np.cos(middle), np.sin(middle)])
            self._write(picture, f"{angle:.0f} deg", place * self._scale, IN_FILM[side], 0.9)

    def _running_bar(self, bar: Picture, time_s: float, known: bool) -> None:
        """Contacts of both feet and flights, scrolling past the present."""
        bar[:] = DARK
        unit = self._bar
        left_edge, row = round(0.24 * unit), round(0.3 * unit)
        px_per_s = (self._width - left_edge) / WINDOW_S
        now_x = left_edge + NOW_AT * (self._width - left_edge)

        def x(at_s: float) -> int:
            return round(max(left_edge, now_x + (at_s - time_s) * px_per_s))

        for i, side in enumerate(SIDES):
            top = round(0.34 * unit) + i * row
            middle = top + round(0.11 * unit)
            cv2.line(bar, (left_edge, middle), (self._width, middle), (52, 55, 60), 1)
            for contact in self._contacts:
                if contact.side == side and self._in_window(contact.strike_s, contact.toe_off_s, time_s):
                    begin, end = x(contact.strike_s), x(contact.toe_off_s)
                    cv2.rectangle(bar, (begin, top), (end, top + round(0.22 * unit)), IN_FILM[side], -1)
            self._write(bar, side[0].upper(), (0.07 * unit, top + 0.2 * unit), IN_FILM[side], 0.7)
        for begin_s, end_s in self._flights:
            if self._in_window(begin_s, end_s, time_s):
                y = round(0.6 * unit)
                cv2.rectangle(bar, (x(begin_s), y - 2), (x(end_s), y + 1), WHITE, -1)
        cv2.line(bar, (round(now_x), round(0.3 * unit)), (round(now_x), unit), WHITE, self._line)
        self._write(bar, f"{time_s:.2f} s", (0.07 * unit, 0.24 * unit), WHITE, 0.7)
        if known:
            for i, side in enumerate(SIDES):
                angle = self._pose.thigh_deg(side)
                text = f"{side} thigh {angle:.0f}" if math.isfinite(angle) else f"{side} thigh -"
                place = (self._width - (3.6 - 1.8 * i) * unit, 0.24 * unit)
                self._write(bar, text, place, IN_FILM[side], 0.7)

    def _in_window(self, begin_s: float, end_s: float, time_s: float) -> bool:
        return end_s > time_s - WINDOW_S * NOW_AT and begin_s < time_s + WINDOW_S * (1 - NOW_AT)

    def _at(self, point: Floats) -> tuple[int, int]:
        """A point of the clip's picture in the drawn one, in 1/16 px."""
        x, y = point * self._scale * (1 << SUBPIXEL)
        return round(float(x)), round(float(y))

    def _bone(self, picture: Picture, start: Floats, end: Floats, colour: Rgb, thick: int) -> None:
        if np.isfinite(start).all() and np.isfinite(end).all():
            view = picture[: self._height]
            cv2.line(view, self._at(start), self._at(end), colour, thick, cv2.LINE_AA, SUBPIXEL)

    def _dot(self, picture: Picture, point: Floats, radius: int) -> None:
        if np.isfinite(point).all():
            cv2.circle(picture[: self._height], self._at(point), radius << SUBPIXEL, WHITE, -1,
                       cv2.LINE_AA, SUBPIXEL)  # fmt: skip

    def _write(
        self, picture: Picture, text: str, place: tuple[float, float] | Floats, colour: Rgb, size: float
    ) -> None:
        where = (round(float(place[0])), round(float(place[1])))
        size *= 2 * self._text
        cv2.putText(picture, text, where, FONT, size, DARK, 3 * self._line, cv2.LINE_AA)
        cv2.putText(picture, text, where, FONT, size, colour, self._line, cv2.LINE_AA)
