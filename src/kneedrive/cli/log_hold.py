"""kneedrive log hold: a knee hold that was timed by hand."""

from datetime import date
from typing import cast

from kneedrive.cli.journal_options import opened
from kneedrive.cli.log_kept import may_advise, say_kept
from kneedrive.errors import InputError
from kneedrive.journal import Hold, Origin, find_athlete, keep_hold
from kneedrive.programme.tables import Side
from kneedrive.programme.wishes import LB_PER_KG, weight_lb
from kneedrive.version import __version__


def held(
    seconds: list[float], side: str | None, load: str | None, day: date, at_least: bool
) -> list[Hold]:
    """A knee hold timed by hand, of both sides or of one."""
    sides: tuple[Side, ...] = ("left", "right") if side is None else (cast(Side, side),)
    if len(seconds) != len(sides):
        raise InputError(
            f"{len(seconds)} times do not fit {' and '.join(sides)}",
            "say like: kneedrive log hold 8 14, or: kneedrive log hold 8 --side left",
        )
    load_kg = weight_lb(load.replace("-", "")) / LB_PER_KG if load else 0.0
    return [
        Hold(day, one, held_s, load_kg, None, Origin(__version__), at_least)
        for one, held_s in zip(sides, seconds, strict=True)
    ]


def log_holds(
    holds: list[Hold], replace: bool, answers: str | None, athlete: str | None, at: str | None
) -> None:
    """Keep them, and say so."""
    with opened(at) as journal:
        with journal.writing() as db:
            who = find_athlete(db, athlete, make=True)
            kept = [keep_hold(db, who.key, hold, replace=replace) for hold in holds]
        said = [f"{h.side} {'at least ' if h.at_least else ''}{h.held_s:g} s" for h in holds]
        say_kept(f"hold {', '.join(said)},", holds[0].held_on, any(k.new for k in kept), who)
        may_advise(journal, who, answers)
