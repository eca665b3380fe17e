"""What is drawn on each picture of the annotated film: skeleton and thigh arcs."""

import math
from itertools import pairwise

import numpy as np

from kneedrive.analysis import Analysis
from kneedrive.motion.motion import SIDES, Side
from kneedrive.report.palette import IN_FILM
from kneedrive.report.pen import DARK, WHITE, Pen, Picture
from kneedrive.report.pose_at import PoseAt
from kneedrive.report.running_bar import RunningBar, degrees

CHAIN = ("hip", "knee", "ankle", "heel", "toe", "ankle")
ARM = ("shoulder", "elbow", "wrist")
NEAR_ARC, FAR_ARC = 0.6, 0.45  # radius of the thigh arcs, in thigh lengths


class Overlay:
    """Draws one runner's skeleton, thigh arcs and running bar.

    Parameters
    ----------
    analysis : what was measured
    scale : pixels of the drawn picture per pixel of the clip's own
    width, height : size of the drawn picture without its bar, px
    """

    def __init__(self, analysis: Analysis, scale: float, width: int, height: int) -> None:
        self._near: Side = analysis.motion.near_side
        self._far: Side = "right" if self._near == "left" else "left"
        self._forward = 1 if analysis.motion.facing == "right" else -1
        self._pose = PoseAt(analysis.motion)
        self._bar = RunningBar(analysis.strides.contacts)
        self._scale, self._height = scale, height
        self._unit = max(1, round(min(width, height) / 200))

    def draw(self, picture: Picture, time_s: float) -> None:
        """Draw on a picture of (height + bar) rows, of captured time time_s."""
        angles: dict[Side, float] = {}
        if self._pose.move_to(time_s):
            pen = Pen(picture[: self._height], self._scale, self._unit)
            self._leg(pen, self._far, self._unit)
            self._body(pen)
            self._leg(pen, self._near, 2 * self._unit)
            angles = {side: self._pose.thigh_deg(side) for side in SIDES}
            for side, angle in angles.items():
                self._arc(pen, side, angle)
        self._bar.draw(picture[self._height :], time_s, angles, self._unit)

    def _leg(self, pen: Pen, side: Side, width: int) -> None:
        points = [self._pose.point(f"{side}_{joint}") for joint in CHAIN]
        for colour, thick in ((DARK, width + 2), (IN_FILM[side], width)):
            for start, end in pairwise(points):
                pen.line(start, end, colour, thick)
        for joint in points[:3]:
            pen.dot(joint, WHITE, width + 1)

    def _body(self, pen: Pen) -> None:
        hips = (self._pose.point("left_hip") + self._pose.point("right_hip")) / 2
        neck = (self._pose.point("left_shoulder") + self._pose.point("right_shoulder")) / 2
        arm = [self._pose.point(f"{self._near}_{joint}") for joint in ARM]
        for start, end in ((hips, neck), (arm[0], arm[1]), (arm[1], arm[2])):
            pen.line(start, end, WHITE, self._unit)

    def _arc(self, pen: Pen, side: Side, angle_deg: float) -> None:
        """The thigh angle: an arc from the vertical to the thigh; the near one says its degrees."""
        hip, knee = self._pose.point(f"{side}_hip"), self._pose.point(f"{side}_knee")
        if not (np.isfinite(hip).all() and np.isfinite(knee).all() and math.isfinite(angle_deg)):
            return
        length = float(np.hypot(*(knee - hip)))
        thigh = math.degrees(math.atan2(knee[1] - hip[1], knee[0] - hip[0]))
        # The camera's roll is out of the angle, so the vertical is found back from the thigh.
        vertical = thigh + self._forward * angle_deg
        down = np.array([math.cos(math.radians(vertical)), math.sin(math.radians(vertical))])
        pen.line(hip, hip + 0.8 * length * down, WHITE, 1)
        near = side == self._near
        pen.arc(hip, (NEAR_ARC if near else FAR_ARC) * length, vertical, thigh, IN_FILM[side])
        if near:
            x, y = (knee + np.array([0.22 * length * self._forward, 0])) * self._scale
            text = degrees(angle_deg)
            before = 0 if self._forward > 0 else pen.width(text, 1.2)
            pen.edged_words(text, float(x) - before, float(y), IN_FILM[side], 1.2)
