"""Names and places of the landmarks that postures are made of."""

from typing import Literal

from kneedrive.pose.keypoints import LANDMARKS

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

AT = {name: i for i, name in enumerate(LANDMARKS)}
LEG_JOINTS = ("hip", "knee", "ankle", "heel", "toe")
