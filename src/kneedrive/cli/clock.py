"""The day on which a command runs: given once to the command line, the same until it ends."""

from contextvars import ContextVar
from datetime import date

_day: ContextVar[date] = ContextVar("day")


def begin(day: date) -> None:
    """From here on, today is this day."""
    _day.set(day)


def today() -> date:
    """The day on which the command was started."""
    return _day.get()
