"""A session as an entry of a calendar, and the count of its changes."""

from dataclasses import dataclass
from datetime import date, datetime, time

from kneedrive.programme.programme import Programme, Session
from kneedrive.programme.words import TITLES, session_words
from kneedrive.red_flags import printed_flags


@dataclass(frozen=True)
class Entry:
    """One entry of the calendar, in the runner's own time."""

    uid: str
    day: date
    at: time
    zone: str
    minutes: int
    summary: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """An entry with the count of its changes, when it last changed (UTC), whether it is off."""

    entry: Entry
    sequence: int
    changed_at: datetime
    cancelled: bool


def _before(session: Session) -> list[str]:
    """The red flags, in front of what loads a leg."""
    if session.kind == "film":
        return []
    return ["With one of these, no exercise:", *printed_flags(), ""]


def calendar_entries(programme: Programme, name: str = "") -> tuple[Entry, ...]:
    """Every session of a programme as an entry; one that was moved is where it is now.

    name : whose it is, in front of the summary; empty where that needs no saying
    """
    wishes, whose = programme.wishes, f"{name}: " if name else ""
    return tuple(
        Entry(
            session.uid,
            session.day,
            wishes.at,
            wishes.zone,
            session.minutes,
            f"{whose}{TITLES[session.kind]} (week {session.week})",
            "\n".join([*_before(session), *session_words(session)]),
        )
        for session in {session.uid: session for session in programme.sessions}.values()
    )
