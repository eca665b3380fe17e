"""Fade: where in a run the stride changes, which part of it goes, and by how much."""

from kneedrive.fade.fade import Drift, Fade, find_fade
from kneedrive.fade.files import PAGE_NAME, write_fade
from kneedrive.fade.kinds import Point
from kneedrive.fade.split import Split, split
from kneedrive.fade.words import summary

__all__ = [
    "PAGE_NAME",
    "Drift",
    "Fade",
    "Point",
    "Split",
    "find_fade",
    "split",
    "summary",
    "write_fade",
]
