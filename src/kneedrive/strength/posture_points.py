"""Names and places of the landmarks that postures are made of."""

from kneedrive.pose.keypoints import LANDMARKS

AT = {name: i for i, name in enumerate(LANDMARKS)}
LEG_JOINTS = ("hip", "knee", "ankle", "heel", "toe")
