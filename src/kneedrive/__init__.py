"""Kneedrive measures a runner's stride and knee drive from a side-view clip.

>>> from pathlib import Path
>>> from kneedrive import Filming, Runner, analyze
>>> analysis = analyze(Path("run.mov"), Runner(height_m=1.78), Filming())  # doctest: +SKIP
>>> analysis.metrics["flight_time_ms"].value  # doctest: +SKIP
118.0
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kneedrive.errors import InputError

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis, Filming, Runner, analyze

__all__ = ["Analysis", "Filming", "InputError", "Runner", "analyze"]
__version__ = version("kneedrive")

_LATER = dict.fromkeys(("Analysis", "Filming", "Runner", "analyze"), "kneedrive.analysis")


def __getattr__(name: str) -> Any:
    """What needs the numerical libraries is loaded when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
