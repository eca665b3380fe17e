"""Pose: from a clip to the landmarks of its runner, in pixels, with their confidence."""

from kneedrive.pose.keypoints import (
    LANDMARKS,
    Keypoints,
    Person,
    clock_of,
    read_keypoints,
    write_keypoints,
)
from kneedrive.pose.pipeline import estimate
from kneedrive.pose.weights import fetch

__all__ = [
    "LANDMARKS",
    "Keypoints",
    "Person",
    "clock_of",
    "estimate",
    "fetch",
    "read_keypoints",
    "write_keypoints",
]
