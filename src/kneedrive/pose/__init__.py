"""Pose: from a clip to the landmarks of its runner, in pixels, with their confidence."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_ELSEWHERE = {"estimate": "kneedrive.pose.pipeline", "fetch": "kneedrive.pose.weights"}


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: other rooms only need the small parts of this one."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "kneedrive.pose.keypoints")), name)
