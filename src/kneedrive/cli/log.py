"""kneedrive log: what was done, and what hurt."""

from typing import Annotated, cast

import typer

from kneedrive import __version__
from kneedrive.cli.journal_options import At, On, Who, day_of, opened
from kneedrive.cli.terminal import screen
from kneedrive.errors import InputError
from kneedrive.journal import Note, Origin, Set, find_athlete, keep_note, keep_sets
from kneedrive.journal.programmes import find_programme
from kneedrive.journal.read import read_log
from kneedrive.programme.ladder import ladder
from kneedrive.programme.log import CLEARED, STOPPING
from kneedrive.programme.programme import standings
from kneedrive.programme.tables import SIDES_OF, Load, Move, Side, dose, loads, red_flags
from kneedrive.programme.wishes import Wishes

TROUBLES = ("pain", *STOPPING)
MOST_SETS = 10


def log_command(
    what: Annotated[
        str,
        typer.Argument(
            help="march, raise or lsit; pain, cramp, snapping or back-pain; a red flag of "
            "kneedrive plan; or cleared."
        ),
    ],
    numbers: Annotated[
        list[float] | None,
        typer.Argument(help="Repetitions (seconds for lsit) of each set, or the level of pain."),
    ] = None,
    load: Annotated[
        str | None, typer.Option(help="Load: none, red-band, 8-lb, ...; as prescribed without it.")
    ] = None,
    rir: Annotated[
        int | None, typer.Option(help="Repetitions left in reserve in the hardest set.")
    ] = None,
    side: Annotated[
        str | None, typer.Option(help="left or right; both sides did the same without it.")
    ] = None,
    move: Annotated[str | None, typer.Option(help="With which move it hurt.")] = None,
    note: Annotated[str, typer.Option(help="Anything worth keeping.")] = "",
    on: On = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Correct what was logged for that day.")
    ] = False,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Log the sets of a move, or pain: kneedrive log march 12 12 11 --load red-band --rir 2."""
    day, values = day_of(on), list(numbers or [])
    moves = tuple(SIDES_OF)
    if what not in (*moves, *TROUBLES, *red_flags(), CLEARED):
        known = ", ".join((*moves, *TROUBLES, *red_flags(), CLEARED))
        raise InputError(f"{what} can't be logged", f"choose from {known}")
    if side is not None and side not in ("left", "right"):
        raise InputError(f"--side {side} is not known", "say left or right")
    if move is not None and move not in moves:
        raise InputError(f"--move {move} is not known", f"choose from {', '.join(moves)}")
    if what in moves:
        _log_sets(cast(Move, what), values, load, rir, side, day, replace, athlete, at)
        return
    if len(values) > 1 or any(not v.is_integer() for v in values):
        raise InputError("one level is enough", "give a whole number from 0 to 10")
    entry = Note(
        day,
        what,
        int(values[0]) if values else None,
        cast(Move | None, move),
        cast(Side | None, side),
        note,
    )
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete, make=True)
        kept = keep_note(db, who.key, entry)
    _say(f"{what} on {day}: {'kept' if kept.new else 'was kept already'}")
    if what in red_flags():
        _say(f"{red_flags()[what]} The programme is stopped: see a doctor or physiotherapist.")


def _log_sets(
    move: Move,
    amounts: list[float],
    load: str | None,
    rir: int | None,
    side: str | None,
    day: object,
    replace: bool,
    athlete: str | None,
    at: str | None,
) -> None:
    """Keep the sets of one move, of one side or of both."""
    from datetime import date

    assert isinstance(day, date)
    if not amounts or len(amounts) > MOST_SETS:
        raise InputError("the sets are missing", f"say like: kneedrive log {move} 12 12 11")
    if rir is not None and not 0 <= rir <= 10:
        raise InputError(f"--rir {rir} can't be", "give 0 to 10")
    sides: tuple[Side, ...] = SIDES_OF[move] if side is None else (cast(Side, side),)
    if not set(sides) <= set(SIDES_OF[move]):
        raise InputError(f"{move} has no sides", "leave out --side")
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete, make=True)
        programme = find_programme(db, who.key)
        log = read_log(db, who.key)
        entries = []
        for one in sides:
            name = load or _prescribed(move, one, programme.wishes if programme else None, log, day)
            _check_load(move, name, programme.wishes if programme else None)
            entries += [
                Set(day, move, one, number, amount, name, rir, Origin(__version__))
                for number, amount in enumerate(amounts, 1)
            ]
        kept = keep_sets(db, who.key, entries, replace)
        after = read_log(db, who.key)
    new = any(k.new for k in kept)
    unit = " s" if dose(move).unit == "s" else ""
    said = " ".join(f"{a:g}{unit}" for a in amounts)
    _say(f"{move} {said}, {', '.join(sides)}, on {day}: {'kept' if new else 'was kept already'}")
    if programme is not None:
        _say_next(move, sides, programme.wishes, after, day)


def _prescribed(move: Move, side: Side, wishes: Wishes | None, log: object, day: object) -> str:
    """The load that the programme asks for on that day; none without a programme."""
    from datetime import date

    from kneedrive.programme.log import Log

    if wishes is None:
        return ladder(move, Wishes(date(2000, 1, 1), equipment=("nothing",)))[0].name
    assert isinstance(log, Log)
    assert isinstance(day, date)
    return ladder(move, wishes)[standings(wishes, log, day)[move, side].rung].name
