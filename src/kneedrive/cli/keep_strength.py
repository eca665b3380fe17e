"""Knee holds and the sets of a move go into the journal."""

from dataclasses import asdict
from datetime import date

from sqlalchemy.engine import Connection

from kneedrive.cli import clock
from kneedrive.cli.journal_loads import kilograms_of, rung_of
from kneedrive.cli.journal_options import Keeping, opened
from kneedrive.cli.keep import day_of_film, kept_words, say, settings_of
from kneedrive.journal import (
    TO_FAILURE,
    Hold,
    Kept,
    Note,
    Origin,
    Set,
    digest_of,
    find_athlete,
    keep_filmed_sets,
    keep_hold,
    keep_note,
)
from kneedrive.journal.programmes import find_programme
from kneedrive.journal.read import read_log
from kneedrive.programme.standings import EVERY, load_asked
from kneedrive.report.plain import plain
from kneedrive.strength import Coaching, Filmed, HoldTest, Reported
from kneedrive.strength.hold_result import hold_document
from kneedrive.strength.result import DIGITS
from kneedrive.strength.told_hold import ToldHold
from kneedrive.version import __version__


def keep_test(test: HoldTest, filmed: Filmed, at_least: bool, where: Keeping) -> None:
    """Keep the best hold of each leg, and what was reported of pain and cramp.

    at_least : the user said so
    """
    source = test.exercise.source
    day, told_by = day_of_film(source, where.day)
    said = asdict(test.person) | asdict(filmed) | asdict(test.reported)
    said |= {"load": test.load.words} | ({"at_least": True} if at_least else {})
    settings = settings_of(said)
    digest = digest_of(source)
    entries = [
        Hold(
            day,
            side,
            round(hold.attempt.held_s, 3),
            kilograms_of(test.load),
            hold.moment.value_nm_kg if hold.moment else None,
            Origin(__version__, digest, settings, plain(hold_document(hold), DIGITS)),
            hold.at_least or hold.attempt.reason != TO_FAILURE,
        )
        for side, hold in test.best.items()
    ]
    _keep_holds(entries, test.reported, day, told_by, where)


def keep_told(told: ToldHold, where: Keeping) -> None:
    """Keep a hold that was timed by hand, and what was reported of pain and cramp."""
    day, told_by = (where.day, "--on") if where.day else (clock.today(), "today")
    load_kg, origin = kilograms_of(told.load), Origin(__version__)
    entry = Hold(day, told.side, told.seconds, load_kg, None, origin, told.at_least)
    _keep_holds([entry], told.reported, day, told_by, where)


def _keep_holds(
    entries: list[Hold], reported: Reported, day: date, told_by: str, where: Keeping
) -> None:
    side = entries[0].side if len(entries) == 1 else None
    troubles = [kind for kind, yes in asdict(reported).items() if yes]
    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        kept = [keep_hold(db, who.key, entry, where.day is not None) for entry in entries]
        kept += [keep_note(db, who.key, Note(day, kind, side=side)) for kind in troubles]
    if not kept:
        say("nothing kept: no hold was timed")
        return
    words = [
        f"{e.side} {'at least ' if e.at_least else ''}{e.held_s:.1f} s" for e in entries
    ] + troubles
    _say(f"hold {', '.join(words)} of {day} ({told_by})", kept, who.name)


def keep_coaching(done: Coaching, filmed: Filmed, load_told: bool, where: Keeping) -> None:
    """Keep every set of each leg in which something counted.

    load_told : the load was said; without it, it was the prescribed one, as with kneedrive log
    """
    source = done.exercise.source
    day, told_by = day_of_film(source, where.day)
    said = {"load": done.load.words if load_told else "as prescribed", "reserve": done.reserve}
    settings = settings_of(asdict(done.person) | asdict(filmed) | said | asdict(done.reported))
    origin = Origin(__version__, digest_of(source), settings)
    troubles = [kind for kind, yes in asdict(done.reported).items() if yes]
    with opened(where.at) as journal, journal.writing() as db:
        who = find_athlete(db, where.athlete, make=True)
        entries = _sets(done, day, origin, None if load_told else _loads_asked(db, who.key, day))
        kept = keep_filmed_sets(db, who.key, entries, where.day is not None) if entries else []
        kept += [keep_note(db, who.key, Note(day, kind)) for kind in troubles]
    if not kept:
        say(f"nothing kept of {source.name}: nothing was counted")
        return
    loads = " and ".join(dict.fromkeys(e.load for e in entries))
    words = [f"{e.side} {e.amount:g}" for e in entries] + troubles
    with_load = f" with {loads}" if loads else ""
    _say(f"{done.move} {', '.join(words)}{with_load} of {day} ({told_by})", kept, who.name)


def _loads_asked(db: Connection, athlete: str, day: date) -> dict[tuple[str, str], str]:
    """The prescribed load of each move and side on a day; empty without a programme."""
    programme = find_programme(db, athlete)
    if programme is None:
        return {}
    log = read_log(db, athlete)
    return {key: load_asked(programme.wishes, log, day, *key) for key in EVERY}


def _sets(
    done: Coaching, day: date, origin: Origin, asked: dict[tuple[str, str], str] | None
) -> list[Set]:
    """A set of each leg; the reserve that was said is that of the last set.

    asked : the prescribed loads where none was said
    """
    entries = []
    for one in done.sets:
        rir = done.reserve if one is done.sets[-1] else None
        document = plain(asdict(one), DIGITS)
        own = Origin(origin.program_version, origin.source, origin.settings, document)
        if done.move == "lsit":
            if one.best_s:
                load = _straight(done, one.number)
                seconds = round(one.best_s, 1)
                entries.append(Set(day, "lsit", "both", one.number, seconds, load, rir, own))
            continue
        usual = rung_of(done.move, done.load)
        for side in ("left", "right"):
            if one.counted.get(side):
                load = (asked or {}).get((done.move, side), usual)
                count = float(one.counted[side])
                entries.append(Set(day, done.move, side, one.number, count, load, rir, own))
    return entries


def _straight(done: Coaching, number: int) -> str:
    """The step of the ladder that the longest lift of a set was; legs are straight in all."""
    own = [h for h in done.heel_holds if h.set_number == number and h.counts]
    return "both-straight" if max(own, key=lambda h: h.held_s).legs == "both" else "one-heel"


def _say(words: str, kept: list[Kept], name: str) -> None:
    say(f"{words} {kept_words(any(k.new for k in kept))} for {name}")
