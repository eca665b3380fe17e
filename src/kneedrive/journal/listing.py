"""The entries of one athlete as a list to read, and the removal of one that is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, Table, delete, func, select
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t
from kneedrive.journal.entries import ANSWERED, BY_HAND

ID_LETTERS = 10  # among ten thousand entries no two begin alike, but once in 20,000 journals
FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Listed:
    """One line: a clip, a run, a hold, a note, or the sets of one move and side on one day.

    rows : the rows behind it: a film or file that was read more than once has several
    """

    id: str
    day: date
    kind: str
    words: str
    table: Table
    rows: tuple[str, ...]


def list_entries(db: Connection, athlete: str, most: int | None = None) -> list[Listed]:
    """The latest entries, newest day first; all of them without a number."""
    found = [
        line
        for lines in (_clips, _runs, _holds, _sets, _notes)
        for line in lines(db, athlete, most)
    ]
    found.sort(key=lambda line: (-line.day.toordinal(), line.kind, line.words))
    return found[:most]


def remove_entry(db: Connection, athlete: str, start: str) -> Listed:
    """Remove the entry whose id begins so; what it was.

    Raises
    ------
    InputError : no entry begins so, or several do
    """
    start = start.strip().lower()
    if len(start) < FEWEST_LETTERS:
        raise InputError(
            f"the id {start!r} is too short", f"give at least {FEWEST_LETTERS} letters of it"
        )
    found = [
        line
        for line in list_entries(db, athlete)
        if any(key.startswith(start) for key in line.rows)
    ]
    if len(found) != 1:
        how_many = "no id begins" if not found else f"{len(found)} ids begin"
        raise InputError(
            f"{how_many} with {start} among the entries of this athlete",
            "see them with: kneedrive journal list",
        )
    (line,) = found
    db.execute(delete(line.table).where(line.table.c.key.in_(line.rows)))
    return line


def _latest(table: Table, day: str, athlete: str, most: int | None) -> Any:
    """Rows of the latest days that hold so many entries."""
    column = table.c[day]
    plain = [c for c in table.columns if not isinstance(c.type, JSON)]
    query = select(*plain).where(table.c.athlete == athlete)
    if most is not None:
        days = select(column).where(table.c.athlete == athlete).order_by(column.desc())
        days = days.distinct().limit(most)
        query = query.where(column.in_(days))
    return query.order_by(table.c.made_at, table.c.key)


def _grouped(rows: Iterable[Any], name: Any) -> list[list[Any]]:
    """Rows of one name together, in the order in which they were kept."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return list(groups.values())


def _line(table: Table, day: date, kind: str, words: str, rows: list[Any]) -> Listed:
    keys = tuple(row.key for row in rows)
    return Listed(keys[-1][:ID_LETTERS], day, kind, words, table, keys)


def _clips(db: Connection, athlete: str, most: int | None) -> list[Listed]:
    c, a = t.clips.c, t.analyses.c
    query = (
        select(c.key, c.filmed_on, c.file, func.count(a.key).label("times"))
        .select_from(t.clips.join(t.analyses))
        .where(c.athlete == athlete)
        .group_by(c.key, c.filmed_on, c.file)
        .order_by(c.filmed_on.desc(), c.key)
        .limit(most)
    )
    return [
        _line(
            t.clips,
            row.filmed_on,
            "clip",
            row.file + (f", analysed {row.times} times" if row.times > 1 else ""),
            [row],
        )
        for row in db.execute(query)
    ]


def _runs(db: Connection, athlete: str, most: int | None) -> list[Listed]:
    rows = db.execute(_latest(t.runs, "run_on", athlete, most))
    return [
        _line(t.runs, same[-1].run_on, "run", f"{same[-1].file}, {same[-1].device}", same)
        for same in _grouped(rows, lambda row: row.digest)
    ]


def _holds(db: Connection, athlete: str, most: int | None) -> list[Listed]:
    rows = db.execute(_latest(t.holds, "held_on", athlete, most))
    return [
        _line(t.holds, same[-1].held_on, "hold", _hold_words(same[-1]), same)
        for same in _grouped(
            rows, lambda row: (row.key if row.source == BY_HAND else row.source, row.side)
        )
    ]


def _hold_words(row: Any) -> str:
    more = "at least " if row.at_least else ""
    load = f" with {row.load_kg:.3g} kg" if row.load_kg else ""
    return f"{row.side} {more}{row.held_s:.1f} s{load}, {_told_by(row.source)}"


def _sets(db: Connection, athlete: str, most: int | None) -> list[Listed]:
    rows = db.execute(_latest(t.sets, "done_on", athlete, most))
    lines = []
    for session in _grouped(rows, lambda row: (row.done_on, row.move, row.side)):
        session.sort(key=lambda row: row.number)
        first = session[0]
        unit = " s" if first.move == "lsit" else ""
        amounts = " ".join(f"{row.amount:g}{unit}" for row in session)
        loads = "/".join(dict.fromkeys(row.load for row in session))
        told_by = " and ".join(dict.fromkeys(_told_by(row.source) for row in session))
        reserves = [row.rir for row in session if row.rir is not None]
        rir = f", {min(reserves)} in reserve" if reserves else ""
        words = f"{first.move} {first.side} {amounts}, load {loads}{rir}, {told_by}"
        lines.append(_line(t.sets, first.done_on, "sets", words, session))
    return lines


def _notes(db: Connection, athlete: str, most: int | None) -> list[Listed]:
    rows = db.execute(_latest(t.notes, "noted_on", athlete, most))
    lines = []
    for row in rows:
        level = f" {row.level} of 10" if row.level is not None else ""
        more = [part for part in (row.move, row.side, row.text) if part]
        kind = "red-flag questions answered" if row.kind == ANSWERED else row.kind
        words = ", ".join([f"{kind}{level}", *more])
        lines.append(_line(t.notes, row.noted_on, "note", words, [row]))
    return lines


def _told_by(source: str) -> str:
    return source if source == BY_HAND else "from a film"
