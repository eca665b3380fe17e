"""The people of a journal: one by default, a group for a coach."""

import shlex
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from kneedrive.errors import InputError
from kneedrive.journal import tables as t

DEFAULT = "me"
LONGEST_NAME = 200
NAMES_SHOWN = 8


@dataclass(frozen=True)
class Athlete:
    """One person of the journal."""

    key: str
    name: str


def find_athlete(db: Connection, name: str | None = None, make: bool = False) -> Athlete:
    """The athlete of a name; without one, the only athlete there is.

    make : make one of this name (or the default one) in a journal that has nobody yet; a second
        athlete is only made by `add_athlete`, so that a slip of the pen makes nobody

    Raises
    ------
    InputError : nobody of that name, or several and none is named
    """
    everybody = list_athletes(db)
    found = [a for a in everybody if a.name == name] if name is not None else everybody
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise InputError(
            f"the journal holds {len(everybody)} athletes: {_names(everybody)}",
            "say whom you mean with --athlete",
        )
    name = DEFAULT if name is None else name
    if make and not everybody:
        return add_athlete(db, name)
    known = (
        f"there are {_names(everybody)}" if len(everybody) > 1 else f"there is {_names(everybody)}"
    )
    raise InputError(
        f"nobody in the journal is called {name}: {known if everybody else 'it is empty'}",
        f"check the name, or add somebody new with: kneedrive journal add {shlex.quote(name)}",
    )


def _names(everybody: list[Athlete]) -> str:
    """The first names of a list, and how many more there are."""
    names = ", ".join(a.name for a in everybody[:NAMES_SHOWN])
    more = len(everybody) - NAMES_SHOWN
    return f"{names} and {more} more" if more > 0 else names


def add_athlete(db: Connection, name: str) -> Athlete:
    """Add somebody; who is there already stays as they are."""
    name = a_name(name)
    there = [a for a in list_athletes(db) if a.name == name]
    if there:
        return there[0]
    key = uuid.uuid4().hex
    db.execute(t.athletes.insert().values(key=key, name=name, made_at=now()))
    return Athlete(key, name)


def rename_athlete(db: Connection, old: str, new: str) -> None:
    """Give an athlete another name."""
    who, new = find_athlete(db, old), a_name(new)
    if new in {athlete.name for athlete in list_athletes(db)}:
        raise InputError(f"the journal has somebody called {new}", "choose another name")
    db.execute(update(t.athletes).where(t.athletes.c.key == who.key).values(name=new))


def a_name(name: str) -> str:
    """The name without blanks around it; InputError where it can be nobody's."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError("that is no name", f"give up to {LONGEST_NAME} letters")
    return name


def list_athletes(db: Connection) -> list[Athlete]:
    """Everybody, by name."""
    rows = db.execute(select(t.athletes.c.key, t.athletes.c.name).order_by(t.athletes.c.name))
    return [Athlete(key, name) for key, name in rows]


def now() -> datetime:
    """The present moment in UTC, as the journal stamps what it keeps: never a day of training."""
    return datetime.now(UTC).replace(tzinfo=None)  # noqa: TID251 - the only stamp
