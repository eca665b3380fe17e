"""Kneedrive measures a runner's stride and knee drive from a side-view clip.

>>> from pathlib import Path
>>> from kneedrive import Filming, Runner, analyze
>>> analysis = analyze(Path("run.mov"), Runner(height_m=1.78), Filming())  # doctest: +SKIP
>>> analysis.metrics["flight_time_ms"].value  # doctest: +SKIP
118.0
"""

from importlib.metadata import version

from kneedrive.analysis import Analysis, Filming, Runner, analyze
from kneedrive.errors import InputError

__all__ = ["Analysis", "Filming", "InputError", "Runner", "analyze"]
__version__ = version("kneedrive")
