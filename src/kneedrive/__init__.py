"""Kneedrive measures a runner's stride and knee drive from a side-view phone clip.

>>> from pathlib import Path
>>> from kneedrive import Filming, Runner, analyze
>>> analysis = analyze(Path("run.mov"), Runner(height_m=1.78), Filming())  # doctest: +SKIP
>>> analysis.metrics["flight_time_ms"].value  # doctest: +SKIP
118.0

docs/how-it-works.md shows the whole of it, from the film to the programme.
"""

from typing import TYPE_CHECKING

from kneedrive.errors import InputError
from kneedrive.later import load_later
from kneedrive.version import __version__

if TYPE_CHECKING:
    from kneedrive.analysis import Analysis, Filming, Runner, analyze, calibrate
    from kneedrive.fade import Fade, find_fade
    from kneedrive.fade.clips import Comparison, compare
    from kneedrive.programme import Done, Log, Programme, Trouble, Wishes, make_programme
    from kneedrive.report import write_report
    from kneedrive.strength import (
        Coaching,
        Filmed,
        HoldTest,
        Person,
        Reported,
        assess_hold,
        coach,
        follow_exercise,
        read_load,
    )
    from kneedrive.watch import Run, read_run

__all__ = [
    "Analysis",
    "Coaching",
    "Comparison",
    "Done",
    "Fade",
    "Filmed",
    "Filming",
    "HoldTest",
    "InputError",
    "Log",
    "Person",
    "Programme",
    "Reported",
    "Run",
    "Runner",
    "Trouble",
    "Wishes",
    "__version__",
    "analyze",
    "assess_hold",
    "calibrate",
    "coach",
    "compare",
    "find_fade",
    "follow_exercise",
    "make_programme",
    "read_load",
    "read_run",
    "write_report",
]

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.analysis": ("Analysis", "Filming", "Runner", "analyze", "calibrate"),
        "kneedrive.report": ("write_report",),
        "kneedrive.strength": (
            "Coaching",
            "Filmed",
            "HoldTest",
            "Person",
            "Reported",
            "assess_hold",
            "coach",
            "follow_exercise",
            "read_load",
        ),
        "kneedrive.watch": ("Run", "read_run"),
        "kneedrive.fade": ("Fade", "find_fade"),
        "kneedrive.fade.clips": ("Comparison", "compare"),
        "kneedrive.programme": ("Done", "Log", "Programme", "Trouble", "Wishes", "make_programme"),
    },
)


def __dir__() -> list[str]:
    """Also the names that are not loaded yet."""
    return __all__
