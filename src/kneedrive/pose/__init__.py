"""Pose: from a clip to the landmarks of its runner, in pixels, with their confidence."""

from typing import TYPE_CHECKING

from kneedrive.later import load_later

if TYPE_CHECKING:
    from kneedrive.pose.keypoints import (
        LANDMARKS,
        Keypoints,
        Person,
        clock_of,
        write_keypoints,
    )
    from kneedrive.pose.pipeline import estimate
    from kneedrive.pose.table import read_keypoints
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

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.pose.keypoints": (
            "LANDMARKS",
            "Keypoints",
            "Person",
            "clock_of",
            "write_keypoints",
        ),
        "kneedrive.pose.pipeline": ("estimate",),
        "kneedrive.pose.table": ("read_keypoints",),
        "kneedrive.pose.weights": ("fetch",),
    },
)
