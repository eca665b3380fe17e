"""Two clips: fresh against tired, before against after, metric by metric and side by side."""

from kneedrive.fade.clips.compare import Comparison, compare
from kneedrive.fade.clips.taken import Taken, read_taken
from kneedrive.fade.clips.verdict import Compared, Verdict
from kneedrive.fade.clips.write import PAGE_NAME, write_comparison

__all__ = [
    "PAGE_NAME",
    "Compared",
    "Comparison",
    "Taken",
    "Verdict",
    "compare",
    "read_taken",
    "write_comparison",
]
