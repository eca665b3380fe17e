"""kneedrive log: what was done, and what hurt."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, cast

import typer

from kneedrive.cli import clock
from kneedrive.cli.journal_options import At, On, Who, opened, past_day
from kneedrive.cli.log_hold import held, log_holds
from kneedrive.cli.log_kept import may_advise, say, say_kept
from kneedrive.cli.red_flags import RedFlags
from kneedrive.errors import InputError
from kneedrive.journal import (
    Note,
    Origin,
    Set,
    find_athlete,
    keep_note,
)
from kneedrive.journal.by_hand import filmed_sets, keep_said_sets
from kneedrive.journal.due import keep_due
from kneedrive.journal.programmes import find_programme
from kneedrive.journal.read import read_log
from kneedrive.programme.aftermath import what_follows
from kneedrive.programme.ladder import ladder
from kneedrive.programme.log import CLEARED, STOPPING, Log, Trouble
from kneedrive.programme.standings import load_asked, standings
from kneedrive.programme.tables import SIDES_OF, Move, Side, dose, loads, rows
from kneedrive.programme.wishes import Wishes
from kneedrive.red_flags import red_flags as all_flags
from kneedrive.version import __version__

TROUBLES = ("pain", *STOPPING)
MOST_SETS = 10
HOLD = "hold"


def log_command(
    what: Annotated[
        str,
        typer.Argument(
            help="march, raise or lsit; hold (a knee hold, seconds left and right); pain, cramp, "
            "snapping or back-pain; a red flag of kneedrive plan; or cleared."
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
    at_least: Annotated[
        bool, typer.Option("--at-least", help="The hold was ended before the leg failed.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Correct what was logged for that day.")
    ] = False,
    red_flags: RedFlags = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Log the sets of a move, or pain: kneedrive log march 12 12 11 --load red-band --rir 2."""
    day, values = past_day(on), list(numbers or [])
    moves = tuple(SIDES_OF)
    known = (*moves, HOLD, *TROUBLES, *all_flags(), CLEARED)
    if what not in known:
        raise InputError(f"{what} can't be logged", f"choose from {', '.join(known)}")
    if side is not None and side not in ("left", "right"):
        raise InputError(f"--side {side} is not known", "say left or right")
    if move is not None and move not in moves:
        raise InputError(f"--move {move} is not known", f"choose from {', '.join(moves)}")
    of_move, of_hold = what in moves, what == HOLD
    _refuse_strays(
        what,
        {
            "--at-least": at_least and not of_hold,
            "--load": load is not None and not (of_move or of_hold),
            "--rir": rir is not None and not of_move,
            "--move": move is not None and (of_move or of_hold),
            "--note": bool(note) and (of_move or of_hold),
            "--red-flags": red_flags is not None and not (of_move or of_hold),
        },
    )
    if what in moves:
        session = _session(what, values, load, rir, side, day)
        _log_sets(session, replace, red_flags, athlete, at)
        return
    if what == HOLD:
        log_holds(held(values, side, load, day, at_least), replace, red_flags, athlete, at)
        return
    if len(values) > 1 or any(not v.is_integer() for v in values):
        raise InputError("one level is enough", "give a whole number from 0 to 10")
    entry = Note(
        day,
        what,
        int(values[0]) if values else None,
        move,
        cast(Side | None, side),
        note,
    )
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete, make=True)
        programme = find_programme(db, who.key)
        if programme is not None:
            keep_due(db, programme, read_log(db, who.key), clock.today())
        kept = keep_note(db, who.key, entry, replace)
        log = read_log(db, who.key)
    say_kept(what if entry.level is None else f"{what} {entry.level} of 10", day, kept.new, who)
    trouble = Trouble(day, what, entry.level, entry.move, entry.side)
    for line in what_follows(trouble, log, programme.wishes if programme else None):
        say(line)


def _refuse_strays(what: str, strays: dict[str, bool]) -> None:
    """Refuse what would be said for nothing."""
    for option, stray in strays.items():
        if stray:
            raise InputError(f"{option} does not go with {what}", "leave it out")


@dataclass(frozen=True)
class _Session:
    """What the command line said of one move."""

    move: Move
    amounts: tuple[float, ...]
    load: str | None
    rir: int | None
    sides: tuple[Side, ...]
    day: date


def _log_sets(
    session: _Session, replace: bool, answers: str | None, athlete: str | None, at: str | None
) -> None:
    """Keep the sets, and say what comes next where the red-flag questions are answered."""
    with opened(at) as journal:
        with journal.writing() as db:
            who = find_athlete(db, athlete, make=True)
            programme = find_programme(db, who.key)
            wishes = programme.wishes if programme else None
            if programme is not None:
                keep_due(db, programme, read_log(db, who.key), clock.today())
            log = read_log(db, who.key)
            sets = [_sets(session, side, wishes, log) for side in session.sides]
            kept = [k for side in sets for k in keep_said_sets(db, who.key, side, replace)]
            filmed = max(filmed_sets(db, who.key, side[0]) for side in sets)
            after = read_log(db, who.key)
        unit = " s" if dose(session.move).unit == "s" else ""
        said = " ".join(f"{a:g}{unit}" for a in session.amounts)
        what = f"{session.move} {said}, {' and '.join(session.sides)},"
        say_kept(what, session.day, any(k.new for k in kept), who)
        if filmed:
            _say_day(session, after)
        if may_advise(journal, who, answers) and wishes is not None:
            _say_next(session, wishes, after)


def _session(
    move: Move,
    amounts: list[float],
    load: str | None,
    rir: int | None,
    side: str | None,
    day: date,
) -> _Session:
    """The session as said, checked."""
    if not amounts:
        raise InputError("the sets are missing", f"say like: kneedrive log {move} 12 12 11")
    if len(amounts) > MOST_SETS:
        raise InputError(
            f"{len(amounts)} sets of one move are too many", f"give up to {MOST_SETS} a day"
        )
    if dose(move).unit != "s" and not all(a.is_integer() for a in amounts):
        raise InputError(f"{move} has no half repetitions", "give whole numbers of repetitions")
    if rir is not None and not 0 <= rir <= 10:
        raise InputError(f"--rir {rir} can't be", "give 0 to 10")
    sides: tuple[Side, ...] = SIDES_OF[move] if side is None else (cast(Side, side),)
    if not set(sides) <= set(SIDES_OF[move]):
        raise InputError(f"{move} has no sides", "leave out --side")
    return _Session(move, tuple(amounts), load, rir, sides, day)


def _sets(session: _Session, side: Side, wishes: Wishes | None, log: Log) -> list[Set]:
    """The sets of one side, with the load that was said or prescribed."""
    rungs = ladder(session.move, wishes) if wishes else loads(session.move)
    known = {rung.name for rung in rungs} | {rung.name for rung in loads(session.move)}
    if session.load is not None:
        name = session.load
    elif wishes is not None:
        name = load_asked(wishes, log, session.day, session.move, side)
    else:
        name = rungs[0].name
    if name not in known:
        raise InputError(
            f"--load {name} is not known for {session.move}",
            f"choose from {', '.join(sorted(known))}",
        )
    return [
        Set(session.day, session.move, side, number, amount, name, session.rir, Origin(__version__))
        for number, amount in enumerate(session.amounts, 1)
    ]


def _say_day(session: _Session, log: Log) -> None:
    """All sets of a day on which some were filmed, so that none is counted twice."""
    for done in log.done:
        if (done.day, done.move) == (session.day, session.move) and done.side in session.sides:
            sets = " ".join(f"{amount:g}" for amount in done.amounts)
            say(f"that day, with what was filmed: {done.side} {sets}; --replace puts what you say "
                "in the place of all")  # fmt: skip


def _say_next(session: _Session, wishes: Wishes, log: Log) -> None:
    """What the next session will ask for, and why."""
    rungs = ladder(session.move, wishes)
    standing = standings(wishes, log, session.day + timedelta(days=1))
    for side in session.sides:
        now = standing[session.move, side]
        row = next((r for r in rows("progression") if r["when"] == now.why), None)
        why = f": {row['words'][0].lower()}{row['words'][1:]}" if row else ""
        say(f"next time {side}: {now.amount} with {rungs[now.rung].words}{why}")
