"""Watch: FIT, TCX and GPX files become one tidy table of a run."""

from kneedrive.watch.open import SUFFIXES, read_run, run_of
from kneedrive.watch.recording import Recording, Summary
from kneedrive.watch.run import Run, put_in_order

__all__ = [
    "SUFFIXES",
    "Recording",
    "Run",
    "Summary",
    "put_in_order",
    "read_run",
    "run_of",
]
