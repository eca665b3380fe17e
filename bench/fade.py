"""Part `fade`: how fast watch files are read, and clips cut in half and compared with themselves.

Watch files and clips are measured where they are there. What is found in runs is `fade_found`.
"""

from pathlib import Path

from bench.fade_clips import halves
from bench.fade_found import HALF_MARATHON, watch_folder
from bench.fade_speed import folder_speed, read_seconds
from bench.store import Document, Say, SkippedError, machine


def run(scratch: Path, say: Say) -> Document:
    """Measure everything."""
    document: Document = {"machine": machine()}
    try:
        watches = watch_folder()
        say("fade: reading speed and a folder of runs")
        document["read_s"] = read_seconds(watches / HALF_MARATHON)
        document["folder"] = folder_speed(watches / HALF_MARATHON, scratch / "fade", say)
    except SkippedError as reason:
        say(f"fade: real watch files not measured: {reason}")
        document |= {"read_s": None, "folder": None}
    document["halves"] = halves(scratch, say)
    return document
